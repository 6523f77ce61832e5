//! Carrying out one instruction.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::super::root::Root;
use super::access::{self, Names};
use super::copy::{self, Refusal};
use super::instruction::{Copy, Instruction};
use super::plan::already_exists;

/// Why a file was not copied.
pub(super) enum Failure {
    /// Its place is busy. Another thread may be at it, for links of the host can make one place of
    /// two destinations.
    Busy,
    /// It cannot be.
    Refused(String),
}

/// Makes a directory that is not there.
pub(super) fn make_directory(directory: &Path, root: &Root) -> Result<(), String> {
    let real = root.real(directory);
    fs::create_dir(&real).map_err(|e| match e.kind() {
        io::ErrorKind::AlreadyExists => already_exists(directory),
        _ => format!("cannot make the directory {}: {e}", real.display()),
    })
}

/// Copies a file while other threads may copy others.
pub(super) fn copy_at_once(copy: &Copy, root: &Root) -> Result<(), Failure> {
    let real = root.real(&copy.destination);
    copy::place(&copy.source, &real, copy.replace).map_err(|refusal| match refusal {
        Refusal::Busy => Failure::Busy,
        Refusal::Exists => Failure::Refused(already_exists(&copy.destination)),
        Refusal::Io(e) => Failure::Refused(not_copied(copy, &real, &e)),
    })
}

/// Carries out any instruction while nobody else is at work: what is in the place of a copy was
/// left there by a killed Install.
pub(super) fn one(instruction: &Instruction, root: &Root, names: &mut Names) -> Result<(), String> {
    match instruction {
        Instruction::Mkdir { directory } => make_directory(directory, root),
        Instruction::Copy(copy) => copy_alone(copy, root),
        Instruction::Chmod { mode, file } => change_mode(mode, &root.real(file)),
        Instruction::Chown { owner, group, file } => {
            names.change_owner(owner.as_deref(), group.as_deref(), &root.real(file))
        }
        Instruction::Setfacl { acl, file } => access::set_acl(acl, &root.real(file)),
        Instruction::Semanage { context, file } => access::set_context(context, &root.real(file)),
    }
}

fn copy_alone(copy: &Copy, root: &Root) -> Result<(), String> {
    let real = root.real(&copy.destination);
    copy::remove_leftover(&real).map_err(|e| not_copied(copy, &real, &e))?;
    copy_at_once(copy, root).map_err(|failure| match failure {
        Failure::Refused(message) => message,
        Failure::Busy => {
            let taken = io::Error::from(io::ErrorKind::AlreadyExists);
            not_copied(copy, &real, &taken)
        }
    })
}

fn not_copied(copy: &Copy, real: &Path, error: &io::Error) -> String {
    format!(
        "cannot copy {} to {}: {error}",
        copy.source.display(),
        real.display()
    )
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
