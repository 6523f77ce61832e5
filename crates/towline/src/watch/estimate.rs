//! How long it will still take, from how long earlier ones took. Pure.

use std::collections::BTreeMap;

use serde_json::Value;

use super::execution::{Execution, Stage};
use super::model::{Subject, World};
use crate::document::{count, text, time};

/// Earlier ones that are looked at.
pub(super) const LOOKED_AT: usize = 10;

/// Usual lengths of time in seconds; what was never seen to succeed has none.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Typical {
    /// Of actions, by stage and name.
    pub(super) actions: BTreeMap<(String, String), f64>,
    /// Of one host of the deployment that is watched.
    pub(super) host: Option<f64>,
    /// Of the build that is watched.
    pub(super) build: Option<f64>,
}

/// What is left, and how long all of it usually takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Remaining {
    pub(super) left: f64,
    pub(super) usual: f64,
}

/// Of actions, from `ActionExecutionDetail`s, newest first.
pub(super) fn of_actions(details: &[Value]) -> BTreeMap<(String, String), f64> {
    let mut lengths: BTreeMap<(String, String), Vec<f64>> = BTreeMap::new();
    for detail in details.iter().filter(|one| one["status"] == "Succeeded") {
        let key = (text(&detail["stageName"]), text(&detail["actionName"]));
        let known = lengths.entry((key.0.into(), key.1.into())).or_default();
        if let Some(length) = between(&detail["startTime"], &detail["lastUpdateTime"])
            && known.len() < LOOKED_AT
        {
            known.push(length);
        }
    }
    let medians = lengths.into_iter();
    medians
        .filter_map(|(key, lengths)| Some((key, median(lengths)?)))
        .collect()
}

/// Of one host, from `DeploymentInfo`s of the group with the same configuration, which decides how
/// many hosts there are at a time.
pub(super) fn of_hosts(infos: &[Value], config: &str) -> Option<f64> {
    let same = |info: &&Value| {
        info["deploymentConfigName"] == config && text(&info["status"]) == "Succeeded"
    };
    let per_host = |info: &Value| {
        let hosts = count(&info["deploymentOverview"]["Succeeded"]);
        let length = between(&info["createTime"], &info["completeTime"])?;
        (hosts > 0).then(|| length / hosts as f64)
    };
    median(infos.iter().filter(same).filter_map(per_host).collect())
}

/// Of a build, from `Build`s of the project.
pub(super) fn of_builds(builds: &[Value]) -> Option<f64> {
    let succeeded = builds
        .iter()
        .filter(|one| one["buildStatus"] == "SUCCEEDED");
    median(
        succeeded
            .filter_map(|one| between(&one["startTime"], &one["endTime"]))
            .collect(),
    )
}

fn between(start: &Value, end: &Value) -> Option<f64> {
    Some(time(end)? - time(start)?)
}

fn median(mut lengths: Vec<f64>) -> Option<f64> {
    lengths.sort_by(f64::total_cmp);
    lengths.get(lengths.len() / 2).copied()
}

/// What is left of what is watched; `None` when it has ended or nobody can know.
pub(super) fn remaining(world: &World, now: f64) -> Option<Remaining> {
    if world.is_final() {
        return None;
    }
    let typical = &world.typical;
    let (started, _) = world.times();
    let usual = match &world.subject {
        Subject::Execution { .. } => return of_execution(world.execution.as_ref()?, typical, now),
        Subject::Deployment(id) => {
            let hosts = world.deployments.get(id)?.targets.len();
            typical.host? * hosts as f64
        }
        Subject::Build(_) => typical.build?,
    };
    let left = (usual - (now - started)).max(0.0);
    Some(Remaining { left, usual })
}

/// The actions of a stage run side by side; nobody knows how long people take to answer.
fn of_execution(execution: &Execution, typical: &Typical, now: f64) -> Option<Remaining> {
    if execution
        .actions()
        .any(|action| action.asks() && action.status == "InProgress")
    {
        return None;
    }
    let (mut left, mut usual) = (0.0, 0.0);
    for stage in &execution.stages {
        let length = of_stage(stage, typical)?;
        usual += length;
        left += match (stage.status(), stage.started()) {
            ("Succeeded", _) => 0.0,
            (_, Some(started)) => (length - (now - started)).max(0.0),
            (_, None) => length,
        };
    }
    Some(Remaining { left, usual })
}

fn of_stage(stage: &Stage, typical: &Typical) -> Option<f64> {
    let mut longest = 0.0_f64;
    for action in stage.actions.iter().filter(|action| !action.asks()) {
        let key = (stage.name.clone(), action.name.clone());
        match typical.actions.get(&key) {
            Some(length) => longest = longest.max(*length),
            None if action.status == "Succeeded" => {}
            None => return None,
        }
    }
    Some(longest)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::watch::sample;

    #[test]
    fn medians_of_successes_count() {
        let detail = |name: &str, status: &str, length: f64| {
            json!({"stageName": "S", "actionName": name, "status": status,
                "startTime": 100.0, "lastUpdateTime": 100.0 + length})
        };
        let details = [
            detail("A", "Succeeded", 5.0),
            detail("A", "Failed", 500.0),
            detail("A", "Succeeded", 7.0),
            detail("A", "Succeeded", 90.0),
            detail("B", "Failed", 1.0),
        ];
        let found = of_actions(&details);
        assert_eq!(found.len(), 1);
        assert_eq!(found[&("S".to_string(), "A".to_string())], 7.0);
        let info = |config: &str, hosts: u64, length: f64| {
            json!({"deploymentConfigName": config, "status": "Succeeded", "createTime": 0.0,
                "completeTime": length, "deploymentOverview": {"Succeeded": hosts}})
        };
        let infos = [
            info("One", 4, 8.0),
            info("All", 4, 1.0),
            info("One", 0, 9.0),
        ];
        assert_eq!(of_hosts(&infos, "One"), Some(2.0));
        assert_eq!(of_hosts(&infos, "Half"), None);
    }

    #[test]
    fn what_is_left_shrinks_and_is_never_negative() {
        let mut world = sample::deployment();
        assert_eq!(remaining(&world, sample::NOW), None);
        world.typical.host = Some(10.0);
        let hosts = 3.0;
        let (started, _) = world.times();
        let at = |world: &World, seconds: f64| remaining(world, started + seconds).unwrap();
        assert_eq!(
            at(&world, 0.0),
            Remaining {
                left: 10.0 * hosts,
                usual: 30.0
            }
        );
        assert_eq!(at(&world, 12.0).left, 18.0);
        assert_eq!(at(&world, 99.0).left, 0.0);
    }

    #[test]
    fn an_execution_is_estimated_when_every_open_action_has_a_past() {
        let mut world = sample::execution();
        assert_eq!(remaining(&world, sample::NOW), None);
        let past = [
            ("Source", "Commit", 1.0),
            ("Build", "Package", 20.0),
            ("Deploy", "Fleet", 60.0),
        ];
        world.typical.actions = past
            .iter()
            .map(|(stage, action, length)| ((stage.to_string(), action.to_string()), *length))
            .collect();
        let left = remaining(&world, sample::NOW).unwrap();
        assert_eq!(left.usual, 81.0);
        let deploy = world.execution.as_ref().unwrap().stages[4]
            .started()
            .unwrap();
        assert_eq!(left.left, 60.0 - (sample::NOW - deploy));
        let typical = world.typical;
        let waiting = World {
            typical,
            ..sample::approval()
        };
        assert_eq!(remaining(&waiting, sample::NOW), None);
    }
}
