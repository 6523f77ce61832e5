//! `cargo xtask sim`: builds the simulator in release mode and hands its arguments on.
//!
//! It is always built with rules that can be broken, so that one build serves every use; no rule
//! is broken unless `--break` or `--prove` says so.

use std::process::Command;

use crate::{error::Error, workspace, workspace::Workspace};

/// Seeds that the test suite runs.
const SUITE: &str = "4000";

/// Runs the simulator.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<(), Error> {
    let mut command = Command::new("cargo");
    command
        .current_dir(&workspace.root)
        .args(["run", "--quiet", "--release", "--locked"])
        .args(["--package", "towline-sim", "--features", "broken-rules"]);
    workspace::run(command.arg("--").args(args))
}

/// A few thousand seeds in which everything is seen, then every rule broken in turn.
pub(crate) fn suite(workspace: &Workspace) -> Result<(), Error> {
    for args in [&["--seeds", SUITE, "--complete"][..], &["--prove"][..]] {
        let args: Vec<String> = args.iter().map(ToString::to_string).collect();
        run(workspace, &args)?;
    }
    Ok(())
}
