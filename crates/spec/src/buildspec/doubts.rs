//! What a runner takes although it is hardly meant.

use super::env::is_name;
use super::{Buildspec, CONSEQUENCES};
use crate::diagnostic::{Diagnostic, Diagnostics, Position};
use crate::yaml::{self, Entry, Node};

/// Ends of names whose values nobody should read.
const SECRETS: [&str; 5] = [
    "PASSWORD",
    "SECRET",
    "TOKEN",
    "API_KEY",
    "SECRET_ACCESS_KEY",
];

/// The doubts about a file that can be used.
pub(super) fn find(file: &str, text: &str, spec: &Buildspec) -> Vec<Diagnostic> {
    let mut out = Diagnostics::new(file, CONSEQUENCES);
    let mut unheard = Diagnostics::new(file, CONSEQUENCES);
    if let Some(root) = yaml::parse(text, &mut unheard) {
        no_commands(spec, &root, &mut out);
        let variables = root.get("env").and_then(|env| env.get("variables"));
        for entry in variables.and_then(Node::map).unwrap_or_default() {
            variable(entry, &mut out);
        }
    }
    out.into_sorted()
}

fn no_commands(spec: &Buildspec, root: &Node, out: &mut Diagnostics) {
    if spec
        .phases
        .all()
        .iter()
        .any(|phase| !phase.commands.is_empty())
    {
        return;
    }
    let mut keys = root.map().unwrap_or_default().iter();
    let at = keys.find(|entry| entry.key == "phases");
    let at = at.map_or(Position::START, |entry| entry.key_at);
    let fix = "add `commands:` with a list to the phase `build`";
    out.warning(at, "no phase has commands", fix)
        .why("the build succeeds without doing anything, and CodeBuild refuses such a file");
}

fn variable(entry: &Entry, out: &mut Diagnostics) {
    let name = &entry.key;
    if !is_name(name) {
        let what = format!("{name:?} is no name of a shell variable");
        let fix = "use letters, digits and `_`, with no digit first";
        out.warning(entry.key_at, what, fix)
            .why("no command can read it");
    }
    let secret = SECRETS.iter().any(|end| name.to_uppercase().ends_with(end));
    let written = entry
        .value
        .text()
        .is_some_and(|text| !text.trim().is_empty());
    if secret && written {
        let what = format!("the value of {name} stands here for everybody to read");
        let fix = "take it from `parameter-store` or `secrets-manager`, or set it for the project";
        out.warning(entry.value.at, what, fix)
            .why("whoever sees the source sees it, and it stays in the history");
    }
}
