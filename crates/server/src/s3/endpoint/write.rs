//! PutObject and the deletions.

use s3s::dto::*;
use s3s::{S3ErrorCode, S3Request, S3Result, s3_error};

use super::convert::{
    announced, checksum_type, checksums, etag, headers, late, set_checksum, size, tag_of,
};
use super::tagging;
use crate::App;
use crate::s3::error::ObjectError;
use crate::s3::objects::{self, Put};
use crate::s3::receive::receive;
use crate::s3::versions::{self, Conditions};

/// Keys of one DeleteObjects, as in S3.
const MANY: usize = 1000;

pub(super) async fn put(
    app: &App,
    request: S3Request<PutObjectInput>,
) -> S3Result<PutObjectOutput> {
    let mut input = request.input;
    versions::bucket(app, &input.bucket).await?;
    let announced = announced(
        &request.headers,
        input.content_length,
        input.content_md5.take(),
        checksums!(input),
        input.checksum_algorithm.as_ref().map(|a| a.as_str()),
    )?;
    let put = Put {
        tags: tagging::from_header(input.tagging.as_deref())?,
        conditions: conditions(input.if_match.as_ref(), input.if_none_match.as_ref())?,
        headers: headers!(input),
    };
    let late = late(request.trailing_headers, announced.algorithm);
    let body = input.body.take().unwrap_or_else(empty);
    let received = receive(app, announced, body, late).await?;
    let version = objects::store(app, &input.bucket, &input.key, put, received).await?;
    let mut output = PutObjectOutput {
        e_tag: etag(&version.etag),
        server_side_encryption: version.headers.encryption.map(Into::into),
        size: size(version.size),
        ssekms_key_id: version.headers.kms_key,
        version_id: Some(version.version_id).filter(|id| id != "null"),
        ..PutObjectOutput::default()
    };
    if let Some(sum) = &version.checksum {
        set_checksum!(output, sum);
        output.checksum_type = checksum_type(sum.composite);
    }
    Ok(output)
}

/// A body without bytes.
pub(super) fn empty() -> StreamingBlob {
    StreamingBlob::from(s3s::Body::empty())
}

/// The conditions of a write. Of `If-None-Match` S3 knows only `*` here.
pub(super) fn conditions(
    matches: Option<&ETagCondition>,
    none: Option<&ETagCondition>,
) -> S3Result<Conditions> {
    match none {
        Some(ETagCondition::ETag(_)) => Err(s3_error!(
            NotImplemented,
            "A write supports `If-None-Match: *` only"
        )),
        none => Ok(Conditions {
            matches: matches.map(tag_of),
            absent: none.is_some(),
        }),
    }
}

pub(super) async fn delete(
    app: &App,
    request: S3Request<DeleteObjectInput>,
) -> S3Result<DeleteObjectOutput> {
    let input = request.input;
    let conditions = conditions(input.if_match.as_ref(), None)?;
    let version = input.version_id.as_deref();
    let removed = versions::remove(app, &input.bucket, &input.key, version, &conditions).await?;
    Ok(DeleteObjectOutput {
        delete_marker: Some(true).filter(|_| removed.marker),
        version_id: removed.version_id,
        ..DeleteObjectOutput::default()
    })
}

pub(super) async fn delete_many(
    app: &App,
    request: S3Request<DeleteObjectsInput>,
) -> S3Result<DeleteObjectsOutput> {
    let input = request.input;
    versions::bucket(app, &input.bucket).await?;
    if input.delete.objects.is_empty() || input.delete.objects.len() > MANY {
        return Err(s3_error!(MalformedXML, "Name between 1 and {MANY} objects"));
    }
    let quiet = input.delete.quiet.unwrap_or(false);
    let (mut deleted, mut errors) = (Vec::new(), Vec::new());
    for object in input.delete.objects {
        let version = object.version_id.as_deref();
        let conditions = Conditions {
            matches: object.e_tag.as_ref().map(|tag| tag.value().into()),
            absent: false,
        };
        match versions::remove(app, &input.bucket, &object.key, version, &conditions).await {
            Ok(_) if quiet => {}
            Ok(removed) => deleted.push(DeletedObject {
                delete_marker: Some(true).filter(|_| removed.marker),
                delete_marker_version_id: removed.version_id.filter(|_| removed.marker),
                key: Some(object.key),
                version_id: object.version_id,
            }),
            Err(error) => errors.push(failed(object, error)),
        }
    }
    Ok(DeleteObjectsOutput {
        deleted: Some(deleted),
        errors: Some(errors),
        request_charged: None,
    })
}

fn failed(object: ObjectIdentifier, error: ObjectError) -> Error {
    let error = s3s::S3Error::from(error);
    let code: &S3ErrorCode = error.code();
    Error {
        code: Some(code.as_str().into()),
        key: Some(object.key),
        message: error.message().map(String::from),
        version_id: object.version_id,
    }
}
