//! Deployments as a whole: the budget, the group, the bundle, stops and rollbacks.

use futures::FutureExt;
use serde_json::{Value, json};
use towline_core::Span;

use super::world::World;
use super::{Situation, check};

#[tokio::test]
async fn every_situation_of_a_deployment_names_its_cause_and_remedy() {
    check(TABLE).await;
}

pub(super) const TABLE: &[Situation] = &[
    Situation {
        name: "no host matches the tags of the group",
        setup: |w| no_host(w).boxed(),
        object: ("deployment-group", "shop/web"),
        code: "NO_INSTANCES",
        detail: "its tag filters (role=web) match 0 of 0 registered hosts now",
        remedy: "aws deploy get-deployment-group",
    },
    Situation {
        name: "hosts are registered but have other tags",
        setup: |w| other_tags(w).boxed(),
        object: ("deployment-group", "shop/web"),
        code: "NO_INSTANCES",
        detail: "(role=db) match 0 of 1 registered hosts",
        remedy: "tag a registered host",
    },
    Situation {
        name: "the bundle is missing",
        setup: |w| no_bundle(w).boxed(),
        object: ("deployment", "d-"),
        code: "REVISION_MISSING",
        detail: "s3://code/absent.zip",
        remedy: "upload s3://code/absent.zip",
    },
    Situation {
        name: "the configuration lets no target go",
        setup: |w| impossible(w).boxed(),
        object: ("deployment", "d-"),
        code: "HEALTH_CONSTRAINTS_INVALID",
        detail: "strict demands 2 healthy of 2",
        remedy: "register more hosts",
    },
    Situation {
        name: "a deployment was stopped before a host took anything",
        setup: |w| stopped(w).boxed(),
        object: ("deployment", "d-"),
        code: "MANUAL_STOP",
        detail: "stopped by arn:aws:iam::123456789012:user/ann",
        remedy: "aws deploy create-deployment --application-name shop",
    },
    Situation {
        name: "a stopped deployment waits for the script that runs",
        setup: |w| stopping(w).boxed(),
        object: ("lifecycle-event", "ApplicationStop"),
        code: "Running",
        detail: "running",
        remedy: "the script ends",
    },
    Situation {
        name: "a deployment with a failed target waits for the one in flight",
        setup: |w| failing(w).boxed(),
        object: ("lifecycle-event", "ApplicationStop"),
        code: "Running",
        detail: "running",
        remedy: "the script ends",
    },
    Situation {
        name: "too many hosts failed",
        setup: |w| health(w).boxed(),
        object: ("script", "scripts/check.sh"),
        code: "ScriptFailed",
        detail: "exit code 7",
        remedy: "towline deploy . --application shop --group web",
    },
    Situation {
        name: "a deployment took more than twelve hours",
        setup: |w| timed_out(w).boxed(),
        object: ("lifecycle-event", "ApplicationStop"),
        code: "TIMEOUT",
        detail: "did not end within 12 hours",
        remedy: "deploy again",
    },
    Situation {
        name: "the first deployment failed and there is nothing to go back to",
        setup: |w| nothing_to_go_back_to(w).boxed(),
        object: ("script", "scripts/check.sh"),
        code: "ScriptFailed",
        detail: "exit code 7",
        remedy: "mend script",
    },
    Situation {
        name: "a failed deployment was rolled back",
        setup: |w| rolled_back(w).boxed(),
        object: ("script", "scripts/check.sh"),
        code: "ScriptFailed",
        detail: "exit code 7",
        remedy: "mend script",
    },
    Situation {
        name: "a rollback waits for a host",
        setup: |w| rollback(w).boxed(),
        object: ("lifecycle-event", "ApplicationStop"),
        code: "Offered",
        detail: "the agent has not taken it",
        remedy: "the agent takes it",
    },
    Situation {
        name: "a rollback failed as well",
        setup: |w| failed_rollback(w).boxed(),
        object: ("script", "scripts/check.sh"),
        code: "ScriptFailed",
        detail: "exit code 9",
        remedy: "mend script",
    },
    Situation {
        name: "a deployment succeeded",
        setup: |w| succeeded(w).boxed(),
        object: ("deployment", "d-"),
        code: "Succeeded",
        detail: "1 of 1 succeeded",
        remedy: "",
    },
];

async fn no_host(w: &World) -> String {
    w.rollout(&[]).await
}

async fn other_tags(w: &World) -> String {
    w.hosts(&["web-1"]).await;
    let filters = json!([{"Key": "role", "Value": "db", "Type": "KEY_AND_VALUE"}]);
    w.group(json!({"onPremisesInstanceTagFilters": filters}))
        .await;
    w.start(json!({})).await
}

async fn no_bundle(w: &World) -> String {
    w.hosts(&["web-1"]).await;
    w.group(json!({})).await;
    let place = json!({"bucket": "code", "key": "absent.zip", "bundleType": "zip"});
    w.start(json!({"revision": {"revisionType": "S3", "s3Location": place}}))
        .await
}

async fn impossible(w: &World) -> String {
    w.hosts(&["web-1", "web-2"]).await;
    let minimum = json!({"type": "HOST_COUNT", "value": 2});
    let config = json!({"deploymentConfigName": "strict", "minimumHealthyHosts": minimum});
    w.deploy("CreateDeploymentConfig", config).await.unwrap();
    w.group(json!({"deploymentConfigName": "strict"})).await;
    w.start(json!({})).await
}

async fn stopped(w: &World) -> String {
    let id = w.rollout(&["web-1"]).await;
    w.deploy("StopDeployment", json!({"deploymentId": id}))
        .await
        .unwrap();
    id
}

async fn stopping(w: &World) -> String {
    let id = w.rollout(&["web-1"]).await;
    w.run_to("web-1", "ApplicationStop").await;
    w.deploy("StopDeployment", json!({"deploymentId": id}))
        .await
        .unwrap();
    let first = w.why(&id).await.swap_remove(0);
    assert_eq!(first.code, "Stopping");
    assert!(
        first.detail.contains("user/ann") && first.detail.contains("in flight 1"),
        "{first:?}"
    );
    id
}

async fn failing(w: &World) -> String {
    w.hosts(&["web-1", "web-2", "web-3", "web-4"]).await;
    w.group(json!({"deploymentConfigName": "CodeDeployDefault.HalfAtATime"}))
        .await;
    let id = w.start(json!({})).await;
    w.run_to("web-1", "ApplicationStop").await;
    w.fail("web-2", "BeforeInstall", 4, "exit code 7").await;
    let first = w.why(&id).await.swap_remove(0);
    assert_eq!(first.code, "WaitingForTargets");
    assert!(
        first
            .detail
            .contains("1 failed, in flight 1, not started 2"),
        "{first:?}"
    );
    id
}

const FAILED: &str = "Script at specified location: scripts/check.sh failed with exit code 7";

async fn health(w: &World) -> String {
    let id = w.rollout(&["web-1", "web-2"]).await;
    w.fail("web-1", "BeforeInstall", 4, FAILED).await;
    let links = w.why(&id).await;
    assert_eq!(links[0].code, "HEALTH_CONSTRAINTS");
    assert!(
        links[0]
            .detail
            .contains("first failure: BeforeInstall failed on web-1")
    );
    assert_eq!(links[3].lines, ["[stdout]checking", "[stderr]no page"]);
    let kinds: Vec<&str> = links.iter().map(|link| link.kind.as_str()).collect();
    assert_eq!(kinds, ["deployment", "target", "lifecycle-event", "script"]);
    id
}

async fn timed_out(w: &World) -> String {
    let id = w.rollout(&["web-1"]).await;
    w.run_to("web-1", "ApplicationStop").await;
    w.pass(Span::hours(13));
    w.until_deployment(&id, "Failed").await;
    let first = w.why(&id).await.swap_remove(0);
    assert_eq!(first.code, "TIMEOUT");
    assert!(
        first.detail.contains("0 of 1 succeeded, 1 failed"),
        "{first:?}"
    );
    id
}

fn rollback_on_failure() -> Value {
    json!({"autoRollbackConfiguration": {"enabled": true, "events": ["DEPLOYMENT_FAILURE"]}})
}

async fn nothing_to_go_back_to(w: &World) -> String {
    w.hosts(&["web-1"]).await;
    w.group(rollback_on_failure()).await;
    let id = w.start(json!({})).await;
    w.fail("web-1", "BeforeInstall", 4, FAILED).await;
    let first = w.why(&id).await.swap_remove(0);
    let why = "not rolled back: deployment group web has no earlier successful deployment";
    assert!(first.detail.contains(why), "{first:?}");
    id
}

/// The deployment that failed and its rollback.
async fn broken(w: &World) -> [String; 2] {
    w.hosts(&["web-1"]).await;
    w.group(rollback_on_failure()).await;
    let good = w.start(json!({})).await;
    w.succeed("web-1").await;
    w.until_deployment(&good, "Succeeded").await;
    let bad = w.start(json!({})).await;
    w.fail("web-1", "BeforeInstall", 4, FAILED).await;
    let output = w
        .deploy("GetDeployment", json!({"deploymentId": bad}))
        .await
        .unwrap();
    let info = &output["deploymentInfo"]["rollbackInfo"];
    let child = info["rollbackDeploymentId"].as_str().unwrap().to_string();
    [bad, child]
}

async fn rolled_back(w: &World) -> String {
    let [bad, child] = broken(w).await;
    let first = w.why(&bad).await.swap_remove(0);
    let by = format!("rolled back to s3://code/app.zip by {child}");
    assert!(first.detail.contains(&by), "{first:?}");
    bad
}

async fn rollback(w: &World) -> String {
    let [bad, child] = broken(w).await;
    let first = w.why(&child).await.swap_remove(0);
    let undoes = format!("rolls back deployment {bad} to s3://code/app.zip");
    assert!(first.detail.starts_with(&undoes), "{first:?}");
    child
}

async fn failed_rollback(w: &World) -> String {
    let [_, child] = broken(w).await;
    w.fail("web-1", "ApplicationStart", 4, "exit code 9").await;
    let first = w.why(&child).await.swap_remove(0);
    assert!(
        first.detail.contains("a rollback never causes another one"),
        "{first:?}"
    );
    child
}

async fn succeeded(w: &World) -> String {
    let id = w.rollout(&["web-1"]).await;
    w.succeed("web-1").await;
    id
}
