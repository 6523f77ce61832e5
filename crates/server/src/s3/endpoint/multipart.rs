//! Multipart uploads over HTTP.

use s3s::dto::*;
use s3s::{S3Request, S3Result, s3_error};

use super::convert::{
    algorithm_named, announced, checksum_type, checksums, etag, headers, late, one, owner,
    set_checksum, size, timestamp,
};
use super::{tagging, write};
use crate::App;
use crate::s3::checksums::Algorithm;
use crate::s3::listing::MOST;
use crate::s3::multipart::{self, Named};
use crate::s3::receive::receive;

pub(super) async fn create(
    app: &App,
    request: S3Request<CreateMultipartUploadInput>,
) -> S3Result<CreateMultipartUploadOutput> {
    let mut input = request.input;
    let algorithm = input.checksum_algorithm.as_ref().map(|a| a.as_str());
    let algorithm = algorithm.map(algorithm_named).transpose()?;
    let composite = composite(algorithm, input.checksum_type.as_ref())?;
    let checksum = (algorithm, composite);
    let tags = tagging::from_header(input.tagging.as_deref())?;
    let headers = headers!(input);
    let upload = multipart::create(app, &input.bucket, &input.key, headers, tags, checksum).await?;
    Ok(CreateMultipartUploadOutput {
        bucket: Some(upload.bucket),
        checksum_algorithm: upload.algorithm.map(|a| a.name().to_string().into()),
        checksum_type: upload
            .algorithm
            .and_then(|_| checksum_type(upload.composite)),
        key: Some(upload.key),
        server_side_encryption: upload.headers.encryption.map(Into::into),
        ssekms_key_id: upload.headers.kms_key,
        upload_id: Some(upload.id),
        ..CreateMultipartUploadOutput::default()
    })
}

/// Whether the object's checksum is one of the parts' checksums: the default of S3 for all but
/// CRC-64/NVME, the only way for SHA.
fn composite(algorithm: Option<Algorithm>, wanted: Option<&ChecksumType>) -> S3Result<bool> {
    let algorithm = algorithm.unwrap_or_default();
    match (algorithm, wanted.map(ChecksumType::as_str)) {
        (Algorithm::Crc64Nvme, None | Some(ChecksumType::FULL_OBJECT)) => Ok(false),
        (Algorithm::Crc64Nvme, Some(_)) => Err(s3_error!(
            InvalidRequest,
            "CRC64NVME has the checksum type FULL_OBJECT only"
        )),
        (_, None | Some(ChecksumType::COMPOSITE)) => Ok(true),
        (_, Some(ChecksumType::FULL_OBJECT)) if algorithm.combines() => Ok(false),
        _ => Err(s3_error!(
            InvalidRequest,
            "{} has the checksum type COMPOSITE only",
            algorithm.name()
        )),
    }
}

pub(super) async fn upload(
    app: &App,
    request: S3Request<UploadPartInput>,
) -> S3Result<UploadPartOutput> {
    let mut input = request.input;
    multipart::check_number(input.part_number)?;
    let open = multipart::find(app, &input.bucket, &input.key, &input.upload_id).await?;
    let mut announced = announced(
        &request.headers,
        input.content_length,
        input.content_md5.take(),
        checksums!(input),
        open.upload.algorithm.map(Algorithm::name),
    )?;
    if let Some(wanted) = open.upload.algorithm
        && wanted != announced.algorithm
    {
        return Err(s3_error!(
            InvalidRequest,
            "Checksum Type mismatch occurred, expected checksum Type: {}, actual checksum Type: {}",
            wanted.name(),
            announced.algorithm.name()
        ));
    }
    announced.keep = Some(open.upload.algorithm.unwrap_or_default());
    let late = late(request.trailing_headers, announced.algorithm);
    let body = input.body.take().unwrap_or_else(write::empty);
    let received = receive(app, announced, body, late).await?;
    let part = multipart::add_part(app, &open, input.part_number, received).await?;
    let mut output = UploadPartOutput {
        e_tag: etag(&part.etag),
        server_side_encryption: open.upload.headers.encryption.clone().map(Into::into),
        ..UploadPartOutput::default()
    };
    set_checksum!(output, part.sent.as_ref().unwrap_or(&part.checksum));
    Ok(output)
}

pub(super) async fn complete(
    app: &App,
    request: S3Request<CompleteMultipartUploadInput>,
) -> S3Result<CompleteMultipartUploadOutput> {
    let mut input = request.input;
    let open = multipart::find(app, &input.bucket, &input.key, &input.upload_id).await?;
    let conditions = write::conditions(input.if_match.as_ref(), input.if_none_match.as_ref())?;
    let parts = input.multipart_upload.take().and_then(|m| m.parts);
    let named: Vec<Named> = parts
        .unwrap_or_default()
        .into_iter()
        .map(named)
        .collect::<S3Result<_>>()?;
    let promised = multipart::Promised {
        size: input.mpu_object_size.and_then(|n| u64::try_from(n).ok()),
        checksum: one(checksums!(input))?.map(|(_, value)| value),
    };
    let version = multipart::complete(app, &open, &named, &promised, &conditions).await?;
    let mut output = CompleteMultipartUploadOutput {
        location: Some(format!(
            "{}/{}/{}",
            app.settings.url, input.bucket, input.key
        )),
        bucket: Some(input.bucket),
        e_tag: etag(&version.etag),
        key: Some(input.key),
        server_side_encryption: version.headers.encryption.map(Into::into),
        ssekms_key_id: version.headers.kms_key,
        version_id: Some(version.version_id).filter(|id| id != "null"),
        ..CompleteMultipartUploadOutput::default()
    };
    if let Some(sum) = &version.checksum {
        set_checksum!(output, sum);
        output.checksum_type = checksum_type(sum.composite);
    }
    Ok(output)
}

fn named(mut part: CompletedPart) -> S3Result<Named> {
    let checksum = one(checksums!(part))?;
    match (part.part_number, part.e_tag) {
        (Some(number), Some(tag)) => Ok(Named {
            number,
            etag: tag.into_value(),
            checksum,
        }),
        _ => Err(s3_error!(
            MalformedXML,
            "Every part has a PartNumber and an ETag"
        )),
    }
}

pub(super) async fn abort(
    app: &App,
    request: S3Request<AbortMultipartUploadInput>,
) -> S3Result<AbortMultipartUploadOutput> {
    let input = request.input;
    let open = multipart::find(app, &input.bucket, &input.key, &input.upload_id).await?;
    multipart::abort(app, &open).await?;
    Ok(AbortMultipartUploadOutput::default())
}

pub(super) async fn list(
    app: &App,
    request: S3Request<ListPartsInput>,
) -> S3Result<ListPartsOutput> {
    let input = request.input;
    let open = multipart::find(app, &input.bucket, &input.key, &input.upload_id).await?;
    let most = input.max_parts.map_or(Ok(MOST), usize::try_from);
    let Ok(most) = most.map(|most| most.clamp(1, MOST)) else {
        return Err(s3_error!(InvalidArgument, "max-parts is not negative"));
    };
    let after = input.part_number_marker.unwrap_or(0);
    let mut parts = multipart::parts(app, &open.upload.id, after, most + 1).await?;
    let more = parts.len() > most;
    parts.truncate(most);
    Ok(ListPartsOutput {
        next_part_number_marker: parts.last().filter(|_| more).map(|part| part.number),
        parts: Some(parts.into_iter().map(part).collect()),
        bucket: Some(input.bucket),
        checksum_algorithm: open.upload.algorithm.map(|a| a.name().to_string().into()),
        checksum_type: open
            .upload
            .algorithm
            .and_then(|_| checksum_type(open.upload.composite)),
        is_truncated: Some(more),
        key: Some(input.key),
        max_parts: i32::try_from(most).ok(),
        owner: owner(app),
        part_number_marker: Some(after),
        storage_class: Some(StorageClass::from_static(StorageClass::STANDARD)),
        upload_id: Some(input.upload_id),
        ..ListPartsOutput::default()
    })
}

fn part(part: crate::s3::rows::Part) -> Part {
    let mut listed = Part {
        e_tag: etag(&part.etag),
        last_modified: Some(timestamp(part.modified)),
        part_number: Some(part.number),
        size: size(part.segment.size),
        ..Part::default()
    };
    set_checksum!(listed, &part.checksum);
    listed
}
