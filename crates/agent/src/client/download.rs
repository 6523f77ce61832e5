//! Downloading an object into a file, whole or not at all.

use std::ffi::OsString;
use std::path::Path;

use bytes::Bytes;
use http::{Method, Request};
use md5::{Digest, Md5};
use tokio::io::AsyncWriteExt;
use towline_auth::sigv4::Dialect;

use super::{Client, ClientError};

/// An object that was written to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Downloaded {
    /// As the server named it, without quotes.
    pub etag: String,
    /// Size.
    pub bytes: u64,
}

impl Client {
    /// Downloads `key` of `bucket` (a certain version, or the newest) to `path`.
    ///
    /// The file appears at `path` only when its length, and its MD5 where the ETag is one, are
    /// right.
    pub async fn download(
        &self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
        path: &Path,
    ) -> Result<Downloaded, ClientError> {
        let mut temporary = OsString::from(path);
        temporary.push(".part");
        let temporary = Path::new(&temporary);
        let result = self.fetch(bucket, key, version, temporary).await;
        let file_error = |source| ClientError::File {
            path: path.display().to_string(),
            source,
        };
        match result {
            Ok(done) => {
                tokio::fs::rename(temporary, path)
                    .await
                    .map_err(file_error)?;
                Ok(done)
            }
            Err(e) => {
                let _ = tokio::fs::remove_file(temporary).await; // the error above is the one to tell
                Err(e)
            }
        }
    }

    async fn fetch(
        &self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
        path: &Path,
    ) -> Result<Downloaded, ClientError> {
        let what = format!("s3://{bucket}/{key}");
        let mut uri = format!("{}/{bucket}/{}", self.access.endpoint, encoded(key, true));
        if let Some(version) = version {
            uri = format!("{uri}?versionId={}", encoded(version, false));
        }
        let request = Request::builder().method(Method::GET).uri(uri);
        let request = self.signed(request, Bytes::new(), "s3", Dialect::S3)?;
        let mut response = self.send(request, None).await?;
        let status = response.status();
        if !status.is_success() {
            let body = response.bytes().await.map_err(|e| self.unreachable(&e))?;
            return Err(refused(&what, status.as_u16(), &body));
        }
        let etag = response.headers().get("etag");
        let etag = etag.and_then(|etag| etag.to_str().ok()).unwrap_or_default();
        let etag = etag.trim_matches('"').to_owned();
        let expected = response.content_length();
        let (bytes, md5) = self.save(&mut response, path).await?;
        let wrong = |why| ClientError::Answer {
            operation: what.clone(),
            why,
        };
        if expected.is_some_and(|expected| expected != bytes) {
            return Err(wrong(format!("it ended after {bytes} bytes")));
        }
        // The ETag of a multipart upload is no digest of the content.
        let is_md5 = etag.len() == 32 && etag.bytes().all(|b| b.is_ascii_hexdigit());
        if is_md5 && etag != md5 {
            return Err(wrong(format!("its content has MD5 {md5}, not {etag}")));
        }
        Ok(Downloaded { etag, bytes })
    }

    async fn save(
        &self,
        response: &mut reqwest::Response,
        path: &Path,
    ) -> Result<(u64, String), ClientError> {
        let file_error = |source| ClientError::File {
            path: path.display().to_string(),
            source,
        };
        let mut file = tokio::fs::File::create(path).await.map_err(file_error)?;
        let (mut bytes, mut md5) = (0, Md5::new());
        while let Some(chunk) = response.chunk().await.map_err(|e| self.unreachable(&e))? {
            bytes += chunk.len() as u64;
            md5.update(&chunk);
            file.write_all(&chunk).await.map_err(file_error)?;
        }
        file.flush().await.map_err(file_error)?;
        Ok((bytes, hex::encode(md5.finalize())))
    }
}

/// Percent-encodes everything but what S3 leaves alone.
pub(super) fn encoded(text: &str, slash: bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(byte as char);
            }
            b'/' if slash => encoded.push('/'),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// S3 answers errors in XML.
pub(super) fn refused(what: &str, status: u16, body: &[u8]) -> ClientError {
    let body = String::from_utf8_lossy(body);
    let element = |name: &str| {
        let (_, rest) = body.split_once(&format!("<{name}>"))?;
        Some(rest.split_once("</")?.0.to_owned())
    };
    ClientError::Refused {
        operation: what.into(),
        status,
        code: element("Code").unwrap_or_else(|| status.to_string()),
        message: element("Message").unwrap_or_else(|| "no further word".into()),
    }
}
