//! The content of regular files, on its way from an archive into the files that were made for it.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::path::Path;

use super::ArchiveError;
use super::Problem;
use super::limits::Meter;
use super::name::Name;
use super::tree::{Meta, apply};

/// Bytes of one write.
const BUFFER: usize = 64 * 1024;

/// Fills files one after the other.
pub(super) struct Content<'m> {
    meter: &'m Meter<'m>,
    /// The directory that is filled, for errors.
    dest: &'m Path,
    buffer: Vec<u8>,
    written: u64,
}

impl<'m> Content<'m> {
    pub(super) fn new(dest: &'m Path, meter: &'m Meter<'m>) -> Content<'m> {
        Content {
            meter,
            dest,
            buffer: vec![0; BUFFER],
            written: 0,
        }
    }

    /// Bytes written into all files.
    pub(super) fn written(&self) -> u64 {
        self.written
    }

    /// Writes the content of the entry `name` and gives its length, then sets mode and time.
    pub(super) fn fill(
        &mut self,
        mut file: File,
        name: &Name,
        meta: Meta,
        content: &mut dyn Read,
    ) -> Result<u64, ArchiveError> {
        let mut length = 0;
        loop {
            let count = self.read(name, length, content)?;
            length += count as u64;
            let io = |e| ArchiveError::io(self.dest.join(name.to_string()), e);
            file.write_all(&self.buffer[..count]).map_err(io)?;
            if count < self.buffer.len() {
                break;
            }
        }
        apply(file.as_fd(), meta.mode, meta)
            .map_err(|e| ArchiveError::io(self.dest.join(name.to_string()), e))?;
        self.written += length;
        Ok(length)
    }

    /// Fills the buffer, unless the content ends before; every byte is counted before it can be
    /// written. `before` bytes of the file have been read already.
    fn read(
        &mut self,
        name: &Name,
        before: u64,
        content: &mut dyn Read,
    ) -> Result<usize, ArchiveError> {
        let refuse = |problem| self.meter.refuse(&name.to_string(), problem);
        let mut filled = 0;
        while filled < self.buffer.len() {
            let count = match content.read(&mut self.buffer[filled..]) {
                Ok(0) => break,
                Ok(count) => count,
                Err(e) => return Err(refuse(Problem::Damaged(e.to_string()))),
            };
            filled += count;
            let length = before + filled as u64;
            self.meter.content(length, count as u64).map_err(refuse)?;
        }
        Ok(filled)
    }
}
