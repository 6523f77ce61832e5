//! An object while it is written: size and MD5 as the bytes pass, nothing visible before the end.

use std::io;
use std::path::PathBuf;

use md5::{Digest, Md5};
use tempfile::TempPath;
use tokio::io::AsyncWriteExt;

use super::{blocking, sync_parent};

/// An unfinished object. Dropping it leaves nothing behind.
pub struct Draft {
    file: tokio::fs::File,
    path: TempPath,
    target: PathBuf,
    size: u64,
    md5: Md5,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Bytes.
    pub size: u64,
    /// MD5, the base of an S3 entity tag.
    pub md5: [u8; 16],
}

impl Draft {
    pub(super) async fn start(directory: PathBuf, target: PathBuf) -> io::Result<Draft> {
        let (file, path) =
            blocking(move || tempfile::NamedTempFile::new_in(directory).map(|f| f.into_parts()))
                .await?;
        Ok(Draft {
            file: tokio::fs::File::from_std(file),
            path,
            target,
            size: 0,
            md5: Md5::new(),
        })
    }

    /// Bytes written so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends bytes.
    pub async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.md5.update(bytes);
        self.size += bytes.len() as u64;
        self.file.write_all(bytes).await
    }

    /// Size and MD5 so far: lets the caller compare before anything becomes visible.
    pub fn written(&self) -> Written {
        Written {
            size: self.size,
            md5: self.md5.clone().finalize().into(),
        }
    }

    /// Makes the object durable and visible under its name.
    pub async fn finish(mut self) -> io::Result<Written> {
        let written = self.written();
        self.file.flush().await?;
        self.file.sync_all().await?;
        let (path, target) = (self.path, self.target);
        blocking(move || {
            path.persist_noclobber(&target)?;
            sync_parent(&target)
        })
        .await?;
        Ok(written)
    }
}
