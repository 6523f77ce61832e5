//! A host: its last contact, what runs on it, and the deployment it stands in.

use towline_api::ApiError;
use towline_core::Reason;
use towline_core::deployment::record::{ACTIVE, GROUP_STATE};
use towline_core::deployment::target::{STANDING, TARGET};
use towline_core::deployment::{GroupState, Progress, Standing, Target};

use super::link::{Link, Step, Subject, span};
use crate::App;
use crate::codedeploy::deployment_groups::{DEPLOYMENT_GROUP, Group};
use crate::codedeploy::instances::{INSTANCE, Instance};
use crate::codedeploy::rows;
use crate::hosts::contact::Contact;
use crate::hosts::silence;

/// Behind it is the target that is in flight on it, or the last one that failed on it.
pub(super) async fn look(app: &App, name: &str) -> Result<Step, ApiError> {
    let Some(instance) = rows::get::<Instance>(app, INSTANCE, name).await? else {
        return Ok(Step::default());
    };
    let (status, mut reason) = standing(app, &instance);
    let installed = installed(app, name).await?;
    reason.detail = format!("{}; {installed}", reason.detail);
    let silent = matches!(reason.code.as_str(), "HostSilent" | "HostNeverPolled");
    let link = Link::new("host", name, status, reason)
        .arn(instance.arn)
        .command(silent.then(|| "towline agent".into()));
    let next = behind(app, name).await?;
    Ok(Step {
        links: vec![link],
        next: next.map(|deployment| Subject::Target(deployment, name.into())),
    })
}

fn standing(app: &App, instance: &Instance) -> (&'static str, Reason) {
    let name = &instance.name;
    let now = app.clock.now();
    let ago = |at| span(now.since(at));
    if let Some(at) = instance.deregistered {
        let detail = format!("it was deregistered {} ago", ago(at));
        let unblock = "join or register it again";
        let reason = Reason::wait("HostDeregistered", detail, unblock, at);
        return ("Deregistered", reason);
    }
    match app.hosts.contact(instance, now) {
        Contact::Never => {
            let since = instance.registered;
            let detail = format!(
                "its agent has never polled since it was registered {} ago",
                ago(since)
            );
            let unblock = format!("start the agent on {name}");
            let reason = Reason::wait("HostNeverPolled", detail, unblock, since);
            ("NeverPolled", reason)
        }
        Contact::Silent(at) => ("Silent", silence::reason(name, at, now)),
        Contact::Heard(at) => {
            let detail = format!("its agent was heard of {} ago", ago(at));
            ("Polling", Reason::fact("HostPolling", detail, at))
        }
    }
}

/// What every group knows of the host.
async fn installed(app: &App, name: &str) -> Result<String, ApiError> {
    let mut known = Vec::new();
    for (_, group) in rows::list::<Group>(app, DEPLOYMENT_GROUP, "").await? {
        let key = format!("{}/{name}", group.id);
        let Some(standing) = rows::get::<Standing>(app, STANDING, &key).await? else {
            continue;
        };
        let revision = match &standing.revision {
            Some(revision) => revision.to_string(),
            None => "an unknown revision".into(),
        };
        let health = match standing.healthy {
            true => "healthy",
            false => "unhealthy: its last deployment did not succeed",
        };
        known.push(format!(
            "group {} has {revision} on it, {health}",
            group.name
        ));
    }
    Ok(match known.is_empty() {
        true => "nothing was deployed to it".into(),
        false => known.join("; "),
    })
}

/// The deployment that is in flight on the host, or the last of a group that failed on it.
async fn behind(app: &App, name: &str) -> Result<Option<String>, ApiError> {
    let status = async |deployment: &str| -> Result<Option<Progress>, ApiError> {
        let key = format!("{deployment}/{name}");
        let target = rows::get::<Target>(app, TARGET, &key).await?;
        Ok(target.map(|target| target.status))
    };
    let active = rows::list::<String>(app, ACTIVE, "").await?;
    for (_, deployment) in &active {
        if status(deployment).await? == Some(Progress::InProgress) {
            return Ok(Some(deployment.clone()));
        }
    }
    for (_, state) in rows::list::<GroupState>(app, GROUP_STATE, "").await? {
        let Some(attempt) = state.attempted else {
            continue;
        };
        if status(&attempt.deployment).await? == Some(Progress::Failed) {
            return Ok(Some(attempt.deployment));
        }
    }
    Ok(None)
}
