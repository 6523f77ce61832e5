//! Turns a backup into a data directory, or into nothing.
//!
//! Until all is verified and on the disk, the directory holds a mark with which no server starts.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::json;
use tokio::task::spawn_blocking;
use towline_core::Event;
use towline_store::{
    DATABASE_FILE, DirectoryLock, Snapshot, Store, StoreError, StoredEvent, put_event,
};

use super::format::Manifest;
use super::read::{self, ReadError, Sink};
use crate::clock::Clock;
use crate::datadir::{self, DataError, Finding, KEYS, RESTORED, UNFINISHED};
use crate::events::place;

/// Why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The backup.
    #[error(transparent)]
    Backup(#[from] ReadError),
    /// The database or a key in it.
    #[error(transparent)]
    Contents(#[from] DataError),
    /// The database in it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is in it does not fit together.
    #[error("it is not whole: {0}")]
    Finding(Finding),
    /// There is something already.
    #[error(
        "`{path}` is not empty: `{found}` is there; name a directory that is empty or does not \
         exist, or move this one away"
    )]
    NotEmpty {
        /// The directory.
        path: String,
        /// One of the things in it.
        found: String,
    },
    /// The directory cannot be used.
    #[error("`{path}`: {source}")]
    Directory {
        /// The directory.
        path: String,
        /// Why.
        source: io::Error,
    },
}

/// Reads a backup to its end and tries its database and keys, which are unpacked into a temporary
/// directory below `scratch` and removed again. Changes nothing else.
pub async fn verify(
    from: impl Read + Send + 'static,
    scratch: &Path,
) -> Result<Manifest, RestoreError> {
    let directory = |source| directory_error(scratch, source);
    let temporary = tempfile::tempdir_in(scratch).map_err(directory)?;
    let data = temporary.path().to_path_buf();
    let manifest = unpack(from, &data, |path| {
        path == DATABASE_FILE || KEYS.contains(&path)
    })
    .await?;
    try_database(&data, &manifest).await?;
    spawn_blocking(move || temporary.close())
        .await
        .unwrap_or_else(|e| Err(io::Error::other(e)))
        .map_err(directory)?;
    Ok(manifest)
}

/// Verifies a backup and makes the data directory `data` of it, which must be empty or absent.
pub async fn restore(
    from: impl Read + Send + 'static,
    data: &Path,
) -> Result<Manifest, RestoreError> {
    let directory = |source| directory_error(data, source);
    let made = prepare(data)?;
    let lock = DirectoryLock::take(data)?;
    mark(data).map_err(directory)?;
    let restored = fill(from, data).await;
    if restored.is_err() {
        // The error is the one to tell; what cannot be removed keeps its mark.
        let _ = empty(data);
        drop(lock);
        if made {
            let _ = fs::remove_file(data.join(DirectoryLock::FILE));
            let _ = fs::remove_dir(data);
        }
    }
    restored
}

async fn fill(from: impl Read + Send + 'static, data: &Path) -> Result<Manifest, RestoreError> {
    let manifest = unpack(from, data, |_| true).await?;
    try_database(data, &manifest).await?;
    if let Some(finding) = datadir::lost_object(data).await? {
        return Err(RestoreError::Finding(finding));
    }
    let first = begin_again(data, &manifest).await?;
    let (path, place) = (data.join(DATABASE_FILE), data.to_path_buf());
    let committed = spawn_blocking(move || -> Result<(), RestoreError> {
        put_event(&path, first.seq, &first.event)?;
        commit(&place).map_err(|source| directory_error(&place, source))
    });
    let stopped = |e| directory_error(data, io::Error::other(e));
    committed.await.map_err(stopped)??;
    Ok(manifest)
}

/// The first event of the server to come: its number is beyond those that the one that is replaced
/// may have given since the backup.
async fn begin_again(data: &Path, manifest: &Manifest) -> Result<StoredEvent, StoreError> {
    let database = Snapshot::open(&data.join(DATABASE_FILE))?;
    let last = database.last_event().await?;
    let newest = database.events(last.saturating_sub(1), 1).await?;
    let now = Clock::system(None).real();
    let header = &manifest.header;
    Ok(StoredEvent {
        seq: place::after_restore(last, now),
        event: Arc::new(Event {
            // The times of events do not go back.
            at: newest
                .first()
                .map_or(now, |stored| stored.event.at.max(now)),
            kind: place::RESTORED.into(),
            subject: header.created.clone(),
            detail: json!({"lastEvent": last, "created": header.created,
                "towline": header.towline}),
        }),
    })
}

async fn unpack(
    from: impl Read + Send + 'static,
    into: &Path,
    wanted: fn(&str) -> bool,
) -> Result<Manifest, RestoreError> {
    let mut tree = Tree {
        root: into.to_path_buf(),
        last: PathBuf::new(),
        wanted,
    };
    let spool = tempfile::tempfile_in(into).map_err(|source| directory_error(into, source))?;
    let read = spawn_blocking(move || read::read(from, spool, &mut tree)).await;
    let read = read.unwrap_or_else(|e| Err(ReadError::Io(io::Error::other(e))));
    Ok(read?)
}

/// The database is whole and not of the future, and its keys are the right ones.
async fn try_database(data: &Path, manifest: &Manifest) -> Result<(), RestoreError> {
    let database = Snapshot::open(&data.join(DATABASE_FILE))?;
    database.check().await?;
    datadir::sealer(data, &database).await?;
    let mut objects = 0;
    crate::s3::stored_files(&database, |_| objects += 1).await?;
    if objects != manifest.objects {
        let (said, found) = (objects, manifest.objects);
        return Err(RestoreError::Finding(Finding::Count { said, found }));
    }
    Ok(())
}

/// Files below a directory that nobody else writes to.
struct Tree {
    root: PathBuf,
    /// The directory that was made sure of last.
    last: PathBuf,
    /// Other files are read and forgotten.
    wanted: fn(&str) -> bool,
}

impl Sink for Tree {
    fn directory(&mut self, path: &str) -> io::Result<()> {
        match (self.wanted)(path) {
            true => self.make(self.root.join(path)),
            false => Ok(()),
        }
    }

    fn file(&mut self, path: &str) -> io::Result<Box<dyn Write>> {
        if !(self.wanted)(path) {
            return Ok(Box::new(io::sink()));
        }
        let target = self.root.join(path);
        if let Some(parent) = target.parent()
            && parent != self.last
        {
            self.make(parent.to_path_buf())?;
        }
        let mut options = fs::OpenOptions::new();
        let file = options.write(true).create_new(true).mode(0o600);
        Ok(Box::new(file.open(target)?))
    }
}

impl Tree {
    fn make(&mut self, directory: PathBuf) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true).mode(0o700).create(&directory)?;
        self.last = directory;
        Ok(())
    }
}

/// Makes the directory or finds it empty; true when it was made.
fn prepare(data: &Path) -> Result<bool, RestoreError> {
    let directory = |source| directory_error(data, source);
    let entries = match fs::read_dir(data) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            let mut builder = fs::DirBuilder::new();
            let made = builder.recursive(true).mode(0o700).create(data);
            return made.map(|()| true).map_err(directory);
        }
        entries => entries.map_err(directory)?,
    };
    if data.join(DirectoryLock::FILE).exists() {
        // A server that runs on it is named before anything else is said.
        DirectoryLock::take(data)?;
    }
    if data.join(UNFINISHED).exists() {
        let path = data.display().to_string();
        return Err(DataError::Unfinished { path }.into());
    }
    for entry in entries {
        let name = entry.map_err(directory)?.file_name();
        if name != DirectoryLock::FILE {
            return Err(RestoreError::NotEmpty {
                path: data.display().to_string(),
                found: name.to_string_lossy().into_owned(),
            });
        }
    }
    Ok(false)
}

fn mark(data: &Path) -> io::Result<()> {
    let mut mark = File::create_new(data.join(UNFINISHED))?;
    mark.write_all(b"This directory was made of a backup.\n")?;
    mark.sync_all()?;
    File::open(data)?.sync_all()
}

/// Everything on the disk, then the mark changed.
fn commit(data: &Path) -> io::Result<()> {
    let directory = File::open(data)?;
    rustix::fs::syncfs(&directory)?;
    fs::rename(data.join(UNFINISHED), data.join(RESTORED))?;
    directory.sync_all()
}

/// Removes everything but the lock, the mark last.
fn empty(data: &Path) -> io::Result<()> {
    for entry in fs::read_dir(data)? {
        let entry = entry?;
        let name = entry.file_name();
        if name == DirectoryLock::FILE || name == UNFINISHED {
            continue;
        }
        match entry.file_type()?.is_dir() {
            true => fs::remove_dir_all(entry.path())?,
            false => fs::remove_file(entry.path())?,
        }
    }
    fs::remove_file(data.join(UNFINISHED))
}

fn directory_error(path: &Path, source: io::Error) -> RestoreError {
    RestoreError::Directory {
        path: path.display().to_string(),
        source,
    }
}
