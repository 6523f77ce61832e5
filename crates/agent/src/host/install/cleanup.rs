//! The list of what an Install made: one path a line, in the order of making.

use std::fs;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::layout::write_whole;
use super::super::root::Root;
use super::instruction::Instruction;

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Made {
    /// A file, link or directory.
    Path(PathBuf),
    /// An SELinux rule for the path.
    Rule(PathBuf),
}

const RULE: &[u8] = b"semanage\0";

/// Reads the list, oldest first; an unfinished last line is dropped. No list is an empty one.
pub(super) fn read(list: &Path) -> io::Result<Vec<Made>> {
    let mut text = match fs::read(list) {
        Ok(text) => text,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(e),
    };
    text.truncate(
        text.iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |at| at + 1),
    );
    let path = |bytes: &[u8]| PathBuf::from(std::ffi::OsString::from_vec(bytes.to_vec()));
    let made = |line: &[u8]| match line.strip_prefix(RULE) {
        Some(rule) => Made::Rule(path(rule)),
        None => Made::Path(path(line)),
    };
    Ok(text
        .split(|b| *b == b'\n')
        .filter(|line| !line.is_empty())
        .map(made)
        .collect())
}

/// Writes what `plan` makes, durably.
pub(super) fn write(list: &Path, plan: &[Instruction]) -> Result<(), String> {
    let mut text = Vec::new();
    for instruction in plan {
        let (prefix, path): (&[u8], &Path) = match instruction {
            Instruction::Mkdir { directory } => (b"", directory),
            Instruction::Copy { destination, .. } => (b"", destination),
            Instruction::Semanage { file, .. } => (RULE, file),
            _ => continue,
        };
        text.extend_from_slice(prefix);
        text.extend_from_slice(path.as_os_str().as_bytes());
        text.push(b'\n');
    }
    write_whole(list, &text).map_err(|e| format!("{}: {e}", list.display()))
}

/// Removes what the list names, newest first. What is gone already, and directories that are not
/// empty, are passed over.
pub(super) fn replay(list: &[Made], root: &Root) -> Result<(), String> {
    for made in list.iter().rev() {
        match made {
            Made::Path(path) => {
                let path = root.real(path);
                remove(&path).map_err(|e| {
                    format!(
                        "cannot remove {}, which an earlier deployment installed: {e}",
                        path.display()
                    )
                })?;
            }
            Made::Rule(path) => {
                // The rule may never have been set; a machine without SELinux has no program.
                let _ = Command::new("semanage")
                    .args(["fcontext", "-d"])
                    .arg(path)
                    .output();
            }
        }
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    let result = match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => match fs::remove_dir(path) {
            Err(e) if e.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(()),
            other => other,
        },
        Ok(_) => fs::remove_file(path),
        Err(e) => Err(e),
    };
    match result {
        Err(e)
            if matches!(
                e.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(())
        }
        other => other,
    }
}
