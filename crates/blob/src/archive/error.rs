//! Why an archive was refused, with the entry named.

use std::io;
use std::path::{Path, PathBuf};

/// An archive that was not unpacked or packed.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The content is not of the declared kind.
    #[error(
        "{archive} is declared as {declared} but its content is {found}: declare the type that it has"
    )]
    WrongKind {
        /// The archive.
        archive: PathBuf,
        /// What the caller said.
        declared: &'static str,
        /// What the first bytes say.
        found: &'static str,
    },
    /// An entry breaks a rule.
    #[error("{archive}: entry `{entry}` {problem}")]
    Entry {
        /// The archive.
        archive: PathBuf,
        /// The entry's name, control characters escaped.
        entry: String,
        /// The rule.
        problem: Problem,
    },
    /// The archive is damaged or cut off.
    #[error("{archive} is damaged: {detail}")]
    Damaged {
        /// The archive.
        archive: PathBuf,
        /// What the decoder said.
        detail: String,
    },
    /// The directory to unpack into already has something in it.
    #[error("{0} is not empty: unpack into a new directory")]
    NotEmpty(PathBuf),
    /// A file to pack lies outside the base directory.
    #[error("{0} leads out of the directory that is packed")]
    Outside(PathBuf),
    /// Reading or writing failed.
    #[error("{path}: {source}")]
    Io {
        /// The file at hand.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

impl ArchiveError {
    pub(super) fn io(path: impl AsRef<Path>, source: impl Into<io::Error>) -> ArchiveError {
        ArchiveError::Io {
            path: path.as_ref().into(),
            source: source.into(),
        }
    }
}

/// What is wrong with one entry. The texts continue "entry `x` …".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// No name, or nothing but dots and slashes where a file must have one.
    #[error("has no name")]
    Nameless,
    /// `/etc/passwd`.
    #[error("has an absolute path")]
    Absolute,
    /// `../x`.
    #[error("has `..` in its path")]
    Parent,
    /// A zero byte.
    #[error("has a zero byte in its path")]
    Nul,
    /// A separator of another system.
    #[error("has a backslash in its path where `/` is expected")]
    Backslash,
    /// A path, or one part of it, is too long.
    #[error("has a path longer than {0} bytes")]
    LongPath(usize),
    /// Too many directories inside each other.
    #[error("lies deeper than {0} directories")]
    Deep(usize),
    /// A link that leads out.
    #[error("is a link to `{0}`, which is outside the archive")]
    Escapes(String),
    /// A hard link to something that is not a file of this archive.
    #[error("is a hard link to `{0}`, which is not an earlier file of the archive")]
    NoTarget(String),
    /// The path passes through a symbolic link of the same archive.
    #[error("lies behind the symbolic link `{0}` of the same archive")]
    BehindLink(String),
    /// Two entries of one name that cannot both be.
    #[error("stands where the archive already has {0}")]
    Taken(&'static str),
    /// A device, a pipe or a socket.
    #[error("is a {0}, which is never unpacked")]
    Special(&'static str),
    /// Encryption.
    #[error("is encrypted, which is not supported")]
    Encrypted,
    /// A compression method or a feature that is not there.
    #[error("uses {0}, which is not supported")]
    Unsupported(String),
    /// The content does not match the archive's own word on it.
    #[error("is damaged: {0}")]
    Damaged(String),
    /// Too many entries.
    #[error("is beyond the limit of {0} entries")]
    Entries(u64),
    /// One file is too big.
    #[error("is bigger than the limit of {0} bytes for one file")]
    FileSize(u64),
    /// All files together are too big.
    #[error("takes the unpacked size beyond the limit of {0} bytes")]
    TotalSize(u64),
    /// It unpacks to absurdly more than it is.
    #[error("takes the unpacked size beyond {0} times the size of the archive")]
    Ratio(u64),
}
