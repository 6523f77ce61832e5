//! Listing says what unpacking would make, writes nothing, and is held by the same limits.

use sha2::{Digest, Sha256};

use super::build::{Entry, Tar, Zip, gzip};
use super::*;
use crate::archive::{Listing, list};

fn listed(bytes: &[u8], limits: &Limits) -> Result<Listing, ArchiveError> {
    let place = Place::new();
    let file = std::fs::File::open(place.archive(bytes)).unwrap();
    let found = list(
        file,
        Path::new("the bundle"),
        limits,
        &["appspec.yml", "big"],
        8,
    );
    place.assert_untouched();
    found
}

fn told(found: &Listing) -> Vec<(&str, u64, bool)> {
    let files = found.files.iter();
    files
        .map(|one| (one.path.as_str(), one.size, one.link))
        .collect()
}

#[test]
fn every_kind_tells_the_same_of_the_same_content() {
    let tar = Tar::default()
        .add(b'5', b"scripts/", b"", 0o755, b"")
        .file("appspec.yml", b"version")
        .file("scripts/run.sh", b"#!")
        .file("big", b"123456789")
        .link("now", "scripts")
        .end();
    let zip = Zip::default()
        .file("appspec.yml", b"version")
        .file("scripts/run.sh", b"#!")
        .file("big", b"123456789")
        .add(Entry::new(b"now", 0o120_777, b"scripts"))
        .end();
    for bytes in [&tar, &gzip(&tar), &zip] {
        let found = listed(bytes, &Limits::default()).unwrap();
        let wanted = [
            ("appspec.yml", 7, false),
            ("scripts/run.sh", 2, false),
            ("big", 9, false),
            ("now", 7, true),
        ];
        assert_eq!(told(&found), wanted);
        assert_eq!(
            found.kept,
            [("appspec.yml".to_string(), b"version".to_vec())]
        );
        assert_eq!(found.files[1].sha256[..], Sha256::digest(b"#!")[..]);
        assert!(found.stopped.is_none());
    }
}

#[test]
fn what_is_before_a_broken_rule_is_told_with_the_rule() {
    let two = Limits {
        entries: 2,
        ..Limits::default()
    };
    let ten = Limits {
        total: 10,
        ..Limits::default()
    };
    let files = |last: &str| {
        let tar = Tar::default().file("a", b"12345").file("b", b"12345");
        let zip = Zip::default().file("a", b"12345").file("b", b"12345");
        [
            tar.file(last, b"12345").end(),
            zip.file(last, b"12345").end(),
        ]
    };
    for (limits, last, problem) in [
        (&two, "c", Problem::Entries(2)),
        (&ten, "c", Problem::TotalSize(10)),
        (&Limits::default(), "../c", Problem::Parent),
    ] {
        for bytes in files(last) {
            let found = listed(&bytes, limits).unwrap();
            assert_eq!(told(&found), [("a", 5, false), ("b", 5, false)]);
            let stopped = found.stopped.expect("a reason");
            assert!(
                matches!(&stopped, ArchiveError::Entry { problem: it, .. } if *it == problem),
                "{stopped}"
            );
        }
    }
}

#[test]
fn a_bomb_is_left_at_its_ratio_and_a_lie_at_its_end() {
    let bomb = gzip(&Tar::default().file("zeros", &vec![0; 4_000_000]).end());
    let limits = Limits {
        ratio_from: 1000,
        ..Limits::default()
    };
    let found = listed(&bomb, &limits).unwrap();
    assert!(found.files.is_empty() && found.stopped.is_some());
    let whole = Tar::default().file("a", b"1").file("b", b"12345").end();
    let found = listed(&whole[..1024 + 514], &Limits::default()).unwrap();
    assert_eq!(told(&found), [("a", 1, false)]);
    assert!(found.stopped.is_some());
    let error = listed(b"no archive at all", &Limits::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the bundle is damaged: it is neither zip nor tar nor gzip"
    );
}
