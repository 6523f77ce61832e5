//! Install: remove what the group's last Install made, copy the revision, set permissions.
//!
//! Everything that can be refused is refused before the first file is touched. The list of what
//! will exist is on disk before the first file is made, so an agent killed at any point finishes
//! by doing Install again: the list is removed, then everything is made afresh.

mod access;
mod cleanup;
mod copy;
mod execute;
mod instruction;
mod plan;
mod progress;
#[cfg(test)]
mod tests;

use std::path::Path;

use towline_spec::appspec::AppSpec;

use super::appspec;
use super::layout::{Layout, Pointer, write_lightly};
use super::root::Root;
use super::spec::Specification;
use instruction::{Instruction, Instructions};

/// Installs the unpacked revision of the current deployment; gives what is doubtful about its
/// AppSpec file, for the log. Blocks.
pub(super) fn run(layout: &Layout, root: &Root, spec: &Specification) -> Result<String, String> {
    let archive = Layout::archive(&layout.deployment(spec));
    let (appspec, doubts) = appspec::read(&archive, &spec.app_spec_filename)?;
    check_events(spec, &appspec)?;
    let list = layout.cleanup(spec);
    let old = cleanup::read(&list).map_err(|e| format!("{}: {e}", list.display()))?;
    let behavior = match appspec.file_exists_behavior {
        Some(behavior) => behavior,
        None => spec.file_exists_behavior()?,
    };
    let plan = plan::make(&archive, &appspec, behavior, root, &old)?;
    cleanup::replay(&old, root)?;
    record(layout, spec, &plan)?;
    execute(&plan, root, &list)?;
    layout
        .write_pointer(spec, Pointer::LastSuccessful)
        .map_err(|e| format!("cannot record the last successful install: {e}"))?;
    Ok(doubts.iter().map(|doubt| format!("{doubt}\n")).collect())
}

fn check_events(spec: &Specification, appspec: &AppSpec) -> Result<(), String> {
    let unknown = spec.unknown_events(appspec.hooks.iter().map(|(event, _)| event.as_str()));
    if unknown.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{} file contains unknown lifecycle events: {unknown:?}",
        spec.app_spec_filename
    ))
}

/// Writes the instructions down for people, and puts the list of what they make on the disk.
fn record(layout: &Layout, spec: &Specification, plan: &[Instruction]) -> Result<(), String> {
    let path = layout.install_json(spec);
    let file_error = |e: std::io::Error| format!("{}: {e}", path.display());
    let text = serde_json::to_vec(&Instructions { instructions: plan })
        .map_err(|e| file_error(e.into()))?;
    write_lightly(&path, &text).map_err(file_error)?;
    cleanup::write(&layout.cleanup(spec), plan)
}

/// Carries the plan out. When it fails half-way the list is cut to what was really made, so that
/// no file of somebody else's that turned up meanwhile is ever removed.
fn execute(plan: &[Instruction], root: &Root, list: &Path) -> Result<(), String> {
    let Err(stopped) = progress::carry_out(plan, root) else {
        return Ok(());
    };
    let made = plan.iter().zip(&stopped.made);
    cleanup::write(list, made.filter(|(_, made)| **made).map(|(one, _)| one))?;
    Err(stopped.message)
}
