//! How the documents of two pipelines differ: stages and actions by their names, everything else by
//! field. For whoever shows it; no machine knows of it.

use serde_json::{Map, Value, json};

/// One difference. Without a stage it is about the pipeline, without an action about the stage,
/// without a field about the whole of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Change {
    /// Name of the stage.
    pub stage: Option<String>,
    /// Name of the action.
    pub action: Option<String>,
    /// Path of the field, its parts joined by dots.
    pub field: Option<String>,
    /// Absent when it is new.
    pub before: Option<Value>,
    /// Absent when it goes.
    pub after: Option<Value>,
}

/// What a change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Something is new.
    Add,
    /// Something goes.
    Remove,
    /// Something has another value.
    Alter,
}

impl Sort {
    /// The sign before a line about it.
    pub fn sign(self) -> &'static str {
        match self {
            Sort::Add => "+",
            Sort::Remove => "-",
            Sort::Alter => "~",
        }
    }

    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Sort::Add => "add",
            Sort::Remove => "remove",
            Sort::Alter => "change",
        }
    }
}

impl Change {
    /// What it does.
    pub fn sort(&self) -> Sort {
        match (&self.before, &self.after) {
            (None, _) => Sort::Add,
            (_, None) => Sort::Remove,
            _ => Sort::Alter,
        }
    }
}

/// A value in a few words: artifacts are their names.
pub fn brief(value: &Value) -> String {
    let name = |one: &Value| match (one.as_object(), one["name"].as_str()) {
        (Some(map), Some(name)) if map.len() == 1 => Some(json!(name)),
        _ => None,
    };
    let names: Option<Vec<Value>> = value
        .as_array()
        .and_then(|all| all.iter().map(name).collect());
    names.map_or_else(|| value.to_string(), |names| json!(names).to_string())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// What the server counts, and what names the pipeline.
const NO_FIELDS: [&str; 3] = ["name", "version", "stages"];

/// All differences in the order of the wanted pipeline; `before` is null when there is none.
pub fn compare(before: &Value, after: &Value) -> Vec<Change> {
    let mut changes = Vec::new();
    fields(before, after, &NO_FIELDS, &Change::default(), &mut changes);
    let whole = Change::default();
    let pairs = matched(
        &before["stages"],
        &after["stages"],
        "stages",
        &whole,
        &mut changes,
    );
    for (name, one, other) in pairs {
        let place = Change {
            stage: Some(name),
            ..Change::default()
        };
        match (one, other) {
            (Some(one), Some(other)) => stage(one, other, &place, &mut changes),
            (one, other) => changes.push(Change {
                before: one.cloned(),
                after: other.cloned(),
                ..place
            }),
        }
    }
    changes
}

fn stage(before: &Value, after: &Value, place: &Change, changes: &mut Vec<Change>) {
    fields(before, after, &["name", "actions"], place, changes);
    let pairs = matched(
        &before["actions"],
        &after["actions"],
        "actions",
        place,
        changes,
    );
    for (name, one, other) in pairs {
        let place = Change {
            action: Some(name),
            ..place.clone()
        };
        match (one, other) {
            (Some(one), Some(other)) => fields(one, other, &["name"], &place, changes),
            (one, other) => changes.push(Change {
                before: one.cloned(),
                after: other.cloned(),
                ..place
            }),
        }
    }
}

/// The same thing before and after.
type Pair<'v> = (String, Option<&'v Value>, Option<&'v Value>);

/// Things of the same name together; another order of them is a change of `field`.
fn matched<'v>(
    before: &'v Value,
    after: &'v Value,
    field: &str,
    place: &Change,
    changes: &mut Vec<Change>,
) -> Vec<Pair<'v>> {
    let (before, after) = (list(before), list(after));
    let name = |one: &Value| text(&one["name"]).to_string();
    let find = |all: &'v [Value], wanted: &str| all.iter().find(|one| text(&one["name"]) == wanted);
    let both = |all: &'v [Value], others: &'v [Value]| -> Vec<String> {
        let names = all.iter().map(name);
        names.filter(|name| find(others, name).is_some()).collect()
    };
    let (old, new) = (both(before, after), both(after, before));
    if old != new {
        changes.push(Change {
            field: Some(field.into()),
            before: Some(json!(old)),
            after: Some(json!(new)),
            ..place.clone()
        });
    }
    let gone = before
        .iter()
        .filter(|one| find(after, text(&one["name"])).is_none());
    let gone = gone.map(|one| (name(one), Some(one), None));
    let kept = after
        .iter()
        .map(|one| (name(one), find(before, text(&one["name"])), Some(one)));
    kept.chain(gone).collect()
}

/// The fields that differ, down to single values and lists.
fn fields(before: &Value, after: &Value, but: &[&str], place: &Change, changes: &mut Vec<Change>) {
    let (mut old, mut new) = (Map::new(), Map::new());
    flatten(before, "", but, &mut old);
    flatten(after, "", but, &mut new);
    let gone = old.keys().filter(|name| !new.contains_key(*name));
    for name in new.keys().chain(gone) {
        let (one, other) = (old.get(name), new.get(name));
        if one != other {
            changes.push(Change {
                field: Some(name.clone()),
                before: one.cloned(),
                after: other.cloned(),
                ..place.clone()
            });
        }
    }
}

fn flatten(value: &Value, path: &str, but: &[&str], flat: &mut Map<String, Value>) {
    let Value::Object(map) = value else {
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !empty {
            flat.insert(path.into(), value.clone());
        }
        return;
    };
    for (name, value) in map {
        match path {
            "" if but.contains(&name.as_str()) => {}
            "" => flatten(value, name, but, flat),
            _ => flatten(value, &format!("{path}.{name}"), but, flat),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pipeline() -> Value {
        json!({"name": "shop", "version": 3, "roleArn": "r", "stages": [
            {"name": "Source", "actions": [{"name": "Fetch", "runOrder": 1}]},
            {"name": "Deploy", "actions": [
                {"name": "Ask", "runOrder": 1},
                {"name": "Fleet", "configuration": {"Group": "web"}, "inputArtifacts": [{"name": "App"}]},
            ]},
        ]})
    }

    fn told(change: impl FnOnce(&mut Value)) -> Vec<String> {
        let (before, mut after) = (pipeline(), pipeline());
        change(&mut after);
        let tell = |change: Change| {
            let name = |part: Option<String>| part.unwrap_or_default();
            let value = |part: Option<Value>| part.map(|v| v.to_string()).unwrap_or_default();
            let place = [change.stage, change.action, change.field]
                .map(name)
                .join("/");
            format!(
                "{place}: {} > {}",
                value(change.before),
                value(change.after)
            )
        };
        compare(&before, &after).into_iter().map(tell).collect()
    }

    #[test]
    fn the_same_has_no_changes_whatever_its_version() {
        assert_eq!(told(|_| {}), [""; 0]);
        assert_eq!(told(|new| new["version"] = json!(1)), [""; 0]);
        assert_eq!(told(|new| new["triggers"] = json!([])), [""; 0]);
    }

    #[test]
    fn fields_are_told_with_stage_and_action() {
        let changes = told(|new| {
            new["roleArn"] = json!("s");
            let fleet = &mut new["stages"][1]["actions"][1];
            fleet["configuration"] = json!({"Group": "canary", "Extra": "x"});
            fleet["inputArtifacts"] = json!([]);
        });
        let expected = [
            r#"//roleArn: "r" > "s""#,
            r#"Deploy/Fleet/configuration.Group: "web" > "canary""#,
            r#"Deploy/Fleet/configuration.Extra:  > "x""#,
            r#"Deploy/Fleet/inputArtifacts: [{"name":"App"}] > "#,
        ];
        assert_eq!(changes, expected);
    }

    #[test]
    fn stages_and_actions_come_go_and_move() {
        let changes = told(|new| {
            let stages = new["stages"].as_array_mut().expect("stages");
            stages[1]["actions"]
                .as_array_mut()
                .expect("actions")
                .swap(0, 1);
            stages[0]["name"] = json!("Origin");
        });
        let expected = [
            r#"Origin//:  > {"name":"Origin","actions":[{"name":"Fetch","runOrder":1}]}"#,
            r#"Deploy//actions: ["Ask","Fleet"] > ["Fleet","Ask"]"#,
            r#"Source//: {"name":"Source","actions":[{"name":"Fetch","runOrder":1}]} > "#,
        ];
        assert_eq!(changes, expected);
    }

    #[test]
    fn everything_of_a_new_pipeline_is_new() {
        let changes = compare(&Value::Null, &pipeline());
        assert!(changes.iter().all(|change| change.before.is_none()));
        assert_eq!(changes.len(), 3, "the role and two stages");
    }
}
