//! Makes a bucket as an S3 client does: a signed PUT of its name.

use std::time::{SystemTime, UNIX_EPOCH};

use towline_agent::client::Access;
use towline_auth::sigv4::{Credentials, Dialect, Payload, Signer, Stamp};

use crate::failure::Failure;

/// Creates `name` in the demo's server, which is on loopback and speaks plain HTTP.
pub(super) async fn create(access: &Access, name: &str) -> Result<(), Failure> {
    let fail = |why: String| Failure::new(format!("cannot create the bucket {name}"), why);
    let request = http::Request::put(format!("{}/{name}", access.endpoint))
        .body("")
        .map_err(|e| fail(e.to_string()))?;
    let (mut parts, body) = request.into_parts();
    signer(access).sign(&mut parts, Payload::Bytes(b""), now());
    let request = reqwest::Request::try_from(http::Request::from_parts(parts, body))
        .map_err(|e| fail(e.to_string()))?;
    let sent = reqwest::Client::new().execute(request).await;
    let answer = sent.map_err(|e| fail(e.to_string()))?;
    let status = answer.status();
    if status.is_success() {
        return Ok(());
    }
    Err(fail(format!(
        "{status}: {}",
        answer.text().await.unwrap_or_default()
    )))
}

fn signer(access: &Access) -> Signer {
    Signer {
        credentials: Credentials {
            access_key_id: access.access_key_id.clone(),
            secret: access.secret.clone(),
            session_token: None,
        },
        region: access.region.clone(),
        service: "s3".to_string(),
        dialect: Dialect::S3,
    }
}

fn now() -> Stamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Stamp(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
