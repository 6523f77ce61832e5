//! The directory of one build.

use std::io;
use std::path::{Path, PathBuf};

/// Paths of one build; all but `root` are below it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Everything of the build.
    pub(super) root: PathBuf,
    /// The primary source, `CODEBUILD_SRC_DIR`.
    pub(super) source: PathBuf,
    /// Parent of the secondary sources.
    pub(super) secondary: PathBuf,
    /// `HOME`
    pub(super) home: PathBuf,
    /// What the build sees as `/tmp` when it is isolated.
    pub(super) tmp: PathBuf,
    /// Scripts and signals between runner and shell.
    pub(super) control: PathBuf,
    /// Downloads and archives; the build does not see it.
    pub(super) own: PathBuf,
}

/// Makes the runner's directory and throws away what an earlier run left there.
pub(super) fn prepare(work: &Path) -> io::Result<()> {
    let builds = work.join("builds");
    match std::fs::remove_dir_all(&builds) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    std::fs::create_dir_all(builds)
}

impl Place {
    /// Makes an empty place for a build with this lease.
    pub(super) fn create(work: &Path, name: &str) -> io::Result<Place> {
        let root = work.canonicalize()?.join("builds").join(name);
        let place = Place {
            source: root.join("src"),
            secondary: root.join("secondary"),
            home: root.join("home"),
            tmp: root.join("tmp"),
            control: root.join("control"),
            own: root.join("own"),
            root,
        };
        for directory in [
            &place.source,
            &place.secondary,
            &place.home,
            &place.tmp,
            &place.control,
            &place.own,
        ] {
            std::fs::create_dir_all(directory)?;
        }
        Ok(place)
    }

    /// The directory of a secondary source.
    pub(super) fn secondary(&self, identifier: &str) -> PathBuf {
        self.secondary.join(identifier)
    }

    /// Throws everything away. Builds may have made directories read-only.
    pub(super) fn remove(self) {
        if let Err(error) = remove(&self.root) {
            tracing::warn!(path = %self.root.display(), %error, "a build's directory stays on disk");
        }
    }
}

fn remove(root: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(root) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            unlock(root);
            std::fs::remove_dir_all(root)
        }
        result => result,
    }
}

/// Gives the owner all rights on every directory.
fn unlock(directory: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let rights = std::fs::Permissions::from_mode(0o700);
    // What fails here fails again, with a message, when the directory is removed.
    let _ = std::fs::set_permissions(directory, rights);
    let Ok(entries) = std::fs::read_dir(directory) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            unlock(&entry.path());
        }
    }
}
