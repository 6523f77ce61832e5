//! Counting over a real database, across restarts and at the edges of hours.

use std::sync::Arc;

use serde_json::json;
use towline_api::Timestamp;
use towline_api::towline::GetMeasuresInput;
use towline_core::{Event, Span, Time};

use super::{get, keep, recent};
use crate::{App, fixture};

async fn open(data: &std::path::Path) -> Arc<App> {
    let app = fixture::app(data).await;
    app.spawn(keep(Arc::clone(&app)));
    app
}

fn builds(at: Time, count: usize) -> Vec<Event> {
    let event = Event {
        at,
        kind: "build.succeeded".into(),
        subject: "web:1".into(),
        detail: json!({"tests": 2}),
    };
    vec![event; count]
}

async fn count(app: &Arc<App>, from: Time, to: Time) -> f64 {
    let input = GetMeasuresInput {
        since: Some(Timestamp(from.epoch_seconds())),
        until: Some(Timestamp(to.epoch_seconds())),
        window_seconds: None,
    };
    let found = get(app, &input).await.unwrap();
    let measure = found.measures.iter().find(|m| m.name == "build_speed");
    measure.unwrap().terms[0].value.unwrap()
}

#[tokio::test]
async fn a_window_holds_exactly_its_events_also_after_a_restart() {
    let data = tempfile::tempdir().unwrap();
    let app = open(data.path()).await;
    let hour = 3_600_000;
    let start = Time(app.clock.now().0 / hour * hour - 10 * hour);
    let at = |milliseconds: i64| Time(start.0 + milliseconds);
    for (time, number) in [
        (at(0), 12_000),
        (at(hour - 1), 3),
        (at(hour), 5),
        (at(3 * hour), 7),
    ] {
        app.commit(Vec::new(), builds(time, number)).await.unwrap();
    }
    let check = async |app: &Arc<App>| {
        assert_eq!(count(app, at(0), at(4 * hour)).await, 12_015.0);
        assert_eq!(count(app, at(1), at(3 * hour)).await, 8.0);
        assert_eq!(count(app, at(hour - 1), at(hour + 1)).await, 8.0);
        assert_eq!(count(app, at(hour), at(3 * hour + 1)).await, 12.0);
    };
    check(&app).await;
    app.shutdown().await;
    drop(app);
    let app = fixture::app(data.path()).await;
    let stored = app.store.list("measures-hour", Default::default()).await;
    assert!(
        !stored.unwrap().is_empty(),
        "the next start does not count all again"
    );
    app.spawn(keep(Arc::clone(&app)));
    check(&app).await;
    app.shutdown().await;
}

#[tokio::test]
async fn the_recent_past_ends_with_this_moment() {
    let data = tempfile::tempdir().unwrap();
    let app = open(data.path()).await;
    let now = app.clock.now();
    let old = Time(now.0 - 40 * 24 * 3_600_000);
    app.commit(Vec::new(), builds(old, 1)).await.unwrap();
    app.commit(Vec::new(), builds(now, 4)).await.unwrap();
    count(&app, old, now).await; // everything is counted by now
    let value = |name: &str| {
        let report = recent(&app);
        let found = report.measures.iter().find(|m| m.name == name);
        found.unwrap().value
    };
    assert_eq!(value("test_speed"), Some(1.0 / 8.0));
    assert_eq!(value("rollback_speed"), None);
    app.clock.jump(Span::hours(31 * 24));
    assert_eq!(value("test_speed"), None);
    app.shutdown().await;
}

#[tokio::test]
async fn a_window_that_is_empty_or_named_twice_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let app = open(data.path()).await;
    let future = Timestamp(app.clock.now().epoch_seconds() + 1000.0);
    let inputs = [
        (Some(future), None),
        (Some(Timestamp(0.0)), Some(60)),
        (Some(Timestamp(f64::MAX)), None),
    ];
    for (since, window_seconds) in inputs {
        let input = GetMeasuresInput {
            since,
            until: None,
            window_seconds,
        };
        let error = get(&app, &input).await.unwrap_err();
        assert_eq!(error.code, "ValidationException", "{error:?}");
    }
    app.shutdown().await;
}
