//! Putting one file or link in its place: under another name first, so that whoever reads the file
//! sees the old one or the new one, and a program that is running can be replaced.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};

use rustix::fs::{
    CWD, Mode, OFlags, RenameFlags, Timespec, Timestamps, UTIME_OMIT, copy_file_range, fchmod,
    futimens, open, renameat_with,
};
use rustix::io::Errno;

/// Why a file is not in its place.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Something is there that was not to be replaced.
    Exists,
    /// The name for the time being is taken: a killed Install left it, or somebody else is at it.
    Busy,
    /// Something else.
    Io(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Refusal {
        Refusal::Io(error)
    }
}

impl From<Errno> for Refusal {
    fn from(error: Errno) -> Refusal {
        Refusal::Io(error.into())
    }
}

/// Copies `source` to `target`, with mode and modification time; a link is made again with the same
/// target. What is there already goes only when `replace`. After a refusal nothing was changed.
pub(super) fn place(source: &Path, target: &Path, replace: bool) -> Result<(), Refusal> {
    let temporary = beside(target);
    make(source, &temporary)?;
    let moved = match replace {
        true => fs::rename(&temporary, target).map_err(Refusal::from),
        false => rename_new(&temporary, target),
    };
    if moved.is_err() {
        remove(&temporary);
    }
    moved
}

/// Removes what a killed Install left of its copy to `target`.
pub(super) fn remove_leftover(target: &Path) -> io::Result<()> {
    match fs::remove_file(beside(target)) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

/// Same name each time, so that a repeated Install finds what a killed one left.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".towline-new.");
    name.push(path.file_name().unwrap_or_default());
    path.with_file_name(name)
}

fn remove(path: &Path) {
    let _ = fs::remove_file(path); // best effort: the error before it is the one to tell
}

/// Renames unless something is there already, which is looked at in the same instant.
fn rename_new(from: &Path, to: &Path) -> Result<(), Refusal> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::EXIST) => Err(Refusal::Exists),
        // Not every file system and kernel can.
        Err(Errno::INVAL | Errno::NOSYS) => rename_after_a_look(from, to),
        moved => Ok(moved?),
    }
}

fn rename_after_a_look(from: &Path, to: &Path) -> Result<(), Refusal> {
    match fs::symlink_metadata(to) {
        Ok(_) => Err(Refusal::Exists),
        Err(_) => Ok(fs::rename(from, to)?),
    }
}

fn make(source: &Path, target: &Path) -> Result<(), Refusal> {
    // Whatever else it may be, it must not make us wait.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let from = match open(source, flags, Mode::empty()) {
        Err(Errno::LOOP) => return link(source, target),
        from => File::from(from?),
    };
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let to = match open(target, flags, Mode::RUSR | Mode::WUSR) {
        Err(Errno::EXIST) => return Err(Refusal::Busy),
        to => File::from(to?),
    };
    fill(from, to).map_err(|e| {
        remove(target);
        e.into()
    })
}

fn link(source: &Path, target: &Path) -> Result<(), Refusal> {
    match symlink(fs::read_link(source)?, target) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Err(Refusal::Busy),
        made => Ok(made?),
    }
}

fn fill(mut from: File, mut to: File) -> io::Result<()> {
    let meta = from.metadata()?;
    if !meta.is_file() {
        return Err(io::Error::other("it is neither a file nor a link"));
    }
    let mut left = meta.len();
    while left > 0 {
        let count = usize::try_from(left).unwrap_or(usize::MAX);
        match copy_file_range(&from, None, &to, None, count) {
            Ok(0) | Err(_) => break,
            Ok(copied) => left = left.saturating_sub(copied as u64),
        }
    }
    if left > 0 {
        // Not every pair of file systems can; this one finds a way, or says what is wrong.
        io::copy(&mut from, &mut to)?;
    }
    fchmod(&to, Mode::from_raw_mode(meta.mode() & 0o7777))?;
    let time = |tv_sec, tv_nsec| Timespec { tv_sec, tv_nsec };
    let times = Timestamps {
        last_access: time(0, UTIME_OMIT),
        last_modification: time(meta.mtime(), meta.mtime_nsec()),
    };
    Ok(futimens(&to, &times)?)
}

#[cfg(test)]
mod tests {
    use std::fs::FileTimes;
    use std::os::unix::fs::PermissionsExt;
    use std::sync::Barrier;
    use std::time::{Duration, SystemTime};

    use super::*;

    struct Place(tempfile::TempDir);

    impl Place {
        fn new(files: &[(&str, &str)]) -> Place {
            let place = Place(tempfile::tempdir().unwrap());
            for (name, content) in files {
                fs::write(place.path(name), content).unwrap();
            }
            place
        }

        fn path(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        fn read(&self, name: &str) -> String {
            fs::read_to_string(self.path(name)).unwrap()
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(self.0.path()).unwrap();
            let mut names: Vec<_> = entries
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        }
    }

    #[test]
    fn mode_and_time_are_kept_and_the_access_time_is_not() {
        let place = Place::new(&[("from", &"content ".repeat(40_000))]);
        let old = SystemTime::UNIX_EPOCH + Duration::new(1_600_000_000, 123_456_789);
        let from = File::options()
            .write(true)
            .open(place.path("from"))
            .unwrap();
        from.set_times(FileTimes::new().set_modified(old).set_accessed(old))
            .unwrap();
        // Not even the owner may write it.
        from.set_permissions(fs::Permissions::from_mode(0o2550))
            .unwrap();
        super::place(&place.path("from"), &place.path("to"), false).unwrap();
        let meta = place.path("to").metadata().unwrap();
        assert_eq!(meta.mode() & 0o7777, 0o2550);
        assert_eq!(meta.modified().unwrap(), old);
        assert_ne!(meta.accessed().unwrap(), old);
        assert_eq!(place.read("to"), place.read("from"));
        assert_eq!(place.names(), ["from", "to"]);
    }

    #[test]
    fn what_is_there_is_replaced_only_when_it_may_be() {
        let place = Place::new(&[("from", "new"), ("file", "old")]);
        symlink("nowhere", place.path("link")).unwrap();
        symlink("from", place.path("source")).unwrap();
        fs::create_dir(place.path("directory")).unwrap();
        for source in ["from", "source"] {
            for target in ["file", "link", "directory"] {
                let refused = super::place(&place.path(source), &place.path(target), false);
                assert!(matches!(refused, Err(Refusal::Exists)), "{refused:?}");
            }
        }
        assert_eq!(place.read("file"), "old");
        let all = ["directory", "file", "from", "link", "source"];
        assert_eq!(place.names(), all, "nothing is left");
        for target in ["file", "link"] {
            super::place(&place.path("from"), &place.path(target), true).unwrap();
            assert_eq!(place.read(target), "new");
            assert!(!place.path(target).is_symlink());
        }
        super::place(&place.path("source"), &place.path("file"), true).unwrap();
        assert_eq!(
            fs::read_link(place.path("file")).unwrap(),
            Path::new("from")
        );
        assert_eq!(place.names(), all);
    }

    #[test]
    fn a_file_that_turns_up_in_the_same_instant_stays() {
        let place = Place::new(&[("from", "ours")]);
        for round in 0..200 {
            let target = place.path(&round.to_string());
            let barrier = Barrier::new(2);
            let (ours, theirs) = std::thread::scope(|scope| {
                let other = scope.spawn(|| {
                    barrier.wait();
                    File::create_new(&target).is_ok()
                });
                barrier.wait();
                let ours = super::place(&place.path("from"), &target, false);
                (ours, other.join().unwrap())
            });
            assert_eq!(ours.is_ok(), !theirs, "{ours:?}");
            let expected = if theirs { "" } else { "ours" };
            assert_eq!(place.read(&round.to_string()), expected);
        }
    }

    #[test]
    fn where_the_file_system_cannot_refuse_it_is_looked_at_before() {
        let place = Place::new(&[("from", "new"), ("there", "old")]);
        let [from, there, free] = ["from", "there", "free"].map(|name| place.path(name));
        let refused = rename_after_a_look(&from, &there);
        assert!(matches!(refused, Err(Refusal::Exists)), "{refused:?}");
        assert_eq!(place.read("there"), "old");
        rename_after_a_look(&from, &free).unwrap();
        assert_eq!(place.names(), ["free", "there"]);
    }

    #[test]
    fn nothing_is_left_of_a_copy_that_fails() {
        let place = Place::new(&[("from", "content")]);
        rustix::fs::mknodat(
            CWD,
            place.path("pipe"),
            rustix::fs::FileType::Fifo,
            Mode::RUSR,
            0,
        )
        .unwrap();
        fs::create_dir(place.path("directory")).unwrap();
        for source in ["pipe", "directory", "gone"] {
            let failed = super::place(&place.path(source), &place.path("to"), false);
            assert!(
                matches!(failed, Err(Refusal::Io(_))),
                "{source}: {failed:?}"
            );
        }
        let failed = super::place(&place.path("from"), &place.path("directory"), true);
        assert!(matches!(failed, Err(Refusal::Io(_))), "{failed:?}");
        assert_eq!(place.names(), ["directory", "from", "pipe"]);
    }

    #[test]
    fn a_busy_place_is_told_and_left_alone() {
        let place = Place::new(&[("from", "new"), (".towline-new.to", "half")]);
        symlink("from", place.path("link")).unwrap();
        for source in ["from", "link"] {
            let refused = super::place(&place.path(source), &place.path("to"), false);
            assert!(matches!(refused, Err(Refusal::Busy)), "{refused:?}");
        }
        assert_eq!(place.read(".towline-new.to"), "half");
        remove_leftover(&place.path("to")).unwrap();
        remove_leftover(&place.path("to")).unwrap();
        super::place(&place.path("from"), &place.path("to"), false).unwrap();
        assert_eq!(place.names(), ["from", "link", "to"]);
    }
}
