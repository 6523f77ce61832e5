//! One story per test.

use serde_json::json;

use super::{Server, action, answer, approval, caller, open, pipeline};
use crate::s3::objects;

#[tokio::test]
async fn a_push_of_an_object_reaches_the_site_through_an_approval() {
    let server = Server::new().await;
    let made = server.ok("CreatePipeline", pipeline(approval())).await;
    assert_eq!(made["pipeline"]["version"], 1);
    assert_eq!(made["pipeline"]["stages"][1]["actions"][0]["runOrder"], 1);
    let id = server.first().await;
    let token = server.token().await;
    let zero = "00000000-0000-4000-8000-000000000000";
    let wrong = server
        .code("PutApprovalResult", answer(zero, "Approved"))
        .await;
    assert_eq!(wrong, "InvalidApprovalTokenException");
    let said = server
        .ok("PutApprovalResult", answer(&token, "Approved"))
        .await;
    assert!(said["approvedAt"].as_f64().unwrap() > 1.6e9);
    server.until_status(&id, "Succeeded").await;
    let again = server
        .code("PutApprovalResult", answer(&token, "Approved"))
        .await;
    assert_eq!(again, "ApprovalAlreadyCompletedException");
    let history = server
        .ok("ListActionExecutions", json!({"pipelineName": "shop"}))
        .await;
    let history = history["actionExecutionDetails"].as_array().unwrap();
    let names: Vec<_> = history
        .iter()
        .map(|a| a["actionName"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Publish", "Ask", "Fetch"]);
    let prefix = history[0]["input"]["resolvedConfiguration"]["ObjectKey"]
        .as_str()
        .unwrap();
    let key = format!("{prefix}/index.html");
    let page = objects::head(&server.app, "site", &key, None)
        .await
        .unwrap();
    assert_eq!(page.headers.content_type.as_deref(), Some("text/html"));
    let artifact = &history[2]["output"]["outputArtifacts"][0]["s3location"];
    assert_eq!(artifact["bucket"], "artifacts");
    assert_eq!(history[1]["updatedBy"], caller().arn);
}

#[tokio::test]
async fn get_feeds_update_and_an_update_cancels() {
    let server = Server::new().await;
    server.ok("CreatePipeline", pipeline(approval())).await;
    let id = server.first().await;
    let token = server.token().await;
    let mut got = server.ok("GetPipeline", json!({"name": "shop"})).await;
    assert_eq!(
        got["metadata"]["pipelineArn"],
        "arn:aws:codepipeline:us-east-1:123456789012:shop"
    );
    got.as_object_mut().unwrap().remove("metadata");
    let updated = server.ok("UpdatePipeline", got.clone()).await;
    assert_eq!(updated["pipeline"]["version"], 2);
    got["pipeline"]["version"] = json!(2);
    assert_eq!(updated["pipeline"], got["pipeline"]);
    assert_eq!(server.status(&id).await, "Cancelled");
    let gone = server
        .code("PutApprovalResult", answer(&token, "Approved"))
        .await;
    assert_eq!(gone, "InvalidApprovalTokenException");
    let old = server
        .ok("GetPipeline", json!({"name": "shop", "version": 1}))
        .await;
    assert_eq!(old["pipeline"]["version"], 1);
    let none = server
        .code("GetPipeline", json!({"name": "shop", "version": 9}))
        .await;
    assert_eq!(none, "PipelineVersionNotFoundException");
    let twice = server.code("CreatePipeline", pipeline(approval())).await;
    assert_eq!(twice, "PipelineNameInUseException");
}

#[tokio::test]
async fn a_restart_in_the_middle_goes_on_where_it_was() {
    let server = Server::new().await;
    server.ok("CreatePipeline", pipeline(approval())).await;
    let id = server.first().await;
    let token = server.token().await;
    server.app.shutdown().await;
    let Server { app, directory } = server;
    drop(app);
    let app = open(directory.path()).await;
    app.pipelines.driver.resume(&app).await.unwrap();
    let server = Server { app, directory };
    assert_eq!(server.token().await, token);
    server
        .ok("PutApprovalResult", answer(&token, "Approved"))
        .await;
    server.until_status(&id, "Succeeded").await;
}

#[tokio::test]
async fn a_failed_action_names_its_error_and_can_be_retried() {
    let server = Server::new().await;
    let gate = action(
        "Try",
        ["Build", "Custom", "Dummy"],
        json!({"Result": "fail"}),
    );
    server.ok("CreatePipeline", pipeline(gate)).await;
    let id = server.first().await;
    server.until_status(&id, "Failed").await;
    let state = server.ok("GetPipelineState", json!({"name": "shop"})).await;
    let stage = &state["stageStates"][1];
    assert_eq!(stage["latestExecution"]["status"], "Failed");
    let latest = &stage["actionStates"][0]["latestExecution"];
    assert_eq!(
        latest["errorDetails"],
        json!({"code": "JobFailed", "message": "the script says so"})
    );
    let revision = &state["stageStates"][0]["actionStates"][0]["currentRevision"];
    assert_eq!(
        revision.as_object().unwrap().len(),
        1,
        "the id alone: {revision}"
    );
    let retry = json!({
        "pipelineName": "shop", "stageName": "Gate", "pipelineExecutionId": id,
        "retryMode": "FAILED_ACTIONS",
    });
    let output = server.ok("RetryStageExecution", retry.clone()).await;
    assert_eq!(output["pipelineExecutionId"], id.as_str());
    let filter = json!({"pipelineName": "shop", "filter": {"pipelineExecutionId": id}});
    server
        .until(|| async {
            let all = server.ok("ListActionExecutions", filter.clone()).await;
            (all["actionExecutionDetails"].as_array().unwrap().len() == 3).then_some(())
        })
        .await;
    server.until_status(&id, "Failed").await;
    let mut elsewhere = retry;
    elsewhere["stageName"] = json!("Nowhere");
    assert_eq!(
        server.code("RetryStageExecution", elsewhere).await,
        "StageNotFoundException"
    );
}

#[tokio::test]
async fn lists_are_paged_and_tokens_are_checked() {
    let server = Server::new().await;
    server.ok("CreatePipeline", pipeline(approval())).await;
    for _ in 0..4 {
        server
            .ok("StartPipelineExecution", json!({"name": "shop"}))
            .await;
    }
    let mut seen = Vec::new();
    let mut input = json!({"pipelineName": "shop", "maxResults": 2});
    loop {
        let page = server.ok("ListPipelineExecutions", input.clone()).await;
        let items = page["pipelineExecutionSummaries"].as_array().unwrap();
        assert!((1..=2).contains(&items.len()));
        seen.extend(items.iter().map(|e| e["pipelineExecutionId"].clone()));
        match page.get("nextToken") {
            Some(token) => input["nextToken"] = token.clone(),
            None => break,
        }
    }
    assert_eq!(seen.len(), 5);
    assert_eq!(seen[4], server.first().await.as_str());
    for (name, input) in [
        (
            "ListPipelineExecutions",
            json!({"pipelineName": "shop", "nextToken": "x"}),
        ),
        (
            "ListActionExecutions",
            json!({"pipelineName": "shop", "nextToken": "x"}),
        ),
        ("ListPipelines", json!({"nextToken": "x"})),
        ("ListActionTypes", json!({"nextToken": "x"})),
    ] {
        assert_eq!(
            server.code(name, input).await,
            "InvalidNextTokenException",
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_deleted_pipeline_is_gone_and_deleting_again_is_fine() {
    let server = Server::new().await;
    server.ok("CreatePipeline", pipeline(approval())).await;
    let id = server.first().await;
    server.ok("DeletePipeline", json!({"name": "shop"})).await;
    server.ok("DeletePipeline", json!({"name": "shop"})).await;
    assert_eq!(
        server
            .code("GetPipelineState", json!({"name": "shop"}))
            .await,
        "PipelineNotFoundException"
    );
    server.ok("CreatePipeline", pipeline(approval())).await;
    let other = json!({"pipelineName": "shop", "pipelineExecutionId": id});
    assert_eq!(
        server.code("GetPipelineExecution", other).await,
        "PipelineExecutionNotFoundException"
    );
}

#[tokio::test]
async fn tags_come_and_go_with_the_pipeline() {
    let server = Server::new().await;
    let mut input = pipeline(approval());
    input["tags"] = json!([{"key": "team", "value": "web"}]);
    server.ok("CreatePipeline", input).await;
    let arn = "arn:aws:codepipeline:us-east-1:123456789012:shop";
    let more = json!([{"key": "team", "value": "shop"}, {"key": "cost", "value": "7"}]);
    server
        .ok("TagResource", json!({"resourceArn": arn, "tags": more}))
        .await;
    server
        .ok(
            "UntagResource",
            json!({"resourceArn": arn, "tagKeys": ["cost", "none"]}),
        )
        .await;
    let tags = server
        .ok("ListTagsForResource", json!({"resourceArn": arn}))
        .await;
    assert_eq!(tags["tags"], json!([{"key": "team", "value": "shop"}]));
    let system = json!({"resourceArn": arn, "tags": [{"key": "aws:x", "value": "1"}]});
    assert_eq!(
        server.code("TagResource", system).await,
        "InvalidTagsException"
    );
    let many: Vec<_> = (0..51)
        .map(|n| json!({"key": format!("k{n}"), "value": ""}))
        .collect();
    let many = json!({"resourceArn": arn, "tags": many});
    assert_eq!(
        server.code("TagResource", many).await,
        "TooManyTagsException"
    );
    let none = json!({"resourceArn": format!("{arn}2")});
    assert_eq!(
        server.code("ListTagsForResource", none).await,
        "ResourceNotFoundException"
    );
}
