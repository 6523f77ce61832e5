//! Reads tar archives: old, ustar, GNU and pax. Extension headers are interpreted here, since the
//! decoder would read them into memory whatever their length.

use std::io::Read;

use tar::{Entry, EntryType, PaxExtensions};

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

/// Unpacks all entries of the stream.
pub(super) fn unpack(
    stream: impl Read,
    tree: &mut Tree,
    meter: &mut Meter<'_>,
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
            unpack_entry(entry, std::mem::take(&mut extended), tree, meter)?;
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
        meter: &mut Meter<'_>,
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

fn unpack_entry<R: Read>(
    mut entry: Entry<'_, R>,
    extended: Extended,
    tree: &mut Tree,
    meter: &mut Meter<'_>,
) -> Result<(), ArchiveError> {
    let header = entry.header().clone();
    let raw = extended
        .path
        .unwrap_or_else(|| header.path_bytes().into_owned());
    let entry_name = shown(&raw);
    let refuse = |meter: &Meter<'_>, problem| meter.refuse(&entry_name, problem);
    let size = entry.size();
    let unsupported = match extended.size {
        // Two lengths for one entry make two readers see two archives.
        Some(stated) if stated != size => Some("a size beside the one in its header".into()),
        _ => extended.unsupported,
    };
    if let Some(what) = unsupported {
        return Err(refuse(meter, Problem::Unsupported(what)));
    }
    let name = Name::tar(&raw, meter.limits).map_err(|problem| refuse(meter, problem))?;
    let meta = Meta {
        mode: header.mode().map_err(|e| meter.damaged(e))?,
        mtime: extended.mtime.unwrap_or_else(|| {
            header
                .mtime()
                .ok()
                .and_then(|t| i64::try_from(t).ok())
                .unwrap_or(0)
        }),
    };
    let target = extended
        .link
        .or_else(|| header.link_name_bytes().map(|l| l.into_owned()))
        .unwrap_or_default();
    let kind = header.entry_type();
    let is_file = matches!(kind, EntryType::Regular | EntryType::Continuous);
    if is_file && !raw.ends_with(b"/") {
        let length = tree.file(&name, meta, &mut entry, meter)?;
        return whole(&entry_name, size, length, meter);
    }
    // Content that nobody wants is still passed over, and costs.
    meter
        .bytes(size)
        .map_err(|problem| refuse(meter, problem))?;
    match kind {
        EntryType::Directory | EntryType::Regular | EntryType::Continuous => {
            tree.directory(name, meta, meter)
        }
        EntryType::Symlink => tree.link(name, &target, meter),
        EntryType::Link => {
            let shown_target = shown(&target);
            let target = Name::tar(&target, meter.limits)
                .map_err(|_| refuse(meter, Problem::Escapes(shown_target)))?;
            tree.hard_link(&name, &target, meter)
        }
        EntryType::Char | EntryType::Block => Err(refuse(meter, Problem::Special("device"))),
        EntryType::Fifo => Err(refuse(meter, Problem::Special("named pipe"))),
        EntryType::GNUSparse => {
            let what = "holes (a sparse file)".to_string();
            Err(refuse(meter, Problem::Unsupported(what)))
        }
        other => {
            let what = format!("entry type `{}`", other.as_byte().escape_ascii());
            Err(refuse(meter, Problem::Unsupported(what)))
        }
    }
}

/// An entry that ends early is an archive that was cut off.
fn whole(entry: &str, expected: u64, found: u64, meter: &Meter<'_>) -> Result<(), ArchiveError> {
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
