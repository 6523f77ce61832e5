//! The promises of the driver, with real builds over a real database that can be made to fail.

use std::sync::Arc;

use towline_core::build::{self, Build, Fact, Record, Refusal, Reply, Request, Status};
use towline_core::{Span, Time};
use towline_store::{StoreError, StoreExt};

use super::DriveError;
use crate::{App, fixture};

const ID: &str = "web:1";

async fn create(app: &Arc<App>, id: &str) {
    let request = Request {
        id: id.into(),
        project: "web".into(),
        seed: app.random.seed(),
        queued_limit: Span::hours(8),
        limit: Span::hours(1),
    };
    let (machine, birth) = Build::create(request, app.clock.now());
    app.builds.create(app, id, machine, birth).await.unwrap();
}

async fn stored(app: &App) -> Record {
    app.store.get_as(build::KIND, ID).await.unwrap().unwrap()
}

fn lease() -> Fact {
    let runner = "r".to_string();
    Fact::Lease { runner }
}

#[tokio::test]
async fn a_step_that_was_not_stored_never_happened() {
    let data = tempfile::tempdir().unwrap();
    let (app, left) = fixture::flaky(data.path()).await;
    create(&app, ID).await;
    left.set(0);
    let answer = app
        .builds
        .tell(
            &app,
            ID,
            Fact::Stop {
                by: "arn:ann".into(),
            },
        )
        .await;
    assert!(
        matches!(&answer, Err(DriveError::Store(e)) if matches!(**e, StoreError::Full { .. })),
        "{answer:?}"
    );
    left.endless();
    assert_eq!(stored(&app).await.status, Status::InProgress);
    // The machine was loaded again: it does not remember the stop, and a runner may have it.
    let answer = app.builds.tell(&app, ID, lease()).await;
    assert!(matches!(answer, Ok(Reply::Leased(_))), "{answer:?}");
    app.shutdown().await;
}

#[tokio::test]
async fn a_result_is_reported_until_it_is_stored() {
    let data = tempfile::tempdir().unwrap();
    let (app, left) = fixture::flaky(data.path()).await;
    create(&app, ID).await;
    left.set(0);
    let report = app.builds.report(
        &app,
        ID,
        Fact::Stop {
            by: "arn:ann".into(),
        },
    );
    tokio::pin!(report);
    let early = std::future::poll_fn(|context| {
        // One poll lets it begin; it cannot be over while the disk is full.
        std::task::Poll::Ready(report.as_mut().poll(context).is_ready())
    });
    assert!(!early.await);
    left.endless();
    report.await;
    assert_eq!(stored(&app).await.status, Status::Stopped);
    app.shutdown().await;
}

#[tokio::test]
async fn nobody_is_told_of_a_machine_that_does_not_exist() {
    let data = tempfile::tempdir().unwrap();
    let (app, _) = fixture::flaky(data.path()).await;
    let answer = app
        .builds
        .tell(
            &app,
            "web:none",
            Fact::Stop {
                by: "arn:ann".into(),
            },
        )
        .await;
    assert!(matches!(answer, Err(DriveError::Missing)), "{answer:?}");
    app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_teller_is_answered_while_machines_end_and_come_back() {
    let data = tempfile::tempdir().unwrap();
    let (app, _) = fixture::flaky(data.path()).await;
    create(&app, ID).await;
    let tellers: Vec<_> = (0..400)
        .map(|n| {
            let app = Arc::clone(&app);
            tokio::spawn(async move {
                let fact = if n == 100 {
                    Fact::Stop {
                        by: "arn:ann".into(),
                    }
                } else {
                    lease()
                };
                app.builds.tell(&app, ID, fact).await
            })
        })
        .collect();
    let mut leased = 0;
    for teller in tellers {
        match teller.await.unwrap() {
            Ok(Reply::Leased(_)) => leased += 1,
            Ok(Reply::Done) | Err(DriveError::Refused(Refusal::NotWaiting | Refusal::Over)) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(leased <= 1, "two runners hold one build");
    assert_eq!(stored(&app).await.status, Status::Stopped);
    app.shutdown().await;
}

#[tokio::test]
async fn pending_work_is_offered_again_after_a_restart() {
    let data = tempfile::tempdir().unwrap();
    {
        let (app, _) = fixture::flaky(data.path()).await;
        create(&app, ID).await;
        app.shutdown().await;
    }
    let (app, _) = fixture::flaky(data.path()).await;
    let mut offered = app.runners.changes();
    assert!(app.runners.take().is_none());
    app.builds.resume(&app).await.unwrap();
    offered.changed().await.unwrap();
    let taken = app.runners.take().unwrap();
    assert_eq!(taken.build(), ID);
    taken.settled();
    app.shutdown().await;
}

#[tokio::test]
async fn a_deadline_is_kept_when_the_clock_is_moved() {
    let data = tempfile::tempdir().unwrap();
    let (app, _) = fixture::flaky(data.path()).await;
    create(&app, ID).await;
    app.clock.advance(Span::hours(9)).await.unwrap();
    let record = stored(&app).await;
    assert_eq!(record.status, Status::TimedOut);
    assert!(record.ended.is_some_and(|at| at > Time(0)));
    app.shutdown().await;
}

#[tokio::test]
async fn a_deadline_that_could_not_be_stored_is_not_forgotten() {
    let directory = tempfile::tempdir().unwrap();
    let (app, left) = fixture::flaky(directory.path()).await;
    create(&app, ID).await;
    let mut events = app.bus.subscribe();
    left.set(0);
    let clock = app.clock.clone();
    let moving = tokio::spawn(async move { clock.advance(Span::hours(9)).await });
    while app.builds.slots.lock().unwrap().contains_key(ID) {
        tokio::task::yield_now().await; // until the machine is thrown away
    }
    left.endless();
    while stored(&app).await.status != Status::TimedOut {
        events.changed().await.unwrap();
    }
    moving.await.unwrap().unwrap();
    app.shutdown().await;
}
