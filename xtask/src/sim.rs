//! `cargo xtask sim`: builds the simulator in release mode and hands its arguments on.

use std::process::Command;

use crate::{error::Error, workspace, workspace::Workspace};

/// Arguments that need rules that can be broken; without them the simulator has none.
const BREAKING: [&str; 2] = ["--break", "--prove"];

/// Seeds that the test suite runs.
const SUITE: &str = "4000";

/// Runs the simulator as it is meant to be used.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<(), Error> {
    let breaks = |arg: &String| BREAKING.iter().any(|word| arg.starts_with(word));
    simulate(workspace, args, args.iter().any(breaks))
}

/// A few thousand seeds in which everything is seen, then every rule broken in turn: one build
/// serves both, as no rule is broken unless it is named.
pub(crate) fn suite(workspace: &Workspace) -> Result<(), Error> {
    for args in [&["--seeds", SUITE, "--complete"][..], &["--prove"][..]] {
        let args: Vec<String> = args.iter().map(ToString::to_string).collect();
        simulate(workspace, &args, true)?;
    }
    Ok(())
}

fn simulate(workspace: &Workspace, args: &[String], breaks: bool) -> Result<(), Error> {
    let mut command = Command::new("cargo");
    command.current_dir(&workspace.root).args([
        "run",
        "--quiet",
        "--release",
        "--locked",
        "--package",
        "towline-sim",
    ]);
    if breaks {
        command.args(["--features", "broken-rules"]);
    }
    workspace::run(command.arg("--").args(args))
}
