//! One server per data directory. The kernel frees the lock when the process ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::StoreError;

/// Keeps every other server (and a restore) out of a data directory until it is dropped.
#[derive(Debug)]
pub struct DirectoryLock(
    /// The kernel's lock goes with it.
    #[expect(dead_code, reason = "it is held, not used")]
    File,
);

impl DirectoryLock {
    /// Name of the lock file inside the data directory.
    pub const FILE: &str = "lock";

    /// Locks `directory`, which must exist.
    ///
    /// # Errors
    /// [`StoreError::Busy`] with the number of the process that has it.
    pub fn take(directory: &Path) -> Result<DirectoryLock, StoreError> {
        let path = directory.join(DirectoryLock::FILE);
        let unusable = |e: std::io::Error| StoreError::Unusable {
            path: path.display().to_string(),
            detail: format!("the lock file cannot be used: {e}"),
        };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(taken(directory, &mut file)),
            Err(TryLockError::Error(e)) => return Err(unusable(e)),
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| write!(file, "{}", std::process::id()))
            .map_err(unusable)?;
        Ok(DirectoryLock(file))
    }
}

fn taken(directory: &Path, file: &mut File) -> StoreError {
    let mut process = String::new();
    // Only for the message: the holder may be writing its number right now.
    let _ = file.take(20).read_to_string(&mut process);
    let who = match process.trim() {
        "" => "another Towline server".to_string(),
        number => format!("the Towline server with process id {number}"),
    };
    StoreError::Busy {
        path: directory.display().to_string(),
        detail: format!("{who} runs on this data directory; stop it or name another directory"),
    }
}
