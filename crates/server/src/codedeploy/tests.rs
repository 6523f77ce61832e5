//! Deletions that a crash or a full disk cuts between any two transactions.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use towline_core::Row;
use towline_core::deployment::record::{ACTIVE, BY_GROUP, BY_TIME, DEPLOYMENT, GROUP_STATE};
use towline_core::deployment::target::{STANDING, TARGET};
use towline_core::deployment::{Progress, Standing, Target};
use towline_store::{Range, StoreExt};

use super::removals;
use crate::App;
use crate::fixture::{self, Left, deploy, flaky};
use crate::hosts::HOST_OUTPUT;
use crate::s3::objects;

/// Everything that hangs on a deployment group.
const OF_GROUP: [&str; 10] = [
    "deployment-group",
    "removal",
    ACTIVE,
    GROUP_STATE,
    BY_TIME,
    BY_GROUP,
    DEPLOYMENT,
    TARGET,
    STANDING,
    HOST_OUTPUT,
];

/// A group with a deployment that ended, and one that waits for its two hosts.
async fn world(data: &Path) -> (Arc<App>, Left) {
    let (app, left) = flaky(data).await;
    let names = json!({"applicationName": "shop", "deploymentGroupName": "web"});
    let done = |input: Value, more: Value| {
        let mut all = input.as_object().unwrap().clone();
        all.extend(more.as_object().unwrap().clone());
        Value::Object(all)
    };
    let made = deploy(
        &app,
        "CreateApplication",
        json!({"applicationName": "shop"}),
    );
    made.await.unwrap();
    let group = json!({
        "serviceRoleArn": "arn:aws:iam::123456789012:role/deploy",
        "deploymentConfigName": "CodeDeployDefault.AllAtOnce",
        "tags": [{"Key": "team", "Value": "shop"}],
        "onPremisesInstanceTagFilters": [{"Key": "role", "Value": "web", "Type": "KEY_AND_VALUE"}],
    });
    let group = done(names.clone(), group);
    deploy(&app, "CreateDeploymentGroup", group).await.unwrap();
    objects::ensure_bucket(&app, "code").await.unwrap();
    let (zip, put) = (data.join("app.zip"), objects::Put::default());
    std::fs::write(&zip, "a bundle").unwrap();
    let stored = objects::put_file(&app, "code", "app.zip", put, &zip);
    stored.await.unwrap();
    start(&app, &names).await; // without hosts it fails at once
    for host in ["web-1", "web-2"] {
        let arn = format!("arn:aws:iam::123456789012:user/{host}");
        let host_input = json!({"instanceName": host, "iamUserArn": arn});
        deploy(&app, "RegisterOnPremisesInstance", host_input)
            .await
            .unwrap();
        let tags = json!({"instanceNames": [host], "tags": [{"Key": "role", "Value": "web"}]});
        deploy(&app, "AddTagsToOnPremisesInstances", tags)
            .await
            .unwrap();
    }
    let live = start(&app, &names).await;
    let group: String = keys(&app, ACTIVE).await.remove(0);
    let known = vec![
        Row::put(STANDING, format!("{group}/web-1"), &Standing::default()),
        Row::put(
            HOST_OUTPUT,
            format!("{live}/web-1/Install/s"),
            &json!({"next": 7}),
        ),
    ];
    app.commit(known, Vec::new()).await.unwrap();
    (app, left)
}

async fn start(app: &Arc<App>, names: &Value) -> String {
    let mut input = names.clone();
    input["revision"] = json!({"revisionType": "S3", "s3Location": {
        "bucket": "code", "key": "app.zip", "bundleType": "zip",
    }});
    let output = deploy(app, "CreateDeployment", input).await.unwrap();
    output["deploymentId"].as_str().unwrap().into()
}

async fn keys(app: &App, kind: &'static str) -> Vec<String> {
    let rows = app.store.list(kind, Range::default()).await.unwrap();
    rows.into_iter().map(|(key, _)| key).collect()
}

/// What is stored of these kinds.
async fn left_of(app: &App, kinds: &[&'static str]) -> Vec<String> {
    let mut all = Vec::new();
    for kind in kinds {
        let found = keys(app, kind).await;
        all.extend(found.into_iter().map(|key| format!("{kind} {key}")));
    }
    all
}

/// How it goes on after the store failed.
#[derive(Debug, Clone, Copy)]
enum Then {
    Again,
    Restart,
    Wait,
}

/// Fails a call after each number of commits; `gone` says whether all that it has to do is done.
async fn cut_anywhere(call: (&str, Value), gone: impl AsyncFn(&App) -> bool) {
    let mut cuts = 0;
    for then in [Then::Again, Then::Restart, Then::Wait] {
        for commits in 0.. {
            let data = tempfile::tempdir().unwrap();
            let (app, left) = world(data.path()).await;
            left.set(commits);
            let answer = deploy(&app, call.0, call.1.clone()).await;
            left.endless();
            if answer.is_ok() {
                assert!(gone(&app).await, "after {commits} commits");
                break;
            }
            cuts += 1;
            let app = go_on(app, data.path(), then, &call).await;
            // What failed in its first transaction has not happened.
            let done = gone(&app).await;
            assert!(
                done != (commits == 0 && !matches!(then, Then::Again)),
                "{then:?} {commits}"
            );
            app.shutdown().await;
        }
    }
    assert!(cuts > 5, "it takes more than one transaction");
}

async fn go_on(app: Arc<App>, data: &Path, then: Then, call: &(&str, Value)) -> Arc<App> {
    match then {
        Then::Again => {
            deploy(&app, call.0, call.1.clone()).await.unwrap();
            app
        }
        Then::Restart => {
            app.shutdown().await;
            drop(app);
            let app = fixture::app(data).await;
            removals::resume(&app).await;
            app
        }
        Then::Wait => {
            let mut changes = app.bus.subscribe();
            while !keys(&app, "removal").await.is_empty() {
                let moment = std::time::Duration::from_millis(50);
                let _ = tokio::time::timeout(moment, changes.changed()).await;
            }
            app
        }
    }
}

#[tokio::test]
async fn a_group_that_is_deleted_goes_with_all_that_it_had() {
    let input = json!({"applicationName": "shop", "deploymentGroupName": "web"});
    let gone = async |app: &App| left_of(app, &OF_GROUP).await.is_empty();
    cut_anywhere(("DeleteDeploymentGroup", input), gone).await;
}

#[tokio::test]
async fn an_application_that_is_deleted_goes_with_all_that_it_had() {
    let kinds = [&OF_GROUP[..], &["application", "revision", "tag"]].concat();
    let gone = async |app: &App| left_of(app, &kinds).await.is_empty();
    let input = json!({"applicationName": "shop"});
    cut_anywhere(("DeleteApplication", input), gone).await;
}

#[tokio::test]
async fn nobody_waits_for_a_host_that_was_deregistered() {
    let gone = async |app: &App| {
        let id: String = app
            .store
            .list_as(ACTIVE, Range::default())
            .await
            .unwrap()
            .remove(0)
            .1;
        let target: Option<Target> = app
            .store
            .get_as(TARGET, &format!("{id}/web-1"))
            .await
            .unwrap();
        target.unwrap().status == Progress::Failed
            && left_of(app, &[STANDING, "removal"]).await.is_empty()
    };
    let input = json!({"instanceName": "web-1"});
    cut_anywhere(("DeregisterOnPremisesInstance", input), gone).await;
}

#[tokio::test]
async fn a_name_is_used_again_only_when_nobody_waits_for_the_old_host() {
    let data = tempfile::tempdir().unwrap();
    let (app, left) = world(data.path()).await;
    left.set(1);
    let input = json!({"instanceName": "web-1"});
    deploy(&app, "DeregisterOnPremisesInstance", input)
        .await
        .unwrap_err();
    left.endless();
    let again =
        json!({"instanceName": "web-1", "iamUserArn": "arn:aws:iam::123456789012:user/new"});
    deploy(&app, "RegisterOnPremisesInstance", again)
        .await
        .unwrap();
    assert!(left_of(&app, &[STANDING, "removal"]).await.is_empty());
    app.shutdown().await;
}
