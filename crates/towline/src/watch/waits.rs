//! What is waited for, as far as it is known without asking: the server's own words, once they came,
//! say more. Pure.

use super::build::Build;
use super::deployment::{self, Deployment};
use super::execution::{Action, Execution};
use super::model::{Subject, World};

/// The words after "waits for".
pub(super) fn waits(world: &World) -> String {
    let id = world.subject.id();
    let rollbacks = world.deployments.values();
    let mut rollbacks =
        rollbacks.filter(|one| one.rolls_back.is_some() && !deployment::is_final(&one.status));
    if world.is_final()
        && let Some(rollback) = rollbacks.find(|one| one.id != id)
    {
        return format!("the rollback {}: {}", rollback.id, hosts(rollback));
    }
    let known = match &world.subject {
        Subject::Execution { .. } => world.execution.as_ref().map(|one| actions(one, world)),
        Subject::Deployment(_) => world.deployments.get(id).map(hosts),
        Subject::Build(_) => world.builds.get(id).map(phase),
    };
    known.unwrap_or_else(|| "the server".to_string())
}

fn actions(execution: &Execution, world: &World) -> String {
    let running = execution.stages.iter().flat_map(|stage| {
        let running = stage.actions.iter();
        let running = running.filter(|action| action.status == "InProgress");
        running.map(|action| (format!("{} / {}", stage.name, action.name), action))
    });
    let running: Vec<(String, &Action)> = running.collect();
    let Some((place, first)) = running.first() else {
        return format!("the next stage of {} to begin", execution.pipeline);
    };
    let external = first.external.as_deref().unwrap_or_default();
    let inside = match (world.deployments.get(external), world.builds.get(external)) {
        (Some(one), _) => format!("{place}: {}", hosts(one)),
        (None, Some(one)) => format!("{place}: {}", phase(one)),
        (None, None) if first.asks() => format!("an answer to {place}"),
        (None, None) => place.clone(),
    };
    format!("{inside}{}", more(running.len() - 1, "action"))
}

fn hosts(deployment: &Deployment) -> String {
    let running = deployment.targets.iter();
    let running: Vec<_> = running
        .filter(|(_, target)| target.status == "InProgress")
        .collect();
    let Some((name, target)) = running.first() else {
        return match deployment.count("Pending") {
            0 => "the end of the deployment".to_string(),
            _ => "the next host to begin".to_string(),
        };
    };
    let event = match target.current() {
        Some(event) => format!("{event} on {name}"),
        None => format!("the end of {name}"),
    };
    format!("{event}{}", more(running.len() - 1, "host"))
}

fn phase(build: &Build) -> String {
    let open = build.phases.iter().rev().find(|one| one.ended.is_none());
    match open.map(|phase| phase.name.as_str()) {
        None | Some("SUBMITTED" | "QUEUED") => "a runner that takes the build".to_string(),
        Some("COMPLETED") => "the end of the build".to_string(),
        Some(name) => format!("phase {name}"),
    }
}

fn more(others: usize, noun: &str) -> String {
    match others {
        0 => String::new(),
        1 => format!(", and 1 more {noun}"),
        others => format!(", and {others} more {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watch::sample;

    #[test]
    fn there_is_always_something_that_is_waited_for() {
        let said = [
            sample::execution(),
            sample::approval(),
            sample::deployment(),
            sample::fleet(130),
            sample::build(),
        ];
        let said: Vec<String> = said.iter().map(waits).collect();
        insta::assert_snapshot!(said.join("\n"), @r"
        Deploy / Fleet: AfterInstall on web-2
        an answer to Approve / Release
        AfterInstall on web-2
        Install on host-060, and 9 more hosts
        phase PRE_BUILD
        ");
        let mut queued = sample::build();
        let build = queued.builds.values_mut().next().unwrap();
        build.phases.truncate(2);
        build.phases[1].ended = None;
        assert_eq!(waits(&queued), "a runner that takes the build");
        let mut between = sample::deployment();
        let targets = &mut between.deployments.values_mut().next().unwrap().targets;
        targets.remove("web-2");
        assert_eq!(waits(&between), "the next host to begin");
        targets_of(&mut between).remove("web-3");
        assert_eq!(waits(&between), "the end of the deployment");
    }

    fn targets_of(
        world: &mut World,
    ) -> &mut std::collections::BTreeMap<String, super::super::deployment::Target> {
        &mut world.deployments.values_mut().next().unwrap().targets
    }

    #[test]
    fn a_rollback_is_waited_for_when_all_else_is_over() {
        let mut world = sample::rolled_back();
        let rollback = world.deployments.values_mut();
        let mut rollbacks = rollback.filter(|one| one.rolls_back.is_some());
        let one = rollbacks.next().unwrap();
        one.status = "InProgress".into();
        let id = one.id.clone();
        assert_eq!(
            waits(&world),
            format!("the rollback {id}: the end of the deployment")
        );
    }
}
