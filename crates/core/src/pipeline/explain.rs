//! The reasons that executions and actions carry while they wait and when they end.
//!
//! An execution is in front of a stage or inside of it; its reason is found anew at the end of every
//! step, so that it always tells the present holder, transition or action. A reason whose cause goes
//! on keeps its beginning.

use super::job::{ActionFailure, External};
use super::records::{ActionExecution, Execution, ExecutionStatus, StageRecord};
use super::turn::Turn;
use crate::{Reason, Time};

/// What a running action waits for: the build, the deployment or the provider itself.
pub(super) fn running(action: &ActionExecution, now: Time) -> Reason {
    let provider = &action.action_type.provider;
    let External { id, summary, .. } = &action.external;
    let (detail, unblock) = match (provider.as_str(), id) {
        ("CodeBuild", Some(id)) => (
            format!("waits for build {id}"),
            format!("build {id}: it ends, or is stopped (stop-build)"),
        ),
        ("CodeDeploy", Some(id)) => (
            format!("waits for deployment {id}"),
            format!("deployment {id}: it ends, or is stopped (stop-deployment)"),
        ),
        (_, Some(id)) => (
            format!("waits for {id} of provider {provider}"),
            format!("provider {provider}: it ends"),
        ),
        (_, None) => (
            format!("waits for provider {provider}, which has not named its work yet"),
            format!("provider {provider}: it ends"),
        ),
    };
    let said = match summary.as_deref() {
        Some(summary) if !summary.is_empty() => format!(" ({summary})"),
        _ => String::new(),
    };
    let limit = limit(action);
    let reason = Reason::wait(
        "WaitingForProvider",
        format!("action '{}' {detail}{said}", action.action),
        format!("{unblock}; or the time limit of {limit} does"),
        now,
    );
    reason.since_begun(action.reason.as_ref())
}

/// How long the action may take, in the largest unit that tells it exactly.
fn limit(action: &ActionExecution) -> String {
    let minutes = action.deadline.since(action.started).0 / 60_000;
    let (count, unit) = match minutes {
        1.. if minutes % 1440 == 0 => (minutes / 1440, "day"),
        1.. if minutes % 60 == 0 => (minutes / 60, "hour"),
        _ => (minutes, "minute"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// An approval that nobody has answered.
pub(super) fn unanswered(action: &ActionExecution, now: Time) -> Reason {
    let limit = limit(action);
    let asked = match action.resolved.get("CustomData") {
        Some(text) => format!(": {text}"),
        None => String::new(),
    };
    Reason::wait(
        "WaitingForApproval",
        format!("action '{}' waits for an answer{asked}", action.action),
        format!(
            "approve or reject action '{}' of stage '{}' within {limit}",
            action.action, action.stage
        ),
        now,
    )
}

/// An action that ended well.
pub(super) fn succeeded(action: &ActionExecution, now: Time) -> Reason {
    let detail = match &action.updated_by {
        Some(by) => format!("action '{}' was approved by {by}", action.action),
        None => format!("provider {} did its work", action.action_type.provider),
    };
    Reason::fact("Succeeded", detail, now)
}

/// An action that failed. Its code says more than the API's, which has none for a refused approval
/// or a time-out.
pub(super) fn failed(action: &ActionExecution, failure: &ActionFailure, now: Time) -> Reason {
    let retry = format!("retry stage '{}', or start a new execution", action.stage);
    let late = now >= action.deadline;
    let (code, first) = match (&action.updated_by, late, action.external.id.as_deref()) {
        (Some(_), ..) => ("Rejected", "mend what was objected to".to_string()),
        (None, true, _) if action.action_type.is_approval() => {
            ("ApprovalTimedOut", "answer in time".to_string())
        }
        (None, true, Some(id)) => ("ActionTimedOut", format!("see what {id} waits for")),
        (None, true, None) => ("ActionTimedOut", "see what the provider waits for".into()),
        (None, false, Some(id)) => (failure.code.name(), format!("see {id}, mend it")),
        (None, false, None) => (failure.code.name(), "mend what the message names".into()),
    };
    Reason::wait(
        code,
        failure.message.clone(),
        format!("{first}; then {retry}"),
        now,
    )
}

/// An action that was given up; what its provider started may go on.
pub(super) fn abandoned(action: &ActionExecution, why: &str, now: Time) -> Reason {
    let left = match &action.external.id {
        Some(id) => format!("; {id} was not told and goes on by itself"),
        None => String::new(),
    };
    Reason::wait(
        "Abandoned",
        format!("{why}{left}"),
        format!("retry stage '{}', or start a new execution", action.stage),
        now,
    )
}

impl Turn<'_> {
    /// Gives every execution in front of a stage or inside of one the reason it waits for now.
    pub(super) fn explain_waits(&mut self) {
        let mut reasons = Vec::new();
        for (name, stage) in &self.p.state.stages {
            let waiting = stage.waiting.iter();
            reasons.extend(waiting.map(|n| (*n, self.in_front(name, stage))));
            let inside = stage.inside.iter();
            reasons.extend(inside.filter_map(|n| Some((*n, self.inside(*n, name)?))));
        }
        for (number, reason) in reasons {
            let Some(execution) = self.p.executions.get(&number) else {
                continue;
            };
            let before = execution.reason.as_ref();
            let reason = match reason.code.as_str() {
                // It began with the oldest action that runs.
                "WaitingForActions" => reason,
                _ => reason.since_begun(before),
            };
            if before != Some(&reason)
                && let Some(execution) = self.execution(number)
            {
                execution.reason = Some(reason);
            }
        }
    }

    fn in_front(&self, stage: &str, record: &StageRecord) -> Reason {
        let transition = &record.transition;
        let holder = record.inside.first().and_then(|n| self.p.executions.get(n));
        let id = holder.map_or("another execution", |e| e.id.as_str());
        let held = match holder {
            Some(_) => format!("; the stage is held by execution {id} as well"),
            None => String::new(),
        };
        let (code, detail, unblock) = if !transition.enabled {
            let by = transition.by.as_deref().unwrap_or("unknown");
            let why = transition.reason.as_deref().unwrap_or("no reason given");
            (
                "TransitionDisabled",
                format!("the transition into stage '{stage}' was disabled by {by}: {why}{held}"),
                format!("enable the transition into stage '{stage}'"),
            )
        } else if transition.stale {
            (
                "TransitionStale",
                format!(
                    "the transition into stage '{stage}' was disabled for more than 30 days{held}"
                ),
                "start a new execution".to_string(),
            )
        } else {
            (
                "StageLocked",
                format!("stage '{stage}' is held by execution {id}"),
                format!("execution {id} leaves the stage, or is stopped"),
            )
        };
        Reason::wait(code, detail, unblock, self.now)
    }

    fn inside(&self, number: u64, stage: &str) -> Option<Reason> {
        let execution = self.p.executions.get(&number)?;
        let running: Vec<_> = self.p.running().filter(|a| a.execution == number).collect();
        let names: Vec<_> = running.iter().map(|a| format!("'{}'", a.action)).collect();
        let names = names.join(", ");
        if execution.status == ExecutionStatus::Stopping {
            return Some(Reason::wait(
                "Stopping",
                format!(
                    "{}; waits for the end of action {names}",
                    stop_words(execution)
                ),
                "the actions end, or stop again with abandon",
                self.now,
            ));
        }
        let since = running.iter().map(|a| a.started).min();
        Some(Reason::wait(
            "WaitingForActions",
            format!("stage '{stage}' runs action {names}"),
            "the actions end",
            since.unwrap_or(self.now),
        ))
    }

    /// How a stage ended, as the reason of the execution that leaves it.
    pub(super) fn stage_ended(&self, number: u64, stage: &str, status: ExecutionStatus) -> Reason {
        let execution = self.p.executions.get(&number);
        match (status, execution) {
            (ExecutionStatus::Failed, _) => Reason::wait(
                status.name(),
                self.failures(number, stage),
                format!("retry stage '{stage}', or start a new execution"),
                self.now,
            ),
            (ExecutionStatus::Stopped, Some(execution)) => stopped(execution, self.now),
            _ => Reason::fact(status.name(), "every stage succeeded", self.now),
        }
    }

    fn failures(&self, number: u64, stage: &str) -> String {
        let execution = self.p.executions.get(&number);
        let run = execution.and_then(|e| e.stages.get(stage));
        let ended = run.into_iter().flat_map(|run| run.actions.values());
        let ended = ended.filter_map(|n| self.p.actions.get(n));
        let words = ended.filter_map(|a| match (&a.error, &a.reason) {
            (Some(error), _) => Some(format!("action '{}': {}", a.action, error.message)),
            (None, Some(reason)) if reason.code == "Abandoned" => {
                Some(format!("action '{}': {}", a.action, reason.detail))
            }
            _ => None,
        });
        let words: Vec<String> = words.collect();
        format!("stage '{stage}' failed: {}", words.join("; "))
    }
}

/// An execution that ended because somebody stopped it.
pub(super) fn stopped(execution: &Execution, now: Time) -> Reason {
    let entered = execution.stages.contains_key(&execution.place);
    let unblock = match entered {
        true => format!(
            "retry stage '{}', or start a new execution",
            execution.place
        ),
        false => "start a new execution".to_string(),
    };
    Reason::wait("Stopped", stop_words(execution), unblock, now)
}

/// Who stopped an execution, and the words they left.
fn stop_words(execution: &Execution) -> String {
    let Some(stop) = &execution.stop else {
        return "stopped".into();
    };
    let by = match stop.by.as_str() {
        "" => String::new(),
        by => format!(" by {by}"),
    };
    let how = if stop.abandon {
        ", its actions given up"
    } else {
        ""
    };
    match stop.reason.as_deref() {
        Some(reason) => format!("stopped{by}{how}: {reason}"),
        None => format!("stopped{by}{how}"),
    }
}
