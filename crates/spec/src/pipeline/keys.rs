//! Keys that the structure does not have: the server passes over them, the AWS CLI refuses them.

use towline_api::{Kind, Shape};

use crate::diagnostic::Diagnostics;
use crate::near::near;
use crate::yaml::{Entry, Node};

/// What stands beside `pipeline` in a request, and in the answer of GetPipeline.
const TOP: [&str; 3] = ["pipeline", "tags", "metadata"];

/// Warns of unknown keys beside the pipeline.
pub(super) fn check_top(entries: &[Entry], out: &mut Diagnostics) {
    warn(entries, &TOP, "the file", out);
}

/// Warns of unknown keys inside of it; `shape` is that of the request.
pub(super) fn check(shape: &'static Shape, pipeline: &Node, out: &mut Diagnostics) {
    if let Some(shape) = super::value::member(shape, "pipeline") {
        walk(shape, pipeline, "the pipeline", out);
    }
}

fn walk(shape: &'static Shape, node: &Node, place: &str, out: &mut Diagnostics) {
    match shape.kind {
        Kind::Structure(members) => {
            let Some(entries) = node.map() else { return };
            let known: Vec<&str> = members.iter().map(|member| member.name).collect();
            warn(entries, &known, place, out);
            for entry in entries {
                if let Some(member) = members.iter().find(|m| m.name == entry.key) {
                    walk(member.shape, &entry.value, &format!("`{}`", entry.key), out);
                }
            }
        }
        Kind::List(inner) => {
            for item in node.list().unwrap_or_default() {
                walk(inner, item, &format!("an entry of {place}"), out);
            }
        }
        Kind::Map(_, inner) => {
            for entry in node.map().unwrap_or_default() {
                walk(inner, &entry.value, &format!("`{}`", entry.key), out);
            }
        }
        _ => {}
    }
}

fn warn(entries: &[Entry], known: &[&str], place: &str, out: &mut Diagnostics) {
    for entry in entries {
        if known.contains(&entry.key.as_str()) {
            continue;
        }
        let fix = match near(&entry.key, known) {
            Some(meant) => format!("write `{meant}`, or remove it"),
            None => format!("remove it, or use one of: {}", known.join(", ")),
        };
        let what = format!("{place} has no key {:?}; it is ignored", entry.key);
        out.warning(entry.key_at, what, fix)
            .why("the server passes over it, and the AWS CLI refuses the file");
    }
}
