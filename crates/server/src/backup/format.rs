//! What a backup says about itself, and which files may be in one.

use serde::{Deserialize, Serialize};
use towline_store::DATABASE_FILE;

use crate::datadir::{BLOB, BUILD_LOGS, GIT, KEYS};

/// The format that is written, and the newest that is read.
pub(super) const FORMAT: u32 = 1;

/// The first file.
pub(super) const HEADER: &str = "towline-backup.json";
/// The last but one: a [`Line`] for each file before it but the header.
pub(super) const LIST: &str = "files.jsonl";
/// The last.
pub(super) const MANIFEST: &str = "manifest.json";

/// Largest header or manifest; real ones have a few hundred bytes.
pub(super) const SMALL: u64 = 64 * 1024;

/// The first words of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// Format of the file.
    pub format: u32,
    /// The Towline that made it.
    pub towline: String,
    /// Version of the database's schema.
    pub schema: i64,
    /// When, in UTC.
    pub created: String,
}

/// The last words of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// What the header said.
    #[serde(flatten)]
    pub header: Header,
    /// Number of files.
    pub files: u64,
    /// Bytes of all files.
    pub bytes: u64,
    /// How many of them are objects' bytes.
    pub objects: u64,
    /// Git repositories.
    pub repositories: u64,
    /// Number of the newest event.
    pub last_event: u64,
    /// SHA-256 of the list of files.
    pub list: String,
}

/// One file in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) path: String,
    pub(super) size: u64,
    pub(super) sha256: String,
}

/// Whether a backup may hold a file or directory with this path: below one of our own names, and
/// with nothing in it that leads elsewhere.
pub(super) fn is_allowed(path: &str) -> bool {
    let below = |directory: &str| {
        let rest = path.strip_prefix(directory);
        rest.is_some_and(|rest| rest.starts_with('/'))
    };
    let known = path == DATABASE_FILE
        || KEYS.contains(&path)
        || [GIT, BUILD_LOGS, BLOB].into_iter().any(below);
    let plain = |part: &str| {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
        !part.is_empty() && !part.starts_with('.') && part.bytes().all(allowed)
    };
    known && path.split('/').all(plain)
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn only_our_own_names_are_allowed() {
        for path in [
            "towline.db",
            "seal-key",
            "git/shop.git/objects/pack/pack-1.idx",
            "logs/builds/1-2.log",
            "blob/ab/abcd",
        ] {
            assert!(is_allowed(path), "{path}");
        }
        for path in [
            "",
            "/towline.db",
            "towline.db/x",
            "lock",
            "restore-unfinished",
            "git",
            "git/",
            "git/../seal-key",
            "git/./x",
            "git//x",
            "git/.hidden",
            "blob/ab/../../../etc/passwd",
            "blob/a b",
            "blob/a\0b",
            "logs/other",
            "seal-key\n",
        ] {
            assert!(!is_allowed(path), "{path:?}");
        }
    }
}
