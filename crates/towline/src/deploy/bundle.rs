//! A bundle on this machine: a file as it is, or a directory that is packed.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempDir;
use towline_blob::archive::{Member, pack_zip};
use towline_spec::appspec::NAMES;

use super::place;
use crate::failure::Failure;

/// A file that can be uploaded.
#[derive(Debug)]
pub(super) struct Bundle {
    file: PathBuf,
    /// Goes with the bundle.
    _directory: Option<TempDir>,
    pub(super) kind: &'static str,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

impl Bundle {
    pub(super) fn path(&self) -> &Path {
        &self.file
    }

    fn of(
        file: PathBuf,
        directory: Option<TempDir>,
        kind: &'static str,
    ) -> Result<Bundle, Failure> {
        let failed = |error| Failure::file("read", &file, error);
        let (bytes, sha256) = digest(&file).map_err(failed)?;
        Ok(Bundle {
            _directory: directory,
            kind,
            bytes,
            sha256,
            file,
        })
    }
}

/// The bundle that `source` is or becomes.
pub(super) fn make(source: &Path) -> Result<Bundle, Failure> {
    let meta = fs::metadata(source).map_err(|error| Failure::file("deploy", source, error))?;
    if meta.is_dir() {
        return pack(source);
    }
    let name = source.to_string_lossy();
    let kind = place::kind(&name).ok_or_else(|| {
        let why = "its name ends in none of .zip, .tar, .tgz";
        Failure::file("deploy", source, why).usage()
    })?;
    Bundle::of(source.to_path_buf(), None, kind)
}

fn pack(source: &Path) -> Result<Bundle, Failure> {
    if !NAMES.iter().any(|name| source.join(name).is_file()) {
        return Err(Failure::file("deploy", source, "it has no appspec.yml")
            .fix("name the directory that holds it")
            .usage());
    }
    let mut members = Vec::new();
    walk(source, Path::new(""), &mut members)?;
    let failed = |error: String| Failure::file("pack", source, error);
    let directory = TempDir::new().map_err(|error| failed(error.to_string()))?;
    let file = directory.path().join("bundle.zip");
    pack_zip(source, &members, &file).map_err(|error| failed(error.to_string()))?;
    Bundle::of(file, Some(directory), "zip")
}

/// Adds the files below `base`/`below`; a directory without any stands for itself.
fn walk(base: &Path, below: &Path, members: &mut Vec<Member>) -> Result<(), Failure> {
    let directory = base.join(below);
    let failed = |error| Failure::file("read", &directory, error);
    let mut entries = fs::read_dir(&directory)
        .map_err(failed)?
        .collect::<Result<Vec<_>, _>>()
        .map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    if entries.is_empty() && below != Path::new("") {
        members.push(Member::same(below));
    }
    for entry in entries {
        let path = below.join(entry.file_name());
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() && entry.file_name() != ".git" {
            walk(base, &path, members)?;
        } else if kind.is_symlink() && base.join(&path).is_dir() {
            let why = "a link to a directory cannot be in a bundle";
            return Err(Failure::file("pack", &base.join(&path), why));
        } else if !kind.is_dir() {
            members.push(Member::same(path));
        }
    }
    Ok(())
}

fn digest(path: &Path) -> std::io::Result<(u64, String)> {
    let mut file = fs::File::open(path)?;
    let (mut sha256, mut bytes) = (Sha256::new(), 0);
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok((bytes, hex::encode(sha256.finalize()))),
            count => {
                bytes += count as u64;
                sha256.update(&piece[..count]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn application() -> TempDir {
        let directory = TempDir::new().unwrap();
        let path = directory.path();
        for (name, text) in [
            ("appspec.yml", "version: 0.0"),
            ("a/b/page", "x"),
            (".git/HEAD", "ref"),
        ] {
            fs::create_dir_all(path.join(name).parent().unwrap()).unwrap();
            fs::write(path.join(name), text).unwrap();
        }
        fs::create_dir_all(path.join("empty")).unwrap();
        directory
    }

    #[test]
    fn a_directory_is_packed_without_its_history() {
        let directory = application();
        let mut members = Vec::new();
        walk(directory.path(), Path::new(""), &mut members).unwrap();
        let names: Vec<String> = members.into_iter().map(|member| member.name).collect();
        assert_eq!(names, ["a/b/page", "appspec.yml", "empty"]);
        let first = make(directory.path()).unwrap();
        assert_eq!((first.kind, first.sha256.len()), ("zip", 64));
        assert_eq!(make(directory.path()).unwrap().sha256, first.sha256);
    }

    #[test]
    fn what_cannot_be_deployed_is_named() {
        let directory = application();
        let failure = |path: &Path| make(path).unwrap_err().to_string();
        assert!(failure(&directory.path().join("absent")).contains("absent"));
        assert!(failure(&directory.path().join("a")).contains("no appspec.yml"));
        assert!(failure(&directory.path().join("a/b/page")).contains(".zip"));
        std::os::unix::fs::symlink("/", directory.path().join("a/out")).unwrap();
        assert!(failure(directory.path()).contains("a link to a directory"));
    }
}
