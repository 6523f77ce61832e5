//! What git wrote survives loss of power. Git syncs its files, but not the directories that name
//! them: after a crash a new pack or reference could be nameless, and the push gone.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A new repository with everything in it, and its own name.
pub(super) async fn created(repository: PathBuf) -> io::Result<()> {
    blocking(move || {
        tree(&repository, true)?;
        // The first repository also made the directory of all.
        repository
            .ancestors()
            .skip(1)
            .take(2)
            .try_for_each(directory)
    })
    .await
}

/// What a push can have named: packs (nothing comes loose, see `cgi`) and references.
pub(super) async fn pushed(repository: PathBuf) -> io::Result<()> {
    blocking(move || {
        directory(&repository.join("objects/pack"))?;
        tree(&repository.join("refs"), false)
    })
    .await
}

/// A directory and those below it, the deepest first; with their files or without.
fn tree(top: &Path, files: bool) -> io::Result<()> {
    for entry in fs::read_dir(top)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            tree(&entry.path(), files)?;
        } else if files {
            File::open(entry.path())?.sync_all()?;
        }
    }
    directory(top)
}

fn directory(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

async fn blocking(work: impl FnOnce() -> io::Result<()> + Send + 'static) -> io::Result<()> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(io::Error::other)?
}
