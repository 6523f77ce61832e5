//! Reading an object that lies in several files (the parts of a multipart upload) as one.

use std::io;
use std::ops::Range;

use bytes::{Bytes, BytesMut};
use futures::Stream;
use serde::{Deserialize, Serialize};
use tokio::io::AsyncReadExt;

use super::Disk;

/// Bytes per read: what a download holds in memory.
const CHUNK: usize = 256 * 1024;

/// One file of an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// The object's name on disk.
    pub blob: String,
    /// Its bytes.
    pub size: u64,
}

/// A range of the concatenated segments. Files are opened one after the other.
pub struct Reader {
    disk: Disk,
    /// Still to read: name and range inside the file, last one first.
    ahead: Vec<(String, Range<u64>)>,
    file: Option<tokio::io::Take<tokio::fs::File>>,
}

impl Reader {
    pub(super) fn new(disk: Disk, segments: Vec<Segment>, range: Range<u64>) -> Reader {
        let mut ahead = Vec::new();
        let mut start = 0;
        for Segment { blob, size } in segments {
            let end = start + size;
            let (from, to) = (range.start.max(start), range.end.min(end));
            if from < to {
                ahead.push((blob, from - start..to - start));
            }
            start = end;
        }
        ahead.reverse();
        Reader {
            disk,
            ahead,
            file: None,
        }
    }

    /// Opens the first file, so that a missing one is noticed before an answer begins.
    pub async fn begin(&mut self) -> io::Result<()> {
        if self.file.is_none()
            && let Some((name, range)) = self.ahead.pop()
        {
            self.file = Some(self.disk.open_range(&name, range).await?);
        }
        Ok(())
    }

    /// The next bytes, or `None` at the end.
    pub async fn chunk(&mut self) -> io::Result<Option<Bytes>> {
        loop {
            self.begin().await?;
            let Some(file) = &mut self.file else {
                return Ok(None);
            };
            let left = usize::try_from(file.limit()).unwrap_or(CHUNK).min(CHUNK);
            let mut buffer = BytesMut::with_capacity(left);
            if left > 0 && file.read_buf(&mut buffer).await? == 0 {
                return Err(io::Error::new(
                    io::ErrorKind::UnexpectedEof,
                    "an object's file is shorter than it was when written",
                ));
            }
            if file.limit() == 0 {
                self.file = None;
            }
            if !buffer.is_empty() {
                return Ok(Some(buffer.freeze()));
            }
        }
    }

    /// The bytes as a stream.
    pub fn into_stream(self) -> impl Stream<Item = io::Result<Bytes>> + Send + Sync + 'static {
        futures::stream::try_unfold(self, |mut reader| async move {
            Ok(reader.chunk().await?.map(|bytes| (bytes, reader)))
        })
    }
}
