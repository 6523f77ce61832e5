//! What the story asks the server about: each question one function, answered through the public API.

use serde_json::json;
use towline_api::codebuild::{
    BatchGetBuildsOutput, BatchGetReportsOutput, DescribeTestCasesOutput, Report, TestCase,
};
use towline_api::codedeploy::{
    BatchGetDeploymentTargetsOutput, DeploymentInfo, GetDeploymentOutput, InstanceTarget,
    ListDeploymentTargetsOutput, ListDeploymentsOutput,
};
use towline_api::codepipeline::{
    ActionExecutionDetail, GetPipelineExecutionOutput, GetPipelineStateOutput,
    ListActionExecutionsOutput, ListPipelineExecutionsOutput,
};

use towline_agent::client::Client;

use super::world::{APPROVAL, GROUP, NAME};
use crate::client::{CODEBUILD, CODEDEPLOY, CODEPIPELINE, call};
use crate::failure::Failure;

/// The execution that runs `commit`, once there is one.
pub(super) async fn execution_of(client: &Client, commit: &str) -> Result<Option<String>, Failure> {
    let input = json!({"pipelineName": NAME});
    let output: ListPipelineExecutionsOutput =
        call(client, CODEPIPELINE, "ListPipelineExecutions", &input).await?;
    let executions = output.pipeline_execution_summaries.unwrap_or_default();
    let ours = executions.into_iter().find(|execution| {
        let mut revisions = execution.source_revisions.iter().flatten();
        revisions.any(|revision| revision.revision_id.as_deref() == Some(commit))
    });
    Ok(ours.and_then(|execution| execution.pipeline_execution_id))
}

/// The final status of an execution with its summary, once it has ended.
pub(super) async fn ended(
    client: &Client,
    execution: &str,
) -> Result<Option<(String, String)>, Failure> {
    let input = json!({"pipelineName": NAME, "pipelineExecutionId": execution});
    let output: GetPipelineExecutionOutput =
        call(client, CODEPIPELINE, "GetPipelineExecution", &input).await?;
    let found = output.pipeline_execution.unwrap_or_default();
    let status = found.status.unwrap_or_default();
    if matches!(status.as_str(), "InProgress" | "Stopping" | "") {
        return Ok(None);
    }
    Ok(Some((status, found.status_summary.unwrap_or_default())))
}

/// The token with which the execution's approval can be given, once it waits for it.
pub(super) async fn approval_token(
    client: &Client,
    execution: &str,
) -> Result<Option<String>, Failure> {
    let input = json!({"name": NAME});
    let output: GetPipelineStateOutput =
        call(client, CODEPIPELINE, "GetPipelineState", &input).await?;
    for stage in output.stage_states.unwrap_or_default() {
        let inside = stage
            .latest_execution
            .is_some_and(|one| one.pipeline_execution_id == execution);
        if !inside || stage.stage_name.as_deref() != Some(APPROVAL.0) {
            continue;
        }
        let actions = stage.action_states.unwrap_or_default();
        let latest = actions
            .into_iter()
            .find_map(|action| action.latest_execution);
        return Ok(latest.and_then(|action| action.token));
    }
    Ok(None)
}

/// How the action of that name went in an execution.
pub(super) async fn action(
    client: &Client,
    execution: &str,
    name: &str,
) -> Result<ActionExecutionDetail, Failure> {
    let input = json!({"pipelineName": NAME, "filter": {"pipelineExecutionId": execution}});
    let output: ListActionExecutionsOutput =
        call(client, CODEPIPELINE, "ListActionExecutions", &input).await?;
    let mut details = output
        .action_execution_details
        .unwrap_or_default()
        .into_iter();
    details
        .find(|detail| detail.action_name.as_deref() == Some(name))
        .ok_or_else(|| {
            Failure::new(
                format!("execution {execution}"),
                format!("the action {name} did not run"),
            )
        })
}

/// What the provider of an action calls its work: a build id, a deployment id.
pub(super) async fn external_id(
    client: &Client,
    execution: &str,
    name: &str,
) -> Result<String, Failure> {
    let detail = action(client, execution, name).await?;
    let result = detail.output.and_then(|output| output.execution_result);
    result
        .and_then(|result| result.external_execution_id)
        .ok_or_else(|| Failure::new(format!("the action {name}"), "names no external execution"))
}

/// The test reports of a build, each with its test cases.
pub(super) async fn reports(
    client: &Client,
    build: &str,
) -> Result<Vec<(Report, Vec<TestCase>)>, Failure> {
    let builds: BatchGetBuildsOutput = call(
        client,
        CODEBUILD,
        "BatchGetBuilds",
        &json!({"ids": [build]}),
    )
    .await?;
    let builds = builds.builds.unwrap_or_default();
    let arns: Vec<String> = builds
        .into_iter()
        .filter_map(|build| build.report_arns)
        .flatten()
        .collect();
    if arns.is_empty() {
        return Ok(Vec::new());
    }
    let reports: BatchGetReportsOutput = call(
        client,
        CODEBUILD,
        "BatchGetReports",
        &json!({"reportArns": arns}),
    )
    .await?;
    let mut all = Vec::new();
    for report in reports.reports.unwrap_or_default() {
        let input = json!({"reportArn": report.arn});
        let cases: DescribeTestCasesOutput =
            call(client, CODEBUILD, "DescribeTestCases", &input).await?;
        all.push((report, cases.test_cases.unwrap_or_default()));
    }
    Ok(all)
}

/// A deployment as it stands.
pub(super) async fn deployment(client: &Client, id: &str) -> Result<DeploymentInfo, Failure> {
    let input = json!({"deploymentId": id});
    let output: GetDeploymentOutput = call(client, CODEDEPLOY, "GetDeployment", &input).await?;
    output.deployment_info.ok_or_else(|| {
        Failure::new(
            format!("deployment {id}"),
            "GetDeployment gave no deployment",
        )
    })
}

/// A deployment, once it has ended.
pub(super) async fn deployed(client: &Client, id: &str) -> Result<Option<DeploymentInfo>, Failure> {
    let info = deployment(client, id).await?;
    let over = matches!(
        info.status.as_deref(),
        Some("Succeeded" | "Failed" | "Stopped")
    );
    Ok(over.then_some(info))
}

/// The newest deployment of the demo's group that is not one of `known`, once there is one.
pub(super) async fn newer(client: &Client, known: &[String]) -> Result<Option<String>, Failure> {
    let all = deployments(client).await?;
    Ok(all.into_iter().find(|id| !known.contains(id)))
}

/// The ids of the deployments of the demo's group, the newest first.
pub(super) async fn deployments(client: &Client) -> Result<Vec<String>, Failure> {
    let input = json!({"applicationName": NAME, "deploymentGroupName": GROUP});
    let output: ListDeploymentsOutput = call(client, CODEDEPLOY, "ListDeployments", &input).await?;
    Ok(output.deployments.unwrap_or_default())
}

/// The deployment that rolls this one back, once it was created.
pub(super) async fn rollback(client: &Client, id: &str) -> Result<Option<String>, Failure> {
    let info = deployment(client, id).await?;
    Ok(info
        .rollback_info
        .and_then(|rollback| rollback.rollback_deployment_id))
}

/// The targets of a deployment.
pub(super) async fn targets(client: &Client, id: &str) -> Result<Vec<InstanceTarget>, Failure> {
    let input = json!({"deploymentId": id});
    let list: ListDeploymentTargetsOutput =
        call(client, CODEDEPLOY, "ListDeploymentTargets", &input).await?;
    let input = json!({"deploymentId": id, "targetIds": list.target_ids});
    let output: BatchGetDeploymentTargetsOutput =
        call(client, CODEDEPLOY, "BatchGetDeploymentTargets", &input).await?;
    let targets = output.deployment_targets.unwrap_or_default();
    Ok(targets
        .into_iter()
        .filter_map(|target| target.instance_target)
        .collect())
}
