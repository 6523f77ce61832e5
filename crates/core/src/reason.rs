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

    /// Cause and way out in one line, for places that have room for one text.
    pub fn sentence(&self) -> String {
        match self.unblock.is_empty() {
            true => self.detail.clone(),
            false => format!("{}; unblock: {}", self.detail, self.unblock),
        }
    }

    /// A complete explanation: a cause, and a way out unless all went well.
    #[cfg(test)]
    pub(crate) fn explains(&self, went_well: bool) -> bool {
        !self.code.is_empty() && !self.detail.is_empty() && (went_well || !self.unblock.is_empty())
    }

    /// The same reason, holding since it began: a step that finds the same cause (by its code) again
    /// renews the numbers and not the beginning.
    pub fn since_begun(self, before: Option<&Reason>) -> Reason {
        match before {
            Some(before) if before.code == self.code => Reason {
                since: before.since,
                ..self
            },
            _ => self,
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
