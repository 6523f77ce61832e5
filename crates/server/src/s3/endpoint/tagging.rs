//! Tags of objects and buckets.

use s3s::dto::*;
use s3s::{S3ErrorCode, S3Request, S3Result, s3_error};

use crate::App;
use crate::s3::error::ObjectError;
use crate::s3::rows::{NULL, Tags};
use crate::s3::versions::Found;
use crate::s3::{buckets, versions};

/// Tags of an object, as in S3.
const OBJECT: usize = 10;
/// Tags of a bucket, as in S3.
const BUCKET: usize = 50;

/// Tags of the header `x-amz-tagging`, written like a query string.
pub(super) fn from_header(header: Option<&str>) -> S3Result<Tags> {
    let pairs = header.unwrap_or_default().split('&');
    let pairs = pairs.filter(|pair| !pair.is_empty()).map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        Ok((decode(key)?, decode(value)?))
    });
    collect(pairs, OBJECT)
}

fn decode(text: &str) -> S3Result<String> {
    let spaced = text.replace('+', " ");
    let decoded = percent_encoding::percent_decode_str(&spaced).decode_utf8();
    match decoded {
        Ok(text) => Ok(text.into_owned()),
        Err(_) => Err(s3_error!(InvalidTag, "A tag is not UTF-8")),
    }
}

fn from_set(set: TagSet, most: usize) -> S3Result<Tags> {
    let pairs = set.into_iter().map(|tag| match (tag.key, tag.value) {
        (Some(key), Some(value)) => Ok((key, value)),
        _ => Err(s3_error!(MalformedXML, "Every tag has a Key and a Value")),
    });
    collect(pairs, most)
}

fn collect(pairs: impl Iterator<Item = S3Result<(String, String)>>, most: usize) -> S3Result<Tags> {
    let mut tags = Tags::new();
    for pair in pairs {
        let (key, value) = pair?;
        if key.is_empty() || key.chars().count() > 128 {
            return Err(s3_error!(
                InvalidTag,
                "The TagKey you have provided is invalid: 1 to 128 characters"
            ));
        }
        if value.chars().count() > 256 {
            return Err(s3_error!(
                InvalidTag,
                "The TagValue you have provided is invalid: at most 256 characters"
            ));
        }
        if tags.insert(key, value).is_some() {
            return Err(s3_error!(
                InvalidTag,
                "Cannot provide multiple Tags with the same key"
            ));
        }
    }
    if tags.len() > most {
        return Err(ObjectError::refused(
            S3ErrorCode::Custom("BadRequest".into()),
            format!("Tags cannot be greater than {most}"),
        )
        .into());
    }
    Ok(tags)
}

fn to_set(tags: Tags) -> TagSet {
    tags.into_iter()
        .map(|(key, value)| Tag {
            key: Some(key),
            value: Some(value),
        })
        .collect()
}

fn id(found: &Found) -> Option<String> {
    Some(found.version.version_id.clone()).filter(|id| id != NULL)
}

pub(super) async fn of_object(
    app: &App,
    request: S3Request<GetObjectTaggingInput>,
) -> S3Result<GetObjectTaggingOutput> {
    let input = request.input;
    let version = input.version_id.as_deref();
    let found = versions::find(app, &input.bucket, &input.key, version).await?;
    Ok(GetObjectTaggingOutput {
        version_id: id(&found),
        tag_set: to_set(found.version.tags),
    })
}

pub(super) async fn tag_object(
    app: &App,
    request: S3Request<PutObjectTaggingInput>,
) -> S3Result<PutObjectTaggingOutput> {
    let input = request.input;
    let tags = from_set(input.tagging.tag_set, OBJECT)?;
    let version = input.version_id.as_deref();
    let version_id = retag(app, &input.bucket, &input.key, version, tags).await?;
    Ok(PutObjectTaggingOutput { version_id })
}

pub(super) async fn untag_object(
    app: &App,
    request: S3Request<DeleteObjectTaggingInput>,
) -> S3Result<DeleteObjectTaggingOutput> {
    let input = request.input;
    let version = input.version_id.as_deref();
    let version_id = retag(app, &input.bucket, &input.key, version, Tags::new()).await?;
    Ok(DeleteObjectTaggingOutput { version_id })
}

async fn retag(
    app: &App,
    bucket: &str,
    key: &str,
    version: Option<&str>,
    tags: Tags,
) -> S3Result<Option<String>> {
    let found = versions::find(app, bucket, key, version).await?;
    let mut amended = found.version.clone();
    amended.tags = tags;
    versions::amend(app, &found, &amended).await?;
    Ok(id(&found))
}

pub(super) async fn of_bucket(
    app: &App,
    request: S3Request<GetBucketTaggingInput>,
) -> S3Result<GetBucketTaggingOutput> {
    let bucket = versions::bucket(app, &request.input.bucket).await?;
    if bucket.tags.is_empty() {
        return Err(s3_error!(NoSuchTagSet, "The TagSet does not exist"));
    }
    Ok(GetBucketTaggingOutput {
        tag_set: to_set(bucket.tags),
    })
}

pub(super) async fn tag_bucket(
    app: &App,
    request: S3Request<PutBucketTaggingInput>,
) -> S3Result<PutBucketTaggingOutput> {
    let input = request.input;
    let tags = from_set(input.tagging.tag_set, BUCKET)?;
    buckets::change(app, &input.bucket, |bucket| bucket.tags = tags).await?;
    Ok(PutBucketTaggingOutput::default())
}

pub(super) async fn untag_bucket(
    app: &App,
    request: S3Request<DeleteBucketTaggingInput>,
) -> S3Result<DeleteBucketTaggingOutput> {
    buckets::change(app, &request.input.bucket, |bucket| bucket.tags.clear()).await?;
    Ok(DeleteBucketTaggingOutput::default())
}
