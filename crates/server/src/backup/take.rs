//! Takes a backup of a server at work.
//!
//! ```text
//! hold deletions of objects ─► copy the database ─► look at every object it speaks of ─► stream
//! ```
//!
//! The copy is one moment. An object is never changed, and what is deleted from the hold on can
//! still be read through it, so all that the copy speaks of stays readable. Git follows the copy:
//! each repository is exported as it is when its turn comes, together with the commits that the
//! pipelines in the copy know, so it may be ahead of the database, which a restored server takes
//! for a push.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::runtime::Handle;
use tokio::sync::{OwnedMutexGuard, mpsc};
use towline_blob::disk::{Hold, Segment};
use towline_store::{DATABASE_FILE, Snapshot, Store, StoreError};

use super::archive::{Archive, Piece};
use super::format::{FORMAT, HEADER, Header, MANIFEST, Manifest};
use crate::datadir::{self, BUILD_LOGS, GIT, KEYS};
use crate::s3::{StoredFile, stored_files};
use crate::{App, codepipeline, git};

/// Directory of temporary files.
const SCRATCH: &str = "backup";

/// Damaged objects that an error names.
const NAMED: usize = 5;

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BackupError {
    #[error("a backup is under way; try again when it has ended")]
    UnderWay,
    #[error(
        "the stored bytes of {count} objects are damaged or missing, so a backup would not be \
         whole: {named}; put or delete these objects, then try again"
    )]
    Damaged { count: u64, named: String },
    #[error("`{path}` became {left} bytes shorter while it was read")]
    Shrunk { path: String, left: u64 },
    #[error("the client went away")]
    Gone,
    #[error(transparent)]
    Git(#[from] git::GitError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the files of the data directory cannot be read, or temporary ones written: {0}")]
    Disk(#[from] std::io::Error),
}

/// A moment of the server, ready to be streamed.
pub(crate) struct Backup {
    app: Arc<App>,
    snapshot: Snapshot,
    header: Header,
    hold: Option<Hold>,
    scratch: Scratch,
    // Last: the next backup begins when everything above is gone.
    _turn: OwnedMutexGuard<()>,
}

/// The directory of temporary files, removed with all that is in it.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, path = %self.0.display(), "temporary files of a backup stay");
        }
    }
}

impl Drop for Backup {
    fn drop(&mut self) {
        // It removes what was deleted meanwhile, which may be much: not on this thread.
        if let (Some(hold), Ok(runtime)) = (self.hold.take(), Handle::try_current()) {
            runtime.spawn_blocking(move || drop(hold));
        }
    }
}

/// Removes what a backup left that was under way when the server was killed.
pub(crate) fn clean(data: &Path) -> std::io::Result<()> {
    match std::fs::remove_dir_all(data.join(SCRATCH)) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

impl Backup {
    /// The moment itself.
    pub(crate) async fn begin(app: &Arc<App>) -> Result<Backup, BackupError> {
        let turn = Arc::clone(&app.backups).try_lock_owned();
        let turn = turn.map_err(|_| BackupError::UnderWay)?;
        let data = &app.settings.data;
        clean(data)?;
        let scratch = Scratch(data.join(SCRATCH));
        std::fs::create_dir(&scratch.0)?;
        // Before the copy: what it speaks of must not go.
        let hold = app.objects.hold();
        let copy = scratch.0.join(DATABASE_FILE);
        app.store.copy_to(&copy).await?;
        let snapshot = Snapshot::open(&copy)?;
        let backup = Backup {
            app: Arc::clone(app),
            header: Header {
                format: FORMAT,
                towline: env!("CARGO_PKG_VERSION").into(),
                schema: snapshot.schema(),
                created: created(app),
            },
            snapshot,
            hold: Some(hold),
            scratch,
            _turn: turn,
        };
        backup.list_objects().await?;
        Ok(backup)
    }

    /// Writes down which files the copy speaks of, and looks whether all are there.
    async fn list_objects(&self) -> Result<(), BackupError> {
        let mut list = std::io::BufWriter::new(std::fs::File::create(self.objects())?);
        let (mut failed, mut count, mut named) = (None, 0, Vec::new());
        stored_files(&self.snapshot, |file| {
            if let Err(error) = self.open(&file.segment) {
                count += 1;
                if named.len() < NAMED {
                    named.push(format!("{} ({error})", file.owner));
                }
            }
            if let Err(error) = write_line(&mut list, &file) {
                failed = Some(error);
            }
        })
        .await?;
        std::io::Write::flush(&mut list)?;
        match failed {
            Some(error) => Err(error.into()),
            None if count > 0 => Err(BackupError::Damaged {
                count,
                named: named.join(", "),
            }),
            None => Ok(()),
        }
    }

    fn objects(&self) -> PathBuf {
        self.scratch.0.join("objects")
    }

    fn open(&self, segment: &Segment) -> std::io::Result<std::fs::File> {
        match &self.hold {
            Some(hold) => hold.open(segment),
            None => Err(std::io::ErrorKind::NotFound.into()),
        }
    }

    /// Streams everything.
    pub(super) async fn write(self, out: mpsc::Sender<Piece>) -> Result<Manifest, BackupError> {
        let list = tokio::fs::OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .open(self.scratch.0.join("list"))
            .await?;
        let mut archive = Archive::new(out, list);
        let header = serde_json::to_vec(&self.header).map_err(std::io::Error::from)?;
        archive.apart(HEADER, header).await?;
        let database = self.scratch.0.join(DATABASE_FILE);
        whole(&mut archive, &database, DATABASE_FILE).await?;
        for key in KEYS {
            let path = self.app.settings.data.join(key);
            if path.exists() {
                whole(&mut archive, &path, key).await?;
            }
        }
        let repositories = self.repositories(&mut archive).await?;
        self.build_logs(&mut archive).await?;
        let objects = self.copy_objects(&mut archive).await?;
        let list = archive.close_list().await?;
        let manifest = Manifest {
            header: self.header.clone(),
            files: archive.files,
            bytes: archive.bytes,
            objects,
            repositories,
            last_event: self.snapshot.last_event().await?,
            list,
        };
        let text = serde_json::to_vec(&manifest).map_err(std::io::Error::from)?;
        archive.apart(MANIFEST, text).await?;
        archive.end().await?;
        Ok(manifest)
    }

    /// Gives their number.
    async fn repositories(&self, archive: &mut Archive) -> Result<u64, BackupError> {
        let commits = codepipeline::known_commits(&self.snapshot).await?;
        let names = git::names(&self.snapshot).await?;
        for name in &names {
            let copy = self.scratch.0.join("git");
            git::export(&self.app, name, &commits, &copy).await?;
            let path = format!("{GIT}/{name}.git");
            for directory in ["objects", "refs"] {
                archive.directory(&format!("{path}/{directory}")).await?;
            }
            for file in git::exported(&copy)? {
                whole(archive, &copy.join(&file), &format!("{path}/{file}")).await?;
            }
            tokio::fs::remove_dir_all(&copy).await?;
        }
        Ok(names.len() as u64)
    }

    /// Logs grow and go by themselves; each is taken as long as it is when its turn comes.
    async fn build_logs(&self, archive: &mut Archive) -> Result<(), BackupError> {
        let directory = self.app.settings.data.join(BUILD_LOGS);
        let mut entries = match tokio::fs::read_dir(&directory).await {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        while let Some(entry) = entries.next_entry().await? {
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| is_log(name)) else {
                continue;
            };
            match whole(archive, &entry.path(), &format!("{BUILD_LOGS}/{name}")).await {
                Err(BackupError::Disk(e)) if e.kind() == std::io::ErrorKind::NotFound => {}
                other => other.map(drop)?,
            }
        }
        Ok(())
    }

    /// Gives their number.
    async fn copy_objects(&self, archive: &mut Archive) -> Result<u64, BackupError> {
        let list = tokio::fs::File::open(self.objects()).await?;
        let mut lines = BufReader::new(list).lines();
        let mut count = 0;
        while let Some(line) = lines.next_line().await? {
            let (segment, md5, owner): (Segment, Option<String>, String) =
                serde_json::from_str(&line).map_err(std::io::Error::from)?;
            let file = tokio::fs::File::from_std(self.open(&segment)?);
            let path = datadir::blob(&segment.blob);
            let path = path.to_string_lossy();
            let found = archive.file(&path, segment.size, file).await?;
            if md5.is_some_and(|md5| md5 != hex::encode(found)) {
                let named = format!("{owner} (`{path}` does not hold the bytes that were written)");
                return Err(BackupError::Damaged { count: 1, named });
            }
            count += 1;
        }
        Ok(count)
    }
}

/// A log, or the times of its lines.
fn is_log(name: &str) -> bool {
    name.ends_with(".log") || name.ends_with(".times")
}

fn write_line(list: &mut impl std::io::Write, file: &StoredFile) -> std::io::Result<()> {
    serde_json::to_writer(&mut *list, &(&file.segment, &file.md5, &file.owner))?;
    list.write_all(b"\n")
}

/// Adds the file at `from`, as long as it is at this moment.
async fn whole(archive: &mut Archive, from: &Path, path: &str) -> Result<(), BackupError> {
    let file = tokio::fs::File::open(from).await?;
    let size = file.metadata().await?.len();
    archive.file(path, size, file).await?;
    Ok(())
}

fn created(app: &App) -> String {
    let now = Timestamp::from_millisecond(app.clock.now().0);
    now.map(|now| now.to_string()).unwrap_or_default()
}
