//! Every trick by itself: refused, named, and nothing outside touched.

use super::build::{Entry, Tar, Zip, gzip};
use super::*;

fn tar(archive: Tar) -> (String, Problem) {
    refused(Place::new().unpack(&archive.end(), Kind::Tar, &Limits::default()))
}

fn zip(archive: Zip) -> (String, Problem) {
    refused(Place::new().unpack(&archive.end(), Kind::Zip, &Limits::default()))
}

#[test]
fn names_that_lead_out_are_refused() {
    let cases = [
        ("/etc/passwd", Problem::Absolute),
        ("../neighbour/file", Problem::Parent),
        ("a/../../neighbour/file", Problem::Parent),
        ("a/..", Problem::Parent),
        ("..\\neighbour\\file", Problem::Backslash),
        ("\\etc\\passwd", Problem::Backslash),
    ];
    for (name, problem) in cases {
        let expected = (name.to_string(), problem);
        assert_eq!(
            tar(Tar::default().file("ok", b"").file(name, b"x")),
            expected
        );
        assert_eq!(
            zip(Zip::default().file("ok", b"").file(name, b"x")),
            expected
        );
    }
    assert_eq!(zip(Zip::default().file("a\0b", b"x")).1, Problem::Nul);
    assert_eq!(zip(Zip::default().file("a\\b", b"x")).1, Problem::Backslash);
    assert_eq!(tar(Tar::default().file(".", b"")).1, Problem::Nameless);
}

#[test]
fn control_characters_in_names_are_escaped_in_the_message() {
    let error = Place::new()
        .unpack(
            &Zip::default().file("/a\x1b[2Jb", b"").end(),
            Kind::Zip,
            &Limits::default(),
        )
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("entry `/a\\u{1b}[2Jb` has an absolute path"),
        "{error}"
    );
}

#[test]
fn long_names_in_extension_headers_are_checked_too() {
    let long = [b"../".repeat(50), b"neighbour/file".to_vec()].concat();
    let archive = Tar::default()
        .add(b'L', b"././@LongLink", b"", 0o644, &long)
        .file("harmless", b"x");
    assert_eq!(tar(archive).1, Problem::Parent);
    let record = b"30 path=/neighbour/../harmful\n";
    let archive = Tar::default()
        .add(b'x', b"pax", b"", 0o644, record)
        .file("harmless", b"x");
    assert_eq!(
        tar(archive),
        ("/neighbour/../harmful".into(), Problem::Absolute)
    );
}

#[test]
fn a_second_size_for_one_entry_is_refused() {
    let archive = Tar::default()
        .add(b'x', b"pax", b"", 0o644, b"12 size=512\n")
        .file("file", b"four");
    assert!(matches!(tar(archive).1, Problem::Unsupported(what) if what.contains("size")));
}

#[test]
fn links_that_lead_out_are_refused() {
    for target in ["/etc", "..", "../neighbour", "a/../../neighbour", "./../x"] {
        let expected = ("link".to_string(), Problem::Escapes(target.to_string()));
        assert_eq!(tar(Tar::default().link("link", target)), expected);
        assert_eq!(zip(Zip::default().link("link", target)), expected);
    }
}

#[test]
fn links_are_judged_together() {
    // Each looks harmless; `way` is `down/up/..`, that is the root's parent.
    let archive = Tar::default()
        .link("way", "down/up/..")
        .link("down/up", "..");
    assert_eq!(tar(archive).0, "way");
    let archive = Tar::default().link("a", "b").link("b", "a");
    assert!(matches!(tar(archive).1, Problem::Escapes(_)));
}

#[test]
fn nothing_is_written_through_a_link() {
    let behind = Problem::BehindLink("inside".into());
    let archive = Tar::default()
        .add(b'5', b"real/", b"", 0o755, b"")
        .link("inside", "real")
        .file("inside/file", b"x");
    assert_eq!(tar(archive), ("inside/file".into(), behind));
    let archive = Zip::default().link("link", "real").file("link/a/b", b"x");
    assert_eq!(zip(archive).1, Problem::BehindLink("link".into()));
    let archive = Tar::default().link("link", "target").file("link", b"x");
    assert_eq!(
        tar(archive),
        ("link".into(), Problem::Taken("a symbolic link"))
    );
    let archive = Tar::default()
        .file("link/file", b"x")
        .link("link", "target");
    assert_eq!(tar(archive).1, Problem::Taken("a directory"));
}

#[test]
fn hard_links_reach_earlier_files_only() {
    let cases = [
        ("/etc/passwd", Problem::Escapes("/etc/passwd".into())),
        (
            "../neighbour/file",
            Problem::Escapes("../neighbour/file".into()),
        ),
        ("later", Problem::NoTarget("later".into())),
        ("hard", Problem::NoTarget("hard".into())),
    ];
    for (target, problem) in cases {
        let archive = Tar::default().hard_link("hard", target).file("later", b"x");
        assert_eq!(tar(archive), ("hard".into(), problem));
    }
    let archive = Tar::default()
        .link("soft", "file")
        .hard_link("hard", "soft");
    assert_eq!(tar(archive).1, Problem::NoTarget("soft".into()));
}

#[test]
fn special_files_are_refused() {
    let cases: [(u8, u32, &'static str); 3] = [
        (b'3', 0o020_600, "device"),
        (b'4', 0o060_600, "device"),
        (b'6', 0o010_600, "named pipe"),
    ];
    for (kind, mode, word) in cases {
        let archive = Tar::default().add(kind, b"special", b"", 0o666, b"");
        assert_eq!(tar(archive), ("special".into(), Problem::Special(word)));
        let archive = Zip::default().add(Entry::new(b"special", mode, b""));
        assert_eq!(zip(archive), ("special".into(), Problem::Special(word)));
    }
    let sparse = Tar::default().add(b'S', b"sparse", b"", 0o644, b"");
    assert!(matches!(tar(sparse).1, Problem::Unsupported(_)));
    let unknown = Tar::default().add(b'Q', b"odd", b"", 0o644, b"");
    assert!(matches!(tar(unknown).1, Problem::Unsupported(_)));
}

#[test]
fn damage_encryption_and_unknown_methods_are_named() {
    let mut entry = Entry::new(b"bad", 0o100_644, b"content");
    entry.crc = Some(1);
    let (name, problem) = zip(Zip::default().add(entry));
    assert_eq!(name, "bad");
    assert!(matches!(problem, Problem::Damaged(what) if what.contains("checksum")));
    let mut entry = Entry::new(b"secret", 0o100_644, b"content");
    entry.flags |= 1;
    assert_eq!(
        zip(Zip::default().add(entry)),
        ("secret".into(), Problem::Encrypted)
    );
    let mut entry = Entry::new(b"packed", 0o100_644, b"content");
    entry.method = 14;
    let (_, problem) = zip(Zip::default().add(entry));
    assert_eq!(
        problem.to_string(),
        "uses the compression method Lzma, which is not supported"
    );
}

#[test]
fn a_cut_off_archive_is_damaged() {
    let place = Place::new();
    let mut bytes = Tar::default().file("long", &[7; 2000]).end();
    bytes.truncate(1500);
    let (name, problem) = refused(place.unpack(&bytes, Kind::Tar, &Limits::default()));
    assert_eq!(
        (name.as_str(), problem),
        (
            "long",
            Problem::Damaged("988 of 2000 bytes are there".into())
        )
    );
    let mut bytes = gzip(&Tar::default().file("long", &[7; 2000]).end());
    let checksum = bytes.len() - 8;
    bytes[checksum] ^= 1;
    let result = Place::new().unpack(&bytes, Kind::Tgz, &Limits::default());
    assert!(
        matches!(result, Err(ArchiveError::Damaged { .. })),
        "{result:?}"
    );
    let result = Place::new().unpack(b"PK\x03\x04 and no more", Kind::Zip, &Limits::default());
    assert!(
        matches!(result, Err(ArchiveError::Damaged { .. })),
        "{result:?}"
    );
}

#[test]
fn the_declared_kind_must_be_the_real_one() {
    let archives = [
        (Kind::Zip, Zip::default().file("a", b"").end()),
        (Kind::Tar, Tar::default().file("a", b"").end()),
        (Kind::Tgz, gzip(&Tar::default().file("a", b"").end())),
    ];
    for (real, bytes) in &archives {
        for declared in [Kind::Zip, Kind::Tar, Kind::Tgz] {
            let result = Place::new().unpack(bytes, declared, &Limits::default());
            if declared == *real {
                assert_eq!(result.unwrap().files, 1);
            } else {
                let message = result.unwrap_err().to_string();
                assert!(
                    message.contains(declared.name()) && message.contains(real.name()),
                    "{message}"
                );
            }
        }
    }
    let result = Place::new().unpack(b"#!/bin/sh\n", Kind::Zip, &Limits::default());
    assert!(
        result
            .unwrap_err()
            .to_string()
            .contains("neither zip nor tar nor gzip")
    );
}

#[test]
fn every_limit_holds_at_its_edge() {
    let limits = Limits {
        entries: 2,
        total: 150,
        file: 100,
        ratio: 1000,
        ratio_from: 0,
        path: 20,
        depth: 2,
    };
    let unpack = |archive: Tar| Place::new().unpack(&archive.end(), Kind::Tar, &limits);
    let fits = Tar::default().file("a/b/c", &[1; 100]).file("b", &[1; 50]);
    assert_eq!(unpack(fits).unwrap().bytes, 150);
    let cases = [
        (
            Tar::default().file("a", b"").file("b", b"").file("c", b""),
            Problem::Entries(2),
        ),
        (Tar::default().file("a", &[1; 101]), Problem::FileSize(100)),
        (
            Tar::default().file("a", &[1; 100]).file("b", &[1; 51]),
            Problem::TotalSize(150),
        ),
        (Tar::default().file("a/b/c/d", b""), Problem::Deep(2)),
        (
            Tar::default().file("a23456789012345678901", b""),
            Problem::LongPath(20),
        ),
        (
            Tar::default().add(b'5', b"d", b"", 0o755, &[1; 151]),
            Problem::TotalSize(150),
        ),
    ];
    for (archive, problem) in cases {
        assert_eq!(refused(unpack(archive)).1, problem);
    }
}

#[test]
fn a_bomb_is_stopped_by_its_ratio() {
    let limits = Limits {
        ratio_from: 1 << 20,
        ..Limits::default()
    };
    let bomb = gzip(&Tar::default().file("zeros", &vec![0; 16 << 20]).end());
    let place = Place::new();
    let result = place.unpack(&bomb, Kind::Tgz, &limits);
    assert_eq!(
        refused(result),
        ("zeros".into(), Problem::Ratio(limits.ratio))
    );
    let written = place.dest().join("zeros").metadata().unwrap().len();
    assert!(written <= bomb.len() as u64 * limits.ratio, "{written}");
}

#[test]
fn a_huge_extension_header_is_not_read_into_memory() {
    let archive = Tar::default().add(b'L', b"././@LongLink", b"", 0o644, &vec![b'a'; 1 << 20]);
    assert!(matches!(tar(archive).1, Problem::Unsupported(what) if what.contains("extension")));
}

#[test]
fn the_destination_must_be_empty() {
    let place = Place::new();
    std::fs::create_dir(place.dest()).unwrap();
    std::os::unix::fs::symlink("../neighbour", place.dest().join("a")).unwrap();
    let bytes = Tar::default().file("a/file", b"x").end();
    let result = place.unpack(&bytes, Kind::Tar, &Limits::default());
    assert!(
        matches!(result, Err(ArchiveError::NotEmpty(_))),
        "{result:?}"
    );
}
