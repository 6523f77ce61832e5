//! `cargo xtask tidy`: rules of the house that no compiler knows. One file per family of rules;
//! every rule is a function from text to problems, so that its tests need no checkout.

mod crates;
mod size;
mod sources;

use crate::{codegen, error::Error, workspace::Workspace};

/// Applies every rule and prints every problem.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    let files = workspace.files()?;
    let mut problems = Vec::new();
    for (path, text) in &files {
        problems.extend(sources::check(path, text));
    }
    problems.extend(size::check(&files, &workspace.read(size::LIST)?));
    problems.extend(crates::check(
        &workspace.crates(),
        &workspace.read("ARCHITECTURE.md")?,
    ));
    if let Err(stale) = codegen::run(true) {
        problems.push(stale.to_string());
    }
    for problem in &problems {
        println!("{problem}");
    }
    if problems.is_empty() {
        println!("tidy: {} files, nothing to mend", files.len());
        return Ok(());
    }
    let count = problems.len();
    Err(Error::Other(format!("tidy: {count} to mend")))
}

/// Whether a file is written by `cargo xtask codegen`, which answers for it instead.
fn generated(path: &str) -> bool {
    path.starts_with("crates/api/src/generated/")
}
