//! Between and inside stages: arriving, superseding, entering, run order groups, leaving.

use serde_json::json;

use super::declaration::{Mode, StageDeclaration};
use super::records::{ActionStatus, Execution, ExecutionStatus, StageRun};
use super::turn::Turn;
use crate::Reason;

impl Turn<'_> {
    /// An execution has come to the front of a stage.
    pub(super) fn arrive(&mut self, number: u64, stage: &str) {
        if self.p.record.declaration.execution_mode == Mode::Superseded {
            self.supersede(number, stage);
        }
        if let Some(execution) = self.execution(number) {
            execution.place = stage.to_string();
        }
        let mut fresh = false;
        if let Some(record) = self.stage(stage) {
            record.waiting.push(number);
            fresh = std::mem::take(&mut record.transition.stale);
        }
        if fresh {
            let detail = json!({ "stage": stage, "from": "Stale", "to": "Enabled" });
            self.pipeline_event("stage.transition-enabled", detail);
        }
        self.admit(stage);
    }

    /// Whoever waits in front of the stage is older than the one arriving, as stages are locked
    /// in order: it gives way.
    fn supersede(&mut self, by: u64, stage: &str) {
        #[cfg(feature = "broken-rules")] // everybody waits on
        if crate::broken::Rule::Supersede.is_broken() {
            return;
        }
        let Some(record) = self.stage(stage) else {
            return;
        };
        let overtaken = std::mem::take(&mut record.waiting);
        let newer = self.p.executions.get(&by).map(|e| e.id.clone());
        for number in overtaken {
            let newer = newer.as_deref().unwrap_or_default();
            let reason = Reason::wait(
                "Superseded",
                format!("overtaken in front of stage '{stage}' by execution {newer}"),
                format!("nothing: execution {newer} goes on in its place"),
                self.now,
            );
            self.end_execution(number, ExecutionStatus::Superseded, reason);
        }
    }

    /// Lets waiting executions in, as far as lock and transition allow.
    pub(super) fn admit(&mut self, stage: &str) {
        let parallel = self.p.record.declaration.execution_mode == Mode::Parallel;
        loop {
            let Some(record) = self.p.state.stages.get(stage) else {
                return;
            };
            let open = record.transition.enabled && !record.transition.stale;
            let free = parallel || record.inside.is_empty();
            #[cfg(feature = "broken-rules")] // everybody may enter
            let free = free || crate::broken::Rule::StageLock.is_broken();
            let next = record.waiting.first().copied();
            let (Some(number), true, true) = (next, open, free) else {
                return;
            };
            if let Some(record) = self.stage(stage) {
                record.waiting.remove(0);
            }
            self.enter(number, stage);
        }
    }

    fn enter(&mut self, number: u64, stage: &str) {
        self.hold(number, stage);
        let now = self.now;
        let Some(execution) = self.execution(number) else {
            return;
        };
        execution.reason = None;
        let run = StageRun {
            status: ExecutionStatus::InProgress,
            actions: Default::default(),
            retries: 0,
            started: Some(now),
        };
        execution.stages.insert(stage.to_string(), run);
        self.stage_event("stage.started", number, stage, None, None);
        self.proceed(number, stage);
    }

    /// Takes the lock of a stage.
    pub(super) fn hold(&mut self, number: u64, stage: &str) {
        if let Some(record) = self.stage(stage) {
            if !record.inside.contains(&number) {
                record.inside.push(number);
            }
            record.latest = Some(number);
        }
    }

    /// An action of the stage has ended, or the stage has just begun: what comes next?
    pub(super) fn proceed(&mut self, number: u64, stage: &str) {
        // A group whose every action fails before it starts (a bad variable) ends at once, hence
        // the loop.
        loop {
            match self.judge(number, stage) {
                Next::Wait => return,
                Next::Start(group) => self.start_group(number, stage, group),
                Next::End(status) => return self.leave(number, stage, status),
            }
        }
    }

    fn judge(&self, number: u64, stage: &str) -> Next {
        let declared = self.p.record.declaration.stage(stage);
        let (Some(execution), Some((_, declared))) = (self.p.executions.get(&number), declared)
        else {
            return Next::Wait;
        };
        let statuses = self.statuses(execution, stage);
        if statuses.contains(&ActionStatus::InProgress) {
            return Next::Wait;
        }
        if execution.stop.is_some() {
            return Next::End(ExecutionStatus::Stopped);
        }
        let bad = |s: &ActionStatus| matches!(s, ActionStatus::Failed | ActionStatus::Abandoned);
        if statuses.iter().any(bad) {
            return Next::End(ExecutionStatus::Failed);
        }
        match self.next_group(execution, declared) {
            Some(group) => Next::Start(group),
            None => Next::End(ExecutionStatus::Succeeded),
        }
    }

    fn next_group(&self, execution: &Execution, stage: &StageDeclaration) -> Option<u32> {
        let run = execution.stages.get(&stage.name)?;
        let undone = |group: &u32| {
            let mut members = stage.actions.iter().filter(|a| a.run_order == *group);
            members.any(|a| !run.actions.contains_key(&a.name))
        };
        stage.groups().into_iter().find(undone)
    }

    fn start_group(&mut self, number: u64, stage: &str, group: u32) {
        let Some((_, declared)) = self.p.record.declaration.stage(stage) else {
            return;
        };
        let Some(execution) = self.p.executions.get(&number) else {
            return;
        };
        let run = execution.stages.get(stage);
        let done = |name: &str| run.is_some_and(|run| run.actions.contains_key(name));
        let now = |order: u32| order == group;
        #[cfg(feature = "broken-rules")] // everything at once
        let now = |order: u32| now(order) || crate::broken::Rule::RunOrder.is_broken();
        let members = declared.actions.iter();
        let due = members.filter(|a| now(a.run_order) && !done(&a.name));
        let due: Vec<_> = due.cloned().collect();
        for action in &due {
            self.start_action(number, stage, action);
        }
    }

    fn statuses(&self, execution: &Execution, stage: &str) -> Vec<ActionStatus> {
        let Some(run) = execution.stages.get(stage) else {
            return Vec::new();
        };
        let status = |number| self.p.actions.get(number).map(|a| a.status);
        run.actions.values().filter_map(status).collect()
    }

    /// The execution is done with the stage, one way or another.
    fn leave(&mut self, number: u64, stage: &str, status: ExecutionStatus) {
        let reason = self.stage_ended(number, stage, status);
        self.close_stage(number, stage, status, &reason);
        let stages = &self.p.record.declaration.stages;
        let next = stages.iter().skip_while(|s| s.name != stage).nth(1);
        let next = next.map(|s| s.name.clone());
        match next {
            Some(next) if status == ExecutionStatus::Succeeded => self.arrive(number, &next),
            _ => self.end_execution(number, status, reason),
        }
        self.admit(stage);
    }

    /// Frees the lock and records how the stage ended.
    pub(super) fn close_stage(
        &mut self,
        number: u64,
        stage: &str,
        status: ExecutionStatus,
        reason: &Reason,
    ) {
        if let Some(record) = self.stage(stage) {
            record.inside.retain(|holder| *holder != number);
        }
        let run = self.execution(number).and_then(|e| e.stages.get_mut(stage));
        let from = run.map(|run| std::mem::replace(&mut run.status, status));
        let kind = format!("stage.{}", event_word(status));
        self.stage_event(&kind, number, stage, from, Some(reason));
    }

    /// A stage changed its status in an execution; `from` is `None` when it was just entered.
    pub(super) fn stage_event(
        &mut self,
        kind: &str,
        number: u64,
        stage: &str,
        from: Option<ExecutionStatus>,
        reason: Option<&Reason>,
    ) {
        let run = self.p.executions.get(&number);
        let Some(run) = run.and_then(|e| e.stages.get(stage)) else {
            return;
        };
        let detail = json!({
            "stage": stage,
            "stageStarted": run.started,
            "from": from,
            "to": run.status,
            "reason": reason,
        });
        self.execution_event(kind, number, detail);
    }

    /// Ends an execution for good (or until a retry).
    pub(super) fn end_execution(&mut self, number: u64, status: ExecutionStatus, reason: Reason) {
        let Some(execution) = self.execution(number) else {
            return;
        };
        let from = std::mem::replace(&mut execution.status, status);
        execution.reason = Some(reason.clone());
        let deployed = execution.deployed;
        let revisions = execution.revisions.iter();
        let committed = revisions.filter_map(|r| r.revision.created).max();
        let kind = format!("execution.{}", event_word(status));
        let detail = json!({"from": from, "to": status, "reason": reason,
            "committed": committed, "deployed": deployed});
        self.execution_event(&kind, number, detail);
    }
}

/// The word for a status in the kinds of events, whose own spelling has one L.
fn event_word(status: ExecutionStatus) -> String {
    match status {
        ExecutionStatus::Cancelled => "canceled".to_string(),
        other => other.name().to_lowercase(),
    }
}

enum Next {
    Wait,
    Start(u32),
    End(ExecutionStatus),
}
