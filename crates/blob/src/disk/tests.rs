//! Nothing half-written is ever visible; ranges over several files; leftovers.

use tempfile::TempDir;

use super::{DRAFTS, Disk, Segment};

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
async fn a_shortened_file_is_an_error_and_not_an_end() {
    let (directory, disk) = disk();
    let part = put(&disk, A, b"0123").await;
    let path = directory.path().join("blob").join("aa").join(A);
    std::fs::write(path, "01").expect("writes");
    let mut reader = disk.read(vec![part], 0..4);
    assert!(reader.chunk().await.expect("the first bytes").is_some());
    assert!(reader.chunk().await.is_err());
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
