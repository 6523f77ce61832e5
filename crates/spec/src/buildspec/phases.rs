//! The `phases` block: commands, `finally`, `on-failure`.

use super::reader::Reader;
use super::{OnFailure, Phase, Phases};
use crate::near::near;
use crate::yaml::{Node, Value};

pub(super) fn read(root: &mut Reader<'_, '_>) -> Phases {
    let Some(mut map) = root.map("phases") else {
        return Phases::default();
    };
    let phases = Phases {
        install: phase(&mut map, "install"),
        pre_build: phase(&mut map, "pre_build"),
        build: phase(&mut map, "build"),
        post_build: phase(&mut map, "post_build"),
    };
    for entry in map.rest() {
        let what = format!("`{}` is no phase", entry.key);
        let there = ["install", "pre_build", "build", "post_build"];
        let fix = match near(&entry.key, &there) {
            Some(meant) => format!("write `{meant}`"),
            None => "the phases are install, pre_build, build and post_build".into(),
        };
        map.error(entry.key_at, what, fix);
    }
    phases
}

fn phase(phases: &mut Reader<'_, '_>, name: &str) -> Phase {
    let Some(mut map) = phases.map(name) else {
        return Phase::default();
    };
    if name == "install" {
        runtimes(&mut map);
    }
    let phase = Phase {
        commands: commands(&mut map, "commands"),
        finally: commands(&mut map, "finally"),
        on_failure: on_failure(&mut map),
        run_as: map.text("run-as"),
    };
    map.finish(&format!("phase `{name}`"));
    phase
}

fn runtimes(map: &mut Reader<'_, '_>) {
    let Some(node) = map.take("runtime-versions") else {
        return;
    };
    if node.is_null() {
        return;
    }
    let names: Vec<String> = match node.map() {
        Some(entries) => entries
            .iter()
            .map(|e| format!("{} {}", e.key, e.value.text().unwrap_or_default()))
            .collect(),
        None => Vec::new(),
    };
    let what = format!(
        "Skipping install of runtimes. Runtime version selection is not supported by this build \
         image ({})",
        names.join(", ")
    );
    map.warning(node.at, what, "install what the build needs on the runner")
        .why("the build uses the programs that its runner has");
}

fn commands(map: &mut Reader<'_, '_>, key: &str) -> Vec<String> {
    if let Some(list) = map.peek(key).and_then(|node| match &node.value {
        Value::List(list) => Some(list),
        _ => None,
    }) {
        for (index, item) in list.iter().enumerate() {
            refuse_subkeys(map, key, index, item);
        }
        map.take(key);
        return list
            .iter()
            .filter_map(|item| item.text().map(str::to_string))
            .collect();
    }
    map.texts(key)
}

/// An unquoted `: ` turns a command into a mapping: the most frequent slip in this format.
fn refuse_subkeys(map: &mut Reader<'_, '_>, key: &str, index: usize, item: &Node) {
    let mut title = key.to_string();
    title[..1].make_ascii_uppercase();
    match &item.value {
        Value::Scalar { .. } if !item.is_null() => {}
        Value::Scalar { .. } => {
            let what = format!("{title}[{index}] is empty; ignored");
            map.warning(item.at, what, "remove the empty entry");
        }
        Value::List(_) => {
            let what =
                format!("Expected {title}[{index}] to be of string type: found a list instead");
            map.error(item.at, what, "write one command per entry");
        }
        Value::Map(entries) => {
            let line = item.at.line;
            let tag = entries.first().map_or(line, |entry| entry.key_at.line);
            let what = format!(
                "Expected {title}[{index}] to be of string type: found subkeys instead at line \
                 {line}, value of the key tag on line {tag} might be empty"
            );
            map.error(
                item.at,
                what,
                "put the command in quotes, or write it below `- |`",
            );
        }
    }
}

fn on_failure(map: &mut Reader<'_, '_>) -> OnFailure {
    let Some(node) = map.take("on-failure") else {
        return OnFailure::Default;
    };
    match node.text() {
        Some("ABORT") => OnFailure::Abort,
        Some("CONTINUE") => OnFailure::Continue,
        Some(text) if text.starts_with("RETRY") => {
            let what = format!("`on-failure: {text}` is not supported yet");
            map.error(node.at, what, "write ABORT or CONTINUE, and use RetryBuild");
            OnFailure::Default
        }
        _ => {
            map.wrong(node, "on-failure", "ABORT or CONTINUE");
            OnFailure::Default
        }
    }
}
