//! DownloadBundle: prune, fetch, unpack, remember.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use towline_blob::archive::{self, Kind, Limits};

use super::appspec;
use super::layout::{Layout, Pointer};
use super::spec::Specification;

/// Where a download goes; the name says nothing about the type, as with AWS's agent.
pub(super) fn download_path(layout: &Layout, spec: &Specification) -> PathBuf {
    layout.deployment(spec).join("bundle.tar")
}

/// Makes the directory of the deployment, and removes what is too old. Blocks.
pub(super) fn make_room(
    layout: &Layout,
    spec: &Specification,
    keep: usize,
) -> Result<String, String> {
    let directory = layout.deployment(spec);
    fs::create_dir_all(&directory)
        .and_then(|()| prune(layout, spec, keep))
        .map(|()| String::new())
        .map_err(|e| format!("{}: {e}", directory.display()))
}

/// Removes the oldest deployments of the group so that with the coming one there are `keep`.
///
/// The last successfully installed one always stays: the next ApplicationStop needs it.
fn prune(layout: &Layout, spec: &Specification, keep: usize) -> io::Result<()> {
    let current = layout.deployment(spec);
    let last = layout.read_pointer(spec, Pointer::LastSuccessful)?;
    let mut others: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(layout.group(spec))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() && entry.path() != current {
            others.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    others.sort();
    let mut excess = (others.len() + 1).saturating_sub(keep);
    for (_, path) in others {
        if excess > 0 && Some(&path) != last.as_ref() {
            fs::remove_dir_all(path)?;
            excess -= 1;
        }
    }
    Ok(())
}

/// Unpacks the downloaded bundle and makes it the most recent revision. Blocks.
///
/// Starts over whatever an earlier attempt left behind.
pub(super) fn unpack(layout: &Layout, spec: &Specification) -> Result<(), String> {
    let kind = &spec.s3()?.bundle_type;
    let kind = Kind::parse(kind)
        .ok_or_else(|| format!("bundle type {kind:?} is not one of zip, tar, tgz"))?;
    let bundle = download_path(layout, spec);
    let target = Layout::archive(&layout.deployment(spec));
    remove_tree(&target).map_err(|e| format!("{}: {e}", target.display()))?;
    archive::unpack(&bundle, kind, &target, &Limits::default()).map_err(|e| e.to_string())?;
    strip_single_directory(&target).map_err(|e| format!("{}: {e}", target.display()))?;
    appspec::find(&target, &spec.app_spec_filename)?;
    layout
        .write_pointer(spec, Pointer::MostRecent)
        .map_err(|e| format!("cannot record the most recent install: {e}"))
}

fn remove_tree(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

/// Moves the content of a single top directory up when an AppSpec file is in it, which is how
/// archives of a repository look.
fn strip_single_directory(archive: &Path) -> io::Result<()> {
    let mut entries = fs::read_dir(archive)?;
    let (Some(only), None) = (entries.next().transpose()?, entries.next()) else {
        return Ok(());
    };
    if !only.file_type()?.is_dir() {
        return Ok(());
    }
    let mut has_appspec = false;
    for entry in fs::read_dir(only.path())? {
        has_appspec |= is_like_appspec(&entry?.file_name());
    }
    if !has_appspec {
        return Ok(());
    }
    let aside = archive.with_file_name("deployment-archive.stripped");
    remove_tree(&aside)?;
    fs::rename(only.path(), &aside)?;
    fs::remove_dir(archive)?;
    fs::rename(aside, archive)
}

fn is_like_appspec(name: &OsStr) -> bool {
    name.to_string_lossy().to_lowercase().contains("appspec")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{layout, spec};
    use super::*;

    #[test]
    fn the_oldest_go_and_the_last_installed_stays() {
        let (_dir, layout) = layout();
        for (age, id) in ["d-1", "d-2", "d-3", "d-4"].iter().enumerate() {
            let path = layout.deployment(&spec(id));
            fs::create_dir_all(&path).unwrap();
            let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(age as u64);
            fs::File::open(&path).unwrap().set_modified(time).unwrap();
        }
        layout
            .write_pointer(&spec("d-1"), Pointer::LastSuccessful)
            .unwrap();
        let new = spec("d-5");
        fs::create_dir_all(layout.deployment(&new)).unwrap();
        prune(&layout, &new, 3).unwrap();
        let mut left: Vec<_> = fs::read_dir(layout.group(&new))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, ["d-1", "d-4", "d-5"]);
    }

    #[test]
    fn a_single_top_directory_is_stripped_only_around_an_appspec() {
        let dir = tempfile::tempdir().unwrap();
        let archive = dir.path().join("deployment-archive");
        fs::create_dir_all(archive.join("repo-main/scripts")).unwrap();
        strip_single_directory(&archive).unwrap();
        assert!(archive.join("repo-main").exists());
        fs::write(archive.join("repo-main/AppSpec.yml"), "").unwrap();
        strip_single_directory(&archive).unwrap();
        assert!(archive.join("AppSpec.yml").exists() && archive.join("scripts").exists());
        assert!(!archive.join("repo-main").exists());
    }
}
