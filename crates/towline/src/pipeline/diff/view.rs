//! Differences as text and as JSON. Pure.

use serde_json::{Value, json};
use towline_core::pipeline::compare::{Change, Sort, brief};

use super::Difference;
use crate::document::{list, text as words};
use crate::terminal::{Line, Look, Tone};

/// For people: what would change, each below its stage and action.
pub(super) fn text(found: &Difference, look: &Look) -> String {
    let title = match (found.version, found.changes.is_empty()) {
        (0, _) => "does not exist; it would be created".to_string(),
        (version, true) => format!("version {version} is what the file says"),
        (version, false) => format!("version {version} would change"),
    };
    let name = Line::default().push(Tone::Strong, &found.name);
    let mut lines = vec![name.plain(" ").plain(&title)];
    let mut place = (None, None);
    for change in &found.changes {
        let (stage, action) = (&change.stage, &change.action);
        let whole = change.field.is_none();
        if stage.is_some() && place.0 != *stage && !(whole && action.is_none()) {
            lines.push(heading(2, "stage", stage));
        }
        if action.is_some() && place != (stage.clone(), action.clone()) && !whole {
            lines.push(heading(4, "action", action));
        }
        place = (stage.clone(), action.clone());
        lines.push(line(change));
    }
    lines.iter().map(|line| line.render(look) + "\n").collect()
}

fn heading(indent: usize, kind: &str, name: &Option<String>) -> Line {
    let name = name.as_deref().unwrap_or_default();
    Line::indented(indent)
        .plain(kind)
        .plain(" ")
        .push(Tone::Strong, name)
}

fn line(change: &Change) -> Line {
    let (sign, tone) = sign(change);
    let depth = usize::from(change.stage.is_some()) + usize::from(change.action.is_some());
    let Some(field) = &change.field else {
        // A whole stage or action stands beside its siblings.
        let line = Line::indented(2 * depth).push(tone, sign).plain(" ");
        return whole(line, change);
    };
    let line = Line::indented(2 * depth + 2).push(tone, sign).plain(" ");
    let line = line.plain(field).push(Tone::Quiet, ": ");
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => {
            let line = line.plain(&brief(before)).push(Tone::Quiet, " → ");
            line.plain(&brief(after))
        }
        (one, other) => line.plain(
            &one.as_ref()
                .or(other.as_ref())
                .map(brief)
                .unwrap_or_default(),
        ),
    }
}

fn whole(line: Line, change: &Change) -> Line {
    let document = change.after.as_ref().or(change.before.as_ref());
    let document = document.unwrap_or(&Value::Null);
    match (&change.stage, &change.action) {
        (_, Some(action)) => {
            let kind = &document["actionTypeId"];
            let kind = format!(
                "  {} {}",
                words(&kind["category"]),
                words(&kind["provider"])
            );
            line.plain("action ")
                .push(Tone::Strong, action)
                .push(Tone::Quiet, &kind)
        }
        (stage, None) => {
            let names = list(&document["actions"]).iter();
            let names: Vec<&str> = names.map(|action| words(&action["name"])).collect();
            let names = format!("  {}", names.join(", "));
            let stage = stage.as_deref().unwrap_or_default();
            line.plain("stage ")
                .push(Tone::Strong, stage)
                .push(Tone::Quiet, &names)
        }
    }
}

fn sign(change: &Change) -> (&'static str, Tone) {
    let sort = change.sort();
    let tone = match sort {
        Sort::Add => Tone::Good,
        Sort::Remove => Tone::Bad,
        Sort::Alter => Tone::Held,
    };
    (sort.sign(), tone)
}

/// For programs.
pub(super) fn document(found: &Difference) -> Value {
    let changes = found.changes.iter().map(|change| {
        let mut document = json!({"change": change.sort().word()});
        let names = [
            ("stage", &change.stage),
            ("action", &change.action),
            ("field", &change.field),
        ];
        for (name, part) in names {
            if let Some(part) = part {
                document[name] = json!(part);
            }
        }
        for (name, part) in [("before", &change.before), ("after", &change.after)] {
            if let Some(part) = part {
                document[name] = part.clone();
            }
        }
        document
    });
    let changes: Vec<Value> = changes.collect();
    json!({"pipeline": found.name, "version": found.version, "changes": changes})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::golden;

    fn changes(version: u64, before: Value, after: Value) -> Difference {
        Difference {
            name: "shop\u{1b}[2J".into(),
            version,
            changes: towline_core::pipeline::compare::compare(&before, &after),
        }
    }

    fn pipeline(group: &str, second: &str) -> Value {
        let kind = json!({"category": "Deploy", "provider": "CodeDeploy"});
        json!({"roleArn": "arn:aws:iam::123456789012:role/pipeline", "stages": [
            {"name": "Source", "actions": [{"name": "Fetch"}, {"name": "Config"}]},
            {"name": second, "actions": [
                {"name": "Ask", "actionTypeId": {"category": "Approval", "provider": "Manual"}},
                {"name": "Fleet", "actionTypeId": kind, "configuration": {"Group": group},
                 "inputArtifacts": [{"name": "App"}]},
            ]},
        ]})
    }

    #[test]
    fn changes_stand_below_their_stage_and_action() {
        let mut after = pipeline("canary\u{202e}", "Deploy");
        after["roleArn"] = json!("arn:aws:iam::123456789012:role/other");
        let actions = after["stages"][1]["actions"]
            .as_array_mut()
            .expect("actions");
        actions[1]["inputArtifacts"] = json!([{"name": "App"}, {"name": "Docs"}]);
        actions[1]["runOrder"] = json!(2);
        actions.remove(0);
        actions.push(
            json!({"name": "Tell", "actionTypeId": {"category": "Deploy", "provider": "S3"}}),
        );
        let found = changes(4, pipeline("web", "Deploy"), after);
        golden::check!(|look| text(&found, look));
        insta::assert_json_snapshot!(document(&found));
    }

    #[test]
    fn stages_come_and_go_whole_and_nothing_is_said_of_the_same() {
        let renamed = changes(4, pipeline("web", "Deploy"), pipeline("web", "Roll"));
        let new = changes(0, Value::Null, pipeline("web", "Deploy"));
        let same = changes(4, pipeline("web", "Deploy"), pipeline("web", "Deploy"));
        golden::check!(|look| text(&renamed, look) + &text(&new, look) + &text(&same, look));
    }
}
