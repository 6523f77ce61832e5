//! Structures inside the requests of `codebuild`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::wire::wire;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AutoRetryConfig {
    #[serde(skip_serializing_if = "Option::is_none", rename = "autoRetryLimit")]
    pub auto_retry_limit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "autoRetryNumber")]
    pub auto_retry_number: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextAutoRetry")]
    pub next_auto_retry: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "previousAutoRetry")]
    pub previous_auto_retry: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchRestrictions {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "maximumBuildsAllowed"
    )]
    pub maximum_builds_allowed: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "computeTypesAllowed"
    )]
    pub compute_types_allowed: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "fleetsAllowed")]
    pub fleets_allowed: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Build {
    #[serde(skip_serializing_if = "Option::is_none", rename = "id")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "arn")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildNumber")]
    pub build_number: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "startTime")]
    pub start_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "endTime")]
    pub end_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "currentPhase")]
    pub current_phase: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildStatus")]
    pub build_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sourceVersion")]
    pub source_version: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "resolvedSourceVersion"
    )]
    pub resolved_source_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "projectName")]
    pub project_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "phases")]
    pub phases: Option<Vec<BuildPhase>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "source")]
    pub source: Option<ProjectSource>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "secondarySources")]
    pub secondary_sources: Option<Vec<ProjectSource>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "secondarySourceVersions"
    )]
    pub secondary_source_versions: Option<Vec<ProjectSourceVersion>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "artifacts")]
    pub artifacts: Option<BuildArtifacts>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "secondaryArtifacts")]
    pub secondary_artifacts: Option<Vec<BuildArtifacts>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "cache")]
    pub cache: Option<ProjectCache>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "environment")]
    pub environment: Option<ProjectEnvironment>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "serviceRole")]
    pub service_role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "logs")]
    pub logs: Option<LogsLocation>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "timeoutInMinutes")]
    pub timeout_in_minutes: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "queuedTimeoutInMinutes"
    )]
    pub queued_timeout_in_minutes: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildComplete")]
    pub build_complete: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "initiator")]
    pub initiator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "vpcConfig")]
    pub vpc_config: Option<VpcConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "networkInterface")]
    pub network_interface: Option<NetworkInterface>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "encryptionKey")]
    pub encryption_key: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "exportedEnvironmentVariables"
    )]
    pub exported_environment_variables: Option<Vec<ExportedEnvironmentVariable>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "reportArns")]
    pub report_arns: Option<Vec<String>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "fileSystemLocations"
    )]
    pub file_system_locations: Option<Vec<ProjectFileSystemLocation>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "debugSession")]
    pub debug_session: Option<DebugSession>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildBatchArn")]
    pub build_batch_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "autoRetryConfig")]
    pub auto_retry_config: Option<AutoRetryConfig>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildArtifacts {
    #[serde(skip_serializing_if = "Option::is_none", rename = "location")]
    pub location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sha256sum")]
    pub sha256sum: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "md5sum")]
    pub md5sum: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "overrideArtifactName"
    )]
    pub override_artifact_name: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "encryptionDisabled")]
    pub encryption_disabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "artifactIdentifier")]
    pub artifact_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "bucketOwnerAccess")]
    pub bucket_owner_access: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildBatch {
    #[serde(skip_serializing_if = "Option::is_none", rename = "id")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "arn")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "startTime")]
    pub start_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "endTime")]
    pub end_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "currentPhase")]
    pub current_phase: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildBatchStatus")]
    pub build_batch_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sourceVersion")]
    pub source_version: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "resolvedSourceVersion"
    )]
    pub resolved_source_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "projectName")]
    pub project_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "phases")]
    pub phases: Option<Vec<BuildBatchPhase>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "source")]
    pub source: Option<ProjectSource>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "secondarySources")]
    pub secondary_sources: Option<Vec<ProjectSource>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "secondarySourceVersions"
    )]
    pub secondary_source_versions: Option<Vec<ProjectSourceVersion>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "artifacts")]
    pub artifacts: Option<BuildArtifacts>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "secondaryArtifacts")]
    pub secondary_artifacts: Option<Vec<BuildArtifacts>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "cache")]
    pub cache: Option<ProjectCache>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "environment")]
    pub environment: Option<ProjectEnvironment>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "serviceRole")]
    pub service_role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "logConfig")]
    pub log_config: Option<LogsConfig>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "buildTimeoutInMinutes"
    )]
    pub build_timeout_in_minutes: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "queuedTimeoutInMinutes"
    )]
    pub queued_timeout_in_minutes: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "complete")]
    pub complete: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "initiator")]
    pub initiator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "vpcConfig")]
    pub vpc_config: Option<VpcConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "encryptionKey")]
    pub encryption_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildBatchNumber")]
    pub build_batch_number: Option<i64>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "fileSystemLocations"
    )]
    pub file_system_locations: Option<Vec<ProjectFileSystemLocation>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildBatchConfig")]
    pub build_batch_config: Option<ProjectBuildBatchConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildGroups")]
    pub build_groups: Option<Vec<BuildGroup>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "debugSessionEnabled"
    )]
    pub debug_session_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "reportArns")]
    pub report_arns: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildBatchFilter {
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildBatchPhase {
    #[serde(skip_serializing_if = "Option::is_none", rename = "phaseType")]
    pub phase_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "phaseStatus")]
    pub phase_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "startTime")]
    pub start_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "endTime")]
    pub end_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "durationInSeconds")]
    pub duration_in_seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "contexts")]
    pub contexts: Option<Vec<PhaseContext>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildGroup {
    #[serde(skip_serializing_if = "Option::is_none", rename = "identifier")]
    pub identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "dependsOn")]
    pub depends_on: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ignoreFailure")]
    pub ignore_failure: Option<bool>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "currentBuildSummary"
    )]
    pub current_build_summary: Option<BuildSummary>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "priorBuildSummaryList"
    )]
    pub prior_build_summary_list: Option<Vec<BuildSummary>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildNotDeleted {
    #[serde(skip_serializing_if = "Option::is_none", rename = "id")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "statusCode")]
    pub status_code: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildPhase {
    #[serde(skip_serializing_if = "Option::is_none", rename = "phaseType")]
    pub phase_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "phaseStatus")]
    pub phase_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "startTime")]
    pub start_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "endTime")]
    pub end_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "durationInSeconds")]
    pub duration_in_seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "contexts")]
    pub contexts: Option<Vec<PhaseContext>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildStatusConfig {
    #[serde(skip_serializing_if = "Option::is_none", rename = "context")]
    pub context: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetUrl")]
    pub target_url: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildSummary {
    #[serde(skip_serializing_if = "Option::is_none", rename = "arn")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "requestedOn")]
    pub requested_on: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildStatus")]
    pub build_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "primaryArtifact")]
    pub primary_artifact: Option<ResolvedArtifact>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "secondaryArtifacts")]
    pub secondary_artifacts: Option<Vec<ResolvedArtifact>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CloudWatchLogsConfig {
    #[serde(rename = "status")]
    pub status: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "groupName")]
    pub group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "streamName")]
    pub stream_name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeCoverage {
    #[serde(skip_serializing_if = "Option::is_none", rename = "id")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "reportARN")]
    pub report_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "filePath")]
    pub file_path: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "lineCoveragePercentage"
    )]
    pub line_coverage_percentage: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "linesCovered")]
    pub lines_covered: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "linesMissed")]
    pub lines_missed: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "branchCoveragePercentage"
    )]
    pub branch_coverage_percentage: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "branchesCovered")]
    pub branches_covered: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "branchesMissed")]
    pub branches_missed: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "expired")]
    pub expired: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeCoverageReportSummary {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "lineCoveragePercentage"
    )]
    pub line_coverage_percentage: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "linesCovered")]
    pub lines_covered: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "linesMissed")]
    pub lines_missed: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "branchCoveragePercentage"
    )]
    pub branch_coverage_percentage: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "branchesCovered")]
    pub branches_covered: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "branchesMissed")]
    pub branches_missed: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComputeConfiguration {
    #[serde(skip_serializing_if = "Option::is_none", rename = "vCpu")]
    pub v_cpu: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "memory")]
    pub memory: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "disk")]
    pub disk: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "machineType")]
    pub machine_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "instanceType")]
    pub instance_type: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DebugSession {
    #[serde(skip_serializing_if = "Option::is_none", rename = "sessionEnabled")]
    pub session_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sessionTarget")]
    pub session_target: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DockerServer {
    #[serde(rename = "computeType")]
    pub compute_type: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "securityGroupIds")]
    pub security_group_ids: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<DockerServerStatus>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DockerServerStatus {
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "message")]
    pub message: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnvironmentImage {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "description")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "versions")]
    pub versions: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnvironmentLanguage {
    #[serde(skip_serializing_if = "Option::is_none", rename = "language")]
    pub language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "images")]
    pub images: Option<Vec<EnvironmentImage>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnvironmentPlatform {
    #[serde(skip_serializing_if = "Option::is_none", rename = "platform")]
    pub platform: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "languages")]
    pub languages: Option<Vec<EnvironmentLanguage>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnvironmentVariable {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "value")]
    pub value: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub r#type: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportedEnvironmentVariable {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "value")]
    pub value: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GitSubmodulesConfig {
    #[serde(rename = "fetchSubmodules")]
    pub fetch_submodules: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogsConfig {
    #[serde(skip_serializing_if = "Option::is_none", rename = "cloudWatchLogs")]
    pub cloud_watch_logs: Option<CloudWatchLogsConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "s3Logs")]
    pub s3_logs: Option<S3LogsConfig>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogsLocation {
    #[serde(skip_serializing_if = "Option::is_none", rename = "groupName")]
    pub group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "streamName")]
    pub stream_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deepLink")]
    pub deep_link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "s3DeepLink")]
    pub s3_deep_link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "cloudWatchLogsArn")]
    pub cloud_watch_logs_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "s3LogsArn")]
    pub s3_logs_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "cloudWatchLogs")]
    pub cloud_watch_logs: Option<CloudWatchLogsConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "s3Logs")]
    pub s3_logs: Option<S3LogsConfig>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NetworkInterface {
    #[serde(skip_serializing_if = "Option::is_none", rename = "subnetId")]
    pub subnet_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "networkInterfaceId")]
    pub network_interface_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhaseContext {
    #[serde(skip_serializing_if = "Option::is_none", rename = "statusCode")]
    pub status_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "message")]
    pub message: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Project {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "arn")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "description")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "source")]
    pub source: Option<ProjectSource>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "secondarySources")]
    pub secondary_sources: Option<Vec<ProjectSource>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sourceVersion")]
    pub source_version: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "secondarySourceVersions"
    )]
    pub secondary_source_versions: Option<Vec<ProjectSourceVersion>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "artifacts")]
    pub artifacts: Option<ProjectArtifacts>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "secondaryArtifacts")]
    pub secondary_artifacts: Option<Vec<ProjectArtifacts>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "cache")]
    pub cache: Option<ProjectCache>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "environment")]
    pub environment: Option<ProjectEnvironment>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "serviceRole")]
    pub service_role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "timeoutInMinutes")]
    pub timeout_in_minutes: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "queuedTimeoutInMinutes"
    )]
    pub queued_timeout_in_minutes: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "encryptionKey")]
    pub encryption_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "created")]
    pub created: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastModified")]
    pub last_modified: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "webhook")]
    pub webhook: Option<Webhook>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "vpcConfig")]
    pub vpc_config: Option<VpcConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "badge")]
    pub badge: Option<ProjectBadge>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "logsConfig")]
    pub logs_config: Option<LogsConfig>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "fileSystemLocations"
    )]
    pub file_system_locations: Option<Vec<ProjectFileSystemLocation>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildBatchConfig")]
    pub build_batch_config: Option<ProjectBuildBatchConfig>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "concurrentBuildLimit"
    )]
    pub concurrent_build_limit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "projectVisibility")]
    pub project_visibility: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "publicProjectAlias")]
    pub public_project_alias: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "resourceAccessRole")]
    pub resource_access_role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "autoRetryLimit")]
    pub auto_retry_limit: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectArtifacts {
    #[serde(rename = "type")]
    pub r#type: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "location")]
    pub location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "path")]
    pub path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "namespaceType")]
    pub namespace_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "packaging")]
    pub packaging: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "overrideArtifactName"
    )]
    pub override_artifact_name: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "encryptionDisabled")]
    pub encryption_disabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "artifactIdentifier")]
    pub artifact_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "bucketOwnerAccess")]
    pub bucket_owner_access: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectBadge {
    #[serde(skip_serializing_if = "Option::is_none", rename = "badgeEnabled")]
    pub badge_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "badgeRequestUrl")]
    pub badge_request_url: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectBuildBatchConfig {
    #[serde(skip_serializing_if = "Option::is_none", rename = "serviceRole")]
    pub service_role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "combineArtifacts")]
    pub combine_artifacts: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "restrictions")]
    pub restrictions: Option<BatchRestrictions>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "timeoutInMins")]
    pub timeout_in_mins: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "batchReportMode")]
    pub batch_report_mode: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectCache {
    #[serde(rename = "type")]
    pub r#type: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "location")]
    pub location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "modes")]
    pub modes: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "cacheNamespace")]
    pub cache_namespace: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectEnvironment {
    #[serde(rename = "type")]
    pub r#type: String,
    #[serde(rename = "image")]
    pub image: String,
    #[serde(rename = "computeType")]
    pub compute_type: String,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "computeConfiguration"
    )]
    pub compute_configuration: Option<ComputeConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "fleet")]
    pub fleet: Option<ProjectFleet>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "environmentVariables"
    )]
    pub environment_variables: Option<Vec<EnvironmentVariable>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "privilegedMode")]
    pub privileged_mode: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "certificate")]
    pub certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "registryCredential")]
    pub registry_credential: Option<RegistryCredential>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "imagePullCredentialsType"
    )]
    pub image_pull_credentials_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "dockerServer")]
    pub docker_server: Option<DockerServer>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "hostKernel")]
    pub host_kernel: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectFileSystemLocation {
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "location")]
    pub location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "mountPoint")]
    pub mount_point: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "identifier")]
    pub identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "mountOptions")]
    pub mount_options: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectFleet {
    #[serde(skip_serializing_if = "Option::is_none", rename = "fleetArn")]
    pub fleet_arn: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectSource {
    #[serde(rename = "type")]
    pub r#type: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "location")]
    pub location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "gitCloneDepth")]
    pub git_clone_depth: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "gitSubmodulesConfig"
    )]
    pub git_submodules_config: Option<GitSubmodulesConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildspec")]
    pub buildspec: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "auth")]
    pub auth: Option<SourceAuth>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "reportBuildStatus")]
    pub report_build_status: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildStatusConfig")]
    pub build_status_config: Option<BuildStatusConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "insecureSsl")]
    pub insecure_ssl: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sourceIdentifier")]
    pub source_identifier: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectSourceVersion {
    #[serde(rename = "sourceIdentifier")]
    pub source_identifier: String,
    #[serde(rename = "sourceVersion")]
    pub source_version: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PullRequestBuildPolicy {
    #[serde(rename = "requiresCommentApproval")]
    pub requires_comment_approval: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "approverRoles")]
    pub approver_roles: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistryCredential {
    #[serde(rename = "credential")]
    pub credential: String,
    #[serde(rename = "credentialProvider")]
    pub credential_provider: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    #[serde(skip_serializing_if = "Option::is_none", rename = "arn")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "reportGroupArn")]
    pub report_group_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "executionId")]
    pub execution_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "created")]
    pub created: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "expired")]
    pub expired: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "exportConfig")]
    pub export_config: Option<ReportExportConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "truncated")]
    pub truncated: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "testSummary")]
    pub test_summary: Option<TestReportSummary>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "codeCoverageSummary"
    )]
    pub code_coverage_summary: Option<CodeCoverageReportSummary>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportExportConfig {
    #[serde(skip_serializing_if = "Option::is_none", rename = "exportConfigType")]
    pub export_config_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "s3Destination")]
    pub s3_destination: Option<S3ReportExportConfig>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportFilter {
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportGroup {
    #[serde(skip_serializing_if = "Option::is_none", rename = "arn")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "exportConfig")]
    pub export_config: Option<ReportExportConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "created")]
    pub created: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastModified")]
    pub last_modified: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportGroupTrendStats {
    #[serde(skip_serializing_if = "Option::is_none", rename = "average")]
    pub average: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "max")]
    pub max: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "min")]
    pub min: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportWithRawData {
    #[serde(skip_serializing_if = "Option::is_none", rename = "reportArn")]
    pub report_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "data")]
    pub data: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResolvedArtifact {
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "location")]
    pub location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "identifier")]
    pub identifier: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct S3LogsConfig {
    #[serde(rename = "status")]
    pub status: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "location")]
    pub location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "encryptionDisabled")]
    pub encryption_disabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "bucketOwnerAccess")]
    pub bucket_owner_access: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct S3ReportExportConfig {
    #[serde(skip_serializing_if = "Option::is_none", rename = "bucket")]
    pub bucket: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "bucketOwner")]
    pub bucket_owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "path")]
    pub path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "packaging")]
    pub packaging: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "encryptionKey")]
    pub encryption_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "encryptionDisabled")]
    pub encryption_disabled: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScopeConfiguration {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "domain")]
    pub domain: Option<String>,
    #[serde(rename = "scope")]
    pub scope: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceAuth {
    #[serde(rename = "type")]
    pub r#type: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "resource")]
    pub resource: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tag {
    #[serde(skip_serializing_if = "Option::is_none", rename = "key")]
    pub key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "value")]
    pub value: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TestCase {
    #[serde(skip_serializing_if = "Option::is_none", rename = "reportArn")]
    pub report_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "testRawDataPath")]
    pub test_raw_data_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "prefix")]
    pub prefix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "durationInNanoSeconds"
    )]
    pub duration_in_nano_seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "message")]
    pub message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "expired")]
    pub expired: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "testSuiteName")]
    pub test_suite_name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TestCaseFilter {
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "keyword")]
    pub keyword: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TestReportSummary {
    #[serde(rename = "total")]
    pub total: i32,
    #[serde(rename = "statusCounts")]
    pub status_counts: BTreeMap<String, i32>,
    #[serde(rename = "durationInNanoSeconds")]
    pub duration_in_nano_seconds: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VpcConfig {
    #[serde(skip_serializing_if = "Option::is_none", rename = "vpcId")]
    pub vpc_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "subnets")]
    pub subnets: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "securityGroupIds")]
    pub security_group_ids: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Webhook {
    #[serde(skip_serializing_if = "Option::is_none", rename = "url")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "payloadUrl")]
    pub payload_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "secret")]
    pub secret: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "branchFilter")]
    pub branch_filter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "filterGroups")]
    pub filter_groups: Option<Vec<Vec<WebhookFilter>>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildType")]
    pub build_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "manualCreation")]
    pub manual_creation: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastModifiedSecret")]
    pub last_modified_secret: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "scopeConfiguration")]
    pub scope_configuration: Option<ScopeConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "statusMessage")]
    pub status_message: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "pullRequestBuildPolicy"
    )]
    pub pull_request_build_policy: Option<PullRequestBuildPolicy>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebhookFilter {
    #[serde(rename = "type")]
    pub r#type: String,
    #[serde(rename = "pattern")]
    pub pattern: String,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "excludeMatchedPattern"
    )]
    pub exclude_matched_pattern: Option<bool>,
}

wire!(
    AutoRetryConfig,
    BatchRestrictions,
    Build,
    BuildArtifacts,
    BuildBatch,
    BuildBatchFilter,
    BuildBatchPhase,
    BuildGroup,
    BuildNotDeleted,
    BuildPhase,
    BuildStatusConfig,
    BuildSummary,
    CloudWatchLogsConfig,
    CodeCoverage,
    CodeCoverageReportSummary,
    ComputeConfiguration,
    DebugSession,
    DockerServer,
    DockerServerStatus,
    EnvironmentImage,
    EnvironmentLanguage,
    EnvironmentPlatform,
    EnvironmentVariable,
    ExportedEnvironmentVariable,
    GitSubmodulesConfig,
    LogsConfig,
    LogsLocation,
    NetworkInterface,
    PhaseContext,
    Project,
    ProjectArtifacts,
    ProjectBadge,
    ProjectBuildBatchConfig,
    ProjectCache,
    ProjectEnvironment,
    ProjectFileSystemLocation,
    ProjectFleet,
    ProjectSource,
    ProjectSourceVersion,
    PullRequestBuildPolicy,
    RegistryCredential,
    Report,
    ReportExportConfig,
    ReportFilter,
    ReportGroup,
    ReportGroupTrendStats,
    ReportWithRawData,
    ResolvedArtifact,
    S3LogsConfig,
    S3ReportExportConfig,
    ScopeConfiguration,
    SourceAuth,
    Tag,
    TestCase,
    TestCaseFilter,
    TestReportSummary,
    VpcConfig,
    Webhook,
    WebhookFilter
);
