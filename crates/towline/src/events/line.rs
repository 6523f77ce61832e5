//! An event as one line for people: when, what, to whom, and why.

use jiff::Timestamp;
use serde_json::Value;

use super::Told;
use crate::terminal::safe;

/// Names that say what an event is about, from the whole to the part.
const NAMES: [&str; 11] = [
    "pipeline",
    "stage",
    "action",
    "application",
    "deploymentGroup",
    "target",
    "lifecycleEvent",
    "project",
    "phase",
    "repository",
    "bucket",
];

/// The line, without the end of line and without anything that a terminal would obey.
pub(crate) fn line(told: &Told) -> String {
    let event = &told.document;
    let at = (event["at"].as_f64().unwrap_or_default() * 1000.0) as i64;
    let at = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    let detail = &event["detail"];
    let subject = text(event, "subject");
    let names = NAMES.iter().map(|name| text(detail, name));
    let names: Vec<&str> = names
        .filter(|name| !name.is_empty() && *name != subject)
        .collect();
    let mut line = format!(
        "{}  {:<26} {subject}",
        at.strftime("%Y-%m-%d %H:%M:%S%.3fZ"),
        text(event, "kind"),
    );
    if !names.is_empty() {
        line += &format!("  {}", names.join(" / "));
    }
    if text(event, "kind") == "target.lifecycle-event" {
        line += &format!(" {}", text(detail, "to"));
    }
    if let Some(why) = why(detail) {
        line += &format!(": {why}");
    }
    safe(&line)
}

fn why(detail: &Value) -> Option<String> {
    let reason = &detail["reason"];
    let words = match reason {
        Value::String(words) => words,
        _ => text(reason, "detail"),
    };
    let unblock = text(reason, "unblock");
    if !words.is_empty() && !unblock.is_empty() {
        return Some(format!("{words} ({unblock})"));
    }
    let failed = ["Failed", "FAILED"].contains(&text(detail, "to"));
    let said = match failed {
        true => text(&detail["diagnostics"], "message"),
        false => "",
    };
    [words, said, text(detail, "message")]
        .into_iter()
        .find(|words| !words.is_empty())
        .map(str::to_string)
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(kind: &str, subject: &str, detail: Value) -> String {
        line(&Told {
            data: String::new(),
            document: json!({"seq": 7, "at": 1_504_282_349.125, "kind": kind,
                "subject": subject, "detail": detail}),
        })
    }

    #[test]
    fn a_line_says_when_what_to_whom_and_why() {
        let failed = json!({"application": "shop", "deploymentGroup": "web", "target": "web-1",
            "lifecycleEvent": "Install", "to": "Failed", "diagnostics": {"message": "no \u{1b}[31m space"}});
        insta::assert_snapshot!(shown("target.lifecycle-event", "d-1", failed), @r"2017-09-01 16:12:29.125Z  target.lifecycle-event     d-1  shop / web / web-1 / Install Failed: no \u{1b}[31m space");
        let waits = json!({"pipeline": "release", "stage": "Gate", "action": "Ask",
            "reason": {"detail": "waits for an answer", "unblock": "put-approval-result"}});
        insta::assert_snapshot!(shown("action.approval-needed", "e-1", waits), @"2017-09-01 16:12:29.125Z  action.approval-needed     e-1  release / Gate / Ask: waits for an answer (put-approval-result)");
        insta::assert_snapshot!(shown("repository.created", "shop", json!({"repository": "shop"})), @"2017-09-01 16:12:29.125Z  repository.created         shop");
    }
}
