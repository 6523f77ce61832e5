//! One transition, as every reporter sees it. The store numbers events when they are committed.

use serde::{Deserialize, Serialize};

use crate::Time;

/// Something that happened to a machine or a part of it, stored in the transaction that did it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When, by the server's clock.
    pub at: Time,
    /// What, for example `deployment.started`, `target.lifecycle-event`, `action.succeeded`.
    pub kind: String,
    /// The machine: a deployment id, a pipeline execution id, a build id.
    pub subject: String,
    /// Further facts: names, states, a [`crate::Reason`]. Never a secret.
    pub detail: serde_json::Value,
}
