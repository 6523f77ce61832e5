//! Archives that Towline did not make, or made of what does not fit together.

use std::io::Cursor;

use super::super::format::{Header, Line, Manifest};
use super::super::restore;
use super::{refusal, server};

/// An archive of these entries under a header, with list and manifest as they must be.
fn forged(header: &Header, entries: &[(&str, tar::EntryType, &[u8])]) -> Vec<u8> {
    use sha2::Digest;
    let mut tar = tar::Builder::new(Vec::new());
    let mut add = |path: &str, kind: tar::EntryType, content: &[u8]| {
        let mut head = tar::Header::new_ustar();
        // Not `set_path`, which refuses what is wanted here.
        head.as_mut_bytes()[..path.len()].copy_from_slice(path.as_bytes());
        head.set_entry_type(kind);
        head.set_size(content.len() as u64);
        head.set_cksum();
        tar.append(&head, content).unwrap();
    };
    let file = tar::EntryType::Regular;
    add(
        "towline-backup.json",
        file,
        &serde_json::to_vec(header).unwrap(),
    );
    let mut list = Vec::new();
    for (path, kind, content) in entries {
        add(path, *kind, content);
        let line = Line {
            path: (*path).into(),
            size: content.len() as u64,
            sha256: hex::encode(sha2::Sha256::digest(content)),
        };
        serde_json::to_writer(&mut list, &line).unwrap();
        list.push(b'\n');
    }
    add("files.jsonl", file, &list);
    let manifest = Manifest {
        header: header.clone(),
        files: entries.len() as u64,
        bytes: entries.iter().map(|entry| entry.2.len() as u64).sum(),
        objects: 0,
        repositories: 0,
        last_event: 0,
        list: hex::encode(sha2::Sha256::digest(&list)),
    };
    add(
        "manifest.json",
        file,
        &serde_json::to_vec(&manifest).unwrap(),
    );
    tar.into_inner().unwrap()
}

fn header() -> Header {
    Header {
        format: 1,
        towline: "9.9.9".into(),
        schema: 1,
        created: "2026-11-26T00:00:00Z".into(),
    }
}

#[tokio::test]
async fn what_no_backup_holds_is_refused_by_name() {
    use tar::EntryType;
    let file = EntryType::Regular;
    let newer = Header {
        format: 2,
        ..header()
    };
    let none = "is no file of a data directory";
    let kind = "is neither a file nor a directory";
    let table: [(Vec<u8>, &str); 9] = [
        (b"text".repeat(500), "not a Towline backup"),
        (Vec::new(), "not a Towline backup (it is empty)"),
        (
            forged(&newer, &[]),
            "its format is 2, this program knows up to 1; use Towline 9.9.9",
        ),
        (forged(&header(), &[("../outside", file, b"x")]), none),
        (forged(&header(), &[("/etc/passwd", file, b"x")]), none),
        (forged(&header(), &[("git/../../x", file, b"x")]), none),
        (
            forged(&header(), &[("git/x", EntryType::Symlink, b"")]),
            kind,
        ),
        (
            forged(&header(), &[("blob/ab/x", EntryType::Link, b"")]),
            kind,
        ),
        (
            forged(
                &header(),
                &[("seal-key", file, b"x"), ("seal-key", file, b"y")],
            ),
            "`seal-key` cannot be written",
        ),
    ];
    for (bytes, words) in table {
        let text = refusal(bytes.clone()).await;
        assert!(text.contains(words), "{text}");
        let outside = tempfile::tempdir().unwrap();
        let data = outside.path().join("data");
        let error = restore(Cursor::new(bytes), &data).await.unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
        assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
    }
}

#[tokio::test]
async fn a_database_that_is_newer_or_foreign_or_lost_its_key_is_refused() {
    let (directory, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = server(&directory).await;
    server(&other).await;
    let copy = directory.path().join("copy.db");
    app.store.copy_to(&copy).await.unwrap();
    let (good, key) = (
        std::fs::read(&copy).unwrap(),
        directory.path().join("seal-key"),
    );
    let (key, foreign) = (
        std::fs::read(key).unwrap(),
        std::fs::read(other.path().join("seal-key")).unwrap(),
    );
    let file = tar::EntryType::Regular;
    let with = |database: &[u8], key: Option<&[u8]>| {
        let mut entries = vec![("towline.db", file, database)];
        entries.extend(key.map(|key| ("seal-key", file, key)));
        forged(&header(), &entries)
    };
    let half = &good[..good.len() / 8192 * 4096];
    let table: [(Vec<u8>, &str); 5] = [
        (with(&good, None), "seal-key` is missing"),
        (
            with(&good, Some(&foreign)),
            "is not the key that the secrets",
        ),
        (with(half, Some(&key)), "is damaged"),
        (with(b"no database", Some(&key)), "is not a SQLite database"),
        (
            with(&good, Some(&key)),
            "speaks of 2 files of objects, and there are 0",
        ),
    ];
    for (bytes, words) in table {
        let text = refusal(bytes).await;
        assert!(text.contains(words), "{text}");
    }
}
