//! Nothing half-written is ever visible; ranges over several files; leftovers.

use futures::StreamExt;
use md5::{Digest as _, Md5};
use tempfile::TempDir;

use super::{DRAFTS, Digest, Disk, Segment};

const A: &str = "aa000000000000000000000000000001";
const B: &str = "bb000000000000000000000000000002";

fn disk() -> (TempDir, Disk) {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let disk = Disk::open(directory.path().join("blob")).expect("opens");
    (directory, disk)
}

async fn put(disk: &Disk, name: &str, bytes: &[u8]) -> Segment {
    let mut draft = disk.draft(name).await.expect("draft");
    draft.write(bytes).await.expect("write");
    let written = draft.finish().await.expect("finish");
    Segment {
        blob: name.into(),
        size: written.size,
    }
}

async fn read(disk: &Disk, segments: &[Segment], range: std::ops::Range<u64>) -> Vec<u8> {
    let mut reader = disk.read(segments.to_vec(), range);
    let mut all = Vec::new();
    while let Some(bytes) = reader.chunk().await.expect("reads") {
        all.extend_from_slice(&bytes);
    }
    all
}

fn drafts(directory: &TempDir) -> usize {
    std::fs::read_dir(directory.path().join("blob").join(DRAFTS))
        .expect("lists")
        .count()
}

#[tokio::test]
async fn size_and_md5_are_of_the_written_bytes() {
    let (_directory, disk) = disk();
    let mut draft = disk.draft(A).await.expect("draft");
    draft.write(b"ab").await.expect("write");
    draft.write(b"c").await.expect("write");
    let written = draft.finish().await.expect("finish");
    assert_eq!(written.size, 3);
    assert_eq!(hex::encode(written.md5), "900150983cd24fb0d6963f7d28e17f72");
}

#[tokio::test]
async fn an_unfinished_object_is_invisible_and_leaves_nothing() {
    let (directory, disk) = disk();
    let mut draft = disk.draft(A).await.expect("draft");
    draft.write(b"half").await.expect("write");
    assert!(disk.open_range(A, 0..4).await.is_err());
    assert_eq!(drafts(&directory), 1);
    drop(draft);
    assert_eq!(drafts(&directory), 0);
}

#[tokio::test]
async fn leftovers_of_a_crash_go_at_start_and_finished_objects_stay() {
    let (directory, disk) = disk();
    let whole = put(&disk, A, b"whole").await;
    let left = directory.path().join("blob").join(DRAFTS).join("left");
    std::fs::write(&left, "half").expect("writes");
    let disk = Disk::open(directory.path().join("blob")).expect("opens again");
    assert_eq!(drafts(&directory), 0);
    assert_eq!(read(&disk, &[whole], 0..5).await, b"whole");
}

#[tokio::test]
async fn ranges_run_across_segments() {
    let (_directory, disk) = disk();
    let parts = [put(&disk, A, b"0123").await, put(&disk, B, b"4567").await];
    assert_eq!(read(&disk, &parts, 0..8).await, b"01234567");
    assert_eq!(read(&disk, &parts, 2..6).await, b"2345");
    assert_eq!(read(&disk, &parts, 5..6).await, b"5");
    assert_eq!(read(&disk, &parts, 8..8).await, b"");
}

#[tokio::test]
async fn a_missing_or_resized_file_is_noticed_before_the_first_byte() {
    let (directory, disk) = disk();
    let parts = [put(&disk, A, b"0123").await, put(&disk, B, b"4567").await];
    let second = directory.path().join("blob").join("bb").join(B);
    for (content, word) in [(Some("45"), "2 bytes instead of 4"), (None, "is missing")] {
        match content {
            Some(content) => std::fs::write(&second, content).expect("writes"),
            None => std::fs::remove_file(&second).expect("removes"),
        }
        let error = disk.read(parts.to_vec(), 0..8).begin().await;
        let error = error.expect_err("is damaged");
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
        assert_eq!(error.to_string(), format!("the file `{B}` {}", words(word)));
        assert_eq!(
            read(&disk, &parts, 0..4).await,
            b"0123",
            "the other is whole"
        );
    }
}

fn words(word: &str) -> String {
    match word.starts_with("is") {
        true => word.into(),
        false => format!("has {word}"),
    }
}

#[tokio::test]
async fn altered_bytes_are_not_given_to_the_end() {
    let (directory, disk) = disk();
    let parts = [put(&disk, A, b"0123").await, put(&disk, B, b"4567").await];
    let md5 = |bytes: &[u8]| -> [u8; 16] { Md5::digest(bytes).into() };
    let whole = Digest::Whole(md5(b"01234567"));
    let each = Digest::Segments(md5(&[md5(b"0123"), md5(b"4567")].concat()));
    for digest in [whole, each] {
        let reader = || disk.read(parts.to_vec(), 0..8).expecting(Some(digest));
        std::fs::write(directory.path().join("blob/bb").join(B), "4567").expect("writes");
        let chunks: Vec<_> = reader().into_stream().collect().await;
        assert!(chunks.iter().all(Result::is_ok));
        std::fs::write(directory.path().join("blob/bb").join(B), "4568").expect("writes");
        let chunks: Vec<_> = reader().into_stream().collect().await;
        assert_eq!(chunks[0].as_deref().expect("the first part"), b"0123");
        let error = chunks[1].as_ref().expect_err("the second part");
        assert!(
            error.to_string().contains("does not hold the bytes"),
            "{error}"
        );
        assert_eq!(chunks.len(), 2);
    }
}

#[tokio::test]
async fn what_is_deleted_during_a_hold_can_be_read_through_it() {
    let (directory, disk) = disk();
    let part = put(&disk, A, b"0123").await;
    let (hold, second) = (disk.hold(), disk.hold());
    disk.delete(A).await.expect("deletes");
    assert!(disk.read(vec![part.clone()], 0..4).begin().await.is_err());
    let held = || std::fs::read_dir(directory.path().join("blob/held")).map(Iterator::count);
    for hold in [hold, second] {
        let mut content = String::new();
        let mut file = hold.open(&part).expect("opens");
        std::io::Read::read_to_string(&mut file, &mut content).expect("reads");
        assert_eq!((content.as_str(), held().expect("lists")), ("0123", 1));
    }
    assert_eq!(held().expect("lists"), 0, "the last hold removes it");
    put(&disk, B, b"x").await;
    disk.delete(B).await.expect("deletes at once again");
    assert_eq!(held().expect("lists"), 0);
    let missing = disk.hold().open(&part).expect_err("is gone");
    assert_eq!(missing.to_string(), format!("the file `{A}` is missing"));
}

#[tokio::test]
async fn nothing_stays_that_is_put_aside_when_the_last_hold_has_just_gone() {
    let (directory, disk) = disk();
    put(&disk, A, b"0123").await;
    drop(disk.hold());
    // Where a deletion is that saw the hold before it went.
    disk.put_aside(A).await.expect("removes");
    let held = std::fs::read_dir(directory.path().join("blob/held")).expect("lists");
    assert_eq!(held.count(), 0);
}

#[tokio::test]
async fn many_deletions_while_holds_come_and_go_leave_nothing() {
    let (directory, disk) = disk();
    for round in 0..200 {
        let name = format!("aa{round:030}");
        put(&disk, &name, b"0123").await;
        let (hold, other) = (disk.hold(), disk.clone());
        let deleted = tokio::spawn(async move { other.delete(&name).await });
        tokio::task::yield_now().await;
        drop(hold);
        deleted.await.expect("ends").expect("deletes");
    }
    let held = std::fs::read_dir(directory.path().join("blob/held")).expect("lists");
    assert_eq!(held.count(), 0);
}

#[tokio::test]
async fn a_second_name_outlives_the_first() {
    let (_directory, disk) = disk();
    let first = put(&disk, A, b"x").await;
    disk.link(A, B).await.expect("links");
    disk.delete(A).await.expect("deletes");
    disk.delete(A).await.expect("deleting twice is fine");
    let second = Segment {
        blob: B.into(),
        ..first
    };
    assert_eq!(read(&disk, &[second], 0..1).await, b"x");
}

#[tokio::test]
async fn retain_removes_exactly_the_unwanted() {
    let (_directory, disk) = disk();
    put(&disk, A, b"a").await;
    let kept = put(&disk, B, b"b").await;
    let removed = disk.retain(|name| name == B).await.expect("retains");
    assert_eq!(removed, 1);
    assert!(disk.open_range(A, 0..1).await.is_err());
    assert_eq!(read(&disk, &[kept], 0..1).await, b"b");
}

#[tokio::test]
async fn names_cannot_leave_the_directory_nor_be_used_twice() {
    let (_directory, disk) = disk();
    for name in ["", "../../etc/passwd", "AA000000000000000000000000000001"] {
        assert!(disk.draft(name).await.is_err(), "{name}");
    }
    put(&disk, A, b"first").await;
    let draft = disk.draft(A).await.expect("draft");
    assert!(draft.finish().await.is_err());
}
