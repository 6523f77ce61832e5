//! The log of a build: written to a file at once, sent to the server as fast as it takes it.
//!
//! The file is the buffer, so memory stays bounded and output is never held up or lost while the
//! server is away.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

/// Bytes kept of a build's log; the rest is dropped with a word about it.
const LIMIT: u64 = 128 * 1024 * 1024;

/// Bytes sent at a time.
const CHUNK: u64 = 256 * 1024;

/// Lines sent at a time.
const LINES: usize = 5_000;

/// The writing end. Clones write to the same log.
#[derive(Debug, Clone)]
pub(super) struct Spool {
    file: Arc<Mutex<Writer>>,
    length: watch::Sender<u64>,
}

#[derive(Debug)]
struct Writer {
    file: File,
    full: bool,
}

/// The reading end.
#[derive(Debug)]
pub(super) struct Reader {
    path: PathBuf,
    length: watch::Receiver<u64>,
    at: u64,
}

/// A new log in `directory`.
pub(super) fn create(directory: &Path) -> io::Result<(Spool, Reader)> {
    let path = directory.join("log");
    let file = File::create(&path)?;
    let (sender, length) = watch::channel(0);
    let spool = Spool {
        file: Arc::new(Mutex::new(Writer { file, full: false })),
        length: sender,
    };
    Ok((
        spool,
        Reader {
            path,
            length,
            at: 0,
        },
    ))
}

impl Spool {
    /// A line of the runner.
    pub(super) fn service(&self, text: &str) {
        let now = jiff::Timestamp::now().strftime("%Y/%m/%d %H:%M:%S.%6f");
        for line in text.lines() {
            self.output(&format!("[Container] {now} {line}"));
        }
    }

    /// A line of the build.
    pub(super) fn output(&self, line: &str) {
        let mut writer = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if writer.full {
            return;
        }
        let mut text = line.replace(['\n', '\r'], " ");
        let length = *self.length.borrow() + text.len() as u64 + 1;
        if length > LIMIT {
            writer.full = true;
            text = format!("[Container] The log has reached {LIMIT} bytes; the rest is dropped");
        }
        text.push('\n');
        match writer.file.write_all(text.as_bytes()) {
            Ok(()) => {
                let written = text.len() as u64;
                self.length.send_modify(|length| *length += written);
            }
            Err(error) => {
                writer.full = true;
                tracing::error!(%error, "the log of a build cannot be written; the rest is dropped");
            }
        }
    }
}

impl Reader {
    /// The next lines, or `None` when every writer is gone and all was read.
    pub(super) async fn next(&mut self) -> io::Result<Option<Vec<String>>> {
        loop {
            let lines = self.read()?;
            if !lines.is_empty() {
                return Ok(Some(lines));
            }
            if self.length.changed().await.is_err() {
                let rest = self.read()?;
                return Ok((!rest.is_empty()).then_some(rest));
            }
        }
    }

    /// Bytes read so far: the offset of what [`Reader::next`] gives next.
    pub(super) fn offset(&self) -> u64 {
        self.at
    }

    fn read(&mut self) -> io::Result<Vec<String>> {
        if *self.length.borrow_and_update() <= self.at {
            return Ok(Vec::new());
        }
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(self.at))?;
        let mut bytes = Vec::new();
        file.take(CHUNK).read_to_end(&mut bytes)?;
        let mut lines = Vec::new();
        for line in bytes.split_inclusive(|b| *b == b'\n').take(LINES) {
            let Some(line) = line.strip_suffix(b"\n") else {
                break;
            };
            self.at += line.len() as u64 + 1;
            lines.push(String::from_utf8_lossy(line).into_owned());
        }
        Ok(lines)
    }
}
