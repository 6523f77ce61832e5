//! Zip and tar archives, read with limits and written in a fixed order.
//!
//! An archive comes from somebody else and is believed in nothing: every entry's name is checked
//! ([`name`]), everything is created through directory handles that never follow a symbolic link
//! ([`tree`]), and every byte is counted before it is written ([`limits`]). The first entry that
//! breaks a rule is named in the error and ends the work; what was written by then stays, so
//! unpack into a directory that can be thrown away. Where several threads inflate a zip archive,
//! which entry takes the sum of all beyond a limit is for chance to say; the sum holds.
//!
//! All functions block; call them from a blocking task.

mod content;
mod error;
mod limits;
mod list;
mod name;
mod pack;
mod tar;
mod tree;
mod window;
mod zip;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

pub use error::{ArchiveError, Problem};
pub use limits::Limits;
pub use list::{Listed, Listing, list};
pub use pack::{Member, Packed, pack_zip};

use content::Content;
use limits::Meter;
use tree::Tree;

/// The format of an archive, in CodeDeploy's words for a bundle type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A zip archive.
    Zip,
    /// A tar archive without compression.
    Tar,
    /// A tar archive compressed with gzip.
    Tgz,
}

impl Kind {
    /// The kind with this name: `zip`, `tar` or `tgz`.
    pub fn parse(name: &str) -> Option<Kind> {
        match name {
            "zip" => Some(Kind::Zip),
            "tar" => Some(Kind::Tar),
            "tgz" => Some(Kind::Tgz),
            _ => None,
        }
    }

    /// The name of this kind.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Zip => "zip",
            Kind::Tar => "tar",
            Kind::Tgz => "tgz",
        }
    }

    /// The kind that the first bytes of a file speak of.
    fn of_bytes(start: &[u8]) -> Option<Kind> {
        if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
            return Some(Kind::Zip);
        }
        if start.starts_with(&[0x1f, 0x8b]) {
            return Some(Kind::Tgz);
        }
        tar::looks_like(start).then_some(Kind::Tar)
    }
}

/// What an archive contained.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// Regular files and hard links.
    pub files: u64,
    /// Directories with an entry of their own.
    pub directories: u64,
    /// Symbolic links.
    pub links: u64,
    /// Bytes of all files together.
    pub bytes: u64,
}

/// The kind of the archive at `path` by its content, or `None` when it is no archive.
pub fn detect(path: &Path) -> Result<Option<Kind>, ArchiveError> {
    let (_, start) = open(path)?;
    Ok(Kind::of_bytes(&start))
}

/// Unpacks the archive at `path`, said to be a `kind`, into the directory `dest`, which is created
/// when missing and must be empty.
///
/// Keeps permission bits (never set-user-id, set-group-id or sticky), modification times and
/// symbolic links that stay inside; owners are those of the process.
pub fn unpack(
    path: &Path,
    kind: Kind,
    dest: &Path,
    limits: &Limits,
) -> Result<Unpacked, ArchiveError> {
    let (file, start) = open(path)?;
    let found = Kind::of_bytes(&start);
    if found != Some(kind) {
        return Err(ArchiveError::WrongKind {
            archive: path.into(),
            declared: kind.name(),
            found: found.map_or("neither zip nor tar nor gzip", Kind::name),
        });
    }
    let size = file
        .metadata()
        .map_err(|e| ArchiveError::io(path, e))?
        .len();
    let meter = Meter::new(path, limits, size);
    let mut tree = Tree::open(dest)?;
    let content = || Content::new(dest, &meter);
    let bytes = match kind {
        Kind::Zip => zip::unpack(&file, size, &mut tree, &meter, &content)?,
        Kind::Tar => tar::unpack(BufReader::new(file), &mut tree, &meter, content())?,
        Kind::Tgz => {
            let plain = flate2::bufread::MultiGzDecoder::new(BufReader::new(file));
            tar::unpack(plain, &mut tree, &meter, content())?
        }
    };
    let done = tree.finish(&meter)?;
    Ok(Unpacked { bytes, ..done })
}

/// The file, wound back, and its first block.
fn open(path: &Path) -> Result<(File, Vec<u8>), ArchiveError> {
    let read = || -> std::io::Result<(File, Vec<u8>)> {
        let mut file = File::open(path)?;
        let mut start = Vec::new();
        (&mut file)
            .take(tar::BLOCK as u64)
            .read_to_end(&mut start)?;
        file.rewind()?;
        Ok((file, start))
    };
    read().map_err(|e| ArchiveError::io(path, e))
}
