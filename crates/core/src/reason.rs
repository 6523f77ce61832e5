//! Why something waits, failed, was stopped or was refused.
//!
//! Console, command line, API diagnostics and events all print this one text.

use serde::{Deserialize, Serialize};

use crate::Time;

/// A cause with its arithmetic and its remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Stable short name, for example `HEALTH_CONSTRAINTS` or `WaitingForApproval`.
    pub code: String,
    /// One sentence: what happened, to which object, with the numbers.
    pub detail: String,
    /// Who or what can change it; empty when nothing can.
    pub unblock: String,
    /// Since when it holds.
    pub since: Time,
}

impl Reason {
    /// A reason that nothing can unblock any more.
    pub fn fact(code: &str, detail: impl Into<String>, since: Time) -> Reason {
        Reason {
            code: code.into(),
            detail: detail.into(),
            unblock: String::new(),
            since,
        }
    }

    /// A reason with the way out.
    pub fn wait(
        code: &str,
        detail: impl Into<String>,
        unblock: impl Into<String>,
        since: Time,
    ) -> Reason {
        Reason {
            code: code.into(),
            detail: detail.into(),
            unblock: unblock.into(),
            since,
        }
    }
}
