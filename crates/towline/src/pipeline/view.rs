//! Pipelines and executions as text. Pure: documents of the API in, lines out.

use serde_json::Value;

use crate::document::{list as entries, short, text, time};
use crate::terminal::{Cell, Give, Look, Table, Tone, ago, safe, span};

/// Pairs of a `PipelineSummary` and the newest `PipelineExecutionSummary`.
pub(super) fn list(pipelines: &[(Value, Value)], now: f64, look: &Look) -> String {
    let mut table = Table::new(&[
        ("PIPELINE", Give::Shrink),
        ("STATE", Give::Never),
        ("EXECUTION", Give::Never),
        ("STARTED", Give::Never),
        ("REVISION", Give::Drop),
    ]);
    for (pipeline, newest) in pipelines {
        let started = time(&newest["startTime"]).map(|at| ago(at, now));
        table.row(vec![
            Cell::new(text(&pipeline["name"])),
            match newest.is_null() {
                true => Cell::new("never started").tone(Tone::Quiet),
                false => Cell::state(text(&newest["status"])),
            },
            Cell::new(short(text(&newest["pipelineExecutionId"]))),
            Cell::new(&started.unwrap_or_default()),
            Cell::new(&revisions(&newest["sourceRevisions"])),
        ]);
    }
    table.render(look)
}

/// `GetPipelineState`, and the newest `PipelineExecutionSummary`s.
pub(super) fn pipeline(state: &Value, executions: &[Value], now: f64, look: &Look) -> String {
    let name = safe(text(&state["pipelineName"]));
    let updated = time(&state["updated"]).map_or_else(String::new, |at| ago(at, now));
    let mut shown = format!(
        "{} version {}, updated {updated}\n\n",
        look.paint(Tone::Strong, &name),
        state["pipelineVersion"],
    );
    shown.push_str(&stages(entries(&state["stageStates"]), now).render(look));
    for stage in entries(&state["stageStates"]) {
        shown.push_str(&held(stage, now, look));
    }
    if !executions.is_empty() {
        shown.push('\n');
        shown.push_str(&history(executions, now).render(look));
    }
    shown
}

fn stages(stages: &[Value], now: f64) -> Table {
    let mut table = Table::new(&[
        ("STAGE", Give::Shrink),
        ("STATE", Give::Never),
        ("SINCE", Give::Never),
        ("WORK", Give::Never),
        ("SAYS", Give::Drop),
    ]);
    for stage in stages {
        let latest = &stage["latestExecution"];
        table.row(vec![
            Cell::new(text(&stage["stageName"])).tone(Tone::Strong),
            status(latest),
            Cell::new(""),
            Cell::new(short(text(&latest["pipelineExecutionId"]))),
            Cell::new(""),
        ]);
        for action in entries(&stage["actionStates"]) {
            let latest = &action["latestExecution"];
            let since = time(&latest["lastStatusChange"]).map(|at| ago(at, now));
            let says = match text(&latest["errorDetails"]["message"]) {
                "" => text(&latest["summary"]),
                error => error,
            };
            table.row(vec![
                Cell::new(&format!("  {}", text(&action["actionName"]))),
                status(latest),
                Cell::new(&since.unwrap_or_default()),
                Cell::new(work(text(&latest["externalExecutionId"]))),
                Cell::new(says),
            ]);
        }
    }
    table
}

fn status(latest: &Value) -> Cell {
    match text(&latest["status"]) {
        "" => Cell::new("–").tone(Tone::Quiet),
        status => Cell::state(status),
    }
}

/// What a provider calls its work; commits are shown short.
fn work(id: &str) -> &str {
    let commit = id.len() == 40 && id.chars().all(|c| c.is_ascii_hexdigit());
    if commit { short(id) } else { id }
}

/// What keeps executions out of a stage, and which ones.
fn held(stage: &Value, now: f64, look: &Look) -> String {
    let name = safe(text(&stage["stageName"]));
    let mut lines = String::new();
    let way = &stage["inboundTransitionState"];
    if way["enabled"] == false {
        let changed = time(&way["lastChangedAt"]).map(|at| format!(" {}", ago(at, now)));
        let words = format!(
            "◆ nothing enters {name}: disabled{} by {}: {}",
            changed.unwrap_or_default(),
            safe(text(&way["lastChangedBy"])),
            safe(text(&way["disabledReason"])),
        );
        lines.push_str(&format!("{}\n", look.paint(Tone::Held, &words)));
    }
    let waiting = entries(&stage["inboundExecutions"]).iter();
    let waiting: Vec<&str> = waiting
        .map(|one| short(text(&one["pipelineExecutionId"])))
        .collect();
    if !waiting.is_empty() {
        let words = format!("◆ in front of {name}: {}", safe(&waiting.join(", ")));
        lines.push_str(&format!("{}\n", look.paint(Tone::Held, &words)));
    }
    lines
}

fn history(executions: &[Value], now: f64) -> Table {
    let mut table = Table::new(&[
        ("EXECUTION", Give::Never),
        ("STATE", Give::Never),
        ("STARTED", Give::Never),
        ("TOOK", Give::Never),
        ("TRIGGER", Give::Drop),
        ("REVISION", Give::Shrink),
    ]);
    for execution in executions {
        let started = time(&execution["startTime"]).unwrap_or_default();
        let ended = time(&execution["lastUpdateTime"]).unwrap_or(started);
        let running = text(&execution["status"]) == "InProgress";
        let took = if running { now } else { ended } - started;
        table.row(vec![
            Cell::new(short(text(&execution["pipelineExecutionId"]))),
            Cell::state(text(&execution["status"])),
            Cell::new(&ago(started, now)),
            Cell::new(&span(took)),
            Cell::new(text(&execution["trigger"]["triggerType"])),
            Cell::new(&revisions(&execution["sourceRevisions"])),
        ]);
    }
    table
}

/// `SourceRevision`s: the beginning of each id with what it is about.
pub(super) fn revisions(revisions: &Value) -> String {
    let one = |revision: &Value| {
        let id = work(text(&revision["revisionId"]));
        match text(&revision["revisionSummary"]) {
            "" => id.to_string(),
            summary => format!("{id} {summary}"),
        }
    };
    let shown: Vec<String> = entries(revisions).iter().map(one).collect();
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::terminal::golden;

    fn executions() -> Vec<Value> {
        let one = |id: &str, status: &str, summary: &str, started: f64, ended: f64| {
            json!({"pipelineExecutionId": id, "status": status, "startTime": started,
                "lastUpdateTime": ended, "trigger": {"triggerType": "PollForSourceChanges"},
                "sourceRevisions": [{"revisionId": "22daed8ae5678461f6bfa5de86844b3a405c1a4f",
                    "revisionSummary": summary}]})
        };
        vec![
            one(
                "84de7898-cc74-4e33-9dc9-5bdd44c060eb",
                "InProgress",
                "Install \u{1b}[31mit\n\u{202e}too",
                990.0,
                991.0,
            ),
            one(
                "5c096647-66ee-4af6-9974-17385d3f26d6",
                "Failed",
                "An offer on the page that is much longer than any line should be",
                400.0,
                403.5,
            ),
        ]
    }

    #[test]
    fn every_pipeline_shows_its_newest_execution() {
        let rows = vec![
            (json!({"name": "shop"}), executions().remove(0)),
            (json!({"name": "billing\u{1b}[2J"}), Value::Null),
        ];
        golden::check!(|look| list(&rows, 1_000.0, look));
    }

    #[test]
    fn a_pipeline_shows_stages_actions_and_what_is_held() {
        let action =
            |name: &str, latest: Value| json!({"actionName": name, "latestExecution": latest});
        let state = json!({"pipelineName": "shop", "pipelineVersion": 3, "updated": 100.0, "stageStates": [
            {"stageName": "Source", "latestExecution": {"pipelineExecutionId": "84de7898-c", "status": "Succeeded"},
             "inboundTransitionState": {"enabled": true},
             "actionStates": [action("Commit", json!({"status": "Succeeded", "lastStatusChange": 991.0,
                "summary": "Install it", "externalExecutionId": "22daed8ae5678461f6bfa5de86844b3a405c1a4f"}))]},
            {"stageName": "Deploy", "latestExecution": {"pipelineExecutionId": "5c096647-6", "status": "Failed"},
             "inboundTransitionState": {"enabled": false, "lastChangedBy": "ada", "lastChangedAt": 940.0, "disabledReason": "freeze"},
             "inboundExecutions": [{"pipelineExecutionId": "84de7898-c", "status": "InProgress"}],
             "actionStates": [action("Fleet", json!({"status": "Failed", "lastStatusChange": 403.5,
                "externalExecutionId": "d-839OVAVQP", "errorDetails": {"message": "Deployment d-839OVAVQP failed"}})),
                action("Later", Value::Null)]},
        ]});
        golden::check!(|look| pipeline(&state, &executions(), 1_000.0, look));
    }
}
