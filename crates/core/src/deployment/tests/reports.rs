//! Commands: acknowledged once, completed once, and what happens when hosts stay silent.

use super::fleet::{Fleet, hosts, order};
use crate::deployment::*;
use crate::{Machine, Span};

fn acknowledge(fleet: &mut Fleet, command: &HostCommand, claim: Option<&str>) -> Reply {
    let fact = Fact::Acknowledged {
        command: command.id.clone(),
        noop: false,
        claim: claim.map(str::to_string),
    };
    fleet.tell(fact).expect("known").0
}

#[test]
fn events_run_in_order() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    let mut seen = Vec::new();
    while let Some(command) = fleet.run_one(|_| true) {
        seen.push(command.event);
    }
    assert_eq!(seen, lifecycle::IN_PLACE);
}

#[test]
fn a_repeated_acknowledgement_is_told_to_drop_the_command() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    let command = fleet.offered[0].clone();
    assert_eq!(acknowledge(&mut fleet, &command, None), Reply::Run);
    assert_eq!(acknowledge(&mut fleet, &command, None), Reply::Drop);
    fleet.complete(&command, true);
    assert_eq!(acknowledge(&mut fleet, &command, None), Reply::Drop);
}

#[test]
fn an_agent_that_lost_the_answer_gets_it_again() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    let command = fleet.offered[0].clone();
    assert_eq!(acknowledge(&mut fleet, &command, Some("x")), Reply::Run);
    fleet.reload();
    assert_eq!(acknowledge(&mut fleet, &command, Some("x")), Reply::Run);
    assert_eq!(acknowledge(&mut fleet, &command, Some("y")), Reply::Drop);
    fleet.report(&command, Some("x"), true);
    assert_eq!(acknowledge(&mut fleet, &command, Some("x")), Reply::Drop);
}

#[test]
fn a_no_op_is_done_at_the_acknowledgement() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    let command = fleet.offered[0].clone();
    let fact = Fact::Acknowledged {
        command: command.id,
        noop: true,
        claim: None,
    };
    assert_eq!(fleet.tell(fact).expect("known").0, Reply::Drop);
    assert_eq!(fleet.offered.len(), 1);
    assert_eq!(fleet.offered[0].event, "DownloadBundle");
}

#[test]
fn the_first_result_wins_and_needs_no_acknowledgement() {
    let mut fleet = Fleet::sized(Minimum::FleetPercent(0), 2);
    let command = fleet.offered[0].clone();
    fleet.complete(&command, false);
    assert_eq!(fleet.complete(&command, true), 0);
    assert_eq!(fleet.target("web-000").status, Progress::Failed);
}

#[test]
fn only_the_handing_out_that_has_the_command_ends_it() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    let command = fleet.offered[0].clone();
    assert_eq!(acknowledge(&mut fleet, &command, Some("x")), Reply::Run);
    for (claim, good) in [(Some("y"), false), (Some("y"), true), (None, false)] {
        let heard = fleet.report(&command, claim, good);
        assert_eq!(heard, (Reply::Ignored, 0), "{claim:?}");
        fleet.reload();
    }
    let event = &fleet.target("web-000").events[0];
    assert_eq!(event.status, Progress::InProgress);
    assert_eq!(fleet.report(&command, Some("x"), true).0, Reply::Noted);
    assert_eq!(fleet.report(&command, Some("x"), true), (Reply::Ignored, 0));
    assert_eq!(
        fleet.target("web-000").events[0].status,
        Progress::Succeeded
    );
}

#[test]
fn a_report_may_come_before_any_acknowledgement() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    let command = fleet.offered[0].clone();
    assert_eq!(fleet.report(&command, Some("y"), false).0, Reply::Noted);
    assert_eq!(acknowledge(&mut fleet, &command, Some("x")), Reply::Drop);
    assert_eq!(fleet.target("web-000").status, Progress::Failed);
}

#[test]
fn unknown_commands_are_refused() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    for id in ["", "d-ABCDEFGHI/web-000/guess", "d-ABCDEFGHI/nobody/guess"] {
        let fact = Fact::Completed {
            command: id.into(),
            claim: None,
            succeeded: true,
            diagnostics: Diagnostics::success(),
        };
        assert_eq!(fleet.tell(fact), Err(Refusal::UnknownCommand));
    }
    // The command of an event whose turn has not come is not accepted either.
    let later = fleet.machine.command(0, 3);
    let fact = Fact::Completed {
        command: later.id,
        claim: None,
        succeeded: true,
        diagnostics: Diagnostics::success(),
    };
    assert_eq!(fleet.tell(fact), Err(Refusal::UnknownCommand));
}

#[test]
fn ignored_application_stop_failures_do_not_fail_the_target() {
    let mut wanted = order(Minimum::OneAtATime);
    wanted.options.ignore_application_stop_failures = true;
    let mut fleet = Fleet::new(wanted, hosts(1));
    fleet.run(|command| command.event != "ApplicationStop");
    assert_eq!(fleet.status(), Status::Succeeded);
    assert_eq!(fleet.target("web-000").events[0].status, Progress::Failed);
}

#[test]
fn a_failed_event_skips_the_rest_of_the_target() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    fleet.run(|command| command.event != "Install");
    let states: Vec<_> = fleet
        .target("web-000")
        .events
        .iter()
        .map(|e| e.status)
        .collect();
    use Progress::{Failed, Skipped, Succeeded};
    assert_eq!(
        states,
        [
            Succeeded, Succeeded, Succeeded, Failed, Skipped, Skipped, Skipped
        ]
    );
    assert!(fleet.target("web-000").events[6].started.is_none());
}

#[test]
fn a_silent_agent_fails_the_event_after_five_minutes() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    fleet.next_deadline();
    assert_eq!(fleet.now, super::fleet::START + Span::minutes(5));
    assert_eq!(fleet.status(), Status::Failed);
    let event = &fleet.target("web-000").events[0];
    assert_eq!(
        event.diagnostics.as_ref().map(|d| &*d.error_code),
        Some("UnknownError")
    );
    assert!(fleet.offered.is_empty());
}

#[test]
fn a_running_event_of_a_live_host_fails_after_an_hour() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    let command = fleet.offered[0].clone();
    fleet.acknowledge(&command);
    let fact = |alive| Fact::HostContact {
        command: command.id.clone(),
        alive,
    };
    // Told too early it means nothing.
    fleet.tell(fact(true)).expect("known");
    fleet.next_deadline();
    assert_eq!(fleet.asked, std::slice::from_ref(&command));
    fleet.tell(fact(false)).expect("known");
    assert_eq!(fleet.status(), Status::InProgress);
    fleet.tell(fact(true)).expect("known");
    assert_eq!(fleet.status(), Status::Failed);
    assert_eq!(fleet.now, super::fleet::START + Span::hours(1));
}

#[test]
fn a_vanished_host_is_waited_for_seventy_minutes() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 1);
    let command = fleet.offered[0].clone();
    fleet.acknowledge(&command);
    fleet.next_deadline();
    fleet.reload();
    fleet.next_deadline();
    assert_eq!(fleet.status(), Status::InProgress);
    fleet.next_deadline();
    assert_eq!(fleet.now, super::fleet::START + Span::minutes(70));
    assert_eq!(fleet.status(), Status::Failed);
}

#[test]
fn twelve_hours_end_everything() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 40);
    while fleet.status() == Status::InProgress {
        // Every host takes 59 minutes for its first event.
        let command = fleet.offered[0].clone();
        fleet.acknowledge(&command);
        fleet.now = fleet.now + Span::minutes(59);
        if fleet.machine.deadline().is_some_and(|at| at <= fleet.now) {
            fleet.next_deadline();
            break;
        }
        fleet.complete(&command, true);
        fleet.run_one(|_| true);
    }
    assert_eq!((fleet.status(), fleet.code()), (Status::Failed, "TIMEOUT"));
    assert_eq!(fleet.counts().in_progress, 0);
    assert!(fleet.machine.finished() && !fleet.is_active());
}

#[test]
fn a_deregistered_host_fails_at_once() {
    let mut fleet = Fleet::sized(Minimum::FleetPercent(0), 2);
    let gone = |name: &str| Fact::HostGone {
        target: name.into(),
        detail: "deregistered".into(),
    };
    fleet.tell(gone("web-000")).expect("known");
    assert_eq!(fleet.tell(gone("nobody")), Err(Refusal::UnknownTarget));
    fleet.run(|_| true);
    assert_eq!(fleet.status(), Status::Succeeded);
    assert_eq!(fleet.counts().failed, 1);

    let mut fleet = Fleet::sized(Minimum::OneAtATime, 2);
    fleet.tell(gone("web-001")).expect("known");
    assert_eq!(
        fleet.counts(),
        Overview {
            in_progress: 1,
            failed: 1,
            ..Overview::default()
        }
    );
}
