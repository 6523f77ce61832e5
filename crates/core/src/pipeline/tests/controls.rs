//! What an operator does: retry, stop, transitions, update, delete.

use serde_json::json;

use super::super::fixture::{Rig, action, declaration, pipeline, three_stages, trigger};
use super::super::job::ActionSuccess;
use super::super::machine::{Fact, Refusal, Reply, Start};
use super::super::records::ActionStatus;
use super::{answer, close, first, retry, stop, token, with_approval};
use crate::{Machine, Span, Time};

#[test]
fn failed_actions_can_be_retried_while_siblings_run_but_not_all_actions() {
    let mut rig = Rig::new(pipeline(json!([
        {"name": "Source", "actions": [action("Fetch", "Source/S3", &[], &["App"])]},
        {"name": "Build", "actions": [
            action("Left", "Build/CodeBuild", &["App"], &[]),
            action("Right", "Build/CodeBuild", &["App"], &[]),
        ]},
    ])));
    let id = first(&rig);
    rig.succeed("Fetch");
    rig.fail("Left");
    let refused = retry(&mut rig, "Build", &id, true);
    assert!(matches!(refused, Err(Refusal::StageNotRetryable(_))));
    let before = rig.jobs.len();
    retry(&mut rig, "Build", &id, false).expect("retryable");
    assert_eq!(rig.jobs.len(), before + 1);
    assert_ne!(
        rig.jobs[before].id,
        rig.jobs[before - 2].id,
        "a new attempt"
    );
    rig.succeed("Right");
    rig.succeed("Left");
    assert_eq!(rig.status(&id), "Succeeded");
    let refused = retry(&mut rig, "Build", &id, false);
    assert!(matches!(refused, Err(Refusal::StageNotRetryable(_))));
}

#[test]
fn all_actions_starts_the_stage_again_from_its_first_group() {
    let mut late = action("Late", "Build/CodeBuild", &["App"], &[]);
    late["runOrder"] = json!(2);
    let mut rig = Rig::new(pipeline(json!([
        {"name": "Source", "actions": [action("Fetch", "Source/S3", &[], &["App"])]},
        {"name": "Build", "actions": [action("Early", "Build/CodeBuild", &["App"], &[]), late]},
    ])));
    let id = first(&rig);
    rig.succeed("Fetch");
    rig.succeed("Early");
    rig.fail("Late");
    retry(&mut rig, "Build", &id, true).expect("retryable");
    assert!(rig.runs("Early") && !rig.runs("Late"));
}

#[test]
fn an_overtaken_execution_cannot_be_retried() {
    let mut rig = Rig::new(three_stages());
    let a = first(&rig);
    rig.succeed("Fetch");
    rig.fail("Compile");
    rig.start();
    rig.succeed("Fetch");
    let refused = retry(&mut rig, "Build", &a, false);
    assert!(matches!(refused, Err(Refusal::NotLatest { .. })));
}

#[test]
fn a_closed_transition_holds_the_newest_and_lets_it_in_when_opened() {
    let mut rig = Rig::new(three_stages());
    close(&mut rig, "Build", Some("freeze"));
    rig.succeed("Fetch");
    let b = rig.start();
    rig.succeed("Fetch");
    insta::assert_snapshot!(
        rig.reason(&b),
        @"TransitionDisabled: the transition into stage 'Build' was disabled by arn:ann: freeze"
    );
    assert_eq!(rig.status(&first(&rig)), "Superseded");
    close(&mut rig, "Build", None);
    assert!(rig.runs("Compile"));
    insta::assert_snapshot!(rig.reason(&b), @"WaitingForActions: stage 'Build' runs action 'Compile'");
}

#[test]
fn a_transition_closed_for_over_thirty_days_resumes_nothing_by_itself() {
    let mut rig = Rig::new(three_stages());
    close(&mut rig, "Build", Some("freeze"));
    rig.succeed("Fetch");
    rig.now = Time(rig.now.0 + Span::hours(31 * 24).0);
    close(&mut rig, "Build", None);
    assert!(!rig.runs("Compile"));
    rig.start();
    rig.succeed("Fetch");
    assert!(rig.runs("Compile"));
}

#[test]
fn stopping_waits_for_actions_and_abandoning_does_not() {
    let mut rig = Rig::new(three_stages());
    let id = first(&rig);
    stop(&mut rig, &id, false).expect("running");
    assert_eq!(rig.status(&id), "Stopping");
    let twice = stop(&mut rig, &id, false);
    assert_eq!(twice, Err(Refusal::DuplicatedStop(id.clone())));
    stop(&mut rig, &id, true).expect("abandon after waiting");
    assert_eq!(rig.status(&id), "Stopped");
    let action = rig.action(&rig.jobs[0].id);
    assert_eq!(action.status, ActionStatus::Abandoned);
    assert!(rig.pipeline.finished());
    let late = stop(&mut rig, &id, true);
    assert_eq!(late, Err(Refusal::NotStoppable(id.clone())));
    retry(&mut rig, "Source", &id, false).expect("a stopped execution is retryable");
    assert!(rig.runs("Fetch"));
}

#[test]
fn a_stop_that_waits_ends_when_the_action_ends() {
    let mut rig = Rig::new(three_stages());
    let id = first(&rig);
    stop(&mut rig, &id, false).expect("running");
    rig.succeed("Fetch");
    assert_eq!(rig.status(&id), "Stopped");
    assert_eq!(rig.reason(&id), "Stopped: stopped by arn:ann: wrong branch");
    assert!(!rig.runs("Compile"));
}

#[test]
fn a_waiting_execution_stops_at_once_and_never_enters() {
    let mut rig = Rig::new(with_approval());
    rig.succeed("Fetch");
    let b = rig.start();
    rig.succeed("Fetch");
    stop(&mut rig, &b, false).expect("waiting");
    assert_eq!(rig.status(&b), "Stopped");
    let token = token(&rig);
    answer(&mut rig, &token, true).expect("open");
    assert!(!rig.runs("Ask"));
}

#[test]
fn an_update_cancels_what_runs_and_starts_nothing() {
    let mut rig = Rig::new(three_stages());
    let id = first(&rig);
    let job = rig.jobs[0].id.clone();
    let next = declaration(with_approval());
    let reply = rig.tell(Fact::Update(Box::new(next)));
    assert_eq!(reply, Ok(Reply::Version(2)));
    assert_eq!(rig.status(&id), "Cancelled");
    assert_eq!(rig.action(&job).status, ActionStatus::Abandoned);
    assert!(rig.pipeline.finished());
    let late = rig.tell(Fact::Ended {
        action: job.clone(),
        outcome: Ok(ActionSuccess::default()),
    });
    assert_eq!(late, Err(Refusal::NotRunning(job)));
    rig.start();
    rig.succeed("Fetch");
    assert!(rig.runs("Ask"));
    let refused = retry(&mut rig, "Source", &id, false);
    assert!(matches!(refused, Err(Refusal::NotLatest { .. })));
}

#[test]
fn deleting_leaves_no_row() {
    let mut rig = Rig::new(three_stages());
    rig.succeed("Fetch");
    let token = Some("once".to_string());
    let start = Start {
        token,
        ..Start::because(trigger("StartPipelineExecution"))
    };
    rig.tell(Fact::Start(start)).expect("started");
    rig.tell(Fact::Delete).expect("deleted");
    assert!(rig.rows.is_empty(), "{:?}", rig.rows.keys());
    assert_eq!(rig.tell(Fact::Delete), Err(Refusal::Deleted));
}

#[test]
fn a_deleted_pipeline_has_no_deadline_left_and_asks_for_nothing() {
    let mut rig = Rig::new(three_stages());
    assert!(rig.runs("Fetch"));
    rig.tell(Fact::Delete).expect("deleted");
    assert_eq!(rig.pipeline.deadline(), None);
    assert_eq!(rig.pipeline.pending(), []);
    let late = rig.pipeline.tick(rig.now + Span::hours(48));
    assert!(late.rows.is_empty() && late.events.is_empty() && late.effects.is_empty());
}
