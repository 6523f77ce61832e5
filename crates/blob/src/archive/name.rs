//! Names of entries: from raw bytes to the parts of a path below the root, or a refusal.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;

use super::{Limits, Problem};

/// Longest part of a path that Linux file systems take.
const PART: usize = 255;

/// A path below the root: no `.`, no `..`, no empty part. Without parts it is the root itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Name(Vec<OsString>);

impl Name {
    /// Checks a path as a tar archive has it. A backslash is an ordinary character there, unless
    /// somebody who takes it for a separator would end up outside.
    pub(super) fn tar(raw: &[u8], limits: &Limits) -> Result<Name, Problem> {
        if raw.starts_with(b"\\") || raw.split(|b| *b == b'\\' || *b == b'/').any(|p| p == b"..") {
            let plain = raw.starts_with(b"/") || raw.split(|b| *b == b'/').any(|p| p == b"..");
            if !plain {
                return Err(Problem::Backslash);
            }
        }
        Name::parse(raw, limits)
    }

    /// Checks a path as a zip archive has it, where only `/` separates: a backslash comes from a
    /// faulty packer and would make a file with a strange name.
    pub(super) fn zip(raw: &[u8], limits: &Limits) -> Result<Name, Problem> {
        if raw.contains(&b'\\') {
            return Err(Problem::Backslash);
        }
        Name::parse(raw, limits)
    }

    fn parse(raw: &[u8], limits: &Limits) -> Result<Name, Problem> {
        if raw.is_empty() {
            return Err(Problem::Nameless);
        }
        if raw.contains(&0) {
            return Err(Problem::Nul);
        }
        if raw.starts_with(b"/") {
            return Err(Problem::Absolute);
        }
        if raw.len() > limits.path {
            return Err(Problem::LongPath(limits.path));
        }
        let mut parts = Vec::new();
        for part in raw.split(|b| *b == b'/') {
            match part {
                b"" | b"." => {}
                b".." => return Err(Problem::Parent),
                part if part.len() > PART => return Err(Problem::LongPath(PART)),
                part => parts.push(OsString::from_vec(part.to_vec())),
            }
        }
        if parts.len() > limits.depth + 1 {
            return Err(Problem::Deep(limits.depth));
        }
        Ok(Name(parts))
    }

    /// Directory and last part; `None` for the root.
    pub(super) fn split(&self) -> Option<(Name, &OsStr)> {
        let (last, parents) = self.0.split_last()?;
        Some((Name(parents.to_vec()), last))
    }

    /// The parts from the root down.
    pub(super) fn parts(&self) -> impl DoubleEndedIterator<Item = &OsStr> {
        self.0.iter().map(OsString::as_os_str)
    }

    /// Every directory above it, nearest to the root first, then itself.
    pub(super) fn prefixes(&self) -> impl Iterator<Item = Name> {
        (1..=self.0.len()).map(|count| Name(self.0[..count].to_vec()))
    }

    /// The root.
    pub(super) fn root() -> Name {
        Name(Vec::new())
    }

    /// Is this the root itself?
    pub(super) fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// One part further down.
    pub(super) fn push(&mut self, part: &OsStr) {
        self.0.push(part.to_os_string());
    }

    /// One part up; false at the root.
    pub(super) fn pop(&mut self) -> bool {
        self.0.pop().is_some()
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path: PathBuf = self.0.iter().collect();
        f.write_str(&shown(path.as_os_str().as_bytes()))
    }
}

/// A name as it is shown to people: control characters escaped, at most 200 characters.
pub(super) fn shown(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw);
    let mut shown = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == 200 {
            shown.push('…');
            break;
        }
        if c.is_control() {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}
