//! Walking through stages: groups, superseding, memory.

use serde_json::json;

use super::super::fixture::{Rig, action, pipeline, three_stages};
use super::super::job::{ActionSuccess, SourceRevision};
use super::super::records::{Execution, StateRecord, kind};
use super::{answer, first, retry, token, with_approval};
use crate::{Machine, Time};

#[test]
fn creation_starts_an_execution_that_walks_every_stage() {
    let mut rig = Rig::new(three_stages());
    let id = first(&rig);
    assert_eq!(rig.execution(&id).trigger.kind, "CreatePipeline");
    rig.deliver("Fetch", "v1");
    let made = &rig.jobs[0].outputs[0].key;
    assert!(
        made.starts_with("web-shop/App/") && made.ends_with(".zip"),
        "{made}"
    );
    let read = &rig.jobs[1].inputs[0];
    assert_eq!((&read.key, read.revision.as_deref()), (made, Some("v1")));
    rig.succeed("Compile");
    rig.succeed("Publish");
    assert_eq!(rig.status(&id), "Succeeded");
    assert!(rig.pipeline.finished());
    let kinds: Vec<&str> = rig.events.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(
        kinds[..5],
        [
            "pipeline.created",
            "execution.started",
            "stage.started",
            "action.started",
            "action.succeeded"
        ]
    );
    assert_eq!(kinds.last(), Some(&"execution.succeeded"));
}

#[test]
fn run_order_groups_wait_for_each_other_and_a_failure_spares_siblings() {
    let mut late = action("Late", "Approval/Manual", &[], &[]);
    late["runOrder"] = json!(7);
    let mut rig = Rig::new(pipeline(json!([
        {"name": "Source", "actions": [action("Fetch", "Source/S3", &[], &["App"])]},
        {"name": "Build", "actions": [
            action("Left", "Build/CodeBuild", &["App"], &[]),
            action("Right", "Build/CodeBuild", &["App"], &[]),
            late,
        ]},
    ])));
    let id = first(&rig);
    rig.succeed("Fetch");
    assert!(rig.runs("Left") && rig.runs("Right") && !rig.runs("Late"));
    rig.fail("Left");
    assert_eq!(rig.status(&id), "InProgress", "the sibling still runs");
    rig.succeed("Right");
    assert_eq!(rig.status(&id), "Failed");
    assert!(!rig.runs("Late"));
    insta::assert_snapshot!(
        rig.reason(&id),
        @"Failed: stage 'Build' failed: action 'Left': broken"
    );
    retry(&mut rig, "Build", &id, false).expect("retryable");
    assert!(rig.runs("Left") && !rig.runs("Right"), "only what failed");
    rig.succeed("Left");
    assert!(rig.runs("Late"));
    assert_eq!(rig.execution(&id).attempt, 2);
}

#[test]
fn a_newer_arrival_supersedes_the_one_that_waits_not_the_one_inside() {
    let mut rig = Rig::new(with_approval());
    let a = first(&rig);
    rig.succeed("Fetch");
    let b = rig.start();
    rig.succeed("Fetch");
    assert_eq!(
        rig.reason(&b),
        format!("StageLocked: stage 'Gate' is held by execution {a}")
    );
    let c = rig.start();
    rig.succeed("Fetch");
    let statuses = [rig.status(&a), rig.status(&b), rig.status(&c)];
    assert_eq!(statuses, ["InProgress", "Superseded", "InProgress"]);
    let state: StateRecord = rig.row(kind::STATE, "web-shop");
    assert_eq!(state.stages["Gate"].waiting, [3]);
    let token = token(&rig);
    answer(&mut rig, &token, true).expect("open");
    assert!(
        rig.runs("Publish") && rig.runs("Ask"),
        "c entered as a left"
    );
}

#[test]
fn executions_started_while_the_source_runs_wait_and_only_the_newest_survives() {
    let mut rig = Rig::new(three_stages());
    let (b, c) = (rig.start(), rig.start());
    assert_eq!(
        (rig.status(&b), rig.status(&c)),
        ("Superseded", "InProgress")
    );
}

#[test]
fn history_leaves_memory() {
    let mut rig = Rig::new(three_stages());
    for round in 0..20 {
        rig.deliver("Fetch", &format!("v{round}"));
        rig.succeed("Compile");
        rig.succeed("Publish");
        rig.start();
    }
    assert!(
        rig.pipeline.executions.len() <= 3,
        "{}",
        rig.pipeline.executions.len()
    );
    assert!(rig.pipeline.actions.len() <= 3);
    assert_eq!(rig.all::<Execution>(kind::EXECUTION).len(), 21);
}

#[test]
fn an_execution_that_deployed_tells_when_its_revision_was_made() {
    let mut rig = Rig::new(three_stages());
    let revision = SourceRevision {
        id: "v1".into(),
        created: Some(Time(500_000)),
        ..SourceRevision::default()
    };
    let success = ActionSuccess {
        revision: Some(revision),
        ..ActionSuccess::default()
    };
    rig.end("Fetch", Ok(success));
    let fetched = rig.events.iter().rfind(|e| e.kind == "action.succeeded");
    assert_eq!(fetched.unwrap().detail["revision"]["id"], "v1");
    rig.succeed("Compile");
    rig.succeed("Publish");
    let end = rig.events.last().unwrap();
    assert_eq!(end.kind, "execution.succeeded");
    assert_eq!(end.detail["committed"], 500_000);
    assert_eq!(end.detail["deployed"], rig.now.0);
}
