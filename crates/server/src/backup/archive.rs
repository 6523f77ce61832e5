//! Writes the archive: headers, bytes and digests, passed on piece by piece as they are read.

use bytes::{Bytes, BytesMut};
use md5::{Digest, Md5};
use sha2::Sha256;
use tar::{EntryType, Header as TarHeader};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, BufWriter};
use tokio::sync::mpsc;

use super::format::{self, Line};
use super::take::BackupError;

/// Bytes of a piece: what is in memory is a few of them.
const PIECE: usize = 256 * 1024;

/// Everything in a tar archive is filled up to this.
const BLOCK: u64 = 512;

/// What goes to the reader.
#[derive(Debug)]
pub(super) enum Piece {
    /// Bytes of the archive.
    Bytes(Bytes),
    /// There are no more; an archive that ends without it was cut off.
    End,
}

/// An archive under way.
pub(super) struct Archive {
    out: mpsc::Sender<Piece>,
    /// The lines of the list so far, on disk: there may be millions.
    list: BufWriter<tokio::fs::File>,
    list_sum: Sha256,
    list_size: u64,
    pub(super) files: u64,
    pub(super) bytes: u64,
}

impl Archive {
    /// An empty archive; `list` is an empty file, open for reading and writing.
    pub(super) fn new(out: mpsc::Sender<Piece>, list: tokio::fs::File) -> Archive {
        Archive {
            out,
            list: BufWriter::new(list),
            list_sum: Sha256::new(),
            list_size: 0,
            files: 0,
            bytes: 0,
        }
    }

    /// Adds a directory.
    pub(super) async fn directory(&mut self, path: &str) -> Result<(), BackupError> {
        self.head(path, EntryType::Directory, 0).await
    }

    /// Adds exactly `size` bytes of `content` as a file; gives their MD5.
    pub(super) async fn file(
        &mut self,
        path: &str,
        size: u64,
        content: impl AsyncRead + Unpin,
    ) -> Result<[u8; 16], BackupError> {
        self.head(path, EntryType::Regular, size).await?;
        let (mut sha256, mut md5) = (Sha256::new(), Md5::new());
        let mut content = content.take(size);
        loop {
            let left = usize::try_from(content.limit()).unwrap_or(PIECE);
            let mut piece = BytesMut::with_capacity(left.min(PIECE));
            if left == 0 || content.read_buf(&mut piece).await? == 0 {
                break;
            }
            sha256.update(&piece);
            md5.update(&piece);
            self.send(piece.freeze()).await?;
        }
        if content.limit() > 0 {
            let left = content.limit();
            return Err(BackupError::Shrunk {
                path: path.into(),
                left,
            });
        }
        self.fill(size).await?;
        self.list(Line {
            path: path.into(),
            size,
            sha256: hex::encode(sha256.finalize()),
        })
        .await?;
        Ok(md5.finalize().into())
    }

    async fn list(&mut self, line: Line) -> Result<(), BackupError> {
        let mut text = serde_json::to_vec(&line).map_err(std::io::Error::from)?;
        text.push(b'\n');
        self.list_sum.update(&text);
        self.list_size += text.len() as u64;
        self.list.write_all(&text).await?;
        self.files += 1;
        self.bytes += line.size;
        Ok(())
    }

    /// Adds a file that is not on the list.
    pub(super) async fn apart(&mut self, path: &str, content: Vec<u8>) -> Result<(), BackupError> {
        let size = content.len() as u64;
        self.head(path, EntryType::Regular, size).await?;
        self.send(content.into()).await?;
        self.fill(size).await
    }

    /// Adds the list; gives its SHA-256.
    pub(super) async fn close_list(&mut self) -> Result<String, BackupError> {
        use tokio::io::AsyncSeekExt;
        self.list.flush().await?;
        self.list.rewind().await?;
        self.head(format::LIST, EntryType::Regular, self.list_size)
            .await?;
        loop {
            let mut piece = BytesMut::with_capacity(PIECE);
            if self.list.get_mut().read_buf(&mut piece).await? == 0 {
                break;
            }
            self.send(piece.freeze()).await?;
        }
        self.fill(self.list_size).await?;
        Ok(hex::encode(self.list_sum.finalize_reset()))
    }

    /// The end of the archive.
    pub(super) async fn end(self) -> Result<(), BackupError> {
        self.send(Bytes::from_static(&[0; 2 * BLOCK as usize]))
            .await?;
        self.out
            .send(Piece::End)
            .await
            .map_err(|_| BackupError::Gone)
    }

    async fn head(&self, path: &str, kind: EntryType, size: u64) -> Result<(), BackupError> {
        let mut header = TarHeader::new_ustar();
        header.set_path(path)?;
        header.set_entry_type(kind);
        header.set_mode(if kind.is_dir() { 0o700 } else { 0o600 });
        header.set_size(size);
        header.set_mtime(0);
        header.set_cksum();
        self.send(Bytes::copy_from_slice(header.as_bytes())).await
    }

    async fn fill(&self, size: u64) -> Result<(), BackupError> {
        match size % BLOCK {
            0 => Ok(()),
            over => self.send(vec![0; (BLOCK - over) as usize].into()).await,
        }
    }

    async fn send(&self, bytes: Bytes) -> Result<(), BackupError> {
        let sent = self.out.send(Piece::Bytes(bytes)).await;
        sent.map_err(|_| BackupError::Gone)
    }
}
