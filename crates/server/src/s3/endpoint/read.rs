//! GetObject and HeadObject: conditions, ranges, parts.

use std::ops::Range;

use futures::TryStreamExt;
use http::{HeaderMap, HeaderValue, header};
use s3s::dto::*;
use s3s::{S3Error, S3ErrorCode, S3Request, S3Result, s3_error};

use super::convert::{checksum_type, etag, set_checksum, shown, size, tag_of, time, timestamp};
use crate::App;
use crate::s3::error::ObjectError;
use crate::s3::rows::Version;
use crate::s3::versions;

/// The conditions of a read.
#[derive(Default)]
pub(super) struct Conditions {
    pub(super) matches: Option<ETagCondition>,
    pub(super) none: Option<ETagCondition>,
    pub(super) modified: Option<Timestamp>,
    pub(super) unmodified: Option<Timestamp>,
}

/// Why a condition stops a read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The named header is not satisfied: 412.
    Failed(&'static str),
    /// The client's copy is current: 304.
    NotModified,
}

impl Conditions {
    /// In the order and with the precedence of RFC 9110, section 13.2.2.
    pub(super) fn check(&self, version: &Version) -> Result<(), Stop> {
        let is = |condition: &ETagCondition| {
            let tag = tag_of(condition);
            tag == "*" || tag == version.etag
        };
        let seconds = version.modified.0 / 1000;
        let later = |than: &Timestamp| seconds > time(than).0 / 1000;
        match (&self.matches, &self.unmodified) {
            (Some(tag), _) if !is(tag) => return Err(Stop::Failed("If-Match")),
            (None, Some(than)) if later(than) => return Err(Stop::Failed("If-Unmodified-Since")),
            _ => {}
        }
        match (&self.none, &self.modified) {
            (Some(tag), _) if is(tag) => Err(Stop::NotModified),
            (None, Some(than)) if !later(than) => Err(Stop::NotModified),
            _ => Ok(()),
        }
    }
}

fn stopped(stop: Stop, version: &Version) -> S3Error {
    match stop {
        Stop::Failed(header) => ObjectError::Precondition(header).into(),
        Stop::NotModified => {
            let mut error = S3Error::new(S3ErrorCode::NotModified);
            let mut headers = HeaderMap::new();
            if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", version.etag)) {
                headers.insert(header::ETAG, tag);
            }
            error.set_headers(headers);
            error
        }
    }
}

/// Which bytes of a version are asked for; `None` is all.
fn chosen(
    version: &Version,
    range: Option<s3s::dto::Range>,
    part: Option<i32>,
) -> S3Result<Option<Range<u64>>> {
    match (range, part) {
        (Some(_), Some(_)) => Err(s3_error!(
            InvalidRequest,
            "Cannot specify both Range header and partNumber query parameter"
        )),
        (None, None) => Ok(None),
        (Some(range), None) => match range.check(version.size) {
            Ok(range) => Ok(Some(range)),
            Err(_) => Err(unsatisfiable(version)),
        },
        (None, Some(number)) => part_range(version, number).map(Some),
    }
}

fn unsatisfiable(version: &Version) -> S3Error {
    let mut error = s3_error!(InvalidRange, "The requested range is not satisfiable");
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(&format!("bytes */{}", version.size)) {
        headers.insert(header::CONTENT_RANGE, value);
    }
    error.set_headers(headers);
    error
}

/// Where part `number` lies; an object stored in one go is its own first part.
fn part_range(version: &Version, number: i32) -> S3Result<Range<u64>> {
    let parts = version.parts.max(1);
    let at = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    let Some(at) = at.filter(|at| *at < parts) else {
        return Err(s3_error!(
            InvalidPart,
            "The object has {parts} parts; number {number} is not one of them"
        ));
    };
    if version.parts == 0 {
        return Ok(0..version.size);
    }
    let start = version.segments[..at].iter().map(|s| s.size).sum();
    Ok(start..start + version.segments[at].size)
}

fn content_range(range: &Range<u64>, version: &Version) -> Option<String> {
    let last = range
        .end
        .checked_sub(1)
        .filter(|last| *last >= range.start)?;
    Some(format!("bytes {}-{last}/{}", range.start, version.size))
}

/// Fills the fields that GetObject and HeadObject share.
macro_rules! describe {
    ($output:expr, $version:expr, $mode:expr) => {{
        let version: &Version = $version;
        $output.accept_ranges = Some("bytes".into());
        $output.cache_control = version.headers.cache_control.clone();
        $output.content_disposition = version.headers.content_disposition.clone();
        $output.content_encoding = version.headers.content_encoding.clone();
        $output.content_language = version.headers.content_language.clone();
        let kind = version.headers.content_type.clone();
        $output.content_type = Some(kind.unwrap_or_else(|| "binary/octet-stream".into()));
        $output.e_tag = etag(&version.etag);
        $output.expires = version.headers.expires.map(timestamp);
        $output.last_modified = Some(timestamp(version.modified));
        $output.metadata = Some(version.headers.metadata.clone().into_iter().collect());
        $output.parts_count = i32::try_from(version.parts).ok().filter(|n| *n > 0);
        $output.server_side_encryption = version.headers.encryption.clone().map(Into::into);
        $output.ssekms_key_id = version.headers.kms_key.clone();
        $output.version_id = Some(version.version_id.clone()).filter(|id| id != "null");
        if let Some(sum) = shown(&version.checksum, $mode) {
            set_checksum!($output, sum);
            $output.checksum_type = checksum_type(sum.composite);
        }
    }};
}

macro_rules! conditions {
    ($input:expr) => {
        Conditions {
            matches: $input.if_match.take(),
            none: $input.if_none_match.take(),
            modified: $input.if_modified_since.take(),
            unmodified: $input.if_unmodified_since.take(),
        }
    };
}

pub(super) async fn get(
    app: &App,
    request: S3Request<GetObjectInput>,
) -> S3Result<GetObjectOutput> {
    let mut input = request.input;
    let id = input.version_id.as_deref();
    let version = versions::find(app, &input.bucket, &input.key, id)
        .await?
        .version;
    let conditions = conditions!(input);
    conditions
        .check(&version)
        .map_err(|stop| stopped(stop, &version))?;
    let range = chosen(&version, input.range, input.part_number)?;
    let whole = range.is_none();
    let range = range.unwrap_or(0..version.size);
    let segments = version.segments.clone();
    // A digest of the whole says nothing about a part of it.
    let digest = version.digest().filter(|_| whole);
    let reader = app.objects.disk.read(segments, range.clone());
    let mut reader = reader.expecting(digest);
    let (bucket, key) = (input.bucket, input.key);
    let unreadable = move |error| ObjectError::reading(&bucket, &key, error);
    reader.begin().await.map_err(&unreadable)?;
    let mut output = GetObjectOutput::default();
    let mode = input.checksum_mode.as_ref().filter(|_| whole);
    describe!(output, &version, mode);
    output.content_length = size(range.end - range.start);
    output.content_range = Some(range)
        .filter(|_| !whole)
        .and_then(|range| content_range(&range, &version));
    output.tag_count = i32::try_from(version.tags.len()).ok().filter(|n| *n > 0);
    // The head is sent by then: the client sees that the body broke off.
    let body = reader.into_stream().map_err(move |error| {
        let error = unreadable(error);
        tracing::error!(%error, "a download was broken off");
        error
    });
    let sent = app.metrics.work.bytes_out();
    let counted = move |bytes: &bytes::Bytes| {
        sent.inc_by(bytes.len() as u64);
    };
    output.body = Some(StreamingBlob::wrap(body.inspect_ok(counted)));
    Ok(output)
}

pub(super) async fn head(
    app: &App,
    request: S3Request<HeadObjectInput>,
) -> S3Result<HeadObjectOutput> {
    let mut input = request.input;
    let id = input.version_id.as_deref();
    let version = versions::find(app, &input.bucket, &input.key, id)
        .await?
        .version;
    let conditions = conditions!(input);
    conditions
        .check(&version)
        .map_err(|stop| stopped(stop, &version))?;
    let range = chosen(&version, input.range, input.part_number)?;
    let mut output = HeadObjectOutput::default();
    let mode = input.checksum_mode.as_ref().filter(|_| range.is_none());
    describe!(output, &version, mode);
    output.content_range = range.as_ref().and_then(|r| content_range(r, &version));
    let range = range.unwrap_or(0..version.size);
    output.content_length = size(range.end - range.start);
    Ok(output)
}
