//! Brings the schema up to date, one numbered script after the other, each in a transaction.
//!
//! A script that has run is remembered with its digest and must never be edited afterwards.

use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};

use super::File;
use super::fault::Fault;
use crate::StoreError;

/// Marks the file as ours in SQLite's header: "TOWL".
const APPLICATION: i32 = 0x544f_574c;

/// Number, name and text of every script, ascending.
const SCRIPTS: &[(i64, &str, &str)] = &[(
    1,
    "rows and events",
    include_str!("migrations/0001_rows_and_events.sql"),
)];

const JOURNAL: &str = "CREATE TABLE IF NOT EXISTS migration (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT";

/// Runs the scripts that have not run yet.
pub(super) fn run(connection: &mut Connection, file: &File) -> Result<(), StoreError> {
    let error = |e: Fault| file.error(&e);
    claim(connection, file)?;
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(error)?;
    transaction.execute_batch(JOURNAL).map_err(error)?;
    let done = applied(&transaction).map_err(error)?;
    check(&done, file)?;
    for (number, name, script) in &SCRIPTS[done.len()..] {
        transaction.execute_batch(script).map_err(error)?;
        transaction
            .execute(
                "INSERT INTO migration (number, name, checksum) VALUES (?1, ?2, ?3)",
                (number, name, digest(script)),
            )
            .map_err(error)?;
    }
    transaction.commit().map_err(error)
}

/// Refuses a database of another program and marks an empty one as ours.
fn claim(connection: &Connection, file: &File) -> Result<(), StoreError> {
    let error = |e: Fault| file.error(&e);
    let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let owner = number("PRAGMA application_id").map_err(error)?;
    if owner == i64::from(APPLICATION) {
        return Ok(());
    }
    let tables = number("SELECT count(*) FROM sqlite_schema").map_err(error)?;
    if owner != 0 || tables != 0 {
        return Err(unusable(
            file,
            "it is a database of another program; move it away or name another data directory"
                .into(),
        ));
    }
    connection
        .pragma_update(None, "application_id", APPLICATION)
        .map_err(error)
}

fn applied(connection: &Connection) -> Result<Vec<(i64, String, String)>, Fault> {
    connection
        .prepare("SELECT number, name, checksum FROM migration ORDER BY number")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect()
}

/// The scripts that ran must be exactly the first ones of ours.
fn check(done: &[(i64, String, String)], file: &File) -> Result<(), StoreError> {
    for (at, (number, name, checksum)) in done.iter().enumerate() {
        let Some((ours, _, script)) = SCRIPTS.get(at) else {
            return Err(unusable(
                file,
                format!(
                    "its schema has version {number} ({name}), this program knows up to {}; \
                     run a newer Towline",
                    SCRIPTS.len()
                ),
            ));
        };
        if number != ours || *checksum != digest(script) {
            return Err(unusable(
                file,
                format!(
                    "schema version {number} ({name}) differs from the one this program knows; \
                     run the Towline that wrote it"
                ),
            ));
        }
    }
    Ok(())
}

fn unusable(file: &File, detail: String) -> StoreError {
    StoreError::Unusable {
        path: file.path.display().to_string(),
        detail,
    }
}

fn digest(script: &str) -> String {
    hex::encode(Sha256::digest(script))
}
