//! How much an archive may unpack to, and the counting of it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::{ArchiveError, Problem};

/// Bounds for one archive; sizes in bytes of unpacked data.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Entries of any type.
    pub entries: u64,
    /// All files together.
    pub total: u64,
    /// One file.
    pub file: u64,
    /// Unpacked size divided by the size of the archive, once past `ratio_from`.
    pub ratio: u64,
    /// Below this unpacked size the ratio does not matter.
    pub ratio_from: u64,
    /// Length of one path.
    pub path: usize,
    /// Directories inside each other.
    pub depth: usize,
}

const GIB: u64 = 1 << 30;

impl Default for Limits {
    /// Room for every honest revision (a source artifact may have 7 GB), none for a bomb.
    fn default() -> Limits {
        Limits {
            entries: 500_000,
            total: 32 * GIB,
            file: 16 * GIB,
            ratio: 200,
            ratio_from: GIB / 4,
            path: 4000,
            depth: 128,
        }
    }
}

/// Counts what comes out of one archive, for all threads that unpack it.
pub(super) struct Meter<'a> {
    pub(super) archive: PathBuf,
    pub(super) limits: &'a Limits,
    archive_size: u64,
    entries: AtomicU64,
    bytes: AtomicU64,
}

impl<'a> Meter<'a> {
    pub(super) fn new(archive: &Path, limits: &'a Limits, archive_size: u64) -> Meter<'a> {
        Meter {
            archive: archive.into(),
            limits,
            archive_size,
            entries: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
        }
    }

    /// One more entry.
    pub(super) fn entry(&self) -> Result<(), Problem> {
        if add(&self.entries, 1) > self.limits.entries {
            return Err(Problem::Entries(self.limits.entries));
        }
        Ok(())
    }

    /// `count` more bytes, about to be written or passed over.
    pub(super) fn bytes(&self, count: u64) -> Result<(), Problem> {
        let bytes = add(&self.bytes, count);
        if bytes > self.limits.total {
            return Err(Problem::TotalSize(self.limits.total));
        }
        let most = self.archive_size.saturating_mul(self.limits.ratio);
        if bytes > self.limits.ratio_from && bytes > most {
            return Err(Problem::Ratio(self.limits.ratio));
        }
        Ok(())
    }

    /// The same of a file's content, which has now `length` bytes.
    pub(super) fn content(&self, length: u64, count: u64) -> Result<(), Problem> {
        if length > self.limits.file {
            return Err(Problem::FileSize(self.limits.file));
        }
        self.bytes(count)
    }

    /// The error that names `entry`.
    pub(super) fn refuse(&self, entry: &str, problem: Problem) -> ArchiveError {
        ArchiveError::Entry {
            archive: self.archive.clone(),
            entry: entry.into(),
            problem,
        }
    }

    /// The error for an archive that cannot be read on.
    pub(super) fn damaged(&self, detail: impl std::fmt::Display) -> ArchiveError {
        ArchiveError::Damaged {
            archive: self.archive.clone(),
            detail: detail.to_string(),
        }
    }
}

/// Adds without ever coming round to zero; the sum.
fn add(counter: &AtomicU64, count: u64) -> u64 {
    let more = |before: u64| Some(before.saturating_add(count));
    let (Ok(before) | Err(before)) = counter.fetch_update(Relaxed, Relaxed, more);
    before.saturating_add(count)
}
