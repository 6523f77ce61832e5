//! SQLite in particular: locking, damage, foreign and newer files, a full disk.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;
use towline_core::Row;

use super::{DirectoryLock, FILE, Snapshot, SqliteStore};
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

#[tokio::test]
async fn the_fault_of_one_batch_is_not_that_of_its_neighbours() {
    let directory = fresh();
    let store = Arc::new(directory.open());
    let outside = sqlite(&directory);
    outside
        .execute_batch(
            "CREATE TRIGGER t BEFORE INSERT ON row WHEN NEW.key = '2'
             BEGIN SELECT RAISE(ABORT, 'not this one'); END;
             BEGIN IMMEDIATE",
        )
        .expect("locks");
    // The first waits for the lock, the others behind it share a transaction.
    let commits: Vec<_> = (0..5)
        .map(|key| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { store.commit(put(&key.to_string(), "x")).await })
        })
        .collect();
    tokio::task::yield_now().await; // each is in the queue
    outside.execute_batch("COMMIT").expect("unlocks");
    for (key, commit) in commits.into_iter().enumerate() {
        let answer = commit.await.expect("no panic");
        assert_eq!(answer.is_err(), key == 2, "{key}: {answer:?}");
        let stored = store.get("a", &key.to_string()).await.expect("reads");
        assert_eq!(stored.is_none(), key == 2, "{key}: {stored:?}");
    }
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

/// A closed database of many pages.
async fn filled() -> TempDir {
    let directory = fresh();
    let store = directory.open();
    let rows = (0..500).map(|n| Row::put("a", format!("{n:03}"), &"x".repeat(200)));
    let batch = Batch {
        rows: rows.collect(),
        events: vec![],
    };
    store.commit(batch).await.expect("commit");
    drop(store);
    directory
}

#[tokio::test]
async fn damage_is_named_with_its_file_and_a_remedy() {
    type Harm = fn(&std::path::Path);
    let table: [(&str, &str, Harm); 5] = [
        ("a directory", "not a file", |file| {
            std::fs::remove_file(file).expect("removes");
            std::fs::create_dir(file).expect("makes");
        }),
        ("text", "not a SQLite database", |file| {
            std::fs::write(file, "towline ".repeat(1000)).expect("writes");
        }),
        ("a wrong header", "not a SQLite database", |file| {
            overwrite(file, 0, &[7; 100]);
        }),
        ("half a file", "damaged", |file| {
            let half = std::fs::metadata(file).expect("is there").len() / 2;
            let file = std::fs::OpenOptions::new().write(true).open(file);
            file.and_then(|f| f.set_len(half)).expect("truncates");
        }),
        ("a wrong log", "newest commits is damaged", |file| {
            std::fs::write(file.with_extension("db-wal"), [7; 5000]).expect("writes");
        }),
    ];
    for (what, words, harm) in table {
        let directory = filled().await;
        let file = directory.path().join(FILE);
        harm(&file);
        let snapshot = Snapshot::open(&file).err().map(|e| e.to_string());
        for text in [refusal(&directory), snapshot.unwrap_or_default()] {
            assert!(
                text.contains(words)
                    && text.contains(FILE)
                    && text.contains("restore a backup with `towline restore`"),
                "{what}: {text}"
            );
        }
    }
}

fn overwrite(file: &std::path::Path, at: u64, bytes: &[u8]) {
    use std::os::unix::fs::FileExt;
    let file = std::fs::OpenOptions::new().write(true).open(file);
    file.and_then(|f| f.write_all_at(bytes, at))
        .expect("writes");
}

#[tokio::test]
async fn a_damaged_page_fails_what_needs_it_and_nothing_else() {
    let directory = filled().await;
    let file = directory.path().join(FILE);
    let middle = std::fs::metadata(&file).expect("is there").len() / 2 / 4096 * 4096;
    overwrite(&file, middle, &[0xee; 4096]);
    let store = directory.open();
    let all = store.list("a", Range::default()).await;
    let text = all.expect_err("is damaged").to_string();
    assert!(
        text.contains("damaged") && text.contains("towline restore"),
        "{text}"
    );
    assert!(store.get("a", "000").await.expect("reads").is_some());
    assert!(store.get("a", "499").await.expect("reads").is_some());
    let copy = directory.path().join("copy");
    store.copy_to(&copy).await.expect_err("cannot be copied");
    assert!(!copy.exists());
    let checked = Snapshot::open(&file).expect("opens").check().await;
    assert!(
        checked
            .expect_err("is damaged")
            .to_string()
            .contains("damaged")
    );
}

#[tokio::test]
async fn a_log_left_by_a_crash_is_read_and_a_damaged_one_is_not_thrown_away() {
    let directory = fresh();
    let store = directory.open();
    store.commit(put("kept", "x")).await.expect("commit");
    let crashed = fresh();
    for name in [FILE.to_string(), format!("{FILE}-wal")] {
        let to = crashed.path().join(&name);
        std::fs::copy(directory.path().join(&name), to).expect("copies");
    }
    let log = crashed.path().join(format!("{FILE}-wal"));
    overwrite(&log, 8, &[1]);
    let text = refusal(&crashed);
    assert!(text.contains("towline.db-wal"), "{text}");
    overwrite(&log, 8, &[0]);
    let kept = crashed.open().get("a", "kept").await.expect("reads");
    assert_eq!(kept.as_deref(), Some("\"x\""));
}

#[tokio::test]
async fn a_copy_is_of_one_moment_and_cannot_be_written() {
    let directory = fresh();
    let store = std::sync::Arc::new(directory.open());
    let writing = tokio::spawn({
        let store = std::sync::Arc::clone(&store);
        async move {
            for n in 0.. {
                // Two rows that always go together.
                let rows = vec![Row::put("a", "one", &n), Row::put("b", "one", &n)];
                let events = vec![];
                if store.commit(Batch { rows, events }).await.is_err() || n == 200 {
                    return;
                }
            }
        }
    });
    let mut copies = 0;
    while !writing.is_finished() {
        let path = directory.path().join(format!("copy-{copies}"));
        store.copy_to(&path).await.expect("copies");
        let copy = Snapshot::open(&path).expect("opens");
        copy.check().await.expect("is whole");
        let of = |kind| copy.get(kind, "one");
        assert_eq!(of("a").await.expect("reads"), of("b").await.expect("reads"));
        assert!(copy.commit(put("x", "y")).await.is_err());
        copies += 1;
    }
    writing.await.expect("writes");
    let again = directory.path().join("copy-0");
    store
        .copy_to(&again)
        .await
        .expect_err("a file is never overwritten");
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
    let file = super::File::of(directory.path());
    let connection = file.connect().expect("opens");
    connection
        .pragma_update(None, "max_page_count", 40)
        .expect("limits");
    let lock = DirectoryLock::take(directory.path()).expect("locks");
    let watched = super::writer::Watched::default();
    let writer = super::Writer::start(connection, file, 0, watched, lock).expect("starts");
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

#[tokio::test(flavor = "multi_thread")]
async fn a_row_is_never_read_older_than_what_was_answered() {
    let directory = fresh();
    let store = Arc::new(directory.open());
    store.commit(put("n", "0")).await.expect("commit");
    let answered = Arc::new(AtomicUsize::new(0));
    let readers: Vec<_> = (0..4)
        .map(|_| {
            let (store, answered) = (Arc::clone(&store), Arc::clone(&answered));
            tokio::spawn(async move {
                let mut newest = 0;
                while newest < 60 {
                    let least = answered.load(Ordering::SeqCst).max(newest);
                    let text = store.get("a", "n").await.expect("get").expect("is there");
                    newest = text.trim_matches('"').parse().expect("a number");
                    assert!(newest >= least, "{newest} after {least}");
                }
            })
        })
        .collect();
    for number in 1..=60 {
        store
            .commit(put("n", &number.to_string()))
            .await
            .expect("commit");
        answered.store(number, Ordering::SeqCst);
    }
    for reader in readers {
        reader.await.expect("reads");
    }
}
