//! Races and crashes between bytes and rows, without HTTP.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;

use super::objects::{self, Put};
use super::rows::{Tags, Versioning};
use super::{Conditions, Headers, ObjectError, Version, buckets, multipart, receive, versions};
use crate::App;
use crate::fixture::app;

fn stream(text: &str) -> impl futures::Stream<Item = Result<Bytes, std::io::Error>> + Send + use<> {
    futures::stream::iter([Ok(Bytes::from(text.to_string()))])
}

async fn put(app: &App, key: &str, text: &str, absent: bool) -> Result<Version, ObjectError> {
    let put = Put {
        conditions: Conditions {
            absent,
            matches: None,
        },
        ..Put::default()
    };
    objects::put_stream(app, "bucket", key, put, stream(text)).await
}

async fn delete(app: &App, key: &str) {
    versions::remove(app, "bucket", key, None, &Conditions::default())
        .await
        .unwrap();
}

async fn text(app: &App, key: &str) -> String {
    let (_, mut reader) = objects::open(app, "bucket", key, None).await.unwrap();
    let mut all = Vec::new();
    while let Some(bytes) = reader.chunk().await.unwrap() {
        all.extend_from_slice(&bytes);
    }
    String::from_utf8(all).unwrap()
}

/// Files that hold objects or parts.
fn files(directory: &Path) -> usize {
    let shelves = std::fs::read_dir(directory.join("blob")).unwrap();
    shelves
        .map(|shelf| std::fs::read_dir(shelf.unwrap().path()).unwrap().count())
        .sum()
}

#[tokio::test]
async fn of_many_first_writers_one_wins_and_the_others_leave_no_file() {
    let directory = tempfile::tempdir().unwrap();
    let app = app(directory.path()).await;
    objects::ensure_bucket(&app, "bucket").await.unwrap();
    let writers = (0..16).map(|n| {
        let app = Arc::clone(&app);
        async move { put(&app, "k", &n.to_string(), true).await }
    });
    let results = futures::future::join_all(writers).await;
    let won = results.iter().filter(|r| r.is_ok()).count();
    let refused = results
        .iter()
        .filter(|r| matches!(r, Err(ObjectError::Precondition("If-None-Match"))))
        .count();
    assert_eq!((won, refused), (1, 15));
    assert_eq!(files(directory.path()), 1);
}

#[tokio::test]
async fn writers_of_one_key_lose_no_version() {
    let directory = tempfile::tempdir().unwrap();
    let app = app(directory.path()).await;
    objects::ensure_bucket(&app, "bucket").await.unwrap();
    let enable = |bucket: &mut super::rows::Bucket| bucket.versioning = Versioning::Enabled;
    buckets::change(&app, "bucket", enable).await.unwrap();
    let writers = (0..8).map(|n| {
        let app = Arc::clone(&app);
        async move { put(&app, "k", &n.to_string(), false).await.unwrap() }
    });
    for version in futures::future::join_all(writers).await {
        let id = Some(version.version_id.as_str());
        let found = objects::head(&app, "bucket", "k", id).await.unwrap();
        assert_eq!(found, version);
    }
    assert_eq!(files(directory.path()), 8);
}

#[tokio::test]
async fn replacing_frees_the_bytes_of_the_replaced() {
    let directory = tempfile::tempdir().unwrap();
    let app = app(directory.path()).await;
    objects::ensure_bucket(&app, "bucket").await.unwrap();
    for n in 0..3 {
        put(&app, "k", &n.to_string(), false).await.unwrap();
    }
    assert_eq!(text(&app, "k").await, "2");
    assert_eq!(files(directory.path()), 1);
    delete(&app, "k").await;
    assert_eq!(files(directory.path()), 0);
}

#[tokio::test]
async fn an_open_object_is_read_to_its_end_while_it_is_replaced() {
    let directory = tempfile::tempdir().unwrap();
    let app = app(directory.path()).await;
    objects::ensure_bucket(&app, "bucket").await.unwrap();
    put(&app, "k", "old", false).await.unwrap();
    let (_, mut reader) = objects::open(&app, "bucket", "k", None).await.unwrap();
    put(&app, "k", "new", false).await.unwrap();
    assert_eq!(reader.chunk().await.unwrap().unwrap(), "old");
    assert_eq!(text(&app, "k").await, "new");
}

#[tokio::test]
async fn nothing_is_stored_in_a_bucket_that_goes() {
    let directory = tempfile::tempdir().unwrap();
    let app = app(directory.path()).await;
    for _ in 0..10 {
        objects::ensure_bucket(&app, "bucket").await.unwrap();
        let (stored, deleted) =
            tokio::join!(put(&app, "k", "x", false), buckets::delete(&app, "bucket"));
        assert_ne!(stored.is_ok(), deleted.is_ok(), "{stored:?} {deleted:?}");
        if stored.is_ok() {
            delete(&app, "k").await;
            buckets::delete(&app, "bucket").await.unwrap();
        }
    }
    assert_eq!(files(directory.path()), 0);
}

#[tokio::test]
async fn a_body_that_breaks_off_leaves_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let app = app(directory.path()).await;
    objects::ensure_bucket(&app, "bucket").await.unwrap();
    let broken = futures::stream::iter([
        Ok(Bytes::from_static(b"half")),
        Err(std::io::Error::other("connection reset")),
    ]);
    let result = objects::put_stream(&app, "bucket", "k", Put::default(), broken).await;
    assert!(matches!(result, Err(ObjectError::Body(_))), "{result:?}");
    assert_eq!(files(directory.path()), 0);
    assert!(objects::head(&app, "bucket", "k", None).await.is_err());
}

#[tokio::test]
async fn the_sweep_removes_files_without_rows_and_parts_without_uploads() {
    let directory = tempfile::tempdir().unwrap();
    let app = app(directory.path()).await;
    objects::ensure_bucket(&app, "bucket").await.unwrap();
    put(&app, "k", "kept", false).await.unwrap();
    let none = (None, false);
    let upload = multipart::create(&app, "bucket", "m", Headers::default(), Tags::new(), none);
    let upload = upload.await.unwrap();
    let open = multipart::find(&app, "bucket", "m", &upload.id)
        .await
        .unwrap();
    multipart::add_part(&app, &open, 1, received(&app).await)
        .await
        .unwrap();
    received(&app).await; // the crash between file and row
    let orphan = towline_core::Row::put(
        super::rows::PART,
        "ended/00001",
        &multipart::parts(&app, &upload.id, 0, 0).await.unwrap()[0],
    );
    app.commit(vec![orphan], Vec::new()).await.unwrap();
    assert_eq!(files(directory.path()), 3);
    app.sweep_objects().await.unwrap();
    assert_eq!(files(directory.path()), 2);
    assert_eq!(text(&app, "k").await, "kept");
    assert!(
        multipart::parts(&app, "ended", 0, 0)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        multipart::parts(&app, &upload.id, 0, 0)
            .await
            .unwrap()
            .len(),
        1
    );
}

async fn received(app: &App) -> receive::Received {
    let announced = receive::Announced::default();
    receive::receive(app, announced, stream("part"), || None)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_part_replaced_while_completing_is_noticed() {
    let directory = tempfile::tempdir().unwrap();
    let app = app(directory.path()).await;
    objects::ensure_bucket(&app, "bucket").await.unwrap();
    let none = (None, false);
    let upload = multipart::create(&app, "bucket", "m", Headers::default(), Tags::new(), none);
    let upload = upload.await.unwrap();
    let open = multipart::find(&app, "bucket", "m", &upload.id)
        .await
        .unwrap();
    let part = multipart::add_part(&app, &open, 1, received(&app).await)
        .await
        .unwrap();
    let named = [multipart::Named {
        number: 1,
        etag: part.etag,
        checksum: None,
    }];
    let promised = multipart::Promised::default();
    let conditions = Conditions::default();
    let (completed, replaced) = tokio::join!(
        multipart::complete(&app, &open, &named, &promised, &conditions),
        multipart::add_part(&app, &open, 1, received(&app).await),
    );
    // Whichever came first: an object that exists can be read, and nothing else is left.
    if completed.is_ok() {
        assert_eq!(text(&app, "m").await, "part");
    } else {
        assert!(replaced.is_ok());
        multipart::abort(&app, &open).await.unwrap();
    }
    app.sweep_objects().await.unwrap();
    let left = versions::find(&app, "bucket", "m", None).await.is_ok();
    assert_eq!(files(directory.path()), usize::from(left));
}
