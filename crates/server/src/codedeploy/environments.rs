//! `ListEnvironments`: every deployment group with what runs there, in one answer: what was deployed
//! last, what succeeded last, and which hosts have something else.

use std::collections::BTreeMap;
use std::sync::Arc;

use towline_api::towline::{
    DifferingHost, Environment, EnvironmentDeployment, ListEnvironmentsOutput,
};
use towline_api::{ApiError, Timestamp};
use towline_core::Time;
use towline_core::deployment::record::{DEPLOYMENT, Success};
use towline_core::deployment::target::{STANDING, Standing};
use towline_core::deployment::{Record, Revision};

use super::deployment_groups::{self, Group};
use super::instances::{INSTANCE, Instance};
use super::{rows, tag_filters};
use crate::App;

/// Differing hosts of a group that are named.
const NAMED: usize = 20;

/// All groups, by application and name.
pub async fn list_environments(app: &Arc<App>) -> Result<ListEnvironmentsOutput, ApiError> {
    let mut hosts = rows::list::<Instance>(app, INSTANCE, "").await?;
    hosts.retain(|(_, host)| host.deregistered.is_none());
    let mut environments = Vec::new();
    for (application, group) in deployment_groups::every(app).await? {
        environments.push(environment(app, application, group, &hosts).await?);
    }
    Ok(ListEnvironmentsOutput { environments })
}

async fn environment(
    app: &App,
    application: String,
    group: Group,
    hosts: &[(String, Instance)],
) -> Result<Environment, ApiError> {
    let state = deployment_groups::state(app, &group.id).await?;
    let reached = hosts
        .iter()
        .filter(|(_, host)| tag_filters::reaches(&group.settings, &host.tags));
    let reached: Vec<&str> = reached.map(|(name, _)| name.as_str()).collect();
    let (differ, named) = match &state.succeeded {
        Some(success) => differing(app, &group.id, &reached, success).await?,
        // Nothing was ever meant to run there.
        None => (0, Vec::new()),
    };
    let attempted = state.attempted.as_ref().map(|one| one.deployment.as_str());
    let succeeded = state.succeeded.as_ref().map(|one| one.deployment.as_str());
    let last = deployment(app, attempted).await?;
    let good = match attempted == succeeded {
        true => last.clone(),
        false => deployment(app, succeeded).await?,
    };
    Ok(Environment {
        attempted: last,
        succeeded: good,
        hosts: number(reached.len()),
        differ: number(differ),
        differing: named,
        application,
        deployment_group: group.name,
    })
}

/// How many hosts have something else than what succeeded last, and the first of them.
async fn differing(
    app: &App,
    group: &str,
    reached: &[&str],
    success: &Success,
) -> Result<(usize, Vec<DifferingHost>), ApiError> {
    let prefix = format!("{group}/");
    let standings = rows::list::<Standing>(app, STANDING, &prefix).await?;
    let standings: BTreeMap<&str, &Standing> = standings
        .iter()
        .filter_map(|(key, standing)| Some((key.strip_prefix(&prefix)?, standing)))
        .collect();
    let mut count = 0;
    let mut named = Vec::new();
    for name in reached {
        let standing = standings.get(name);
        let has = standing.and_then(|one| one.revision.as_ref());
        let healthy = standing.is_some_and(|one| one.healthy);
        if healthy && has == Some(&success.revision) {
            continue;
        }
        count += 1;
        if named.len() < NAMED {
            named.push(host(name, has, standing.map(|one| one.healthy)));
        }
    }
    Ok((count, named))
}

/// `healthy` is absent when nothing was ever deployed to it by this group.
fn host(name: &str, has: Option<&Revision>, healthy: Option<bool>) -> DifferingHost {
    DifferingHost {
        name: name.into(),
        healthy,
        bucket: has.map(|one| one.bucket.clone()),
        key: has.map(|one| one.key.clone()),
        version: has.and_then(|one| one.version.clone()),
    }
}

async fn deployment(
    app: &App,
    id: Option<&str>,
) -> Result<Option<EnvironmentDeployment>, ApiError> {
    let Some(id) = id else {
        return Ok(None);
    };
    let record = rows::get::<Record>(app, DEPLOYMENT, id).await?;
    let time = |time: Time| Timestamp(time.epoch_seconds());
    Ok(record.map(|record| EnvironmentDeployment {
        deployment_id: record.order.id,
        status: record.status.name().into(),
        creator: record.order.creator,
        created: time(record.order.created),
        completed: record.completed.map(time),
        bucket: record.order.revision.bucket,
        key: record.order.revision.key,
        version: record.order.revision.version,
        targets: number(record.overview.total()),
        succeeded: number(record.overview.succeeded),
    }))
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
