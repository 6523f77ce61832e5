//! Archives built by hand (so that they can lie), honest round trips, and random hostility.

mod build;
mod honest;
mod hostile;
mod list;
mod many;
mod random;

use std::path::{Path, PathBuf};

use super::{ArchiveError, Kind, Limits, Problem, Unpacked, unpack};

/// A place with the archive, a directory to unpack into, and a neighbour that must stay untouched.
struct Place {
    directory: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        let directory = tempfile::tempdir().unwrap();
        std::fs::create_dir(directory.path().join("neighbour")).unwrap();
        std::fs::write(directory.path().join("neighbour/file"), "mine").unwrap();
        Place { directory }
    }

    fn dest(&self) -> PathBuf {
        self.directory.path().join("dest")
    }

    fn archive(&self, bytes: &[u8]) -> PathBuf {
        let path = self.directory.path().join("archive");
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn unpack(&self, bytes: &[u8], kind: Kind, limits: &Limits) -> Result<Unpacked, ArchiveError> {
        let result = unpack(&self.archive(bytes), kind, &self.dest(), limits);
        self.assert_untouched();
        result
    }

    /// Nothing but the archive, the destination and the neighbour as it was.
    fn assert_untouched(&self) {
        let mut names: Vec<_> = std::fs::read_dir(self.directory.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "archive" && name != "dest")
            .collect();
        names.sort();
        assert_eq!(names, ["neighbour"]);
        let neighbour = self.directory.path().join("neighbour");
        assert_eq!(std::fs::read_dir(&neighbour).unwrap().count(), 1);
        assert_eq!(std::fs::read(neighbour.join("file")).unwrap(), b"mine");
    }
}

/// The entry and the problem of a refusal.
fn refused(result: Result<Unpacked, ArchiveError>) -> (String, Problem) {
    match result {
        Err(ArchiveError::Entry { entry, problem, .. }) => (entry, problem),
        other => panic!("not refused by entry: {other:?}"),
    }
}

fn program(name: &str) -> bool {
    let found = std::process::Command::new(name).arg("--help").output();
    if found.is_err() {
        println!("skipped: no `{name}` here");
    }
    found.is_ok()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}
