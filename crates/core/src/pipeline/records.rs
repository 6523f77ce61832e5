//! The rows of a pipeline: what is stored, under which key, and read by the API's answers.
//!
//! | kind | key | content |
//! |---|---|---|
//! | `pipeline` | name | the current declaration |
//! | `pipeline-version` | name/version | every declaration ever |
//! | `pipeline-state` | name | stage locks, transitions, counters, seen revisions |
//! | `execution` | name/number | one execution |
//! | `execution-id` | name/id | its number |
//! | `action-execution` | name/number | one attempt of an action |
//! | `start-token` | name/token | the execution that a client request token started |
//!
//! Numbers grow, so that descending key order is newest first.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::catalogue::ActionTypeId;
use super::declaration::Declaration;
use super::job::{ActionJob, Artifact, External, RevisionOverride, SourceRevision};
use crate::ids::Seed;
use crate::{Reason, Time};

/// Kinds of rows.
#[expect(missing_docs, reason = "see the table above")]
pub mod kind {
    pub const PIPELINE: &str = "pipeline";
    pub const VERSION: &str = "pipeline-version";
    pub const STATE: &str = "pipeline-state";
    pub const EXECUTION: &str = "execution";
    pub const EXECUTION_ID: &str = "execution-id";
    pub const ACTION: &str = "action-execution";
    pub const TOKEN: &str = "start-token";
    pub const TAG: &str = "tag";
}

/// Key of a numbered row.
pub fn numbered(pipeline: &str, number: u64) -> String {
    format!("{pipeline}/{number:012}")
}

/// Key of a declaration.
pub fn version_key(pipeline: &str, version: u32) -> String {
    format!("{pipeline}/{version:08}")
}

/// The current declaration.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PipelineRecord {
    /// As declared; `version` is the current one.
    pub declaration: Declaration,
    /// Amazon resource name.
    pub arn: String,
    /// The region the pipeline lives in.
    pub region: String,
    /// When it was made.
    pub created: Time,
    /// When it was last declared.
    pub updated: Time,
}

/// Everything about a pipeline that is not one execution's.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct StateRecord {
    /// Ids and tokens derive from it; never shown.
    pub seed: Seed,
    /// Executions started so far.
    pub executions: u64,
    /// Action executions started so far.
    pub actions: u64,
    /// By stage name.
    pub stages: BTreeMap<String, StageRecord>,
    /// By source action name.
    pub sources: BTreeMap<String, Watched>,
    /// Some action runs: the machine must be taken up again after a restart.
    pub busy: bool,
}

/// A stage across executions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StageRecord {
    /// Executions that hold the stage; at most one unless the mode is PARALLEL.
    pub inside: Vec<u64>,
    /// Executions in front of it, oldest first.
    pub waiting: Vec<u64>,
    /// The last execution that entered.
    pub latest: Option<u64>,
    /// The inbound transition.
    pub transition: Transition,
    /// Latest attempt of each action, by action name.
    pub actions: BTreeMap<String, u64>,
}

/// The inbound transition of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// Executions may enter.
    pub enabled: bool,
    /// Enabled after so long that what waits stays until a newer execution arrives.
    pub stale: bool,
    /// Who changed it last.
    pub by: Option<String>,
    /// When.
    pub at: Option<Time>,
    /// Why it is disabled.
    pub reason: Option<String>,
}

impl Transition {
    /// Its state in the words of events.
    pub(super) fn state(&self) -> &'static str {
        match (self.enabled, self.stale) {
            (false, _) => "Disabled",
            (true, true) => "Stale",
            (true, false) => "Enabled",
        }
    }
}

impl Default for Transition {
    fn default() -> Self {
        Transition {
            enabled: true,
            stale: false,
            by: None,
            at: None,
            reason: None,
        }
    }
}

/// What is known of the newest revision of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watched {
    /// The newest that the watcher told.
    pub reported: Option<String>,
    /// The last that a source action delivered.
    pub consumed: Option<String>,
    /// The source was declared anew: the next report only says where it stands.
    #[serde(default)]
    pub baseline: bool,
    /// The report came while the source action ran: its end decides whether to start.
    pub parked: Option<Trigger>,
}

/// Why an execution began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    /// `triggerType`, for example `StartPipelineExecution`.
    pub kind: String,
    /// `triggerDetail`, for example the caller's ARN.
    pub detail: String,
}

/// `PipelineExecutionStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the API's own words")]
pub enum ExecutionStatus {
    InProgress,
    Stopping,
    Stopped,
    Succeeded,
    Superseded,
    Failed,
    Cancelled,
}

impl ExecutionStatus {
    /// Still going on.
    pub fn is_live(self) -> bool {
        matches!(
            self,
            ExecutionStatus::InProgress | ExecutionStatus::Stopping
        )
    }

    /// The word on the wire.
    pub fn name(self) -> &'static str {
        match self {
            ExecutionStatus::InProgress => "InProgress",
            ExecutionStatus::Stopping => "Stopping",
            ExecutionStatus::Stopped => "Stopped",
            ExecutionStatus::Succeeded => "Succeeded",
            ExecutionStatus::Superseded => "Superseded",
            ExecutionStatus::Failed => "Failed",
            ExecutionStatus::Cancelled => "Cancelled",
        }
    }
}

/// `ActionExecutionStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the API's own words")]
pub enum ActionStatus {
    InProgress,
    Succeeded,
    Failed,
    Abandoned,
}

impl ActionStatus {
    /// The word on the wire.
    pub fn name(self) -> &'static str {
        match self {
            ActionStatus::InProgress => "InProgress",
            ActionStatus::Succeeded => "Succeeded",
            ActionStatus::Failed => "Failed",
            ActionStatus::Abandoned => "Abandoned",
        }
    }
}

/// A source revision that a start asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceOverride {
    /// The source action.
    pub action: String,
    /// The revision.
    pub revision: RevisionOverride,
}

/// A revision that a source action of an execution delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// The source action.
    pub action: String,
    /// Its output artifact.
    pub artifact: String,
    /// The revision.
    pub revision: SourceRevision,
}

/// A request to stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopRequest {
    /// What the caller said.
    pub reason: Option<String>,
    /// Running actions are given up instead of waited for.
    pub abandon: bool,
    /// ARN of the caller; empty when it was not noted.
    #[serde(default)]
    pub by: String,
}

/// One run through the pipeline.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Execution {
    /// `pipelineExecutionId`.
    pub id: String,
    /// Start order.
    pub number: u64,
    /// The declaration it runs.
    pub version: u32,
    /// Where it stands.
    pub status: ExecutionStatus,
    /// When it started.
    pub started: Time,
    /// When it last changed.
    pub updated: Time,
    /// Why it began.
    pub trigger: Trigger,
    /// Set once a stop was requested.
    pub stop: Option<StopRequest>,
    /// Pipeline-level variables, resolved.
    pub variables: BTreeMap<String, String>,
    /// Revisions that the start asked for.
    pub overrides: Vec<SourceOverride>,
    /// What its actions have written, by artifact name.
    pub artifacts: BTreeMap<String, Artifact>,
    /// Output variables of its actions, by namespace.
    pub namespaces: BTreeMap<String, BTreeMap<String, String>>,
    /// What its source actions delivered.
    pub revisions: Vec<Delivered>,
    /// When its last deploy action succeeded.
    #[serde(default)]
    pub deployed: Option<Time>,
    /// The stage it is in, in front of, or ended in.
    pub place: String,
    /// Stages it entered, by name.
    pub stages: BTreeMap<String, StageRun>,
    /// 1, and one more with each retry.
    pub attempt: u32,
    /// Why it waits or how it ended.
    pub reason: Option<Reason>,
    /// Numbers of all its action executions, oldest first.
    pub actions: Vec<u64>,
}

/// A stage in one execution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageRun {
    /// `StageExecutionStatus`; never `Superseded`.
    pub status: ExecutionStatus,
    /// Latest attempt of each action in this execution, by action name.
    pub actions: BTreeMap<String, u64>,
    /// Retries so far.
    pub retries: u32,
    /// When the execution entered it, or the last retry began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<Time>,
}

/// What an action failed of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorDetails {
    /// For example `JobFailed`.
    pub code: String,
    /// For people.
    pub message: String,
}

/// One attempt of one action.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ActionExecution {
    /// `actionExecutionId`.
    pub id: String,
    /// Start order in the pipeline.
    pub number: u64,
    /// Number of its execution.
    pub execution: u64,
    /// Id of its execution.
    pub execution_id: String,
    /// The declaration it ran under.
    pub version: u32,
    /// Stage name.
    pub stage: String,
    /// Action name.
    pub action: String,
    /// Action type.
    pub action_type: ActionTypeId,
    /// As declared.
    pub configuration: BTreeMap<String, String>,
    /// With every reference resolved.
    pub resolved: BTreeMap<String, String>,
    /// Role of the action.
    pub role_arn: Option<String>,
    /// Region it ran in.
    pub region: String,
    /// Namespace of its output variables.
    pub namespace: Option<String>,
    /// What it reads.
    pub inputs: Vec<Artifact>,
    /// Where it writes.
    pub outputs: Vec<Artifact>,
    /// Revisions it must take.
    pub overrides: Vec<RevisionOverride>,
    /// Where it stands.
    pub status: ActionStatus,
    /// When it started.
    pub started: Time,
    /// When it last changed.
    pub updated: Time,
    /// Who ended it, when a person did.
    pub updated_by: Option<String>,
    /// When it fails with a time-out.
    pub deadline: Time,
    /// What it is called outside.
    pub external: External,
    /// Why it failed.
    pub error: Option<ErrorDetails>,
    /// Sources: what was delivered.
    pub revision: Option<SourceRevision>,
    /// Output variables.
    pub variables: BTreeMap<String, String>,
    /// Approvals: the token that answers it.
    pub token: Option<String>,
    /// Why it waits or how it ended.
    pub reason: Option<Reason>,
}

impl ActionExecution {
    /// The job for the provider.
    pub fn job(&self, pipeline: &str) -> ActionJob {
        ActionJob {
            id: self.id.clone(),
            pipeline: pipeline.into(),
            execution: self.execution_id.clone(),
            stage: self.stage.clone(),
            action: self.action.clone(),
            action_type: self.action_type.clone(),
            configuration: self.resolved.clone(),
            inputs: self.inputs.clone(),
            outputs: self.outputs.clone(),
            overrides: self.overrides.clone(),
            started: self.started,
            deadline: self.deadline,
        }
    }

    /// Not ended yet.
    pub fn is_running(&self) -> bool {
        self.status == ActionStatus::InProgress
    }
}
