//! Brings the schema up to date: all numbered scripts that have not run yet, in one transaction.
//!
//! A script that has run is remembered with its digest and must never be edited afterwards. Before
//! a database with content is changed, a copy of it is kept beside it, so that the older program
//! can be had back.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};

use super::fault::Fault;
use super::{File, copy};
use crate::StoreError;

/// Marks the file as ours in SQLite's header: "TOWL".
const APPLICATION: i32 = 0x544f_574c;

/// Number, name and text of a script.
type Script = (i64, &'static str, &'static str);

/// Every script, ascending.
const SCRIPTS: &[Script] = &[(
    1,
    "rows and events",
    include_str!("migrations/0001_rows_and_events.sql"),
)];

const JOURNAL: &str = "CREATE TABLE IF NOT EXISTS migration (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT";

/// Runs the scripts that have not run yet.
pub(super) fn run(connection: &mut Connection, file: &File) -> Result<(), StoreError> {
    claim(connection, file)?;
    advance(connection, file, SCRIPTS)
}

/// The version of a database that is only looked at.
pub(super) fn version(connection: &Connection, file: &File) -> Result<i64, StoreError> {
    let error = |e: Fault| file.error(&e);
    if owner(connection).map_err(error)? != i64::from(APPLICATION) {
        return Err(foreign(file));
    }
    check(&applied(connection).map_err(error)?, SCRIPTS, file)
}

fn advance(connection: &mut Connection, file: &File, scripts: &[Script]) -> Result<(), StoreError> {
    let error = |e: Fault| file.error(&e);
    connection.execute_batch(JOURNAL).map_err(error)?;
    let done = applied(connection).map_err(error)?;
    let version = check(&done, scripts, file)?;
    let missing = &scripts[done.len()..];
    if !done.is_empty() && !missing.is_empty() {
        keep(file, version)?;
    }
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(error)?;
    for (number, name, script) in missing {
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

/// Keeps the database as it is under a name that says its version. A copy of an earlier try goes:
/// the older program may have run in between.
fn keep(file: &File, version: i64) -> Result<(), StoreError> {
    let kept = kept(file, version);
    let beside = kept.with_extension(format!("version-{version}-new"));
    let disk = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::StorageFull => StoreError::Full {
            path: kept.display().to_string(),
        },
        _ => unusable(
            file,
            format!("the copy `{}` cannot be made: {e}", kept.display()),
        ),
    };
    match fs::remove_file(&beside) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(disk(e)),
        _ => {}
    }
    copy::write(file, &beside)?;
    fs::File::open(&beside)
        .and_then(|copy| copy.sync_all())
        .and_then(|()| fs::rename(&beside, &kept))
        .and_then(|()| fs::File::open(kept.parent().unwrap_or(Path::new(".")))?.sync_all())
        .map_err(disk)?;
    tracing::info!(
        from = version,
        copy = %kept.display(),
        "the database is brought up to date; a copy is kept"
    );
    Ok(())
}

/// Where the copy of this version is kept.
fn kept(file: &File, version: i64) -> PathBuf {
    file.path.with_extension(format!("db.version-{version}"))
}

/// Refuses a database of another program and marks an empty one as ours.
fn claim(connection: &Connection, file: &File) -> Result<(), StoreError> {
    let error = |e: Fault| file.error(&e);
    let owner = owner(connection).map_err(error)?;
    if owner == i64::from(APPLICATION) {
        return Ok(());
    }
    let tables = number(connection, "SELECT count(*) FROM sqlite_schema").map_err(error)?;
    if owner != 0 || tables != 0 {
        return Err(foreign(file));
    }
    connection
        .pragma_update(None, "application_id", APPLICATION)
        .map_err(error)
}

fn owner(connection: &Connection) -> Result<i64, Fault> {
    number(connection, "PRAGMA application_id")
}

fn number(connection: &Connection, sql: &str) -> Result<i64, Fault> {
    connection.query_row(sql, [], |row| row.get(0))
}

fn applied(connection: &Connection) -> Result<Vec<(i64, String, String)>, Fault> {
    connection
        .prepare("SELECT number, name, checksum FROM migration ORDER BY number")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect()
}

/// The scripts that ran must be exactly the first ones of ours; gives the newest number.
fn check(
    done: &[(i64, String, String)],
    scripts: &[Script],
    file: &File,
) -> Result<i64, StoreError> {
    for (at, (number, name, checksum)) in done.iter().enumerate() {
        let Some((ours, _, script)) = scripts.get(at) else {
            return Err(newer(done, scripts, file));
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
    Ok(done.last().map_or(0, |(number, ..)| *number))
}

fn newer(done: &[(i64, String, String)], scripts: &[Script], file: &File) -> StoreError {
    let ours = scripts.last().map_or(0, |(number, ..)| *number);
    let theirs = done.last().map_or_else(String::new, |(number, name, _)| {
        format!("{number} ({name})")
    });
    let copy = kept(file, ours);
    let back = match copy.exists() {
        true => format!(
            "or go back to the state before the upgrade, which `{}` holds",
            copy.display()
        ),
        false => "or restore a backup of this version with `towline restore`".into(),
    };
    unusable(
        file,
        format!(
            "its schema has version {theirs}, this program knows up to {ours}; \
             run a newer Towline, {back}"
        ),
    )
}

fn foreign(file: &File) -> StoreError {
    unusable(
        file,
        "it is a database of another program; move it away or name another data directory".into(),
    )
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

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::{Range, Snapshot, SqliteStore, Store};

    /// A database as version 1 wrote it, frozen: never make it anew with today's program.
    const VERSION_1: &str = include_str!("fixtures/version-1.sql");

    const TOMORROW: &[Script] = &[
        SCRIPTS[0],
        (2, "marks", "ALTER TABLE row ADD COLUMN mark TEXT"),
        (3, "more marks", "ALTER TABLE event ADD COLUMN mark TEXT"),
    ];

    fn old() -> (TempDir, File) {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let file = File::of(directory.path());
        let connection = file.connect().expect("opens");
        connection.execute_batch(VERSION_1).expect("is filled");
        (directory, file)
    }

    fn upgrade(file: &File, scripts: &[Script]) -> Result<(), StoreError> {
        advance(&mut file.connect().expect("opens"), file, scripts)
    }

    fn at(file: &File) -> i64 {
        number(
            &file.connect().expect("opens"),
            "SELECT max(number) FROM migration",
        )
        .expect("a version")
    }

    async fn keys(store: &impl Store) -> Vec<String> {
        let rows = store.list("bucket", Range::default()).await.expect("lists");
        rows.into_iter().map(|(key, _)| key).collect()
    }

    #[tokio::test]
    async fn a_database_of_version_1_opens_with_everything_in_it() {
        let (directory, _) = old();
        let store = SqliteStore::open(directory.path()).expect("opens");
        assert_eq!(keys(&store).await, ["code", "déjà vu"]);
        let events = store.events(0, 10).await.expect("events");
        let kinds: Vec<_> = events.iter().map(|e| (e.seq, &*e.event.kind)).collect();
        assert_eq!(kinds, [(2, "object.created"), (7, "object.deleted")]);
        assert_eq!(store.last_event().await.expect("last"), 9);
    }

    #[tokio::test]
    async fn an_upgrade_keeps_a_copy_of_what_was() {
        let (_directory, file) = old();
        upgrade(&file, TOMORROW).expect("upgrades");
        assert_eq!(at(&file), 3);
        let copy = Snapshot::open(&kept(&file, 1)).expect("opens");
        copy.check().await.expect("is whole");
        assert_eq!(copy.schema(), 1);
        assert_eq!(keys(&copy).await, ["code", "déjà vu"]);
        assert_eq!(copy.last_event().await.expect("last"), 9);
        let text = upgrade(&file, SCRIPTS).expect_err("newer").to_string();
        assert!(
            text.contains("version 3 (more marks)")
                && text.contains("up to 1; run a newer Towline")
                && text.contains("towline.db.version-1` holds"),
            "{text}"
        );
    }

    #[test]
    fn a_failed_upgrade_changes_nothing_and_can_be_tried_again() {
        let (_directory, file) = old();
        let broken = [
            TOMORROW[0],
            TOMORROW[1],
            (3, "broken", "ALTER TABLE nowhere ADD COLUMN x"),
        ];
        upgrade(&file, &broken).expect_err("broken");
        assert_eq!(at(&file), 1);
        let connection = file.connect().expect("opens");
        connection
            .execute_batch("SELECT mark FROM row")
            .expect_err("version 2 was undone as well");
        upgrade(&file, TOMORROW).expect("upgrades");
        assert_eq!(at(&file), 3);
    }

    #[test]
    fn without_room_for_the_copy_nothing_is_changed() {
        let (_directory, file) = old();
        // A directory in the way of the copy stands for whatever keeps it from being written.
        fs::create_dir_all(kept(&file, 1).join("x")).expect("makes");
        let text = upgrade(&file, TOMORROW).expect_err("refused").to_string();
        assert!(
            text.contains("towline.db.version-1` cannot be made"),
            "{text}"
        );
        assert_eq!(at(&file), 1);
    }

    #[test]
    fn a_new_database_needs_no_copy() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        drop(SqliteStore::open(directory.path()).expect("opens"));
        drop(SqliteStore::open(directory.path()).expect("opens again"));
        assert!(!kept(&File::of(directory.path()), 1).exists());
    }
}
