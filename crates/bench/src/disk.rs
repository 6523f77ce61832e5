//! The disk itself: what a flushed write costs, and how fast SQLite commits on it.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior};
use towline_store::SqliteStore;

use crate::Result;
use crate::measure::median;

/// Seconds that an append of 4 KiB and its fsync take in `directory`, the median of `times`.
pub(crate) fn fsync(directory: &Path, times: usize) -> Result<f64> {
    let mut file = File::create(directory.join("fsync"))?;
    let mut taken = Vec::new();
    for _ in 0..times {
        let begun = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_all()?;
        taken.push(begun.elapsed().as_secs_f64());
    }
    Ok(median(&taken))
}

/// Rows a second that SQLite alone stores, `group` rows of `bytes` bytes in each transaction: one
/// for each client that waits.
pub(crate) fn group_commits(
    directory: &Path,
    group: usize,
    bytes: usize,
    time: Duration,
) -> Result<f64> {
    let mut rows = Rows::open(directory, bytes)?;
    let (begun, mut count) = (Instant::now(), 0);
    while begun.elapsed() < time {
        rows.commit(0..group)?;
        count += group;
    }
    Ok(count as f64 / begun.elapsed().as_secs_f64())
}

/// SQLite with the schema and the settings of the store, and nothing else.
pub(crate) struct Rows {
    connection: Connection,
    doc: String,
}

impl Rows {
    /// A new database in `directory`, for rows of `bytes` bytes.
    pub(crate) fn open(directory: &Path, bytes: usize) -> Result<Rows> {
        drop(SqliteStore::open(directory)?); // the schema
        let connection = Connection::open(directory.join("towline.db"))?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        let doc = format!("\"{}\"", "x".repeat(bytes.saturating_sub(2)));
        Ok(Rows { connection, doc })
    }

    /// Stores the rows with these numbers in one transaction.
    pub(crate) fn commit(&mut self, numbers: impl Iterator<Item = usize>) -> Result<()> {
        let begin = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(begin)?;
        for number in numbers {
            let sql = "INSERT INTO row (kind, key, doc) VALUES (?1, ?2, ?3)
                       ON CONFLICT (kind, key) DO UPDATE SET doc = excluded.doc";
            let mut statement = transaction.prepare_cached(sql)?;
            statement.execute(("bench", format!("host-{number:05}"), &self.doc))?;
        }
        Ok(transaction.commit()?)
    }
}
