//! Stop, rollback, abandonment, and what a deployment leaves behind.

use super::fleet::{Fleet, earlier, hosts, order, revision};
use crate::Span;
use crate::deployment::record::{DEPLOYMENT, GROUP_STATE};
use crate::deployment::target::STANDING;
use crate::deployment::*;

fn stop(fleet: &mut Fleet, rollback: Option<bool>) -> Result<Reply, Refusal> {
    let by = "arn:ann".into();
    fleet
        .tell(Fact::Stop { rollback, by })
        .map(|(reply, _)| reply)
}

fn standing(fleet: &Fleet, name: &str) -> Option<Standing> {
    let text = fleet.rows.get(&(STANDING, format!("g1/{name}")))?;
    Some(serde_json::from_str(text).expect("a standing"))
}

fn group_state(fleet: &Fleet) -> GroupState {
    serde_json::from_str(&fleet.rows[&(GROUP_STATE, "g1".to_string())]).expect("a state")
}

fn with_rollback(total: usize, event: &str, previous: Option<Success>) -> Fleet {
    let mut wanted = order(Minimum::OneAtATime);
    wanted.previous = previous;
    wanted.auto_rollback = AutoRollback {
        enabled: true,
        events: vec![event.into()],
    };
    Fleet::new(wanted, hosts(total))
}

fn child(fleet: &Fleet) -> Record {
    let id = fleet.driven[0].clone();
    serde_json::from_str(&fleet.rows[&(DEPLOYMENT, id)]).expect("a record")
}

#[test]
fn a_stop_waits_for_the_script_that_runs() {
    let mut fleet = Fleet::sized(Minimum::HostCount(1), 4);
    let running = fleet.offered[0].clone();
    fleet.acknowledge(&running);
    assert_eq!(stop(&mut fleet, None), Ok(Reply::Stopping));
    assert!(fleet.offered.is_empty(), "offers are taken back");
    assert_eq!(fleet.machine.record().reason.code, "Stopping");
    assert_eq!(stop(&mut fleet, None), Ok(Reply::Stopping));
    fleet.complete(&running, true);
    assert_eq!(fleet.status(), Status::Stopped);
    assert_eq!(stop(&mut fleet, None), Ok(Reply::Stopped));
    assert_eq!(fleet.counts().skipped, 4);
    assert!(!fleet.is_active());
    // Only the host whose script ran is not as it was.
    assert_eq!(standing(&fleet, "web-000"), Some(Standing::default()));
    assert_eq!(standing(&fleet, "web-001"), None);
}

#[test]
fn a_command_taken_back_is_dropped_by_a_late_host() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    let offered = fleet.offered[0].clone();
    assert_eq!(stop(&mut fleet, None), Ok(Reply::Stopped));
    assert_eq!(fleet.acknowledge(&offered), Reply::Drop);
    assert_eq!(fleet.complete(&offered, true), 0);
}

#[test]
fn a_finished_deployment_cannot_be_stopped() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    fleet.run(|_| true);
    assert_eq!(stop(&mut fleet, None), Err(Refusal::AlreadyCompleted));
}

#[test]
fn success_moves_the_group_and_forgives_within_the_budget() {
    let mut fleet = Fleet::sized(Minimum::FleetPercent(0), 2);
    fleet.run(|command| command.host == "web-000");
    let state = group_state(&fleet);
    assert_eq!(
        state.succeeded.map(|s| s.revision),
        Some(revision("new.zip"))
    );
    assert_eq!(state.attempted.map(|a| a.status), Some(Status::Succeeded));
    assert!(standing(&fleet, "web-000").is_some_and(|s| s.healthy));
    assert!(standing(&fleet, "web-001").is_some_and(|s| !s.healthy));
}

#[test]
fn a_failure_rolls_back_to_the_last_success() {
    let mut fleet = with_rollback(2, "DEPLOYMENT_FAILURE", Some(earlier()));
    fleet.run(|_| false);
    let parent = fleet.machine.record().clone();
    let child = child(&fleet);
    assert_eq!(parent.status, Status::Failed);
    assert_eq!(
        parent.rollback.deployment.as_deref(),
        Some(&*child.order.id)
    );
    assert_eq!(
        parent.rollback.message,
        Some(format!(
            "Deployment {} terminated. Automatic rollback is triggered with a DeploymentId {}.",
            parent.order.id, child.order.id
        ))
    );
    assert_eq!(
        child.rollback.triggering.as_deref(),
        Some(&*parent.order.id)
    );
    assert_eq!(
        child.rollback.message,
        Some(format!(
            "Deployment {} is triggered to roll back deployment {}.",
            child.order.id, parent.order.id
        ))
    );
    assert_eq!(child.order.creator, "codeDeployRollback");
    assert_eq!(child.order.revision, earlier().revision);
    assert_eq!(child.order.options.file_exists_behavior, "OVERWRITE");
    assert_eq!(child.status, Status::InProgress);
    assert!(fleet.is_active(), "the group passes from one to the other");
    assert_eq!(group_state(&fleet).succeeded, Some(earlier()));
}

#[test]
fn a_failed_rollback_is_not_rolled_back() {
    let mut fleet = with_rollback(1, "DEPLOYMENT_FAILURE", Some(earlier()));
    fleet.run(|_| false);
    let mut order = child(&fleet).order;
    order.id = "d-CHILD0000".into();
    let mut fleet = Fleet::new(order, hosts(1));
    fleet.run(|_| false);
    assert_eq!(fleet.status(), Status::Failed);
    assert!(fleet.driven.is_empty() && !fleet.is_active());
}

#[test]
fn without_an_earlier_success_the_message_says_why() {
    let mut fleet = with_rollback(1, "DEPLOYMENT_FAILURE", None);
    fleet.run(|_| false);
    assert!(fleet.driven.is_empty() && !fleet.is_active());
    insta::assert_snapshot!(fleet.machine.record().rollback.message.clone().unwrap_or_default(), @"Deployment d-ABCDEFGHI is not rolled back: deployment group web has no earlier successful deployment.");
}

#[test]
fn what_the_caller_says_about_rollback_beats_the_configuration() {
    let event = "DEPLOYMENT_STOP_ON_REQUEST";
    for (asked, expected) in [(None, 1), (Some(true), 1), (Some(false), 0)] {
        let mut fleet = with_rollback(1, event, Some(earlier()));
        stop(&mut fleet, asked).expect("running");
        assert_eq!(fleet.driven.len(), expected, "{asked:?}");
    }
    let mut fleet = with_rollback(1, "DEPLOYMENT_FAILURE", Some(earlier()));
    stop(&mut fleet, None).expect("running");
    assert!(fleet.driven.is_empty());
}

#[test]
fn what_the_caller_says_about_rollback_outlives_the_time_limit_of_the_deployment() {
    let mut fleet = with_rollback(2, "DEPLOYMENT_FAILURE", Some(earlier()));
    let command = fleet.offered[0].clone();
    fleet.now = fleet.now + Span::minutes(12 * 60 - 1);
    assert_eq!(fleet.acknowledge(&command), Reply::Run);
    assert_eq!(stop(&mut fleet, Some(false)), Ok(Reply::Stopping));
    fleet.next_deadline();
    assert_eq!(fleet.code(), "TIMEOUT");
    assert!(fleet.driven.is_empty(), "the caller wants no rollback");
}

#[test]
fn an_abandoned_deployment_ends_at_once() {
    let mut fleet = with_rollback(3, "DEPLOYMENT_FAILURE", Some(earlier()));
    let running = fleet.offered[0].clone();
    fleet.acknowledge(&running);
    let abandon = Fact::Abandon {
        code: "DEPLOYMENT_GROUP_MISSING".into(),
        message: "The deployment group was deleted.".into(),
    };
    fleet.tell(abandon).expect("running");
    assert_eq!(
        (fleet.status(), fleet.code()),
        (Status::Failed, "DEPLOYMENT_GROUP_MISSING")
    );
    assert_eq!(fleet.target("web-000").status, Progress::Failed);
    assert!(fleet.driven.is_empty());
}

#[test]
fn a_host_with_the_current_revision_that_fails_has_an_unknown_one() {
    let mut wanted = order(Minimum::FleetPercent(0));
    wanted.previous = Some(earlier());
    let mut two = hosts(2);
    two[0].standing = Standing {
        healthy: true,
        revision: Some(revision("old.zip")),
    };
    two[1].standing = Standing {
        healthy: true,
        revision: Some(revision("older.zip")),
    };
    let mut fleet = Fleet::new(wanted, two);
    fleet.run(|_| false);
    assert_eq!(standing(&fleet, "web-000"), Some(Standing::default()));
    let old = standing(&fleet, "web-001").and_then(|s| s.revision);
    assert_eq!(old, Some(revision("older.zip")));
}

#[test]
fn a_group_fails_from_its_first_failure_to_its_next_success() {
    let mut failed = with_rollback(1, "DEPLOYMENT_FAILURE", Some(earlier()));
    failed.run(|_| false);
    let began = failed.now;
    let since = Some(began);
    assert_eq!(group_state(&failed).failing_since, since);
    let rollback = child(&failed).order;
    assert_eq!(rollback.failing_since, since);
    let mut failed_again = Fleet::new(rollback.clone(), hosts(1));
    failed_again.now.0 += 5_000;
    failed_again.run(|_| false);
    assert_eq!(group_state(&failed_again).failing_since, since);
    let mut good = Fleet::new(rollback, hosts(1));
    good.run(|_| true);
    assert_eq!(group_state(&good).failing_since, None);
    assert_eq!(good.told("deployment.succeeded")["failingSince"], began.0);
}

#[test]
fn a_stopped_deployment_and_one_without_hosts_do_not_make_a_group_fail() {
    let mut stopped = Fleet::sized(Minimum::OneAtATime, 1);
    stop(&mut stopped, None).unwrap();
    assert_eq!(group_state(&stopped).failing_since, None);
    let empty = Fleet::sized(Minimum::OneAtATime, 0);
    assert_eq!(empty.status(), Status::Failed);
    assert_eq!(group_state(&empty).failing_since, None);
}

#[test]
fn events_hold_what_the_measures_need() {
    let mut fleet = with_rollback(1, "DEPLOYMENT_FAILURE", Some(earlier()));
    assert_eq!(
        fleet.told("deployment.created")["deploymentConfig"],
        "test-config"
    );
    fleet.run(|_| false);
    let end = fleet.told("deployment.failed");
    assert_eq!(end["created"], fleet.machine.record().order.created.0);
    assert_eq!(end["rollsBack"], serde_json::Value::Null);
    // The rollback is born in the same step.
    assert_eq!(fleet.told("deployment.created")["rollsBack"], "d-ABCDEFGHI");
}
