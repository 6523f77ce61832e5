//! Retrying a stage of a failed or stopped execution, under the same execution id.

use serde_json::json;

use super::machine::{Refusal, Reply};
use super::records::{ActionStatus, ExecutionStatus, StageRun};
use super::turn::Turn;

impl Turn<'_> {
    /// `RetryStageExecution`.
    pub(super) fn retry(&mut self, stage: &str, id: &str, all: bool) -> Result<Reply, Refusal> {
        self.declared_stage(stage)?;
        let number = self.retryable_execution(stage, id)?;
        let failed = self.failed_actions(number, stage);
        self.check_retry(number, stage, &failed, all)?;
        self.hold(number, stage);
        let now = self.now;
        let mut stage_from = None;
        let Some(execution) = self.execution(number) else {
            return Ok(Reply::Done);
        };
        let from = std::mem::replace(&mut execution.status, ExecutionStatus::InProgress);
        execution.stop = None;
        execution.reason = None;
        execution.attempt += 1;
        if let Some(run) = execution.stages.get_mut(stage) {
            stage_from = Some(std::mem::replace(
                &mut run.status,
                ExecutionStatus::InProgress,
            ));
            run.retries += 1;
            run.started = Some(now);
            let keep = |name: &str| !all && !failed.iter().any(|f| f == name);
            run.actions.retain(|name, _| keep(name));
        }
        let mode = if all { "ALL_ACTIONS" } else { "FAILED_ACTIONS" };
        let detail = json!({
            "from": from,
            "to": ExecutionStatus::InProgress,
            "retryMode": mode,
            "stage": stage,
        });
        self.execution_event("execution.resumed", number, detail);
        self.stage_event("stage.resumed", number, stage, stage_from, None);
        if !all {
            self.restart(number, stage, &failed);
        }
        self.proceed(number, stage);
        Ok(Reply::Execution(id.to_string()))
    }

    fn retryable_execution(&self, stage: &str, id: &str) -> Result<u64, Refusal> {
        let latest = self.p.state.stages.get(stage).and_then(|s| s.latest);
        match self.p.find(id) {
            Some(number) if latest == Some(number) => Ok(number),
            _ => Err(Refusal::NotLatest {
                execution: id.into(),
                stage: stage.into(),
            }),
        }
    }

    fn check_retry(
        &self,
        number: u64,
        stage: &str,
        failed: &[String],
        all: bool,
    ) -> Result<(), Refusal> {
        let no = |why: String| Err(Refusal::StageNotRetryable(why));
        let Some(execution) = self.p.executions.get(&number) else {
            return no(format!("stage '{stage}' has no execution"));
        };
        if execution.version != self.p.record.declaration.version {
            return no(format!(
                "the pipeline was updated since execution {} ran: start a new execution",
                execution.id
            ));
        }
        if failed.is_empty() {
            return no(format!(
                "stage '{stage}' of execution {} has no failed or abandoned action",
                execution.id
            ));
        }
        if execution.status == ExecutionStatus::Stopping {
            return no(format!("execution {} is being stopped", execution.id));
        }
        let running = self.p.running().any(|a| a.execution == number);
        if all && running {
            return no(format!("actions of stage '{stage}' are still running"));
        }
        Ok(())
    }

    fn run(&self, number: u64, stage: &str) -> Option<&StageRun> {
        self.p.executions.get(&number)?.stages.get(stage)
    }

    fn failed_actions(&self, number: u64, stage: &str) -> Vec<String> {
        let bad = |n: &u64| {
            let status = self.p.actions.get(n).map(|a| a.status);
            matches!(status, Some(ActionStatus::Failed | ActionStatus::Abandoned))
        };
        let run = self.run(number, stage).into_iter();
        let failed = run.flat_map(|run| run.actions.iter().filter(|(_, n)| bad(n)));
        failed.map(|(name, _)| name.clone()).collect()
    }

    /// Starts the failed actions again at once: their siblings may still be running.
    fn restart(&mut self, number: u64, stage: &str, names: &[String]) {
        let declared = self.p.record.declaration.stage(stage);
        let declared = declared.map(|(_, s)| s.actions.clone()).unwrap_or_default();
        for action in declared.iter().filter(|a| names.contains(&a.name)) {
            self.start_action(number, stage, action);
        }
    }
}
