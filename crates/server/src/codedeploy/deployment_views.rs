//! Deployments as the API shows and lists them.

use std::sync::Arc;

use towline_api::codedeploy::*;
use towline_api::{ApiError, Timestamp};
use towline_auth::caller::Caller;
use towline_core::Time;
use towline_core::deployment::record::{BY_GROUP, BY_TIME, DEPLOYMENT};
use towline_core::deployment::{self, Fact, Record, Reply};
use towline_store::Range;

use super::revision_location::location;
use super::rows::{self, fault};
use super::{applications, check, deployment_groups, deployments, page};
use crate::App;

const STATUSES: [&str; 8] = [
    "Created",
    "Queued",
    "InProgress",
    "Baking",
    "Succeeded",
    "Failed",
    "Stopped",
    "Ready",
];

pub(super) async fn get(
    app: &Arc<App>,
    input: GetDeploymentInput,
) -> Result<GetDeploymentOutput, ApiError> {
    check::deployment_id(&input.deployment_id)?;
    let record = deployments::record(app, &input.deployment_id).await?;
    Ok(GetDeploymentOutput {
        deployment_info: Some(info(record)),
    })
}

/// Unknown ids are left out.
pub(super) async fn batch_get(
    app: &Arc<App>,
    input: BatchGetDeploymentsInput,
) -> Result<BatchGetDeploymentsOutput, ApiError> {
    if input.deployment_ids.is_empty() {
        check::deployment_id("")?;
    }
    check::batch_size(input.deployment_ids.len())?;
    let mut infos = Vec::new();
    for id in &input.deployment_ids {
        check::deployment_id(id)?;
        infos.extend(rows::get(app, DEPLOYMENT, id).await?.map(info));
    }
    Ok(BatchGetDeploymentsOutput {
        deployments_info: Some(infos),
    })
}

pub(super) async fn stop(
    app: &Arc<App>,
    caller: &Caller,
    input: StopDeploymentInput,
) -> Result<StopDeploymentOutput, ApiError> {
    check::deployment_id(&input.deployment_id)?;
    let fact = Fact::Stop {
        rollback: input.auto_rollback_enabled,
        by: caller.arn.clone(),
    };
    let reply = deployments::stop(app, &input.deployment_id, fact).await?;
    let status = match reply {
        Reply::Stopped => "Succeeded",
        _ => "Pending",
    };
    Ok(StopDeploymentOutput {
        status: Some(status.into()),
        status_message: Some(
            "No more commands will be scheduled for execution in the deployment instances".into(),
        ),
    })
}

/// Newest first.
pub(super) async fn list(
    app: &Arc<App>,
    input: ListDeploymentsInput,
) -> Result<ListDeploymentsOutput, ApiError> {
    let statuses = input.include_only_statuses.clone().unwrap_or_default();
    let times = list_filters(&input, &statuses)?;
    let (kind, prefix) = place(app, &input).await?;
    let operation = Operation::ListDeployments;
    let mut after = page::position(operation, input.next_token.as_deref())?;
    let mut found: Vec<(String, String)> = Vec::new();
    loop {
        let range = Range {
            after: after.as_ref().map(|key| format!("{prefix}{key}")),
            limit: page::SIZE,
            ..Range::prefix(prefix.clone())
        };
        let keys = app.store.list(kind, range).await.map_err(fault)?;
        let end = keys.len() < page::SIZE;
        for (key, _) in keys {
            let key = key[prefix.len()..].to_string();
            if let Some(id) = wanted(app, &key, &statuses, times).await? {
                found.push((key.clone(), id));
            }
            after = Some(key);
        }
        // One more than a page says that there is a next one.
        if end || found.len() > page::SIZE {
            break;
        }
    }
    let (page, next_token) = page::slice(operation, found, None)?;
    Ok(ListDeploymentsOutput {
        deployments: Some(page.into_iter().map(|(_, id)| id).collect()),
        next_token,
    })
}

type Times = (Option<Timestamp>, Option<Timestamp>);

fn list_filters(input: &ListDeploymentsInput, statuses: &[String]) -> Result<Times, ApiError> {
    if let Some(status) = statuses
        .iter()
        .find(|status| !STATUSES.contains(&status.as_str()))
    {
        return Err(ApiError::new(
            "InvalidDeploymentStatusException",
            format!("`{status}` is not one of {}", STATUSES.join(", ")),
        ));
    }
    if input.external_id.is_some() {
        let code = "InvalidExternalIdException";
        return Err(check::unsupported(code, "external ids of CloudFormation"));
    }
    let range = input.create_time_range.clone().unwrap_or_default();
    match (range.start, range.end) {
        (Some(start), Some(end)) if start > end => Err(ApiError::new(
            "InvalidTimeRangeException",
            "The time range starts after its end",
        )),
        times => Ok(times),
    }
}

/// The listing to walk: one group's, or the account's.
async fn place(
    app: &App,
    input: &ListDeploymentsInput,
) -> Result<(&'static str, String), ApiError> {
    let application = input.application_name.as_deref();
    let group = input.deployment_group_name.as_deref();
    if application.is_none() && group.is_none() {
        return Ok((BY_TIME, String::new()));
    }
    let (application, group) = (application.unwrap_or_default(), group.unwrap_or_default());
    check::APPLICATION.present(application)?;
    check::GROUP.present(group)?;
    check::APPLICATION.formed(application)?;
    check::GROUP.formed(group)?;
    let application = applications::find(app, application).await?;
    let group = deployment_groups::find(app, &application, group).await?;
    Ok((BY_GROUP, format!("{}/", group.id)))
}

/// The deployment id of a listing key, when the filters let it through.
async fn wanted(
    app: &App,
    key: &str,
    statuses: &[String],
    (start, end): Times,
) -> Result<Option<String>, ApiError> {
    let Some((_, id)) = key.split_once('/') else {
        return Ok(None);
    };
    if statuses.is_empty() && start.is_none() && end.is_none() {
        return Ok(Some(id.into()));
    }
    let Some(record) = rows::get::<Record>(app, DEPLOYMENT, id).await? else {
        return Ok(None);
    };
    let status = record.status.name();
    let created = Timestamp(record.order.created.epoch_seconds());
    let passes = (statuses.is_empty() || statuses.iter().any(|wanted| wanted == status))
        && start.is_none_or(|start| created >= start)
        && end.is_none_or(|end| created <= end);
    Ok(passes.then(|| id.into()))
}

/// `DeploymentInfo`.
fn info(record: Record) -> DeploymentInfo {
    let order = record.order;
    let time = |time: Time| Timestamp(time.epoch_seconds());
    DeploymentInfo {
        application_name: Some(order.group.application),
        deployment_group_name: Some(order.group.name),
        deployment_config_name: Some(order.config.name),
        deployment_id: Some(order.id),
        previous_revision: order.previous.map(|success| location(&success.revision)),
        revision: Some(location(&order.revision)),
        status: Some(record.status.name().into()),
        error_information: record.error.map(|error| ErrorInformation {
            code: Some(error.code),
            message: Some(error.message),
        }),
        create_time: Some(time(order.created)),
        start_time: record.started.map(time),
        complete_time: record.completed.map(time),
        deployment_overview: Some(overview(&record.overview)),
        description: order.description,
        creator: Some(order.creator),
        ignore_application_stop_failures: Some(order.options.ignore_application_stop_failures),
        update_outdated_instances_only: Some(order.options.update_outdated_instances_only),
        file_exists_behavior: Some(order.options.file_exists_behavior),
        auto_rollback_configuration: Some(AutoRollbackConfiguration {
            enabled: Some(order.auto_rollback.enabled),
            events: Some(order.auto_rollback.events).filter(|events| !events.is_empty()),
        }),
        rollback_info: Some(RollbackInfo {
            rollback_deployment_id: record.rollback.deployment,
            rollback_triggering_deployment_id: record.rollback.triggering,
            rollback_message: record.rollback.message,
        }),
        deployment_style: Some(deployment_groups::in_place()),
        instance_termination_wait_time_started: Some(false),
        deployment_status_messages: Some(vec![record.reason.sentence()]),
        compute_platform: Some("Server".into()),
        ..DeploymentInfo::default()
    }
}

fn overview(counts: &deployment::Overview) -> DeploymentOverview {
    let number = |count: usize| i64::try_from(count).ok();
    DeploymentOverview {
        pending: number(counts.pending),
        in_progress: number(counts.in_progress),
        succeeded: number(counts.succeeded),
        failed: number(counts.failed),
        skipped: number(counts.skipped),
        ready: Some(0),
    }
}
