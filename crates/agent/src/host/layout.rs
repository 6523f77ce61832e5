//! Where the agent keeps things: the names that AWS's agent uses, so that people find their logs.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::spec::Specification;

/// Paths below the deployment root.
#[derive(Debug, Clone)]
pub(super) struct Layout(PathBuf);

/// Which revision a pointer file remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pointer {
    /// Written at the end of Install.
    LastSuccessful,
    /// Written at the end of DownloadBundle.
    MostRecent,
}

impl Layout {
    /// The deployment root `root`, made when missing.
    pub(super) fn open(root: PathBuf) -> std::io::Result<Layout> {
        let layout = Layout(root);
        make_directory(&layout.0)?;
        make_directory(&layout.instructions())?;
        fs::create_dir_all(layout.0.join("deployment-logs"))?;
        Ok(layout)
    }

    /// All deployments of the group.
    pub(super) fn group(&self, spec: &Specification) -> PathBuf {
        self.0.join(&spec.deployment_group_id)
    }

    /// One deployment.
    pub(super) fn deployment(&self, spec: &Specification) -> PathBuf {
        self.group(spec).join(&spec.deployment_id)
    }

    /// The unpacked revision of the deployment directory `deployment`.
    pub(super) fn archive(deployment: &Path) -> PathBuf {
        deployment.join("deployment-archive")
    }

    /// Output of this deployment's scripts.
    pub(super) fn scripts_log(&self, spec: &Specification) -> PathBuf {
        self.deployment(spec).join("logs/scripts.log")
    }

    /// Output of all deployments' scripts.
    pub(super) fn deployments_log(&self) -> PathBuf {
        self.0
            .join("deployment-logs/codedeploy-agent-deployments.log")
    }

    fn instructions(&self) -> PathBuf {
        self.0.join("deployment-instructions")
    }

    /// What Install did last for the group.
    pub(super) fn install_json(&self, spec: &Specification) -> PathBuf {
        self.instructions()
            .join(format!("{}-install.json", spec.deployment_group_id))
    }

    /// What the next Install of the group has to remove.
    pub(super) fn cleanup(&self, spec: &Specification) -> PathBuf {
        self.instructions()
            .join(format!("{}-cleanup", spec.deployment_group_id))
    }

    fn pointer(&self, spec: &Specification, pointer: Pointer) -> PathBuf {
        let name = match pointer {
            Pointer::LastSuccessful => "last_successful_install",
            Pointer::MostRecent => "most_recent_install",
        };
        self.instructions()
            .join(format!("{}_{name}", spec.deployment_group_id))
    }

    /// The deployment directory that `pointer` remembers.
    pub(super) fn read_pointer(
        &self,
        spec: &Specification,
        pointer: Pointer,
    ) -> std::io::Result<Option<PathBuf>> {
        match fs::read_to_string(self.pointer(spec, pointer)) {
            Ok(path) => Ok(Some(PathBuf::from(path.trim()))),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// Lets `pointer` remember the current deployment.
    pub(super) fn write_pointer(
        &self,
        spec: &Specification,
        pointer: Pointer,
    ) -> std::io::Result<()> {
        let path = self.deployment(spec);
        write_whole(
            &self.pointer(spec, pointer),
            path.as_os_str().as_encoded_bytes(),
        )
    }
}

/// Makes a directory whose name outlives loss of power, and with it what is written whole into it.
pub(super) fn make_directory(path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(path)?;
    sync_parent(path)
}

fn sync_parent(path: &Path) -> std::io::Result<()> {
    path.parent()
        .map_or(Ok(()), |parent| fs::File::open(parent)?.sync_all())
}

/// Writes a file so that after a crash it is the old one or the new one, and on the disk.
pub(super) fn write_whole(path: &Path, content: &[u8]) -> std::io::Result<()> {
    write(path, content, true)?;
    sync_parent(path)
}

/// Writes a file that nobody reads half; loss of power may cost it.
pub(super) fn write_lightly(path: &Path, content: &[u8]) -> std::io::Result<()> {
    write(path, content, false)
}

fn write(path: &Path, content: &[u8], synced: bool) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let temporary = path.with_file_name(name);
    let mut file = fs::File::create(&temporary)?;
    file.write_all(content)?;
    if synced {
        file.sync_all()?;
    }
    fs::rename(&temporary, path)
}
