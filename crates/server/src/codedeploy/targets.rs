//! Targets of a deployment, in the current form and in the deprecated one of "instances".

use std::sync::Arc;

use towline_api::codedeploy::*;
use towline_api::{ApiError, Timestamp};
use towline_core::Time;
use towline_core::deployment::target::TARGET;
use towline_core::deployment::{self, Target};

use super::rows;
use super::{check, deployments, page};
use crate::App;

const STATUSES: [&str; 7] = [
    "Pending",
    "InProgress",
    "Succeeded",
    "Failed",
    "Skipped",
    "Unknown",
    "Ready",
];

pub(super) async fn list(
    app: &Arc<App>,
    input: ListDeploymentTargetsInput,
) -> Result<ListDeploymentTargetsOutput, ApiError> {
    check::deployment_id(&input.deployment_id)?;
    let mut statuses = Vec::new();
    for (name, values) in input.target_filters.unwrap_or_default() {
        match name.as_str() {
            "TargetStatus" => statuses = values,
            "ServerInstanceLabel" => {
                return Err(no_label("InvalidDeploymentInstanceTypeException"));
            }
            other => {
                return Err(ApiError::new(
                    "InvalidTargetFilterNameException",
                    format!("`{other}` is not TargetStatus or ServerInstanceLabel"),
                ));
            }
        }
    }
    let operation = Operation::ListDeploymentTargets;
    let next = input.next_token.as_deref();
    let (target_ids, next_token) =
        names(app, operation, &input.deployment_id, &statuses, next).await?;
    Ok(ListDeploymentTargetsOutput {
        target_ids: Some(target_ids),
        next_token,
    })
}

fn no_label(code: &str) -> ApiError {
    ApiError::new(
        code,
        "An in-place deployment has no blue and green instances to filter by",
    )
}

/// A page of target names, filtered by status.
async fn names(
    app: &App,
    operation: Operation,
    id: &str,
    statuses: &[String],
    next: Option<&str>,
) -> Result<(Vec<String>, Option<String>), ApiError> {
    if let Some(status) = statuses
        .iter()
        .find(|status| !STATUSES.contains(&status.as_str()))
    {
        return Err(ApiError::new(
            "InvalidInstanceStatusException",
            format!("`{status}` is not one of {}", STATUSES.join(", ")),
        ));
    }
    deployments::record(app, id).await?;
    let prefix = format!("{id}/");
    if statuses.is_empty() {
        let (page, next_token) = page::rows(app, operation, TARGET, &prefix, next).await?;
        return Ok((page.into_iter().map(|(name, _)| name).collect(), next_token));
    }
    let all = rows::list::<Target>(app, TARGET, &prefix).await?;
    let wanted = |(_, target): &(String, Target)| {
        statuses.iter().any(|status| status == target.status.name())
    };
    let kept = all
        .into_iter()
        .filter(wanted)
        .map(|(_, target)| (target.name, ()))
        .collect();
    let (page, next_token) = page::slice(operation, kept, next)?;
    Ok((
        page.into_iter().map(|(name, ())| name).collect(),
        next_token,
    ))
}

pub(super) async fn get(
    app: &Arc<App>,
    input: GetDeploymentTargetInput,
) -> Result<GetDeploymentTargetOutput, ApiError> {
    check::deployment_id(&input.deployment_id)?;
    check::TARGET.check(&input.target_id)?;
    let code = "DeploymentTargetDoesNotExistException";
    let target = find(app, &input.deployment_id, &input.target_id, code).await?;
    Ok(GetDeploymentTargetOutput {
        deployment_target: Some(view(&input.deployment_id, target)),
    })
}

pub(super) async fn batch_get(
    app: &Arc<App>,
    input: BatchGetDeploymentTargetsInput,
) -> Result<BatchGetDeploymentTargetsOutput, ApiError> {
    check::deployment_id(&input.deployment_id)?;
    if input.target_ids.len() > 100 {
        return Err(ApiError::new(
            "DeploymentTargetListSizeExceededException",
            format!(
                "{} targets were asked for; at most 100 are allowed",
                input.target_ids.len()
            ),
        ));
    }
    check::TARGET.batch(&input.target_ids)?;
    let code = "DeploymentTargetDoesNotExistException";
    let mut targets = Vec::new();
    for name in &input.target_ids {
        let target = find(app, &input.deployment_id, name, code).await?;
        targets.push(view(&input.deployment_id, target));
    }
    Ok(BatchGetDeploymentTargetsOutput {
        deployment_targets: Some(targets),
    })
}

async fn find(app: &App, id: &str, name: &str, code: &str) -> Result<Target, ApiError> {
    deployments::record(app, id).await?;
    let stored = rows::get(app, TARGET, &format!("{id}/{name}")).await?;
    stored.ok_or_else(|| ApiError::new(code, format!("Deployment {id} has no target {name}")))
}

fn view(id: &str, target: Target) -> DeploymentTarget {
    DeploymentTarget {
        deployment_target_type: Some("InstanceTarget".into()),
        instance_target: Some(InstanceTarget {
            deployment_id: Some(id.into()),
            target_id: Some(target.name),
            target_arn: Some(target.arn),
            status: Some(target.status.name().into()),
            last_updated_at: Some(time(target.updated)),
            lifecycle_events: Some(target.events.into_iter().map(event).collect()),
            instance_label: None,
        }),
        ..DeploymentTarget::default()
    }
}

fn event(event: deployment::LifecycleEvent) -> LifecycleEvent {
    LifecycleEvent {
        lifecycle_event_name: Some(event.name),
        diagnostics: event.diagnostics.map(|diagnostics| Diagnostics {
            error_code: Some(diagnostics.error_code),
            script_name: Some(diagnostics.script_name),
            message: Some(diagnostics.message),
            log_tail: Some(diagnostics.log_tail),
        }),
        start_time: event.started.map(time),
        end_time: event.ended.map(time),
        status: Some(event.status.name().into()),
    }
}

fn time(time: Time) -> Timestamp {
    Timestamp(time.epoch_seconds())
}

pub(super) async fn list_instances(
    app: &Arc<App>,
    input: ListDeploymentInstancesInput,
) -> Result<ListDeploymentInstancesOutput, ApiError> {
    check::deployment_id(&input.deployment_id)?;
    if input
        .instance_type_filter
        .is_some_and(|list| !list.is_empty())
    {
        return Err(no_label("InvalidDeploymentInstanceTypeException"));
    }
    let statuses = input.instance_status_filter.unwrap_or_default();
    let operation = Operation::ListDeploymentInstances;
    let next = input.next_token.as_deref();
    let (list, next_token) = names(app, operation, &input.deployment_id, &statuses, next).await?;
    Ok(ListDeploymentInstancesOutput {
        instances_list: Some(list),
        next_token,
    })
}

pub(super) async fn get_instance(
    app: &Arc<App>,
    input: GetDeploymentInstanceInput,
) -> Result<GetDeploymentInstanceOutput, ApiError> {
    check::deployment_id(&input.deployment_id)?;
    check::INSTANCE_ID.present(&input.instance_id)?;
    let name = short(&input.instance_id);
    check::INSTANCE_ID.formed(name)?;
    let code = "InstanceDoesNotExistException";
    let target = find(app, &input.deployment_id, name, code).await?;
    Ok(GetDeploymentInstanceOutput {
        instance_summary: Some(summary(&input.deployment_id, target)),
    })
}

pub(super) async fn batch_get_instances(
    app: &Arc<App>,
    input: BatchGetDeploymentInstancesInput,
) -> Result<BatchGetDeploymentInstancesOutput, ApiError> {
    check::deployment_id(&input.deployment_id)?;
    let ids: Vec<String> = input
        .instance_ids
        .iter()
        .map(|id| short(id).to_string())
        .collect();
    check::INSTANCE_ID.batch(&ids)?;
    deployments::record(app, &input.deployment_id).await?;
    let mut found = Vec::new();
    let mut unknown = Vec::new();
    for name in ids {
        match rows::get(app, TARGET, &format!("{}/{name}", input.deployment_id)).await? {
            Some(target) => found.push(summary(&input.deployment_id, target)),
            None => unknown.push(format!(
                "Deployment {} has no target {name}",
                input.deployment_id
            )),
        }
    }
    Ok(BatchGetDeploymentInstancesOutput {
        instances_summary: Some(found),
        error_message: Some(unknown.join("; ")),
    })
}

/// An instance can be named by its ARN `…:instance/NAME_suffix` too.
fn short(id: &str) -> &str {
    let name = id
        .strip_prefix("arn:")
        .and_then(|arn| arn.split_once(":instance/"));
    name.map_or(id, |(_, name)| {
        name.rsplit_once('_').map_or(name, |(name, _)| name)
    })
}

fn summary(id: &str, target: Target) -> InstanceSummary {
    InstanceSummary {
        deployment_id: Some(id.into()),
        instance_id: Some(target.name),
        status: Some(target.status.name().into()),
        last_updated_at: Some(time(target.updated)),
        lifecycle_events: Some(target.events.into_iter().map(event).collect()),
        instance_type: None,
    }
}
