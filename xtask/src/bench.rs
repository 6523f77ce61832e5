//! `cargo xtask bench`: builds what is measured in release, then measures it. The console is measured in
//! the browser of the tests, from their Python.

use std::process::Command;

use crate::{error::Error, setup, workspace, workspace::Workspace};

/// Passes `arguments` (figures and options) on to the bench.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<(), Error> {
    let packages = ["--package", "towline", "--package", "towline-bench"];
    let mut build = Command::new("cargo");
    build.current_dir(&workspace.root);
    workspace::run(
        build
            .args(["build", "--release", "--locked"])
            .args(packages),
    )?;
    let mut bench = Command::new(workspace.target.join("release/towline-bench"));
    setup::programs()?;
    workspace::run(
        bench
            .args(arguments)
            .env("TOWLINE_PYTHON", setup::python(workspace)?),
    )
}
