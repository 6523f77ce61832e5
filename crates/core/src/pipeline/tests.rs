//! Behaviour of the machine, one story per test.

use std::collections::BTreeMap;

use serde_json::json;

use super::fixture::{Rig, action, pipeline, three_stages, trigger};
use super::job::ActionSuccess;
use super::machine::{Approval, Fact, Refusal, Reply, Start};
use super::records::{ActionStatus, Execution, StateRecord, kind};
use crate::{Machine, Span, Time};

fn first(rig: &Rig) -> String {
    rig.all::<Execution>(kind::EXECUTION)[0].id.clone()
}

fn close(rig: &mut Rig, stage: &str, disable: Option<&str>) {
    let fact = Fact::SetTransition {
        stage: stage.into(),
        outbound: false,
        disable: disable.map(String::from),
        by: "arn:ann".into(),
    };
    rig.tell(fact).expect("set");
}

fn stop(rig: &mut Rig, execution: &str, abandon: bool) -> Result<Reply, Refusal> {
    rig.tell(Fact::Stop {
        execution: execution.into(),
        abandon,
        reason: Some("wrong branch".into()),
    })
}

fn retry(rig: &mut Rig, stage: &str, execution: &str, all: bool) -> Result<Reply, Refusal> {
    rig.tell(Fact::Retry {
        stage: stage.into(),
        execution: execution.into(),
        all,
    })
}

fn with_approval() -> serde_json::Value {
    pipeline(json!([
        {"name": "Source", "actions": [action("Fetch", "Source/S3", &[], &["App"])]},
        {"name": "Gate", "actions": [action("Ask", "Approval/Manual", &[], &[])]},
        {"name": "Deploy", "actions": [action("Publish", "Deploy/S3", &["App"], &[])]},
    ]))
}

fn answer(rig: &mut Rig, token: &str, approved: bool) -> Result<Reply, Refusal> {
    rig.tell(Fact::Approve(Approval {
        stage: "Gate".into(),
        action: "Ask".into(),
        token: token.into(),
        approved,
        summary: "looks good".into(),
        by: "arn:ann".into(),
    }))
}

fn token(rig: &Rig) -> String {
    let id = rig.running_id("Ask");
    rig.action(&id).token.expect("a token")
}

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
fn an_approval_takes_one_answer_with_its_own_token() {
    let mut rig = Rig::new(with_approval());
    let id = first(&rig);
    rig.succeed("Fetch");
    let token = token(&rig);
    let wrong = answer(&mut rig, "00000000-0000-4000-8000-000000000000", true);
    assert!(matches!(wrong, Err(Refusal::InvalidApprovalToken(_))));
    assert!(matches!(answer(&mut rig, &token, true), Ok(Reply::At(_))));
    assert!(rig.runs("Publish"));
    let again = answer(&mut rig, &token, true);
    assert!(matches!(again, Err(Refusal::ApprovalAlreadyCompleted(_))));
    rig.succeed("Publish");
    assert_eq!(rig.status(&id), "Succeeded");
    rig.reload();
    let again = answer(&mut rig, &token, true);
    assert!(matches!(again, Err(Refusal::ApprovalAlreadyCompleted(_))));
}

#[test]
fn a_rejection_fails_the_stage_and_a_retry_asks_with_a_new_token() {
    let mut rig = Rig::new(with_approval());
    let id = first(&rig);
    rig.succeed("Fetch");
    let old = token(&rig);
    answer(&mut rig, &old, false).expect("open");
    assert_eq!(rig.status(&id), "Failed");
    retry(&mut rig, "Gate", &id, false).expect("retryable");
    assert_ne!(token(&rig), old);
    let stale = answer(&mut rig, &old, true);
    assert!(matches!(stale, Err(Refusal::InvalidApprovalToken(_))));
}

#[test]
fn an_approval_times_out_after_seven_days_or_as_declared() {
    for (declared, span) in [(None, Span::hours(7 * 24)), (Some(5), Span::minutes(5))] {
        let mut value = with_approval();
        if let Some(minutes) = declared {
            value["stages"][1]["actions"][0]["timeoutInMinutes"] = json!(minutes);
        }
        let mut rig = Rig::new(value);
        let id = first(&rig);
        rig.succeed("Fetch");
        assert_eq!(rig.pipeline.deadline(), Some(rig.now + span));
        let open = token(&rig);
        rig.tick_at_deadline();
        assert_eq!(rig.status(&id), "Failed");
        let late = answer(&mut rig, &open, true);
        assert!(matches!(late, Err(Refusal::InvalidApprovalToken(_))));
    }
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
    assert_eq!(rig.execution(&b).reason, None);
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
    assert_eq!(rig.reason(&id), "Stopped: stopped: wrong branch");
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
fn an_update_cancels_what_runs_and_starts_nothing() {
    let mut rig = Rig::new(three_stages());
    let id = first(&rig);
    let job = rig.jobs[0].id.clone();
    let next = super::fixture::declaration(with_approval());
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
fn a_client_token_starts_once_a_day() {
    let mut rig = Rig::new(three_stages());
    let start = || {
        Fact::Start(Start {
            token: Some("t-1".into()),
            ..Start::because(trigger("StartPipelineExecution"))
        })
    };
    let one = rig.tell(start());
    rig.reload();
    assert_eq!(rig.tell(start()), one);
    rig.now = rig.now + Span::hours(24);
    assert_ne!(rig.tell(start()), one);
}

#[test]
fn variables_have_defaults_are_checked_and_reach_the_action() {
    let mut value = three_stages();
    value["variables"] = json!([{"name": "Project", "defaultValue": "shop"}, {"name": "Need"}]);
    value["stages"][0]["actions"][0]["namespace"] = json!("Code");
    let settings = json!({
        "ProjectName": "#{variables.Project}",
        "EnvironmentVariables": "#{Code.CommitId}/#{variables.Need}",
    });
    value["stages"][1]["actions"][0]["configuration"] = settings;
    let mut rig = Rig::new(value);
    assert_eq!(
        rig.reason(&first(&rig)),
        "MissingVariable: pipeline variable 'Need' has no default value and the start gave none"
    );
    let start = |name: &str| Start {
        variables: BTreeMap::from([(name.to_string(), "x".to_string())]),
        ..Start::because(trigger("StartPipelineExecution"))
    };
    let refused = rig.tell(Fact::Start(start("Other")));
    assert!(matches!(refused, Err(Refusal::Invalid(_))));
    rig.tell(Fact::Start(start("Need"))).expect("started");
    let variables = BTreeMap::from([("CommitId".to_string(), "abc".to_string())]);
    rig.end(
        "Fetch",
        Ok(ActionSuccess {
            variables,
            ..ActionSuccess::default()
        }),
    );
    let job = rig.jobs.last().expect("a job");
    assert_eq!(job.configuration["ProjectName"], "shop");
    assert_eq!(job.configuration["EnvironmentVariables"], "abc/x");
}

#[test]
fn an_unknown_output_variable_fails_the_action_before_it_starts() {
    let mut value = three_stages();
    value["stages"][0]["actions"][0]["namespace"] = json!("Code");
    value["stages"][1]["actions"][0]["configuration"]["ProjectName"] = json!("#{Code.Nope}");
    let mut rig = Rig::new(value);
    let id = first(&rig);
    rig.succeed("Fetch");
    assert_eq!(rig.status(&id), "Failed");
    assert!(rig.reason(&id).contains("has no key 'Nope'"));
    assert_eq!(rig.jobs.len(), 1);
}

fn changed(rig: &mut Rig, revision: &str) -> Option<String> {
    let fact = Fact::SourceChanged {
        action: "Fetch".into(),
        revision: revision.into(),
        trigger: trigger("PollForSourceChanges"),
    };
    match rig.tell(fact).expect("a source") {
        Reply::Execution(id) => Some(id),
        _ => None,
    }
}

#[test]
fn a_source_change_starts_exactly_one_execution() {
    let mut rig = Rig::new(three_stages());
    assert_eq!(changed(&mut rig, "v1"), None, "the first run may take it");
    rig.deliver("Fetch", "v1");
    assert_eq!(changed(&mut rig, "v1"), None, "taken");
    rig.reload();
    assert!(changed(&mut rig, "v2").is_some());
    assert_eq!(changed(&mut rig, "v2"), None, "started for it already");
    rig.deliver("Fetch", "v2");
    assert_eq!(rig.all::<Execution>(kind::EXECUTION).len(), 2);
}

#[test]
fn a_change_during_the_source_action_is_not_missed() {
    let mut rig = Rig::new(three_stages());
    changed(&mut rig, "v2");
    rig.deliver("Fetch", "v1");
    assert_eq!(rig.all::<Execution>(kind::EXECUTION).len(), 2);
    changed(&mut rig, "v3");
    rig.fail("Fetch");
    assert_eq!(rig.all::<Execution>(kind::EXECUTION).len(), 3);
}

#[test]
fn a_source_declared_anew_reports_first_where_it_stands() {
    let mut rig = Rig::new(three_stages());
    rig.deliver("Fetch", "v1");
    let mut value = three_stages();
    value["stages"][0]["actions"][0]["configuration"]["S3ObjectKey"] = json!("other.zip");
    let next = super::fixture::declaration(value);
    rig.tell(Fact::Update(Box::new(next))).expect("updated");
    assert_eq!(changed(&mut rig, "w1"), None);
    assert!(changed(&mut rig, "w2").is_some());
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
