//! Objects for providers.

use async_trait::async_trait;
use tokio_util::io::{ReaderStream, StreamReader};
use towline_core::pipeline::job::{ActionFailure, FailureCode};
use towline_providers::world::{Artifacts, Body, ObjectInfo, PutOptions};

use super::ServerWorld;
use crate::fault;
use crate::s3::{DAMAGED, Headers, ObjectError, Version, objects};

#[async_trait]
impl Artifacts for ServerWorld {
    async fn head(
        &self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
    ) -> Result<ObjectInfo, ActionFailure> {
        let found = objects::head(&self.app, bucket, key, version).await;
        found.map(describe).map_err(failure)
    }

    async fn open(
        &self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
    ) -> Result<(ObjectInfo, Body), ActionFailure> {
        let opened = objects::open(&self.app, bucket, key, version).await;
        let (version, reader) = opened.map_err(failure)?;
        let body = StreamReader::new(reader.into_stream());
        Ok((describe(version), Box::pin(body)))
    }

    async fn put(
        &self,
        bucket: &str,
        key: &str,
        body: Body,
        options: PutOptions,
    ) -> Result<ObjectInfo, ActionFailure> {
        let put = objects::Put {
            headers: Headers {
                content_type: options.content_type,
                cache_control: options.cache_control,
                ..Headers::default()
            },
            ..objects::Put::default()
        };
        let body = ReaderStream::with_capacity(body, 256 * 1024);
        let stored = objects::put_stream(&self.app, bucket, key, put, body).await;
        stored.map(describe).map_err(failure)
    }
}

fn describe(version: Version) -> ObjectInfo {
    ObjectInfo {
        version: Some(version.version_id).filter(|id| id != "null"),
        etag: version.etag,
        size: version.size,
        modified: version.modified,
        content_type: version.headers.content_type,
        metadata: version.headers.metadata,
    }
}

/// A wrong name is the declaration's fault, a missing version the revision's, the rest ours.
fn failure(error: ObjectError) -> ActionFailure {
    let code = match &error {
        ObjectError::NoSuchBucket(_) | ObjectError::NoSuchKey { .. } | ObjectError::Refused(..) => {
            FailureCode::ConfigurationError
        }
        ObjectError::NoSuchVersion { .. } | ObjectError::Marker(_) => {
            FailureCode::RevisionUnavailable
        }
        ObjectError::Damaged { bucket, key, .. } => {
            tracing::error!(%error, "an action could not use an object");
            let text = format!("s3://{bucket}/{key}: {DAMAGED}");
            return ActionFailure::new(FailureCode::RevisionUnavailable, text);
        }
        other => {
            tracing::error!(error = %other, "an action could not use an object");
            let text = match other {
                ObjectError::Store(error) => fault::text(error),
                other if other.disk_full() => fault::DISK_FULL,
                _ => "The server could not use its storage; its log says why",
            };
            return ActionFailure::new(FailureCode::SystemUnavailable, text);
        }
    };
    ActionFailure::new(code, error.to_string())
}
