//! Deployment groups: where an application goes, and by which rules.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;
use towline_api::codedeploy::*;
use towline_api::{ApiError, Timestamp};
use towline_core::Row;
use towline_core::deployment::GroupState;
use towline_core::deployment::record::{DEPLOYMENT, GROUP_STATE};
use towline_store::StoreError;

use super::applications::{self, APPLICATION, Application};
use super::group_settings::{Changes, Settings};
use super::rows::{self, Seen, fault};
use super::{cascade, check, deployment_configs, page, revision_location, tags};
use crate::App;
use crate::events::event;

/// Row kind of [`Group`]; key: application id, `/`, group name.
pub(crate) const DEPLOYMENT_GROUP: &str = "deployment-group";

/// The row `deployment-group`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Group {
    /// UUID; hosts keep files under it.
    pub(crate) id: String,
    /// Unique in the application.
    pub(crate) name: String,
    /// Everything that can be changed.
    pub(crate) settings: Settings,
}

pub(super) fn key(application: &Application, name: &str) -> String {
    format!("{}/{name}", application.id)
}

/// The group of that name.
pub(super) async fn find(
    app: &App,
    application: &Application,
    name: &str,
) -> Result<Group, ApiError> {
    Ok(see(app, application, name).await?.doc)
}

/// The group of that name with its stored text.
pub(super) async fn see(
    app: &App,
    application: &Application,
    name: &str,
) -> Result<Seen<Group>, ApiError> {
    let seen = rows::see(app, DEPLOYMENT_GROUP, &key(application, name)).await?;
    seen.ok_or_else(|| missing(name))
}

/// Every group, with the name of its application.
pub(crate) async fn every(app: &App) -> Result<Vec<(String, Group)>, ApiError> {
    let mut found = Vec::new();
    for (name, application) in rows::list::<Application>(app, APPLICATION, "").await? {
        let groups = all(app, &application).await?.into_iter();
        found.extend(groups.map(|group| (name.clone(), group)));
    }
    Ok(found)
}

/// All groups of an application.
pub(super) async fn all(app: &App, application: &Application) -> Result<Vec<Group>, ApiError> {
    let rows = rows::list(app, DEPLOYMENT_GROUP, &key(application, "")).await?;
    Ok(rows.into_iter().map(|(_, group)| group).collect())
}

/// What the group's deployments left behind.
pub(super) async fn state(app: &App, group: &str) -> Result<GroupState, ApiError> {
    Ok(rows::get(app, GROUP_STATE, group)
        .await?
        .unwrap_or_default())
}

fn missing(name: &str) -> ApiError {
    ApiError::new(
        "DeploymentGroupDoesNotExistException",
        format!("No Deployment Group found for name: {name}"),
    )
}

fn taken(name: &str) -> ApiError {
    ApiError::new(
        "DeploymentGroupAlreadyExistsException",
        format!(
            "The application already has a deployment group with the name {name}: change it with \
             update-deployment-group, or choose another name"
        ),
    )
}

pub(super) async fn create(
    app: &Arc<App>,
    mut input: CreateDeploymentGroupInput,
) -> Result<CreateDeploymentGroupOutput, ApiError> {
    check::APPLICATION.present(&input.application_name)?;
    check::GROUP.present(&input.deployment_group_name)?;
    if input.service_role_arn.is_empty() {
        return Err(ApiError::new(
            "RoleRequiredException",
            "The service role is missing: give serviceRoleArn, for example \
             arn:aws:iam::123456789012:role/CodeDeploy",
        ));
    }
    check::APPLICATION.formed(&input.application_name)?;
    check::GROUP.formed(&input.deployment_group_name)?;
    let wanted = input.tags.take().unwrap_or_default();
    check::tags(&wanted, "InvalidTagsToAddException")?;
    let (application, name) = (
        input.application_name.clone(),
        input.deployment_group_name.clone(),
    );
    let changes = Changes::from(input);
    changes.check()?;

    let application = applications::see(app, &application).await?;
    config_exists(app, &changes).await?;
    let mut settings = Settings::new();
    settings.apply(changes);
    let group = Group {
        id: app.random.uuid(),
        name: name.clone(),
        settings,
    };
    let arn = tags::group_arn(app, &application.doc.name, &name);
    let mut rows = vec![
        application.unchanged(),
        Row::create(DEPLOYMENT_GROUP, key(&application.doc, &name), &group),
    ];
    rows.extend(tags::birth(arn, wanted));
    let detail = json!({"application": application.doc.name, "deploymentGroup": name});
    let event = event(app, "deployment-group.created", &name, detail);
    match app.commit(rows, vec![event]).await {
        Ok(()) => Ok(CreateDeploymentGroupOutput {
            deployment_group_id: Some(group.id),
        }),
        Err(StoreError::Conflict {
            kind: DEPLOYMENT_GROUP,
            ..
        }) => Err(taken(&name)),
        Err(StoreError::Conflict { .. }) => Err(applications::missing(&application.doc.name)),
        Err(error) => Err(fault(error)),
    }
}

async fn config_exists(app: &App, changes: &Changes) -> Result<(), ApiError> {
    match &changes.deployment_config_name {
        Some(name) => deployment_configs::find(app, name).await.map(drop),
        None => Ok(()),
    }
}

pub(super) async fn get(
    app: &Arc<App>,
    input: GetDeploymentGroupInput,
) -> Result<GetDeploymentGroupOutput, ApiError> {
    names(&input.application_name, &input.deployment_group_name)?;
    let application = applications::find(app, &input.application_name).await?;
    let group = find(app, &application, &input.deployment_group_name).await?;
    Ok(GetDeploymentGroupOutput {
        deployment_group_info: Some(info(app, &application, group).await?),
    })
}

/// Both names given, then both well formed.
fn names(application: &str, group: &str) -> Result<(), ApiError> {
    check::APPLICATION.present(application)?;
    check::GROUP.present(group)?;
    check::APPLICATION.formed(application)?;
    check::GROUP.formed(group)
}

pub(super) async fn batch_get(
    app: &Arc<App>,
    input: BatchGetDeploymentGroupsInput,
) -> Result<BatchGetDeploymentGroupsOutput, ApiError> {
    check::APPLICATION.check(&input.application_name)?;
    check::GROUP.batch(&input.deployment_group_names)?;
    let application = applications::find(app, &input.application_name).await?;
    let mut infos = Vec::new();
    let mut unknown = Vec::new();
    for name in input.deployment_group_names {
        let stored = rows::get::<Group>(app, DEPLOYMENT_GROUP, &key(&application, &name)).await?;
        match stored {
            Some(group) => infos.push(info(app, &application, group).await?),
            None => unknown.push(missing(&name).message),
        }
    }
    Ok(BatchGetDeploymentGroupsOutput {
        deployment_groups_info: Some(infos),
        error_message: Some(unknown.join("; ")),
    })
}

pub(super) async fn list(
    app: &Arc<App>,
    input: ListDeploymentGroupsInput,
) -> Result<ListDeploymentGroupsOutput, ApiError> {
    check::APPLICATION.check(&input.application_name)?;
    let application = applications::find(app, &input.application_name).await?;
    let operation = Operation::ListDeploymentGroups;
    let prefix = key(&application, "");
    let next = input.next_token.as_deref();
    let (rows, next_token) = page::rows(app, operation, DEPLOYMENT_GROUP, &prefix, next).await?;
    Ok(ListDeploymentGroupsOutput {
        application_name: Some(application.name),
        deployment_groups: Some(rows.into_iter().map(|(name, _)| name).collect()),
        next_token,
    })
}

pub(super) async fn update(
    app: &Arc<App>,
    input: UpdateDeploymentGroupInput,
) -> Result<UpdateDeploymentGroupOutput, ApiError> {
    let old = input.current_deployment_group_name.clone();
    names(&input.application_name, &old)?;
    let new = input
        .new_deployment_group_name
        .clone()
        .unwrap_or_else(|| old.clone());
    check::GROUP.formed(&new)?;
    let application = input.application_name.clone();
    let changes = Changes::from(input);
    changes.check()?;

    let application = applications::find(app, &application).await?;
    let seen = see(app, &application, &old).await?;
    config_exists(app, &changes).await?;
    let mut group = seen.doc.clone();
    group.settings.apply(changes);
    group.name = new.clone();
    let rows = if new == old {
        vec![seen.replaced(&group)]
    } else {
        let from = tags::group_arn(app, &application.name, &old);
        let to = tags::group_arn(app, &application.name, &new);
        let mut rows = tags::moved_group(app, from, to).await?;
        rows.push(seen.removed());
        rows.push(Row::create(
            DEPLOYMENT_GROUP,
            key(&application, &new),
            &group,
        ));
        rows
    };
    let detail = json!({"application": application.name, "deploymentGroup": new, "was": old});
    let event = event(app, "deployment-group.updated", &new, detail);
    match app.commit(rows, vec![event]).await {
        Ok(()) => Ok(UpdateDeploymentGroupOutput {
            hooks_not_cleaned_up: Some(Vec::new()),
        }),
        Err(StoreError::Conflict { key: at, .. })
            if new != old && at == key(&application, &new) =>
        {
            Err(taken(&new))
        }
        Err(StoreError::Conflict { .. }) => Err(rows::busy()),
        Err(error) => Err(fault(error)),
    }
}

/// Deletes with the history; a missing group is fine.
pub(super) async fn delete(
    app: &Arc<App>,
    input: DeleteDeploymentGroupInput,
) -> Result<DeleteDeploymentGroupOutput, ApiError> {
    names(&input.application_name, &input.deployment_group_name)?;
    cascade::delete_group(app, &input.application_name, &input.deployment_group_name).await?;
    Ok(DeleteDeploymentGroupOutput {
        hooks_not_cleaned_up: Some(Vec::new()),
    })
}

async fn info(
    app: &App,
    application: &Application,
    group: Group,
) -> Result<DeploymentGroupInfo, ApiError> {
    let state = state(app, &group.id).await?;
    let attempted = match &state.attempted {
        Some(attempt) => Some(LastDeploymentInfo {
            status: Some(current_status(app, &attempt.deployment).await?),
            ..last(&attempt.deployment, attempt.created, attempt.completed)
        }),
        None => None,
    };
    let succeeded = state.succeeded.as_ref().map(|success| LastDeploymentInfo {
        status: Some("Succeeded".into()),
        ..last(
            &success.deployment,
            success.created,
            Some(success.completed),
        )
    });
    let Settings {
        config,
        service_role,
        ec2_filters,
        ec2_set,
        on_premises_filters,
        on_premises_set,
        auto_rollback,
        outdated,
    } = group.settings;
    let plain_ec2 = ec2_set.is_none() && !ec2_filters.is_empty();
    let plain_on_premises = on_premises_set.is_none() && !on_premises_filters.is_empty();
    let no_ec2 = EC2TagSet {
        ec2_tag_set_list: Some(Vec::new()),
    };
    let no_on_premises = OnPremisesTagSet {
        on_premises_tag_set_list: Some(Vec::new()),
    };
    Ok(DeploymentGroupInfo {
        application_name: Some(application.name.clone()),
        deployment_group_id: Some(group.id),
        deployment_group_name: Some(group.name),
        deployment_config_name: Some(config),
        ec2_tag_filters: plain_ec2.then_some(ec2_filters),
        ec2_tag_set: (!plain_ec2).then(|| ec2_set.unwrap_or(no_ec2)),
        on_premises_instance_tag_filters: plain_on_premises.then_some(on_premises_filters),
        on_premises_tag_set: (!plain_on_premises)
            .then(|| on_premises_set.unwrap_or(no_on_premises)),
        auto_scaling_groups: Some(Vec::new()),
        service_role_arn: Some(service_role),
        target_revision: state
            .succeeded
            .map(|s| revision_location::location(&s.revision)),
        trigger_configurations: Some(Vec::new()),
        auto_rollback_configuration: Some(auto_rollback),
        deployment_style: Some(in_place()),
        outdated_instances_strategy: Some(outdated),
        last_successful_deployment: succeeded,
        last_attempted_deployment: attempted,
        compute_platform: Some("Server".into()),
        termination_hook_enabled: Some(false),
        ..DeploymentGroupInfo::default()
    })
}

/// The only deployment style that there is so far.
pub(super) fn in_place() -> DeploymentStyle {
    DeploymentStyle {
        deployment_type: Some("IN_PLACE".into()),
        deployment_option: Some("WITHOUT_TRAFFIC_CONTROL".into()),
    }
}

fn last(
    deployment: &str,
    created: towline_core::Time,
    completed: Option<towline_core::Time>,
) -> LastDeploymentInfo {
    LastDeploymentInfo {
        deployment_id: Some(deployment.into()),
        create_time: Some(Timestamp(created.epoch_seconds())),
        end_time: completed.map(|time| Timestamp(time.epoch_seconds())),
        status: None,
    }
}

async fn current_status(app: &App, deployment: &str) -> Result<String, ApiError> {
    let record = rows::get::<towline_core::deployment::Record>(app, DEPLOYMENT, deployment).await?;
    Ok(record.map_or_else(
        || "Failed".into(),
        |record| record.status.name().to_string(),
    ))
}
