//! What forms do: one operation each, then back to the page that shows what came of it. Origin and
//! session of the form were checked by the server.

use serde_json::{Value, json};
use towline_api::ApiError;
use towline_api::pages::Answer;

use crate::frame::Context;
use crate::parts::part;
use crate::route::go;
use crate::text::text;

/// Longest reason of a disabled transition, as CodePipeline has it.
const REASON: usize = 300;

/// Longest comment of an answer to an approval.
const COMMENT: usize = 512;

/// The fields of a form.
struct Form<'a>(&'a [(String, String)]);

impl Form<'_> {
    fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(one, _)| one == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// Does what the form at this path is for.
pub(crate) async fn act(context: &Context, form: &[(String, String)]) -> Result<Answer, ApiError> {
    let form = Form(form);
    let place = match context.path.strip_prefix("/act/").unwrap_or_default() {
        "start" => start(context, &form).await?,
        "stop-execution" => stop_execution(context, &form).await?,
        "retry" => retry(context, &form).await?,
        "approve" => approve(context, &form).await?,
        "transition" => transition(context, &form).await?,
        "stop-deployment" => stop_deployment(context, &form).await?,
        "redeploy" => redeploy(context, &form).await?,
        _ => {
            let text = "there is no such form";
            return Err(ApiError {
                status: 404,
                ..ApiError::new("NotFound", text)
            });
        }
    };
    Ok(go(place))
}

fn execution(pipeline: &str, id: &str) -> String {
    format!("/console/pipelines/{}/{}", part(pipeline), part(id))
}

async fn start(context: &Context, form: &Form<'_>) -> Result<String, ApiError> {
    let pipeline = form.get("pipeline");
    let input = json!({"name": pipeline});
    let output = context
        .server
        .pipeline("StartPipelineExecution", input)
        .await?;
    Ok(execution(pipeline, &text(&output["pipelineExecutionId"])))
}

async fn stop_execution(context: &Context, form: &Form<'_>) -> Result<String, ApiError> {
    let (pipeline, id) = (form.get("pipeline"), form.get("execution"));
    let input = json!({"pipelineName": pipeline, "pipelineExecutionId": id,
        "abandon": form.get("abandon") == "true", "reason": "stopped in the console"});
    context
        .server
        .pipeline("StopPipelineExecution", input)
        .await?;
    Ok(execution(pipeline, id))
}

async fn retry(context: &Context, form: &Form<'_>) -> Result<String, ApiError> {
    let (pipeline, id) = (form.get("pipeline"), form.get("execution"));
    let mode = match form.get("mode") {
        "all" => "ALL_ACTIONS",
        _ => "FAILED_ACTIONS",
    };
    let input = json!({"pipelineName": pipeline, "pipelineExecutionId": id,
        "stageName": form.get("stage"), "retryMode": mode});
    context
        .server
        .pipeline("RetryStageExecution", input)
        .await?;
    Ok(execution(pipeline, id))
}

async fn approve(context: &Context, form: &Form<'_>) -> Result<String, ApiError> {
    let (pipeline, id) = (form.get("pipeline"), form.get("execution"));
    let status = match form.get("answer") {
        "approve" => "Approved",
        "reject" => "Rejected",
        _ => return Err(ApiError::new("ValidationException", "approve or reject")),
    };
    let comment: String = form.get("comment").trim().chars().take(COMMENT).collect();
    let input = json!({"pipelineName": pipeline, "stageName": form.get("stage"),
        "actionName": form.get("action"), "token": form.get("token"),
        "result": {"summary": comment, "status": status}});
    context.server.pipeline("PutApprovalResult", input).await?;
    Ok(execution(pipeline, id))
}

async fn transition(context: &Context, form: &Form<'_>) -> Result<String, ApiError> {
    let pipeline = form.get("pipeline");
    let mut input = json!({"pipelineName": pipeline, "stageName": form.get("stage"),
        "transitionType": "Inbound"});
    let operation = match form.get("enable") {
        "true" => "EnableStageTransition",
        _ => {
            let reason: String = form.get("reason").trim().chars().take(REASON).collect();
            let reason = if reason.is_empty() {
                "disabled in the console"
            } else {
                &reason
            };
            input["reason"] = Value::from(reason);
            "DisableStageTransition"
        }
    };
    context.server.pipeline(operation, input).await?;
    Ok(format!("/console/pipelines/{}", part(pipeline)))
}

async fn stop_deployment(context: &Context, form: &Form<'_>) -> Result<String, ApiError> {
    let id = form.get("deployment");
    let rollback = form.get("rollback") == "true";
    let input = json!({"deploymentId": id, "autoRollbackEnabled": rollback});
    context.server.deploy("StopDeployment", input).await?;
    Ok(format!("/console/deployments/{}", part(id)))
}

/// The revision of an earlier deployment again, with the same settings.
async fn redeploy(context: &Context, form: &Form<'_>) -> Result<String, ApiError> {
    let id = form.get("deployment");
    let output = context
        .server
        .deploy("GetDeployment", json!({"deploymentId": id}))
        .await?;
    let info = &output["deploymentInfo"];
    let input = json!({
        "applicationName": info["applicationName"],
        "deploymentGroupName": info["deploymentGroupName"],
        "revision": info["revision"],
        "fileExistsBehavior": info["fileExistsBehavior"],
        "description": format!("the revision of {id} again"),
    });
    let output = context.server.deploy("CreateDeployment", input).await?;
    Ok(format!(
        "/console/deployments/{}",
        part(&text(&output["deploymentId"]))
    ))
}
