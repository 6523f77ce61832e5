//! `PlanDeployment`: what `CreateDeployment` would do now, after the same checks. Changes nothing.

use std::sync::Arc;

use towline_api::codedeploy::{CreateDeploymentInput, RevisionLocation, S3Location};
use towline_api::towline::{PlanDeploymentInput, PlanDeploymentOutput, PlannedHost};
use towline_api::{ApiError, Timestamp};

use super::instances::{INSTANCE, Instance};
use super::{deployments, rows};
use crate::App;
use crate::hosts::contact::Contact;

/// The hosts in their order, how many at a time, and which of them are silent.
pub async fn plan_deployment(
    app: &Arc<App>,
    input: PlanDeploymentInput,
) -> Result<PlanDeploymentOutput, ApiError> {
    let absent = input.absent == Some(true);
    let (plan, config) = deployments::plan(app, request(input), absent).await?;
    let mut hosts = Vec::new();
    for name in plan.hosts {
        hosts.push(host(app, name).await?);
    }
    let (code, message) = plan.problem.map(|one| (one.code, one.message)).unzip();
    Ok(PlanDeploymentOutput {
        hosts,
        at_a_time: i64::try_from(plan.at_a_time).unwrap_or(i64::MAX),
        deployment_config_name: config,
        error_code: code,
        error_message: message,
    })
}

/// The request of which it is the plan.
fn request(input: PlanDeploymentInput) -> CreateDeploymentInput {
    CreateDeploymentInput {
        application_name: input.application_name,
        deployment_group_name: Some(input.deployment_group_name),
        deployment_config_name: input.deployment_config_name,
        description: input.description,
        file_exists_behavior: input.file_exists_behavior,
        revision: Some(RevisionLocation {
            revision_type: Some("S3".into()),
            s3_location: Some(S3Location {
                bucket: Some(input.bucket),
                key: Some(input.key),
                bundle_type: Some(input.bundle_type),
                version: input.version,
                e_tag: None,
            }),
            ..RevisionLocation::default()
        }),
        ..CreateDeploymentInput::default()
    }
}

async fn host(app: &App, name: String) -> Result<PlannedHost, ApiError> {
    let instance = rows::get::<Instance>(app, INSTANCE, &name).await?;
    let now = app.clock.now();
    let contact = instance.map_or(Contact::Never, |one| app.hosts.contact(&one, now));
    Ok(PlannedHost {
        last_contact: contact.last().map(|at| Timestamp(at.epoch_seconds())),
        silent: matches!(contact, Contact::Silent(_)),
        name,
    })
}
