//! Builds: waiting for a runner, in a phase, ended.

use futures::FutureExt;
use serde_json::json;
use towline_core::Span;

use super::world::World;
use super::{Situation, check};

#[tokio::test]
async fn every_situation_of_a_build_names_its_cause_and_remedy() {
    check(TABLE).await;
}

pub(super) const TABLE: &[Situation] = &[
    Situation {
        name: "a build waits and no runner was ever seen",
        setup: |w| no_runner(w).boxed(),
        object: ("runner", "runners"),
        code: "NO_RUNNER",
        detail: "no runner has asked for work in the last 5 min",
        remedy: "towline runner",
    },
    Situation {
        name: "a build waits while the runner is busy",
        setup: |w| busy_runner(w).boxed(),
        object: ("runner", "runners"),
        code: "RUNNERS_BUSY",
        detail: "1 asked for work in the last 5 min: r-1",
        remedy: "gets free",
    },
    Situation {
        name: "a build waits again because its runner gave it back",
        setup: |w| released(w).boxed(),
        object: ("runner", "runners"),
        code: "RUNNERS_BUSY",
        detail: "r-1",
        remedy: "another one starts",
    },
    Situation {
        name: "a runner prepares a build",
        setup: |w| leased(w).boxed(),
        object: ("phase", "PROVISIONING"),
        code: "RUNNING",
        detail: "runner r-1",
        remedy: "it ends",
    },
    Situation {
        name: "a runner works on a phase of a build",
        setup: |w| working(w).boxed(),
        object: ("phase", "INSTALL"),
        code: "RUNNING",
        detail: "runner r-1",
        remedy: "it ends",
    },
    Situation {
        name: "a command of a build failed",
        setup: |w| failed(w).boxed(),
        object: ("phase", "BUILD"),
        code: "COMMAND_EXECUTION_ERROR",
        detail: "make. Reason: exit status 2",
        remedy: "aws codebuild retry-build --id web:",
    },
    Situation {
        name: "a build was stopped while it waited",
        setup: |w| stopped(w).boxed(),
        object: ("phase", "QUEUED"),
        code: "STOPPED",
        detail: "stopped by arn:aws:iam::123456789012:user/ann",
        remedy: "retry-build",
    },
    Situation {
        name: "a build was stopped in a phase",
        setup: |w| stopped_in_a_phase(w).boxed(),
        object: ("phase", "INSTALL"),
        code: "STOPPED",
        detail: "stopped by arn:aws:iam::123456789012:user/ann",
        remedy: "retry-build",
    },
    Situation {
        name: "no runner took a build in time",
        setup: |w| queued_too_long(w).boxed(),
        object: ("phase", "QUEUED"),
        code: "BUILD_TIMED_OUT",
        detail: "not taken by a runner in time",
        remedy: "retry-build",
    },
    Situation {
        name: "three runners lost a build",
        setup: |w| lost(w).boxed(),
        object: ("phase", "PROVISIONING"),
        code: "FAULT",
        detail: "given up after 3 attempts",
        remedy: "retry-build",
    },
    Situation {
        name: "a build succeeded",
        setup: |w| succeeded(w).boxed(),
        object: ("build", "web:"),
        code: "SUCCEEDED",
        detail: "every phase succeeded",
        remedy: "",
    },
];

async fn no_runner(w: &World) -> String {
    w.submit().await
}

async fn busy_runner(w: &World) -> String {
    w.submit().await;
    w.lease("r-1").await;
    let started = w
        .build("StartBuild", json!({"projectName": "web"}))
        .await
        .unwrap();
    started["build"]["id"].as_str().unwrap().into()
}

async fn released(w: &World) -> String {
    let id = w.submit().await;
    let (build, token) = w.lease("r-1").await;
    let release = json!({"buildId": build, "leaseToken": token});
    w.own("ReleaseBuild", release).await.unwrap();
    let build = w.why(&id).await.swap_remove(0);
    let lost = "the runner went away (runner r-1, attempt 1 of 3)";
    assert!(build.detail.contains(lost), "{build:?}");
    id
}

async fn leased(w: &World) -> String {
    w.submit().await;
    w.lease("r-1").await.0
}

async fn working(w: &World) -> String {
    w.submit().await;
    let lease = w.lease("r-1").await;
    w.phase(&lease, "PROVISIONING", Some(json!({"status": "SUCCEEDED"})))
        .await;
    w.phase(&lease, "INSTALL", None).await;
    lease.0
}

async fn failed(w: &World) -> String {
    w.submit().await;
    let lease = w.lease("r-1").await;
    w.fail_build(&lease).await;
    let links = w.why(&lease.0).await;
    assert_eq!(
        links[1].lines,
        ["$ make", "cc: no such file"],
        "the log's end"
    );
    lease.0
}

async fn stopped(w: &World) -> String {
    let id = w.submit().await;
    w.build("StopBuild", json!({"id": id})).await.unwrap();
    id
}

async fn stopped_in_a_phase(w: &World) -> String {
    let id = working(w).await;
    w.build("StopBuild", json!({"id": id})).await.unwrap();
    id
}

async fn queued_too_long(w: &World) -> String {
    let id = w.submit().await;
    w.pass(Span::hours(9));
    w.until_code(&id, "BUILD_TIMED_OUT").await;
    id
}

async fn lost(w: &World) -> String {
    let id = w.submit().await;
    for _ in 0..3 {
        w.lease("r-1").await;
        w.pass(Span::minutes(1));
        w.until(|| async {
            let first = w.why(&id).await.swap_remove(0);
            (first.code != "RUNNING").then_some(())
        })
        .await;
    }
    id
}

async fn succeeded(w: &World) -> String {
    w.submit().await;
    let lease = w.lease("r-1").await;
    w.phase(&lease, "PROVISIONING", Some(json!({"status": "SUCCEEDED"})))
        .await;
    let end = json!({"buildId": lease.0, "leaseToken": lease.1});
    w.own("CompleteBuild", end).await.unwrap();
    lease.0
}
