//! Takes bytes in: to disk as they come, compared with what the client announced before anything
//! becomes visible.

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use futures::{Stream, StreamExt};
use s3s::S3ErrorCode;
use towline_blob::disk::Segment;

use super::checksums::{Algorithm, Checksum, Hasher};
use super::error::ObjectError;
use super::state;
use crate::App;

/// The largest object or part that one request may carry: 5 GiB, as in S3.
const LARGEST: u64 = 5 << 30;

/// What the client says about the bytes before sending them.
#[derive(Debug, Clone, Default)]
pub(super) struct Announced {
    /// Number of bytes.
    pub(super) length: Option<u64>,
    /// `Content-MD5`, base64.
    pub(super) md5: Option<String>,
    /// Which checksum it sends.
    pub(super) algorithm: Algorithm,
    /// The checksum to keep, when it is another one.
    pub(super) keep: Option<Algorithm>,
    /// The value of the one it sends, when it comes ahead.
    pub(super) checksum: Option<String>,
    /// The value comes after the bytes.
    pub(super) trailer: bool,
}

/// Bytes on disk that no row speaks of yet.
pub(super) struct Received {
    pub(super) segment: Segment,
    /// MD5, hexadecimal.
    pub(super) md5: String,
    /// The checksum to keep.
    pub(super) checksum: Checksum,
    /// The one that was compared with the client's.
    pub(super) compared: Checksum,
}

/// Stores `body`. `late` is asked after the last byte for a checksum sent as a trailer.
pub(super) async fn receive<E: std::fmt::Display>(
    app: &App,
    announced: Announced,
    body: impl Stream<Item = Result<Bytes, E>> + Send,
    late: impl FnOnce() -> Option<String> + Send,
) -> Result<Received, ObjectError> {
    if announced.length.is_some_and(|length| length > LARGEST) {
        return Err(too_large());
    }
    let name = state::name(&app.random);
    let mut draft = app.objects.disk.draft(&name).await?;
    let mut hasher = announced.algorithm.hasher();
    let other = announced.keep.filter(|keep| *keep != announced.algorithm);
    let mut other = other.map(Algorithm::hasher);
    let mut body = std::pin::pin!(body);
    while let Some(bytes) = body.next().await {
        let bytes = bytes.map_err(|e| broken(&e.to_string()))?;
        if draft.size() + bytes.len() as u64 > LARGEST {
            return Err(too_large());
        }
        hasher.update(&bytes);
        if let Some(other) = &mut other {
            other.update(&bytes);
        }
        draft.write(&bytes).await?;
    }
    let written = draft.written();
    app.metrics.work.bytes_in().inc_by(written.size);
    let compared = hasher.finish();
    let promised = announced.checksum.clone().or_else(late);
    if announced.trailer && promised.is_none() {
        return Err(ObjectError::refused(
            S3ErrorCode::Custom("MalformedTrailerError".into()),
            "The announced checksum did not follow the body",
        ));
    }
    compare(&announced, promised, written.size, &written.md5, &compared)?;
    draft.finish().await?;
    Ok(Received {
        segment: Segment {
            blob: name,
            size: written.size,
        },
        md5: hex::encode(written.md5),
        checksum: other.map_or_else(|| compared.clone(), Hasher::finish),
        compared,
    })
}

fn compare(
    announced: &Announced,
    promised: Option<String>,
    size: u64,
    md5: &[u8],
    checksum: &Checksum,
) -> Result<(), ObjectError> {
    if let Some(length) = announced.length
        && length != size
    {
        return Err(ObjectError::Body(format!(
            "{length} bytes were announced, {size} came"
        )));
    }
    if let Some(given) = &announced.md5 {
        let given = STANDARD.decode(given).ok().filter(|d| d.len() == 16);
        let given = given.ok_or_else(|| {
            ObjectError::refused(
                S3ErrorCode::InvalidDigest,
                "Content-MD5 is not the base64 form of 16 bytes",
            )
        })?;
        if given != md5 {
            return Err(bad_digest("Content-MD5"));
        }
    }
    match promised {
        Some(value) if value != checksum.value => Err(bad_digest(checksum.algorithm.name())),
        _ => Ok(()),
    }
}

fn bad_digest(what: &str) -> ObjectError {
    ObjectError::refused(
        S3ErrorCode::BadDigest,
        format!("The {what} you specified did not match the calculated checksum"),
    )
}

fn too_large() -> ObjectError {
    ObjectError::refused(
        S3ErrorCode::EntityTooLarge,
        "One request carries at most 5 GiB; use a multipart upload",
    )
}

/// Why the stream of a body ended, by the words of the parser below us.
fn broken(detail: &str) -> ObjectError {
    if detail.contains("Sha256Mismatch") {
        return ObjectError::refused(
            S3ErrorCode::Custom("XAmzContentSHA256Mismatch".into()),
            "The provided 'x-amz-content-sha256' header does not match what was computed",
        );
    }
    if detail.contains("SignatureMismatch") {
        return ObjectError::refused(
            S3ErrorCode::SignatureDoesNotMatch,
            "The signature of a chunk of the body does not match",
        );
    }
    ObjectError::Body(detail.into())
}
