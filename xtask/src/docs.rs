//! `cargo xtask docs`: the reference pages, which a test of the program writes: only it has the
//! command line.

use std::process::Command;

use crate::{error::Error, workspace, workspace::Workspace};

/// Writes `docs/commands.md` and `docs/configuration.md`.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    let mut command = Command::new("cargo");
    command
        .current_dir(&workspace.root)
        .args([
            "test",
            "--quiet",
            "--workspace",
            "--bin",
            "towline",
            "--locked",
        ])
        .args(["--", "reference::pages_are_current"])
        .env("TOWLINE_WRITE_DOCS", "1");
    workspace::run(&mut command)
}
