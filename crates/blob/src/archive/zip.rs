//! Reads zip archives. The central directory is walked entry by entry and never held as a whole;
//! the decoder checks length and CRC of every file.
//!
//! The walk is one: whatever makes a name happens in the archive's order, behind a lock. The content
//! of files is inflated by all threads at once, each with a window of its own on the archive.

use std::fs::File;
use std::io::Read;
use std::sync::{Mutex, MutexGuard, PoisonError};

use zip::read::{ZipFile, ZipFileEntry};
use zip::result::ZipError;
use zip::unstable::read::{ZipIterable, ZipIterableFiles};
use zip::{CompressionMethod, ExtraField, ZipReadOptions};

use super::content::Content;
use super::limits::Meter;
use super::name::{Name, shown};
use super::tree::{Meta, Tree};
use super::window::Window;
use super::{ArchiveError, Problem};
use crate::crew;

/// Unpacks all entries of the archive in `file`, which has `size` bytes; the bytes of all files
/// together. Each thread gets its own `content`.
pub(super) fn unpack<'m>(
    file: &File,
    size: u64,
    tree: &mut Tree,
    meter: &Meter<'_>,
    content: &(impl Fn() -> Content<'m> + Sync),
) -> Result<u64, ArchiveError> {
    let window = || Window::new(file, size);
    let mut archive = ZipIterable::try_new(window(), zip::read::Config::default())
        .map_err(|e| whole(meter, e))?;
    let count = archive.len();
    let walk = Shared(Mutex::new(Walk {
        entries: archive.files().map_err(|e| whole(meter, e))?,
        tree,
        meter,
        number: 0,
        failed: None,
    }));
    let written = crew::run(count, || walk.work(window(), content()));
    match walk.lock().failed.take() {
        Some((_, error)) => Err(error),
        None => Ok(written.iter().sum()),
    }
}

/// Goes through all entries of the archive in its order, each with its content.
pub(super) fn each(
    file: &File,
    size: u64,
    meter: &Meter<'_>,
    mut take: impl FnMut(&Name, Is, &mut dyn Read) -> Result<(), ArchiveError>,
) -> Result<(), ArchiveError> {
    let window = || Window::new(file, size);
    let mut archive = ZipIterable::try_new(window(), zip::read::Config::default())
        .map_err(|e| whole(meter, e))?;
    let mut content = window();
    for entry in archive.files().map_err(|e| whole(meter, e))? {
        let entry = entry.map_err(|e| whole(meter, e))?;
        let (name, is) = checked(&entry, meter)?;
        take(&name, is, &mut open(entry, &mut content, meter)?)?;
    }
    Ok(())
}

/// What an entry makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    File,
    Directory,
    Link,
}

/// The name of an entry, once nothing is wrong with what its headers say.
fn checked(entry: &ZipFileEntry<'_>, meter: &Meter<'_>) -> Result<(Name, Is), ArchiveError> {
    let raw = raw(entry);
    let refuse = |problem| meter.refuse(&shown(&raw), problem);
    meter.entry().map_err(refuse)?;
    if entry.encrypted() {
        return Err(refuse(Problem::Encrypted));
    }
    let method = entry.compression();
    if !matches!(
        method,
        CompressionMethod::Stored | CompressionMethod::Deflated
    ) {
        let what = format!("the compression method {method}");
        return Err(refuse(Problem::Unsupported(what)));
    }
    let name = Name::zip(&raw, meter.limits).map_err(refuse)?;
    let is = match entry.unix_mode().unwrap_or(0) & 0o170_000 {
        0o120_000 => Is::Link,
        0o010_000 => return Err(refuse(Problem::Special("named pipe"))),
        0o140_000 => return Err(refuse(Problem::Special("socket"))),
        0o020_000 | 0o060_000 => return Err(refuse(Problem::Special("device"))),
        kind if kind == 0o040_000 || raw.ends_with(b"/") => Is::Directory,
        _ => Is::File,
    };
    Ok((name, is))
}

/// The walk along the central directory.
struct Walk<'a, 'f> {
    entries: &'a mut ZipIterableFiles<Window<'f>>,
    tree: &'a mut Tree,
    meter: &'a Meter<'a>,
    /// Entries that were begun.
    number: u64,
    /// The first entry that was refused, and why; it ends the walk.
    failed: Option<(u64, ArchiveError)>,
}

/// A regular file that has its place and lacks its content.
struct Job {
    number: u64,
    entry: ZipFileEntry<'static>,
    name: Name,
    file: File,
}

struct Shared<'a, 'f>(Mutex<Walk<'a, 'f>>);

impl<'a, 'f> Shared<'a, 'f> {
    fn lock(&self) -> MutexGuard<'_, Walk<'a, 'f>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fills files until none is left; the bytes that were written.
    fn work(&self, mut window: Window<'_>, mut content: Content<'_>) -> u64 {
        let meter = self.lock().meter;
        loop {
            let job = self.lock().job(&mut window); // the lock goes at once
            let Some(job) = job else {
                return content.written();
            };
            let number = job.number;
            if let Err(error) = fill(job, &mut window, &mut content, meter) {
                self.lock().fail(number, error);
            }
        }
    }
}

impl Walk<'_, '_> {
    /// Goes on to the next regular file; `None` at the end, and after a failure.
    fn job(&mut self, window: &mut Window<'_>) -> Option<Job> {
        while self.failed.is_none() {
            let entry = self.entries.next()?;
            self.number += 1;
            match self.place(entry, window) {
                Ok(Some(job)) => return Some(job),
                Ok(None) => {}
                Err(error) => self.fail(self.number, error),
            }
        }
        None
    }

    fn fail(&mut self, number: u64, error: ArchiveError) {
        // All entries before one that failed were begun too, and may fail after it.
        if self
            .failed
            .as_ref()
            .is_none_or(|(first, _)| number < *first)
        {
            self.failed = Some((number, error));
        }
    }

    /// Checks an entry and makes what it is; a regular file is left to be filled.
    fn place(
        &mut self,
        entry: Result<ZipFileEntry<'static>, ZipError>,
        window: &mut Window<'_>,
    ) -> Result<Option<Job>, ArchiveError> {
        let entry = entry.map_err(|e| whole(self.meter, e))?;
        let (name, is) = checked(&entry, self.meter)?;
        match is {
            Is::Link => self.link(entry, name, window).map(|()| None),
            Is::Directory => {
                let opened = open(entry, window, self.meter)?;
                self.tree
                    .directory(name, meta(&opened, 0o755), self.meter)?;
                Ok(None)
            }
            Is::File => Ok(Some(Job {
                number: self.number,
                file: self.tree.file(&name, self.meter)?,
                entry,
                name,
            })),
        }
    }

    fn link(
        &mut self,
        entry: ZipFileEntry<'static>,
        name: Name,
        window: &mut Window<'_>,
    ) -> Result<(), ArchiveError> {
        let raw = raw(&entry);
        let mut target = Vec::new();
        let limit = self.meter.limits.path as u64 + 1;
        open(entry, window, self.meter)?
            .take(limit)
            .read_to_end(&mut target)
            .map_err(|e| {
                let problem = Problem::Damaged(e.to_string());
                self.meter.refuse(&shown(&raw), problem)
            })?;
        self.tree.link(name, &target, self.meter)
    }
}

fn fill(
    job: Job,
    window: &mut Window<'_>,
    content: &mut Content<'_>,
    meter: &Meter<'_>,
) -> Result<(), ArchiveError> {
    let mut opened = open(job.entry, window, meter)?;
    let meta = meta(&opened, 0o644);
    content
        .fill(job.file, &job.name, meta, &mut opened)
        .map(drop)
}

/// The name as it is decoded, or as it is stored where it cannot be.
fn raw(entry: &ZipFileEntry<'_>) -> Vec<u8> {
    let decoded = entry.name().map(|name| name.into_owned().into_bytes());
    decoded.unwrap_or_else(|_| entry.name_raw().to_vec())
}

/// The entry with its content, behind a look at its own header.
fn open<'w, 'f>(
    entry: ZipFileEntry<'w>,
    window: &'w mut Window<'f>,
    meter: &Meter<'_>,
) -> Result<ZipFile<'w, Window<'f>>, ArchiveError> {
    let raw = raw(&entry);
    entry
        .with_reader(window, ZipReadOptions::new())
        .map_err(|e| one(&shown(&raw), meter, e))
}

fn meta<R: Read>(entry: &ZipFile<'_, R>, usual: u32) -> Meta {
    Meta {
        mode: entry.unix_mode().unwrap_or(usual),
        mtime: modified(entry),
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
fn whole(meter: &Meter<'_>, error: ZipError) -> ArchiveError {
    match error {
        ZipError::Io(e) if e.kind() != std::io::ErrorKind::UnexpectedEof => {
            ArchiveError::io(&meter.archive, e)
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
