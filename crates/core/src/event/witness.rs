//! In tests: every change of a stored state is told by events of the same step, and they tell it
//! right. The states are derived from the rows that a step writes, not from a list.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Event, KINDS, Maker, is_registered};
use crate::Row;

/// What an event must say to be about a state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Object {
    subject: String,
    /// Which kinds tell it.
    kinds: &'static str,
    /// Members of the detail that name it, as JSON text.
    names: Vec<(&'static str, String)>,
}

/// Follows the rows and events of one machine.
#[derive(Default)]
pub(crate) struct Witness {
    states: BTreeMap<(&'static str, String), BTreeMap<Object, String>>,
    /// Kinds that occurred.
    pub(crate) seen: BTreeSet<String>,
}

/// States that must be explained.
const BAD: [&str; 11] = [
    "Abandoned",
    "Cancelled",
    "FAILED",
    "FAULT",
    "Failed",
    "STOPPED",
    "Skipped",
    "Stopped",
    "Stopping",
    "Superseded",
    "TIMED_OUT",
];

impl Witness {
    /// Looks at what one step has written and told.
    pub(crate) fn step(&mut self, rows: &[Row], events: &[Event]) {
        for event in events {
            assert!(
                is_registered(&event.kind),
                "{} is not registered",
                event.kind
            );
            self.seen.insert(event.kind.clone());
            explained(event);
        }
        let mut latest: BTreeMap<(&'static str, String), Option<Value>> = BTreeMap::new();
        for row in rows {
            let doc = row
                .doc
                .as_ref()
                .map(|text| serde_json::from_str(text).expect("JSON"));
            latest.insert((row.kind, row.key.clone()), doc);
        }
        let all = told_by(events);
        for ((kind, key), doc) in latest {
            let after = doc.map(|doc| states(kind, &key, &doc)).unwrap_or_default();
            let before = self
                .states
                .insert((kind, key), after.clone())
                .unwrap_or_default();
            for (object, to) in after {
                told(&object, before.get(&object), &to, &all);
            }
        }
    }

    /// Every kind of this maker occurred by now.
    pub(crate) fn assert_saw_all_of(&self, maker: Maker) {
        let all = KINDS.iter().filter(|kind| kind.maker == maker);
        let missing: Vec<&str> = all
            .map(|k| k.name)
            .filter(|n| !self.seen.contains(*n))
            .collect();
        assert!(missing.is_empty(), "never seen: {missing:?}");
    }
}

fn explained(event: &Event) {
    let Some(to) = event.detail["to"].as_str() else {
        return;
    };
    let causes = ["reason", "diagnostics", "contexts", "stopReason"];
    let explained = causes.iter().any(|name| event.detail.get(*name).is_some());
    assert!(
        !BAD.contains(&to) || explained,
        "{event:?} does not say why"
    );
}

/// The events, those that stand for several written out.
fn told_by(events: &[Event]) -> Vec<Event> {
    let mut all = Vec::new();
    for event in events {
        all.push(event.clone());
        let single = |detail: Value, kind: &str| Event {
            kind: kind.into(),
            detail,
            ..event.clone()
        };
        for target in event.detail["targets"].as_array().into_iter().flatten() {
            let detail = json!({"target": target, "from": "Pending", "to": "Skipped"});
            all.push(single(detail, "target.skipped"));
            for name in crate::deployment::lifecycle::IN_PLACE {
                let detail = json!({"target": target, "lifecycleEvent": name, "from": "Pending",
                    "to": "Skipped"});
                all.push(single(detail, "target.lifecycle-event"));
            }
        }
        for name in event.detail["skippedEvents"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let detail = json!({"target": event.detail["target"], "lifecycleEvent": name,
                "from": "Pending", "to": "Skipped"});
            all.push(single(detail, "target.lifecycle-event"));
        }
    }
    all
}

/// The events about `object` lead from one state to the other, step by step.
fn told(object: &Object, from: Option<&String>, to: &str, events: &[Event]) {
    let about = |event: &&Event| {
        event.subject == object.subject
            && object.kinds.split(' ').any(|kind| fits(kind, &event.kind))
            && event.detail.get("to").is_some()
            && object.names.iter().all(|(name, value)| {
                let told = event.detail[*name].to_string();
                told == *value
            })
    };
    let mut state = from.map_or(Value::Null, |from| json!(from));
    for event in events.iter().filter(about) {
        let before = &event.detail["from"];
        let silent_birth = state.is_null() && BIRTH.iter().any(|birth| before == birth);
        // A lost runner's phases are begun again, within the same millisecond if need be.
        let again = event.kind == "build.phase-started" && before.is_null();
        assert!(
            *before == state || silent_birth || again,
            "{object:?} was {state}, but {event:?}"
        );
        state = event.detail["to"].clone();
    }
    let silent_birth = state.is_null() && BIRTH.contains(&to);
    assert!(
        state == to || silent_birth,
        "{object:?} became {to}, told was {state}: {events:#?}"
    );
}

/// What a new object has without a word: the event of its owner tells it.
const BIRTH: [&str; 3] = ["Pending", "Enabled", "-"];

fn fits(pattern: &str, kind: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(prefix) => kind.starts_with(prefix),
        None => kind == pattern,
    }
}

/// Every state in a row.
fn states(kind: &str, key: &str, doc: &Value) -> BTreeMap<Object, String> {
    let mut found = BTreeMap::new();
    let mut add = |subject: &str, kinds, names: &[(&'static str, Value)], state: &Value| {
        let names = names.iter().map(|(name, value)| (*name, value.to_string()));
        let object = Object {
            subject: subject.into(),
            kinds,
            names: names.collect(),
        };
        found.insert(object, text(state).to_string());
    };
    match kind {
        "deployment" => {
            let told = "deployment.created deployment.started deployment.failed \
                deployment.stopped deployment.succeeded";
            add(key, told, &[], &doc["status"]);
        }
        "target" => {
            let (deployment, name) = key.split_once('/').expect("two parts");
            let ends = "target.started target.succeeded target.failed target.skipped";
            add(deployment, ends, &[("target", json!(name))], &doc["status"]);
            for event in doc["events"].as_array().expect("events") {
                let names = [
                    ("target", json!(name)),
                    ("lifecycleEvent", event["name"].clone()),
                ];
                add(
                    deployment,
                    "target.lifecycle-event",
                    &names,
                    &event["status"],
                );
            }
        }
        "execution" => {
            let id = text(&doc["id"]);
            add(id, "execution.*", &[], &doc["status"]);
            for (stage, run) in doc["stages"].as_object().expect("stages") {
                add(id, "stage.*", &[("stage", json!(stage))], &run["status"]);
            }
        }
        "action-execution" => {
            let names = [("actionExecution", doc["id"].clone())];
            add(
                text(&doc["execution_id"]),
                "action.*",
                &names,
                &doc["status"],
            );
        }
        "pipeline-state" => {
            for (stage, record) in doc["stages"].as_object().expect("stages") {
                let transition = &record["transition"];
                let state = match (&transition["enabled"], &transition["stale"]) {
                    (Value::Bool(true), Value::Bool(true)) => "Stale",
                    (Value::Bool(true), _) => "Enabled",
                    _ => "Disabled",
                };
                let kinds = "stage.transition-enabled stage.transition-disabled";
                add(key, kinds, &[("stage", json!(stage))], &json!(state));
            }
        }
        "build" => build(key, doc, &mut add),
        _ => {}
    }
    found
}

fn build(
    key: &str,
    doc: &Value,
    add: &mut impl FnMut(&str, &'static str, &[(&'static str, Value)], &Value),
) {
    let ends = "build.submitted build.succeeded build.failed build.fault build.timed-out \
        build.stopped";
    add(key, ends, &[], &doc["status"]);
    for phase in doc["phases"].as_array().expect("phases") {
        let name = text(&phase["kind"]);
        let state = match phase["status"].as_str() {
            Some(status) => json!(status),
            None if name == "COMPLETED" => json!("-"),
            None => json!("IN_PROGRESS"),
        };
        // After the loss of a runner the same phases come again.
        let names = [
            ("phase", json!(name)),
            ("started", phase["started"].clone()),
        ];
        add(key, "build.phase-started build.phase-ended", &names, &state);
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}
