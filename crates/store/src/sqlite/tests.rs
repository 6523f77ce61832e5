//! SQLite in particular: locking, damage, foreign and newer files, a full disk.

use tempfile::TempDir;
use towline_core::Row;

use super::{FILE, SqliteStore};
use crate::conformance::{self, Reopen};
use crate::{Batch, Range, Store, StoreError};

impl Reopen for TempDir {
    type Store = SqliteStore;
    fn open(&self) -> SqliteStore {
        SqliteStore::open(self.path()).expect("opens")
    }
}

fn fresh() -> TempDir {
    tempfile::tempdir().expect("a temporary directory")
}

fn put(key: &str, value: &str) -> Batch {
    Batch {
        rows: vec![Row::put("a", key, &value)],
        events: vec![],
    }
}

fn refusal(directory: &TempDir) -> String {
    match SqliteStore::open(directory.path()) {
        Ok(_) => panic!("opened"),
        Err(error) => error.to_string(),
    }
}

fn sqlite(directory: &TempDir) -> rusqlite::Connection {
    rusqlite::Connection::open(directory.path().join(FILE)).expect("opens")
}

#[tokio::test]
async fn conforms() {
    conformance::suite(fresh).await;
}

#[test]
fn behaves_like_an_ordered_map() {
    conformance::agrees_with_a_map(24, fresh);
}

#[test]
fn a_second_server_on_the_directory_is_refused_by_name() {
    let directory = fresh();
    let first = directory.open();
    let text = refusal(&directory);
    assert!(
        text.contains(&format!("process id {}", std::process::id())),
        "{text}"
    );
    drop(first);
    directory.open();
}

#[test]
fn files_that_are_not_ours_are_refused() {
    let directory = fresh();
    std::fs::write(directory.path().join(FILE), "no database ".repeat(100)).expect("writes");
    assert!(refusal(&directory).contains("not a SQLite database"));

    let directory = fresh();
    sqlite(&directory)
        .execute_batch("CREATE TABLE theirs (x)")
        .expect("creates");
    assert!(refusal(&directory).contains("another program"));
}

#[test]
fn newer_and_altered_schemas_are_refused_by_number() {
    let directory = fresh();
    drop(directory.open());
    let connection = sqlite(&directory);
    connection
        .execute_batch("INSERT INTO migration VALUES (2, 'shards', 'x')")
        .expect("inserts");
    let text = refusal(&directory);
    assert!(text.contains("version 2 (shards)"), "{text}");
    connection
        .execute_batch("DELETE FROM migration WHERE number = 2; UPDATE migration SET checksum = ''")
        .expect("alters");
    let text = refusal(&directory);
    assert!(
        text.contains("version 1 (rows and events) differs"),
        "{text}"
    );
}

#[tokio::test]
async fn a_full_database_refuses_the_batch_and_goes_on() {
    let directory = fresh();
    let store = directory.open();
    store.commit(put("before", "x")).await.expect("commit");
    drop(store);
    // The limit of pages belongs to the connection, so it is set where the writer is made.
    let file = super::File {
        path: directory.path().join(FILE),
    };
    let connection = file.connect().expect("opens");
    connection
        .pragma_update(None, "max_page_count", 40)
        .expect("limits");
    let lock = super::lock::take(directory.path()).expect("locks");
    let writer = super::Writer::start(connection, file, 0, lock).expect("starts");
    let full = writer.commit(put("big", &"x".repeat(1 << 20))).await;
    assert!(matches!(full, Err(StoreError::Full { .. })), "{full:?}");
    writer.commit(put("after", "x")).await.expect("small fits");
    drop(writer);
    let rows = directory.open().list("a", Range::default()).await;
    let keys: Vec<_> = rows.expect("list").into_iter().map(|r| r.0).collect();
    assert_eq!(keys, ["after", "before"]);
}

#[tokio::test]
async fn what_was_accepted_is_written_before_the_store_closes() {
    let directory = fresh();
    let store = directory.open();
    let commits = (0..200).map(|n| store.commit(put(&format!("{n:03}"), "x")));
    for result in futures::future::join_all(commits).await {
        result.expect("commit");
    }
    drop(store);
    let rows = directory.open().list("a", Range::default()).await;
    assert_eq!(rows.expect("list").len(), 200);
}
