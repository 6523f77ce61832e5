//! Moving a clock sets off the same things in the same order as real time.

use std::sync::{Arc, Mutex};

use towline_core::build::{Build, Request};
use towline_core::ids::Seed;
use towline_core::{Event, Span};
use towline_store::{Batch, Store};

use super::{AdvanceError, Clock, ClockError};
use crate::{App, fixture};

#[tokio::test]
async fn sleepers_wake_one_by_one_and_each_has_done_its_work_before_the_next() {
    let clock = Clock::dev(Span(0));
    let start = clock.now();
    let log = Arc::new(Mutex::new(Vec::new()));
    let tasks: Vec<_> = [30, 10, 20, 10]
        .into_iter()
        .enumerate()
        .map(|(name, seconds)| {
            let (clock, log) = (clock.clone(), Arc::clone(&log));
            let work = {
                let clock = clock.clone();
                async move {
                    for round in 1..=2 {
                        clock
                            .sleep_until(start + Span::seconds(seconds * round))
                            .await;
                        // Work that takes its time.
                        for _ in 0..50 {
                            tokio::task::yield_now().await;
                        }
                        let passed = clock.now().since(start).0 / 1000;
                        log.lock().unwrap().push((passed, name));
                    }
                }
            };
            tokio::spawn(clock.track(work))
        })
        .collect();
    let moved = clock.advance(Span::seconds(100)).await.unwrap();
    assert_eq!((moved.fired, moved.left), (8, Span(0)));
    assert!(moved.now >= start + Span::seconds(100));
    let expected = [
        (10, 1),
        (10, 3),
        (20, 1),
        (20, 2),
        (20, 3),
        (30, 0),
        (40, 2),
        (60, 0),
    ];
    let mut seen = log.lock().unwrap().clone();
    // At the same moment, whoever went to sleep first is woken first.
    seen[2..5].sort_unstable();
    assert_eq!(seen, expected);
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test]
async fn a_client_that_has_something_to_do_is_waited_for() {
    let clock = Clock::dev(Span(0));
    clock.expect("a command");
    let mover = clock.clone();
    let moving = tokio::spawn(async move { mover.advance(Span::hours(1)).await });
    tokio::task::yield_now().await; // it has begun
    let other = clock.advance(Span(1)).await;
    assert_eq!(other, Err(AdvanceError::Moving));
    clock.forget("a command");
    assert_eq!(moving.await.unwrap().unwrap().left, Span(0));
}

#[tokio::test]
async fn the_clock_of_the_machine_cannot_be_moved() {
    let clock = Clock::system(None);
    assert_eq!(clock.advance(Span(1)).await, Err(AdvanceError::NotMovable));
    assert_eq!(clock.ahead(), None);
}

#[tokio::test]
async fn signatures_are_dated_by_the_machine_and_keys_end_by_the_clock() {
    let clock = Clock::dev(Span::hours(24));
    let end = clock.now() + Span::hours(1);
    let left = clock.in_real(end).0 - clock.real().0;
    assert!((3_590_000..=3_610_000).contains(&left), "{left}");
}

#[tokio::test]
async fn no_start_goes_back_behind_what_is_stored() {
    let data = tempfile::tempdir().unwrap();
    let store = fixture::store(data.path()).await;
    let clock = Clock::open(&store, true).await.unwrap();
    let start = clock.now();
    let event = Event {
        at: start + Span::hours(2),
        kind: "host.joined".into(),
        subject: "web".into(),
        detail: serde_json::json!({}),
    };
    let batch = Batch {
        rows: Vec::new(),
        events: vec![event],
    };
    store.commit(batch).await.unwrap();
    // Killed while it was moved: the events tell how far it came. The machine's clock, too, goes
    // on from there.
    for dev in [true, false] {
        let again = Clock::open(&store, dev).await.unwrap();
        assert!(again.now() >= start + Span::hours(2), "dev: {dev}");
    }
    clock.advance(Span::hours(30)).await.unwrap();
    let batch = Batch {
        rows: vec![clock.row().unwrap()],
        events: Vec::new(),
    };
    store.commit(batch).await.unwrap();
    let again = Clock::open(&store, true).await.unwrap();
    assert!(again.now() >= start + Span::hours(30));
    let refused = Clock::open(&store, false).await.err().unwrap();
    assert!(
        matches!(refused, ClockError::Moved { hours: 30 }),
        "{refused}"
    );
}

/// Builds that nobody takes, and one whose runner takes it and is never heard of again.
async fn scenario(steps: impl Iterator<Item = Span>) -> Vec<(String, String)> {
    let data = tempfile::tempdir().unwrap();
    let app = fixture::app(data.path()).await;
    for (name, queued) in [("a", 90), ("b", 40), ("c", 40), ("d", 65)] {
        birth(&app, name, Span::seconds(queued)).await;
    }
    let runner = "gone".to_string();
    let fact = towline_core::build::Fact::Lease { runner };
    app.builds.tell(&app, "demo:d", fact).await.unwrap();
    for step in steps {
        app.clock.advance(step).await.unwrap();
    }
    let events = app.store.events(0, 1000).await.unwrap();
    app.shutdown().await;
    let told = events.into_iter().map(|stored| stored.event);
    told.map(|event| (event.kind.clone(), event.subject.clone()))
        .collect()
}

async fn birth(app: &Arc<App>, name: &str, queued_limit: Span) {
    let id = format!("demo:{name}");
    let request = Request {
        id: id.clone(),
        project: "demo".into(),
        seed: Seed("5eed".into()),
        queued_limit,
        limit: Span::minutes(5),
    };
    let (build, birth) = Build::create(request, app.clock.now());
    app.builds.create(app, &id, build, birth).await.unwrap();
}

#[tokio::test]
async fn one_great_step_tells_the_same_story_as_many_small_ones() {
    let small = scenario((0..120).map(|_| Span::seconds(1))).await;
    let great = scenario(std::iter::once(Span::seconds(120))).await;
    assert_eq!(small, great);
    let ends = great.iter().filter(|(kind, _)| kind == "build.timed-out");
    let ends: Vec<&str> = ends.map(|(_, subject)| subject.as_str()).collect();
    assert_eq!(ends, ["demo:b", "demo:c", "demo:d", "demo:a"]);
    let lost = ("build.lease-lost".to_string(), "demo:d".to_string());
    assert_eq!(great.iter().filter(|told| **told == lost).count(), 1);
}
