//! Buckets: names, creation, deletion, versioning, tags.

use s3s::S3ErrorCode;
use s3s::validation::{AwsNameValidation, NameValidation};
use serde_json::json;
use towline_core::{Expect, Row};
use towline_store::{Range, StoreError, StoreExt};

use super::error::ObjectError;
use super::rows::{self, BUCKET, Bucket, OBJECT, Tags, UPLOAD, Versioning};
use super::versions;
use crate::App;
use crate::events::event;

/// First path segments that belong to other parts of the one port.
const RESERVED: [&str; 9] = [
    "console", "events", "git", "healthz", "livez", "metrics", "service", "static", "towline",
];

/// Whether a bucket may have this name.
pub(super) fn is_free_to_name(name: &str) -> bool {
    AwsNameValidation::new().validate_bucket_name(name) && !RESERVED.contains(&name)
}

/// Makes a bucket.
pub(super) async fn create(app: &App, name: &str) -> Result<(), ObjectError> {
    if !is_free_to_name(name) {
        return Err(ObjectError::refused(
            S3ErrorCode::InvalidBucketName,
            format!("`{name}` is not a valid bucket name, or is reserved for Towline itself"),
        ));
    }
    let bucket = Bucket {
        name: name.into(),
        created: app.clock.now(),
        versioning: Versioning::Off,
        tags: Tags::new(),
    };
    let event = event(app, "bucket.created", name, json!({"bucket": name}));
    match app
        .commit(vec![Row::create(BUCKET, name, &bucket)], vec![event])
        .await
    {
        Err(StoreError::Conflict { .. }) => Err(ObjectError::refused(
            S3ErrorCode::BucketAlreadyOwnedByYou,
            format!("The bucket `{name}` exists already and is yours"),
        )),
        other => Ok(other?),
    }
}

/// All buckets, by name.
pub(super) async fn all(app: &App, range: Range) -> Result<Vec<Bucket>, ObjectError> {
    let buckets = app.store.list_as(BUCKET, range).await?;
    Ok(buckets.into_iter().map(|(_, bucket)| bucket).collect())
}

/// Deletes a bucket that has no versions, markers or uploads.
pub(super) async fn delete(app: &App, name: &str) -> Result<(), ObjectError> {
    let _closed = app.objects.buckets.write().await;
    versions::bucket(app, name).await?;
    for kind in [OBJECT, UPLOAD] {
        let range = Range {
            limit: 1,
            ..Range::prefix(rows::below(name, ""))
        };
        if !app.store.list(kind, range).await?.is_empty() {
            return Err(ObjectError::refused(
                S3ErrorCode::BucketNotEmpty,
                format!(
                    "The bucket `{name}` still has objects, versions, deletion markers or uploads"
                ),
            ));
        }
    }
    let event = event(app, "bucket.deleted", name, json!({"bucket": name}));
    Ok(app
        .commit(vec![Row::delete(BUCKET, name)], vec![event])
        .await?)
}

/// Changes a bucket's settings.
pub(super) async fn change(
    app: &App,
    name: &str,
    change: impl FnOnce(&mut Bucket) + Send,
) -> Result<(), ObjectError> {
    let _closed = app.objects.buckets.write().await;
    let text = app.store.get(BUCKET, name).await?;
    let text = text.ok_or_else(|| ObjectError::NoSuchBucket(name.into()))?;
    let mut bucket = versions::bucket(app, name).await?;
    change(&mut bucket);
    let row = Row {
        expect: Expect::Is(text),
        ..Row::put(BUCKET, name, &bucket)
    };
    Ok(app.commit(vec![row], Vec::new()).await?)
}
