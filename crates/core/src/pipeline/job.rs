//! One action handed to a provider, and what comes back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::catalogue::ActionTypeId;
use crate::Time;

/// Where an artifact lies (bucket and key; `s3Location` of the API).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Artifact {
    /// The name that the pipeline declares.
    pub name: String,
    /// The pipeline's artifact bucket.
    pub bucket: String,
    /// Unique to one action execution and one output.
    pub key: String,
    /// The source revision that the content came from, where it came straight from a source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
}

/// A revision that a source action must take instead of the newest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionOverride {
    /// `COMMIT_ID`, `S3_OBJECT_VERSION_ID` or `S3_OBJECT_KEY`.
    pub kind: String,
    /// The commit, version id or object key.
    pub value: String,
}

/// Everything a provider needs to run one action. Its `id` is the idempotency key: after a crash
/// the same job is handed out again, and running it twice must do the work once.
#[derive(Clone, PartialEq)]
pub struct ActionJob {
    /// The action execution id.
    pub id: String,
    /// Pipeline name.
    pub pipeline: String,
    /// Pipeline execution id.
    pub execution: String,
    /// Stage name.
    pub stage: String,
    /// Action name.
    pub action: String,
    /// The action type.
    pub action_type: ActionTypeId,
    /// Configuration with every variable reference resolved.
    pub configuration: BTreeMap<String, String>,
    /// Artifacts to read, in the order of the declaration.
    pub inputs: Vec<Artifact>,
    /// Places to write, in the order of the declaration.
    pub outputs: Vec<Artifact>,
    /// Source actions: revisions the start of the execution asked for; empty means the newest.
    pub overrides: Vec<RevisionOverride>,
    /// When the action started; the same when the job is handed out again.
    pub started: Time,
    /// When the machine gives the action up; a provider need not watch it.
    pub deadline: Time,
}

// Resolved configuration may hold secrets.
impl std::fmt::Debug for ActionJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ActionJob")
            .field("id", &self.id)
            .field("pipeline", &self.pipeline)
            .field("execution", &self.execution)
            .field("stage", &self.stage)
            .field("action", &self.action)
            .field("action_type", &self.action_type)
            .finish_non_exhaustive()
    }
}

impl ActionJob {
    /// The override of this kind, if the start named one.
    pub fn override_of(&self, kind: &str) -> Option<&str> {
        let found = self.overrides.iter().find(|o| o.kind == kind);
        found.map(|o| o.value.as_str())
    }
}

/// What the outside calls the work of an action: a build id, a deployment id, a version id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct External {
    /// `externalExecutionId`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// A page about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// One line for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
}

/// The revision that a source action delivered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRevision {
    /// Commit id or object version id.
    pub id: String,
    /// For S3 the ETag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_id: Option<String>,
    /// Commit message or the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// A page about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When the revision was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Time>,
}

/// An action that did its work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionSuccess {
    /// What it is called outside.
    pub external: External,
    /// Source actions: what was delivered.
    pub revision: Option<SourceRevision>,
    /// Output variables.
    pub variables: BTreeMap<String, String>,
}

/// The error codes of `errorDetails` and `failureDetails.type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the API's own words")]
pub enum FailureCode {
    JobFailed,
    ConfigurationError,
    PermissionError,
    RevisionOutOfSync,
    RevisionUnavailable,
    SystemUnavailable,
}

impl FailureCode {
    /// The word on the wire.
    pub fn name(self) -> &'static str {
        match self {
            FailureCode::JobFailed => "JobFailed",
            FailureCode::ConfigurationError => "ConfigurationError",
            FailureCode::PermissionError => "PermissionError",
            FailureCode::RevisionOutOfSync => "RevisionOutOfSync",
            FailureCode::RevisionUnavailable => "RevisionUnavailable",
            FailureCode::SystemUnavailable => "SystemUnavailable",
        }
    }
}

/// An action that failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{}: {message}", code.name())]
pub struct ActionFailure {
    /// The kind of failure.
    pub code: FailureCode,
    /// What failed, where, and how to mend it.
    pub message: String,
    /// What it is called outside.
    #[serde(default)]
    pub external: External,
}

impl ActionFailure {
    /// A failure of this kind.
    pub fn new(code: FailureCode, message: impl Into<String>) -> ActionFailure {
        ActionFailure {
            code,
            message: message.into(),
            external: External::default(),
        }
    }

    /// The declaration is wrong: a name, a key, a format.
    pub fn configuration(message: impl Into<String>) -> ActionFailure {
        ActionFailure::new(FailureCode::ConfigurationError, message)
    }

    /// The work was done and did not succeed.
    pub fn job(message: impl Into<String>) -> ActionFailure {
        ActionFailure::new(FailureCode::JobFailed, message)
    }

    /// The same failure with what the outside calls the work.
    pub fn with_external(mut self, external: External) -> ActionFailure {
        self.external = external;
        self
    }
}

/// How an action ended.
pub type ActionOutcome = Result<ActionSuccess, ActionFailure>;
