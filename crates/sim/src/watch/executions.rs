//! Executions and their actions: transitions with their events and causes, run order, artifacts
//! that stay at home, approvals that somebody gave.

use std::collections::BTreeSet;

use towline_core::pipeline::records::{
    ActionExecution, ActionStatus, Execution, ExecutionStatus, StageRun,
};
use towline_core::pipeline::{Fact, Pipeline};

use super::pipelines::View;
use super::{Check, hold, told};
use crate::coverage::Coverage;
use crate::names;
use crate::shell::Step;

impl View {
    /// An execution's new row.
    pub(super) fn execution(
        &mut self,
        execution: &Execution,
        step: &Step<Pipeline>,
        seen: &mut Coverage,
        ids: &mut BTreeSet<String>,
    ) -> Check {
        let number = execution.number;
        let before = self.executions.get(&number);
        let was = before.map(|before| before.status);
        if before.is_none() {
            hold(ids.insert(execution.id.clone()), "ids-are-unique", || {
                format!("execution id {} is used twice", execution.id)
            })?;
            let latest = self.executions.keys().next_back();
            hold(
                latest.is_none_or(|last| *last < number),
                "ids-are-unique",
                || format!("execution {number} follows {latest:?}"),
            )?;
            if execution.trigger.kind == "PollForSourceChanges" {
                let count = self
                    .triggers
                    .entry(execution.trigger.detail.clone())
                    .or_default();
                *count += 1;
                let count = *count;
                hold(count == 1, "no-change-starts-twice", || {
                    format!("{} started {count} executions", execution.trigger.detail)
                })?;
            }
        }
        let before = self.executions.get(&number);
        let retried = matches!(step.fact, Some(Fact::Retry { .. }));
        if was != Some(execution.status) {
            execution_status(was, execution, step, retried)?;
            if let Some(name) = names::pipeline::ending(execution.status) {
                seen.count(name);
            }
        }
        let reason = execution.reason.as_ref();
        let explained = reason.is_some_and(|r| !r.detail.is_empty() && !r.code.is_empty());
        hold(
            explained || execution.status.is_live(),
            "final-state-has-a-cause",
            || {
                format!(
                    "execution {number} ended {} without a cause",
                    execution.status.name()
                )
            },
        )?;
        if execution.status == ExecutionStatus::Superseded {
            let newer = self.state.executions > number;
            hold(newer, "newer-supersedes-older", || {
                format!("execution {number} is superseded by nobody")
            })?;
        }
        for (stage, run) in &execution.stages {
            let before = before.and_then(|before| before.stages.get(stage));
            self.stage_run(execution, stage, before, run, step)?;
        }
        Ok(())
    }

    /// A stage of an execution.
    fn stage_run(
        &self,
        execution: &Execution,
        stage: &str,
        before: Option<&StageRun>,
        run: &StageRun,
        step: &Step<Pipeline>,
    ) -> Check {
        let number = execution.number;
        if before.is_some_and(|before| before.status == run.status) {
            return Ok(());
        }
        if before.is_none() {
            let stages = &self.record.declaration.stages;
            let at = stages.iter().position(|declared| declared.name == stage);
            let previous = at.and_then(|at| stages.get(at.checked_sub(1)?));
            let through = previous.is_none_or(|previous| {
                let run = execution.stages.get(&previous.name);
                run.is_some_and(|run| run.status == ExecutionStatus::Succeeded)
            });
            hold(through, "stages-in-order", || {
                format!("execution {number} entered {stage} before it was through the one before")
            })?;
        }
        let kinds: &[&str] = match run.status {
            ExecutionStatus::InProgress => &["stage.started", "stage.resumed"],
            ExecutionStatus::Stopping => &["stage.stopping"],
            ExecutionStatus::Stopped => &["stage.stopped"],
            ExecutionStatus::Succeeded => &["stage.succeeded"],
            ExecutionStatus::Superseded => &[],
            ExecutionStatus::Failed => &["stage.failed"],
            ExecutionStatus::Cancelled => &["stage.canceled"],
        };
        let words = [("stage", stage)];
        let told = kinds
            .iter()
            .any(|kind| told(&step.events, kind, &execution.id, &words));
        hold(told, "every-transition-has-an-event", || {
            format!(
                "{stage} of execution {number} became {} without an event",
                run.status.name()
            )
        })
    }

    /// An action execution's new row.
    pub(super) fn action(
        &mut self,
        action: &ActionExecution,
        step: &Step<Pipeline>,
        seen: &mut Coverage,
        ids: &mut BTreeSet<String>,
    ) -> Check {
        let name = format!(
            "action {} ({} in {})",
            action.number, action.action, action.stage
        );
        let before = self.actions.get(&action.number);
        let was = before.map(|before| before.status);
        if was.is_none() {
            hold(ids.insert(action.id.clone()), "ids-are-unique", || {
                format!("action execution id {} is used twice", action.id)
            })?;
            self.run_order(&name, action)?;
            self.artifacts(&name, action)?;
            self.event(&name, action, step, "action.started")?;
        }
        let ended = was.is_some_and(|was| was != ActionStatus::InProgress);
        hold(
            !ended || was == Some(action.status),
            "final-is-final",
            || format!("{name} had ended {was:?} and is {:?}", action.status),
        )?;
        if was == Some(action.status) {
            return Ok(());
        }
        if let Some(ending) = names::pipeline::action(action.status) {
            seen.count(ending);
        }
        let reason = action.reason.as_ref().is_some_and(|r| !r.detail.is_empty());
        match action.status {
            ActionStatus::InProgress => {
                let approval = action.action_type.is_approval();
                hold(
                    !approval || (reason && action.token.is_some()),
                    "every-wait-has-a-reason",
                    || format!("{name} waits for an answer without reason or token"),
                )
            }
            ActionStatus::Succeeded => {
                self.event(&name, action, step, "action.succeeded")?;
                let earned = earned(action, step.fact.as_ref());
                hold(earned, "success-is-earned", || {
                    format!("{name} succeeded, but nobody said so")
                })
            }
            ActionStatus::Failed => {
                self.event(&name, action, step, "action.failed")?;
                let error = action.error.as_ref().is_some_and(|e| !e.message.is_empty());
                hold(error && reason, "final-state-has-a-cause", || {
                    format!("{name} failed without a cause")
                })
            }
            ActionStatus::Abandoned => {
                self.event(&name, action, step, "action.abandoned")?;
                hold(reason, "final-state-has-a-cause", || {
                    format!("{name} was abandoned without a cause")
                })
            }
        }
    }

    fn event(
        &self,
        name: &str,
        action: &ActionExecution,
        step: &Step<Pipeline>,
        kind: &str,
    ) -> Check {
        let words = [("actionExecution", action.id.as_str())];
        let told = told(&step.events, kind, &action.execution_id, &words);
        hold(told, "every-transition-has-an-event", || {
            format!("{name}: no event {kind}")
        })
    }

    /// Whatever comes earlier in the stage has succeeded in this execution.
    fn run_order(&self, name: &str, action: &ActionExecution) -> Check {
        let declared = self.record.declaration.stage(&action.stage);
        let run = self.executions.get(&action.execution);
        let run = run.and_then(|e| e.stages.get(&action.stage));
        let (Some((_, declared)), Some(run)) = (declared, run) else {
            return hold(false, "run-order", || format!("{name} belongs to no stage"));
        };
        let own = declared.action(&action.action).map_or(0, |a| a.run_order);
        for earlier in declared.actions.iter().filter(|a| a.run_order < own) {
            let latest = run
                .actions
                .get(&earlier.name)
                .and_then(|n| self.actions.get(n));
            let good = latest.is_some_and(|a| a.status == ActionStatus::Succeeded);
            hold(good, "run-order", || {
                format!("{name} started before {} had succeeded", earlier.name)
            })?;
        }
        Ok(())
    }

    /// Outputs have a key of their own, inputs come from the same execution.
    fn artifacts(&mut self, name: &str, action: &ActionExecution) -> Check {
        for output in &action.outputs {
            let other = self.makers.insert(output.key.clone(), action.number);
            hold(other.is_none(), "artifacts-stay-at-home", || {
                format!(
                    "{name} writes {}, which action {other:?} writes",
                    output.key
                )
            })?;
        }
        for input in &action.inputs {
            let maker = self
                .makers
                .get(&input.key)
                .and_then(|n| self.actions.get(n));
            let own = maker.is_some_and(|maker| {
                maker.execution == action.execution && maker.status == ActionStatus::Succeeded
            });
            hold(own, "artifacts-stay-at-home", || {
                format!(
                    "{name} reads {}, which its execution did not make",
                    input.key
                )
            })?;
        }
        Ok(())
    }
}

/// Somebody who may said that the action succeeded.
fn earned(action: &ActionExecution, fact: Option<&Fact>) -> bool {
    match fact {
        Some(Fact::Approve(approval)) => {
            approval.approved && action.token.as_ref() == Some(&approval.token)
        }
        Some(Fact::Ended {
            action: id,
            outcome,
        }) => *id == action.id && outcome.is_ok(),
        _ => false,
    }
}

fn execution_status(
    was: Option<ExecutionStatus>,
    execution: &Execution,
    step: &Step<Pipeline>,
    retried: bool,
) -> Check {
    let number = execution.number;
    let retryable = matches!(
        was,
        Some(ExecutionStatus::Failed | ExecutionStatus::Stopped)
    );
    let ended = was.is_some_and(|was| !was.is_live());
    hold(!ended || (retryable && retried), "final-is-final", || {
        format!(
            "execution {number} had ended {was:?} and is {}",
            execution.status.name()
        )
    })?;
    let kind = match execution.status {
        ExecutionStatus::InProgress if was.is_some() => "execution.resumed",
        ExecutionStatus::InProgress => "execution.started",
        ExecutionStatus::Stopping => "execution.stopping",
        ExecutionStatus::Stopped => "execution.stopped",
        ExecutionStatus::Succeeded => "execution.succeeded",
        ExecutionStatus::Superseded => "execution.superseded",
        ExecutionStatus::Failed => "execution.failed",
        ExecutionStatus::Cancelled => "execution.canceled",
    };
    hold(
        told(&step.events, kind, &execution.id, &[]),
        "every-transition-has-an-event",
        || {
            format!(
                "execution {number} became {} without {kind}",
                execution.status.name()
            )
        },
    )
}
