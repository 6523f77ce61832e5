//! Stopping an execution: wait for its actions, or give them up.

use serde_json::json;

use super::explain;
use super::machine::{Refusal, Reply};
use super::records::{ExecutionStatus, StopRequest};
use super::turn::Turn;
use crate::Reason;

impl Turn<'_> {
    /// `StopPipelineExecution`.
    pub(super) fn stop(
        &mut self,
        id: &str,
        abandon: bool,
        reason: Option<String>,
        by: String,
    ) -> Result<Reply, Refusal> {
        let number = self.stoppable(id, abandon)?;
        let Some(execution) = self.execution(number) else {
            return Err(Refusal::NotStoppable(id.into()));
        };
        let place = execution.place.clone();
        let from = std::mem::replace(&mut execution.status, ExecutionStatus::Stopping);
        execution.stop = Some(StopRequest {
            reason: reason.clone(),
            abandon,
            by: by.clone(),
        });
        let why = self.stop_reason(number);
        let detail = json!({
            "from": from,
            "to": ExecutionStatus::Stopping,
            "stopReason": reason,
            "abandon": abandon,
            "by": by,
            "reason": why,
        });
        self.execution_event("execution.stopping", number, detail);
        let held = self.p.state.stages.get(&place);
        let inside = held.is_some_and(|s| s.inside.contains(&number));
        let waits_for_actions =
            inside && !abandon && self.p.running().any(|a| a.execution == number);
        if waits_for_actions {
            self.wait_for_actions(number, &place);
        } else {
            if let Some(reason) = self.stop_reason(number) {
                self.end_from_outside(number, ExecutionStatus::Stopped, reason);
            }
            self.admit(&place);
        }
        Ok(Reply::Execution(id.to_string()))
    }

    fn stoppable(&self, id: &str, abandon: bool) -> Result<u64, Refusal> {
        let number = self.p.find(id);
        let execution = number.and_then(|n| self.p.executions.get(&n));
        let live = execution.filter(|e| e.status.is_live());
        let Some(execution) = live else {
            return Err(Refusal::NotStoppable(id.into()));
        };
        match &execution.stop {
            Some(stop) if stop.abandon || !abandon => Err(Refusal::DuplicatedStop(id.into())),
            _ => Ok(execution.number),
        }
    }

    fn wait_for_actions(&mut self, number: u64, stage: &str) {
        let reason = self.stop_reason(number);
        let run = self.execution(number).and_then(|e| e.stages.get_mut(stage));
        let from = run.map(|run| std::mem::replace(&mut run.status, ExecutionStatus::Stopping));
        self.stage_event("stage.stopping", number, stage, from, reason.as_ref());
    }

    fn stop_reason(&self, number: u64) -> Option<Reason> {
        let execution = self.p.executions.get(&number)?;
        Some(explain::stopped(execution, self.now))
    }
}
