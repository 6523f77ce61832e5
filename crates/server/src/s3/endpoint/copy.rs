//! CopyObject and UploadPartCopy.

use std::ops::Range;

use s3s::dto::*;
use s3s::{S3Request, S3Result, s3_error};
use towline_blob::disk::Segment;

use super::convert::{checksum_type, etag, headers, set_checksum, timestamp};
use super::read::Conditions as Reading;
use super::tagging;
use crate::App;
use crate::s3::error::ObjectError;
use crate::s3::receive::{Announced, receive};
use crate::s3::rows::Version;
use crate::s3::versions::{self, Conditions};
use crate::s3::{multipart, objects, state};

macro_rules! reading {
    ($input:expr) => {
        Reading {
            matches: $input.copy_source_if_match.take(),
            none: $input.copy_source_if_none_match.take(),
            modified: $input.copy_source_if_modified_since.take(),
            unmodified: $input.copy_source_if_unmodified_since.take(),
        }
    };
}

/// The version a copy reads, if its conditions hold, and its id where versions are kept.
async fn source(app: &App, from: &CopySource, conditions: &Reading) -> S3Result<Version> {
    let CopySource::Bucket {
        bucket,
        key,
        version_id,
    } = from
    else {
        return Err(s3_error!(
            NotImplemented,
            "Towline does not support access points and Outposts"
        ));
    };
    let version = versions::find(app, bucket, key, version_id.as_deref())
        .await?
        .version;
    if conditions.check(&version).is_err() {
        return Err(ObjectError::Precondition("x-amz-copy-source-if-…").into());
    }
    Ok(version)
}

fn is_same(from: &CopySource, to_bucket: &str, to_key: &str) -> bool {
    matches!(from, CopySource::Bucket { bucket, key, version_id: None }
        if &**bucket == to_bucket && &**key == to_key)
}

pub(super) async fn object(
    app: &App,
    request: S3Request<CopyObjectInput>,
) -> S3Result<CopyObjectOutput> {
    let mut input = request.input;
    let replace = input
        .metadata_directive
        .as_ref()
        .is_some_and(|d| d.as_str() == MetadataDirective::REPLACE);
    let retag = input
        .tagging_directive
        .as_ref()
        .is_some_and(|d| d.as_str() == TaggingDirective::REPLACE);
    if is_same(&input.copy_source, &input.bucket, &input.key) && !replace && !retag {
        return Err(s3_error!(
            InvalidRequest,
            "This copy request is illegal because it is trying to copy an object to itself without changing its metadata"
        ));
    }
    let conditions = reading!(input);
    let from = source(app, &input.copy_source, &conditions).await?;
    let source_id = Some(from.version_id.clone()).filter(|id| id != "null");
    versions::bucket(app, &input.bucket).await?;
    let mut version = from;
    version.key = input.key.clone();
    version.parts = 0;
    let given = headers!(input);
    if replace {
        version.headers = given;
    } else if given.encryption.is_some() {
        version.headers.encryption = given.encryption;
        version.headers.kms_key = given.kms_key;
    }
    if retag {
        version.tags = tagging::from_header(input.tagging.as_deref())?;
    }
    version.segments = link(app, &version.segments).await?;
    let version = objects::add(app, &input.bucket, version, &Conditions::default()).await?;
    let mut result = CopyObjectResult {
        e_tag: etag(&version.etag),
        last_modified: Some(timestamp(version.modified)),
        ..CopyObjectResult::default()
    };
    if let Some(sum) = &version.checksum {
        set_checksum!(result, sum);
        result.checksum_type = checksum_type(sum.composite);
    }
    Ok(CopyObjectOutput {
        copy_object_result: Some(result),
        copy_source_version_id: source_id,
        server_side_encryption: version.headers.encryption.map(Into::into),
        ssekms_key_id: version.headers.kms_key,
        version_id: Some(version.version_id).filter(|id| id != "null"),
        ..CopyObjectOutput::default()
    })
}

/// Second names for files: the copy costs no space and outlives the original.
async fn link(app: &App, segments: &[Segment]) -> Result<Vec<Segment>, ObjectError> {
    let mut linked: Vec<Segment> = Vec::with_capacity(segments.len());
    for segment in segments {
        let blob = state::name(&app.random);
        if let Err(error) = app.objects.disk.link(&segment.blob, &blob).await {
            app.objects.discard(&linked).await;
            return Err(error.into());
        }
        linked.push(Segment {
            blob,
            size: segment.size,
        });
    }
    Ok(linked)
}

pub(super) async fn part(
    app: &App,
    request: S3Request<UploadPartCopyInput>,
) -> S3Result<UploadPartCopyOutput> {
    let mut input = request.input;
    multipart::check_number(input.part_number)?;
    let open = multipart::find(app, &input.bucket, &input.key, &input.upload_id).await?;
    let conditions = reading!(input);
    let from = source(app, &input.copy_source, &conditions).await?;
    let range = range(input.copy_source_range.as_deref(), from.size)?;
    let announced = Announced {
        algorithm: open.upload.algorithm.unwrap_or_default(),
        ..Announced::default()
    };
    let digest = from.digest().filter(|_| range == (0..from.size));
    let reader = app.objects.disk.read(from.segments, range);
    let body = reader.expecting(digest).into_stream();
    let received = receive(app, announced, body, || None).await?;
    let part = multipart::add_part(app, &open, input.part_number, received).await?;
    let mut result = CopyPartResult {
        e_tag: etag(&part.etag),
        last_modified: Some(timestamp(part.modified)),
        ..CopyPartResult::default()
    };
    set_checksum!(result, &part.checksum);
    Ok(UploadPartCopyOutput {
        copy_part_result: Some(result),
        copy_source_version_id: Some(from.version_id).filter(|id| id != "null"),
        server_side_encryption: open.upload.headers.encryption.clone().map(Into::into),
        ..UploadPartCopyOutput::default()
    })
}

/// `bytes=first-last`, both given and inside the source.
fn range(text: Option<&str>, size: u64) -> S3Result<Range<u64>> {
    let Some(text) = text else {
        return Ok(0..size);
    };
    match s3s::dto::Range::parse(text) {
        Ok(s3s::dto::Range::Int {
            first,
            last: Some(last),
        }) if last < size => Ok(first..last + 1),
        _ => Err(s3_error!(
            InvalidArgument,
            "x-amz-copy-source-range is bytes=first-last inside the source's {size} bytes"
        )),
    }
}
