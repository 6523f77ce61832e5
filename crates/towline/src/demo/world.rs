//! What the demo sets up through the public API: the same requests, in the same order, as a person
//! at the AWS CLI would make.

use serde_json::{Value, json};
use towline_agent::client::{Client, TOWLINE};
use towline_api::codebuild::CreateProjectOutput;
use towline_api::codedeploy::{CreateApplicationOutput, CreateDeploymentGroupOutput};
use towline_api::codepipeline::CreatePipelineOutput;
use towline_api::towline::CreateRepositoryOutput;

use super::stage::TAG;
use crate::client::{CODEBUILD, CODEDEPLOY, CODEPIPELINE, call, failure};
use crate::failure::Failure;

/// Name of the application, the repository and the pipeline.
pub(super) const NAME: &str = "web";
/// The deployment group.
pub(super) const GROUP: &str = "live";
/// The stage and the action that ask a person.
pub(super) const APPROVAL: (&str, &str) = ("Approve", "Release");
/// The deploy action.
pub(super) const DEPLOY: &str = "Fleet";
/// The actions that run tests.
pub(super) const TESTED: [&str; 2] = ["Package", "Smoke"];

const BUCKET: &str = "web-artifacts";
const ROLE: &str = "arn:aws:iam::123456789012:role/towline";

/// Makes the repository; its clone URL.
pub(super) async fn repository(client: &Client) -> Result<String, Failure> {
    let input = json!({"name": NAME});
    let output: CreateRepositoryOutput = call(client, TOWLINE, "CreateRepository", &input).await?;
    Ok(output.repository.clone_url)
}

/// Makes everything that the pipeline refers to, then the pipeline.
pub(super) async fn build(client: &Client) -> Result<(), Failure> {
    let made = client.create_bucket(BUCKET).await;
    made.map_err(|error| failure("the bucket was not made", error))?;
    for (name, buildspec) in [
        ("web-package", "buildspec.yml"),
        ("web-smoke", "smoke.buildspec.yml"),
    ] {
        let input = project(name, buildspec);
        let _: CreateProjectOutput = call(client, CODEBUILD, "CreateProject", &input).await?;
    }
    let application = json!({"applicationName": NAME, "computePlatform": "Server"});
    let _: CreateApplicationOutput =
        call(client, CODEDEPLOY, "CreateApplication", &application).await?;
    let _: CreateDeploymentGroupOutput = call(
        client,
        CODEDEPLOY,
        "CreateDeploymentGroup",
        &deployment_group(),
    )
    .await?;
    let pipeline = json!({"pipeline": pipeline()});
    let _: CreatePipelineOutput = call(client, CODEPIPELINE, "CreatePipeline", &pipeline).await?;
    Ok(())
}

fn project(name: &str, buildspec: &str) -> Value {
    json!({
        "name": name,
        "source": {"type": "CODEPIPELINE", "buildspec": buildspec},
        "artifacts": {"type": "CODEPIPELINE"},
        "environment": {
            "type": "LINUX_CONTAINER",
            "image": "aws/codebuild/standard:7.0",
            "computeType": "BUILD_GENERAL1_SMALL",
        },
        "serviceRole": ROLE,
    })
}

/// One host at a time; a failed deployment brings the last good revision back.
fn deployment_group() -> Value {
    json!({
        "applicationName": NAME,
        "deploymentGroupName": GROUP,
        "serviceRoleArn": ROLE,
        "deploymentConfigName": "CodeDeployDefault.OneAtATime",
        "onPremisesInstanceTagFilters": [{"Key": TAG.0, "Value": TAG.1, "Type": "KEY_AND_VALUE"}],
        "autoRollbackConfiguration": {"enabled": true, "events": ["DEPLOYMENT_FAILURE"]},
    })
}

fn pipeline() -> Value {
    json!({
        "name": NAME,
        "roleArn": ROLE,
        "artifactStore": {"type": "S3", "location": BUCKET},
        "pipelineType": "V2",
        "executionMode": "SUPERSEDED",
        "stages": [
            stage("Source", action("Commit", "Source", "CodeCommit", &[], &["Tree"], json!({
                "RepositoryName": NAME, "BranchName": "main",
            }))),
            stage("Build", action(TESTED[0], "Build", "CodeBuild", &["Tree"], &["Package"], json!({
                "ProjectName": "web-package",
            }))),
            stage("Test", action(TESTED[1], "Test", "CodeBuild", &["Package"], &[], json!({
                "ProjectName": "web-smoke",
            }))),
            stage(APPROVAL.0, action(APPROVAL.1, "Approval", "Manual", &[], &[], json!({
                "CustomData": "The tests passed. Release it?",
            }))),
            stage("Deploy", action(DEPLOY, "Deploy", "CodeDeploy", &["Package"], &[], json!({
                "ApplicationName": NAME, "DeploymentGroupName": GROUP,
            }))),
        ],
    })
}

fn stage(name: &str, action: Value) -> Value {
    json!({"name": name, "actions": [action]})
}

fn action(
    name: &str,
    category: &str,
    provider: &str,
    inputs: &[&str],
    outputs: &[&str],
    configuration: Value,
) -> Value {
    let artifacts = |names: &[&str]| {
        names
            .iter()
            .map(|name| json!({"name": name}))
            .collect::<Vec<_>>()
    };
    json!({
        "name": name,
        "actionTypeId": {"category": category, "owner": "AWS", "provider": provider, "version": "1"},
        "runOrder": 1,
        "inputArtifacts": artifacts(inputs),
        "outputArtifacts": artifacts(outputs),
        "configuration": configuration,
    })
}
