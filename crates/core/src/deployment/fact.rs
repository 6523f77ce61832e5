//! What can happen to a deployment, what the teller hears, and what it asks of the world.

use super::target::Diagnostics;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A host took a command and is about to run it.
    Acknowledged {
        /// The command.
        command: String,
        /// The host has no script for it: nothing will run.
        noop: bool,
        /// The mark of the poll that handed the command out. A host that lost the answer asks
        /// again with the same mark and gets the same answer; another mark is told to drop the
        /// command.
        claim: Option<String>,
    },
    /// A host is done with a command. The first such report of the handing-out that acknowledged
    /// the command counts, or of any while none has.
    Completed {
        /// The command.
        command: String,
        /// The mark of the poll that handed the command out.
        claim: Option<String>,
        /// How it ended.
        succeeded: bool,
        /// What the host said.
        diagnostics: Diagnostics,
    },
    /// The answer to [`Effect::AskHost`].
    HostContact {
        /// The command that runs too long.
        command: String,
        /// The host was heard of lately.
        alive: bool,
    },
    /// A host will never report again, for example because it was deregistered.
    HostGone {
        /// Target name.
        target: String,
        /// What happened to it.
        detail: String,
    },
    /// `StopDeployment`.
    Stop {
        /// `autoRollbackEnabled` of the call.
        rollback: Option<bool>,
        /// ARN of the caller.
        by: String,
    },
    /// Application or group were deleted: end at once, without a rollback.
    Abandon {
        /// Error code, for example `DEPLOYMENT_GROUP_MISSING`.
        code: String,
        /// For people.
        message: String,
    },
}

/// The answer to a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// Taken note of.
    Noted,
    /// Acknowledgement: run the command.
    Run,
    /// Acknowledgement: do not run the command, and do not report on it.
    Drop,
    /// Completion: the result does not count, because another one does or will.
    Ignored,
    /// Stop: hosts still run a command.
    Stopping,
    /// Stop: nothing runs any more.
    Stopped,
}

/// A fact that was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The command identifier is not one of this deployment's.
    #[error("this deployment has no such command")]
    UnknownCommand,
    /// The deployment has no such target.
    #[error("this deployment has no such target")]
    UnknownTarget,
    /// Too late.
    #[error("the deployment has already ended")]
    AlreadyCompleted,
}

/// Work for the shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Hand the command to the host, again and again until it is acknowledged or withdrawn.
    Offer(HostCommand),
    /// Stop handing it out.
    Withdraw(HostCommand),
    /// Say by [`Fact::HostContact`] whether the host was heard of lately.
    AskHost(HostCommand),
    /// Drive the deployment with this id, which was stored together with the step (a rollback).
    Drive(String),
}

/// A command to a host. It is handed out for one run only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostCommand {
    /// Single-use, unguessable identifier.
    pub id: String,
    /// Deployment id.
    pub deployment: String,
    /// Host name.
    pub host: String,
    /// Lifecycle event to run.
    pub event: String,
}
