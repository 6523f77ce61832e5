//! `DescribeHosts`: what runs on hosts, by which agent, and what they are at.

use std::sync::Arc;

use towline_api::ApiError;
use towline_api::towline::{
    DescribeHostsInput, DescribeHostsOutput, HostDescription, HostGroup, HostWork,
};
use towline_core::deployment::Target;
use towline_core::deployment::record::ACTIVE;
use towline_core::deployment::target::{Progress, STANDING, Standing, TARGET};

use crate::App;
use crate::codedeploy::rows;

/// Unknown hosts are left out.
pub async fn describe_hosts(
    app: &Arc<App>,
    input: DescribeHostsInput,
) -> Result<DescribeHostsOutput, ApiError> {
    let groups = groups(app).await?;
    let active = rows::list::<String>(app, ACTIVE, "").await?;
    let mut hosts = Vec::new();
    for name in input.names {
        let mut installed = Vec::new();
        for group in &groups {
            installed.extend(standing(app, group, &name).await?);
        }
        let mut work = Vec::new();
        for (_, deployment) in &active {
            work.extend(at_work(app, deployment, &name).await?);
        }
        let machine = app.hosts.machine(&name);
        hosts.push(HostDescription {
            agent: app.hosts.agent(&name),
            clock_ahead_seconds: machine.ahead.map(|ahead| ahead.0 as f64 / 1000.0),
            disk_free_bytes: machine.disk.map(|(free, _)| free),
            disk_total_bytes: machine.disk.map(|(_, total)| total),
            groups: installed,
            work,
            name,
        });
    }
    Ok(DescribeHostsOutput { hosts })
}

/// A deployment group and the application that it belongs to.
struct Group {
    id: String,
    name: String,
    application: String,
}

async fn groups(app: &App) -> Result<Vec<Group>, ApiError> {
    let found = crate::codedeploy::deployment_groups::every(app).await?;
    let groups = found.into_iter().map(|(application, group)| Group {
        id: group.id,
        name: group.name,
        application,
    });
    Ok(groups.collect())
}

async fn standing(app: &App, group: &Group, host: &str) -> Result<Option<HostGroup>, ApiError> {
    let key = format!("{}/{host}", group.id);
    let standing = rows::get::<Standing>(app, STANDING, &key).await?;
    Ok(standing.map(|standing| {
        let revision = standing.revision;
        HostGroup {
            application: group.application.clone(),
            deployment_group: group.name.clone(),
            healthy: standing.healthy,
            bucket: revision.as_ref().map(|one| one.bucket.clone()),
            key: revision.as_ref().map(|one| one.key.clone()),
            version: revision.and_then(|one| one.version),
        }
    }))
}

async fn at_work(app: &App, deployment: &str, host: &str) -> Result<Option<HostWork>, ApiError> {
    let key = format!("{deployment}/{host}");
    let target = rows::get::<Target>(app, TARGET, &key).await?;
    let target = target.filter(|one| !one.status.is_final());
    Ok(target.map(|target| HostWork {
        deployment_id: deployment.to_string(),
        lifecycle_event: target
            .current()
            .filter(|_| target.status == Progress::InProgress)
            .map(|at| target.events[at].name.clone()),
        status: target.status.name().into(),
    }))
}
