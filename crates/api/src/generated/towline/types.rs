//! Structures inside the requests of `towline`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::wire::wire;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccessKey {
    #[serde(rename = "accessKeyId")]
    pub access_key_id: String,
    #[serde(rename = "arn")]
    pub arn: String,
    #[serde(rename = "role")]
    pub role: String,
    #[serde(rename = "created")]
    pub created: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none", rename = "expires")]
    pub expires: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildArtifact {
    #[serde(rename = "identifier")]
    pub identifier: String,
    #[serde(rename = "location")]
    pub location: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sha256")]
    pub sha256: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "md5")]
    pub md5: Option<String>,
}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildJob {
    #[serde(rename = "buildId")]
    pub build_id: String,
    #[serde(rename = "buildArn")]
    pub build_arn: String,
    #[serde(rename = "leaseToken")]
    pub lease_token: String,
    #[serde(rename = "leaseSeconds")]
    pub lease_seconds: i32,
    #[serde(rename = "attempt")]
    pub attempt: i32,
    #[serde(rename = "logOffset")]
    pub log_offset: i64,
    #[serde(skip_serializing_if = "Option::is_none", rename = "logsDisabled")]
    pub logs_disabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildspec")]
    pub buildspec: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildspecPath")]
    pub buildspec_path: Option<String>,
    #[serde(rename = "sources")]
    pub sources: Vec<BuildSource>,
    #[serde(rename = "variables")]
    pub variables: Vec<BuildVariable>,
    #[serde(rename = "serviceVariables")]
    pub service_variables: Vec<BuildVariable>,
    #[serde(rename = "outputs")]
    pub outputs: Vec<BuildOutput>,
}

impl std::fmt::Debug for BuildJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BuildJob")
            .field("build_id", &self.build_id)
            .field("build_arn", &self.build_arn)
            .field("lease_token", &"…")
            .field("lease_seconds", &self.lease_seconds)
            .field("attempt", &self.attempt)
            .field("log_offset", &self.log_offset)
            .field("logs_disabled", &self.logs_disabled)
            .field("buildspec", &self.buildspec)
            .field("buildspec_path", &self.buildspec_path)
            .field("sources", &self.sources)
            .field("variables", &self.variables)
            .field("service_variables", &self.service_variables)
            .field("outputs", &self.outputs)
            .finish()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildOutput {
    #[serde(rename = "identifier")]
    pub identifier: String,
    #[serde(rename = "bucket")]
    pub bucket: String,
    #[serde(rename = "key")]
    pub key: String,
    #[serde(rename = "packaging")]
    pub packaging: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "useBuildspecName")]
    pub use_buildspec_name: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "required")]
    pub required: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildSource {
    #[serde(rename = "identifier")]
    pub identifier: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "bucket")]
    pub bucket: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "key")]
    pub key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "version")]
    pub version: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildTestCase {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "prefix")]
    pub prefix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "suite")]
    pub suite: Option<String>,
    #[serde(rename = "status")]
    pub status: String,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "durationInNanoSeconds"
    )]
    pub duration_in_nano_seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "message")]
    pub message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "file")]
    pub file: Option<String>,
}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildVariable {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "value")]
    pub value: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub r#type: Option<String>,
}

impl std::fmt::Debug for BuildVariable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BuildVariable")
            .field("name", &self.name)
            .field("value", &"…")
            .field("r#type", &self.r#type)
            .finish()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BundleFile {
    #[serde(rename = "path")]
    pub path: String,
    #[serde(rename = "size")]
    pub size: i64,
    #[serde(rename = "sha256")]
    pub sha256: String,
    #[serde(rename = "link")]
    pub link: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangedFile {
    #[serde(rename = "change")]
    pub change: String,
    #[serde(rename = "path")]
    pub path: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "from")]
    pub from: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Commit {
    #[serde(rename = "id")]
    pub id: String,
    #[serde(rename = "author")]
    pub author: String,
    #[serde(rename = "date")]
    pub date: Timestamp,
    #[serde(rename = "message")]
    pub message: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DifferingHost {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "healthy")]
    pub healthy: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "bucket")]
    pub bucket: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "key")]
    pub key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "version")]
    pub version: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Environment {
    #[serde(rename = "application")]
    pub application: String,
    #[serde(rename = "deploymentGroup")]
    pub deployment_group: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "attempted")]
    pub attempted: Option<EnvironmentDeployment>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "succeeded")]
    pub succeeded: Option<EnvironmentDeployment>,
    #[serde(rename = "hosts")]
    pub hosts: i64,
    #[serde(rename = "differ")]
    pub differ: i64,
    #[serde(rename = "differing")]
    pub differing: Vec<DifferingHost>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnvironmentDeployment {
    #[serde(rename = "deploymentId")]
    pub deployment_id: String,
    #[serde(rename = "status")]
    pub status: String,
    #[serde(rename = "creator")]
    pub creator: String,
    #[serde(rename = "created")]
    pub created: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none", rename = "completed")]
    pub completed: Option<Timestamp>,
    #[serde(rename = "bucket")]
    pub bucket: String,
    #[serde(rename = "key")]
    pub key: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "version")]
    pub version: Option<String>,
    #[serde(rename = "targets")]
    pub targets: i64,
    #[serde(rename = "succeeded")]
    pub succeeded: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Event {
    #[serde(rename = "seq")]
    pub seq: i64,
    #[serde(rename = "at")]
    pub at: Timestamp,
    #[serde(rename = "kind")]
    pub kind: String,
    #[serde(rename = "subject")]
    pub subject: String,
    #[serde(rename = "detail")]
    pub detail: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Explanation {
    #[serde(rename = "links")]
    pub links: Vec<ExplanationLink>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExplanationLink {
    #[serde(rename = "kind")]
    pub kind: String,
    #[serde(rename = "id")]
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "arn")]
    pub arn: Option<String>,
    #[serde(rename = "status")]
    pub status: String,
    #[serde(rename = "code")]
    pub code: String,
    #[serde(rename = "detail")]
    pub detail: String,
    #[serde(rename = "unblock")]
    pub unblock: String,
    #[serde(rename = "since")]
    pub since: Timestamp,
    #[serde(rename = "lines")]
    pub lines: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "command")]
    pub command: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Host {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "arn")]
    pub arn: String,
    #[serde(rename = "registered")]
    pub registered: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastContact")]
    pub last_contact: Option<Timestamp>,
    #[serde(rename = "silent")]
    pub silent: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HostDescription {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "agent")]
    pub agent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "clockAheadSeconds")]
    pub clock_ahead_seconds: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "diskFreeBytes")]
    pub disk_free_bytes: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "diskTotalBytes")]
    pub disk_total_bytes: Option<i64>,
    #[serde(rename = "groups")]
    pub groups: Vec<HostGroup>,
    #[serde(rename = "work")]
    pub work: Vec<HostWork>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HostGroup {
    #[serde(rename = "application")]
    pub application: String,
    #[serde(rename = "deploymentGroup")]
    pub deployment_group: String,
    #[serde(rename = "healthy")]
    pub healthy: bool,
    #[serde(skip_serializing_if = "Option::is_none", rename = "bucket")]
    pub bucket: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "key")]
    pub key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "version")]
    pub version: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HostWork {
    #[serde(rename = "deploymentId")]
    pub deployment_id: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lifecycleEvent")]
    pub lifecycle_event: Option<String>,
    #[serde(rename = "status")]
    pub status: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineTime {
    #[serde(rename = "line")]
    pub line: i64,
    #[serde(rename = "at")]
    pub at: Timestamp,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Measure {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "formula")]
    pub formula: String,
    #[serde(rename = "unit")]
    pub unit: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "value")]
    pub value: Option<f64>,
    #[serde(rename = "terms")]
    pub terms: Vec<MeasureTerm>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeasureTerm {
    #[serde(rename = "symbol")]
    pub symbol: String,
    #[serde(rename = "meaning")]
    pub meaning: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "value")]
    pub value: Option<f64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ObjectPlace {
    #[serde(rename = "bucket")]
    pub bucket: String,
    #[serde(rename = "key")]
    pub key: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlannedHost {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "silent")]
    pub silent: bool,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastContact")]
    pub last_contact: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Release {
    #[serde(rename = "place")]
    pub place: ObjectPlace,
    #[serde(rename = "pipeline")]
    pub pipeline: String,
    #[serde(rename = "executionId")]
    pub execution_id: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisionId")]
    pub revision_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisionSummary")]
    pub revision_summary: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Repository {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "arn")]
    pub arn: String,
    #[serde(rename = "cloneUrl")]
    pub clone_url: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tag {
    #[serde(rename = "Key")]
    pub key: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Value")]
    pub value: Option<String>,
}

wire!(
    AccessKey,
    BuildArtifact,
    BuildJob,
    BuildOutput,
    BuildSource,
    BuildTestCase,
    BuildVariable,
    BundleFile,
    ChangedFile,
    Commit,
    DifferingHost,
    Environment,
    EnvironmentDeployment,
    Event,
    Explanation,
    ExplanationLink,
    Host,
    HostDescription,
    HostGroup,
    HostWork,
    LineTime,
    Measure,
    MeasureTerm,
    ObjectPlace,
    PlannedHost,
    Release,
    Repository,
    Tag
);
