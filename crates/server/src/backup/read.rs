//! Reads a backup from end to end in one pass, believing nothing: names, digests, the end.
//!
//! The digests are at the end, so files are handed on before they are known to be right. Whoever
//! takes them keeps them apart until all has been read.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};
use std::rc::Rc;

use sha2::{Digest, Sha256};
use tar::{Entry, EntryType};

use super::format::{self, FORMAT, HEADER, Header, LIST, Line, MANIFEST, Manifest, SMALL};

/// Bytes copied at once.
const PIECE: usize = 256 * 1024;

/// Longest line of the list.
const LONGEST: u64 = 4096;

/// Why a file is not a backup that can be used.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Something else.
    #[error("it is not a Towline backup ({0})")]
    Foreign(String),
    /// Made by a program of the future.
    #[error(
        "its format is {theirs}, this program knows up to {FORMAT}; use Towline {towline} or newer"
    )]
    Newer {
        /// The format.
        theirs: u32,
        /// Who made it.
        towline: String,
    },
    /// The end is missing.
    #[error("it was cut off: its manifest is missing; take the backup again or copy it again")]
    CutOff,
    /// A file holds other bytes than were written.
    #[error("`{0}` in it is damaged; use another copy or an older backup")]
    Damaged(String),
    /// A name or kind of file that no backup has.
    #[error("it holds `{path}`, which {why}: it was not made by Towline, or was changed")]
    Hostile {
        /// The name.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The backup cannot be read.
    #[error("it cannot be read: {0}")]
    Io(io::Error),
    /// What is in it cannot be written.
    #[error("`{path}` cannot be written: {source}")]
    Write {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
}

/// Where the files of a backup go.
pub(super) trait Sink {
    /// A directory that may be empty.
    fn directory(&mut self, path: &str) -> io::Result<()>;
    /// A new file; a second one with the same path is an error.
    fn file(&mut self, path: &str) -> io::Result<Box<dyn Write>>;
}

/// Reads everything into `sink`. `spool` is an empty temporary file.
pub(super) fn read(
    from: impl Read,
    spool: File,
    sink: &mut impl Sink,
) -> Result<Manifest, ReadError> {
    let ended = Rc::new(Cell::new(false));
    let mut archive = tar::Archive::new(Watched(from, Rc::clone(&ended)));
    let entries = archive.entries().map_err(ReadError::Io)?;
    let mut reading = Reading {
        spool: BufWriter::new(spool),
        files: 0,
        bytes: 0,
        objects: 0,
        list: None,
    };
    let mut header = None;
    for entry in entries.raw(true) {
        let mut entry = entry.map_err(|e| match ended.get() && header.is_some() {
            true => ReadError::CutOff,
            false => broken(e, header.is_some()),
        })?;
        let path = name(&entry)?;
        let Some(header) = &header else {
            header = Some(check_header(&path, &mut entry)?);
            continue;
        };
        match path.as_str() {
            LIST => reading.compare(&mut entry)?,
            MANIFEST => {
                let manifest: Manifest = small(&mut entry)?;
                return reading.finish(header, manifest);
            }
            _ => reading.take(&path, &mut entry, sink)?,
        }
    }
    match header {
        Some(_) => Err(ReadError::CutOff),
        None => Err(ReadError::Foreign("it is empty".into())),
    }
}

/// A reader that tells whether its end was reached: the decoder's errors do not say it.
struct Watched<R>(R, Rc<Cell<bool>>);

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(into)?;
        self.1.set(read == 0 && !into.is_empty());
        Ok(read)
    }
}

fn name(entry: &Entry<'_, impl Read>) -> Result<String, ReadError> {
    let bytes = entry.path_bytes();
    let path = String::from_utf8_lossy(&bytes);
    // Directories may be written with a slash at the end.
    Ok(path.strip_suffix('/').unwrap_or(&path).to_string())
}

/// What the end of the file in the wrong place means.
fn broken(error: io::Error, known: bool) -> ReadError {
    match error.kind() {
        _ if !known => ReadError::Foreign(error.to_string()),
        io::ErrorKind::UnexpectedEof => ReadError::CutOff,
        // The decoder gives its own errors this kind: a header that is none, a block of zeros.
        io::ErrorKind::Other => ReadError::Damaged(format!("the archive itself ({error})")),
        _ => ReadError::Io(error),
    }
}

fn check_header(path: &str, entry: &mut Entry<'_, impl Read>) -> Result<Header, ReadError> {
    if path != HEADER {
        let shown: String = path.chars().take(100).collect();
        return Err(ReadError::Foreign(format!(
            "its first file is `{}`, not `{HEADER}`",
            shown.escape_debug()
        )));
    }
    let header: Header = small(entry)?;
    match header.format > FORMAT {
        true => Err(ReadError::Newer {
            theirs: header.format,
            towline: header.towline,
        }),
        false => Ok(header),
    }
}

fn small<T: serde::de::DeserializeOwned>(entry: &mut Entry<'_, impl Read>) -> Result<T, ReadError> {
    let path = name(entry)?;
    let size = entry.size();
    let mut text = Vec::new();
    let read = entry.take(SMALL).read_to_end(&mut text);
    read.map_err(|e| broken(e, true))?;
    if text.len() as u64 != size {
        return Err(ReadError::CutOff);
    }
    serde_json::from_slice(&text).map_err(|_| ReadError::Damaged(path))
}

/// What was read so far.
struct Reading {
    /// The list as it must be.
    spool: BufWriter<File>,
    files: u64,
    bytes: u64,
    objects: u64,
    /// SHA-256 of the list, when it was there.
    list: Option<String>,
}

impl Reading {
    fn take(
        &mut self,
        path: &str,
        entry: &mut Entry<'_, impl Read>,
        sink: &mut impl Sink,
    ) -> Result<(), ReadError> {
        let hostile = |why| ReadError::Hostile {
            path: path.chars().take(200).collect(),
            why,
        };
        if !format::is_allowed(path) {
            return Err(hostile("is no file of a data directory"));
        }
        if self.list.is_some() {
            return Err(hostile("comes after the list of files"));
        }
        let write = |source| ReadError::Write {
            path: path.into(),
            source,
        };
        match entry.header().entry_type() {
            EntryType::Directory => return sink.directory(path).map_err(write),
            EntryType::Regular => {}
            _ => return Err(hostile("is neither a file nor a directory")),
        }
        let mut file = sink.file(path).map_err(write)?;
        let size = entry.size();
        let mut sha256 = Sha256::new();
        let mut piece = vec![0; PIECE];
        let mut left = size;
        while left > 0 {
            let read = entry.read(&mut piece).map_err(|e| broken(e, true))?;
            if read == 0 {
                return Err(ReadError::CutOff);
            }
            sha256.update(&piece[..read]);
            file.write_all(&piece[..read]).map_err(write)?;
            left -= read as u64;
        }
        file.flush().map_err(write)?;
        self.files += 1;
        self.bytes += size;
        self.objects += u64::from(path.starts_with("blob/"));
        let line = Line {
            path: path.into(),
            size,
            sha256: hex::encode(sha256.finalize()),
        };
        self.note(&line).map_err(ReadError::Io)
    }

    fn note(&mut self, line: &Line) -> io::Result<()> {
        serde_json::to_writer(&mut self.spool, line)?;
        self.spool.write_all(b"\n")
    }

    /// Compares the list in the backup with what was found.
    fn compare(&mut self, entry: &mut Entry<'_, impl Read>) -> Result<(), ReadError> {
        let own = |e| ReadError::Io(e);
        self.spool.flush().map_err(own)?;
        self.spool.rewind().map_err(own)?;
        let mut found = BufReader::new(self.spool.get_mut()).lines();
        let mut listed = BufReader::new(entry);
        let mut sha256 = Sha256::new();
        loop {
            let mut line = String::new();
            let read = (&mut listed).take(LONGEST).read_line(&mut line);
            read.map_err(|e| broken(e, true))?;
            sha256.update(&line);
            let found = found.next().transpose().map_err(own)?;
            let text = line.strip_suffix('\n');
            match (found, text) {
                (None, None) if line.is_empty() => break,
                (Some(found), Some(listed)) if found == listed => {}
                (found, _) => return Err(ReadError::Damaged(differing(found, &line))),
            }
        }
        self.list = Some(hex::encode(sha256.finalize()));
        Ok(())
    }

    /// The manifest says what must have been there.
    fn finish(self, header: &Header, manifest: Manifest) -> Result<Manifest, ReadError> {
        let found = (self.files, self.bytes, self.objects, self.list);
        let said = (
            manifest.files,
            manifest.bytes,
            manifest.objects,
            Some(manifest.list.clone()),
        );
        if found != said || *header != manifest.header {
            return Err(ReadError::Damaged(MANIFEST.into()));
        }
        Ok(manifest)
    }
}

/// The file in which list and content differ.
fn differing(found: Option<String>, listed: &str) -> String {
    let path = |text: &str| {
        serde_json::from_str::<Line>(text)
            .ok()
            .map(|line| line.path)
    };
    let found = found.as_deref().and_then(path);
    found
        .or_else(|| path(listed))
        .unwrap_or_else(|| LIST.into())
}
