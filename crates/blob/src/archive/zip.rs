//! Reads zip archives. The central directory is walked entry by entry and never held as a whole;
//! the decoder checks length and CRC of every file.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use zip::read::ZipFile;
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;
use zip::{CompressionMethod, ExtraField, ZipReadOptions};

use super::limits::Meter;
use super::name::{Name, shown};
use super::tree::{Meta, Tree};
use super::{ArchiveError, Problem};

/// Unpacks all entries of the archive.
pub(super) fn unpack(
    path: &Path,
    file: File,
    tree: &mut Tree,
    meter: &mut Meter<'_>,
) -> Result<(), ArchiveError> {
    let config = zip::read::Config::default();
    let mut archive =
        ZipIterable::try_new(BufReader::new(file), config).map_err(|e| whole(path, meter, e))?;
    let entries = archive.files().map_err(|e| whole(path, meter, e))?;
    while let Some(entry) = entries.next() {
        let entry = entry.map_err(|e| whole(path, meter, e))?;
        let raw = entry.name_raw().to_vec();
        meter
            .entry()
            .map_err(|problem| meter.refuse(&shown(&raw), problem))?;
        if entry.encrypted() {
            return Err(meter.refuse(&shown(&raw), Problem::Encrypted));
        }
        let method = entry.compression();
        if !matches!(
            method,
            CompressionMethod::Stored | CompressionMethod::Deflated
        ) {
            let what = format!("the compression method {method}");
            return Err(meter.refuse(&shown(&raw), Problem::Unsupported(what)));
        }
        let mut file = entry
            .with_reader(entries.reader_mut(), ZipReadOptions::new())
            .map_err(|e| one(&shown(&raw), meter, e))?;
        unpack_entry(&mut file, tree, meter)?;
    }
    Ok(())
}

fn unpack_entry<R: Read>(
    entry: &mut ZipFile<'_, R>,
    tree: &mut Tree,
    meter: &mut Meter<'_>,
) -> Result<(), ArchiveError> {
    let decoded = entry.name().map(|name| name.into_owned().into_bytes());
    let raw = decoded.unwrap_or_else(|_| entry.name_raw().to_vec());
    let refuse = |meter: &Meter<'_>, problem| meter.refuse(&shown(&raw), problem);
    let name = Name::zip(&raw, meter.limits).map_err(|problem| refuse(meter, problem))?;
    let mtime = modified(entry);
    let mode = entry.unix_mode();
    match mode.unwrap_or(0) & 0o170_000 {
        0o120_000 => {
            let mut target = Vec::new();
            let limit = meter.limits.path as u64 + 1;
            entry
                .take(limit)
                .read_to_end(&mut target)
                .map_err(|e| refuse(meter, Problem::Damaged(e.to_string())))?;
            tree.link(name, &target, meter)
        }
        0o010_000 => Err(refuse(meter, Problem::Special("named pipe"))),
        0o140_000 => Err(refuse(meter, Problem::Special("socket"))),
        0o020_000 | 0o060_000 => Err(refuse(meter, Problem::Special("device"))),
        _ if raw.ends_with(b"/") => {
            let mode = mode.unwrap_or(0o755);
            tree.directory(name, Meta { mode, mtime }, meter)
        }
        0o040_000 => tree.directory(
            name,
            Meta {
                mode: mode.unwrap_or(0o755),
                mtime,
            },
            meter,
        ),
        _ => {
            let mode = mode.unwrap_or(0o644);
            tree.file(&name, Meta { mode, mtime }, entry, meter)
                .map(|_| ())
        }
    }
}

/// Seconds since the epoch: the exact time when the packer stored it, else the DOS time, which
/// knows no zone and is taken as UTC.
fn modified<R: Read>(entry: &ZipFile<'_, R>) -> i64 {
    let exact = entry.extra_data_fields().find_map(|field| match field {
        ExtraField::ExtendedTimestamp(time) => time.mod_time(),
        _ => None,
    });
    if let Some(seconds) = exact {
        return i64::from(seconds);
    }
    let dos = entry.last_modified().and_then(|t| {
        let [month, day, hour, minute, second] =
            [t.month(), t.day(), t.hour(), t.minute(), t.second()].map(|part| part as i8);
        let year = i16::try_from(t.year()).ok()?;
        let civil = jiff::civil::DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
        let zoned = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some(zoned.timestamp().as_second())
    });
    dos.unwrap_or(0)
}

/// The error for an archive whose directory cannot be read.
fn whole(path: &Path, meter: &Meter<'_>, error: ZipError) -> ArchiveError {
    match error {
        ZipError::Io(e) if e.kind() != std::io::ErrorKind::UnexpectedEof => {
            ArchiveError::io(path, e)
        }
        error => meter.damaged(error),
    }
}

/// The error for one entry that cannot be opened.
fn one(entry: &str, meter: &Meter<'_>, error: ZipError) -> ArchiveError {
    let problem = match error {
        ZipError::UnsupportedArchive(what) => Problem::Unsupported(what.into()),
        error => Problem::Damaged(error.to_string()),
    };
    meter.refuse(entry, problem)
}
