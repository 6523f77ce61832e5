//! Measures against values worked out by hand, and histories against counting one by one.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{History, Report, Tally, Window};
use crate::{Event, Time};

const DAY: i64 = 86_400_000;

fn event(at: i64, kind: &str, detail: Value) -> Event {
    Event {
        at: Time(at),
        kind: kind.into(),
        subject: "x".into(),
        detail,
    }
}

fn window(from: i64, to: i64) -> Window {
    Window {
        from: Time(from),
        to: Time(to),
    }
}

fn tally(events: &[Event]) -> Tally {
    let mut tally = Tally::default();
    events.iter().for_each(|event| tally.add(event));
    tally
}

/// Two days: three deployments of changes (one of which failed), one rollback that failed and one
/// that did not.
fn two_days() -> Vec<Event> {
    let end = |at, kind, created, rolls_back: Option<&str>, failing: Option<i64>| {
        let detail = json!({"created": created, "started": created, "rollsBack": rolls_back,
            "failingSince": failing});
        event(at, kind, detail)
    };
    let scripts = |n| {
        let detail = json!({"status": "Succeeded", "diagnostics": {"scripts": n}});
        event(1, "target.lifecycle-event", detail)
    };
    let created = |config| event(1, "deployment.created", json!({"deploymentConfig": config}));
    let revision = |id| {
        let detail = json!({"type": {"category": "Source"}, "revision": {"id": id}});
        event(1, "action.succeeded", detail)
    };
    let build = |kind, tests| event(1, kind, json!({"tests": tests}));
    let execution = |committed, deployed| {
        let detail = json!({"committed": committed, "deployed": deployed});
        event(1, "execution.succeeded", detail)
    };
    vec![
        created("OneAtATime"),
        created("AllAtOnce"),
        created("OneAtATime"),
        scripts(3),
        scripts(5),
        event(1, "target.lifecycle-event", json!({"status": "InProgress"})),
        end(60_000, "deployment.succeeded", 0, None, None),
        end(100_000, "deployment.failed", 80_000, None, None),
        end(
            120_000,
            "deployment.failed",
            100_000,
            Some("d-1"),
            Some(100_000),
        ),
        end(
            190_000,
            "deployment.succeeded",
            140_000,
            Some("d-1"),
            Some(100_000),
        ),
        end(200_000, "deployment.succeeded", 190_000, None, None),
        revision("c1"),
        revision("c2"),
        revision("c1"),
        revision("c3"),
        build("build.succeeded", 7),
        build("build.failed", 3),
        build("build.stopped", 0),
        build("build.leased", 100),
        execution(Some(0), Some(10_000)),
        execution(Some(0), Some(40_000)),
        execution(Some(0), Some(30_000)),
        execution(Some(0), None),
    ]
}

#[test]
fn every_measure_has_its_value_worked_out_by_hand() {
    let report = Report::new(&tally(&two_days()), window(0, 2 * DAY));
    let expected = [
        // T = 60 + 20 + 20 + 50 + 10 seconds, S = 3 + 5
        ("deployment_speed", 160.0 / 8.0),
        ("strategy_measure", 1.0 / 2.0),
        ("rollback_speed", 1.0),
        ("version_control_speed", 3.0 / 2.0),
        ("build_speed", 1.0 / 3.0),
        ("test_speed", 1.0 / 10.0),
        ("deployment_rate", 1.0 / 5.0),
        ("deployment_frequency", 2.0 / 2.0),
        ("lead_time_for_changes", 30.0),
        ("change_failure_rate", 1.0 / 3.0),
        ("failed_deployment_recovery_time", 90.0),
    ];
    let found: Vec<_> = report
        .measures
        .iter()
        .map(|m| (m.name, m.value.unwrap()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn what_has_nothing_to_divide_by_is_absent() {
    let report = Report::new(&Tally::default(), window(0, DAY));
    let found: Vec<_> = report.measures.iter().map(|m| (m.name, m.value)).collect();
    let zero = ["version_control_speed", "deployment_frequency"];
    for (name, value) in found {
        // Nothing in a day is a frequency of zero; everything else would be a division by zero.
        assert_eq!(value, zero.contains(&name).then_some(0.0), "{name}");
    }
    let report = Report::new(&tally(&two_days()), window(5, 5));
    for name in zero {
        let measure = report.measures.iter().find(|m| m.name == name).unwrap();
        assert_eq!(measure.value, None, "{name}");
    }
}

#[test]
fn an_even_number_of_times_has_the_mean_of_the_two_in_the_middle() {
    let lead = |deployed| {
        let detail = json!({"committed": 0, "deployed": deployed});
        event(1, "execution.succeeded", detail)
    };
    let events = [lead(9_000), lead(1_000), lead(4_000), lead(2_000)];
    let report = Report::new(&tally(&events), window(0, DAY));
    let found = report
        .measures
        .iter()
        .find(|m| m.name == "lead_time_for_changes");
    assert_eq!(found.unwrap().value, Some(3.0));
}

#[test]
fn a_deployment_that_was_stopped_or_reached_no_host_is_no_failed_change() {
    let stopped = json!({"created": 0, "started": 0});
    let impossible = json!({"created": 0, "started": null});
    let counted = tally(&[
        event(5, "deployment.stopped", stopped),
        event(5, "deployment.failed", impossible),
    ]);
    assert_eq!((counted.deployments, counted.failed_changes), (2, 0));
}

#[test]
fn events_of_an_older_server_and_nonsense_add_nothing_and_break_nothing() {
    let nonsense =
        json!({"created": "x", "diagnostics": 7, "tests": -1, "revision": [], "type": 1});
    for kind in [
        "deployment.created",
        "target.lifecycle-event",
        "action.succeeded",
        "execution.succeeded",
    ] {
        let counted = tally(&[
            event(1, kind, nonsense.clone()),
            event(1, kind, Value::Null),
        ]);
        assert_eq!(counted, Tally::default(), "{kind}");
    }
    let counted = tally(&[event(1, "deployment.failed", nonsense)]);
    assert_eq!((counted.deployments, counted.deployment_time.0), (1, 0));
}

#[test]
fn an_event_is_counted_once() {
    let mut history = History::default();
    let build = event(5, "build.succeeded", json!({}));
    assert_eq!(history.add(3, &build), Some(0));
    assert_eq!(history.add(3, &build), None);
    assert_eq!(history.sum(window(0, DAY)).0.builds, 1);
}

proptest! {
    /// Whatever the clock does, hours and edges together hold exactly the events of the window.
    #[test]
    fn hours_and_edges_are_the_window(
        times in prop::collection::vec(-8_000_000i64..20_000_000, 0..60),
        from in -9_000_000i64..21_000_000,
        length in 0i64..15_000_000,
    ) {
        let events: Vec<Event> = times
            .iter()
            .enumerate()
            .map(|(n, at)| event(*at, "build.succeeded", json!({"tests": n})))
            .collect();
        let mut history = History::default();
        for (seq, event) in (1..).zip(&events) {
            history.add(seq, event);
        }
        let window = window(from, from + length);
        let (mut found, edges) = history.sum(window);
        prop_assert!(edges.len() <= 2);
        for edge in edges {
            for (seq, event) in (1..).zip(&events) {
                if (edge.first..=edge.last).contains(&seq) && edge.window.holds(event.at) {
                    found.add(event);
                }
            }
        }
        let inside: Vec<Event> = events.into_iter().filter(|e| window.holds(e.at)).collect();
        prop_assert_eq!(found, tally(&inside));
    }
}
