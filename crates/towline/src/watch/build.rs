//! A build as far as it is known: its phases, from documents of the API and from events.

use serde_json::Value;

use crate::document::{list, text, time};

/// A build.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Build {
    pub(super) id: String,
    pub(super) project: String,
    pub(super) status: String,
    pub(super) started: f64,
    pub(super) ended: Option<f64>,
    pub(super) phases: Vec<Phase>,
    /// The last lines of its log, when it is read.
    pub(super) printed: Vec<String>,
}

/// A phase that was begun.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Phase {
    pub(super) name: String,
    /// Empty until it is over.
    pub(super) status: String,
    pub(super) started: f64,
    pub(super) ended: Option<f64>,
    /// What the runner said of it.
    pub(super) note: String,
}

/// Whether a build of this status has ended.
pub(super) fn is_final(status: &str) -> bool {
    !status.is_empty() && status != "IN_PROGRESS"
}

impl Build {
    /// From a `Build` of BatchGetBuilds.
    pub(super) fn new(document: &Value) -> Build {
        Build {
            id: text(&document["id"]).into(),
            project: text(&document["projectName"]).into(),
            status: text(&document["buildStatus"]).into(),
            started: time(&document["startTime"]).unwrap_or_default(),
            ended: time(&document["endTime"]),
            phases: list(&document["phases"]).iter().map(phase).collect(),
            printed: Vec::new(),
        }
    }

    /// Takes an event of this build.
    pub(super) fn fold(&mut self, kind: &str, at: f64, detail: &Value) {
        match kind {
            "build.phase-started" => {
                let phase = self.phase(text(&detail["phase"]));
                (phase.started, phase.ended) = (at, None);
                phase.status.clear();
            }
            "build.phase-ended" => {
                let phase = self.phase(text(&detail["phase"]));
                phase.status = text(&detail["phaseStatus"]).into();
                phase.ended = Some(at);
                phase.note = text(&detail["contexts"][0]["message"]).into();
            }
            "build.leased" | "build.lease-lost" | "build.submitted" => {}
            _ => {
                self.status = text(&detail["to"]).into();
                self.ended = Some(at);
            }
        }
    }

    fn phase(&mut self, name: &str) -> &mut Phase {
        let at = self.phases.iter().position(|phase| phase.name == name);
        let at = at.unwrap_or_else(|| {
            let name = name.to_string();
            self.phases.push(Phase {
                name,
                ..Phase::default()
            });
            self.phases.len() - 1
        });
        &mut self.phases[at]
    }

    /// The phase it is in, or that failed.
    pub(super) fn current(&self) -> Option<&Phase> {
        let bad = |phase: &&Phase| !["SUCCEEDED", ""].contains(&phase.status.as_str());
        let failed = self.phases.iter().find(bad);
        failed.or_else(|| self.phases.iter().rev().find(|phase| phase.ended.is_none()))
    }
}

fn phase(document: &Value) -> Phase {
    let contexts = list(&document["contexts"]);
    let said = contexts.iter().map(|one| text(&one["message"]));
    Phase {
        name: text(&document["phaseType"]).into(),
        status: text(&document["phaseStatus"]).into(),
        started: time(&document["startTime"]).unwrap_or_default(),
        ended: time(&document["endTime"]),
        note: said
            .into_iter()
            .find(|words| !words.is_empty())
            .unwrap_or_default()
            .into(),
    }
}
