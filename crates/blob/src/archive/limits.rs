//! How much an archive may unpack to, and the counting of it.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

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

/// Counts what comes out of one archive.
pub(super) struct Meter<'a> {
    pub(super) archive: PathBuf,
    pub(super) limits: &'a Limits,
    archive_size: u64,
    entries: u64,
    bytes: u64,
}

impl<'a> Meter<'a> {
    pub(super) fn new(archive: &Path, limits: &'a Limits, archive_size: u64) -> Meter<'a> {
        Meter {
            archive: archive.into(),
            limits,
            archive_size,
            entries: 0,
            bytes: 0,
        }
    }

    /// One more entry.
    pub(super) fn entry(&mut self) -> Result<(), Problem> {
        self.entries += 1;
        if self.entries > self.limits.entries {
            return Err(Problem::Entries(self.limits.entries));
        }
        Ok(())
    }

    /// `count` more bytes, written or passed over.
    pub(super) fn bytes(&mut self, count: u64) -> Result<(), Problem> {
        self.bytes = self.bytes.saturating_add(count);
        if self.bytes > self.limits.total {
            return Err(Problem::TotalSize(self.limits.total));
        }
        let most = self.archive_size.saturating_mul(self.limits.ratio);
        if self.bytes > self.limits.ratio_from && self.bytes > most {
            return Err(Problem::Ratio(self.limits.ratio));
        }
        Ok(())
    }

    /// Copies one file's content, counting before writing; gives its length. Errors of reading are
    /// the archive's, errors of writing are `out`'s.
    pub(super) fn copy(
        &mut self,
        entry: &str,
        content: &mut dyn Read,
        out: &mut dyn Write,
    ) -> Result<u64, ArchiveError> {
        let mut buffer = vec![0; 64 * 1024];
        let mut length = 0u64;
        loop {
            let count = match content.read(&mut buffer) {
                Ok(0) => return Ok(length),
                Ok(count) => count,
                Err(e) => return Err(self.refuse(entry, Problem::Damaged(e.to_string()))),
            };
            length += count as u64;
            if length > self.limits.file {
                return Err(self.refuse(entry, Problem::FileSize(self.limits.file)));
            }
            self.bytes(count as u64)
                .map_err(|problem| self.refuse(entry, problem))?;
            out.write_all(&buffer[..count])
                .map_err(|e| ArchiveError::io(entry, e))?;
        }
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
