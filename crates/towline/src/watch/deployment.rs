//! A deployment as far as it is known: its targets and their lifecycle events, from documents of the
//! API and from events.

use std::collections::BTreeMap;

use serde_json::Value;

use super::inside;
use crate::document::{list, text, texts, time};

/// A deployment.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Deployment {
    pub(super) id: String,
    pub(super) application: String,
    pub(super) group: String,
    pub(super) config: String,
    pub(super) revision: String,
    pub(super) status: String,
    pub(super) created: f64,
    pub(super) ended: Option<f64>,
    /// By name, which is the order in which they are deployed to.
    pub(super) targets: BTreeMap<String, Target>,
    /// Why it is as it is.
    pub(super) reason: String,
    /// The failed deployment that it brings back.
    pub(super) rolls_back: Option<String>,
    /// The deployment that brings it back, once it was asked for.
    pub(super) rolled_back_by: Asked,
}

/// Whether a deployment that did not end well is rolled back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Asked {
    #[default]
    NotYet,
    No,
    By(String),
}

/// A host in a deployment.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Target {
    pub(super) status: String,
    /// Lifecycle events and their states, in order.
    pub(super) events: Vec<(String, String)>,
    pub(super) started: Option<f64>,
    pub(super) ended: Option<f64>,
    /// Why it failed.
    pub(super) note: String,
    /// The last lines that its scripts printed.
    pub(super) printed: Vec<String>,
}

/// Whether a deployment of this status has ended.
pub(super) fn is_final(status: &str) -> bool {
    ["Succeeded", "Failed", "Stopped"].contains(&status)
}

/// The place of a `RevisionLocation`.
pub(crate) fn revision(location: &Value) -> String {
    let object = &location["s3Location"];
    let version = text(&object["version"]);
    let place = format!("s3://{}/{}", text(&object["bucket"]), text(&object["key"]));
    match version {
        "" => place,
        version => format!("{place}#{version}"),
    }
}

impl Deployment {
    /// From a `DeploymentInfo` and its `DeploymentTarget`s.
    pub(super) fn new(document: &Value) -> Deployment {
        let info = &document["deploymentInfo"];
        let rollback = &info["rollbackInfo"];
        let status = text(&info["status"]).to_string();
        let named = |value: &Value| value.as_str().map(str::to_string);
        Deployment {
            id: text(&info["deploymentId"]).into(),
            application: text(&info["applicationName"]).into(),
            group: text(&info["deploymentGroupName"]).into(),
            config: text(&info["deploymentConfigName"]).into(),
            revision: revision(&info["revision"]),
            created: time(&info["createTime"]).unwrap_or_default(),
            ended: time(&info["completeTime"]),
            targets: list(&document["deploymentTargets"])
                .iter()
                .map(target)
                .collect(),
            reason: text(&info["deploymentStatusMessages"][0]).into(),
            rolls_back: named(&rollback["rollbackTriggeringDeploymentId"]),
            rolled_back_by: Asked::of(info),
            status,
        }
    }

    /// Takes an event of this deployment.
    pub(super) fn fold(&mut self, kind: &str, at: f64, detail: &Value) {
        match kind {
            "deployment.targets-skipped" => {
                for name in texts(list(&detail["targets"])) {
                    self.target(&name).status = "Skipped".into();
                }
            }
            "target.lifecycle-event" => {
                let name = text(&detail["lifecycleEvent"]).to_string();
                let status = text(&detail["to"]).to_string();
                let target = self.target(text(&detail["target"]));
                match target.events.iter_mut().find(|(one, _)| *one == name) {
                    Some((_, known)) => *known = status,
                    None => target.events.push((name, status)),
                }
            }
            "target.output" => {
                let target = self.target(text(&detail["target"]));
                inside::keep(&mut target.printed, texts(list(&detail["lines"])));
            }
            "target.started" | "target.succeeded" | "target.failed" | "target.skipped" => {
                let target = self.target(text(&detail["target"]));
                target.status = text(&detail["to"]).into();
                match kind {
                    "target.started" => (target.started, target.ended) = (Some(at), None),
                    _ => target.ended = Some(at),
                }
                if kind == "target.failed" {
                    target.note = text(&detail["reason"]["detail"]).into();
                }
            }
            "deployment.created"
            | "deployment.started"
            | "deployment.succeeded"
            | "deployment.failed"
            | "deployment.stopped" => {
                self.status = text(&detail["to"]).into();
                self.ended = is_final(&self.status).then_some(at);
                let reason = text(&detail["reason"]["detail"]);
                if !reason.is_empty() {
                    self.reason = reason.into();
                }
            }
            _ => {}
        }
    }

    fn target(&mut self, name: &str) -> &mut Target {
        self.targets.entry(name.into()).or_default()
    }

    /// Whether it is known that all is over: also whether another deployment brings it back.
    pub(super) fn is_settled(&self) -> bool {
        match self.status.as_str() {
            "Failed" | "Stopped" => self.rolled_back_by != Asked::NotYet,
            status => is_final(status),
        }
    }

    /// How many targets have this status.
    pub(super) fn count(&self, status: &str) -> usize {
        let all = self.targets.values();
        all.filter(|target| target.status == status).count()
    }
}

impl Asked {
    /// The answer in a `DeploymentInfo`.
    pub(super) fn of(info: &Value) -> Asked {
        match info["rollbackInfo"]["rollbackDeploymentId"].as_str() {
            Some(id) => Asked::By(id.to_string()),
            None if is_final(text(&info["status"])) => Asked::No,
            None => Asked::NotYet,
        }
    }
}

impl Target {
    /// The lifecycle event that is next or in progress, or that failed.
    pub(super) fn current(&self) -> Option<&str> {
        let failed = self.events.iter().find(|(_, status)| status == "Failed");
        let open = |status: &str| ["InProgress", "Pending", "Unknown"].contains(&status);
        let next = || self.events.iter().find(|(_, status)| open(status));
        failed.or_else(next).map(|(name, _)| name.as_str())
    }

    /// Lifecycle events that are over, of all.
    pub(super) fn progress(&self) -> (usize, usize) {
        let over = |status: &str| ["Succeeded", "Failed"].contains(&status);
        let done = self.events.iter().filter(|(_, status)| over(status));
        (done.count(), self.events.len())
    }
}

fn target(document: &Value) -> (String, Target) {
    let instance = &document["instanceTarget"];
    let events = list(&instance["lifecycleEvents"]);
    let event = |one: &Value| {
        let (name, status) = (&one["lifecycleEventName"], &one["status"]);
        (text(name).to_string(), text(status).to_string())
    };
    let failed = events.iter().find(|event| event["status"] == "Failed");
    let note = failed.map_or("", |event| text(&event["diagnostics"]["message"]));
    let status = text(&instance["status"]).to_string();
    let started = events.iter().filter_map(|event| time(&event["startTime"]));
    let over = ["Succeeded", "Failed", "Skipped"].contains(&status.as_str());
    let ended = events.iter().filter_map(|event| time(&event["endTime"]));
    let target = Target {
        events: events.iter().map(event).collect(),
        started: started.reduce(f64::min),
        ended: ended.reduce(f64::max).filter(|_| over),
        note: note.into(),
        printed: Vec::new(),
        status,
    };
    (text(&instance["targetId"]).to_string(), target)
}
