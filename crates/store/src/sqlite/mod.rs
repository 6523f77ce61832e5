//! The default database: one SQLite file, one writer thread, a few readers.
//!
//! Write-ahead logging with `synchronous=FULL`: an answered commit survives loss of power. Readers
//! never wait for the writer. Not for sharing between processes: the directory is locked.

mod cache;
mod copy;
mod damage;
mod fault;
mod lock;
mod migrate;
mod query;
mod readers;
mod renumber;
mod tail;
#[cfg(test)]
mod tests;
mod writer;

use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::{Batch, Range, Store, StoreError, StoredEvent, Transaction};
use cache::Known;
pub use copy::Snapshot;
use fault::Fault;
pub use lock::DirectoryLock;
use readers::Readers;
pub use renumber::put_event;
use writer::{Watched, Writer};

/// Name of the database inside the data directory.
pub const FILE: &str = "towline.db";

/// How long a statement waits for an outside tool (a backup, `sqlite3`) to let go of the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// Prepared statements kept per connection.
const STATEMENTS: usize = 32;

/// Rows and events in `<directory>/towline.db`.
///
/// Dropping it waits until every accepted batch is on disk and frees the directory.
pub struct SqliteStore {
    // Fields drop in this order: readers close first, then the writer, which holds the lock.
    readers: Readers,
    watched: Watched,
    writer: Writer,
}

impl SqliteStore {
    /// Opens or creates the database in `directory`, brings its schema up to date and locks it.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another process has it, [`StoreError::Unusable`] when the file is
    /// damaged, not ours, or written by a newer Towline. An older schema is brought up to date; a
    /// copy of the database as it was is kept beside it.
    pub fn open(directory: impl AsRef<Path>) -> Result<SqliteStore, StoreError> {
        let directory = directory.as_ref();
        let file = File::of(directory);
        std::fs::create_dir_all(directory).map_err(|e| StoreError::Unusable {
            path: directory.display().to_string(),
            detail: format!("the data directory cannot be made: {e}"),
        })?;
        let lock = DirectoryLock::take(directory)?;
        damage::look(&file)?;
        let mut connection = file.connect().map_err(|e| file.error(&e))?;
        migrate::run(&mut connection, &file)?;
        let last = query::last_event(&connection).map_err(|e| file.error(&e))?;
        let readers = Readers::new(file.clone());
        let watched = Watched::default();
        let writer = Writer::start(connection, file, last, watched.clone(), lock)?;
        Ok(SqliteStore {
            readers,
            watched,
            writer,
        })
    }

    /// Tells `observer` of every transaction from now on, on the writer's thread: it must be quick.
    pub fn observe(&self, observer: impl Fn(Transaction) + Send + Sync + 'static) {
        self.watched.observer.set(observer);
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn commit(&self, batch: Batch) -> Result<u64, StoreError> {
        self.writer.commit(batch).await
    }

    async fn get(&self, kind: &str, key: &str) -> Result<Option<String>, StoreError> {
        let ticket = match self.watched.cache.look(kind, key) {
            Known::Row(doc) => return Ok(doc),
            Known::Nothing(ticket) => ticket,
        };
        let doc = self.readers.get(kind, key).await?;
        if let Some(ticket) = ticket {
            self.watched.cache.keep(kind, key, ticket, doc.as_deref());
        }
        Ok(doc)
    }

    async fn list(&self, kind: &str, range: Range) -> Result<Vec<(String, String)>, StoreError> {
        self.readers.list(kind, range).await
    }

    async fn events(&self, seq: u64, limit: usize) -> Result<Vec<StoredEvent>, StoreError> {
        let newest = self.watched.tail.after(seq, limit);
        match newest.is_empty() {
            true => self.readers.events(seq, limit).await,
            false => Ok(newest),
        }
    }

    async fn last_event(&self) -> Result<u64, StoreError> {
        self.readers.last_event().await
    }

    async fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.readers.copy_to(path).await
    }
}

/// The database file, for opening it and for naming it in errors.
#[derive(Debug, Clone)]
struct File {
    path: PathBuf,
    /// Nothing is ever written to it.
    read_only: bool,
}

impl File {
    /// The database of a data directory.
    fn of(directory: &Path) -> File {
        File {
            path: directory.join(FILE),
            read_only: false,
        }
    }

    /// A connection; one that may write is set up for durability.
    fn connect(&self) -> Result<Connection, Fault> {
        if self.read_only {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            return Connection::open_with_flags(&self.path, flags);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // Otherwise a range with new bounds is planned anew each time.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        Ok(connection)
    }

    fn error(&self, fault: &Fault) -> StoreError {
        fault::explain(fault, &self.path)
    }
}
