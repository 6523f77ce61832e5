//! An event as AWS's event bus would deliver it: AWS's words for what AWS tells, Towline's kinds
//! under the source `towline` for the rest.

use jiff::Timestamp;
use serde_json::{Value, json};
use towline_core::Time;
use towline_store::StoredEvent;

use crate::Settings;

#[cfg(test)]
mod tests;

/// What is special about an event.
struct Words {
    source: &'static str,
    detail_type: String,
    resources: Vec<String>,
    detail: Value,
}

/// The event in its envelope.
pub(super) fn event(settings: &Settings, stored: &StoredEvent) -> Value {
    let words = words(settings, stored);
    json!({
        "version": "0",
        // The same event has the same id, whenever it is asked for.
        "id": id(stored.seq),
        "detail-type": words.detail_type,
        "source": words.source,
        "account": settings.account,
        "time": moment(stored.event.at, "%Y-%m-%dT%H:%M:%SZ"),
        "region": settings.region,
        "resources": words.resources,
        "detail": words.detail,
    })
}

/// A UUID, as far as its form goes.
fn id(seq: u64) -> String {
    let (high, low) = (seq >> 48, seq & 0xffff_ffff_ffff);
    format!("00000000-0000-4000-8{high:03x}-{low:012x}")
}

fn words(settings: &Settings, stored: &StoredEvent) -> Words {
    let event = &stored.event;
    let (object, verb) = event.kind.split_once('.').unwrap_or((&event.kind, ""));
    let known = match object {
        "deployment" | "target" => codedeploy(settings, stored, verb),
        "execution" | "stage" | "action" => codepipeline(settings, stored, object, verb),
        "build" => codebuild(settings, stored, verb),
        _ => None,
    };
    known.unwrap_or_else(|| Words {
        source: "towline",
        detail_type: event.kind.clone(),
        resources: Vec::new(),
        detail: json!({"subject": event.subject, "event": event.detail}),
    })
}

fn codedeploy(settings: &Settings, stored: &StoredEvent, verb: &str) -> Option<Words> {
    let (subject, facts) = (&stored.event.subject, &stored.event.detail);
    let state = match verb {
        "started" => "START",
        "succeeded" => "SUCCESS",
        "failed" => "FAILURE",
        "stopped" | "skipped" => "STOP",
        _ => return None,
    };
    let (application, group) = (text(facts, "application"), text(facts, "deploymentGroup"));
    let arn = |rest: String| arn(settings, "codedeploy", &rest);
    let mut detail = json!({
        "region": settings.region,
        "deploymentId": subject,
        "instanceGroupId": facts["deploymentGroupId"],
        "application": application,
        "deploymentGroup": group,
        "state": state,
    });
    let mut level = "Deployment";
    if let Some(host) = facts["target"].as_str() {
        level = "Instance";
        detail["instanceId"] = json!(host);
    }
    Some(Words {
        source: "aws.codedeploy",
        detail_type: format!("CodeDeploy {level} State-change Notification"),
        resources: vec![
            arn(format!("application:{application}")),
            arn(format!("deploymentgroup:{application}/{group}")),
        ],
        detail,
    })
}

fn codepipeline(
    settings: &Settings,
    stored: &StoredEvent,
    object: &str,
    verb: &str,
) -> Option<Words> {
    let (subject, facts) = (&stored.event.subject, &stored.event.detail);
    let states = "started resumed stopping stopped succeeded failed superseded canceled abandoned";
    if !states.split(' ').any(|state| state == verb) {
        return None;
    }
    let (level, start) = match object {
        "execution" => ("Pipeline", &facts["started"]),
        "stage" => ("Stage", &facts["stageStarted"]),
        _ => ("Action", &facts["actionStarted"]),
    };
    let pipeline = text(facts, "pipeline");
    let mut detail = json!({
        "pipeline": pipeline,
        "execution-id": subject,
        "start-time": start.as_i64().map(|ms| moment(Time(ms), "%Y-%m-%dT%H:%M:%S.%3fZ")),
        "state": verb.to_uppercase(),
        "version": facts["version"].as_f64(),
        "pipeline-execution-attempt": facts["attempt"].as_f64(),
    });
    match object {
        "execution" => execution(facts, verb, &mut detail),
        "stage" => {
            detail["stage"] = facts["stage"].clone();
            if facts["attempt"].as_u64() > Some(1) {
                detail["stage-last-retry-attempt-time"] = detail["start-time"].clone();
            }
        }
        _ => action(facts, &mut detail),
    }
    Some(Words {
        source: "aws.codepipeline",
        detail_type: format!("CodePipeline {level} Execution State Change"),
        resources: vec![arn(settings, "codepipeline", pipeline)],
        detail,
    })
}

fn execution(facts: &Value, verb: &str, detail: &mut Value) {
    let trigger = &facts["trigger"];
    if verb == "started" {
        detail["execution-trigger"] = json!({
            "trigger-type": trigger["kind"],
            "trigger-detail": trigger["detail"],
        });
    }
    if verb == "stopping" && facts["stopReason"].is_string() {
        detail["stop-execution-comments"] = facts["stopReason"].clone();
    }
}

fn action(facts: &Value, detail: &mut Value) {
    for (ours, theirs) in [
        ("stage", "stage"),
        ("action", "action"),
        ("actionExecution", "action-execution-id"),
        ("region", "region"),
    ] {
        detail[theirs] = facts[ours].clone();
    }
    let kind = &facts["type"];
    detail["type"] = json!({
        "owner": kind["owner"],
        "provider": kind["provider"],
        "category": kind["category"],
        "version": kind["version"],
    });
    for (ours, theirs) in [
        ("inputs", "input-artifacts"),
        ("outputs", "output-artifacts"),
    ] {
        let artifacts = facts[ours].as_array().into_iter().flatten();
        let artifacts: Vec<Value> = artifacts
            .map(|artifact| {
                let place = json!({"bucket": artifact["bucket"], "key": artifact["key"]});
                json!({"name": artifact["name"], "s3location": place})
            })
            .collect();
        if !artifacts.is_empty() {
            detail[theirs] = json!(artifacts);
        }
    }
    let external = &facts["external"];
    let mut result = serde_json::Map::new();
    for (theirs, value) in [
        ("external-execution-url", &external["url"]),
        ("external-execution-summary", &external["summary"]),
        ("external-execution-id", &external["id"]),
        ("error-code", &facts["error"]["code"]),
    ] {
        if !value.is_null() {
            result.insert(theirs.into(), value.clone());
        }
    }
    if !result.is_empty() {
        detail["execution-result"] = Value::Object(result);
    }
}

/// The machine does not know environment, source and log of a build, so `additional-information`
/// has the members about its course only.
fn codebuild(settings: &Settings, stored: &StoredEvent, verb: &str) -> Option<Words> {
    let (subject, facts) = (&stored.event.subject, &stored.event.detail);
    let build = arn(settings, "codebuild", &format!("build/{subject}"));
    let mut detail = json!({"project-name": facts["project"], "build-id": build, "version": "1"});
    let kind = if verb == "phase-ended" {
        phase(facts, &mut detail);
        "Phase"
    } else if facts["to"].is_string() && verb != "phase-started" {
        state(facts, &mut detail);
        "State"
    } else {
        return None;
    };
    Some(Words {
        source: "aws.codebuild",
        detail_type: format!("CodeBuild Build {kind} Change"),
        resources: vec![build],
        detail,
    })
}

fn state(facts: &Value, detail: &mut Value) {
    let phases = facts["phases"].as_array().into_iter().flatten();
    let phases: Vec<Value> = phases.map(shown_phase).collect();
    detail["build-status"] = facts["to"].clone();
    detail["current-phase"] = facts["phase"].clone();
    detail["current-phase-context"] = json!("[]");
    detail["additional-information"] = json!({
        "timeout-in-minutes": facts["timeoutMinutes"],
        "build-complete": facts["to"] != "IN_PROGRESS",
        "build-start-time": us(&facts["started"]),
        "phases": phases,
    });
}

fn phase(facts: &Value, detail: &mut Value) {
    detail["completed-phase"] = facts["phase"].clone();
    detail["completed-phase-status"] = facts["to"].clone();
    detail["completed-phase-context"] = json!(contexts(facts));
    detail["completed-phase-duration-seconds"] = json!(seconds(facts));
    detail["completed-phase-start"] = us(&facts["started"]);
    detail["completed-phase-end"] = us(&facts["ended"]);
}

fn shown_phase(phase: &Value) -> Value {
    let mut shown = json!({"phase-type": phase["kind"], "start-time": us(&phase["started"])});
    if phase["ended"].is_i64() {
        shown["phase-status"] = phase["status"].clone();
        shown["end-time"] = us(&phase["ended"]);
        shown["duration-in-seconds"] = json!(seconds(phase));
        shown["phase-context"] = json!([contexts(phase)]);
    }
    shown
}

/// `[status: message]` of each context, as one text.
fn contexts(phase: &Value) -> String {
    let contexts = phase["contexts"].as_array().into_iter().flatten();
    let told = contexts.filter(|c| !text(c, "message").is_empty() || !text(c, "code").is_empty());
    let told: Vec<String> = told
        .map(|c| format!("{}: {}", text(c, "code"), text(c, "message")))
        .collect();
    format!("[{}]", told.join(", "))
}

fn seconds(phase: &Value) -> Option<i64> {
    let (start, end) = (phase["started"].as_i64()?, phase["ended"].as_i64()?);
    Some((end - start).max(0) / 1000)
}

/// The way CodeBuild writes dates inside a detail.
fn us(time: &Value) -> Value {
    let text = time
        .as_i64()
        .map(|ms| moment(Time(ms), "%b %-d, %Y %-I:%M:%S %p"));
    json!(text)
}

fn moment(time: Time, format: &str) -> String {
    let stamp = Timestamp::from_millisecond(time.0).unwrap_or(Timestamp::UNIX_EPOCH);
    stamp.strftime(format).to_string()
}

fn arn(settings: &Settings, service: &str, rest: &str) -> String {
    format!(
        "arn:aws:{service}:{}:{}:{rest}",
        settings.region, settings.account
    )
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}
