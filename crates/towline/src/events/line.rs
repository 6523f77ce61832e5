//! An event as one line for people: when, what, to whom, and why.

use jiff::Timestamp;
use serde_json::Value;

use super::Told;
use crate::terminal::{Look, Tone, hang, safe, sign, width};

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

/// The line, without anything that a terminal would obey; on a narrow terminal its end stands below.
pub(crate) fn line(told: &Told, look: &Look) -> String {
    let event = &told.document;
    let detail = &event["detail"];
    let at = format!("{}  ", moment(event["at"].as_f64().unwrap_or_default()));
    let kind = safe(text(event, "kind"));
    let words = format!("{kind:<26} {}", safe(&rest(event)));
    let head = look.paint(Tone::Quiet, &at);
    let lines = hang(&head, width::of(&at), &words, look).join("\n");
    let (_, tone) = sign(text(detail, "to"));
    lines.replacen(&kind, &look.paint(tone, &kind), 1)
}

/// A time, to the millisecond.
pub(crate) fn moment(seconds: f64) -> String {
    let at = Timestamp::from_millisecond((seconds * 1000.0) as i64);
    let at = at.unwrap_or(Timestamp::UNIX_EPOCH);
    at.strftime("%Y-%m-%d %H:%M:%S%.3fZ").to_string()
}

/// To whom, what became of it, and why.
fn rest(event: &Value) -> String {
    let detail = &event["detail"];
    let subject = text(event, "subject");
    let names = NAMES.iter().map(|name| text(detail, name));
    let names: Vec<&str> = names
        .filter(|name| !name.is_empty() && *name != subject)
        .collect();
    let mut rest = subject.to_string();
    if !names.is_empty() {
        rest += &format!("  {}", names.join(" / "));
    }
    if text(event, "kind") == "target.lifecycle-event" {
        rest += &format!(" {}", text(detail, "to"));
    }
    if let Some(why) = why(detail) {
        rest += &format!(": {why}");
    }
    rest
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
    use crate::terminal::golden;

    fn event(kind: &str, subject: &str, detail: Value) -> Told {
        Told {
            data: String::new(),
            document: json!({"seq": 7, "at": 1_504_282_349.125, "kind": kind,
                "subject": subject, "detail": detail}),
        }
    }

    fn shown(kind: &str, subject: &str, detail: Value) -> String {
        line(&event(kind, subject, detail), &Look::PLAIN)
    }

    #[test]
    fn a_line_says_when_what_to_whom_and_why() {
        let failed = json!({"application": "shop", "deploymentGroup": "web", "target": "web-1",
            "lifecycleEvent": "Install", "to": "Failed", "diagnostics": {"message": "no \u{1b}[31m space"}});
        insta::assert_snapshot!(shown("target.lifecycle-event", "d-1", failed), @r"2017-09-01 16:12:29.125Z  target.lifecycle-event     d-1  shop / web / web-1 / Install Failed: no \u{1b}[31m space");
        let waits = json!({"pipeline": "release", "stage": "Gate", "action": "Ask",
            "reason": {"detail": "waits for an answer", "unblock": "approve it"}});
        insta::assert_snapshot!(shown("action.approval-needed", "e-1", waits), @"2017-09-01 16:12:29.125Z  action.approval-needed     e-1  release / Gate / Ask: waits for an answer (approve it)");
        insta::assert_snapshot!(shown("repository.created", "shop", json!({"repository": "shop"})), @"2017-09-01 16:12:29.125Z  repository.created         shop");
    }

    #[test]
    fn a_narrow_terminal_has_the_end_of_a_line_below() {
        let execution = "3bad3e7e-6f0e-4d3b-9c53-1f3a5c3f2a11";
        let events = [
            event(
                "execution.started",
                execution,
                json!({"pipeline": "shop", "to": "InProgress"}),
            ),
            event(
                "action.succeeded",
                execution,
                json!({"pipeline": "shop", "stage": "Build",
                "action": "Package", "to": "Succeeded"}),
            ),
            event(
                "target.lifecycle-event",
                "d-ABCDEFGHI",
                json!({"application": "shop",
                "deploymentGroup": "web", "target": "web-1", "lifecycleEvent": "Install",
                "to": "Failed", "diagnostics": {"message": "no \u{1b}[31m space\nleft"}}),
            ),
            event(
                "host.silent",
                "web-2",
                json!({"reason": {"detail": "its agent was not heard of \
                for 5 min", "unblock": "look at the log of `towline agent` there"}}),
            ),
            event("repository.created", "shop", json!({"repository": "shop"})),
        ];
        golden::check!(|look| {
            let lines = events.iter().map(|told| line(told, look) + "\n");
            lines.collect()
        });
    }
}
