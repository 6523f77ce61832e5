//! ListObjects, ListObjectsV2, ListObjectVersions and ListMultipartUploads.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use s3s::dto::*;
use s3s::{S3Request, S3Result, s3_error};

use super::convert::{checksum_type, etag, owner, size, timestamp};
use crate::App;
use crate::s3::listing::{self, Entry, Listed, MOST, Query};
use crate::s3::rows::{Upload, Version};
use crate::s3::versions;

/// What `encoding-type=url` leaves alone.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'/');

/// Writes keys as the client asked for: XML 1.0 cannot hold every character.
struct Encoding(bool);

impl Encoding {
    fn new(wanted: Option<&EncodingType>) -> S3Result<Encoding> {
        match wanted.map(EncodingType::as_str) {
            None => Ok(Encoding(false)),
            Some(EncodingType::URL) => Ok(Encoding(true)),
            Some(_) => Err(s3_error!(
                InvalidArgument,
                "Invalid Encoding Method specified in Request"
            )),
        }
    }

    fn text(&self, text: String) -> String {
        if self.0 {
            utf8_percent_encode(&text, PLAIN).to_string()
        } else {
            text
        }
    }

    fn option(&self, text: Option<String>) -> Option<String> {
        text.map(|text| self.text(text))
    }
}

/// The answer's size: what was asked for, at most 1000.
fn limit(wanted: Option<i32>) -> S3Result<usize> {
    let wanted = wanted.map_or(Ok(MOST), usize::try_from);
    match wanted {
        Ok(wanted) => Ok(wanted.min(MOST)),
        Err(_) => Err(s3_error!(
            InvalidArgument,
            "Argument max-keys must be an integer between 0 and 2147483647"
        )),
    }
}

/// Where the next page starts: the last key or common prefix of this one.
fn end<T>(listed: &Listed<T>, key: impl Fn(&T) -> String) -> Option<String> {
    let last = listed.entries.last().filter(|_| listed.more)?;
    Some(match last {
        Entry::Common(prefix) => prefix.clone(),
        Entry::One { item, .. } => key(item),
    })
}

fn split<T>(entries: Vec<Entry<T>>, encoding: &Encoding) -> (Vec<(T, bool)>, Vec<CommonPrefix>) {
    let (mut items, mut prefixes) = (Vec::new(), Vec::new());
    for entry in entries {
        match entry {
            Entry::One { item, latest } => items.push((item, latest)),
            Entry::Common(prefix) => prefixes.push(CommonPrefix {
                prefix: Some(encoding.text(prefix)),
            }),
        }
    }
    (items, prefixes)
}

fn object(version: Version, encoding: &Encoding, owner: Option<Owner>) -> Object {
    let sum = version.checksum.as_ref();
    Object {
        checksum_algorithm: sum.map(|s| vec![s.algorithm.name().to_string().into()]),
        checksum_type: sum.and_then(|s| checksum_type(s.composite)),
        e_tag: etag(&version.etag),
        key: Some(encoding.text(version.key)),
        last_modified: Some(timestamp(version.modified)),
        owner,
        restore_status: None,
        size: size(version.size),
        storage_class: Some(ObjectStorageClass::from_static(
            ObjectStorageClass::STANDARD,
        )),
    }
}

pub(super) async fn objects(
    app: &App,
    request: S3Request<ListObjectsInput>,
) -> S3Result<ListObjectsOutput> {
    let input = request.input;
    versions::bucket(app, &input.bucket).await?;
    let encoding = Encoding::new(input.encoding_type.as_ref())?;
    let query = Query {
        bucket: input.bucket.clone(),
        prefix: input.prefix.clone().unwrap_or_default(),
        delimiter: input.delimiter.clone(),
        after: input.marker.clone().filter(|marker| !marker.is_empty()),
        after_id: None,
        limit: limit(input.max_keys)?,
    };
    let listed = listing::objects(app, &query).await?;
    let next = end(&listed, |version| version.key.clone());
    let more = listed.more;
    let (items, prefixes) = split(listed.entries, &encoding);
    let contents = items
        .into_iter()
        .map(|(version, _)| object(version, &encoding, owner(app)));
    Ok(ListObjectsOutput {
        contents: Some(contents.collect()),
        common_prefixes: Some(prefixes),
        // Without a delimiter clients take the last key, as S3 documents.
        next_marker: encoding.option(next.filter(|_| input.delimiter.is_some())),
        is_truncated: Some(more),
        name: Some(input.bucket),
        prefix: encoding.option(Some(query.prefix)),
        marker: encoding.option(Some(input.marker.unwrap_or_default())),
        delimiter: encoding.option(input.delimiter),
        max_keys: i32::try_from(query.limit).ok(),
        encoding_type: input.encoding_type,
        request_charged: None,
    })
}

pub(super) async fn objects_v2(
    app: &App,
    request: S3Request<ListObjectsV2Input>,
) -> S3Result<ListObjectsV2Output> {
    let input = request.input;
    versions::bucket(app, &input.bucket).await?;
    let encoding = Encoding::new(input.encoding_type.as_ref())?;
    let after = match &input.continuation_token {
        Some(token) => Some(from_token(token)?),
        None => input.start_after.clone(),
    };
    let query = Query {
        bucket: input.bucket.clone(),
        prefix: input.prefix.clone().unwrap_or_default(),
        delimiter: input.delimiter.clone(),
        after: after.filter(|after| !after.is_empty()),
        after_id: None,
        limit: limit(input.max_keys)?,
    };
    let listed = listing::objects(app, &query).await?;
    let next = end(&listed, |version| version.key.clone());
    let more = listed.more;
    let owner = owner(app).filter(|_| input.fetch_owner == Some(true));
    let (items, prefixes) = split(listed.entries, &encoding);
    let contents: Vec<Object> = items
        .into_iter()
        .map(|(version, _)| object(version, &encoding, owner.clone()))
        .collect();
    Ok(ListObjectsV2Output {
        key_count: i32::try_from(contents.len() + prefixes.len()).ok(),
        contents: Some(contents),
        common_prefixes: Some(prefixes),
        next_continuation_token: next.map(|key| URL_SAFE_NO_PAD.encode(key)),
        is_truncated: Some(more),
        name: Some(input.bucket),
        prefix: encoding.option(Some(query.prefix)),
        start_after: encoding.option(input.start_after),
        delimiter: encoding.option(input.delimiter),
        max_keys: i32::try_from(query.limit).ok(),
        continuation_token: input.continuation_token,
        encoding_type: input.encoding_type,
        request_charged: None,
    })
}

fn from_token(token: &str) -> S3Result<String> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(|| {
            s3_error!(
                InvalidArgument,
                "The continuation token provided is incorrect"
            )
        })
}

pub(super) async fn versions(
    app: &App,
    request: S3Request<ListObjectVersionsInput>,
) -> S3Result<ListObjectVersionsOutput> {
    let input = request.input;
    versions::bucket(app, &input.bucket).await?;
    let encoding = Encoding::new(input.encoding_type.as_ref())?;
    let query = Query {
        bucket: input.bucket.clone(),
        prefix: input.prefix.clone().unwrap_or_default(),
        delimiter: input.delimiter.clone(),
        after: input.key_marker.clone().filter(|key| !key.is_empty()),
        after_id: input.version_id_marker.clone().filter(|id| !id.is_empty()),
        limit: limit(input.max_keys)?,
    };
    if query.after_id.is_some() && query.after.is_none() {
        return Err(s3_error!(
            InvalidArgument,
            "A version-id marker cannot be specified without a key marker"
        ));
    }
    let listed = listing::everything::<Version>(app, &query).await?;
    let next_key = end(&listed, |version| version.key.clone());
    let next_version = match listed.entries.last() {
        Some(Entry::One { item, .. }) if listed.more => Some(item.version_id.clone()),
        _ => None,
    };
    let more = listed.more;
    let (items, prefixes) = split(listed.entries, &encoding);
    let (markers, kept): (Vec<_>, Vec<_>) = items.into_iter().partition(|(v, _)| v.marker);
    let markers = markers.into_iter().map(|(v, latest)| DeleteMarkerEntry {
        is_latest: Some(latest),
        key: Some(encoding.text(v.key)),
        last_modified: Some(timestamp(v.modified)),
        owner: owner(app),
        version_id: Some(v.version_id),
    });
    let kept = kept
        .into_iter()
        .map(|(v, latest)| kept_version(v, latest, &encoding, app));
    Ok(ListObjectVersionsOutput {
        delete_markers: Some(markers.collect()),
        versions: Some(kept.collect()),
        common_prefixes: Some(prefixes),
        next_key_marker: encoding.option(next_key),
        next_version_id_marker: next_version,
        is_truncated: Some(more),
        name: Some(input.bucket),
        prefix: encoding.option(Some(query.prefix)),
        key_marker: encoding.option(Some(input.key_marker.unwrap_or_default())),
        version_id_marker: Some(input.version_id_marker.unwrap_or_default()),
        delimiter: encoding.option(input.delimiter),
        max_keys: i32::try_from(query.limit).ok(),
        encoding_type: input.encoding_type,
        request_charged: None,
    })
}

fn kept_version(version: Version, latest: bool, encoding: &Encoding, app: &App) -> ObjectVersion {
    ObjectVersion {
        e_tag: etag(&version.etag),
        is_latest: Some(latest),
        key: Some(encoding.text(version.key)),
        last_modified: Some(timestamp(version.modified)),
        owner: owner(app),
        size: size(version.size),
        storage_class: Some(ObjectVersionStorageClass::from_static(
            ObjectVersionStorageClass::STANDARD,
        )),
        version_id: Some(version.version_id),
        ..ObjectVersion::default()
    }
}

pub(super) async fn uploads(
    app: &App,
    request: S3Request<ListMultipartUploadsInput>,
) -> S3Result<ListMultipartUploadsOutput> {
    let input = request.input;
    versions::bucket(app, &input.bucket).await?;
    let encoding = Encoding::new(input.encoding_type.as_ref())?;
    let query = Query {
        bucket: input.bucket.clone(),
        prefix: input.prefix.clone().unwrap_or_default(),
        delimiter: input.delimiter.clone(),
        after: input.key_marker.clone().filter(|key| !key.is_empty()),
        after_id: input.upload_id_marker.clone().filter(|id| !id.is_empty()),
        limit: limit(input.max_uploads)?,
    };
    let listed = listing::everything::<Upload>(app, &query).await?;
    let next_key = end(&listed, |upload| upload.key.clone());
    let next_id = match listed.entries.last() {
        Some(Entry::One { item, .. }) if listed.more => Some(item.id.clone()),
        _ => None,
    };
    let more = listed.more;
    let (items, prefixes) = split(listed.entries, &encoding);
    let uploads = items.into_iter().map(|(upload, _)| MultipartUpload {
        checksum_algorithm: upload.algorithm.map(|a| a.name().to_string().into()),
        checksum_type: upload
            .algorithm
            .and_then(|_| checksum_type(upload.composite)),
        initiated: Some(timestamp(upload.started)),
        key: Some(encoding.text(upload.key)),
        owner: owner(app),
        storage_class: Some(StorageClass::from_static(StorageClass::STANDARD)),
        upload_id: Some(upload.id),
        ..MultipartUpload::default()
    });
    Ok(ListMultipartUploadsOutput {
        uploads: Some(uploads.collect()),
        common_prefixes: Some(prefixes),
        next_key_marker: encoding.option(next_key),
        next_upload_id_marker: next_id,
        is_truncated: Some(more),
        bucket: Some(input.bucket),
        prefix: encoding.option(Some(query.prefix)),
        key_marker: encoding.option(Some(input.key_marker.unwrap_or_default())),
        upload_id_marker: Some(input.upload_id_marker.unwrap_or_default()),
        delimiter: encoding.option(input.delimiter),
        max_uploads: i32::try_from(query.limit).ok(),
        encoding_type: input.encoding_type,
        request_charged: None,
    })
}
