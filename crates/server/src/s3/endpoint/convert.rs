//! Between the shapes of S3 and ours.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use s3s::dto::{ChecksumType, ETag, ETagCondition, Owner, Timestamp, TimestampFormat};
use s3s::{S3Result, TrailingHeaders, s3_error};
use towline_core::Time;

use crate::App;
use crate::s3::checksums::{Algorithm, Checksum};
use crate::s3::receive::Announced;

/// Copies the headers that an object keeps out of an input. Every input that has them has all.
macro_rules! headers {
    ($input:expr) => {
        $crate::s3::Headers {
            content_type: $input.content_type.take(),
            content_encoding: $input.content_encoding.take(),
            content_language: $input.content_language.take(),
            content_disposition: $input.content_disposition.take(),
            cache_control: $input.cache_control.take(),
            expires: $input
                .expires
                .take()
                .map(|t| $crate::s3::endpoint::convert::time(&t)),
            metadata: $input
                .metadata
                .take()
                .unwrap_or_default()
                .into_iter()
                .collect(),
            encryption: $input
                .server_side_encryption
                .take()
                .map(|e| e.as_str().to_string()),
            kms_key: $input.ssekms_key_id.take(),
        }
    };
}

/// The checksum values of an input, by algorithm.
macro_rules! checksums {
    ($input:expr) => {{
        use $crate::s3::checksums::Algorithm::*;
        [
            (Crc32, $input.checksum_crc32.take()),
            (Crc32c, $input.checksum_crc32c.take()),
            (Crc64Nvme, $input.checksum_crc64nvme.take()),
            (Sha1, $input.checksum_sha1.take()),
            (Sha256, $input.checksum_sha256.take()),
        ]
    }};
}

/// Puts a checksum into the field of an output that is its own.
macro_rules! set_checksum {
    ($output:expr, $checksum:expr) => {{
        use $crate::s3::checksums::Algorithm::*;
        let sum = $checksum;
        match sum.algorithm {
            Crc32 => $output.checksum_crc32 = Some(sum.value.clone()),
            Crc32c => $output.checksum_crc32c = Some(sum.value.clone()),
            Crc64Nvme => $output.checksum_crc64nvme = Some(sum.value.clone()),
            Sha1 => $output.checksum_sha1 = Some(sum.value.clone()),
            Sha256 => $output.checksum_sha256 = Some(sum.value.clone()),
        }
    }};
}

pub(super) use {checksums, headers, set_checksum};

/// A time as S3 writes it.
pub(super) fn timestamp(time: Time) -> Timestamp {
    let after = Duration::from_millis(time.0.unsigned_abs());
    let moment: SystemTime = if time.0 < 0 {
        UNIX_EPOCH - after
    } else {
        UNIX_EPOCH + after
    };
    moment.into()
}

/// A time as S3 reads it, in whole seconds.
pub(super) fn time(timestamp: &Timestamp) -> Time {
    let mut text = Vec::new();
    let seconds = timestamp
        .format(TimestampFormat::EpochSeconds, &mut text)
        .ok()
        .and_then(|()| std::str::from_utf8(&text).ok()?.parse::<f64>().ok());
    Time((seconds.unwrap_or(0.0) as i64).saturating_mul(1000))
}

/// An entity tag with its quotes.
pub(super) fn etag(tag: &str) -> Option<ETag> {
    Some(ETag::Strong(tag.into()))
}

/// What a condition names: an entity tag without quotes, or `*`.
pub(super) fn tag_of(condition: &ETagCondition) -> String {
    match condition {
        ETagCondition::ETag(tag) => tag.value().into(),
        ETagCondition::Any => "*".into(),
    }
}

/// Whether the checksum covers the bytes or the parts' checksums.
pub(super) fn checksum_type(composite: bool) -> Option<ChecksumType> {
    let name = if composite {
        ChecksumType::COMPOSITE
    } else {
        ChecksumType::FULL_OBJECT
    };
    Some(ChecksumType::from_static(name))
}

/// The size as the protocol's signed number.
pub(super) fn size(bytes: u64) -> Option<i64> {
    i64::try_from(bytes).ok()
}

/// The one owner of everything.
pub(super) fn owner(app: &App) -> Option<Owner> {
    Some(Owner {
        display_name: None,
        id: Some(app.settings.account.clone()),
    })
}

/// Puts together what the client announces about a body.
pub(super) fn announced(
    headers: &HeaderMap,
    length: Option<i64>,
    md5: Option<String>,
    given: [(Algorithm, Option<String>); 5],
    named: Option<&str>,
) -> S3Result<Announced> {
    let (algorithm, checksum) = one(given)?.unzip();
    let trailer = Algorithm::ALL.into_iter().find(|a| {
        let names = headers.get_all("x-amz-trailer").into_iter();
        names
            .filter_map(|v| v.to_str().ok())
            .flat_map(|v| v.split(','))
            .any(|name| name.trim().eq_ignore_ascii_case(a.header()))
    });
    let named = named.map(algorithm_named).transpose()?;
    Ok(Announced {
        length: length.and_then(|n| u64::try_from(n).ok()),
        md5,
        algorithm: algorithm.or(trailer).or(named).unwrap_or_default(),
        keep: None,
        checksum,
        trailer: trailer.is_some(),
    })
}

/// The only checksum of a request, if any.
pub(super) fn one(
    given: [(Algorithm, Option<String>); 5],
) -> S3Result<Option<(Algorithm, String)>> {
    let mut given = given.into_iter().filter_map(|(a, value)| Some((a, value?)));
    let first = given.next();
    if given.next().is_some() {
        return Err(s3_error!(
            InvalidRequest,
            "Expecting a single x-amz-checksum- header"
        ));
    }
    Ok(first)
}

/// The algorithm a header names.
pub(super) fn algorithm_named(name: &str) -> S3Result<Algorithm> {
    Algorithm::parse(name).ok_or_else(|| {
        s3_error!(
            InvalidRequest,
            "Checksum algorithm `{name}` is not supported; use CRC32, CRC32C, CRC64NVME, SHA1 or SHA256"
        )
    })
}

/// Reads a checksum sent behind the body, once the body has been read.
pub(super) fn late(
    trailers: Option<TrailingHeaders>,
    algorithm: Algorithm,
) -> impl FnOnce() -> Option<String> + Send {
    move || {
        trailers?.read(|headers| {
            let value = headers.get(algorithm.header())?;
            Some(value.to_str().ok()?.to_string())
        })?
    }
}

/// The checksum and its kind, when the client asked for it.
pub(super) fn shown<'a>(
    checksum: &'a Option<Checksum>,
    mode: Option<&s3s::dto::ChecksumMode>,
) -> Option<&'a Checksum> {
    checksum.as_ref().filter(|_| mode.is_some())
}
