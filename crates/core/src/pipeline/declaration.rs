//! A pipeline as its owner declares it: the `PipelineDeclaration` of the API, with its wire names.
//!
//! Kept whole, also members this server refuses, so that validation can name them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::catalogue::ActionTypeId;

/// The structure of a pipeline.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Declaration {
    /// Unique per account and region; never changes.
    pub name: String,
    /// The service role.
    #[serde(default)]
    pub role_arn: String,
    /// The bucket for artifacts. Exactly one of this and `artifact_stores`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub artifact_store: Option<ArtifactStore>,
    /// Buckets by region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub artifact_stores: Option<BTreeMap<String, ArtifactStore>>,
    /// In order.
    pub stages: Vec<StageDeclaration>,
    /// Managed by the server: 1 at creation, one more with each update.
    #[serde(default)]
    pub version: u32,
    /// What happens when executions meet.
    #[serde(default)]
    pub execution_mode: Mode,
    /// `V1` or `V2`; set by [`Declaration::normalise`] when omitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pipeline_type: Option<String>,
    /// Pipeline-level variables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<VariableDeclaration>,
    /// Git triggers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub triggers: Vec<Value>,
}

/// What happens when an execution meets another at a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Mode {
    /// One inside a stage, at most one waiting in front: a newer arrival replaces it.
    #[default]
    Superseded,
    /// One inside a stage, the others wait in order.
    Queued,
    /// Executions do not know each other.
    Parallel,
}

/// A bucket for artifacts.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ArtifactStore {
    /// `S3`.
    pub r#type: String,
    /// Bucket name.
    pub location: String,
    /// Encryption key, passed through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encryption_key: Option<Value>,
}

/// A pipeline-level variable.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VariableDeclaration {
    /// Its name.
    pub name: String,
    /// The value when a start names none; without it every start must.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_value: Option<String>,
    /// For people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A stage.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StageDeclaration {
    /// Unique in the pipeline.
    pub name: String,
    /// Reserved by AWS.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blockers: Vec<Value>,
    /// Its actions.
    #[serde(default)]
    pub actions: Vec<ActionDeclaration>,
    /// Entry conditions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_entry: Option<Value>,
    /// Success conditions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_success: Option<Value>,
    /// What to do on failure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_failure: Option<Value>,
}

/// An action.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionDeclaration {
    /// Unique in its stage.
    pub name: String,
    /// Its type.
    pub action_type_id: ActionTypeId,
    /// Actions of equal order run in parallel.
    #[serde(default = "one")]
    pub run_order: u32,
    /// Settings; values may hold variable references.
    #[serde(default)]
    pub configuration: BTreeMap<String, String>,
    /// Shell commands of compute actions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<String>,
    /// What it writes.
    #[serde(default)]
    pub output_artifacts: Vec<OutputArtifact>,
    /// What it reads.
    #[serde(default)]
    pub input_artifacts: Vec<InputArtifact>,
    /// Variable names of compute actions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub output_variables: Vec<String>,
    /// Role for this action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
    /// Region to run in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Name under which later actions read its output variables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Manual approvals: how long to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_in_minutes: Option<i64>,
    /// Environment of compute actions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub environment_variables: Vec<Value>,
}

/// An artifact that an action reads.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct InputArtifact {
    /// Its name.
    pub name: String,
}

/// An artifact that an action writes.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct OutputArtifact {
    /// Its name.
    pub name: String,
    /// Compute actions: the files to keep.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

fn one() -> u32 {
    1
}

impl Declaration {
    /// Fills in what the answer always shows: the type, deduced from the features used.
    pub fn normalise(&mut self) {
        if self.pipeline_type.is_none() {
            let kind = if self.uses_v2() { "V2" } else { "V1" };
            self.pipeline_type = Some(kind.into());
        }
    }

    fn uses_v2(&self) -> bool {
        let gated = |s: &StageDeclaration| s.has_conditions();
        !self.variables.is_empty()
            || !self.triggers.is_empty()
            || self.execution_mode != Mode::Superseded
            || self.stages.iter().any(gated)
    }

    /// The stage of this name with its place.
    pub fn stage(&self, name: &str) -> Option<(usize, &StageDeclaration)> {
        let mut stages = self.stages.iter().enumerate();
        stages.find(|(_, stage)| stage.name == name)
    }

    /// Every action with its stage, in order.
    pub fn actions(&self) -> impl Iterator<Item = (&StageDeclaration, &ActionDeclaration)> {
        let with = |stage| move |action| (stage, action);
        self.stages
            .iter()
            .flat_map(move |stage| stage.actions.iter().map(with(stage)))
    }

    /// The source action of this name.
    pub fn source(&self, name: &str) -> Option<&ActionDeclaration> {
        let mut sources = self.sources();
        sources.find(|action| action.name == name)
    }

    /// Every source action.
    pub fn sources(&self) -> impl Iterator<Item = &ActionDeclaration> {
        let actions = self.actions().map(|(_, action)| action);
        actions.filter(|action| action.action_type_id.is_source())
    }

    /// The bucket for the artifacts of actions in `region`.
    pub fn bucket(&self, region: &str) -> Option<&str> {
        let by_region = || self.artifact_stores.as_ref()?.get(region);
        let store = self.artifact_store.as_ref().or_else(by_region)?;
        Some(&store.location)
    }
}

impl StageDeclaration {
    /// The action of this name.
    pub fn action(&self, name: &str) -> Option<&ActionDeclaration> {
        self.actions.iter().find(|action| action.name == name)
    }

    /// The run orders in use, ascending.
    pub fn groups(&self) -> Vec<u32> {
        let mut orders: Vec<u32> = self.actions.iter().map(|a| a.run_order).collect();
        orders.sort_unstable();
        orders.dedup();
        orders
    }

    /// Whether any gate is declared.
    pub fn has_conditions(&self) -> bool {
        self.before_entry.is_some() || self.on_success.is_some() || self.on_failure.is_some()
    }
}
