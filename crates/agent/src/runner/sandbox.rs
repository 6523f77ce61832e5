//! What a build may see and touch: bubblewrap where it works, else only a process group.
//!
//! Inside: the system read-only, an own `/tmp` and `HOME`, the build's directories, no other
//! builds, none of the directories to hide, a process namespace that dies with the build. The
//! network stays.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::place::Place;
use crate::process::Program;

/// Directories of a home that hold keys.
const KEYS: [&str; 6] = [".aws", ".ssh", ".gnupg", ".docker", ".kube", ".towline"];

/// How builds are kept apart from the machine.
#[derive(Debug, Clone)]
pub(super) enum Isolation {
    /// bubblewrap.
    Bubblewrap {
        /// Directories that builds must not see.
        hide: Vec<PathBuf>,
    },
    /// Only a process group.
    ProcessGroup {
        /// Why nothing better.
        why: String,
    },
}

impl Isolation {
    /// The best that works here.
    pub(super) async fn probe(mut hide: Vec<PathBuf>) -> Isolation {
        if let Some(home) = std::env::var_os("HOME").map(PathBuf::from) {
            hide.extend(KEYS.iter().map(|name| home.join(name)));
        }
        hide.retain(|path| path.is_dir());
        let tried = tokio::process::Command::new("bwrap")
            .args(["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"])
            .args([
                "--unshare-pid",
                "--unshare-ipc",
                "--die-with-parent",
                "true",
            ])
            .stdin(Stdio::null())
            .output()
            .await;
        match tried {
            Ok(output) if output.status.success() => Isolation::Bubblewrap { hide },
            Ok(output) => {
                let text = String::from_utf8_lossy(&output.stderr);
                let why = text.lines().next().unwrap_or("bwrap failed").to_string();
                Isolation::ProcessGroup { why }
            }
            Err(error) => Isolation::ProcessGroup {
                why: format!("bwrap cannot be started: {error}"),
            },
        }
    }

    /// One line for log, phase and console.
    pub(super) fn describe(&self) -> String {
        match self {
            Isolation::Bubblewrap { .. } => {
                "bubblewrap (read-only system, own /tmp, HOME and processes; network shared)".into()
            }
            Isolation::ProcessGroup { why } => {
                format!("none but a process group; builds can see the whole machine ({why})")
            }
        }
    }

    /// A program that runs `shell` with these arguments for the build at `place`.
    pub(super) fn program(&self, place: &Place, shell: &str, args: &[&Path]) -> Program {
        let mut program = match self {
            Isolation::ProcessGroup { .. } => Program::new(shell),
            Isolation::Bubblewrap { hide } => bubblewrap(place, hide).arg(shell),
        };
        for arg in args {
            program = program.arg(arg);
        }
        program.directory(&place.source).clear_env()
    }
}

fn bubblewrap(place: &Place, hide: &[PathBuf]) -> Program {
    let mut program = Program::new("bwrap");
    for arg in [
        "--ro-bind",
        "/",
        "/",
        "--dev",
        "/dev",
        "--proc",
        "/proc",
        "--bind",
    ] {
        program = program.arg(arg);
    }
    program = program.arg(&place.tmp).arg("/tmp");
    let builds = place.root.parent().unwrap_or(&place.root);
    for path in hide.iter().map(PathBuf::as_path).chain([builds]) {
        program = program.arg("--tmpfs").arg(path);
    }
    for path in [&place.source, &place.secondary, &place.home, &place.control] {
        program = program.arg("--bind").arg(path).arg(path);
    }
    program = program.arg("--chdir").arg(&place.source);
    for arg in ["--unshare-pid", "--unshare-ipc", "--die-with-parent", "--"] {
        program = program.arg(arg);
    }
    program
}
