//! Random archives: whatever they say, nothing outside changes and no link leads out.

use proptest::prelude::*;

use super::build::{Tar, Zip};
use super::*;

#[derive(Debug, Clone)]
enum Step {
    File(String),
    Directory(String),
    Link(String, String),
    HardLink(String, String),
}

fn path() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        6 => Just("a"), 6 => Just("b"), 3 => Just("c"), 2 => Just(".."), 1 => Just("."),
        1 => Just(""), 1 => Just("neighbour"), 1 => Just("file")
    ];
    proptest::collection::vec(part, 1..5).prop_map(|parts| parts.join("/"))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        path().prop_map(Step::File),
        path().prop_map(Step::Directory),
        (path(), path()).prop_map(|(name, target)| Step::Link(name, target)),
        (path(), path()).prop_map(|(name, target)| Step::HardLink(name, target)),
    ]
}

fn as_tar(steps: &[Step]) -> Vec<u8> {
    let archive = steps.iter().fold(Tar::default(), |tar, step| match step {
        Step::File(name) => tar.file(name, b"x"),
        Step::Directory(name) => tar.add(b'5', name.as_bytes(), b"", 0o755, b""),
        Step::Link(name, target) => tar.link(name, target),
        Step::HardLink(name, target) => tar.hard_link(name, target),
    });
    archive.end()
}

fn as_zip(steps: &[Step]) -> Vec<u8> {
    let archive = steps.iter().fold(Zip::default(), |zip, step| match step {
        Step::File(name) => zip.file(name, b"x"),
        Step::Directory(name) => zip.file(&format!("{name}/"), b""),
        Step::Link(name, target) | Step::HardLink(name, target) => zip.link(name, target),
    });
    archive.end()
}

/// Every link that leads to something leads to something inside.
fn assert_inside(root: &Path, directory: &Path) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if let Ok(real) = path.canonicalize() {
            assert!(
                real.starts_with(root),
                "{} is {}",
                path.display(),
                real.display()
            );
        }
        if path.is_dir() && !path.is_symlink() {
            assert_inside(root, &path);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_escapes(steps in proptest::collection::vec(step(), 1..8)) {
        for (kind, bytes) in [(Kind::Tar, as_tar(&steps)), (Kind::Zip, as_zip(&steps))] {
            let place = Place::new();
            let _ = place.unpack(&bytes, kind, &Limits::default());
            let root = place.dest().canonicalize().unwrap();
            assert_inside(&root, &root);
        }
    }

    #[test]
    fn damaged_bytes_never_panic(
        steps in proptest::collection::vec(step(), 1..5),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        for (kind, mut bytes) in [(Kind::Tar, as_tar(&steps)), (Kind::Zip, as_zip(&steps))] {
            for (at, value) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *value;
            }
            let place = Place::new();
            let _ = place.unpack(&bytes, kind, &Limits::default());
        }
    }
}
