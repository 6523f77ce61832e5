//! Reads a whole request body, with an end to its size and to the patience.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use towline_api::ApiError;

/// Largest body of an API request. A pipeline structure has a tenth of it.
const LIMIT: usize = 2 * 1024 * 1024;

/// Time for the whole body to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// The body, or what to answer.
pub(super) async fn read(body: Incoming) -> Result<Bytes, ApiError> {
    let read = tokio::time::timeout(PATIENCE, Limited::new(body, LIMIT).collect()).await;
    match read {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(ApiError {
            code: "RequestEntityTooLargeException".into(),
            message: format!("the request body has more than {LIMIT} bytes"),
            status: 413,
        }),
        Ok(Err(_)) => Err(ApiError::new(
            "SerializationException",
            "the request body broke off",
        )),
        Err(_) => Err(ApiError {
            code: "RequestTimeoutException".into(),
            message: format!(
                "the request body took more than {} seconds",
                PATIENCE.as_secs()
            ),
            status: 408,
        }),
    }
}
