//! One step being taken: the machine, the moment, and what has changed so far.
//!
//! Transitions check everything before they change anything, so that a refusal leaves no trace.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::machine::{Effect, Fact, Pipeline, Refusal, Reply, needed_actions};
use super::records::{ActionExecution, ActionStatus, Execution, StageRecord, kind, numbered};
use crate::{Event, Outcome, Row, Time};

/// What a step has produced so far.
#[derive(Default)]
pub(super) struct Changes {
    pub(super) rows: Vec<Row>,
    pub(super) events: Vec<Event>,
    pub(super) effects: Vec<Effect>,
    state: bool,
    executions: BTreeSet<u64>,
    actions: BTreeSet<u64>,
}

/// A step in progress.
pub(super) struct Turn<'a> {
    pub(super) p: &'a mut Pipeline,
    pub(super) now: Time,
    pub(super) out: Changes,
}

impl<'a> Turn<'a> {
    pub(super) fn new(p: &'a mut Pipeline, now: Time) -> Turn<'a> {
        Turn {
            p,
            now,
            out: Changes::default(),
        }
    }

    pub(super) fn take(&mut self, fact: Fact) -> Result<Reply, Refusal> {
        match fact {
            Fact::Start(start) => self.start(start),
            Fact::SourceChanged {
                action,
                revision,
                trigger,
            } => self.source_changed(&action, revision, trigger),
            Fact::Update(declaration) => Ok(self.update(*declaration)),
            Fact::Delete => Ok(self.delete()),
            Fact::Progress { action, external } => self.progress(&action, external),
            Fact::Ended { action, outcome } => self.ended(&action, outcome),
            Fact::Approve(approval) => self.approve(approval),
            Fact::Stop {
                execution,
                abandon,
                reason,
                by,
            } => self.stop(&execution, abandon, reason, by),
            Fact::Retry {
                stage,
                execution,
                all,
            } => self.retry(&stage, &execution, all),
            Fact::SetTransition {
                stage,
                outbound,
                disable,
                by,
            } => self.set_transition(&stage, outbound, disable, by),
        }
    }

    /// An execution, to be changed.
    pub(super) fn execution(&mut self, number: u64) -> Option<&mut Execution> {
        let execution = self.p.executions.get_mut(&number)?;
        execution.updated = self.now;
        self.out.executions.insert(number);
        Some(execution)
    }

    /// An action execution, to be changed.
    pub(super) fn action(&mut self, number: u64) -> Option<&mut ActionExecution> {
        let action = self.p.actions.get_mut(&number)?;
        action.updated = self.now;
        self.out.actions.insert(number);
        Some(action)
    }

    /// A stage's record, to be changed.
    pub(super) fn stage(&mut self, name: &str) -> Option<&mut StageRecord> {
        self.out.state = true;
        self.p.state.stages.get_mut(name)
    }

    /// The state row will be stored.
    pub(super) fn touch_state(&mut self) {
        self.out.state = true;
    }

    /// Stores a new execution.
    pub(super) fn insert_execution(&mut self, execution: Execution) {
        self.out.executions.insert(execution.number);
        self.p.executions.insert(execution.number, execution);
    }

    /// Stores a new action execution.
    pub(super) fn insert_action(&mut self, action: ActionExecution) {
        self.out.actions.insert(action.number);
        self.p.actions.insert(action.number, action);
    }

    pub(super) fn pipeline_event(&mut self, kind: &str, extra: Value) {
        let detail = json!({
            "pipeline": self.p.name(),
            "version": self.p.record.declaration.version,
        });
        self.push(kind, self.p.name().to_string(), detail, extra);
    }

    pub(super) fn execution_event(&mut self, kind: &str, number: u64, extra: Value) {
        let Some(execution) = self.p.executions.get(&number) else {
            return;
        };
        let detail = json!({
            "pipeline": self.p.name(),
            "execution": execution.id,
            "version": execution.version,
            "attempt": execution.attempt,
            "started": execution.started,
        });
        self.push(kind, execution.id.clone(), detail, extra);
    }

    /// An action changed its status; `from` is `None` at its start.
    pub(super) fn action_event(&mut self, kind: &str, number: u64, from: Option<ActionStatus>) {
        let Some(action) = self.p.actions.get(&number) else {
            return;
        };
        // What it writes is there once it has succeeded.
        let outputs = (action.status == ActionStatus::Succeeded).then_some(&action.outputs);
        let extra = json!({
            "stage": action.stage,
            "action": action.action,
            "actionExecution": action.id,
            "actionStarted": action.started,
            "from": from,
            "to": action.status,
            "inputs": action.inputs,
            "outputs": outputs,
            "type": action.action_type,
            "region": action.region,
            "external": action.external,
            "error": action.error,
            "reason": action.reason,
            "revision": action.revision,
        });
        self.execution_event(kind, action.execution, extra);
    }

    fn push(&mut self, kind: &str, subject: String, mut detail: Value, extra: Value) {
        if let (Value::Object(all), Value::Object(more)) = (&mut detail, extra) {
            all.extend(more.into_iter().filter(|(_, value)| !value.is_null()));
        }
        self.out.events.push(Event {
            at: self.now,
            kind: kind.into(),
            subject,
            detail,
        });
    }

    /// Writes what changed, and lets go of executions that only history needs.
    pub(super) fn finish<R>(mut self, reply: R) -> Outcome<R, Effect> {
        if !self.p.deleted {
            self.explain_waits();
            self.write();
            self.forget();
        }
        Outcome {
            reply,
            rows: self.out.rows,
            events: self.out.events,
            effects: self.out.effects,
        }
    }

    fn write(&mut self) {
        let busy = self.p.running().next().is_some();
        let name = self.p.name().to_string();
        if self.p.state.busy != busy {
            self.p.state.busy = busy;
            self.out.state = true;
        }
        if self.out.state {
            let row = Row::put(kind::STATE, name.clone(), &self.p.state);
            self.out.rows.push(row);
        }
        let executions = self.out.executions.iter();
        let rows = executions.filter_map(|n| self.p.executions.get(n));
        let rows = rows.map(|e| Row::put(kind::EXECUTION, numbered(&name, e.number), e));
        self.out.rows.extend(rows);
        let actions = self.out.actions.iter();
        let rows = actions.filter_map(|n| self.p.actions.get(n));
        let rows = rows.map(|a| Row::put(kind::ACTION, numbered(&name, a.number), a));
        self.out.rows.extend(rows);
    }

    fn forget(&mut self) {
        let needed = self.p.state.needed();
        self.p
            .executions
            .retain(|number, _| needed.contains(number));
        let needed = needed_actions(&self.p.state, &self.p.executions);
        self.p.actions.retain(|number, _| needed.contains(number));
    }
}
