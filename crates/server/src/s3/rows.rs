//! Buckets, object versions and uploads as they are stored, and the keys they are stored under.
//!
//! ```text
//! bucket       <bucket>
//! object       <bucket>/<key>␁␁<inverted number>      newest version of a key first
//! upload       <bucket>/<key>␁␁<upload id>
//! upload-part  <upload id>/<part number>
//! ```
//!
//! Listing order is the order of the rows: an object's key is written such that the order of its
//! UTF-8 bytes survives, although keys may hold any character.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use towline_blob::disk::{Digest, Segment};
use towline_core::Time;

use super::checksums::{Algorithm, Checksum};

/// Kind of [`Bucket`] rows.
pub(super) const BUCKET: &str = "bucket";
/// Kind of [`Version`] rows.
pub(super) const OBJECT: &str = "object";
/// Kind of [`Upload`] rows.
pub(super) const UPLOAD: &str = "upload";
/// Kind of [`Part`] rows.
pub(super) const PART: &str = "upload-part";

/// The version id of an object in a bucket without versioning.
pub(super) const NULL: &str = "null";

/// Tags by key.
pub(super) type Tags = BTreeMap<String, String>;

/// A bucket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Bucket {
    pub(super) name: String,
    pub(super) created: Time,
    #[serde(default)]
    pub(super) versioning: Versioning,
    #[serde(default)]
    pub(super) tags: Tags,
}

/// Whether a bucket keeps old versions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Versioning {
    /// Never switched on.
    #[default]
    Off,
    /// Every write makes a version.
    Enabled,
    /// Old versions stay, writes replace the version `null`.
    Suspended,
}

/// A version of an object, or a deletion marker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// The object's key.
    pub key: String,
    /// `null` in a bucket without versioning.
    pub version_id: String,
    /// When it was stored.
    pub modified: Time,
    /// True for a deletion marker, which has no bytes.
    #[serde(default)]
    pub marker: bool,
    /// Bytes.
    pub size: u64,
    /// Entity tag without quotes: the MD5, or `<md5 of md5s>-<parts>`.
    pub etag: String,
    /// The files that hold the bytes, in order.
    pub segments: Vec<Segment>,
    /// Headers that came with the object and go with it.
    #[serde(default)]
    pub headers: Headers,
    /// Tags.
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
    /// Checksum kept for clients that compare.
    #[serde(default)]
    pub checksum: Option<Checksum>,
    /// Parts of a multipart upload; 0 for an object stored in one go.
    #[serde(default)]
    pub parts: usize,
}

impl Version {
    /// What its bytes add up to; `None` when the entity tag does not say it.
    pub(super) fn digest(&self) -> Option<Digest> {
        let md5 = |text: &str| hex::decode(text).ok()?.try_into().ok();
        match self.etag.split_once('-') {
            None => md5(&self.etag).map(Digest::Whole),
            Some((sum, parts)) => {
                // Empty files are not read.
                let all = self.segments.iter().all(|segment| segment.size > 0)
                    && parts.parse() == Ok(self.segments.len());
                md5(sum).filter(|_| all).map(Digest::Segments)
            }
        }
    }
}

/// What a client says about an object, returned as it was given.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Headers {
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `Content-Encoding`.
    pub content_encoding: Option<String>,
    /// `Content-Language`.
    pub content_language: Option<String>,
    /// `Content-Disposition`.
    pub content_disposition: Option<String>,
    /// `Cache-Control`.
    pub cache_control: Option<String>,
    /// `Expires`.
    pub expires: Option<Time>,
    /// `x-amz-meta-…`, without the prefix.
    pub metadata: BTreeMap<String, String>,
    /// `x-amz-server-side-encryption`: accepted and echoed. Bytes on disk are as safe as the disk.
    pub encryption: Option<String>,
    /// `x-amz-server-side-encryption-aws-kms-key-id`.
    pub kms_key: Option<String>,
}

/// A multipart upload under way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Upload {
    pub(super) bucket: String,
    pub(super) key: String,
    pub(super) id: String,
    pub(super) started: Time,
    pub(super) headers: Headers,
    pub(super) tags: Tags,
    /// The one named when the upload began; parts may send any when none was.
    pub(super) algorithm: Option<Algorithm>,
    /// The checksum of the object is one over the parts' checksums, not over the bytes.
    pub(super) composite: bool,
}

/// A part of an upload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Part {
    pub(super) number: i32,
    pub(super) modified: Time,
    /// MD5, hexadecimal.
    pub(super) etag: String,
    pub(super) checksum: Checksum,
    /// The checksum the client sent, when it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sent: Option<Checksum>,
    pub(super) segment: Segment,
}

/// Everything of a bucket whose key starts with `prefix`.
pub(super) fn below(bucket: &str, prefix: &str) -> String {
    format!("{bucket}/{}", escape(prefix))
}

/// All versions (or uploads) of exactly `key`.
pub(super) fn group(bucket: &str, key: &str) -> String {
    format!("{}\u{1}\u{1}", below(bucket, key))
}

/// The row of version number `number` of `key`.
pub(super) fn numbered(bucket: &str, key: &str, number: u64) -> String {
    format!("{}{}", group(bucket, key), inverted(number))
}

/// Sixteen digits that sort the other way round than `number`.
pub(super) fn inverted(number: u64) -> String {
    format!("{:016x}", u64::MAX - number)
}

/// The number in a row key made by [`numbered`].
pub(super) fn number(row: &str) -> Option<u64> {
    let digits = row.get(row.len().checked_sub(16)?..)?;
    Some(u64::MAX - u64::from_str_radix(digits, 16).ok()?)
}

/// The row of part `number` of an upload; numbers run from 1 to 10,000.
pub(super) fn part(upload: &str, number: i32) -> String {
    format!("{upload}/{number:05}")
}

/// Frees U+0001 for use as a separator below every character, keeping the order of all keys.
fn escape(key: &str) -> String {
    let mut text = String::with_capacity(key.len());
    for character in key.chars() {
        match character {
            '\0' => text.push_str("\u{1}\u{2}"),
            '\u{1}' => text.push_str("\u{1}\u{3}"),
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_are_ordered_as_keys_are(a in "[\0-\u{3}a!/é]{0,4}", b in "[\0-\u{3}a!/é]{0,4}") {
            let (one, two) = (numbered("b", &a, 7), numbered("b", &b, 1));
            if a != b {
                prop_assert_eq!(one < two, a < b);
            }
            prop_assert_eq!(below("b", &a).starts_with(&below("b", &b)), a.starts_with(&b));
        }
    }

    #[test]
    fn newest_first_and_back() {
        assert!(numbered("b", "k", 2) < numbered("b", "k", 1));
        assert_eq!(number(&numbered("b", "k", 42)), Some(42));
        assert_eq!(number("short"), None);
    }
}
