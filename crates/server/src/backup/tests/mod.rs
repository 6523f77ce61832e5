//! Backups of a server without a port: what comes back, what damage does, what is refused.

mod hostile;

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use futures::TryStreamExt;
use tempfile::TempDir;
use tokio::sync::mpsc;
use towline_store::Snapshot;

use super::archive::Piece;
use super::format::Manifest;
use super::take::{Backup, BackupError};
use super::{ReadError, RestoreError, restore, verify};
use crate::datadir::{self, DataError, UNFINISHED};
use crate::s3::objects::{self, Put};
use crate::{App, fixture, keys};

/// A server with a root key and two objects.
async fn server(directory: &TempDir) -> Arc<App> {
    let app = fixture::app(directory.path()).await;
    keys::at_start(&app, None, None).await.unwrap();
    objects::ensure_bucket(&app, "code").await.unwrap();
    put(&app, "one", b"one").await;
    put(&app, "two", &[2; 100_000]).await;
    app
}

async fn put(app: &App, key: &str, content: &'static [u8]) {
    let body = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(content))]);
    objects::put_stream(app, "code", key, Put::default(), body)
        .await
        .unwrap();
}

async fn get(app: &App, key: &str) -> Vec<u8> {
    let (_, reader) = objects::open(app, "code", key, None).await.unwrap();
    let pieces: Vec<Bytes> = reader.into_stream().try_collect().await.unwrap();
    pieces.concat()
}

/// The whole archive, and the outcome of writing it.
async fn written(backup: Backup) -> (Vec<u8>, Result<Manifest, BackupError>) {
    let (out, mut pieces) = mpsc::channel(1);
    let read = async move {
        let mut all = Vec::new();
        while let Some(Piece::Bytes(bytes)) = pieces.recv().await {
            all.extend_from_slice(&bytes);
        }
        all
    };
    tokio::join!(read, backup.write(out))
}

async fn archive(app: &Arc<App>) -> Vec<u8> {
    let (bytes, manifest) = written(Backup::begin(app).await.unwrap()).await;
    manifest.unwrap();
    bytes
}

async fn verified(bytes: Vec<u8>) -> Result<Manifest, RestoreError> {
    let scratch = tempfile::tempdir().unwrap();
    let outcome = verify(Cursor::new(bytes), scratch.path()).await;
    assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0);
    outcome
}

async fn refusal(bytes: Vec<u8>) -> String {
    verified(bytes).await.unwrap_err().to_string()
}

#[tokio::test]
async fn what_was_there_at_the_moment_comes_back_whatever_happens_meanwhile() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = server(&from).await;
    std::fs::create_dir_all(from.path().join("logs/builds")).unwrap();
    std::fs::write(from.path().join("logs/builds/1.log"), "a line\n").unwrap();
    let backup = Backup::begin(&app).await.unwrap();
    put(&app, "one", b"another").await;
    put(&app, "three", b"three").await;
    let (bytes, manifest) = written(backup).await;
    let manifest = manifest.unwrap();
    assert_eq!((manifest.objects, manifest.header.schema), (2, 1));
    assert_eq!(verified(bytes.clone()).await.unwrap(), manifest);

    let data = to.path().join("data");
    assert_eq!(restore(Cursor::new(bytes), &data).await.unwrap(), manifest);
    assert_eq!(datadir::examine(&data, 9).await.unwrap(), []);
    datadir::look(&data).unwrap();
    let restored = fixture::app(&data).await;
    assert_eq!(get(&restored, "one").await, b"one");
    assert_eq!(get(&restored, "two").await, [2; 100_000]);
    assert!(
        objects::open(&restored, "code", "three", None)
            .await
            .is_err()
    );
    let log = std::fs::read_to_string(data.join("logs/builds/1.log")).unwrap();
    assert_eq!(log, "a line\n");
    let root = |app: Arc<App>| async move { keys::at_start(&app, None, None).await.unwrap().root };
    let (old, new) = (root(app).await, root(restored).await);
    assert_eq!(
        (old.access_key_id, old.secret),
        (new.access_key_id, new.secret)
    );
}

#[tokio::test]
async fn one_backup_at_a_time_and_nothing_stays_behind() {
    let directory = tempfile::tempdir().unwrap();
    let app = server(&directory).await;
    let first = Backup::begin(&app).await.unwrap();
    let second = Backup::begin(&app).await.err().unwrap();
    assert!(matches!(second, BackupError::UnderWay), "{second}");
    let scratch = directory.path().join("backup");
    assert!(scratch.exists());
    drop(first);
    assert!(!scratch.exists());
    let (out, gone) = mpsc::channel(1);
    drop(gone);
    let cut = Backup::begin(&app).await.unwrap().write(out).await;
    assert!(matches!(cut, Err(BackupError::Gone)));
    archive(&app).await;
}

#[tokio::test]
async fn damaged_objects_are_named_and_not_backed_up() {
    let directory = tempfile::tempdir().unwrap();
    let app = server(&directory).await;
    let version = objects::head(&app, "code", "one", None).await.unwrap();
    let file = datadir::blob(&version.segments[0].blob);
    let path = directory.path().join(&file);
    std::fs::write(&path, "two").unwrap();
    let (_, altered) = written(Backup::begin(&app).await.unwrap()).await;
    let text = altered.unwrap_err().to_string();
    assert!(
        text.contains("s3://code/one") && text.contains("does not hold the bytes"),
        "{text}"
    );
    for content in [Some("longer"), None] {
        match content {
            Some(content) => std::fs::write(&path, content).unwrap(),
            None => std::fs::remove_file(&path).unwrap(),
        }
        let text = Backup::begin(&app).await.err().unwrap().to_string();
        assert!(
            text.contains("1 objects are damaged") && text.contains("s3://code/one"),
            "{text}"
        );
        let findings = datadir::examine(directory.path(), 9).await.unwrap();
        let text = findings[0].to_string();
        assert!(
            findings.len() == 1 && text.contains(&*file.to_string_lossy()),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_backup_that_was_cut_off_is_recognised_wherever() {
    let directory = tempfile::tempdir().unwrap();
    let bytes = archive(&server(&directory).await).await;
    // The zeros after the manifest may be missing: everything is there.
    let last = bytes.iter().rposition(|byte| *byte != 0).unwrap();
    let places = (0..last)
        .step_by(37 * 512)
        .chain([1, 511, 1025, last, last - 1, last - 512]);
    for place in places {
        let text = refusal(bytes[..place].to_vec()).await;
        assert!(
            text.contains("cut off") || place < 2048 && text.contains("not a Towline backup"),
            "{place}: {text}"
        );
    }
    verified(bytes[..=last].to_vec()).await.unwrap();
}

#[tokio::test]
async fn a_changed_byte_is_found_or_means_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let bytes = archive(&server(&directory).await).await;
    let manifest = verified(bytes.clone()).await.unwrap();
    let (mut found, mut all) = (0, 0);
    for place in (0..bytes.len()).step_by(9973) {
        let mut changed = bytes.clone();
        changed[place] ^= 0x40;
        all += 1;
        match verified(changed).await {
            Err(_) => found += 1,
            // What fills up a block belongs to no file.
            Ok(same) => assert_eq!((same, bytes[place]), (manifest.clone(), 0), "{place}"),
        }
    }
    assert!(found * 2 > all, "{found} of {all}");
    let place = bytes
        .windows(3)
        .position(|three| three == [2, 2, 2])
        .unwrap();
    let mut changed = bytes.clone();
    changed[place] = 3;
    let text = refusal(changed).await;
    assert!(
        text.contains("`blob/") && text.contains("is damaged"),
        "{text}"
    );
}

#[tokio::test]
async fn only_an_empty_directory_is_restored_to() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = server(&from).await;
    let bytes = archive(&app).await;
    let attempt = |data: &Path| {
        let (bytes, data) = (bytes.clone(), data.to_path_buf());
        async move { restore(Cursor::new(bytes), &data).await }
    };
    let text = attempt(from.path()).await.unwrap_err().to_string();
    assert!(
        text.contains(&format!("process id {}", std::process::id())),
        "{text}"
    );
    std::fs::write(to.path().join("mine"), "x").unwrap();
    let text = attempt(to.path()).await.unwrap_err().to_string();
    assert!(text.contains("`mine` is there"), "{text}");
    assert_eq!(std::fs::read_dir(to.path()).unwrap().count(), 1);
    std::fs::remove_file(to.path().join("mine")).unwrap();

    let mut damaged = bytes.clone();
    let middle = damaged.len() / 2;
    damaged.truncate(middle);
    let error = restore(Cursor::new(damaged), to.path()).await.unwrap_err();
    assert!(
        matches!(error, RestoreError::Backup(ReadError::CutOff)),
        "{error}"
    );
    attempt(to.path())
        .await
        .expect("the directory was left empty");

    std::fs::write(to.path().join(UNFINISHED), "").unwrap();
    let error = attempt(to.path()).await.unwrap_err();
    let unfinished = matches!(error, RestoreError::Contents(DataError::Unfinished { .. }));
    assert!(unfinished, "{error}");
    let error = datadir::look(to.path()).unwrap_err();
    assert!(error.to_string().contains("did not finish"), "{error}");
    Snapshot::open(&to.path().join("towline.db"))
        .unwrap()
        .check()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_directory_that_lost_a_part_is_not_taken_for_a_new_one() {
    let directory = tempfile::tempdir().unwrap();
    let app = server(&directory).await;
    let data = directory.path();
    let key = std::fs::read(data.join("seal-key")).unwrap();
    let store = &*app.store;
    datadir::sealer(data, store).await.unwrap();
    std::fs::write(data.join("seal-key"), [7; 32]).unwrap();
    let error = datadir::sealer(data, store).await.unwrap_err();
    assert!(matches!(error, DataError::Foreign { .. }), "{error}");
    for lost in [true, false] {
        match lost {
            true => std::fs::remove_file(data.join("seal-key")).unwrap(),
            false => std::fs::write(data.join("seal-key"), "").unwrap(),
        }
        let text = datadir::sealer(data, store).await.unwrap_err().to_string();
        assert!(text.contains("seal-key` is missing or empty"), "{text}");
        assert!(text.contains("towline restore"), "{text}");
    }
    std::fs::write(data.join("seal-key"), key).unwrap();
    datadir::look(data).unwrap();
    std::fs::rename(data.join("towline.db"), data.join("away")).unwrap();
    for _ in 0..2 {
        let text = datadir::look(data).unwrap_err().to_string();
        assert!(text.contains("towline.db` is missing or empty"), "{text}");
        std::fs::write(data.join("towline.db"), "").unwrap();
    }
}
