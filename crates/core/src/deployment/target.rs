//! One host of a deployment: its lifecycle events, and its standing in the deployment group.

use serde::{Deserialize, Serialize};

use super::record::Revision;
use crate::{Reason, Time};

/// Row kind of [`Target`]; key: deployment id, `/`, target name.
pub const TARGET: &str = "target";
/// Row kind of [`Standing`]; key: deployment group id, `/`, host name.
pub const STANDING: &str = "standing";

/// State of a target or of a lifecycle event, in AWS's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Progress {
    /// Not begun.
    Pending,
    /// Begun.
    InProgress,
    /// Ended well.
    Succeeded,
    /// Ended with a failure.
    Failed,
    /// Left out.
    Skipped,
}

impl Progress {
    /// The word on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Progress::Pending => "Pending",
            Progress::InProgress => "InProgress",
            Progress::Succeeded => "Succeeded",
            Progress::Failed => "Failed",
            Progress::Skipped => "Skipped",
        }
    }

    /// Nothing follows any more.
    pub fn is_final(self) -> bool {
        !matches!(self, Progress::Pending | Progress::InProgress)
    }
}

/// The row `target`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// Host name; also the target id.
    pub name: String,
    /// ARN of the host.
    pub arn: String,
    /// The host's standing when the deployment was created.
    pub before: Standing,
    /// Where it is.
    pub status: Progress,
    /// All lifecycle events in run order.
    pub events: Vec<LifecycleEvent>,
    /// Last change.
    pub updated: Time,
    /// What it waits for, or how it ended.
    pub reason: Option<Reason>,
}

/// One lifecycle event on one target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LifecycleEvent {
    /// For example `BeforeInstall`.
    pub name: String,
    /// Where it is.
    pub status: Progress,
    /// When its command was first handed out.
    pub offered: Option<Time>,
    /// When the host acknowledged it.
    pub started: Option<Time>,
    /// The mark of the handing-out that was acknowledged: it may be acknowledged again, and its
    /// result counts.
    pub claim: Option<String>,
    /// When it ended.
    pub ended: Option<Time>,
    /// What the host reported.
    pub diagnostics: Option<Diagnostics>,
}

/// The result of a lifecycle event, in the words of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostics {
    /// `Success`, `ScriptMissing`, `ScriptNotExecutable`, `ScriptTimedOut`, `ScriptFailed` or
    /// `UnknownError`.
    pub error_code: String,
    /// The failing script, or empty.
    pub script_name: String,
    /// For people.
    pub message: String,
    /// The last lines of output.
    pub log_tail: String,
    /// How many scripts the host ran for it.
    #[serde(default)]
    pub scripts: u32,
}

impl Diagnostics {
    /// A cause that no script gave.
    pub fn unknown(message: impl Into<String>) -> Diagnostics {
        Diagnostics {
            error_code: "UnknownError".into(),
            script_name: String::new(),
            message: message.into(),
            log_tail: String::new(),
            scripts: 0,
        }
    }

    /// What a good event shows.
    pub fn success() -> Diagnostics {
        Diagnostics {
            error_code: "Success".into(),
            script_name: String::new(),
            message: "Succeeded".into(),
            log_tail: String::new(),
            scripts: 0,
        }
    }
}

/// What a group knows about a host from earlier deployments. A host without a row is unhealthy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The last deployment to it succeeded.
    pub healthy: bool,
    /// What the group's last known good deployment to it installed; `None` is unknown.
    pub revision: Option<Revision>,
}

impl Standing {
    /// Position in the deployment order: unhealthy, unknown revision, old, current.
    pub fn class(&self, current: Option<&Revision>) -> u8 {
        match &self.revision {
            _ if !self.healthy => 0,
            None => 1,
            Some(own) if Some(own) != current => 2,
            Some(_) => 3,
        }
    }
}

impl Target {
    /// A target that has not begun.
    pub fn new(host: Host, events: &[&str], now: Time) -> Target {
        Target {
            name: host.name,
            arn: host.arn,
            before: host.standing,
            status: Progress::Pending,
            events: events
                .iter()
                .map(|name| LifecycleEvent::new(name))
                .collect(),
            updated: now,
            reason: None,
        }
    }

    /// The event that is offered or running.
    pub fn current(&self) -> Option<usize> {
        if self.status != Progress::InProgress {
            return None;
        }
        self.events.iter().position(|e| !e.status.is_final())
    }

    /// A host acknowledged a command or reported on one: the host is no longer as it was.
    pub fn attempted(&self) -> bool {
        self.events.iter().any(|e| e.started.is_some())
    }

    /// The host's standing now that this target has ended; `None` when it was not touched.
    pub fn standing(&self, installed: &Revision, current: Option<&Revision>) -> Option<Standing> {
        match self.status {
            Progress::Succeeded => Some(Standing {
                healthy: true,
                revision: Some(installed.clone()),
            }),
            Progress::Failed => Some(self.spoiled(current)),
            Progress::Skipped if self.attempted() => Some(self.spoiled(current)),
            _ => None,
        }
    }

    /// Unhealthy; a host that had the current revision has an unknown one now.
    fn spoiled(&self, current: Option<&Revision>) -> Standing {
        let revision = self.before.revision.clone();
        Standing {
            healthy: false,
            revision: revision.filter(|own| Some(own) != current),
        }
    }
}

impl LifecycleEvent {
    fn new(name: &str) -> LifecycleEvent {
        LifecycleEvent {
            name: name.into(),
            status: Progress::Pending,
            offered: None,
            started: None,
            claim: None,
            ended: None,
            diagnostics: None,
        }
    }
}

/// A host that a deployment is to reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Host name; becomes the target id.
    pub name: String,
    /// ARN of the host.
    pub arn: String,
    /// Its standing in the group.
    pub standing: Standing,
}
