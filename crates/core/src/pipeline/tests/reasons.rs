//! What executions and actions say about themselves: cause, remedy, beginning.

use super::*;
use crate::pipeline::fixture::three_stages;
use crate::pipeline::job::External;

fn say(reason: &Option<crate::Reason>) -> String {
    let reason = reason.as_ref().expect("a reason");
    format!("{}: {} | {}", reason.code, reason.detail, reason.unblock)
}

fn running(rig: &Rig, action: &str) -> String {
    say(&rig.action(&rig.running_id(action)).reason)
}

#[test]
fn a_running_action_names_what_it_waits_for_and_since_when() {
    let mut rig = Rig::new(three_stages());
    rig.succeed("Fetch");
    insta::assert_snapshot!(
        running(&rig, "Compile"),
        @"WaitingForProvider: action 'Compile' waits for provider CodeBuild, which has not named its work yet | provider CodeBuild: it ends; or the time limit of 1 hour does"
    );
    let began = rig
        .action(&rig.running_id("Compile"))
        .reason
        .map(|r| r.since);
    let named = Fact::Progress {
        action: rig.running_id("Compile"),
        external: External {
            id: Some("web:1".into()),
            ..External::default()
        },
    };
    rig.tell(named).expect("running");
    insta::assert_snapshot!(running(&rig, "Compile"), @"WaitingForProvider: action 'Compile' waits for build web:1 | build web:1: it ends, or is stopped (stop-build); or the time limit of 1 hour does");
    let now = rig
        .action(&rig.running_id("Compile"))
        .reason
        .map(|r| r.since);
    assert_eq!(now, began);
}

#[test]
fn a_wait_in_front_of_a_stage_keeps_its_beginning() {
    let mut rig = Rig::new(with_approval());
    rig.succeed("Fetch");
    let b = rig.start();
    rig.succeed("Fetch");
    let began = rig.execution(&b).reason.expect("a reason").since;
    close(&mut rig, "Deploy", Some("freeze"));
    rig.start();
    assert_eq!(rig.execution(&b).reason.expect("a reason").since, began);
    close(&mut rig, "Gate", Some("freeze"));
    let both = rig.execution(&b).reason.expect("a reason");
    assert_eq!(both.code, "TransitionDisabled");
    assert!(both.detail.contains("held by execution"), "{}", both.detail);
    assert!(both.since > began, "another cause begins anew");
}

#[test]
fn a_refused_and_an_unanswered_approval_are_told_apart() {
    let mut rig = Rig::new(with_approval());
    let id = first(&rig);
    rig.succeed("Fetch");
    insta::assert_snapshot!(running(&rig, "Ask"), @"WaitingForApproval: action 'Ask' waits for an answer | approve or reject action 'Ask' of stage 'Gate' within 7 days");
    let ask = rig.running_id("Ask");
    rig.tick_at_deadline();
    insta::assert_snapshot!(say(&rig.action(&ask).reason), @"ApprovalTimedOut: The action timed out after 10080 minutes | answer in time; then retry stage 'Gate', or start a new execution");
    retry(&mut rig, "Gate", &id, false).expect("retryable");
    let (ask, token) = (rig.running_id("Ask"), token(&rig));
    answer(&mut rig, &token, false).expect("open");
    insta::assert_snapshot!(say(&rig.action(&ask).reason), @"Rejected: Rejected by arn:ann: looks good | mend what was objected to; then retry stage 'Gate', or start a new execution");
    insta::assert_snapshot!(say(&rig.execution(&id).reason), @"Failed: stage 'Gate' failed: action 'Ask': Rejected by arn:ann: looks good | retry stage 'Gate', or start a new execution");
}

#[test]
fn what_a_provider_started_is_said_to_go_on_when_its_action_is_given_up() {
    let mut rig = Rig::new(three_stages());
    let id = first(&rig);
    rig.succeed("Fetch");
    let action = rig.running_id("Compile");
    let named = Fact::Progress {
        action: action.clone(),
        external: External {
            id: Some("web:1".into()),
            ..External::default()
        },
    };
    rig.tell(named).expect("running");
    stop(&mut rig, &id, true).expect("running");
    insta::assert_snapshot!(say(&rig.action(&action).reason), @"Abandoned: stopped by arn:ann, its actions given up: wrong branch; web:1 was not told and goes on by itself | retry stage 'Build', or start a new execution");
    insta::assert_snapshot!(say(&rig.execution(&id).reason), @"Stopped: stopped by arn:ann, its actions given up: wrong branch | retry stage 'Build', or start a new execution");
}
