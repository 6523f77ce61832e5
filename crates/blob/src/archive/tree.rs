//! The directory that an archive is unpacked into.
//!
//! Everything is created relative to handles of directories that were opened without following
//! links. Symbolic links are only remembered and checked as one set, and made at the very end: while
//! entries are written there is no link of the archive to be led astray by.

use std::collections::{BTreeMap, HashMap};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{AtFlags, FileType, Mode, OFlags, Timespec, Timestamps};
use rustix::io::Errno;

use super::limits::Meter;
use super::name::{Name, shown};
use super::{ArchiveError, Problem, Unpacked};

/// Symbolic links that one path may pass before it counts as leading nowhere good.
const HOPS: usize = 40;

/// Directories that are kept open, so that the way to each of their files need not be walked. A
/// process may have a thousand files open on most machines.
const HANDLES: usize = 64;

const DIRECTORY: OFlags = OFlags::DIRECTORY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC)
    .union(OFlags::RDONLY);

/// Permission bits and modification time (seconds since the epoch) of an entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meta {
    /// Only the lowest nine bits are used.
    pub(super) mode: u32,
    pub(super) mtime: i64,
}

/// A directory being filled.
pub(super) struct Tree {
    path: PathBuf,
    root: OwnedFd,
    directories: BTreeMap<Name, Meta>,
    links: BTreeMap<Name, OsString>,
    handles: HashMap<Name, Arc<OwnedFd>>,
    done: Unpacked,
}

impl Tree {
    /// Creates `path` if needed; it must be empty.
    pub(super) fn open(path: &Path) -> Result<Tree, ArchiveError> {
        std::fs::create_dir_all(path).map_err(|e| ArchiveError::io(path, e))?;
        let mut entries = std::fs::read_dir(path).map_err(|e| ArchiveError::io(path, e))?;
        if entries.next().is_some() {
            return Err(ArchiveError::NotEmpty(path.into()));
        }
        let root = rustix::fs::open(path, DIRECTORY, Mode::empty())
            .map_err(|e| ArchiveError::io(path, e))?;
        Ok(Tree {
            path: path.into(),
            root,
            directories: BTreeMap::new(),
            links: BTreeMap::new(),
            handles: HashMap::new(),
            done: Unpacked::default(),
        })
    }

    /// Makes a directory; its permissions and time are set at the end.
    pub(super) fn directory(
        &mut self,
        name: Name,
        meta: Meta,
        meter: &Meter<'_>,
    ) -> Result<(), ArchiveError> {
        if name.is_root() {
            return Ok(());
        }
        self.descend(&name, meter)?;
        self.directories.insert(name, meta);
        self.done.directories += 1;
        Ok(())
    }

    /// Makes an empty regular file, to be filled and given its mode and time by
    /// [`Content`](super::content::Content); a later file of the same name replaces it.
    pub(super) fn file(&mut self, name: &Name, meter: &Meter<'_>) -> Result<File, ArchiveError> {
        let (directory, last) = self.parent(name, meter)?;
        let flags = OFlags::CREATE
            .union(OFlags::EXCL)
            .union(OFlags::WRONLY)
            .union(OFlags::NOFOLLOW)
            .union(OFlags::CLOEXEC);
        let mode = Mode::RUSR.union(Mode::WUSR);
        let mut file = rustix::fs::openat(&directory, last, flags, mode);
        if let Err(Errno::EXIST) = file {
            self.clear(directory.as_fd(), last, name, meter)?;
            file = rustix::fs::openat(&directory, last, flags, mode);
        }
        self.done.files += 1;
        file.map(File::from)
            .map_err(|e| ArchiveError::io(self.path.join(name.to_string()), e))
    }

    /// Makes a second name for an earlier file of the archive.
    pub(super) fn hard_link(
        &mut self,
        name: &Name,
        target: &Name,
        meter: &Meter<'_>,
    ) -> Result<(), ArchiveError> {
        let missing = || meter.refuse(&name.to_string(), Problem::NoTarget(target.to_string()));
        if name == target {
            return Err(missing());
        }
        let (from_name, from_last) = target.split().ok_or_else(missing)?;
        let from = self.existing(&from_name).ok_or_else(missing)?;
        if kind_at(from.as_fd(), from_last) != Some(FileType::RegularFile) {
            return Err(missing());
        }
        let (directory, last) = self.place(name, meter)?;
        rustix::fs::linkat(&from, from_last, &directory, last, AtFlags::empty())
            .map_err(|e| ArchiveError::io(self.path.join(name.to_string()), e))?;
        self.done.files += 1;
        Ok(())
    }

    /// Remembers a symbolic link.
    pub(super) fn link(
        &mut self,
        name: Name,
        target: &[u8],
        meter: &Meter<'_>,
    ) -> Result<(), ArchiveError> {
        self.place(&name, meter)?;
        let problem = match target {
            [] => Some(Problem::Nameless),
            target if target.contains(&0) => Some(Problem::Nul),
            target if target.starts_with(b"/") => Some(Problem::Escapes(shown(target))),
            target if target.len() > meter.limits.path => {
                Some(Problem::LongPath(meter.limits.path))
            }
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(meter.refuse(&name.to_string(), problem));
        }
        self.links.insert(name, OsStr::from_bytes(target).into());
        Ok(())
    }

    /// Checks and makes the links, then sets permissions and times of directories.
    pub(super) fn finish(mut self, meter: &Meter<'_>) -> Result<Unpacked, ArchiveError> {
        for (name, target) in &self.links {
            if !self.stays_inside(name) {
                let problem = Problem::Escapes(shown(target.as_bytes()));
                return Err(meter.refuse(&name.to_string(), problem));
            }
        }
        for (name, target) in &self.links {
            let io = |e: Errno| ArchiveError::io(self.path.join(name.to_string()), e);
            let Some((parent, last)) = name.split() else {
                continue;
            };
            let directory = self.existing(&parent).ok_or_else(|| io(Errno::NOENT))?;
            rustix::fs::symlinkat(target, &directory, last).map_err(io)?;
            self.done.links += 1;
        }
        // Deepest first: a directory without permission to search would hide what is below.
        for (name, meta) in self.directories.iter().rev() {
            let io = |e: Errno| ArchiveError::io(self.path.join(name.to_string()), e);
            let directory = self.existing(name).ok_or_else(|| io(Errno::NOENT))?;
            // The owner keeps all rights, so that the tree can be used and removed.
            apply(directory.as_fd(), meta.mode | 0o700, *meta).map_err(io)?;
        }
        Ok(self.done)
    }

    /// The open directory for a new file or link `name`, with nothing in its place any more.
    fn place<'n>(
        &mut self,
        name: &'n Name,
        meter: &Meter<'_>,
    ) -> Result<(Arc<OwnedFd>, &'n OsStr), ArchiveError> {
        let (directory, last) = self.parent(name, meter)?;
        self.clear(directory.as_fd(), last, name, meter)?;
        Ok((directory, last))
    }

    /// The open directory for `name`, which is not the place of a link.
    fn parent<'n>(
        &mut self,
        name: &'n Name,
        meter: &Meter<'_>,
    ) -> Result<(Arc<OwnedFd>, &'n OsStr), ArchiveError> {
        let refuse = |problem| meter.refuse(&name.to_string(), problem);
        let Some((parent, last)) = name.split() else {
            return Err(refuse(Problem::Nameless));
        };
        let directory = self.descend(&parent, meter).map_err(|e| match e {
            ArchiveError::Entry { problem, .. } => refuse(problem),
            other => other,
        })?;
        if self.links.contains_key(name) {
            return Err(refuse(Problem::Taken("a symbolic link")));
        }
        Ok((directory, last))
    }

    /// Removes an earlier file from the place of `name`.
    fn clear(
        &self,
        directory: BorrowedFd<'_>,
        last: &OsStr,
        name: &Name,
        meter: &Meter<'_>,
    ) -> Result<(), ArchiveError> {
        match kind_at(directory, last) {
            None => Ok(()),
            Some(FileType::Directory) => {
                Err(meter.refuse(&name.to_string(), Problem::Taken("a directory")))
            }
            Some(_) => rustix::fs::unlinkat(directory, last, AtFlags::empty())
                .map_err(|e| ArchiveError::io(self.path.join(name.to_string()), e)),
        }
    }

    /// Opens a directory, making what is missing.
    fn descend(&mut self, name: &Name, meter: &Meter<'_>) -> Result<Arc<OwnedFd>, ArchiveError> {
        let refuse = |problem| meter.refuse(&name.to_string(), problem);
        let behind = |prefix: &Name| self.links.contains_key(prefix);
        if !self.links.is_empty()
            && let Some(link) = name.prefixes().find(behind)
        {
            return Err(refuse(Problem::BehindLink(link.to_string())));
        }
        if let Some(handle) = self.handles.get(name) {
            return Ok(Arc::clone(handle));
        }
        let handle = self
            .walk(name, |at, part| {
                match rustix::fs::mkdirat(at, part, Mode::from_raw_mode(0o755)) {
                    Err(Errno::EXIST) | Ok(()) => Ok(()),
                    Err(e) => Err(e),
                }
            })
            .map_err(|e| match e {
                Errno::NOTDIR | Errno::LOOP => refuse(Problem::Taken("a file")),
                e => ArchiveError::io(self.path.join(name.to_string()), e),
            })?;
        if self.handles.len() == HANDLES {
            self.handles.clear();
        }
        let handle = Arc::new(handle);
        self.handles.insert(name.clone(), Arc::clone(&handle));
        Ok(handle)
    }

    /// Opens a directory that is there.
    fn existing(&self, name: &Name) -> Option<OwnedFd> {
        self.walk(name, |_, _| Ok(())).ok()
    }

    /// Opens `name` part by part, never through a link.
    fn walk(
        &self,
        name: &Name,
        before: impl Fn(BorrowedFd<'_>, &OsStr) -> Result<(), Errno>,
    ) -> Result<OwnedFd, Errno> {
        let mut at = rustix::fs::openat(&self.root, ".", DIRECTORY, Mode::empty())?;
        for part in name.parts() {
            before(at.as_fd(), part)?;
            at = rustix::fs::openat(&at, part, DIRECTORY, Mode::empty())?;
        }
        Ok(at)
    }

    /// Follows a link with all other links of the archive in place. What is not there counts as
    /// a directory that somebody may still make.
    fn stays_inside(&self, link: &Name) -> bool {
        let mut at = Name::root();
        let mut rest: Vec<OsString> = link.parts().rev().map(OsStr::to_os_string).collect();
        let mut hops = 0;
        while let Some(part) = rest.pop() {
            match part.as_bytes() {
                b"" | b"." => continue,
                b".." if at.pop() => continue,
                b".." => return false,
                _ => at.push(&part),
            }
            let Some(target) = self.links.get(&at) else {
                continue;
            };
            hops += 1;
            if hops > HOPS {
                return false;
            }
            at.pop();
            let parts = target.as_bytes().split(|b| *b == b'/');
            rest.extend(parts.rev().map(|part| OsStr::from_bytes(part).into()));
        }
        true
    }
}

/// What `name` is in the directory, without following it.
fn kind_at(directory: BorrowedFd<'_>, name: &OsStr) -> Option<FileType> {
    let stat = rustix::fs::statat(directory, name, AtFlags::SYMLINK_NOFOLLOW).ok()?;
    Some(FileType::from_raw_mode(stat.st_mode))
}

/// Sets permissions and time.
pub(super) fn apply(file: BorrowedFd<'_>, mode: u32, meta: Meta) -> Result<(), Errno> {
    rustix::fs::fchmod(file, Mode::from_raw_mode(mode & 0o777))?;
    let time = Timespec {
        tv_sec: meta.mtime,
        tv_nsec: 0,
    };
    rustix::fs::futimens(
        file,
        &Timestamps {
            last_access: time,
            last_modification: time,
        },
    )
}
