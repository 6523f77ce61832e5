//! Holding deletions back, so that a backup can read at leisure what its rows speak of.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Disk, Segment, whole};

/// Directory of objects whose deletion is held back.
pub(super) const HELD: &str = "held";

/// The holds that are alive.
#[derive(Debug, Default)]
pub(super) struct Holds {
    count: AtomicUsize,
    /// Held while one comes or goes: a new one does not lose what the last one clears away.
    turn: Mutex<()>,
}

impl Holds {
    fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// As long as it lives, what is deleted can still be read through it.
///
/// Dropping the last one removes what was held back; that blocks as long as removing files does.
#[derive(Debug)]
pub struct Hold(Disk);

impl Disk {
    /// Holds every deletion back that begins from now on. One that began before concerns an object
    /// whose row was gone by then.
    pub fn hold(&self) -> Hold {
        let _turn = self.holds.turn();
        self.holds.count.fetch_add(1, Ordering::SeqCst);
        Hold(self.clone())
    }

    pub(super) fn is_held(&self) -> bool {
        self.holds.count.load(Ordering::SeqCst) > 0
    }

    pub(super) async fn put_aside(&self, name: &str) -> io::Result<()> {
        let aside = self.held(name);
        tokio::fs::rename(self.place(name)?, &aside).await?;
        // The last hold may have gone since the deletion saw it, and nobody clears away after it.
        match self.is_held() {
            true => Ok(()),
            false => tokio::fs::remove_file(aside).await,
        }
    }

    fn held(&self, name: &str) -> PathBuf {
        self.root.join(HELD).join(name)
    }
}

impl Hold {
    /// Opens an object, also one that was deleted during the hold.
    ///
    /// # Errors
    /// One that is caused by [`super::Damage`] when it is missing or has another size.
    pub fn open(&self, segment: &Segment) -> io::Result<File> {
        let Hold(disk) = self;
        let opened = match File::open(disk.place(&segment.blob)?) {
            // In this order: an object only ever moves from its place to the held ones.
            Err(e) if e.kind() == io::ErrorKind::NotFound => File::open(disk.held(&segment.blob)),
            opened => opened,
        };
        let found = opened.as_ref().map_err(|e| e.kind().into());
        whole(&segment.blob, segment.size, found.and_then(File::metadata))?;
        opened
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let Hold(disk) = self;
        let _turn = disk.holds.turn();
        // Before it clears away: what is put aside later is removed by who does so.
        if disk.holds.count.fetch_sub(1, Ordering::SeqCst) == 1 {
            // What is left costs space until the next hold ends, nothing else.
            let held = std::fs::read_dir(disk.root.join(HELD));
            for file in held.into_iter().flatten().flatten() {
                let _ = std::fs::remove_file(file.path());
            }
        }
    }
}
