//! Which ids are understood, and what is said about others.

use serde_json::json;
use towline_api::towline::ExplainInput;

use super::world::{World, approval};

async fn explain(w: &World, id: &str) -> Result<Vec<String>, String> {
    let output = super::super::explain(&w.app, ExplainInput { id: id.into() }).await;
    let output = output.map_err(|error| error.to_string())?;
    let first = output
        .explanations
        .into_iter()
        .map(|e| e.links[0].kind.clone());
    Ok(first.collect())
}

#[tokio::test]
async fn every_kind_of_id_is_understood() {
    let w = World::new().await;
    let deployment = w.rollout(&["web-1"]).await;
    let execution = w.pipe(approval()).await;
    let gate = w.gate().await;
    let build = w.submit().await;
    let instance = w
        .deploy("GetOnPremisesInstance", json!({"instanceName": "web-1"}))
        .await;
    let instance = instance.unwrap()["instanceInfo"]["instanceArn"].clone();
    for (id, kind) in [
        (execution.as_str(), "execution"),
        (gate["actionExecutionId"].as_str().unwrap(), "action"),
        (&deployment, "deployment"),
        (&format!("{deployment}/web-1"), "target"),
        (&format!("{deployment} web-1"), "target"),
        ("web-1", "host"),
        (instance.as_str().unwrap(), "host"),
        ("arn:aws:iam::123456789012:user/web-1", "host"),
        (&build, "build"),
        (
            &format!("arn:aws:codebuild:us-east-1:123456789012:build/{build}"),
            "build",
        ),
        ("shop", "pipeline"),
        (
            "arn:aws:codepipeline:us-east-1:123456789012:shop",
            "pipeline",
        ),
        (
            "arn:aws:codepipeline:us-east-1:123456789012:shop/Gate/Ask",
            "pipeline",
        ),
    ] {
        assert_eq!(explain(&w, id).await, Ok(vec![kind.to_string()]), "{id}");
    }
}

#[tokio::test]
async fn a_pipeline_and_a_host_of_one_name_are_both_told() {
    let w = World::new().await;
    w.hosts(&["shop"]).await;
    w.pipe(approval()).await;
    let both = vec!["pipeline".to_string(), "host".to_string()];
    assert_eq!(explain(&w, "shop").await, Ok(both));
}

#[tokio::test]
async fn an_unknown_id_is_refused_with_the_kinds_that_there_are() {
    let w = World::new().await;
    let deployment = w.rollout(&["web-1"]).await;
    for id in [
        "nothing",
        "d-NOTHING00",
        &format!("{deployment}/web-2"),
        "web:00000000-0000-4000-8000-000000000000",
        "00000000-0000-4000-8000-000000000000",
        "arn:aws:s3:::bucket",
        "arn:",
        "d-",
        "../x",
        "\u{0}\u{ffff}",
    ] {
        let error = explain(&w, id).await.unwrap_err();
        assert!(
            error.contains("ResourceNotFoundException"),
            "{id:?}: {error}"
        );
        assert!(error.contains("a pipeline execution id"), "{id:?}: {error}");
    }
}
