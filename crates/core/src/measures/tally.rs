//! What events add up to. Tallies of two spans of time can be added to that of both.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{Event, Span, Time};

/// Counts and sums over events. What an old event does not say is not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Deployments that ended, rollbacks included.
    pub deployments: u64,
    /// From creation to end of all these deployments.
    pub deployment_time: Span,
    /// Scripts that hosts ran for lifecycle events.
    pub scripts: u64,
    /// Names of the deployment configurations that deployments were created with.
    pub strategies: BTreeSet<String>,
    /// Rollbacks that failed.
    pub failed_rollbacks: u64,
    /// Digests of the revisions that source actions delivered: the same one again is not new.
    pub revisions: BTreeSet<u64>,
    /// Builds that ended.
    pub builds: u64,
    /// Test cases in the reports of these builds.
    pub tests: u64,
    /// Deployments of a change that succeeded.
    pub good_changes: u64,
    /// Deployments of a change that reached hosts and failed.
    pub failed_changes: u64,
    /// From commit to end of deployment, in milliseconds, of each execution that deployed.
    pub lead_times: Vec<i64>,
    /// From the failure of a group to its next success, in milliseconds.
    pub recoveries: Vec<i64>,
}

impl Tally {
    /// Counts one event.
    pub fn add(&mut self, event: &Event) {
        let Event { at, detail, .. } = event;
        match event.kind.as_str() {
            "deployment.created" => self.strategies.extend(text(detail, "deploymentConfig")),
            "deployment.succeeded" | "deployment.failed" | "deployment.stopped" => {
                self.deployment(event);
            }
            "target.lifecycle-event" => {
                let scripts = &detail["diagnostics"]["scripts"];
                self.scripts += scripts.as_u64().unwrap_or(0);
            }
            "action.succeeded" if detail["type"]["category"] == "Source" => {
                self.revisions
                    .extend(text(&detail["revision"], "id").map(|id| digest(&id)));
            }
            "build.succeeded" | "build.failed" | "build.fault" | "build.timed-out"
            | "build.stopped" => {
                self.builds += 1;
                self.tests += detail["tests"].as_u64().unwrap_or(0);
            }
            "execution.succeeded" => {
                if let (Some(committed), Some(deployed)) =
                    (time(detail, "committed"), time(detail, "deployed"))
                {
                    self.lead_times.push(deployed.since(committed).0);
                }
            }
            _ => {}
        }
        if event.kind == "deployment.succeeded"
            && let Some(since) = time(detail, "failingSince")
        {
            self.recoveries.push(at.since(since).0);
        }
    }

    fn deployment(&mut self, event: &Event) {
        let Event {
            at, detail, kind, ..
        } = event;
        self.deployments += 1;
        if let Some(created) = time(detail, "created") {
            let total = self.deployment_time.0.saturating_add(at.since(created).0);
            self.deployment_time = Span(total);
        }
        let rollback = !detail["rollsBack"].is_null();
        let started = !detail["started"].is_null();
        match (kind.as_str(), rollback) {
            ("deployment.succeeded", false) => self.good_changes += 1,
            ("deployment.failed", false) if started => self.failed_changes += 1,
            ("deployment.failed", true) => self.failed_rollbacks += 1,
            _ => {}
        }
    }

    /// Adds what another span of time holds.
    pub fn merge(&mut self, other: &Tally) {
        self.deployments += other.deployments;
        let time = self.deployment_time.0;
        self.deployment_time = Span(time.saturating_add(other.deployment_time.0));
        self.scripts += other.scripts;
        self.strategies.extend(other.strategies.iter().cloned());
        self.failed_rollbacks += other.failed_rollbacks;
        self.revisions.extend(&other.revisions);
        self.builds += other.builds;
        self.tests += other.tests;
        self.good_changes += other.good_changes;
        self.failed_changes += other.failed_changes;
        self.lead_times.extend(&other.lead_times);
        self.recoveries.extend(&other.recoveries);
    }
}

fn text(detail: &Value, name: &str) -> Option<String> {
    detail[name].as_str().map(str::to_string)
}

fn time(detail: &Value, name: &str) -> Option<Time> {
    detail[name].as_i64().map(Time)
}

/// Eight bytes stand for a revision's id: two in a million million would be taken for one.
fn digest(id: &str) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&Sha256::digest(id)[..8]);
    u64::from_be_bytes(first)
}
