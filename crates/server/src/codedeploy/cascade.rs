//! What else has to happen when something is deleted that deployments depend on.
//!
//! Every step may be done again: a crash between two of them is followed by all of them. What leads
//! to other rows goes after them.

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
use super::instances::{INSTANCE, INSTANCE_ARN, Instance};
use super::removals::{self, Removal};
use super::revisions::REVISION;
use super::rows::{self, Seen, TRIES, fault};
use super::tags::{self, TAGS};
use crate::events::event;
use crate::hosts::HOST_OUTPUT;
use crate::hosts::contact::HOST_CONTACT;
use crate::hosts::silence::HOST_SILENT;
use crate::{App, DriveError, Owned};

/// Rows deleted in one transaction.
const BATCH: usize = 2_000;

/// Deletes an application, its groups, revisions and deployment records.
pub(super) async fn delete_application(app: &Arc<App>, name: &str) -> Result<(), ApiError> {
    for _ in 0..TRIES {
        let Some(seen) = rows::see::<Application>(app, APPLICATION, name).await? else {
            return removals::of_application(app, name).await;
        };
        // The application goes first: nothing new can be created below it from here on.
        let rows = vec![
            seen.removed(),
            Row::delete(TAGS, tags::application_arn(app, name)),
        ];
        let removal = Removal::Application {
            id: seen.doc.id,
            name: name.into(),
        };
        let detail = json!({"application": name});
        let gone = event(app, "application.deleted", name, detail);
        removals::begin(app, &removal, rows, gone).await?;
    }
    Err(rows::busy())
}

/// Deletes a group and its deployment records.
pub(super) async fn delete_group(
    app: &Arc<App>,
    application: &str,
    name: &str,
) -> Result<(), ApiError> {
    if let Some(found) = rows::get::<Application>(app, APPLICATION, application).await? {
        take_group(app, &found.name, &deployment_groups::key(&found, name)).await?;
    }
    removals::of_group(app, application, name).await
}

/// Takes away the row of a group, which no deployment can be made without.
async fn take_group(app: &App, application: &str, key: &str) -> Result<(), ApiError> {
    for _ in 0..TRIES {
        let Some(seen) = rows::see::<Group>(app, DEPLOYMENT_GROUP, key).await? else {
            return Ok(());
        };
        let name = seen.doc.name.clone();
        let arn = tags::group_arn(app, application, &name);
        let rows = vec![seen.removed(), Row::delete(TAGS, arn)];
        let detail = json!({"application": application, "deploymentGroup": name});
        let gone = event(app, "deployment-group.deleted", &name, detail);
        let removal = Removal::Group {
            id: seen.doc.id,
            application: application.into(),
            name,
        };
        removals::begin(app, &removal, rows, gone).await?;
    }
    Err(rows::busy())
}

/// Takes a host off the list: its agent hears nothing any more and its running commands fail.
pub(super) async fn deregister(app: &Arc<App>, name: &str) -> Result<(), ApiError> {
    let registered = |seen: &Seen<Instance>| seen.doc.deregistered.is_none();
    for _ in 0..TRIES {
        let seen = rows::see::<Instance>(app, INSTANCE, name).await?;
        let Some(seen) = seen.filter(registered) else {
            return removals::of_host(app, name).await;
        };
        let instance = Instance {
            deregistered: Some(app.clock.now()),
            ..seen.doc.clone()
        };
        let rows = vec![
            seen.replaced(&instance),
            Row::delete(INSTANCE_ARN, instance.identity.arn()),
        ];
        let removal = Removal::Host { name: name.into() };
        let gone = event(app, "host.deregistered", name, json!({}));
        removals::begin(app, &removal, rows, gone).await?;
    }
    Err(rows::busy())
}

/// Does all that a removal has left, and takes away its note.
pub(super) async fn finish(app: &Arc<App>, removal: &Removal) -> Result<(), ApiError> {
    let mut rows = match removal {
        Removal::Application { id, name } => application(app, id, name).await?,
        Removal::Group { id, name, .. } => group(app, id, name).await?,
        Removal::Host { name } => host(app, name).await?,
    };
    rows.push(removal.done());
    for batch in rows.chunks(BATCH) {
        let stored = app.commit(batch.to_vec(), Vec::new()).await;
        stored.map_err(fault)?;
    }
    Ok(())
}

/// Groups become removals of their own.
async fn application(app: &Arc<App>, id: &str, name: &str) -> Result<Vec<Row>, ApiError> {
    let prefix = format!("{id}/");
    for key in keys(app, DEPLOYMENT_GROUP, &prefix).await? {
        take_group(app, name, &key).await?;
    }
    let revisions = keys(app, REVISION, &prefix).await?;
    Ok(revisions
        .into_iter()
        .map(|key| Row::delete(REVISION, key))
        .collect())
}

async fn group(app: &Arc<App>, id: &str, name: &str) -> Result<Vec<Row>, ApiError> {
    end_live(app, id, name).await?;
    let prefix = format!("{id}/");
    let mut rows = vec![Row::delete(ACTIVE, id), Row::delete(GROUP_STATE, id)];
    for standing in keys(app, STANDING, &prefix).await? {
        rows.push(Row::delete(STANDING, standing));
    }
    for (key, id) in rows::list::<String>(app, BY_GROUP, &prefix).await? {
        rows.push(Row::delete(BY_TIME, &key[prefix.len()..]));
        let parts = format!("{id}/");
        for kind in [TARGET, HOST_OUTPUT] {
            let found = keys(app, kind, &parts).await?;
            rows.extend(found.into_iter().map(|key| Row::delete(kind, key)));
        }
        rows.push(Row::delete(DEPLOYMENT, id));
        rows.push(Row::delete(BY_GROUP, key));
    }
    Ok(rows)
}

/// Ends the group's deployment. One that has just failed may have left its place to a rollback.
async fn end_live(app: &Arc<App>, group: &str, name: &str) -> Result<(), ApiError> {
    while let Some(id) = rows::get::<String>(app, ACTIVE, group).await? {
        let fact = Fact::Abandon {
            code: "DEPLOYMENT_GROUP_MISSING".into(),
            message: format!("Deployment group {name} was deleted."),
        };
        if !tell(app, &id, fact).await? {
            break;
        }
    }
    Ok(())
}

/// Live deployments stop waiting for the host, and groups forget it.
async fn host(app: &Arc<App>, name: &str) -> Result<Vec<Row>, ApiError> {
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
    let mut rows: Vec<Row> = groups.iter().map(forget).collect();
    app.hosts.forget(name);
    rows.extend([HOST_CONTACT, HOST_SILENT].map(|kind| Row::delete(kind, name)));
    Ok(rows)
}

/// Whether there is such a deployment. A refusal means that it has just ended by itself; a fault of
/// the store is told, so that nobody takes a deployment for ended that goes on.
async fn tell(app: &Arc<App>, id: &str, fact: Fact) -> Result<bool, ApiError> {
    match Deployment::driver(app).tell(app, id, fact).await {
        Ok(_) | Err(DriveError::Refused(_)) => Ok(true),
        Err(DriveError::Missing) => Ok(false),
        Err(error) => Err(crate::fault::drive(&error)),
    }
}

async fn keys(app: &App, kind: &'static str, prefix: &str) -> Result<Vec<String>, ApiError> {
    let rows = app.store.list(kind, Range::prefix(prefix)).await;
    let rows = rows.map_err(fault)?;
    Ok(rows.into_iter().map(|(key, _)| key).collect())
}
