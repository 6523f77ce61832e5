//! Inputs and outputs of the operations of `towline`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use serde::{Deserialize, Serialize};

use super::types::*;
use crate::Timestamp;
use crate::wire::wire;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AdvanceClockInput {
    #[serde(rename = "seconds")]
    pub seconds: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AdvanceClockOutput {
    #[serde(rename = "now")]
    pub now: Timestamp,
    #[serde(rename = "fired")]
    pub fired: i64,
    #[serde(rename = "remainingSeconds")]
    pub remaining_seconds: i64,
    #[serde(rename = "after")]
    pub after: i64,
    #[serde(rename = "last")]
    pub last: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompareCommitsInput {
    #[serde(rename = "repository")]
    pub repository: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "from")]
    pub from: Option<String>,
    #[serde(rename = "to")]
    pub to: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompareCommitsOutput {
    #[serde(rename = "commits")]
    pub commits: Vec<Commit>,
    #[serde(rename = "files")]
    pub files: Vec<ChangedFile>,
    #[serde(rename = "truncated")]
    pub truncated: bool,
}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompleteBuildInput {
    #[serde(rename = "buildId")]
    pub build_id: String,
    #[serde(rename = "leaseToken")]
    pub lease_token: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "exportedVariables")]
    pub exported_variables: Option<Vec<BuildVariable>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "artifacts")]
    pub artifacts: Option<Vec<BuildArtifact>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "reportArns")]
    pub report_arns: Option<Vec<String>>,
}

impl std::fmt::Debug for CompleteBuildInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CompleteBuildInput")
            .field("build_id", &self.build_id)
            .field("lease_token", &"…")
            .field("exported_variables", &self.exported_variables)
            .field("artifacts", &self.artifacts)
            .field("report_arns", &self.report_arns)
            .finish()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompleteBuildOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateJoinTokenInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "ttlSeconds")]
    pub ttl_seconds: Option<i32>,
}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateJoinTokenOutput {
    #[serde(rename = "token")]
    pub token: String,
}

impl std::fmt::Debug for CreateJoinTokenOutput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CreateJoinTokenOutput")
            .field("token", &"…")
            .finish()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateRepositoryInput {
    #[serde(rename = "name")]
    pub name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateRepositoryOutput {
    #[serde(rename = "repository")]
    pub repository: Repository,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DescribeBundleInput {
    #[serde(rename = "bucket")]
    pub bucket: String,
    #[serde(rename = "key")]
    pub key: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "version")]
    pub version: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DescribeBundleOutput {
    #[serde(rename = "files")]
    pub files: Vec<BundleFile>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "appSpecName")]
    pub app_spec_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "appSpec")]
    pub app_spec: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "incomplete")]
    pub incomplete: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DescribeHostsInput {
    #[serde(rename = "names")]
    pub names: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DescribeHostsOutput {
    #[serde(rename = "hosts")]
    pub hosts: Vec<HostDescription>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExplainInput {
    #[serde(rename = "id")]
    pub id: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExplainOutput {
    #[serde(rename = "explanations")]
    pub explanations: Vec<Explanation>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FindReleasesInput {
    #[serde(rename = "places")]
    pub places: Vec<ObjectPlace>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FindReleasesOutput {
    #[serde(rename = "releases")]
    pub releases: Vec<Release>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetClockInput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetClockOutput {
    #[serde(rename = "now")]
    pub now: Timestamp,
    #[serde(rename = "movable")]
    pub movable: bool,
    #[serde(rename = "aheadSeconds")]
    pub ahead_seconds: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetHealthBudgetInput {
    #[serde(rename = "deploymentId")]
    pub deployment_id: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetHealthBudgetOutput {
    #[serde(rename = "total")]
    pub total: i64,
    #[serde(rename = "healthy")]
    pub healthy: i64,
    #[serde(rename = "required")]
    pub required: i64,
    #[serde(rename = "inFlight")]
    pub in_flight: i64,
    #[serde(rename = "failed")]
    pub failed: i64,
    #[serde(rename = "tolerance")]
    pub tolerance: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetLogLinesInput {
    #[serde(rename = "id")]
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "target")]
    pub target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lifecycleEvent")]
    pub lifecycle_event: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "from")]
    pub from: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "limit")]
    pub limit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "waitSeconds")]
    pub wait_seconds: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetLogLinesOutput {
    #[serde(rename = "lines")]
    pub lines: Vec<String>,
    #[serde(rename = "from")]
    pub from: i64,
    #[serde(rename = "total")]
    pub total: i64,
    #[serde(rename = "complete")]
    pub complete: bool,
    #[serde(skip_serializing_if = "Option::is_none", rename = "times")]
    pub times: Option<Vec<LineTime>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMeasuresInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "since")]
    pub since: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "until")]
    pub until: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "windowSeconds")]
    pub window_seconds: Option<i64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetMeasuresOutput {
    #[serde(rename = "since")]
    pub since: Timestamp,
    #[serde(rename = "until")]
    pub until: Timestamp,
    #[serde(rename = "measures")]
    pub measures: Vec<Measure>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JoinHostInput {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JoinHostOutput {
    #[serde(rename = "hostArn")]
    pub host_arn: String,
    #[serde(rename = "accessKeyId")]
    pub access_key_id: String,
    #[serde(rename = "secretAccessKey")]
    pub secret_access_key: String,
    #[serde(rename = "region")]
    pub region: String,
    #[serde(rename = "signerCertificate")]
    pub signer_certificate: String,
}

impl std::fmt::Debug for JoinHostOutput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JoinHostOutput")
            .field("host_arn", &self.host_arn)
            .field("access_key_id", &self.access_key_id)
            .field("secret_access_key", &"…")
            .field("region", &self.region)
            .field("signer_certificate", &self.signer_certificate)
            .finish()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeaseBuildInput {
    #[serde(rename = "runnerName")]
    pub runner_name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "waitSeconds")]
    pub wait_seconds: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeaseBuildOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "job")]
    pub job: Option<BuildJob>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListAccessKeysInput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListAccessKeysOutput {
    #[serde(rename = "keys")]
    pub keys: Vec<AccessKey>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListEnvironmentsInput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListEnvironmentsOutput {
    #[serde(rename = "environments")]
    pub environments: Vec<Environment>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListEventsInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "after")]
    pub after: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "limit")]
    pub limit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "waitSeconds")]
    pub wait_seconds: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListEventsOutput {
    #[serde(rename = "events")]
    pub events: Vec<Event>,
    #[serde(rename = "last")]
    pub last: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListHostsInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "after")]
    pub after: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "limit")]
    pub limit: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListHostsOutput {
    #[serde(rename = "hosts")]
    pub hosts: Vec<Host>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "next")]
    pub next: Option<String>,
    #[serde(rename = "now")]
    pub now: Timestamp,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListRepositoriesInput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListRepositoriesOutput {
    #[serde(rename = "repositories")]
    pub repositories: Vec<Repository>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanDeploymentInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
    #[serde(rename = "deploymentGroupName")]
    pub deployment_group_name: String,
    #[serde(rename = "bucket")]
    pub bucket: String,
    #[serde(rename = "key")]
    pub key: String,
    #[serde(rename = "bundleType")]
    pub bundle_type: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "version")]
    pub version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "absent")]
    pub absent: Option<bool>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentConfigName"
    )]
    pub deployment_config_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "description")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "fileExistsBehavior")]
    pub file_exists_behavior: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanDeploymentOutput {
    #[serde(rename = "hosts")]
    pub hosts: Vec<PlannedHost>,
    #[serde(rename = "atATime")]
    pub at_a_time: i64,
    #[serde(rename = "deploymentConfigName")]
    pub deployment_config_name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "errorCode")]
    pub error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "errorMessage")]
    pub error_message: Option<String>,
}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutBuildLogInput {
    #[serde(rename = "buildId")]
    pub build_id: String,
    #[serde(rename = "leaseToken")]
    pub lease_token: String,
    #[serde(rename = "offset")]
    pub offset: i64,
    #[serde(rename = "lines")]
    pub lines: Vec<String>,
}

impl std::fmt::Debug for PutBuildLogInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PutBuildLogInput")
            .field("build_id", &self.build_id)
            .field("lease_token", &"…")
            .field("offset", &self.offset)
            .field("lines", &self.lines)
            .finish()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutBuildLogOutput {
    #[serde(rename = "nextOffset")]
    pub next_offset: i64,
}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutBuildPhaseInput {
    #[serde(rename = "buildId")]
    pub build_id: String,
    #[serde(rename = "leaseToken")]
    pub lease_token: String,
    #[serde(rename = "phase")]
    pub phase: String,
    #[serde(rename = "status")]
    pub status: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "statusCode")]
    pub status_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "message")]
    pub message: Option<String>,
}

impl std::fmt::Debug for PutBuildPhaseInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PutBuildPhaseInput")
            .field("build_id", &self.build_id)
            .field("lease_token", &"…")
            .field("phase", &self.phase)
            .field("status", &self.status)
            .field("status_code", &self.status_code)
            .field("message", &self.message)
            .finish()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutBuildPhaseOutput {}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutBuildReportInput {
    #[serde(rename = "buildId")]
    pub build_id: String,
    #[serde(rename = "leaseToken")]
    pub lease_token: String,
    #[serde(rename = "group")]
    pub group: String,
    #[serde(rename = "status")]
    pub status: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "truncated")]
    pub truncated: Option<bool>,
    #[serde(rename = "total")]
    pub total: i64,
    #[serde(rename = "counts")]
    pub counts: Vec<i64>,
    #[serde(rename = "durationInNanoSeconds")]
    pub duration_in_nano_seconds: i64,
    #[serde(rename = "offset")]
    pub offset: i64,
    #[serde(rename = "testCases")]
    pub test_cases: Vec<BuildTestCase>,
}

impl std::fmt::Debug for PutBuildReportInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PutBuildReportInput")
            .field("build_id", &self.build_id)
            .field("lease_token", &"…")
            .field("group", &self.group)
            .field("status", &self.status)
            .field("truncated", &self.truncated)
            .field("total", &self.total)
            .field("counts", &self.counts)
            .field("duration_in_nano_seconds", &self.duration_in_nano_seconds)
            .field("offset", &self.offset)
            .field("test_cases", &self.test_cases)
            .finish()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutBuildReportOutput {
    #[serde(rename = "reportArn")]
    pub report_arn: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutHostOutputInput {
    #[serde(rename = "hostCommandIdentifier")]
    pub host_command_identifier: String,
    #[serde(rename = "offset")]
    pub offset: i64,
    #[serde(rename = "lines")]
    pub lines: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutHostOutputOutput {
    #[serde(rename = "nextOffset")]
    pub next_offset: i64,
}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReleaseBuildInput {
    #[serde(rename = "buildId")]
    pub build_id: String,
    #[serde(rename = "leaseToken")]
    pub lease_token: String,
}

impl std::fmt::Debug for ReleaseBuildInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReleaseBuildInput")
            .field("build_id", &self.build_id)
            .field("lease_token", &"…")
            .finish()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReleaseBuildOutput {}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RenewLeaseInput {
    #[serde(rename = "buildId")]
    pub build_id: String,
    #[serde(rename = "leaseToken")]
    pub lease_token: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "waitSeconds")]
    pub wait_seconds: Option<i32>,
}

impl std::fmt::Debug for RenewLeaseInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RenewLeaseInput")
            .field("build_id", &self.build_id)
            .field("lease_token", &"…")
            .field("wait_seconds", &self.wait_seconds)
            .finish()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RenewLeaseOutput {
    #[serde(rename = "stop")]
    pub stop: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchLogInput {
    #[serde(rename = "id")]
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "target")]
    pub target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lifecycleEvent")]
    pub lifecycle_event: Option<String>,
    #[serde(rename = "text")]
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "from")]
    pub from: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "limit")]
    pub limit: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchLogOutput {
    #[serde(rename = "numbers")]
    pub numbers: Vec<i64>,
    #[serde(rename = "next")]
    pub next: i64,
}

wire!(
    AdvanceClockInput,
    AdvanceClockOutput,
    CompareCommitsInput,
    CompareCommitsOutput,
    CompleteBuildInput,
    CompleteBuildOutput,
    CreateJoinTokenInput,
    CreateJoinTokenOutput,
    CreateRepositoryInput,
    CreateRepositoryOutput,
    DescribeBundleInput,
    DescribeBundleOutput,
    DescribeHostsInput,
    DescribeHostsOutput,
    ExplainInput,
    ExplainOutput,
    FindReleasesInput,
    FindReleasesOutput,
    GetClockInput,
    GetClockOutput,
    GetHealthBudgetInput,
    GetHealthBudgetOutput,
    GetLogLinesInput,
    GetLogLinesOutput,
    GetMeasuresInput,
    GetMeasuresOutput,
    JoinHostInput,
    JoinHostOutput,
    LeaseBuildInput,
    LeaseBuildOutput,
    ListAccessKeysInput,
    ListAccessKeysOutput,
    ListEnvironmentsInput,
    ListEnvironmentsOutput,
    ListEventsInput,
    ListEventsOutput,
    ListHostsInput,
    ListHostsOutput,
    ListRepositoriesInput,
    ListRepositoriesOutput,
    PlanDeploymentInput,
    PlanDeploymentOutput,
    PutBuildLogInput,
    PutBuildLogOutput,
    PutBuildPhaseInput,
    PutBuildPhaseOutput,
    PutBuildReportInput,
    PutBuildReportOutput,
    PutHostOutputInput,
    PutHostOutputOutput,
    ReleaseBuildInput,
    ReleaseBuildOutput,
    RenewLeaseInput,
    RenewLeaseOutput,
    SearchLogInput,
    SearchLogOutput
);
