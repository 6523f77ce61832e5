//! Reads tar archives: old, ustar, GNU and pax. Extension headers are interpreted here, since the
//! decoder would read them into memory whatever their length.

use std::io::Read;

use tar::{Entry, EntryType, PaxExtensions};

use super::content::Content;
use super::limits::Meter;
use super::name::{Name, shown};
use super::tree::{Meta, Tree};
use super::{ArchiveError, Problem};

/// Size of a tar block.
pub(super) const BLOCK: usize = 512;

/// Longest extension header; real ones have a few hundred bytes.
const EXTENSION: u64 = 64 * 1024;

/// Most bytes after the last entry; tar programs fill up their last record (10 KiB by default).
const PADDING: u64 = 1024 * 1024;

/// What extension headers said about the next entry.
#[derive(Default)]
struct Extended {
    path: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
    mtime: Option<i64>,
    size: Option<u64>,
    unsupported: Option<String>,
}

/// Does a file with this first block look like a tar archive?
pub(super) fn looks_like(start: &[u8]) -> bool {
    let Some(block) = start.get(..BLOCK) else {
        return false;
    };
    if &block[257..262] == b"ustar" || block.iter().all(|b| *b == 0) {
        return true;
    }
    let header = tar::Header::from_byte_slice(block);
    let sum: u32 = block[..148]
        .iter()
        .chain(&block[156..])
        .map(|b| u32::from(*b))
        .sum();
    header.cksum().is_ok_and(|stored| stored == sum + 8 * 32)
}

/// Unpacks all entries of the stream; the bytes of all files together.
pub(super) fn unpack(
    stream: impl Read,
    tree: &mut Tree,
    meter: &Meter<'_>,
    mut content: Content<'_>,
) -> Result<u64, ArchiveError> {
    each(stream, meter, |entry, described| {
        unpack_entry(entry, described, tree, meter, &mut content)
    })?;
    Ok(content.written())
}

/// Goes through all entries of the stream with everything that headers say about each.
pub(super) fn each<R: Read>(
    stream: R,
    meter: &Meter<'_>,
    mut take: impl FnMut(Entry<'_, R>, Described) -> Result<(), ArchiveError>,
) -> Result<(), ArchiveError> {
    let mut archive = tar::Archive::new(stream);
    let mut extended = Extended::default();
    let entries = archive.entries().map_err(|e| meter.damaged(e))?;
    for entry in entries.raw(true) {
        let mut entry = entry.map_err(|e| meter.damaged(e))?;
        let header_path = shown(&entry.header().path_bytes());
        meter
            .entry()
            .map_err(|problem| meter.refuse(&header_path, problem))?;
        if !extended.take(&mut entry, &header_path, meter)? {
            let extended = std::mem::take(&mut extended);
            let described = describe(&entry, extended, meter)?;
            take(entry, described)?;
        }
    }
    drain(archive.into_inner(), meter)
}

/// Reads to the end, so that the checksum of a compressed stream is compared.
fn drain(rest: impl Read, meter: &Meter<'_>) -> Result<(), ArchiveError> {
    let count = std::io::copy(&mut rest.take(PADDING + 1), &mut std::io::sink())
        .map_err(|e| meter.damaged(e))?;
    if count > PADDING {
        return Err(meter.damaged(format!("more than {PADDING} bytes follow its last entry")));
    }
    Ok(())
}

impl Extended {
    /// Takes an extension header in; false when the entry is none.
    fn take<R: Read>(
        &mut self,
        entry: &mut Entry<'_, R>,
        header_path: &str,
        meter: &Meter<'_>,
    ) -> Result<bool, ArchiveError> {
        let kind = entry.header().entry_type();
        let known = [
            EntryType::GNULongName,
            EntryType::GNULongLink,
            EntryType::XHeader,
            EntryType::XGlobalHeader,
        ];
        if !known.contains(&kind) {
            return Ok(false);
        }
        if entry.size() > EXTENSION {
            let what = format!("an extension header of {} bytes", entry.size());
            return Err(meter.refuse(header_path, Problem::Unsupported(what)));
        }
        let mut content = Vec::new();
        let expected = entry.size();
        entry
            .read_to_end(&mut content)
            .map_err(|e| meter.damaged(e))?;
        whole(header_path, expected, content.len() as u64, meter)?;
        match kind {
            EntryType::GNULongName => self.path = Some(until_nul(content)),
            EntryType::GNULongLink => self.link = Some(until_nul(content)),
            EntryType::XHeader => self.pax(&content, header_path, meter)?,
            // Global headers carry comments; what would change entries is set for each of them.
            _ => {}
        }
        Ok(true)
    }

    fn pax(
        &mut self,
        content: &[u8],
        header_path: &str,
        meter: &Meter<'_>,
    ) -> Result<(), ArchiveError> {
        for record in PaxExtensions::new(content) {
            let record = record.map_err(|e| meter.damaged(e))?;
            let value = record.value_bytes();
            let text = std::str::from_utf8(value).ok();
            match record.key_bytes() {
                b"path" => self.path = Some(value.to_vec()),
                b"linkpath" => self.link = Some(value.to_vec()),
                b"mtime" => {
                    let whole = text.and_then(|t| t.split('.').next());
                    self.mtime = whole.and_then(|t| t.parse().ok());
                }
                b"size" => {
                    let size = text.and_then(|t| t.parse().ok());
                    let bad = || Problem::Damaged("its size is not a number".into());
                    self.size = Some(size.ok_or_else(|| meter.refuse(header_path, bad()))?);
                }
                key if key.starts_with(b"GNU.sparse.") => {
                    self.unsupported = Some("holes (a sparse file)".into());
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// What headers say about an entry.
pub(super) struct Described {
    pub(super) name: Name,
    /// The name for people.
    pub(super) shown: String,
    pub(super) kind: EntryType,
    meta: Meta,
    pub(super) target: Vec<u8>,
    pub(super) size: u64,
}

impl Described {
    pub(super) fn is_file(&self) -> bool {
        matches!(self.kind, EntryType::Regular | EntryType::Continuous)
    }

    /// Whether it is another name for something, symbolic or not.
    pub(super) fn links(&self) -> bool {
        matches!(self.kind, EntryType::Symlink | EntryType::Link)
    }
}

fn unpack_entry<R: Read>(
    mut entry: Entry<'_, R>,
    described: Described,
    tree: &mut Tree,
    meter: &Meter<'_>,
    content: &mut Content<'_>,
) -> Result<(), ArchiveError> {
    if described.is_file() {
        let file = tree.file(&described.name, meter)?;
        let length = content.fill(file, &described.name, described.meta, &mut entry)?;
        return whole(&described.shown, described.size, length, meter);
    }
    // Content that nobody wants is still passed over, and costs.
    meter
        .bytes(described.size)
        .map_err(|problem| meter.refuse(&described.shown, problem))?;
    unpack_other(described, tree, meter)
}

fn describe<R: Read>(
    entry: &Entry<'_, R>,
    extended: Extended,
    meter: &Meter<'_>,
) -> Result<Described, ArchiveError> {
    let header = entry.header();
    let raw = extended
        .path
        .unwrap_or_else(|| header.path_bytes().into_owned());
    let shown = shown(&raw);
    let refuse = |problem| meter.refuse(&shown, problem);
    let size = entry.size();
    let unsupported = match extended.size {
        // Two lengths for one entry make two readers see two archives.
        Some(stated) if stated != size => Some("a size beside the one in its header".into()),
        _ => extended.unsupported,
    };
    if let Some(what) = unsupported {
        return Err(refuse(Problem::Unsupported(what)));
    }
    let name = Name::tar(&raw, meter.limits).map_err(refuse)?;
    let stored_time = || i64::try_from(header.mtime().ok()?).ok();
    let meta = Meta {
        mode: header.mode().map_err(|e| meter.damaged(e))?,
        mtime: extended.mtime.or_else(stored_time).unwrap_or(0),
    };
    let stored_link = || header.link_name_bytes().map(|link| link.into_owned());
    let kind = match header.entry_type() {
        // Old archives know a directory by the slash only.
        EntryType::Regular | EntryType::Continuous if raw.ends_with(b"/") => EntryType::Directory,
        kind => kind,
    };
    Ok(Described {
        name,
        kind,
        meta,
        target: extended.link.or_else(stored_link).unwrap_or_default(),
        size,
        shown,
    })
}

/// Everything but a regular file.
fn unpack_other(entry: Described, tree: &mut Tree, meter: &Meter<'_>) -> Result<(), ArchiveError> {
    let refuse = |problem| meter.refuse(&entry.shown, problem);
    match entry.kind {
        EntryType::Directory => tree.directory(entry.name, entry.meta, meter),
        EntryType::Symlink => tree.link(entry.name, &entry.target, meter),
        EntryType::Link => {
            let target = Name::tar(&entry.target, meter.limits)
                .map_err(|_| refuse(Problem::Escapes(shown(&entry.target))))?;
            tree.hard_link(&entry.name, &target, meter)
        }
        EntryType::Char | EntryType::Block => Err(refuse(Problem::Special("device"))),
        EntryType::Fifo => Err(refuse(Problem::Special("named pipe"))),
        EntryType::GNUSparse => {
            let what = "holes (a sparse file)".to_string();
            Err(refuse(Problem::Unsupported(what)))
        }
        other => {
            let what = format!("entry type `{}`", other.as_byte().escape_ascii());
            Err(refuse(Problem::Unsupported(what)))
        }
    }
}

/// An entry that ends early is an archive that was cut off.
pub(super) fn whole(
    entry: &str,
    expected: u64,
    found: u64,
    meter: &Meter<'_>,
) -> Result<(), ArchiveError> {
    if expected == found {
        return Ok(());
    }
    let detail = format!("{found} of {expected} bytes are there");
    Err(meter.refuse(entry, Problem::Damaged(detail)))
}

fn until_nul(mut bytes: Vec<u8>) -> Vec<u8> {
    if let Some(end) = bytes.iter().position(|b| *b == 0) {
        bytes.truncate(end);
    }
    bytes
}
