//! `cargo xtask docs`: the reference pages and the pictures of `--help`, which tests of the program
//! write: only it has the command line.

use std::process::Command;

use crate::{error::Error, workspace, workspace::Workspace};

/// Writes `docs/commands.md`, `docs/configuration.md` and the snapshots of every help.
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
        .args(["--", "reference::"])
        .env("TOWLINE_WRITE_DOCS", "1")
        .env("INSTA_UPDATE", "always");
    workspace::run(&mut command)
}
