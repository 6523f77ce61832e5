//! Deployments of pipelines: started by the CodeDeploy action, idempotent by its execution.

use std::sync::Arc;

use towline_api::ApiError;
use towline_api::codedeploy::{CreateDeploymentInput, RevisionLocation, S3Location};
use towline_core::deployment::Status;
use towline_core::ids::Seed;
use towline_core::pipeline::job::{ActionFailure, FailureCode};
use towline_providers::world::{DeploymentRequest, Ended};

use super::deployments::{self, Origin};
use crate::App;

/// Starts the deployment of an action, or finds the one that this token started. Gives its id.
pub async fn start(app: &Arc<App>, request: DeploymentRequest) -> Result<String, ActionFailure> {
    let origin = Origin {
        id: Seed(request.token.clone()).deployment_id(&["codedeploy"]),
        owner: Some(request.token.clone()),
        creator: request.creator,
    };
    let input = CreateDeploymentInput {
        application_name: request.application,
        deployment_group_name: Some(request.group),
        revision: Some(RevisionLocation {
            revision_type: Some("S3".into()),
            s3_location: Some(S3Location {
                bucket: Some(request.revision.bucket),
                key: Some(request.revision.key),
                bundle_type: Some("zip".into()),
                ..S3Location::default()
            }),
            ..RevisionLocation::default()
        }),
        ..CreateDeploymentInput::default()
    };
    let started = deployments::start(app, input, origin).await;
    started.map_err(|error| refused(&error, &request.token))
}

/// Waits for the end of a deployment.
pub async fn ended(app: &Arc<App>, id: &str) -> Result<Ended, ActionFailure> {
    let record = deployments::ended(app, id)
        .await
        .map_err(|error| ActionFailure::new(FailureCode::SystemUnavailable, error.message))?;
    Ok(Ended {
        succeeded: record.status == Status::Succeeded,
        status: record.status.name().to_string(),
        message: record.error.map_or_else(String::new, |error| {
            format!("{} ({})", error.message, record.reason.detail)
        }),
        variables: Default::default(),
    })
}

fn refused(error: &ApiError, request: &str) -> ActionFailure {
    let code = match error.status {
        500.. => FailureCode::SystemUnavailable,
        _ => FailureCode::JobFailed,
    };
    let message = format!(
        "Error calling createDeployment: {} (Service: AmazonCodeDeploy; Status Code: {}; Error \
         Code: {}; Request ID: {request})",
        error.message, error.status, error.code
    );
    ActionFailure::new(code, message)
}
