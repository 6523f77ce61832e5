//! Writes zip archives: entries sorted by name, so that the same files give the same archive.

use std::fs::{File, Metadata};
use std::io::{BufReader, BufWriter, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::ArchiveError;

/// A file and the name that it gets in the archive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Name in the archive, with `/`.
    pub name: String,
    /// Path of the file below the base directory.
    pub path: PathBuf,
}

impl Member {
    /// A file that keeps its path below the base as its name.
    pub fn same(path: impl Into<PathBuf>) -> Member {
        let path = path.into();
        Member {
            name: path.to_string_lossy().into_owned(),
            path,
        }
    }
}

/// What was packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packed {
    /// Entries.
    pub files: u64,
    /// Size of the archive in bytes.
    pub size: u64,
}

/// Packs files below `base` into a new zip archive at `out`.
///
/// Symbolic links are followed as long as they stay below `base`; a member that is a directory
/// becomes an empty directory. Of two members with one name the first (by path) is packed.
/// Permission bits are kept. The files must not change meanwhile.
pub fn pack_zip(base: &Path, members: &[Member], out: &Path) -> Result<Packed, ArchiveError> {
    let base = base.canonicalize().map_err(|e| ArchiveError::io(base, e))?;
    let mut members = members.to_vec();
    members.sort();
    members.dedup_by(|later, first| later.name == first.name);
    let file = File::create(out).map_err(|e| ArchiveError::io(out, e))?;
    let mut zip = ZipWriter::new(BufWriter::new(file));
    for member in &members {
        add(&base, member, &mut zip)?;
    }
    let finish = || -> std::io::Result<Metadata> {
        let mut writer = zip.finish()?;
        writer.flush()?;
        writer.get_ref().metadata()
    };
    let meta = finish().map_err(|e| ArchiveError::io(out, e))?;
    Ok(Packed {
        files: members.len() as u64,
        size: meta.len(),
    })
}

fn add(
    base: &Path,
    member: &Member,
    zip: &mut ZipWriter<BufWriter<File>>,
) -> Result<(), ArchiveError> {
    let shown = base.join(&member.path);
    let io = |e: std::io::Error| ArchiveError::io(&shown, e);
    let real = shown.canonicalize().map_err(io)?;
    if !real.starts_with(base) {
        return Err(ArchiveError::Outside(shown));
    }
    let meta = real.metadata().map_err(io)?;
    if meta.is_dir() {
        return zip
            .add_directory(member.name.as_str(), options(&meta))
            .map_err(|e| io(e.into()));
    }
    if !meta.is_file() {
        return Err(io(std::io::Error::other("is not a regular file")));
    }
    let file = File::open(&real).map_err(io)?;
    zip.start_file(member.name.as_str(), options(&meta))
        .map_err(|e| io(e.into()))?;
    std::io::copy(&mut BufReader::new(file), zip).map_err(io)?;
    Ok(())
}

fn options(meta: &Metadata) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(meta.permissions().mode() & 0o777)
        .last_modified_time(dos_time(meta.mtime()))
        .large_file(meta.len() >= zip::ZIP64_BYTES_THR)
}

/// DOS time in UTC; what it cannot express becomes its first moment.
fn dos_time(seconds: i64) -> DateTime {
    let time = jiff::Timestamp::from_second(seconds).ok().and_then(|t| {
        let t = t.to_zoned(jiff::tz::TimeZone::UTC);
        let [month, day, hour, minute, second] =
            [t.month(), t.day(), t.hour(), t.minute(), t.second()].map(|part| part as u8);
        let year = u16::try_from(t.year()).ok()?;
        DateTime::from_date_and_time(year, month, day, hour, minute, second).ok()
    });
    time.unwrap_or_default()
}
