//! Finds the files that the patterns of an artifact or report name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use towline_spec::buildspec::Files;
use towline_spec::glob::Pattern;

use super::session::Failure;

/// Files by their name in the artifact; paths are relative to the source directory.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// Name in the artifact, path below the source directory.
    pub(super) files: BTreeMap<String, PathBuf>,
    /// Lines for the log.
    pub(super) notes: Vec<String>,
}

/// Selects below `source`, which must be canonical. Nothing outside of it is ever taken.
pub(super) fn select(source: &Path, files: &Files) -> Result<Selection, Failure> {
    let mut selection = Selection::default();
    let exclude: Vec<Pattern> = files
        .exclude_paths
        .iter()
        .map(|p| Pattern::new(p))
        .collect();
    for base in bases(source, files, &mut selection)? {
        let shown = source.join(&base);
        let note = format!(
            "Expanding file paths for base directory {}",
            shown.display()
        );
        selection.notes.push(note);
        for pattern in &files.files {
            let pattern = inside(source, &base, pattern)?;
            selection.notes.push(format!("Expanding {pattern}"));
            for path in matching(&shown, &pattern, &mut selection.notes) {
                if exclude.iter().any(|pattern| pattern.matches(&path)) {
                    continue;
                }
                let real = base.join(&path);
                let name = match files.discard_paths {
                    true => path.rsplit('/').next().unwrap_or(&path).to_string(),
                    false => path,
                };
                take(source, &mut selection, name, real);
            }
        }
    }
    let found = format!("Found {} file(s)", selection.files.len());
    selection.notes.push(found);
    Ok(selection)
}

/// Takes a file unless a link leads to somewhere outside.
fn take(source: &Path, selection: &mut Selection, name: String, path: PathBuf) {
    let real = source.join(&path).canonicalize();
    if real.is_ok_and(|real| real.starts_with(source)) {
        selection.files.insert(name, path);
    } else {
        let note = format!(
            "Skipping {}: the link leads out of the source directory or to nothing",
            path.display()
        );
        selection.notes.push(note);
    }
}

/// Base directories relative to the source.
fn bases(source: &Path, files: &Files, selection: &mut Selection) -> Result<Vec<PathBuf>, Failure> {
    let Some(text) = &files.base_directory else {
        return Ok(vec![PathBuf::new()]);
    };
    let note = format!("Expanding base directory path: {text}");
    selection.notes.push(note);
    let relative = inside(source, Path::new(""), text)?;
    let pattern = Pattern::new(&relative);
    let found: Vec<PathBuf> = if pattern.is_literal() {
        let directory = PathBuf::from(pattern.fixed());
        let is_directory = source.join(&directory).is_dir();
        is_directory.then_some(directory).into_iter().collect()
    } else {
        let mut directories = Vec::new();
        walk(source, &pattern.fixed(), &mut |path, is_directory| {
            if is_directory && pattern.matches(path) {
                directories.push(PathBuf::from(path));
            }
        });
        directories
    };
    let within = |path: &PathBuf| {
        let real = source.join(path).canonicalize();
        real.is_ok_and(|real| real.starts_with(source))
    };
    let found: Vec<PathBuf> = found.into_iter().filter(within).collect();
    match found.is_empty() {
        true => Err(Failure::client(format!(
            "no matching base directory path found for {text}"
        ))),
        false => Ok(found),
    }
}

/// A pattern relative to its base; paths that leave the source are refused.
fn inside(source: &Path, base: &Path, pattern: &str) -> Result<String, Failure> {
    let mut relative = pattern.to_string();
    if let Ok(rest) = Path::new(pattern).strip_prefix(source.join(base)) {
        relative = rest.to_string_lossy().into_owned();
    }
    if relative.starts_with('/') || relative.split('/').any(|part| part == "..") {
        return Err(Failure::client(format!(
            "{pattern} leads out of {}; files outside of the source directory are not taken",
            source.join(base).display()
        )));
    }
    Ok(relative)
}

fn matching(base: &Path, text: &str, notes: &mut Vec<String>) -> Vec<String> {
    let pattern = Pattern::new(text);
    if pattern.is_literal() {
        let path = pattern.fixed();
        if base.join(&path).is_file() {
            return vec![path];
        }
        notes.push(format!("Skipping invalid file path {text}"));
        return Vec::new();
    }
    let mut paths = Vec::new();
    walk(base, &pattern.fixed(), &mut |path, is_directory| {
        if !is_directory && pattern.matches(path) {
            paths.push(path.to_string());
        }
    });
    if paths.is_empty() {
        notes.push(format!("No files match {text}"));
    }
    paths
}

/// Visits everything below `base/start` in order of name, with paths relative to `base`. Links to
/// directories are not followed, so there are no circles; links to files count as files.
fn walk(base: &Path, start: &str, visit: &mut dyn FnMut(&str, bool)) {
    let mut waiting = vec![start.to_string()];
    while let Some(directory) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(base.join(&directory)) else {
            continue;
        };
        let mut names: Vec<_> = entries.flatten().collect();
        names.sort_by_key(std::fs::DirEntry::file_name);
        let mut below = Vec::new();
        for entry in names {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = match directory.as_str() {
                "" => name,
                directory => format!("{directory}/{name}"),
            };
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                visit(&path, true);
                below.push(path);
            } else if entry.path().is_file() || entry.file_type().is_ok_and(|k| k.is_symlink()) {
                visit(&path, entry.path().is_dir());
            }
        }
        waiting.extend(below.into_iter().rev());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(paths: &[&str]) -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        for path in paths {
            let path = directory.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        directory
    }

    fn names(directory: &tempfile::TempDir, files: &Files) -> Result<Vec<String>, String> {
        let source = directory.path().canonicalize().unwrap();
        let selection = select(&source, files).map_err(|failure| failure.message)?;
        Ok(selection.files.into_keys().collect())
    }

    fn files(patterns: &[&str]) -> Files {
        Files {
            files: patterns.iter().map(|p| p.to_string()).collect(),
            ..Files::default()
        }
    }

    #[test]
    fn everything_has_dotfiles_and_no_top_directory() {
        let directory = tree(&["a", ".b", "c/d/.e"]);
        assert_eq!(
            names(&directory, &files(&["**/*"])).unwrap(),
            [".b", "a", "c/d/.e"]
        );
    }

    #[test]
    fn a_directory_is_not_descended() {
        let directory = tree(&["a", "c/d"]);
        assert_eq!(names(&directory, &files(&["*", "c"])).unwrap(), ["a"]);
    }

    #[test]
    fn base_directories_are_no_part_of_names() {
        let directory = tree(&["my-build1/x", "my-build2/y/z", "other/w"]);
        let mut wanted = files(&["**/*"]);
        wanted.base_directory = Some("my-build*".into());
        assert_eq!(names(&directory, &wanted).unwrap(), ["x", "y/z"]);
        wanted.discard_paths = true;
        assert_eq!(names(&directory, &wanted).unwrap(), ["x", "z"]);
        wanted.base_directory = Some("nothing".into());
        let error = names(&directory, &wanted).unwrap_err();
        assert_eq!(error, "no matching base directory path found for nothing");
    }

    #[test]
    fn exclusions_count() {
        let directory = tree(&["a.txt", "b.log", "c/d.log"]);
        let mut wanted = files(&["**/*"]);
        wanted.exclude_paths = vec!["*.log".into()];
        assert_eq!(names(&directory, &wanted).unwrap(), ["a.txt", "c/d.log"]);
    }

    #[test]
    fn nothing_outside_is_taken() {
        let outside = tree(&["secret"]);
        let directory = tree(&["a"]);
        std::os::unix::fs::symlink(outside.path().join("secret"), directory.path().join("link"))
            .unwrap();
        std::os::unix::fs::symlink(outside.path(), directory.path().join("dir")).unwrap();
        assert_eq!(names(&directory, &files(&["**/*", "link"])).unwrap(), ["a"]);
        assert!(names(&directory, &files(&["/etc/passwd"])).is_err());
        assert!(names(&directory, &files(&["../x"])).is_err());
        let mut wanted = files(&["secret"]);
        wanted.base_directory = Some("dir".into());
        assert!(names(&directory, &wanted).is_err());
    }
}
