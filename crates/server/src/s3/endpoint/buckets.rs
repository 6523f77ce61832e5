//! Bucket operations.

use s3s::dto::*;
use s3s::{S3Request, S3Result, s3_error};
use towline_store::Range;

use super::convert::{owner, timestamp};
use crate::App;
use crate::s3::rows::Versioning;
use crate::s3::{buckets, versions};

pub(super) async fn create(
    app: &App,
    request: S3Request<CreateBucketInput>,
) -> S3Result<CreateBucketOutput> {
    let input = request.input;
    let region = &app.settings.region;
    let wanted = input
        .create_bucket_configuration
        .and_then(|c| c.location_constraint);
    if let Some(wanted) = wanted
        && wanted.as_str() != region
    {
        return Err(s3_error!(
            IllegalLocationConstraintException,
            "This server is region `{region}`; the constraint names `{}`",
            wanted.as_str()
        ));
    }
    buckets::create(app, &input.bucket).await?;
    Ok(CreateBucketOutput {
        location: Some(format!("/{}", input.bucket)),
    })
}

pub(super) async fn head(
    app: &App,
    request: S3Request<HeadBucketInput>,
) -> S3Result<HeadBucketOutput> {
    versions::bucket(app, &request.input.bucket).await?;
    Ok(HeadBucketOutput {
        bucket_region: Some(app.settings.region.clone()),
        ..HeadBucketOutput::default()
    })
}

pub(super) async fn list(
    app: &App,
    request: S3Request<ListBucketsInput>,
) -> S3Result<ListBucketsOutput> {
    let input = request.input;
    let most = input.max_buckets.unwrap_or(10_000);
    let Ok(most @ 1..=10_000) = usize::try_from(most) else {
        return Err(s3_error!(
            InvalidArgument,
            "max-buckets is between 1 and 10000"
        ));
    };
    let range = Range {
        prefix: input.prefix.clone().unwrap_or_default(),
        after: input.continuation_token,
        limit: most + 1,
        reverse: false,
    };
    let mut found = buckets::all(app, range).await?;
    let more = found.len() > most;
    found.truncate(most);
    Ok(ListBucketsOutput {
        continuation_token: found.last().filter(|_| more).map(|b| b.name.clone()),
        buckets: Some(found.into_iter().map(|b| bucket(app, b)).collect()),
        owner: owner(app),
        prefix: input.prefix,
    })
}

fn bucket(app: &App, bucket: crate::s3::rows::Bucket) -> Bucket {
    Bucket {
        bucket_region: Some(app.settings.region.clone()),
        creation_date: Some(timestamp(bucket.created)),
        name: Some(bucket.name),
    }
}

pub(super) async fn delete(
    app: &App,
    request: S3Request<DeleteBucketInput>,
) -> S3Result<DeleteBucketOutput> {
    buckets::delete(app, &request.input.bucket).await?;
    Ok(DeleteBucketOutput::default())
}

pub(super) async fn location(
    app: &App,
    request: S3Request<GetBucketLocationInput>,
) -> S3Result<GetBucketLocationOutput> {
    versions::bucket(app, &request.input.bucket).await?;
    // The oldest region of AWS is written as no constraint at all.
    let region = Some(app.settings.region.clone()).filter(|r| r != "us-east-1");
    Ok(GetBucketLocationOutput {
        location_constraint: region.map(BucketLocationConstraint::from),
    })
}

pub(super) async fn versioning(
    app: &App,
    request: S3Request<GetBucketVersioningInput>,
) -> S3Result<GetBucketVersioningOutput> {
    let bucket = versions::bucket(app, &request.input.bucket).await?;
    let status = match bucket.versioning {
        Versioning::Off => None,
        Versioning::Enabled => Some(BucketVersioningStatus::ENABLED),
        Versioning::Suspended => Some(BucketVersioningStatus::SUSPENDED),
    };
    Ok(GetBucketVersioningOutput {
        mfa_delete: None,
        status: status.map(BucketVersioningStatus::from_static),
    })
}

pub(super) async fn set_versioning(
    app: &App,
    request: S3Request<PutBucketVersioningInput>,
) -> S3Result<PutBucketVersioningOutput> {
    let wanted = request.input.versioning_configuration;
    if wanted
        .mfa_delete
        .is_some_and(|m| m.as_str() == MFADelete::ENABLED)
    {
        return Err(s3_error!(
            NotImplemented,
            "Towline does not support MFA delete"
        ));
    }
    let versioning = match wanted.status.as_ref().map(BucketVersioningStatus::as_str) {
        Some(BucketVersioningStatus::ENABLED) => Versioning::Enabled,
        Some(BucketVersioningStatus::SUSPENDED) => Versioning::Suspended,
        _ => return Err(s3_error!(MalformedXML, "Status is Enabled or Suspended")),
    };
    buckets::change(app, &request.input.bucket, |bucket| {
        bucket.versioning = versioning;
    })
    .await?;
    Ok(PutBucketVersioningOutput::default())
}
