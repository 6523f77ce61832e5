//! Reading an object that lies in several files (the parts of a multipart upload) as one.

use std::io;
use std::ops::Range;

use bytes::{Bytes, BytesMut};
use futures::Stream;
use serde::{Deserialize, Serialize};
use tokio::io::AsyncReadExt;

use super::digest::{Digest, Sum};
use super::{Disk, blocking};

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

/// An object whose bytes are not what was written: told as the cause of an [`io::Error`] of the kind
/// [`io::ErrorKind::InvalidData`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the file `{blob}` {detail}")]
pub struct Damage {
    /// Its name on disk.
    pub blob: String,
    /// What is wrong with it.
    pub detail: String,
}

impl From<Damage> for io::Error {
    fn from(damage: Damage) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, damage)
    }
}

/// A range of the concatenated segments. Files are opened one after the other.
pub struct Reader {
    disk: Disk,
    /// Still to read: file and range inside it, last one first.
    ahead: Vec<(Segment, Range<u64>)>,
    file: Option<tokio::io::Take<tokio::fs::File>>,
    /// The name of `file`.
    blob: String,
    looked: bool,
    sum: Option<Sum>,
}

impl Reader {
    pub(super) fn new(disk: Disk, segments: Vec<Segment>, range: Range<u64>) -> Reader {
        let mut ahead = Vec::new();
        let mut start = 0;
        for segment in segments {
            let end = start + segment.size;
            let (from, to) = (range.start.max(start), range.end.min(end));
            if from < to {
                ahead.push((segment, from - start..to - start));
            }
            start = end;
        }
        ahead.reverse();
        Reader {
            disk,
            ahead,
            file: None,
            blob: String::new(),
            looked: false,
            sum: None,
        }
    }

    /// Compares what is read with `digest`, which is that of all segments from end to end: when it
    /// differs, reading fails before the last bytes are given away.
    #[must_use]
    pub fn expecting(mut self, digest: Option<Digest>) -> Reader {
        self.sum = digest.map(Sum::new);
        self
    }

    /// Opens the first file and looks at the others, so that a missing or shortened one is noticed
    /// before an answer begins.
    pub async fn begin(&mut self) -> io::Result<()> {
        if !self.looked {
            self.look().await?;
            self.looked = true;
        }
        if self.file.is_none()
            && let Some((segment, range)) = self.ahead.pop()
        {
            self.file = Some(self.disk.open_range(&segment.blob, range).await?);
            self.blob = segment.blob;
        }
        Ok(())
    }

    async fn look(&self) -> io::Result<()> {
        let (disk, segments) = (self.disk.clone(), self.ahead.clone());
        blocking(move || {
            for (Segment { blob, size }, _) in segments {
                disk.check(&blob, size)?;
            }
            Ok(())
        })
        .await
    }

    /// The next bytes, or `None` at the end.
    pub async fn chunk(&mut self) -> io::Result<Option<Bytes>> {
        let bytes = self.read().await?;
        if let (Some(bytes), Some(sum)) = (&bytes, &mut self.sum) {
            sum.update(bytes);
            if self.file.is_none() {
                sum.end_of_segment();
                if self.ahead.is_empty() && !sum.agrees() {
                    let detail = "does not hold the bytes that were written".into();
                    let blob = std::mem::take(&mut self.blob);
                    return Err(Damage { blob, detail }.into());
                }
            }
        }
        Ok(bytes)
    }

    async fn read(&mut self) -> io::Result<Option<Bytes>> {
        loop {
            self.begin().await?;
            let Some(file) = &mut self.file else {
                return Ok(None);
            };
            let left = usize::try_from(file.limit()).unwrap_or(CHUNK).min(CHUNK);
            let mut buffer = BytesMut::with_capacity(left);
            if left > 0 && file.read_buf(&mut buffer).await? == 0 {
                let detail = "became shorter while it was read".into();
                let blob = std::mem::take(&mut self.blob);
                return Err(Damage { blob, detail }.into());
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
