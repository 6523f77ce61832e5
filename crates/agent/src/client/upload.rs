//! Putting a file into the server's S3 endpoint.

use std::path::Path;

use bytes::Bytes;
use http::{Method, Request};
use tokio_util::io::ReaderStream;
use towline_auth::sigv4::{Dialect, Payload};

use super::download::{encoded, refused};
use super::{Client, ClientError};

/// A file and where it goes.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    /// The bucket.
    pub bucket: &'a str,
    /// The object's key.
    pub key: &'a str,
    /// The content.
    pub file: &'a Path,
    /// Hexadecimal SHA-256 of the content; the signature covers it.
    pub sha256: &'a str,
    /// `x-amz-meta-` entries without the prefix.
    pub metadata: &'a [(&'a str, &'a str)],
}

impl Client {
    /// Uploads a file as one object, streaming it from disk.
    pub async fn upload(&self, upload: Upload<'_>) -> Result<(), ClientError> {
        let what = format!("s3://{}/{}", upload.bucket, upload.key);
        let file_error = |source| ClientError::File {
            path: upload.file.display().to_string(),
            source,
        };
        let file = tokio::fs::File::open(upload.file)
            .await
            .map_err(file_error)?;
        let length = file.metadata().await.map_err(file_error)?.len();
        let path = encoded(upload.key, true);
        let uri = format!("{}/{}/{path}", self.access.endpoint, upload.bucket);
        let mut request = Request::builder()
            .method(Method::PUT)
            .uri(uri)
            .header("content-length", length);
        for (name, value) in upload.metadata {
            request = request.header(format!("x-amz-meta-{name}"), *value);
        }
        let payload = Payload::Hash(upload.sha256);
        let mut request = self.signed_with(request, Bytes::new(), payload, "s3", Dialect::S3)?;
        *request.body_mut() = Some(reqwest::Body::wrap_stream(ReaderStream::new(file)));
        let response = self.send(request, None).await?;
        let status = response.status();
        if status.is_success() {
            return Ok(());
        }
        let body = response.bytes().await.map_err(|e| self.unreachable(&e))?;
        Err(refused(&what, status.as_u16(), &body))
    }
}
