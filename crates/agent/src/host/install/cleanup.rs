//! The list of what an Install made: one path a line, in the order of making.

use std::fs;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use towline_blob::crew;

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

/// Writes what the instructions make, durably.
pub(super) fn write<'p>(
    list: &Path,
    instructions: impl IntoIterator<Item = &'p Instruction>,
) -> Result<(), String> {
    let mut text = Vec::new();
    for instruction in instructions {
        let (prefix, path): (&[u8], &Path) = match instruction {
            Instruction::Mkdir { directory } => (b"", directory),
            Instruction::Copy(copy) => (b"", &copy.destination),
            Instruction::Semanage { file, .. } => (RULE, file),
            _ => continue,
        };
        text.extend_from_slice(prefix);
        text.extend_from_slice(path.as_os_str().as_bytes());
        text.push(b'\n');
    }
    write_whole(list, &text).map_err(|e| format!("{}: {e}", list.display()))
}

/// Removes what the list names: files, then directories, the newest first. What is gone already, and
/// directories that are not empty, are passed over.
pub(super) fn replay(list: &[Made], root: &Root) -> Result<(), String> {
    let real = |made: &Made| match made {
        Made::Path(path) => Some(root.real(path)),
        Made::Rule(_) => None,
    };
    let paths: Vec<PathBuf> = list.iter().rev().filter_map(real).collect();
    let mut directories = remove_files(&paths)?;
    directories.sort_unstable();
    for index in directories {
        let removed = gone(fs::remove_dir(&paths[index]));
        removed.map_err(|e| not_removed(&paths[index], &e))?;
    }
    for made in list {
        if let Made::Rule(path) = made {
            // The rule may never have been set; a machine without SELinux has no program.
            let _ = Command::new("semanage")
                .args(["fcontext", "-d"])
                .arg(path)
                .output();
        }
    }
    Ok(())
}

/// Removes what is no directory, by several threads; the indices of directories. After a failure
/// nothing new is begun.
fn remove_files(paths: &[PathBuf]) -> Result<Vec<usize>, String> {
    let next = AtomicUsize::new(0);
    let worker = || -> Result<Vec<usize>, String> {
        let mut directories = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(path) = paths.get(index) else {
                return Ok(directories);
            };
            match fs::remove_file(path) {
                Err(e) if e.kind() == io::ErrorKind::IsADirectory => directories.push(index),
                removed => gone(removed).map_err(|e| {
                    next.fetch_max(paths.len(), Ordering::Relaxed);
                    not_removed(path, &e)
                })?,
            }
        }
    };
    let found: Result<Vec<_>, String> = crew::run(paths.len(), worker).into_iter().collect();
    Ok(found?.concat())
}

fn not_removed(path: &Path, error: &io::Error) -> String {
    format!(
        "cannot remove {}, which an earlier deployment installed: {error}",
        path.display()
    )
}

/// What is not there, or has somebody else's things in it, is as good as removed.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    use io::ErrorKind::{DirectoryNotEmpty, NotADirectory, NotFound};
    match removed {
        Err(e) if matches!(e.kind(), NotFound | NotADirectory | DirectoryNotEmpty) => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A root with so many files that several threads remove them, and the list of them.
    fn many(top: &Path) -> (Root, Vec<Made>) {
        let root = Root::Prefix(top.into());
        let mut list = Vec::new();
        for number in 0..400 {
            let directory = PathBuf::from(format!("/a/b{}", number / 50));
            if number % 50 == 0 {
                fs::create_dir_all(root.real(&directory)).unwrap();
                list.push(Made::Path(directory.clone()));
            }
            let file = directory.join(number.to_string());
            fs::write(root.real(&file), "ours").unwrap();
            list.push(Made::Path(file));
        }
        list.insert(0, Made::Path("/a".into()));
        (root, list)
    }

    #[test]
    fn files_go_then_directories_and_what_is_somebody_elses_stays() {
        let top = tempfile::tempdir().unwrap();
        let (root, list) = many(top.path());
        replay(&list, &root).unwrap();
        assert_eq!(fs::read_dir(top.path()).unwrap().count(), 0);

        let (root, list) = many(top.path());
        let real = |path: &str| root.real(Path::new(path));
        fs::write(real("/a/b3/theirs"), "").unwrap();
        // Gone already, or something else by now.
        fs::remove_file(real("/a/b0/7")).unwrap();
        fs::remove_dir_all(real("/a/b1")).unwrap();
        fs::write(real("/a/b1"), "theirs, but at our place").unwrap();
        fs::remove_file(real("/a/b2/100")).unwrap();
        fs::create_dir_all(real("/a/b2/100/theirs")).unwrap();
        replay(&list, &root).unwrap();
        let names = |path: &str| {
            let entries = fs::read_dir(real(path)).unwrap();
            let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            let mut names: Vec<String> = names.collect();
            names.sort();
            names
        };
        assert_eq!(names("/a"), ["b2", "b3"]);
        assert_eq!(names("/a/b2"), ["100"]);
        assert_eq!(names("/a/b3"), ["theirs"]);
    }

    #[test]
    fn what_cannot_be_removed_is_named() {
        let top = tempfile::tempdir().unwrap();
        let (root, mut list) = many(top.path());
        let long = format!("/a/{}", "x".repeat(300)); // longer than a name may be
        list.insert(200, Made::Path(long.clone().into()));
        let said = replay(&list, &root).unwrap_err();
        assert!(
            said.contains(&long) && said.contains("an earlier deployment"),
            "{said}"
        );
    }
}
