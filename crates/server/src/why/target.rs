//! One host of a deployment: the lifecycle event and script it stands at, or the host itself.

use towline_api::ApiError;
use towline_core::Reason;
use towline_core::deployment::target::TARGET;
use towline_core::deployment::{Diagnostics, LifecycleEvent, Progress, Target};

use super::link::{Link, Step, Subject, unexplained};
use crate::App;
use crate::codedeploy::instances::{INSTANCE, Instance};
use crate::codedeploy::rows;
use crate::hosts::contact::Contact;

/// Behind it is its lifecycle event, the deployment for one that was not started, or the host.
pub(super) async fn look(app: &App, deployment: &str, host: &str) -> Result<Step, ApiError> {
    let key = format!("{deployment}/{host}");
    let Some(target) = rows::get::<Target>(app, TARGET, &key).await? else {
        return Ok(Step::default());
    };
    let reason = target.reason.clone();
    let reason = reason.unwrap_or_else(|| unexplained(target.updated));
    let code = reason.code.clone();
    let link = Link::new("target", key, target.status.name(), reason)
        .named(host)
        .arn(&target.arn);
    let mut links = vec![link];
    let event = telling(&target);
    links.extend(event.into_iter().flat_map(|event| shown(&target, event)));
    let next = match (target.status, code.as_str()) {
        (Progress::Pending | Progress::Skipped, _) => Some(Subject::Deployment(deployment.into())),
        (_, "HostSilent" | "HostVanished" | "HostGone") => Some(Subject::Host(host.into())),
        (_, "WaitingForHost" | "Running") if silent(app, host).await? => {
            Some(Subject::Host(host.into()))
        }
        _ => None,
    };
    Ok(Step { links, next })
}

async fn silent(app: &App, host: &str) -> Result<bool, ApiError> {
    let instance = rows::get::<Instance>(app, INSTANCE, host).await?;
    let contact = instance.map(|instance| app.hosts.contact(&instance, app.clock.now()));
    Ok(!matches!(contact, Some(Contact::Heard(_))))
}

/// The event that is offered or running, or the one that failed the target.
fn telling(target: &Target) -> Option<&LifecycleEvent> {
    match target.status {
        Progress::InProgress => target.current().map(|at| &target.events[at]),
        Progress::Failed => {
            let failed = target.events.iter().rev();
            failed
                .into_iter()
                .find(|event| event.status == Progress::Failed)
        }
        _ => None,
    }
}

fn shown(target: &Target, event: &LifecycleEvent) -> Vec<Link> {
    let since = event.ended.or(event.started).or(event.offered);
    let since = since.unwrap_or(target.updated);
    let link = |reason| Link::new("lifecycle-event", &event.name, event.status.name(), reason);
    let Some(said) = &event.diagnostics else {
        let (code, detail, unblock) = match event.started {
            Some(_) => ("Running", "its script is running", "the script ends"),
            None => (
                "Offered",
                "the agent has not taken it",
                "the agent takes it",
            ),
        };
        return vec![link(Reason::wait(code, detail, unblock, since))];
    };
    let unblock = target.reason.as_ref().map(|reason| reason.unblock.clone());
    let unblock = unblock.unwrap_or_default();
    // Where no script is to blame, the target knows more than the host's word for it.
    let code = match (said.error_code.as_str(), &target.reason) {
        ("UnknownError", Some(reason)) => &reason.code,
        (code, _) => code,
    };
    let why = Reason::wait(code, &said.message, unblock, since);
    if said.script_name.is_empty() {
        return vec![link(why).tail(&said.log_tail)];
    }
    let detail = format!("failed in script {}", said.script_name);
    vec![
        link(Reason {
            detail,
            ..why.clone()
        }),
        script(said, why),
    ]
}

fn script(said: &Diagnostics, why: Reason) -> Link {
    Link::new("script", &said.script_name, &said.error_code, why).tail(&said.log_tail)
}
