//! A pipeline with one stage to choose, and people who start, answer and stop.

use serde_json::{Value, json};

use super::World;
use crate::fixture::action;

impl World {
    /// The pipeline `shop`: a source in S3, one action in stage `Gate`, a deployment to S3. Gives
    /// the first execution.
    pub(in crate::why::tests) async fn pipe(&self, gate: Value) -> String {
        self.pipeline("CreatePipeline", declared(gate))
            .await
            .unwrap();
        self.executions().await.remove(0)
    }

    /// Execution ids, oldest first.
    pub(in crate::why::tests) async fn executions(&self) -> Vec<String> {
        let input = json!({"pipelineName": "shop"});
        let output = self
            .pipeline("ListPipelineExecutions", input)
            .await
            .unwrap();
        let all = output["pipelineExecutionSummaries"].as_array().unwrap();
        let id = |e: &Value| e["pipelineExecutionId"].as_str().unwrap().to_string();
        all.iter().rev().map(id).collect()
    }

    pub(in crate::why::tests) async fn again(&self) -> String {
        let input = json!({"name": "shop"});
        let output = self
            .pipeline("StartPipelineExecution", input)
            .await
            .unwrap();
        output["pipelineExecutionId"].as_str().unwrap().into()
    }

    pub(in crate::why::tests) async fn until_execution(&self, id: &str, status: &str) {
        let input = json!({"pipelineName": "shop", "pipelineExecutionId": id});
        self.until(|| async {
            let output = self
                .pipeline("GetPipelineExecution", input.clone())
                .await
                .unwrap();
            (output["pipelineExecution"]["status"] == status).then_some(())
        })
        .await;
    }

    /// Waits until the explanation of `id` has a link with this code.
    pub(in crate::why::tests) async fn until_code(&self, id: &str, code: &str) {
        self.until(|| async {
            let links = self.why(id).await;
            links.iter().any(|link| link.code == code).then_some(())
        })
        .await;
    }

    /// The action of stage `Gate`, once it runs or has ended.
    pub(in crate::why::tests) async fn gate(&self) -> Value {
        self.until(|| async {
            let input = json!({"name": "shop"});
            let state = self.pipeline("GetPipelineState", input).await.unwrap();
            let latest = &state["stageStates"][1]["actionStates"][0]["latestExecution"];
            latest.is_object().then(|| latest.clone())
        })
        .await
    }

    pub(in crate::why::tests) async fn answer(&self, status: &str) {
        let token = self.gate().await["token"].clone();
        let input = json!({
            "pipelineName": "shop", "stageName": "Gate", "actionName": "Ask", "token": token,
            "result": {"summary": "not on a Friday", "status": status},
        });
        self.pipeline("PutApprovalResult", input).await.unwrap();
    }

    pub(in crate::why::tests) async fn stop(&self, id: &str, abandon: bool) {
        let input = json!({
            "pipelineName": "shop", "pipelineExecutionId": id, "abandon": abandon,
            "reason": "wrong branch",
        });
        self.pipeline("StopPipelineExecution", input).await.unwrap();
    }

    pub(in crate::why::tests) async fn close(&self, stage: &str) {
        let input = json!({
            "pipelineName": "shop", "stageName": stage, "transitionType": "Inbound",
            "reason": "code freeze",
        });
        self.pipeline("DisableStageTransition", input)
            .await
            .unwrap();
    }
}

pub(in crate::why::tests) fn approval() -> Value {
    action("Ask", ["Approval", "AWS", "Manual"], json!({}))
}

/// An action of CodeBuild or CodeDeploy that takes the source.
pub(in crate::why::tests) fn building() -> Value {
    let kind = ["Build", "AWS", "CodeBuild"];
    let mut action = action("Compile", kind, json!({"ProjectName": "web"}));
    action["inputArtifacts"] = json!([{"name": "Code"}]);
    action
}

/// An action of CodeDeploy that takes the source.
pub(in crate::why::tests) fn deploying() -> Value {
    let configuration = json!({"ApplicationName": "shop", "DeploymentGroupName": "web"});
    let mut action = action("Roll", ["Deploy", "AWS", "CodeDeploy"], configuration);
    action["inputArtifacts"] = json!([{"name": "Code"}]);
    action
}

pub(in crate::why::tests) fn declared(gate: Value) -> Value {
    let object =
        json!({"S3Bucket": "code", "S3ObjectKey": "app.zip", "PollForSourceChanges": "false"});
    let mut fetch = action("Fetch", ["Source", "AWS", "S3"], object);
    fetch["outputArtifacts"] = json!([{"name": "Code"}]);
    let target = json!({"BucketName": "site", "Extract": "false", "ObjectKey": "app"});
    let mut publish = action("Publish", ["Deploy", "AWS", "S3"], target);
    publish["inputArtifacts"] = json!([{"name": "Code"}]);
    json!({"pipeline": {
        "name": "shop",
        "pipelineType": "V2",
        "roleArn": "arn:aws:iam::123456789012:role/pipeline",
        "artifactStore": {"type": "S3", "location": "artifacts"},
        "stages": [
            {"name": "Source", "actions": [fetch]},
            {"name": "Gate", "actions": [gate]},
            {"name": "Deploy", "actions": [publish]},
        ],
    }})
}
