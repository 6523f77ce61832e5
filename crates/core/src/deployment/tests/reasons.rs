//! What a deployment and its targets say about themselves: cause, numbers, remedy, beginning.

use super::fleet::{Fleet, START, earlier, hosts, order};
use crate::Span;
use crate::deployment::record::DEPLOYMENT;
use crate::deployment::*;

fn say(reason: &crate::Reason) -> String {
    format!("{}: {} | {}", reason.code, reason.detail, reason.unblock)
}

fn target(fleet: &Fleet, name: &str) -> String {
    say(fleet.target(name).reason.as_ref().expect("a reason"))
}

#[test]
fn a_wait_keeps_its_beginning_while_its_numbers_change() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 3);
    let first = fleet.machine.record().reason.clone();
    fleet.now = fleet.now + Span::minutes(1);
    for _ in 0..7 {
        fleet.run_one(|_| true);
    }
    let later = fleet.machine.record().reason.clone();
    assert_ne!(first.detail, later.detail);
    assert_eq!(later.since, START);
}

#[test]
fn a_target_that_is_not_started_names_the_budget_and_its_place() {
    let fleet = Fleet::sized(Minimum::OneAtATime, 3);
    insta::assert_snapshot!(
        target(&fleet, "web-002"),
        @"WaitingForHealthBudget: 2 of 3 targets come before it; test-config demands 2 healthy, so at most 1 may be in flight or failed at once | the targets before it: they succeed"
    );
}

#[test]
fn a_failed_script_is_named_by_its_target_and_its_deployment() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 2);
    let command = fleet.offered[0].clone();
    fleet.acknowledge(&command);
    let said = Diagnostics {
        error_code: "ScriptFailed".into(),
        script_name: "scripts/stop.sh".into(),
        message: "Script at specified location: scripts/stop.sh failed with exit code 7".into(),
        log_tail: "no such service".into(),
        scripts: 1,
    };
    let fact = Fact::Completed {
        command: command.id,
        claim: None,
        succeeded: false,
        diagnostics: said,
    };
    fleet.tell(fact).expect("known command");
    insta::assert_snapshot!(
        target(&fleet, "web-000"),
        @"ScriptFailed: ApplicationStop failed on web-000: Script at specified location: scripts/stop.sh failed with exit code 7 | mend script scripts/stop.sh of ApplicationStop: its last lines are in the log tail; then deploy again"
    );
    insta::assert_snapshot!(
        target(&fleet, "web-001"),
        @"HEALTH_CONSTRAINTS: the deployment ended before web-001 was started | deploy again; why d-ABCDEFGHI ended is its reason"
    );
    insta::assert_snapshot!(
        say(&fleet.machine.record().reason),
        @"HEALTH_CONSTRAINTS: 0 of 2 succeeded, 1 failed, in flight 0, not started 1; test-config demands 1 healthy, so at most 1 may be in flight or failed; targets not started were skipped; first failure: ApplicationStop failed on web-000: Script at specified location: scripts/stop.sh failed with exit code 7; not rolled back: automatic rollback is not enabled | mend script scripts/stop.sh of ApplicationStop: its last lines are in the log tail; then deploy again"
    );
}

#[test]
fn a_silent_a_vanished_and_a_gone_host_are_told_apart() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    fleet.next_deadline();
    insta::assert_snapshot!(
        target(&fleet, "web-000"),
        @"HostSilent: ApplicationStop was offered to web-000 for 300 s and its agent did not take it | start the agent on web-000, or deregister the host; then deploy again"
    );
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    let command = fleet.offered[0].clone();
    fleet.acknowledge(&command);
    fleet.next_deadline();
    fleet.next_deadline();
    insta::assert_snapshot!(
        target(&fleet, "web-000"),
        @"HostVanished: web-000 took ApplicationStop and was not heard of for 70 minutes | look at web-000 and its agent; then deploy again"
    );
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    let gone = Fact::HostGone {
        target: "web-000".into(),
        detail: "Instance web-000 was deregistered.".into(),
    };
    fleet.tell(gone).expect("a target");
    insta::assert_snapshot!(
        target(&fleet, "web-000"),
        @"HostGone: Instance web-000 was deregistered. | join or register web-000 again, then deploy again"
    );
}

#[test]
fn a_stop_says_who_and_a_rollback_says_what_it_undoes() {
    let mut wanted = order(Minimum::OneAtATime);
    wanted.previous = Some(earlier());
    let mut fleet = Fleet::new(wanted, hosts(1));
    let stop = Fact::Stop {
        rollback: Some(true),
        by: "arn:ann".into(),
    };
    fleet.tell(stop).expect("running");
    let child = fleet.driven[0].clone();
    insta::assert_snapshot!(
        say(&fleet.machine.record().reason),
        @"MANUAL_STOP: stopped by arn:ann (StopDeployment); 0 of 1 succeeded, 0 failed, in flight 0, not started 0; test-config demands 0 healthy, so at most 1 may be in flight or failed; rolled back to s3://b/old.zip by d-THND5WMKC | deploy again"
    );
    let child: Record = serde_json::from_str(&fleet.rows[&(DEPLOYMENT, child)]).expect("a record");
    insta::assert_snapshot!(
        say(&child.reason),
        @"WaitingForTargets: rolls back deployment d-ABCDEFGHI to s3://b/old.zip: 0 of 1 succeeded, 0 failed, in flight 1, not started 0; test-config demands 0 healthy, so at most 1 may be in flight or failed | the agents of the targets in flight"
    );
}
