//! The published table: how many targets are taken at once, and which failures are fatal.

use super::fleet::{Fleet, host, hosts, order, revision};
use crate::deployment::*;

/// N, configuration, targets at once, and how many failures among the first targets are survived
/// when the rest succeeds.
const TABLE: [(usize, Minimum, usize); 9] = [
    (9, Minimum::HostCount(6), 3),
    (9, Minimum::FleetPercent(40), 5),
    (9, Minimum::FleetPercent(50), 4),
    (9, Minimum::OneAtATime, 1),
    (1, Minimum::OneAtATime, 1),
    (9, Minimum::FleetPercent(0), 9),
    (10, Minimum::FleetPercent(85), 1),
    (10, Minimum::HostCount(9), 1),
    (10, Minimum::HostCount(8), 2),
];

fn position(command: &HostCommand) -> usize {
    command.host[4..].parse().expect("web-NNN")
}

#[test]
fn batch_sizes() {
    for (total, minimum, at_once) in TABLE {
        let fleet = Fleet::sized(minimum, total);
        assert_eq!(fleet.offered.len(), at_once, "{total} {minimum:?}");
    }
    assert_eq!(Fleet::sized(Minimum::HostCount(0), 10).offered.len(), 10);
}

#[test]
fn without_failures_everything_succeeds() {
    for (total, minimum, _) in TABLE {
        let mut fleet = Fleet::sized(minimum, total);
        fleet.run(|_| true);
        assert_eq!(fleet.status(), Status::Succeeded, "{total} {minimum:?}");
        assert_eq!(fleet.counts().succeeded, total);
        assert!(!fleet.is_active());
    }
}

#[test]
fn one_failure_at_each_position() {
    for (total, minimum, at_once) in TABLE {
        for failing in 0..total {
            let mut fleet = Fleet::sized(minimum, total);
            fleet.run(|command| position(command) != failing);
            // A tolerance of one is used up by any failure but the last.
            let survives = total > 1 && (at_once > 1 || failing == total - 1);
            let expected = if survives {
                Status::Succeeded
            } else {
                Status::Failed
            };
            assert_eq!(
                fleet.status(),
                expected,
                "{total} {minimum:?} fails at {failing}"
            );
            let counts = fleet.counts();
            assert_eq!(counts.failed, 1);
            assert_eq!(
                counts.skipped,
                if survives { 0 } else { total - 1 - failing }
            );
            assert_eq!(
                fleet.code(),
                if survives { "" } else { "HEALTH_CONSTRAINTS" }
            );
        }
    }
}

#[test]
fn the_second_failure_of_two_allowed_is_fatal_unless_it_is_the_last_target() {
    for second in 1..10 {
        let mut fleet = Fleet::sized(Minimum::HostCount(8), 10);
        fleet.run(|command| ![0, second].contains(&position(command)));
        let expected = if second == 9 {
            Status::Succeeded
        } else {
            Status::Failed
        };
        assert_eq!(fleet.status(), expected, "second failure at {second}");
    }
}

#[test]
fn all_at_once_needs_one_success() {
    let mut fleet = Fleet::sized(Minimum::FleetPercent(0), 9);
    fleet.run(|command| position(command) == 4);
    assert_eq!(fleet.status(), Status::Succeeded);

    let mut fleet = Fleet::sized(Minimum::HostCount(0), 10);
    fleet.run(|_| false);
    assert_eq!(
        (fleet.status(), fleet.code()),
        (Status::Failed, "HEALTH_CONSTRAINTS")
    );
}

#[test]
fn a_minimum_that_cannot_be_met_fails_before_anything_is_attempted() {
    for minimum in [Minimum::FleetPercent(95), Minimum::HostCount(10)] {
        let fleet = Fleet::sized(minimum, 10);
        assert_eq!(
            (fleet.status(), fleet.code()),
            (Status::Failed, "HEALTH_CONSTRAINTS_INVALID")
        );
        assert_eq!(fleet.counts().skipped, 10);
        assert!(fleet.offered.is_empty() && !fleet.is_active());
        assert_eq!(
            fleet.machine.record().reason.detail,
            "test-config demands 10 healthy of 10, so not even one target may be taken"
        );
    }
}

#[test]
fn no_hosts_is_an_error_of_the_deployment() {
    let fleet = Fleet::sized(Minimum::OneAtATime, 0);
    assert_eq!(
        (fleet.status(), fleet.code()),
        (Status::Failed, "NO_INSTANCES")
    );
}

#[test]
fn the_reason_gives_the_arithmetic() {
    let mut fleet = Fleet::sized(Minimum::HostCount(6), 9);
    for _ in 0..7 * 3 {
        fleet.run_one(|_| true);
    }
    insta::assert_snapshot!(fleet.machine.record().reason.detail, @"3 of 9 succeeded, 0 failed, in flight 3, not started 3; test-config demands 6 healthy, so at most 3 may be in flight or failed");
}

#[test]
fn unhealthy_then_unknown_then_old_then_current() {
    let standing = |name: &str, healthy, key: Option<&str>| Host {
        standing: Standing {
            healthy,
            revision: key.map(revision),
        },
        ..host(name)
    };
    let mut wanted = order(Minimum::OneAtATime);
    wanted.previous = Some(super::fleet::earlier());
    let mut fleet = Fleet::new(
        wanted,
        vec![
            standing("a-current", true, Some("old.zip")),
            standing("b-old", true, Some("older.zip")),
            standing("c-unknown", true, None),
            standing("d-unhealthy", false, Some("old.zip")),
            standing("e-unhealthy", false, None),
        ],
    );
    let mut seen: Vec<String> = Vec::new();
    while let Some(command) = fleet.run_one(|_| true) {
        if seen.last() != Some(&command.host) {
            seen.push(command.host);
        }
    }
    assert_eq!(
        seen,
        [
            "d-unhealthy",
            "e-unhealthy",
            "c-unknown",
            "b-old",
            "a-current"
        ]
    );
}

#[test]
fn a_report_costs_the_same_in_a_large_fleet() {
    let cost = |total| {
        let mut fleet = Fleet::new(order(Minimum::FleetPercent(50)), hosts(total));
        let command = fleet.offered[0].clone();
        fleet.acknowledge(&command);
        fleet.complete(&command, false)
    };
    assert_eq!(cost(10), cost(2_000));
}
