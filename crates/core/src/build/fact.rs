//! What can happen to a build, and what comes of it.

use serde::{Deserialize, Serialize};

use super::{Attempt, Context, PhaseStatus, PhaseType};

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Fact {
    /// A runner asks for the build.
    Lease {
        /// The runner's name.
        runner: String,
    },
    /// The runner is alive.
    Renewed {
        /// The lease.
        token: String,
    },
    /// The runner begins a phase.
    PhaseStarted {
        /// The lease.
        token: String,
        /// Which.
        phase: PhaseType,
    },
    /// The runner is done with a phase.
    PhaseEnded {
        /// The lease.
        token: String,
        /// Which.
        phase: PhaseType,
        /// How.
        status: PhaseStatus,
        /// Why, if not well.
        contexts: Vec<Context>,
    },
    /// The runner is done with everything.
    Completed {
        /// The lease.
        token: String,
        /// What the build left.
        completion: Completion,
    },
    /// The runner gives the build back because it shuts down.
    Released {
        /// The lease.
        token: String,
    },
    /// StopBuild.
    Stop {
        /// ARN of the caller.
        by: String,
    },
}

impl Fact {
    /// The lease that a runner's report claims.
    pub(super) fn token(&self) -> Option<&str> {
        match self {
            Fact::Renewed { token }
            | Fact::PhaseStarted { token, .. }
            | Fact::PhaseEnded { token, .. }
            | Fact::Completed { token, .. }
            | Fact::Released { token } => Some(token),
            Fact::Lease { .. } | Fact::Stop { .. } => None,
        }
    }
}

/// What a build left, beside its log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// Exported variables with their values.
    #[serde(default)]
    pub exported: Vec<(String, String)>,
    /// Uploaded artifacts.
    #[serde(default)]
    pub artifacts: Vec<Uploaded>,
    /// ARNs of reports.
    #[serde(default)]
    pub reports: Vec<String>,
    /// Test cases in these reports.
    #[serde(default)]
    pub tests: u64,
}

/// An artifact that was uploaded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploaded {
    /// Empty for the primary artifact.
    pub identifier: String,
    /// `arn:aws:s3:::bucket/key`.
    pub location: String,
    /// Hexadecimal, of a zip archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Hexadecimal, of a zip archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub md5: Option<String>,
}

/// The answer to a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// It is so.
    Done,
    /// The runner has the build.
    Leased(Attempt),
}

/// Why a fact was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Another runner has it, or it is over.
    #[error("the build does not wait for a runner")]
    NotWaiting,
    /// The lease is an old one.
    #[error("the lease ran out and the build is no longer this runner's")]
    NotYours,
    /// It was stopped or ran out of time.
    #[error("the build is over")]
    Over,
    /// Phases come in one order only.
    #[error("phase {} cannot be reported now", .0.name())]
    Order(PhaseType),
}

/// What the build asks of the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Offer it to the runners.
    Offer,
    /// Tell the runner that it ended, so that it stops at once.
    Halt,
}
