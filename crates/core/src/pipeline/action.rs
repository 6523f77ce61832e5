//! The life of one action execution: started, named outside, ended, timed out, abandoned.

use std::collections::BTreeMap;

use super::artifacts::output_slots;
use super::declaration::ActionDeclaration;
use super::explain;
use super::job::{ActionFailure, ActionOutcome, ActionSuccess, Artifact, External, FailureCode};
use super::machine::{Effect, Refusal, Reply};
use super::records::{
    ActionExecution, ActionStatus, Delivered, ErrorDetails, Execution, ExecutionStatus, numbered,
};
use super::turn::Turn;
use super::variables::{Scope, resolve};
use crate::{Reason, Span};

/// Output variables of one action together, in bytes.
const VARIABLES_MAX: usize = 122_880;

impl Turn<'_> {
    /// Starts one attempt of an action; references to variables are resolved here, once.
    pub(super) fn start_action(&mut self, number: u64, stage: &str, action: &ActionDeclaration) {
        self.p.state.actions += 1;
        let ordinal = self.p.state.actions;
        let Some(execution) = self.p.executions.get(&number) else {
            return;
        };
        let (row, problem) = self.prepare(ordinal, execution, stage, action);
        self.record_start(number, stage, &row);
        self.insert_action(row);
        self.action_event("action.started", ordinal, None);
        match problem {
            Some(failure) => self.close_action(ordinal, Err(failure)),
            None if action.action_type_id.is_approval() => self.open_approval(ordinal),
            None => {
                let job = self.p.actions.get(&ordinal).map(|a| a.job(self.p.name()));
                let effect = job.map(|job| Effect::StartAction(Box::new(job)));
                self.out.effects.extend(effect);
            }
        }
    }

    fn prepare(
        &self,
        ordinal: u64,
        execution: &Execution,
        stage: &str,
        action: &ActionDeclaration,
    ) -> (ActionExecution, Option<ActionFailure>) {
        let scope = Scope {
            execution: &execution.id,
            variables: &execution.variables,
            namespaces: &execution.namespaces,
        };
        let resolved = resolve(&action.configuration, &scope);
        let inputs = inputs(execution, action);
        let problem = resolved.as_ref().err().or(inputs.as_ref().err()).cloned();
        let key = numbered(self.p.name(), ordinal);
        let overrides = execution.overrides.iter();
        let overrides = overrides.filter(|o| o.action == action.name);
        let overrides: Vec<_> = overrides.map(|o| o.revision.clone()).collect();
        let resolved = resolved.unwrap_or_default();
        let limit = action.timeout_in_minutes.map(Span::minutes);
        let limit = limit.unwrap_or_else(|| self.p.limit(&action.action_type_id));
        let mut row = ActionExecution {
            id: self.p.state.seed.uuid(&["action", &key]),
            number: ordinal,
            execution: execution.number,
            execution_id: execution.id.clone(),
            version: execution.version,
            stage: stage.to_string(),
            action: action.name.clone(),
            action_type: action.action_type_id.clone(),
            configuration: action.configuration.clone(),
            outputs: output_slots(
                &self.p.record,
                &self.p.state.seed,
                action,
                &key,
                &resolved,
                &overrides,
            ),
            resolved,
            role_arn: action.role_arn.clone(),
            region: self.p.record.region.clone(),
            namespace: action.namespace.clone(),
            inputs: inputs.unwrap_or_default(),
            overrides,
            status: ActionStatus::InProgress,
            started: self.now,
            updated: self.now,
            updated_by: None,
            deadline: self.now + limit,
            external: External::default(),
            error: None,
            revision: None,
            variables: BTreeMap::new(),
            token: None,
            reason: None,
        };
        row.reason = Some(explain::running(&row, self.now));
        (row, problem)
    }

    fn record_start(&mut self, number: u64, stage: &str, row: &ActionExecution) {
        if let Some(execution) = self.execution(number) {
            execution.actions.push(row.number);
            if let Some(run) = execution.stages.get_mut(stage) {
                run.actions.insert(row.action.clone(), row.number);
            }
        }
        if let Some(record) = self.stage(stage) {
            record.actions.insert(row.action.clone(), row.number);
        }
    }

    /// The provider tells the name of its work.
    pub(super) fn progress(&mut self, id: &str, external: External) -> Result<Reply, Refusal> {
        let number = self.running_number(id)?;
        let now = self.now;
        if self
            .p
            .actions
            .get(&number)
            .is_some_and(|a| a.external != external)
            && let Some(action) = self.action(number)
        {
            action.external = external;
            action.reason = Some(explain::running(action, now));
        }
        Ok(Reply::Done)
    }

    /// The provider has finished.
    pub(super) fn ended(&mut self, id: &str, outcome: ActionOutcome) -> Result<Reply, Refusal> {
        let number = self.running_number(id)?;
        self.end_action(number, outcome);
        Ok(Reply::Done)
    }

    fn running_number(&self, id: &str) -> Result<u64, Refusal> {
        let mut running = self.p.running();
        let found = running.find(|a| a.id == id).map(|a| a.number);
        found.ok_or_else(|| Refusal::NotRunning(id.to_string()))
    }

    /// Every action whose time is over fails.
    pub(super) fn expire_actions(&mut self) {
        let over = self.p.running().filter(|a| a.deadline <= self.now);
        let over: Vec<_> = over
            .map(|a| (a.number, a.deadline.since(a.started)))
            .collect();
        for (number, limit) in over {
            let minutes = limit.0 / 60_000;
            let failure =
                ActionFailure::job(format!("The action timed out after {minutes} minutes"));
            self.end_action(number, Err(failure));
        }
    }

    /// Records the end of an action and lets its execution go on.
    pub(super) fn end_action(&mut self, number: u64, outcome: ActionOutcome) {
        let Some(action) = self.p.actions.get(&number) else {
            return;
        };
        let (execution, stage) = (action.execution, action.stage.clone());
        self.close_action(number, outcome);
        self.proceed(execution, &stage);
    }

    /// Records the end of an action, nothing more.
    fn close_action(&mut self, number: u64, outcome: ActionOutcome) {
        let outcome = outcome.and_then(check_variables);
        let source = self.p.actions.get(&number);
        let source = source.filter(|a| a.action_type.is_source());
        let source = source.map(|a| a.action.clone());
        let delivered = outcome.as_ref().ok().and_then(|s| s.revision.clone());
        match outcome {
            Ok(success) => self.succeed(number, success),
            Err(failure) => self.fail(number, failure),
        }
        if let Some(name) = source {
            self.source_ended(&name, delivered.map(|r| r.id));
        }
    }

    fn succeed(&mut self, number: u64, success: ActionSuccess) {
        let now = self.now;
        let Some(action) = self.action(number) else {
            return;
        };
        action.status = ActionStatus::Succeeded;
        action.reason = Some(explain::succeeded(action, now));
        action.external = success.external;
        action.variables = success.variables;
        action.revision = success.revision;
        let revision = action.revision.as_ref().map(|r| r.id.clone());
        for output in &mut action.outputs {
            output.revision.clone_from(&revision);
        }
        let done = action.clone();
        if let Some(execution) = self.execution(done.execution) {
            adopt(execution, &done);
        }
        self.action_event("action.succeeded", number, Some(ActionStatus::InProgress));
    }

    fn fail(&mut self, number: u64, failure: ActionFailure) {
        let now = self.now;
        let Some(action) = self.action(number) else {
            return;
        };
        action.status = ActionStatus::Failed;
        if failure.external != External::default() {
            action.external = failure.external.clone();
        }
        action.reason = Some(explain::failed(action, &failure, now));
        action.error = Some(ErrorDetails {
            code: failure.code.name().into(),
            message: failure.message,
        });
        self.action_event("action.failed", number, Some(ActionStatus::InProgress));
    }

    /// Gives the running actions of an execution up; their providers are not told.
    pub(super) fn abandon_actions(&mut self, execution: u64, why: &str) {
        let running = self.p.running().filter(|a| a.execution == execution);
        let running: Vec<u64> = running.map(|a| a.number).collect();
        let now = self.now;
        for number in running {
            let Some(action) = self.action(number) else {
                continue;
            };
            action.status = ActionStatus::Abandoned;
            action.reason = Some(explain::abandoned(action, why, now));
            let source = action
                .action_type
                .is_source()
                .then(|| action.action.clone());
            self.action_event("action.abandoned", number, Some(ActionStatus::InProgress));
            if let Some(name) = source {
                self.source_ended(&name, None);
            }
        }
    }

    /// Ends an execution that holds or waits for a stage, from outside.
    pub(super) fn end_from_outside(
        &mut self,
        number: u64,
        status: ExecutionStatus,
        reason: Reason,
    ) {
        let Some(execution) = self.p.executions.get(&number) else {
            return;
        };
        let place = execution.place.clone();
        let held = self.p.state.stages.get(&place);
        let inside = held.is_some_and(|s| s.inside.contains(&number));
        if inside {
            self.abandon_actions(number, &reason.detail);
            self.close_stage(number, &place, status, &reason);
        } else if let Some(record) = self.stage(&place) {
            record.waiting.retain(|n| *n != number);
        }
        self.end_execution(number, status, reason);
    }
}

/// Takes over what a succeeded action leaves to the execution.
fn adopt(execution: &mut Execution, action: &ActionExecution) {
    for output in &action.outputs {
        execution
            .artifacts
            .insert(output.name.clone(), output.clone());
    }
    if let Some(namespace) = &action.namespace {
        let variables = action.variables.clone();
        execution.namespaces.insert(namespace.clone(), variables);
    }
    if action.action_type.is_deploy() {
        execution.deployed = Some(action.updated);
    }
    if let (Some(revision), Some(output)) = (&action.revision, action.outputs.first()) {
        execution.revisions.retain(|r| r.action != action.action);
        execution.revisions.push(Delivered {
            action: action.action.clone(),
            artifact: output.name.clone(),
            revision: revision.clone(),
        });
    }
}

fn inputs(
    execution: &Execution,
    action: &ActionDeclaration,
) -> Result<Vec<Artifact>, ActionFailure> {
    let found = action.input_artifacts.iter().map(|input| {
        let artifact = execution.artifacts.get(&input.name).cloned();
        artifact.ok_or_else(|| {
            ActionFailure::configuration(format!(
                "No action of this execution has produced the input artifact '{}'",
                input.name
            ))
        })
    });
    found.collect()
}

fn check_variables(success: ActionSuccess) -> Result<ActionSuccess, ActionFailure> {
    let size = |(key, value): (&String, &String)| key.len() + value.len();
    let total: usize = success.variables.iter().map(size).sum();
    if total <= VARIABLES_MAX {
        return Ok(success);
    }
    let message = format!("The output variables take {total} bytes, more than {VARIABLES_MAX}");
    let failure = ActionFailure::new(FailureCode::ConfigurationError, message);
    Err(failure.with_external(success.external))
}
