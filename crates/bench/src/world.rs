//! What is deployed to whom: applications, groups, revisions, deployments, pipelines.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::sleep;

use crate::Result;
use crate::server::{Server, epoch};
use crate::wire::{CODEDEPLOY, CODEPIPELINE};

const ROLE: &str = "arn:aws:iam::123456789012:role/towline-bench";
const APPLICATION: &str = "bench";
/// The bucket of everything; made by [`bucket`].
pub(crate) const BUCKET: &str = "bench";

/// How long a deployment may take.
const PATIENCE: Duration = Duration::from_secs(180);

/// Between two looks at a deployment that runs: often enough to go on soon, too seldom to disturb.
/// What is measured is not this but the server's own record of the end.
const LOOK: Duration = Duration::from_millis(20);

/// Makes the bucket, with versions, which sources need.
pub(crate) async fn bucket(server: &Server) -> Result<()> {
    server.put(&format!("/{BUCKET}"), "").await?;
    let enabled = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    server.put(&format!("/{BUCKET}?versioning="), enabled).await
}

/// The application with one group, `tag`, of the hosts with the tag `fleet=TAG`.
pub(crate) async fn group(server: &Server, tag: &str, config: &str) -> Result<()> {
    let input = json!({"applicationName": APPLICATION});
    // There already when another group was made before.
    let _ = server.call(CODEDEPLOY, "CreateApplication", input).await;
    let input = json!({
        "applicationName": APPLICATION,
        "deploymentGroupName": tag,
        "serviceRoleArn": ROLE,
        "deploymentConfigName": config,
        "onPremisesInstanceTagFilters": [{"Key": "fleet", "Value": tag, "Type": "KEY_AND_VALUE"}],
    });
    server
        .call(CODEDEPLOY, "CreateDeploymentGroup", input)
        .await?;
    Ok(())
}

/// Starts a deployment of the object `key` to a group; its id.
pub(crate) async fn deploy(server: &Server, group: &str, key: &str) -> Result<String> {
    let location = json!({"bucket": BUCKET, "key": key, "bundleType": "zip"});
    let input = json!({
        "applicationName": APPLICATION,
        "deploymentGroupName": group,
        "revision": {"revisionType": "S3", "s3Location": location},
        "fileExistsBehavior": "OVERWRITE",
    });
    let answer = server.call(CODEDEPLOY, "CreateDeployment", input).await?;
    let id = answer["deploymentId"].as_str();
    Ok(id.ok_or("CreateDeployment gave no id")?.to_string())
}

/// Seconds from the call of CreateDeployment to `Succeeded`, as the server recorded it.
pub(crate) async fn time_deployment(server: &Server, group: &str, key: &str) -> Result<f64> {
    let begun = epoch();
    let id = deploy(server, group, key).await?;
    Ok(succeeded(server, &id).await? - begun)
}

/// When the deployment succeeded, in seconds since the epoch.
pub(crate) async fn succeeded(server: &Server, id: &str) -> Result<f64> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let input = json!({"deploymentId": id});
        let answer = server.call(CODEDEPLOY, "GetDeployment", input).await?;
        let info = &answer["deploymentInfo"];
        match info["status"].as_str() {
            Some("Succeeded") => return Ok(info["completeTime"].as_f64().unwrap_or_default()),
            Some("Failed" | "Stopped") => return Err(format!("{id}: {info}").into()),
            _ => sleep(LOOK).await,
        }
    }
    Err(format!("{id} did not end in {} s", PATIENCE.as_secs()).into())
}

/// A pipeline of a source stage and a stage of `actions`.
pub(crate) async fn pipeline(
    server: &Server,
    name: &str,
    source: Value,
    actions: Vec<Value>,
) -> Result<()> {
    let pipeline = json!({
        "name": name,
        "roleArn": ROLE,
        "artifactStore": {"type": "S3", "location": BUCKET},
        "stages": [
            {"name": "Source", "actions": [source]},
            {"name": "Deploy", "actions": actions},
        ],
    });
    let input = json!({"pipeline": pipeline});
    server.call(CODEPIPELINE, "CreatePipeline", input).await?;
    Ok(())
}

/// An action that reads the source into the artifact `Tree`.
pub(crate) fn source(provider: &str, configuration: Value) -> Value {
    json!({
        "name": "Fetch",
        "actionTypeId": {"category": "Source", "owner": "AWS", "provider": provider, "version": "1"},
        "configuration": configuration,
        "outputArtifacts": [{"name": "Tree"}],
    })
}

/// The action with the least work of its own: it puts the artifact into a bucket, as it is.
pub(crate) fn publish(number: usize) -> Value {
    json!({
        "name": format!("Publish{number}"),
        "runOrder": number,
        "actionTypeId": {"category": "Deploy", "owner": "AWS", "provider": "S3", "version": "1"},
        "configuration": {"BucketName": BUCKET, "Extract": "false", "ObjectKey": format!("out/{number}.zip")},
        "inputArtifacts": [{"name": "Tree"}],
    })
}
