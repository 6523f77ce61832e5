//! What must hold after each step, seen from outside: the watch reads committed rows and events,
//! and what hosts, runners and people have said, never the machines' memory.

pub(crate) mod builds;
pub(crate) mod deployments;
pub(crate) mod executions;
pub(crate) mod pipelines;
pub(crate) mod rollbacks;
pub(crate) mod targets;

use towline_core::Event;

use crate::coverage::Coverage;

/// An invariant that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Its name.
    pub invariant: &'static str,
    /// Where and how.
    pub detail: String,
}

pub(crate) type Check = Result<(), Failure>;

/// `Err` with this name unless it holds.
pub(crate) fn hold(holds: bool, invariant: &'static str, detail: impl FnOnce() -> String) -> Check {
    match holds {
        true => Ok(()),
        false => Err(Failure {
            invariant,
            detail: detail(),
        }),
    }
}

/// Everything that is watched.
#[derive(Default)]
pub(crate) struct Watch {
    pub(crate) deployments: deployments::Deployments,
    pub(crate) pipelines: pipelines::Pipelines,
    pub(crate) builds: builds::Builds,
    pub(crate) seen: Coverage,
}

impl Watch {
    /// The faults are over and nothing moves any more: everything must have ended.
    pub(crate) fn ended(&self) -> Check {
        self.deployments.ended()?;
        self.builds.ended()?;
        self.pipelines.ended()
    }
}

/// Whether one of the events is of this kind, about this subject, and says these words.
pub(crate) fn told(events: &[Event], kind: &str, subject: &str, words: &[(&str, &str)]) -> bool {
    events.iter().any(|event| {
        event.kind == kind
            && event.subject == subject
            && words.iter().all(|(key, text)| event.detail[*key] == *text)
    })
}

/// A parsed row; what our own machines wrote can always be read.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(
    kind: &str,
    key: &str,
    doc: &str,
) -> Result<T, Failure> {
    serde_json::from_str(doc).map_err(|error| Failure {
        invariant: "rows-can-be-read",
        detail: format!("{kind} {key}: {error}"),
    })
}
