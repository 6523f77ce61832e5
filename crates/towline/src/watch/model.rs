//! All that is known of what is watched, and of the work inside of it. Pure: documents and events in;
//! what else has to be asked for, and how it ended, out.

use std::collections::BTreeMap;

use serde_json::Value;

use super::build::{self, Build};
use super::deployment::{self, Asked, Deployment};
use super::estimate::Typical;
use super::execution::{self, Execution};
use crate::document::{text, time};
use crate::exit::Exit;

/// What is watched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    Execution { pipeline: String, id: String },
    Deployment(String),
    Build(String),
}

impl Subject {
    /// An execution of a pipeline.
    pub(crate) fn execution(pipeline: &str, id: &str) -> Subject {
        Subject::Execution {
            pipeline: pipeline.to_string(),
            id: id.to_string(),
        }
    }

    /// Its id.
    pub(crate) fn id(&self) -> &str {
        match self {
            Subject::Execution { id, .. } | Subject::Deployment(id) | Subject::Build(id) => id,
        }
    }
}

/// What the server has to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Question {
    /// How providers call the work of the actions.
    Actions,
    /// Everything of a deployment or build that an action started or a failure called for.
    Object(Subject),
    /// Whether a deployment is rolled back.
    Rollback(String),
}

/// What is watched and all work inside of it.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) subject: Subject,
    pub(super) execution: Option<Execution>,
    pub(super) deployments: BTreeMap<String, Deployment>,
    pub(super) builds: BTreeMap<String, Build>,
    /// What it waits for, in the server's words.
    pub(super) waiting: Option<String>,
    /// Why nothing is heard of the server.
    pub(super) lost: Option<String>,
    /// How long earlier ones took.
    pub(super) typical: Typical,
}

impl World {
    pub(super) fn new(subject: Subject) -> World {
        World {
            subject,
            execution: None,
            deployments: BTreeMap::new(),
            builds: BTreeMap::new(),
            waiting: None,
            lost: None,
            typical: Typical::default(),
        }
    }

    /// Takes an event; the time it tells.
    pub(super) fn fold(&mut self, event: &Value) -> f64 {
        let at = time(&event["at"]).unwrap_or_default();
        let (kind, subject) = (text(&event["kind"]), text(&event["subject"]));
        let detail = &event["detail"];
        if let Some(execution) = self.execution.as_mut().filter(|one| one.id == subject) {
            execution.fold(kind, at, detail);
        } else if let Some(deployment) = self.deployments.get_mut(subject) {
            deployment.fold(kind, at, detail);
        } else if let Some(build) = self.builds.get_mut(subject) {
            build.fold(kind, at, detail);
        }
        at
    }

    /// The status of what is watched.
    pub(super) fn status(&self) -> &str {
        let id = self.subject.id();
        match &self.subject {
            Subject::Execution { .. } => self.execution.as_ref().map(|one| &one.status),
            Subject::Deployment(_) => self.deployments.get(id).map(|one| &one.status),
            Subject::Build(_) => self.builds.get(id).map(|one| &one.status),
        }
        .map_or("", String::as_str)
    }

    /// When what is watched began, and when it ended.
    pub(super) fn times(&self) -> (f64, Option<f64>) {
        let id = self.subject.id();
        let found = match &self.subject {
            Subject::Execution { .. } => self.execution.as_ref().map(|e| (e.started, e.ended)),
            Subject::Deployment(_) => self.deployments.get(id).map(|d| (d.created, d.ended)),
            Subject::Build(_) => self.builds.get(id).map(|b| (b.started, b.ended)),
        };
        found.unwrap_or_default()
    }

    /// Whether what is watched has ended, whatever goes on inside of it.
    pub(super) fn is_final(&self) -> bool {
        match &self.subject {
            Subject::Execution { .. } => execution::is_final(self.status()),
            Subject::Deployment(_) => deployment::is_final(self.status()),
            Subject::Build(_) => build::is_final(self.status()),
        }
    }

    /// Whether a rollback goes on that belongs to what is watched.
    pub(super) fn is_rolling_back(&self) -> bool {
        let mut rollbacks = self
            .deployments
            .values()
            .filter(|one| one.rolls_back.is_some());
        rollbacks.any(|one| one.id != self.subject.id() && !deployment::is_final(&one.status))
    }

    /// What has to be asked before everything is known.
    pub(super) fn questions(&self) -> Vec<Question> {
        let mut questions = Vec::new();
        let actions = self.execution.iter().flat_map(Execution::actions);
        for action in actions.filter(|action| action.deploys() || action.builds()) {
            match &action.external {
                None if action.status == "InProgress" => questions.push(Question::Actions),
                None => {}
                Some(id) if action.deploys() => questions.extend(self.unknown_deployment(id)),
                Some(id) if !self.builds.contains_key(id) => {
                    questions.push(Question::Object(Subject::Build(id.clone())));
                }
                Some(_) => {}
            }
        }
        for one in self.deployments.values() {
            match &one.rolled_back_by {
                Asked::By(id) => questions.extend(self.unknown_deployment(id)),
                Asked::NotYet if ["Failed", "Stopped"].contains(&one.status.as_str()) => {
                    questions.push(Question::Rollback(one.id.clone()));
                }
                Asked::NotYet | Asked::No => {}
            }
        }
        questions.dedup();
        questions
    }

    fn unknown_deployment(&self, id: &str) -> Option<Question> {
        let known = self.deployments.contains_key(id);
        (!known).then(|| Question::Object(Subject::Deployment(id.to_string())))
    }

    /// The deployment that brought the earlier revision back, if one did.
    pub(super) fn rolled_back_by(&self) -> Option<&Deployment> {
        let mut rollbacks = self.deployments.values();
        rollbacks.find(|one| {
            one.rolls_back.is_some() && one.id != self.subject.id() && one.status == "Succeeded"
        })
    }

    /// How it ended.
    pub(super) fn outcome(&self) -> Exit {
        match self.status() {
            "Succeeded" | "SUCCEEDED" => Exit::Succeeded,
            "Superseded" => Exit::Superseded,
            "Failed" | "Stopped" if self.rolled_back_by().is_some() => Exit::RolledBack,
            "Stopped" | "Cancelled" | "STOPPED" => Exit::Stopped,
            _ => Exit::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watch::sample;

    fn states(world: &World) -> Vec<(String, String)> {
        let mut states = vec![("".to_string(), world.status().to_string())];
        let actions = world.execution.iter().flat_map(Execution::actions);
        states.extend(actions.map(|one| (one.name.clone(), one.status.clone())));
        for one in world.deployments.values() {
            states.push((one.id.clone(), one.status.clone()));
            let targets = one.targets.iter();
            states.extend(targets.map(|(name, target)| (name.clone(), target.status.clone())));
            let events = one
                .targets
                .values()
                .flat_map(|target| target.events.clone());
            states.extend(events);
        }
        let builds = world.builds.values();
        states.extend(builds.map(|one| (one.id.clone(), one.status.clone())));
        states
    }

    #[test]
    fn events_that_the_documents_contain_already_change_nothing() {
        let known = sample::rolled_back();
        let mut again = known.clone();
        for event in sample::events() {
            again.fold(&event);
        }
        assert_eq!(states(&again), states(&known));
    }

    #[test]
    fn events_alone_lead_to_the_same_end() {
        let known = sample::rolled_back();
        let mut told = sample::approval();
        for deployment in known.deployments.values() {
            let mut empty = deployment.clone();
            empty.targets.clear();
            empty.status = "Created".into();
            told.deployments.insert(empty.id.clone(), empty);
        }
        for build in known.builds.values() {
            let status = "IN_PROGRESS".to_string();
            let phases = Vec::new();
            let new = Build {
                status,
                phases,
                ..build.clone()
            };
            told.builds.insert(build.id.clone(), new);
        }
        for event in sample::events() {
            told.fold(&event);
        }
        let mut wanted = states(&known);
        let mut found = states(&told);
        wanted.sort();
        found.sort();
        // Events say nothing of lifecycle events that were never begun.
        wanted.retain(|state| found.contains(state));
        assert_eq!(found, wanted);
        assert_eq!(told.outcome(), Exit::RolledBack);
    }

    #[test]
    fn what_has_to_be_asked_follows_from_what_is_known() {
        let mut world = sample::execution();
        assert_eq!(world.questions().len(), 2, "{:?}", world.questions());
        let builds = |world: &World| {
            let asked = world.questions().into_iter();
            asked
                .filter(|q| matches!(q, Question::Object(Subject::Build(_))))
                .count()
        };
        assert_eq!(builds(&world), 2);
        let deployment = world.deployments.get_mut("d-ABCDEFGHI").unwrap();
        deployment.status = "Failed".into();
        let asked = Question::Rollback("d-ABCDEFGHI".into());
        assert!(world.questions().contains(&asked));
        let deployment = world.deployments.get_mut("d-ABCDEFGHI").unwrap();
        deployment.rolled_back_by = Asked::By("d-JKLMNOPQR".into());
        let asked = Question::Object(Subject::Deployment("d-JKLMNOPQR".into()));
        assert!(world.questions().contains(&asked));
        world.deployments.clear();
        let asked = Question::Object(Subject::Deployment("d-ABCDEFGHI".into()));
        assert!(world.questions().contains(&asked));
    }

    #[test]
    fn every_end_has_its_exit_code() {
        let outcome = |status: &str, rollback: Option<&str>| {
            let mut world = sample::deployment();
            let one = world.deployments.get_mut("d-ABCDEFGHI").unwrap();
            one.status = status.into();
            if let Some(status) = rollback {
                let mut back = one.clone();
                back.id = "d-JKLMNOPQR".into();
                back.status = status.into();
                back.rolls_back = Some("d-ABCDEFGHI".into());
                world.deployments.insert(back.id.clone(), back);
            }
            world.outcome()
        };
        assert_eq!(outcome("Succeeded", None), Exit::Succeeded);
        assert_eq!(outcome("Failed", None), Exit::Failed);
        assert_eq!(outcome("Stopped", None), Exit::Stopped);
        assert_eq!(outcome("Failed", Some("Succeeded")), Exit::RolledBack);
        assert_eq!(outcome("Stopped", Some("Succeeded")), Exit::RolledBack);
        assert_eq!(outcome("Failed", Some("Failed")), Exit::Failed);
        for (status, exit) in [
            ("Superseded", Exit::Superseded),
            ("Cancelled", Exit::Stopped),
            ("Stopped", Exit::Stopped),
        ] {
            let mut world = sample::approval();
            world.execution.as_mut().unwrap().status = status.into();
            assert_eq!(world.outcome(), exit);
        }
        for (status, exit) in [
            ("SUCCEEDED", Exit::Succeeded),
            ("FAILED", Exit::Failed),
            ("FAULT", Exit::Failed),
            ("TIMED_OUT", Exit::Failed),
            ("STOPPED", Exit::Stopped),
        ] {
            let mut world = sample::build();
            world.builds.values_mut().next().unwrap().status = status.into();
            assert_eq!(world.outcome(), exit);
        }
    }
}
