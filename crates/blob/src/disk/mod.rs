//! Objects as files: written aside, synced, then renamed, so that a name always means whole bytes.
//!
//! ```text
//! <root>/draft/…            being written; emptied at start
//! <root>/held/…             deleted while a backup may still need them; emptied at start
//! <root>/ab/abcd…           finished, immutable
//! ```
//!
//! Names are chosen by the caller and never used twice. What an object *is* (bucket, key, headers)
//! is the caller's business.

mod digest;
mod draft;
mod hold;
mod reader;
#[cfg(test)]
mod tests;

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::io::AsyncSeekExt;
use tokio::task::spawn_blocking;

pub use digest::Digest;
pub use draft::{Draft, Written};
pub use hold::Hold;
pub use reader::{Damage, Reader, Segment};

/// Directory of unfinished files.
const DRAFTS: &str = "draft";

/// A directory of immutable objects.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
    /// Holds that are alive.
    holds: Arc<hold::Holds>,
}

impl Disk {
    /// Opens or makes the directory and removes what a crash left unfinished.
    ///
    /// # Errors
    /// Whatever the file system says; the message names the path.
    pub fn open(root: impl Into<PathBuf>) -> io::Result<Disk> {
        let root = root.into();
        let name = |e: io::Error| io::Error::new(e.kind(), format!("{}: {e}", root.display()));
        for emptied in [DRAFTS, hold::HELD] {
            let emptied = root.join(emptied);
            match std::fs::remove_dir_all(&emptied) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(name(e)),
                _ => {}
            }
            std::fs::create_dir_all(&emptied).map_err(name)?;
        }
        for shelf in 0..=u8::MAX {
            std::fs::create_dir_all(root.join(format!("{shelf:02x}"))).map_err(name)?;
        }
        sync_directory(&root)
            .and_then(|()| sync_parent(&root))
            .map_err(name)?;
        Ok(Disk {
            root,
            holds: Arc::default(),
        })
    }

    /// Starts an object that nobody sees before [`Draft::finish`].
    pub async fn draft(&self, name: &str) -> io::Result<Draft> {
        let target = self.place(name)?;
        Draft::start(self.root.join(DRAFTS), target).await
    }

    /// The bytes `range` of an object, positioned and limited.
    pub async fn open_range(
        &self,
        name: &str,
        range: Range<u64>,
    ) -> io::Result<tokio::io::Take<tokio::fs::File>> {
        use tokio::io::AsyncReadExt;
        let mut file = tokio::fs::File::open(self.place(name)?).await?;
        if range.start > 0 {
            file.seek(io::SeekFrom::Start(range.start)).await?;
        }
        Ok(file.take(range.end.saturating_sub(range.start)))
    }

    /// Whether the file of an object is there with its size.
    ///
    /// # Errors
    /// One that is caused by [`Damage`] when not.
    fn check(&self, name: &str, size: u64) -> io::Result<()> {
        let found = std::fs::metadata(self.place(name)?);
        whole(name, size, found)
    }

    /// Reads `range` of the concatenation of `segments`.
    pub fn read(&self, segments: Vec<Segment>, range: Range<u64>) -> Reader {
        Reader::new(self.clone(), segments, range)
    }

    /// Gives the bytes of `name` a second name, without copying them.
    pub async fn link(&self, name: &str, second: &str) -> io::Result<()> {
        let (from, to) = (self.place(name)?, self.place(second)?);
        blocking(move || {
            std::fs::hard_link(from, &to)?;
            sync_parent(&to)
        })
        .await
    }

    /// Removes an object. Whoever reads it now reads on; removing an absent one is fine. While there
    /// is a [`Hold`] its bytes are only put out of the way.
    pub async fn delete(&self, name: &str) -> io::Result<()> {
        let removed = match self.is_held() {
            true => self.put_aside(name).await,
            false => tokio::fs::remove_file(self.place(name)?).await,
        };
        match removed {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }

    /// Removes every object that `wanted` does not want; gives their number.
    ///
    /// Only for the start of the server: an object that is finished but not yet referred to would
    /// be removed as well.
    pub async fn retain(&self, wanted: impl Fn(&str) -> bool + Send + 'static) -> io::Result<u64> {
        let root = self.root.clone();
        blocking(move || {
            let mut removed = 0;
            for shelf in 0..=u8::MAX {
                for entry in std::fs::read_dir(root.join(format!("{shelf:02x}")))? {
                    let entry = entry?;
                    let name = entry.file_name();
                    // A file with a foreign name is not ours to remove.
                    if let Some(name) = name.to_str().filter(|name| is_name(name))
                        && !wanted(name)
                    {
                        std::fs::remove_file(entry.path())?;
                        removed += 1;
                    }
                }
            }
            Ok(removed)
        })
        .await
    }

    fn place(&self, name: &str) -> io::Result<PathBuf> {
        if !is_name(name) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "an object's name is 32 hexadecimal digits",
            ));
        }
        Ok(self.root.join(&name[..2]).join(name))
    }
}

fn is_name(name: &str) -> bool {
    name.len() == 32
        && name
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// What the system says about a file as an answer to whether it is there with its size.
fn whole(name: &str, size: u64, found: io::Result<std::fs::Metadata>) -> io::Result<()> {
    let damage = |detail: String| Damage {
        blob: name.into(),
        detail,
    };
    match found {
        Ok(file) if file.len() == size => Ok(()),
        Ok(file) => Err(damage(format!("has {} bytes instead of {size}", file.len())).into()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Err(damage("is missing".into()).into()),
        Err(e) => Err(e),
    }
}

/// Makes renames inside `directory` survive loss of power.
fn sync_directory(directory: &Path) -> io::Result<()> {
    std::fs::File::open(directory)?.sync_all()
}

fn sync_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), sync_directory)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}
