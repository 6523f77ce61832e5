//! One transition, as every reporter sees it. The store numbers events when they are committed.
//!
//! An event about a state names the object in `subject` and `detail`, and has the state before and
//! after as `from` and `to` in the API's words (`from` is null for what is new). Whatever did not
//! go well has a `reason`. [`KINDS`] lists every kind there is.

mod kinds;
#[cfg(test)]
pub(crate) mod witness;

use serde::{Deserialize, Serialize};

use crate::Time;

pub use kinds::{KINDS, Kind, Maker, is_registered};

/// Something that happened to a machine or a part of it, stored in the transaction that did it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When, by the server's clock.
    pub at: Time,
    /// What: one of [`KINDS`].
    pub kind: String,
    /// The machine: a deployment id, a pipeline execution id, a build id.
    pub subject: String,
    /// Further facts: names, states, a [`crate::Reason`]. Never a secret.
    pub detail: serde_json::Value,
}
