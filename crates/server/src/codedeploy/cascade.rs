//! What else has to happen when something is deleted that deployments depend on.

use std::sync::Arc;

use serde_json::json;
use towline_api::ApiError;
use towline_core::Row;
use towline_core::deployment::record::{ACTIVE, BY_GROUP, BY_TIME, DEPLOYMENT, GROUP_STATE};
use towline_core::deployment::target::{STANDING, TARGET};
use towline_core::deployment::{Deployment, Fact, Target};
use towline_store::Range;

use super::applications::{APPLICATION, Application};
use super::deployment_groups::{self, DEPLOYMENT_GROUP, Group};
use super::revisions::REVISION;
use super::rows::{self, fault};
use super::tags::{self, TAGS};
use crate::events::event;
use crate::hosts::HOST_OUTPUT;
use crate::{App, DriveError, Owned};

/// Rows deleted in one transaction.
const BATCH: usize = 2_000;

/// Deletes an application, its groups, revisions and deployment records.
pub(super) async fn delete_application(app: &Arc<App>, name: &str) -> Result<(), ApiError> {
    let Some(application) = rows::get::<Application>(app, APPLICATION, name).await? else {
        return Ok(());
    };
    // The application goes first: nothing new can be created below it from here on.
    let rows = vec![
        Row::delete(APPLICATION, name),
        Row::delete(TAGS, tags::application_arn(app, name)),
    ];
    let gone = event(
        app,
        "application.deleted",
        name,
        json!({"application": name}),
    );
    app.commit(rows, vec![gone]).await.map_err(fault)?;
    for group in deployment_groups::all(app, &application).await? {
        remove_group(app, &application, &group).await?;
    }
    let revisions = keys(app, REVISION, &format!("{}/", application.id)).await?;
    delete_all(
        app,
        revisions
            .into_iter()
            .map(|key| Row::delete(REVISION, key))
            .collect(),
    )
    .await
}

/// Deletes a group and its deployment records.
pub(super) async fn delete_group(
    app: &Arc<App>,
    application: &str,
    name: &str,
) -> Result<(), ApiError> {
    let Some(application) = rows::get::<Application>(app, APPLICATION, application).await? else {
        return Ok(());
    };
    let key = deployment_groups::key(&application, name);
    match rows::get::<Group>(app, DEPLOYMENT_GROUP, &key).await? {
        Some(group) => remove_group(app, &application, &group).await,
        None => Ok(()),
    }
}

async fn remove_group(
    app: &Arc<App>,
    application: &Application,
    group: &Group,
) -> Result<(), ApiError> {
    let arn = tags::group_arn(app, &application.name, &group.name);
    let key = deployment_groups::key(application, &group.name);
    let rows = vec![Row::delete(DEPLOYMENT_GROUP, key), Row::delete(TAGS, arn)];
    let detail = json!({"application": application.name, "deploymentGroup": group.name});
    let gone = event(app, "deployment-group.deleted", &group.name, detail);
    app.commit(rows, vec![gone]).await.map_err(fault)?;
    if let Some(id) = rows::get::<String>(app, ACTIVE, &group.id).await? {
        let fact = Fact::Abandon {
            code: "DEPLOYMENT_GROUP_MISSING".into(),
            message: format!("Deployment group {} was deleted.", group.name),
        };
        tell(app, &id, fact).await?;
    }
    let mut rows = vec![Row::delete(GROUP_STATE, group.id.clone())];
    let prefix = format!("{}/", group.id);
    for standing in keys(app, STANDING, &prefix).await? {
        rows.push(Row::delete(STANDING, standing));
    }
    for (key, id) in rows::list::<String>(app, BY_GROUP, &prefix).await? {
        rows.push(Row::delete(BY_TIME, &key[prefix.len()..]));
        rows.push(Row::delete(BY_GROUP, key));
        for target in keys(app, TARGET, &format!("{id}/")).await? {
            rows.push(Row::delete(TARGET, target));
        }
        for command in keys(app, HOST_OUTPUT, &format!("{id}/")).await? {
            rows.push(Row::delete(HOST_OUTPUT, command));
        }
        rows.push(Row::delete(DEPLOYMENT, id));
    }
    delete_all(app, rows).await
}

/// A refusal means that the deployment has just ended by itself; a fault of the store is told, so
/// that nobody takes a deployment for ended that goes on.
async fn tell(app: &Arc<App>, id: &str, fact: Fact) -> Result<(), ApiError> {
    match Deployment::driver(app).tell(app, id, fact).await {
        Ok(_) | Err(DriveError::Missing | DriveError::Refused(_)) => Ok(()),
        Err(error) => Err(crate::fault::drive(&error)),
    }
}

async fn keys(app: &App, kind: &'static str, prefix: &str) -> Result<Vec<String>, ApiError> {
    let rows = app
        .store
        .list(kind, Range::prefix(prefix))
        .await
        .map_err(fault)?;
    Ok(rows.into_iter().map(|(key, _)| key).collect())
}

async fn delete_all(app: &App, rows: Vec<Row>) -> Result<(), ApiError> {
    for batch in rows.chunks(BATCH) {
        app.commit(batch.to_vec(), Vec::new())
            .await
            .map_err(fault)?;
    }
    Ok(())
}

/// A host was deregistered: live deployments stop waiting for it, and groups forget it.
pub(super) async fn host_gone(app: &Arc<App>, name: &str) -> Result<(), ApiError> {
    for (_, id) in rows::list::<String>(app, ACTIVE, "").await? {
        let key = format!("{id}/{name}");
        let Some(target) = rows::get::<Target>(app, TARGET, &key).await? else {
            continue;
        };
        if target.status.is_final() {
            continue;
        }
        let fact = Fact::HostGone {
            target: name.into(),
            detail: format!("Instance {name} was deregistered."),
        };
        tell(app, &id, fact).await?;
    }
    let groups = rows::list::<Group>(app, DEPLOYMENT_GROUP, "").await?;
    let forget =
        |(_, group): &(String, Group)| Row::delete(STANDING, format!("{}/{name}", group.id));
    delete_all(app, groups.iter().map(forget).collect()).await
}
