//! Starting an execution: variables, revision overrides, the client request token.

use std::collections::BTreeMap;

use serde_json::json;

use super::declaration::Declaration;
use super::machine::{Refusal, Reply, Start, Token};
use super::records::{Execution, ExecutionStatus, SourceOverride, kind, numbered};
use super::turn::Turn;
use crate::{Reason, Row, Span};

/// How long a client request token is remembered.
const TOKEN_LIFE: Span = Span::hours(24);

impl Turn<'_> {
    /// `StartPipelineExecution`.
    pub(super) fn start(&mut self, start: Start) -> Result<Reply, Refusal> {
        let known = start.token.as_ref().and_then(|t| self.p.tokens.get(t));
        if let Some(token) = known
            && self.now.since(token.at) < TOKEN_LIFE
        {
            return Ok(Reply::Execution(token.execution.clone()));
        }
        check_start(
            &self.p.record.declaration,
            &start.variables,
            &start.overrides,
        )?;
        Ok(Reply::Execution(self.begin(start)))
    }

    /// Starts an execution and gives its id. One that lacks a variable fails at once.
    pub(super) fn begin(&mut self, start: Start) -> String {
        self.p.state.executions += 1;
        self.touch_state();
        let number = self.p.state.executions;
        let id = self.execution_id(number);
        let declaration = &self.p.record.declaration;
        let first = declaration.stages.first().map(|s| s.name.clone());
        let first = first.unwrap_or_default();
        let (variables, missing) = resolve(declaration, &start.variables);
        let execution = Execution {
            id: id.clone(),
            number,
            version: declaration.version,
            status: ExecutionStatus::InProgress,
            started: self.now,
            updated: self.now,
            trigger: start.trigger,
            stop: None,
            variables,
            overrides: start.overrides,
            artifacts: BTreeMap::new(),
            namespaces: BTreeMap::new(),
            revisions: Vec::new(),
            deployed: None,
            place: first.clone(),
            stages: BTreeMap::new(),
            attempt: 1,
            reason: None,
            actions: Vec::new(),
        };
        let trigger = json!({ "trigger": execution.trigger, "from": null, "to": execution.status });
        self.insert_execution(execution);
        self.out.rows.push(Row::put(
            kind::EXECUTION_ID,
            format!("{}/{id}", self.p.name()),
            &number,
        ));
        self.remember(start.token, &id);
        self.execution_event("execution.started", number, trigger);
        match missing {
            None => self.arrive(number, &first),
            Some(name) => self.end_execution(
                number,
                ExecutionStatus::Failed,
                Reason::wait(
                    "MissingVariable",
                    format!(
                        "pipeline variable '{name}' has no default value and the start gave none"
                    ),
                    format!("start an execution with a value for '{name}', or declare a default"),
                    self.now,
                ),
            ),
        }
        id
    }

    pub(super) fn execution_id(&self, number: u64) -> String {
        let seed = &self.p.state.seed;
        seed.uuid(&["execution", &numbered(self.p.name(), number)])
    }

    /// Keeps the token for a day and drops the expired ones.
    fn remember(&mut self, token: Option<String>, execution: &str) {
        let now = self.now;
        let name = self.p.name().to_string();
        let key = |token: &str| format!("{name}/{token}");
        let mut expired = Vec::new();
        self.p.tokens.retain(|token, entry| {
            let keep = now.since(entry.at) < TOKEN_LIFE;
            if !keep {
                expired.push(Row::delete(kind::TOKEN, key(token)));
            }
            keep
        });
        self.out.rows.extend(expired);
        let Some(token) = token else { return };
        let entry = Token {
            execution: execution.into(),
            at: now,
        };
        self.out
            .rows
            .push(Row::put(kind::TOKEN, key(&token), &entry));
        self.p.tokens.insert(token, entry);
    }
}

fn resolve(
    declaration: &Declaration,
    given: &BTreeMap<String, String>,
) -> (BTreeMap<String, String>, Option<String>) {
    let mut values = BTreeMap::new();
    let mut missing = None;
    for variable in &declaration.variables {
        let value = given
            .get(&variable.name)
            .or(variable.default_value.as_ref());
        match value {
            Some(value) => {
                values.insert(variable.name.clone(), value.clone());
            }
            None => missing = missing.or_else(|| Some(variable.name.clone())),
        }
    }
    (values, missing)
}

/// Whether an execution may be started with these values and revisions.
pub fn check_start(
    declaration: &Declaration,
    variables: &BTreeMap<String, String>,
    overrides: &[SourceOverride],
) -> Result<(), Refusal> {
    check_variables(declaration, variables)?;
    check_overrides(declaration, overrides)
}

fn check_variables(
    declaration: &Declaration,
    given: &BTreeMap<String, String>,
) -> Result<(), Refusal> {
    let declared = |name: &String| declaration.variables.iter().any(|v| v.name == *name);
    if let Some(name) = given.keys().find(|name| !declared(name)) {
        return Err(Refusal::Invalid(format!(
            "The pipeline does not declare a variable with name '{name}'"
        )));
    }
    match resolve(declaration, given).1 {
        Some(name) => Err(Refusal::Invalid(format!(
            "Value for the pipeline variable '{name}' is required: it has no default value"
        ))),
        None => Ok(()),
    }
}

fn check_overrides(declaration: &Declaration, given: &[SourceOverride]) -> Result<(), Refusal> {
    for wanted in given {
        let name = &wanted.action;
        let (_, action) = declaration
            .actions()
            .find(|(_, a)| a.name == *name && a.action_type_id.is_source())
            .ok_or_else(|| {
                Refusal::Invalid(format!(
                    "sourceRevisions names '{name}', which is not a source action of the pipeline"
                ))
            })?;
        let provider = action.action_type_id.provider.as_str();
        let kind = wanted.revision.kind.as_str();
        let keys_allowed = action.configuration.get("AllowOverrideForS3ObjectKey");
        let fits = match (provider, kind) {
            ("S3", "S3_OBJECT_VERSION_ID") | ("CodeCommit", "COMMIT_ID") => true,
            ("S3", "S3_OBJECT_KEY") => keys_allowed.is_some_and(|v| v == "true"),
            _ => false,
        };
        if !fits {
            return Err(Refusal::Invalid(format!(
                "Revision type {kind} cannot be used with source action '{name}' of provider {provider}"
            )));
        }
    }
    Ok(())
}
