//! Source providers: they fix a revision and copy its content to the artifact store.

pub mod codecommit;
pub mod s3;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use towline_core::pipeline::job::{ActionFailure, ActionJob, Artifact};

/// Longest `revisionSummary`, in characters.
const SUMMARY: usize = 2048;

/// Longest value of an output variable, in bytes; a longer commit message is cut.
const VARIABLE: usize = 100 * 1024;

/// Does an action with this configuration start its pipeline by itself? `PollForSourceChanges`
/// counts as true when it is left out.
pub fn watches(configuration: &BTreeMap<String, String>) -> bool {
    let value = configuration.get("PollForSourceChanges");
    !value.is_some_and(|value| value.eq_ignore_ascii_case("false"))
}

/// The one output artifact of a source action.
fn output(job: &ActionJob) -> Result<&Artifact, ActionFailure> {
    job.outputs.first().ok_or_else(|| {
        let action = &job.action;
        ActionFailure::configuration(format!("source action `{action}` has no output artifact"))
    })
}

/// The start of a text, at most `bytes` long, cut between characters.
fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// The start of a text, at most [`SUMMARY`] characters long.
fn summary(text: &str) -> String {
    text.trim_end().chars().take(SUMMARY).collect()
}
