//! The reasons that a build carries while it waits or works, and when it ends.

use super::{MAX_ATTEMPTS, Phase, PhaseStatus, PhaseType, Record, Status};
use crate::{Reason, Time};

impl Record {
    /// No runner has it.
    pub(super) fn queued(&self, since: &str, now: Time) -> Reason {
        Reason::wait(
            "WAITING_FOR_RUNNER",
            format!("no runner has taken the build since {since}"),
            format!(
                "a runner: start one (`towline runner`), or wait until one is free; the build \
                 times out after {} minutes in the queue",
                self.queued_limit.0 / 60_000
            ),
            now,
        )
    }

    /// A runner works on a phase.
    pub(super) fn working(&self, phase: PhaseType, now: Time) -> Reason {
        let runner = self.attempt.as_ref().map_or("", |a| &a.runner);
        Reason::wait(
            "RUNNING",
            format!("runner {runner} works on phase {}", phase.name()),
            format!(
                "the phase ends, the build is stopped (stop-build), or its time limit of {} \
                 minutes ends it",
                self.limit.0 / 60_000
            ),
            now,
        )
    }

    /// A runner that has lost the build, in words that go on with why.
    pub(super) fn lost(&self, why: &str) -> String {
        let (number, runner) = match &self.attempt {
            Some(attempt) => (attempt.number, attempt.runner.as_str()),
            None => (0, "nobody"),
        };
        format!("{why} (runner {runner}, attempt {number} of {MAX_ATTEMPTS})")
    }

    /// How the phases add up.
    pub(super) fn summed_up(&self, status: Status, now: Time) -> Reason {
        let failed =
            |p: &&Phase| matches!(p.status, Some(PhaseStatus::Failed | PhaseStatus::Fault));
        let Some(phase) = self.phases.iter().find(failed) else {
            return Reason::fact(status.name(), "every phase succeeded", now);
        };
        let context = phase.contexts.first().cloned().unwrap_or_default();
        let code = match context.code.is_empty() {
            true => "PHASE_FAILED",
            false => &context.code,
        };
        Reason::wait(
            code,
            format!("phase {} failed: {}", phase.kind.name(), context.message),
            "mend what the message names, then build again; the build's log says more",
            now,
        )
    }
}

/// Somebody stopped it.
pub(super) fn stopped(by: &str, now: Time) -> Reason {
    let detail = format!("the build was stopped by {by} (StopBuild)");
    Reason::wait("STOPPED", detail, "build again", now)
}

/// Runner after runner lost it.
pub(super) fn given_up(detail: &str, now: Time) -> Reason {
    let unblock = "look at the runners: their logs say why they went silent; then build again";
    Reason::wait("RUNNER_LOST", detail, unblock, now)
}

/// It waited for a runner for too long.
pub(super) fn queued_too_long(record: &Record, now: Time) -> Reason {
    let detail = format!(
        "no runner took the build within {} minutes",
        record.queued_limit.0 / 60_000
    );
    let unblock = "start a runner (`towline runner`), then build again";
    Reason::wait("BUILD_TIMED_OUT", detail, unblock, now)
}

/// A runner worked on it for too long.
pub(super) fn worked_too_long(record: &Record, phase: PhaseType, now: Time) -> Reason {
    let detail = format!(
        "phase {} was running when the time limit of {} minutes was over",
        phase.name(),
        record.limit.0 / 60_000
    );
    let unblock = "make the build faster, or raise timeoutInMinutes; then build again";
    Reason::wait("BUILD_TIMED_OUT", detail, unblock, now)
}
