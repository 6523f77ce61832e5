//! Actions, down to the build or deployment that their provider started.

use futures::FutureExt;
use serde_json::{Value, json};

use super::world::{World, action, approval, building, declared, deploying};
use super::{Situation, check};

#[tokio::test]
async fn every_situation_of_an_action_names_its_cause_and_remedy() {
    check(TABLE).await;
}

pub(super) const TABLE: &[Situation] = &[
    Situation {
        name: "an action refers to a variable that has no value",
        setup: |w| reference(w).boxed(),
        object: ("action", "-"),
        code: "ConfigurationError",
        detail: "#{Source.Nope}",
        remedy: "mend what the message names",
    },
    Situation {
        name: "a provider says that its work failed",
        setup: |w| provider(w).boxed(),
        object: ("action", "-"),
        code: "JobFailed",
        detail: "the script says so",
        remedy: "towline pipeline retry",
    },
    Situation {
        name: "the source object is gone",
        setup: |w| no_source(w).boxed(),
        object: ("action", "-"),
        code: "ConfigurationError",
        detail: "`none/app.zip` does not exist in the bucket `code`",
        remedy: "towline pipeline retry",
    },
    Situation {
        name: "an action waits for a build that waits for a runner",
        setup: |w| building_without_runner(w).boxed(),
        object: ("runner", "runners"),
        code: "NO_RUNNER",
        detail: "no runner",
        remedy: "towline runner",
    },
    Situation {
        name: "the build of an action failed",
        setup: |w| build_failed(w).boxed(),
        object: ("phase", "BUILD"),
        code: "COMMAND_EXECUTION_ERROR",
        detail: "make. Reason: exit status 2",
        remedy: "towline pipeline retry",
    },
    Situation {
        name: "the project of an action does not exist",
        setup: |w| no_project(w).boxed(),
        object: ("action", "-"),
        code: "JobFailed",
        detail: "web",
        remedy: "towline pipeline retry",
    },
    Situation {
        name: "an action waits for a deployment whose host never polled",
        setup: |w| deploying_to_silence(w).boxed(),
        object: ("host", "web-1"),
        code: "HostNeverPolled",
        detail: "never polled",
        remedy: "towline agent",
    },
    Situation {
        name: "the deployment of an action failed in a script",
        setup: |w| deployment_failed(w).boxed(),
        object: ("script", "scripts/check.sh"),
        code: "ScriptFailed",
        detail: "exit code 7",
        remedy: "mend script scripts/check.sh of ApplicationStart",
    },
    Situation {
        name: "another deployment of the group is active",
        setup: |w| group_busy(w).boxed(),
        object: ("action", "-"),
        code: "JobFailed",
        detail: "already has an active Deployment 'd-",
        remedy: "towline pipeline retry",
    },
];

async fn failed(w: &World, gate: Value) -> String {
    let id = w.pipe(gate).await;
    w.until_execution(&id, "Failed").await;
    id
}

async fn reference(w: &World) -> String {
    let mut wanted = declared(action(
        "Try",
        ["Build", "Custom", "Dummy"],
        json!({"Content": "#{Source.Nope}"}),
    ));
    wanted["pipeline"]["stages"][0]["actions"][0]["namespace"] = json!("Source");
    w.pipeline("CreatePipeline", wanted).await.unwrap();
    let id = w.executions().await.remove(0);
    w.until_execution(&id, "Failed").await;
    id
}

async fn provider(w: &World) -> String {
    let kind = ["Build", "Custom", "Dummy"];
    failed(w, action("Try", kind, json!({"Result": "fail"}))).await
}

async fn no_source(w: &World) -> String {
    let mut wanted = declared(approval());
    wanted["pipeline"]["stages"][0]["actions"][0]["configuration"]["S3ObjectKey"] =
        json!("none/app.zip");
    w.pipeline("CreatePipeline", wanted).await.unwrap();
    let id = w.executions().await.remove(0);
    w.until_execution(&id, "Failed").await;
    id
}

async fn building_without_runner(w: &World) -> String {
    w.project("CODEPIPELINE").await;
    let id = w.pipe(building()).await;
    w.until_code(&id, "NO_RUNNER").await;
    let links = w.why(&id).await;
    assert!(
        links[1].detail.contains("waits for build web:"),
        "{:?}",
        links[1]
    );
    id
}

async fn build_failed(w: &World) -> String {
    w.project("CODEPIPELINE").await;
    let id = w.pipe(building()).await;
    let lease = w.lease("r-1").await;
    w.fail_build(&lease).await;
    w.until_execution(&id, "Failed").await;
    let links = w.why(&id).await;
    let said = "Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR";
    assert!(links[0].detail.contains(said), "{:?}", links[0]);
    assert_eq!(links[3].lines, ["$ make", "cc: no such file"]);
    id
}

async fn no_project(w: &World) -> String {
    failed(w, building()).await
}

async fn deploying_to_silence(w: &World) -> String {
    w.hosts(&["web-1"]).await;
    w.group(json!({})).await;
    let id = w.pipe(deploying()).await;
    w.until_code(&id, "HostNeverPolled").await;
    let links = w.why(&id).await;
    let kinds: Vec<&str> = links.iter().map(|link| link.kind.as_str()).collect();
    let expected = [
        "execution",
        "action",
        "deployment",
        "target",
        "lifecycle-event",
        "host",
    ];
    assert_eq!(kinds, expected);
    id
}

async fn deployment_failed(w: &World) -> String {
    w.hosts(&["web-1"]).await;
    w.group(json!({})).await;
    let id = w.pipe(deploying()).await;
    w.fail("web-1", "ApplicationStart", 4, "exit code 7").await;
    w.until_execution(&id, "Failed").await;
    let first = w.why(&id).await.swap_remove(0);
    assert!(
        first
            .detail
            .contains("ApplicationStart failed on web-1: exit code 7"),
        "{first:?}"
    );
    id
}

async fn group_busy(w: &World) -> String {
    w.rollout(&["web-1"]).await;
    failed(w, deploying()).await
}
