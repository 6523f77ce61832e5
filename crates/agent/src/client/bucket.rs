//! Making a bucket in the server's S3 endpoint.

use bytes::Bytes;
use http::{Method, Request};
use towline_auth::sigv4::{Dialect, Payload};

use super::download::refused;
use super::{Client, ClientError};

impl Client {
    /// Creates a bucket that is not there yet.
    pub async fn create_bucket(&self, name: &str) -> Result<(), ClientError> {
        let request = Request::builder()
            .method(Method::PUT)
            .uri(format!("{}/{name}", self.access.endpoint));
        let payload = Payload::Bytes(b"");
        let request = self.signed_with(request, Bytes::new(), payload, "s3", Dialect::S3)?;
        let response = self.send(request, None).await?;
        let status = response.status();
        if status.is_success() {
            return Ok(());
        }
        let body = response.bytes().await.map_err(|e| self.unreachable(&e))?;
        Err(refused(&format!("s3://{name}"), status.as_u16(), &body))
    }
}
