//! What honest archives become, and what other programs make of ours.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::Command;

use super::super::{Member, detect, pack_zip};
use super::build::{Entry, Tar, Zip, gzip};
use super::*;

fn mode(path: &Path) -> u32 {
    path.symlink_metadata().unwrap().permissions().mode() & 0o7777
}

#[test]
fn tar_keeps_content_modes_times_and_links() {
    let bytes = Tar::default()
        .add(b'5', b"./", b"", 0o755, b"")
        .add(b'5', b"./bin/", b"", 0o500, b"")
        .add(b'0', b"./bin/run", b"", 0o6755, b"#!/bin/sh\n")
        .link("bin/start", "./run")
        .link("dangling", "bin/not-yet")
        .hard_link("copy", "bin/run")
        .file("twice", b"old")
        .file("twice", b"new")
        .file("unit\\x2dname", b"")
        .end();
    for (kind, bytes) in [(Kind::Tar, bytes.clone()), (Kind::Tgz, gzip(&bytes))] {
        let place = Place::new();
        let unpacked = place.unpack(&bytes, kind, &Limits::default()).unwrap();
        assert_eq!(
            (unpacked.files, unpacked.directories, unpacked.links),
            (5, 1, 2)
        );
        let run = place.dest().join("bin/run");
        assert_eq!(read(&run), "#!/bin/sh\n");
        assert_eq!(mode(&run), 0o755, "no set-user-id");
        assert_eq!(
            mode(&place.dest().join("bin")),
            0o700,
            "the owner keeps access"
        );
        assert_eq!(run.metadata().unwrap().mtime(), 1_600_000_000);
        assert_eq!(
            place.dest().join("bin").metadata().unwrap().mtime(),
            1_600_000_000
        );
        assert_eq!(read(&place.dest().join("bin/start")), "#!/bin/sh\n");
        assert_eq!(run.metadata().unwrap().nlink(), 2);
        assert_eq!(read(&place.dest().join("twice")), "new");
        assert!(place.dest().join("unit\\x2dname").exists());
    }
}

#[test]
fn replacing_a_hard_linked_file_leaves_the_other_name_alone() {
    let place = Place::new();
    let bytes = Tar::default()
        .file("a", b"first")
        .hard_link("b", "a")
        .file("b", b"second")
        .end();
    place.unpack(&bytes, Kind::Tar, &Limits::default()).unwrap();
    assert_eq!(read(&place.dest().join("a")), "first");
    assert_eq!(read(&place.dest().join("b")), "second");
}

#[test]
fn zip_keeps_content_modes_times_and_links() {
    let place = Place::new();
    let bytes = Zip::default()
        .add(Entry::new(b"bin/", 0o040_750, b""))
        .add(Entry::new(b"bin/run", 0o104_755, b"#!/bin/sh\n"))
        .add(Entry::new("straße".as_bytes(), 0, b"no mode"))
        .link("start", "bin/run")
        .end();
    let unpacked = place.unpack(&bytes, Kind::Zip, &Limits::default()).unwrap();
    assert_eq!(
        (unpacked.files, unpacked.directories, unpacked.links),
        (2, 1, 1)
    );
    let run = place.dest().join("bin/run");
    assert_eq!((read(&run).as_str(), mode(&run)), ("#!/bin/sh\n", 0o755));
    assert_eq!(mode(&place.dest().join("bin")), 0o750);
    // DOS date 0x5521, time 0x6000: the first of September 2022 at noon.
    assert_eq!(run.metadata().unwrap().mtime(), 1_662_033_600);
    assert_eq!(read(&place.dest().join("straße")), "no mode");
    assert_eq!(read(&place.dest().join("start")), "#!/bin/sh\n");
}

#[test]
fn empty_archives_are_archives() {
    for (kind, bytes) in [
        (Kind::Zip, Zip::default().end()),
        (Kind::Tar, Tar::default().end()),
    ] {
        let place = Place::new();
        assert_eq!(
            place.unpack(&bytes, kind, &Limits::default()).unwrap(),
            Unpacked::default()
        );
        assert_eq!(detect(&place.archive(&bytes)).unwrap(), Some(kind));
    }
}

/// A small tree as a build would leave it.
fn tree(place: &Place) -> PathBuf {
    let base = place.directory.path().join("dest").join("tree");
    std::fs::create_dir_all(base.join("sub/empty")).unwrap();
    std::fs::write(base.join("sub/data"), vec![9; 300_000]).unwrap();
    std::fs::write(base.join("run"), "#!/bin/sh\necho hello\n").unwrap();
    std::fs::set_permissions(base.join("run"), PermissionsExt::from_mode(0o755)).unwrap();
    std::os::unix::fs::symlink("sub/data", base.join("link")).unwrap();
    base
}

#[test]
fn packing_is_repeatable_and_unpacks_to_the_same() {
    let place = Place::new();
    let base = tree(&place);
    let members = ["sub/data", "run", "link", "sub/empty", "run"].map(Member::same);
    let [one, two] = ["dest/one.zip", "dest/two.zip"].map(|p| place.directory.path().join(p));
    let packed = pack_zip(&base, &members, &one).unwrap();
    assert_eq!(packed.files, 4);
    assert_eq!(packed.size, one.metadata().unwrap().len());
    let mut reversed = members.to_vec();
    reversed.reverse();
    pack_zip(&base, &reversed, &two).unwrap();
    assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(&two).unwrap());
    let out = place.directory.path().join("dest/out");
    unpack(&one, Kind::Zip, &out, &Limits::default()).unwrap();
    assert_eq!(
        std::fs::read(out.join("sub/data")).unwrap(),
        vec![9; 300_000]
    );
    assert_eq!(std::fs::read(out.join("link")).unwrap(), vec![9; 300_000]);
    assert_eq!(mode(&out.join("run")), 0o755);
    assert!(out.join("sub/empty").is_dir());
}

#[test]
fn packing_does_not_follow_links_out_of_the_base() {
    let place = Place::new();
    let base = tree(&place);
    std::os::unix::fs::symlink("../../neighbour/file", base.join("leak")).unwrap();
    for path in ["leak", "../../neighbour/file"] {
        let result = pack_zip(&base, &[Member::same(path)], &base.join("out.zip"));
        assert!(
            matches!(result, Err(ArchiveError::Outside(_))),
            "{result:?}"
        );
    }
}

#[test]
fn unzip_reads_what_we_pack() {
    if !program("unzip") {
        return;
    }
    let place = Place::new();
    let base = tree(&place);
    let archive = base.join("out.zip");
    pack_zip(&base, &["run", "sub/data"].map(Member::same), &archive).unwrap();
    let out = base.join("unzipped");
    let status = Command::new("unzip")
        .arg("-q")
        .arg(&archive)
        .arg("-d")
        .arg(&out)
        .status();
    assert!(status.unwrap().success());
    assert_eq!(read(&out.join("run")), "#!/bin/sh\necho hello\n");
    assert_eq!(mode(&out.join("run")), 0o755);
}

#[test]
fn we_read_what_tar_and_zip_pack() {
    let place = Place::new();
    let base = tree(&place);
    let long = base.join("d".repeat(120)).join("e".repeat(120));
    std::fs::create_dir_all(&long).unwrap();
    std::fs::write(long.join("file"), "deep").unwrap();
    let commands: [(&str, Kind, &[&str]); 4] = [
        ("tar", Kind::Tgz, &["czf", "ARCHIVE", "."]),
        ("tar", Kind::Tar, &["--format=pax", "-cf", "ARCHIVE", "."]),
        ("tar", Kind::Tar, &["--format=gnu", "-cf", "ARCHIVE", "."]),
        ("zip", Kind::Zip, &["-q", "-r", "-y", "ARCHIVE", "."]),
    ];
    for (number, (name, kind, arguments)) in commands.into_iter().enumerate() {
        if !program(name) {
            continue;
        }
        let archive = place.dest().join(format!("{number}.archive"));
        let arguments = arguments.iter().map(|a| match *a {
            "ARCHIVE" => archive.to_str().unwrap(),
            other => other,
        });
        let status = Command::new(name)
            .args(arguments)
            .current_dir(&base)
            .status();
        assert!(status.unwrap().success());
        let out = place.dest().join(format!("{number}.out"));
        unpack(&archive, kind, &out, &Limits::default()).unwrap();
        let same = Command::new("diff").arg("-r").arg(&base).arg(&out).status();
        assert!(same.unwrap().success(), "{name} {kind:?}");
        assert!(out.join("link").is_symlink());
        assert_eq!(mode(&out.join("run")), 0o755);
    }
}
