//! One event of every shape, in AWS's words.

use serde_json::{Value, json};
use towline_core::{Event, Time};
use towline_store::StoredEvent;

use crate::Settings;

fn shown(kind: &str, subject: &str, detail: Value) -> String {
    let settings = Settings {
        account: "123456789012".into(),
        region: "eu-west-1".into(),
        data: "/data".into(),
        url: "http://towline.test".into(),
    };
    let event = Event {
        at: Time(1_504_282_349_000),
        kind: kind.into(),
        subject: subject.into(),
        detail,
    };
    let shown = super::event(
        &settings,
        &StoredEvent {
            seq: 255,
            event: event.into(),
        },
    );
    serde_json::to_string_pretty(&shown).unwrap()
}

#[test]
fn a_deployment_and_a_host() {
    let group =
        json!({"application": "shop", "deploymentGroup": "web", "deploymentGroupId": "g-1"});
    insta::assert_snapshot!(
        "deployment",
        shown("deployment.succeeded", "d-ABCDEFGHI", group.clone())
    );
    let mut host = group;
    host["target"] = json!("web-1");
    insta::assert_snapshot!("instance", shown("target.failed", "d-ABCDEFGHI", host));
}

#[test]
fn an_execution_a_stage_and_an_action() {
    let mut facts = json!({"pipeline": "release", "version": 3, "attempt": 2,
        "started": 1_504_282_340_125_i64, "stage": "Build",
        "stageStarted": 1_504_282_341_000_i64, "actionStarted": 1_504_282_342_000_i64,
        "trigger": {"kind": "StartPipelineExecution", "detail": "arn:ann"}});
    insta::assert_snapshot!(
        "execution",
        shown("execution.started", "e-1", facts.clone())
    );
    insta::assert_snapshot!("stage", shown("stage.resumed", "e-1", facts.clone()));
    facts["action"] = json!("Compile");
    facts["actionExecution"] = json!("a-1");
    facts["region"] = json!("eu-west-1");
    facts["type"] =
        json!({"category": "Build", "owner": "AWS", "provider": "CodeBuild", "version": "1"});
    facts["inputs"] = json!([{"name": "App", "bucket": "b", "key": "k"}]);
    facts["external"] = json!({"id": "demo:1"});
    facts["error"] = json!({"code": "JobFailed", "message": "no"});
    insta::assert_snapshot!("action", shown("action.failed", "e-1", facts));
}

#[test]
fn a_build_and_a_phase() {
    let phase = json!({"kind": "BUILD", "started": 1_504_282_300_000_i64,
        "ended": 1_504_282_349_000_i64, "status": "FAILED",
        "contexts": [{"code": "COMMAND_EXECUTION_ERROR", "message": "exit status 3"}]});
    let mut facts = json!({"project": "demo", "phase": "BUILD", "to": "FAILED"});
    for name in ["started", "ended", "contexts"] {
        facts[name] = phase[name].clone();
    }
    insta::assert_snapshot!("phase", shown("build.phase-ended", "demo:1", facts));
    let facts = json!({"project": "demo", "phase": "COMPLETED", "to": "FAILED",
        "started": 1_504_282_300_000_i64, "timeoutMinutes": 60, "phases": [phase]});
    insta::assert_snapshot!("build", shown("build.failed", "demo:1", facts));
}

#[test]
fn what_aws_does_not_tell_has_our_own_source() {
    insta::assert_snapshot!(
        "own",
        shown("host.joined", "web-1", json!({"arn": "arn:host"}))
    );
    let approval = shown("action.approval-needed", "e-1", json!({}));
    assert!(approval.contains("\"source\": \"towline\""), "{approval}");
}
