//! Where things are: the checkout, its files, its crates, the build directory.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde::Deserialize;

use crate::error::Error;

/// The checkout this tool was built from, as cargo and git describe it.
#[derive(Deserialize)]
pub(crate) struct Workspace {
    /// The top directory.
    #[serde(rename = "workspace_root")]
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    #[serde(rename = "target_directory")]
    pub(crate) target: PathBuf,
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
}

impl Workspace {
    /// Asks cargo.
    pub(crate) fn find() -> Result<Workspace, Error> {
        let mut command = Command::new("cargo");
        command.args(["metadata", "--no-deps", "--format-version=1", "--locked"]);
        let text = output(&mut command)?;
        serde_json::from_str(&text).map_err(|e| Error::Other(format!("cargo metadata: {e}")))
    }

    /// Our crates by short name (`towline-core` is `core`), each with those of ours it links.
    pub(crate) fn crates(&self) -> BTreeMap<String, Vec<String>> {
        let short = |name: &str| name.strip_prefix("towline-").unwrap_or(name).to_string();
        let ours = |name: &str| self.packages.iter().any(|package| package.name == name);
        self.packages
            .iter()
            .map(|package| {
                let links = package
                    .dependencies
                    .iter()
                    .filter(|dependency| dependency.kind.is_none() && ours(&dependency.name))
                    .map(|dependency| short(&dependency.name))
                    .collect();
                (short(&package.name), links)
            })
            .collect()
    }

    /// Every text file that git tracks or would track: path from the root, content.
    pub(crate) fn files(&self) -> Result<Vec<(String, String)>, Error> {
        let mut command = Command::new("git");
        command.current_dir(&self.root).args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ]);
        let mut files = Vec::new();
        for path in output(&mut command)?.split_terminator('\0') {
            let full = self.root.join(path);
            if !full.is_file() {
                continue; // deleted in the work tree, not yet in the index
            }
            let bytes = fs::read(&full).map_err(Error::file(&full))?;
            if let Ok(text) = String::from_utf8(bytes) {
                files.push((path.to_string(), text));
            }
        }
        Ok(files)
    }

    /// One file of the checkout.
    pub(crate) fn read(&self, path: &str) -> Result<String, Error> {
        let full = self.root.join(path);
        fs::read_to_string(&full).map_err(Error::file(&full))
    }
}

/// Standard output of a command that must succeed; its errors go to the terminal.
pub(crate) fn output(command: &mut Command) -> Result<String, Error> {
    command.stderr(std::process::Stdio::inherit());
    let done = command.output().map_err(|source| Error::Start {
        program: command.get_program().to_string_lossy().into(),
        source,
    })?;
    if !done.status.success() {
        return Err(Error::Failed {
            command: line(command),
            status: done.status,
        });
    }
    String::from_utf8(done.stdout).map_err(|e| Error::Other(format!("`{}`: {e}", line(command))))
}

/// Runs a command that must succeed, on this terminal.
pub(crate) fn run(command: &mut Command) -> Result<(), Error> {
    let status = command.status().map_err(|source| Error::Start {
        program: command.get_program().to_string_lossy().into(),
        source,
    })?;
    if status.success() {
        return Ok(());
    }
    Err(Error::Failed {
        command: line(command),
        status,
    })
}

/// The command as a person would type it.
fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
