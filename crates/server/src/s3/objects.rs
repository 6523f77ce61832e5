//! Objects for the rest of the server: artifacts and revisions go in and out here without HTTP.

use std::path::Path;

use bytes::Bytes;
use futures::Stream;
use s3s::S3ErrorCode;
use towline_blob::disk::Reader;

use super::error::ObjectError;
use super::receive::{Announced, Received, receive};
use super::rows::{Headers, Tags, Version};
use super::versions::{self, Conditions};
use crate::App;

/// What goes with an object's bytes.
#[derive(Debug, Clone, Default)]
pub struct Put {
    /// Headers to keep.
    pub headers: Headers,
    /// Tags.
    pub tags: Tags,
    /// What must hold of the object that is replaced.
    pub conditions: Conditions,
}

/// Makes the bucket unless it exists.
pub async fn ensure_bucket(app: &App, name: &str) -> Result<(), ObjectError> {
    match super::buckets::create(app, name).await {
        Err(ObjectError::Refused(S3ErrorCode::BucketAlreadyOwnedByYou, _)) => Ok(()),
        other => other,
    }
}

/// Switches versioning on, without HTTP.
#[cfg(test)]
pub(crate) async fn enable_versioning(app: &App, name: &str) -> Result<(), ObjectError> {
    let on = |bucket: &mut super::rows::Bucket| {
        bucket.versioning = super::rows::Versioning::Enabled;
    };
    super::buckets::change(app, name, on).await
}

/// Stores an object whole or not at all.
pub async fn put_stream<E: std::fmt::Display>(
    app: &App,
    bucket: &str,
    key: &str,
    put: Put,
    body: impl Stream<Item = Result<Bytes, E>> + Send,
) -> Result<Version, ObjectError> {
    versions::bucket(app, bucket).await?;
    let received = receive(app, Announced::default(), body, || None).await?;
    store(app, bucket, key, put, received).await
}

/// Stores a file as an object.
pub async fn put_file(
    app: &App,
    bucket: &str,
    key: &str,
    put: Put,
    path: &Path,
) -> Result<Version, ObjectError> {
    let file = tokio::fs::File::open(path).await?;
    let body = tokio_util::io::ReaderStream::with_capacity(file, 256 * 1024);
    put_stream(app, bucket, key, put, body).await
}

/// Gives received bytes their name; they go again when that fails.
pub(super) async fn store(
    app: &App,
    bucket: &str,
    key: &str,
    put: Put,
    received: Received,
) -> Result<Version, ObjectError> {
    let version = Version {
        key: key.into(),
        version_id: String::new(),
        modified: app.clock.now(),
        marker: false,
        size: received.segment.size,
        etag: received.md5,
        segments: vec![received.segment],
        headers: put.headers,
        tags: put.tags,
        checksum: Some(received.checksum),
        parts: 0,
    };
    add(app, bucket, version, &put.conditions).await
}

/// Adds a version whose files nobody else refers to, and removes them when it is refused.
pub(super) async fn add(
    app: &App,
    bucket: &str,
    version: Version,
    conditions: &Conditions,
) -> Result<Version, ObjectError> {
    let segments = version.segments.clone();
    let added = versions::add(app, bucket, version, conditions, &[]).await;
    if added.is_err() {
        app.objects.discard(&segments).await;
    }
    added
}

/// Describes a version, or the newest.
pub async fn head(
    app: &App,
    bucket: &str,
    key: &str,
    version: Option<&str>,
) -> Result<Version, ObjectError> {
    Ok(versions::find(app, bucket, key, version).await?.version)
}

/// A version, or the newest, and its bytes.
pub async fn open(
    app: &App,
    bucket: &str,
    key: &str,
    version: Option<&str>,
) -> Result<(Version, Reader), ObjectError> {
    let version = head(app, bucket, key, version).await?;
    let reader = app
        .objects
        .disk
        .read(version.segments.clone(), 0..version.size);
    let mut reader = reader.expecting(version.digest());
    // An open file is read to its end even when the object is deleted meanwhile.
    let begun = reader.begin().await;
    begun.map_err(|error| ObjectError::reading(bucket, key, error))?;
    Ok((version, reader))
}
