//! Copies of the whole database, and databases that are only read: backups before and after they
//! are put in place.

use std::path::Path;

use async_trait::async_trait;
use rusqlite::Connection;

use super::fault::RESTORE;
use super::readers::Readers;
use super::{File, damage, migrate};
use crate::{Batch, Range, Store, StoreError, StoredEvent};

/// Findings of the integrity check that an error tells.
const FINDINGS: usize = 3;

/// Writes the state of one moment into a new file at `path`, which must not exist.
///
/// A read transaction: commits go on, and what they write is not in the copy.
pub(super) fn write(file: &File, path: &Path) -> Result<(), StoreError> {
    let copy = || {
        let target = path.to_string_lossy();
        file.connect()?.execute("VACUUM INTO ?1", [target.as_ref()])
    };
    copy().map(drop).map_err(|fault| {
        let _ = std::fs::remove_file(path); // half a copy helps nobody
        match fault.sqlite_error_code() {
            // The copy fills the disk, not the database.
            Some(rusqlite::ErrorCode::DiskFull) => StoreError::Full {
                path: path.display().to_string(),
            },
            _ => file.error(&fault),
        }
    })
}

/// A database file that nobody writes to, read where it lies.
pub struct Snapshot {
    readers: Readers,
    file: File,
    schema: i64,
}

impl Snapshot {
    /// Opens the database at `path` without changing anything.
    ///
    /// # Errors
    /// [`StoreError::Unusable`] when it is none of ours, damaged, or newer than this program.
    pub fn open(path: &Path) -> Result<Snapshot, StoreError> {
        let file = File {
            path: path.to_path_buf(),
            read_only: true,
        };
        damage::look(&file)?;
        let connection = file.connect().map_err(|e| file.error(&e))?;
        Ok(Snapshot {
            schema: migrate::version(&connection, &file)?,
            readers: Readers::new(file.clone()),
            file,
        })
    }

    /// The number of the newest script of its schema.
    pub fn schema(&self) -> i64 {
        self.schema
    }

    /// Reads every page and compares tables with indexes: takes as long as reading the file.
    ///
    /// # Errors
    /// [`StoreError::Unusable`] with the first findings.
    pub async fn check(&self) -> Result<(), StoreError> {
        let findings = self.readers.run(integrity).await?;
        if findings.is_empty() {
            return Ok(());
        }
        Err(StoreError::Unusable {
            path: self.file.path.display().to_string(),
            detail: format!("it is damaged ({}); {RESTORE}", findings.join("; ")),
        })
    }
}

fn integrity(connection: &Connection) -> Result<Vec<String>, rusqlite::Error> {
    let mut statement = connection.prepare("PRAGMA integrity_check(3)")?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut lines = lines.collect::<Result<Vec<_>, _>>()?;
    lines.retain(|line| line != "ok");
    lines.truncate(FINDINGS);
    Ok(lines)
}

#[async_trait]
impl Store for Snapshot {
    async fn commit(&self, _: Batch) -> Result<u64, StoreError> {
        Err(StoreError::Unusable {
            path: self.file.path.display().to_string(),
            detail: "it is a copy that is only read".into(),
        })
    }

    async fn get(&self, kind: &str, key: &str) -> Result<Option<String>, StoreError> {
        self.readers.get(kind, key).await
    }

    async fn list(&self, kind: &str, range: Range) -> Result<Vec<(String, String)>, StoreError> {
        self.readers.list(kind, range).await
    }

    async fn events(&self, seq: u64, limit: usize) -> Result<Vec<StoredEvent>, StoreError> {
        self.readers.events(seq, limit).await
    }

    async fn last_event(&self) -> Result<u64, StoreError> {
        self.readers.last_event().await
    }

    async fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.readers.copy_to(path).await
    }
}
