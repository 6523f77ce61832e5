//! Where a run works: the program under test, directories in memory and on disk. All of them go at
//! the end and none before: removing files disturbs what is measured next, and some file systems
//! look for the place of a new file much longer when others have just been removed.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::Result;

/// A kind of place for data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// tmpfs: what the programs themselves cost.
    Memory,
    /// The disk that the build directory is on, with its fsync.
    Disk,
}

impl Place {
    /// The word for it in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Place::Memory => "tmpfs",
            Place::Disk => "disk",
        }
    }
}

/// What every figure gets.
pub(crate) struct Lab {
    /// The release build of `towline`.
    pub(crate) program: PathBuf,
    /// Smaller, sooner.
    pub(crate) quick: bool,
    memory: TempDir,
    disk: TempDir,
}

impl Lab {
    /// Finds the program beside this one and makes the directories.
    pub(crate) fn open(quick: bool) -> Result<Lab> {
        let own = std::env::current_exe()?;
        let directory = own.parent().ok_or("this program is in no directory")?;
        let program = directory.join("towline");
        if !program.is_file() {
            let text = format!("{} is missing: run `cargo xtask bench`", program.display());
            return Err(text.into());
        }
        let place = |path: &Path| {
            tempfile::Builder::new()
                .prefix("towline-bench-")
                .tempdir_in(path)
                .map_err(|e| format!("{}: {e}", path.display()))
        };
        Ok(Lab {
            memory: place(Path::new("/dev/shm"))?,
            disk: place(directory)?,
            program,
            quick,
        })
    }

    /// A new, empty directory, which stays until the end of the run.
    pub(crate) fn directory(&self, place: Place) -> Result<PathBuf> {
        let parent = match place {
            Place::Memory => &self.memory,
            Place::Disk => &self.disk,
        };
        Ok(tempfile::tempdir_in(parent)?.keep())
    }

    /// `usual`, or `quick` in a quick run.
    pub(crate) fn pick<T>(&self, usual: T, quick: T) -> T {
        if self.quick { quick } else { usual }
    }
}
