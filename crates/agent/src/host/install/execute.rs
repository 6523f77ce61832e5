//! Carrying out one instruction.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use super::super::root::Root;
use super::access::{self, Names};
use super::instruction::Instruction;
use super::plan::already_exists;

/// Why an instruction failed.
pub(super) struct Failure {
    pub(super) message: String,
    /// What is at the path belongs to somebody else.
    pub(super) foreign: bool,
}

impl From<String> for Failure {
    fn from(message: String) -> Failure {
        Failure {
            message,
            foreign: false,
        }
    }
}

pub(super) fn one(
    instruction: &Instruction,
    root: &Root,
    names: &mut Names,
) -> Result<(), Failure> {
    match instruction {
        Instruction::Mkdir { directory } => make_directory(directory, root),
        Instruction::Copy {
            source,
            destination,
            replace,
        } => copy(source, destination, *replace, root),
        Instruction::Chmod { mode, file } => Ok(change_mode(mode, &root.real(file))?),
        Instruction::Chown { owner, group, file } => {
            Ok(names.change_owner(owner.as_deref(), group.as_deref(), &root.real(file))?)
        }
        Instruction::Setfacl { acl, file } => Ok(access::set_acl(acl, &root.real(file))?),
        Instruction::Semanage { context, file } => {
            Ok(access::set_context(context, &root.real(file))?)
        }
    }
}

fn make_directory(directory: &Path, root: &Root) -> Result<(), Failure> {
    let real = root.real(directory);
    match fs::create_dir(&real) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Err(foreign(directory)),
        Err(e) => Err(format!("cannot make the directory {}: {e}", real.display()).into()),
        Ok(()) => Ok(()),
    }
}

fn foreign(path: &Path) -> Failure {
    Failure {
        message: already_exists(path),
        foreign: true,
    }
}

/// Copies under another name first: whoever reads the file sees the old one or the new one, and a
/// program that is running can be replaced.
fn copy(source: &Path, destination: &Path, replace: bool, root: &Root) -> Result<(), Failure> {
    let real = root.real(destination);
    if !replace && fs::symlink_metadata(&real).is_ok() {
        return Err(foreign(destination));
    }
    let temporary = beside(&real);
    let copied = remove_if_there(&temporary)
        .and_then(|()| copy_to(source, &temporary))
        .and_then(|()| fs::rename(&temporary, &real));
    copied.map_err(|e| {
        let _ = fs::remove_file(&temporary); // best effort: the first error is the one to tell
        format!(
            "cannot copy {} to {}: {e}",
            source.display(),
            real.display()
        )
        .into()
    })
}

/// Same name each time, so that a repeated Install finds what a killed one left.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".towline-new.");
    name.push(path.file_name().unwrap_or_default());
    path.with_file_name(name)
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

/// With mode and modification time; a link is made again with the same target.
fn copy_to(source: &Path, target: &Path) -> io::Result<()> {
    let meta = fs::symlink_metadata(source)?;
    if meta.is_symlink() {
        return symlink(fs::read_link(source)?, target);
    }
    fs::copy(source, target)?;
    let times = fs::FileTimes::new().set_modified(meta.modified()?);
    // A file that its owner may not write still gets its time.
    match fs::File::options().write(true).open(target) {
        Ok(file) => file.set_times(times),
        Err(_) => fs::File::open(target).and_then(|file| file.set_times(times)),
    }
}

/// A symbolic link has no mode of its own, and what it leads to is not ours to change.
fn change_mode(mode: &str, file: &Path) -> Result<(), String> {
    if file.is_symlink() {
        return Ok(());
    }
    let mode = u32::from_str_radix(mode, 8).map_err(|e| format!("mode {mode}: {e}"))?;
    fs::set_permissions(file, fs::Permissions::from_mode(mode))
        .map_err(|e| format!("cannot set the mode of {} to {mode:o}: {e}", file.display()))
}
