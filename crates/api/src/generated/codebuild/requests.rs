//! Inputs and outputs of the operations of `codebuild`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use serde::{Deserialize, Serialize};

use super::types::*;
use crate::wire::wire;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchDeleteBuildsInput {
    #[serde(rename = "ids")]
    pub ids: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchDeleteBuildsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildsDeleted")]
    pub builds_deleted: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildsNotDeleted")]
    pub builds_not_deleted: Option<Vec<BuildNotDeleted>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetBuildBatchesInput {
    #[serde(rename = "ids")]
    pub ids: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetBuildBatchesOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildBatches")]
    pub build_batches: Option<Vec<BuildBatch>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "buildBatchesNotFound"
    )]
    pub build_batches_not_found: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetBuildsInput {
    #[serde(rename = "ids")]
    pub ids: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetBuildsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "builds")]
    pub builds: Option<Vec<Build>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildsNotFound")]
    pub builds_not_found: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetProjectsInput {
    #[serde(rename = "names")]
    pub names: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetProjectsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "projects")]
    pub projects: Option<Vec<Project>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "projectsNotFound")]
    pub projects_not_found: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetReportGroupsInput {
    #[serde(rename = "reportGroupArns")]
    pub report_group_arns: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetReportGroupsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "reportGroups")]
    pub report_groups: Option<Vec<ReportGroup>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "reportGroupsNotFound"
    )]
    pub report_groups_not_found: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetReportsInput {
    #[serde(rename = "reportArns")]
    pub report_arns: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetReportsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "reports")]
    pub reports: Option<Vec<Report>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "reportsNotFound")]
    pub reports_not_found: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateProjectInput {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "description")]
    pub description: Option<String>,
    #[serde(rename = "source")]
    pub source: ProjectSource,
    #[serde(skip_serializing_if = "Option::is_none", rename = "secondarySources")]
    pub secondary_sources: Option<Vec<ProjectSource>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sourceVersion")]
    pub source_version: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "secondarySourceVersions"
    )]
    pub secondary_source_versions: Option<Vec<ProjectSourceVersion>>,
    #[serde(rename = "artifacts")]
    pub artifacts: ProjectArtifacts,
    #[serde(skip_serializing_if = "Option::is_none", rename = "secondaryArtifacts")]
    pub secondary_artifacts: Option<Vec<ProjectArtifacts>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "cache")]
    pub cache: Option<ProjectCache>,
    #[serde(rename = "environment")]
    pub environment: ProjectEnvironment,
    #[serde(rename = "serviceRole")]
    pub service_role: String,
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
    #[serde(skip_serializing_if = "Option::is_none", rename = "vpcConfig")]
    pub vpc_config: Option<VpcConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "badgeEnabled")]
    pub badge_enabled: Option<bool>,
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
    #[serde(skip_serializing_if = "Option::is_none", rename = "autoRetryLimit")]
    pub auto_retry_limit: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateProjectOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "project")]
    pub project: Option<Project>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateReportGroupInput {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "type")]
    pub r#type: String,
    #[serde(rename = "exportConfig")]
    pub export_config: ReportExportConfig,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateReportGroupOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "reportGroup")]
    pub report_group: Option<ReportGroup>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteBuildBatchInput {
    #[serde(rename = "id")]
    pub id: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteBuildBatchOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "statusCode")]
    pub status_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildsDeleted")]
    pub builds_deleted: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildsNotDeleted")]
    pub builds_not_deleted: Option<Vec<BuildNotDeleted>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteProjectInput {
    #[serde(rename = "name")]
    pub name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteProjectOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteReportGroupInput {
    #[serde(rename = "arn")]
    pub arn: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deleteReports")]
    pub delete_reports: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteReportGroupOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteReportInput {
    #[serde(rename = "arn")]
    pub arn: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteReportOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DescribeCodeCoveragesInput {
    #[serde(rename = "reportArn")]
    pub report_arn: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxResults")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sortOrder")]
    pub sort_order: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sortBy")]
    pub sort_by: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "minLineCoveragePercentage"
    )]
    pub min_line_coverage_percentage: Option<f64>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "maxLineCoveragePercentage"
    )]
    pub max_line_coverage_percentage: Option<f64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DescribeCodeCoveragesOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "codeCoverages")]
    pub code_coverages: Option<Vec<CodeCoverage>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DescribeTestCasesInput {
    #[serde(rename = "reportArn")]
    pub report_arn: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxResults")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "filter")]
    pub filter: Option<TestCaseFilter>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DescribeTestCasesOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "testCases")]
    pub test_cases: Option<Vec<TestCase>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetReportGroupTrendInput {
    #[serde(rename = "reportGroupArn")]
    pub report_group_arn: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "numOfReports")]
    pub num_of_reports: Option<i32>,
    #[serde(rename = "trendField")]
    pub trend_field: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetReportGroupTrendOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "stats")]
    pub stats: Option<ReportGroupTrendStats>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "rawData")]
    pub raw_data: Option<Vec<ReportWithRawData>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvalidateProjectCacheInput {
    #[serde(rename = "projectName")]
    pub project_name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvalidateProjectCacheOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListBuildBatchesForProjectInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "projectName")]
    pub project_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "filter")]
    pub filter: Option<BuildBatchFilter>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxResults")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sortOrder")]
    pub sort_order: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListBuildBatchesForProjectOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "ids")]
    pub ids: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListBuildBatchesInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "filter")]
    pub filter: Option<BuildBatchFilter>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxResults")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sortOrder")]
    pub sort_order: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListBuildBatchesOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "ids")]
    pub ids: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListBuildsForProjectInput {
    #[serde(rename = "projectName")]
    pub project_name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sortOrder")]
    pub sort_order: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListBuildsForProjectOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "ids")]
    pub ids: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListBuildsInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "sortOrder")]
    pub sort_order: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListBuildsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "ids")]
    pub ids: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListCuratedEnvironmentImagesInput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListCuratedEnvironmentImagesOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "platforms")]
    pub platforms: Option<Vec<EnvironmentPlatform>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListProjectsInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "sortBy")]
    pub sort_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sortOrder")]
    pub sort_order: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListProjectsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "projects")]
    pub projects: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListReportGroupsInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "sortOrder")]
    pub sort_order: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sortBy")]
    pub sort_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxResults")]
    pub max_results: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListReportGroupsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "reportGroups")]
    pub report_groups: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListReportsForReportGroupInput {
    #[serde(rename = "reportGroupArn")]
    pub report_group_arn: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sortOrder")]
    pub sort_order: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxResults")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "filter")]
    pub filter: Option<ReportFilter>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListReportsForReportGroupOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "reports")]
    pub reports: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListReportsInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "sortOrder")]
    pub sort_order: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxResults")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "filter")]
    pub filter: Option<ReportFilter>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListReportsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "reports")]
    pub reports: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetryBuildBatchInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "id")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "idempotencyToken")]
    pub idempotency_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "retryType")]
    pub retry_type: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetryBuildBatchOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildBatch")]
    pub build_batch: Option<BuildBatch>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetryBuildInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "id")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "idempotencyToken")]
    pub idempotency_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetryBuildOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "build")]
    pub build: Option<Build>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartBuildBatchInput {
    #[serde(rename = "projectName")]
    pub project_name: String,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "secondarySourcesOverride"
    )]
    pub secondary_sources_override: Option<Vec<ProjectSource>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "secondarySourcesVersionOverride"
    )]
    pub secondary_sources_version_override: Option<Vec<ProjectSourceVersion>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sourceVersion")]
    pub source_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "artifactsOverride")]
    pub artifacts_override: Option<ProjectArtifacts>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "secondaryArtifactsOverride"
    )]
    pub secondary_artifacts_override: Option<Vec<ProjectArtifacts>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "environmentVariablesOverride"
    )]
    pub environment_variables_override: Option<Vec<EnvironmentVariable>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sourceTypeOverride")]
    pub source_type_override: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "sourceLocationOverride"
    )]
    pub source_location_override: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sourceAuthOverride")]
    pub source_auth_override: Option<SourceAuth>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "gitCloneDepthOverride"
    )]
    pub git_clone_depth_override: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "gitSubmodulesConfigOverride"
    )]
    pub git_submodules_config_override: Option<GitSubmodulesConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildspecOverride")]
    pub buildspec_override: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "insecureSslOverride"
    )]
    pub insecure_ssl_override: Option<bool>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "reportBuildBatchStatusOverride"
    )]
    pub report_build_batch_status_override: Option<bool>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "environmentTypeOverride"
    )]
    pub environment_type_override: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "imageOverride")]
    pub image_override: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "computeTypeOverride"
    )]
    pub compute_type_override: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "certificateOverride"
    )]
    pub certificate_override: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "cacheOverride")]
    pub cache_override: Option<ProjectCache>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "serviceRoleOverride"
    )]
    pub service_role_override: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "privilegedModeOverride"
    )]
    pub privileged_mode_override: Option<bool>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "buildTimeoutInMinutesOverride"
    )]
    pub build_timeout_in_minutes_override: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "queuedTimeoutInMinutesOverride"
    )]
    pub queued_timeout_in_minutes_override: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "encryptionKeyOverride"
    )]
    pub encryption_key_override: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "idempotencyToken")]
    pub idempotency_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "logsConfigOverride")]
    pub logs_config_override: Option<LogsConfig>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "registryCredentialOverride"
    )]
    pub registry_credential_override: Option<RegistryCredential>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "imagePullCredentialsTypeOverride"
    )]
    pub image_pull_credentials_type_override: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "buildBatchConfigOverride"
    )]
    pub build_batch_config_override: Option<ProjectBuildBatchConfig>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "debugSessionEnabled"
    )]
    pub debug_session_enabled: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartBuildBatchOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildBatch")]
    pub build_batch: Option<BuildBatch>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartBuildInput {
    #[serde(rename = "projectName")]
    pub project_name: String,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "secondarySourcesOverride"
    )]
    pub secondary_sources_override: Option<Vec<ProjectSource>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "secondarySourcesVersionOverride"
    )]
    pub secondary_sources_version_override: Option<Vec<ProjectSourceVersion>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sourceVersion")]
    pub source_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "artifactsOverride")]
    pub artifacts_override: Option<ProjectArtifacts>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "secondaryArtifactsOverride"
    )]
    pub secondary_artifacts_override: Option<Vec<ProjectArtifacts>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "environmentVariablesOverride"
    )]
    pub environment_variables_override: Option<Vec<EnvironmentVariable>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sourceTypeOverride")]
    pub source_type_override: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "sourceLocationOverride"
    )]
    pub source_location_override: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sourceAuthOverride")]
    pub source_auth_override: Option<SourceAuth>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "gitCloneDepthOverride"
    )]
    pub git_clone_depth_override: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "gitSubmodulesConfigOverride"
    )]
    pub git_submodules_config_override: Option<GitSubmodulesConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildspecOverride")]
    pub buildspec_override: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "insecureSslOverride"
    )]
    pub insecure_ssl_override: Option<bool>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "reportBuildStatusOverride"
    )]
    pub report_build_status_override: Option<bool>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "buildStatusConfigOverride"
    )]
    pub build_status_config_override: Option<BuildStatusConfig>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "environmentTypeOverride"
    )]
    pub environment_type_override: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "imageOverride")]
    pub image_override: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "computeTypeOverride"
    )]
    pub compute_type_override: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "certificateOverride"
    )]
    pub certificate_override: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "cacheOverride")]
    pub cache_override: Option<ProjectCache>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "serviceRoleOverride"
    )]
    pub service_role_override: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "privilegedModeOverride"
    )]
    pub privileged_mode_override: Option<bool>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "timeoutInMinutesOverride"
    )]
    pub timeout_in_minutes_override: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "queuedTimeoutInMinutesOverride"
    )]
    pub queued_timeout_in_minutes_override: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "encryptionKeyOverride"
    )]
    pub encryption_key_override: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "idempotencyToken")]
    pub idempotency_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "logsConfigOverride")]
    pub logs_config_override: Option<LogsConfig>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "registryCredentialOverride"
    )]
    pub registry_credential_override: Option<RegistryCredential>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "imagePullCredentialsTypeOverride"
    )]
    pub image_pull_credentials_type_override: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "debugSessionEnabled"
    )]
    pub debug_session_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "fleetOverride")]
    pub fleet_override: Option<ProjectFleet>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "autoRetryLimitOverride"
    )]
    pub auto_retry_limit_override: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "hostKernelOverride")]
    pub host_kernel_override: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartBuildOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "build")]
    pub build: Option<Build>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StopBuildBatchInput {
    #[serde(rename = "id")]
    pub id: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StopBuildBatchOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "buildBatch")]
    pub build_batch: Option<BuildBatch>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StopBuildInput {
    #[serde(rename = "id")]
    pub id: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StopBuildOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "build")]
    pub build: Option<Build>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateProjectInput {
    #[serde(rename = "name")]
    pub name: String,
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
    #[serde(skip_serializing_if = "Option::is_none", rename = "vpcConfig")]
    pub vpc_config: Option<VpcConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "badgeEnabled")]
    pub badge_enabled: Option<bool>,
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
    #[serde(skip_serializing_if = "Option::is_none", rename = "autoRetryLimit")]
    pub auto_retry_limit: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateProjectOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "project")]
    pub project: Option<Project>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateReportGroupInput {
    #[serde(rename = "arn")]
    pub arn: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "exportConfig")]
    pub export_config: Option<ReportExportConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateReportGroupOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "reportGroup")]
    pub report_group: Option<ReportGroup>,
}

wire!(
    BatchDeleteBuildsInput,
    BatchDeleteBuildsOutput,
    BatchGetBuildBatchesInput,
    BatchGetBuildBatchesOutput,
    BatchGetBuildsInput,
    BatchGetBuildsOutput,
    BatchGetProjectsInput,
    BatchGetProjectsOutput,
    BatchGetReportGroupsInput,
    BatchGetReportGroupsOutput,
    BatchGetReportsInput,
    BatchGetReportsOutput,
    CreateProjectInput,
    CreateProjectOutput,
    CreateReportGroupInput,
    CreateReportGroupOutput,
    DeleteBuildBatchInput,
    DeleteBuildBatchOutput,
    DeleteProjectInput,
    DeleteProjectOutput,
    DeleteReportGroupInput,
    DeleteReportGroupOutput,
    DeleteReportInput,
    DeleteReportOutput,
    DescribeCodeCoveragesInput,
    DescribeCodeCoveragesOutput,
    DescribeTestCasesInput,
    DescribeTestCasesOutput,
    GetReportGroupTrendInput,
    GetReportGroupTrendOutput,
    InvalidateProjectCacheInput,
    InvalidateProjectCacheOutput,
    ListBuildBatchesForProjectInput,
    ListBuildBatchesForProjectOutput,
    ListBuildBatchesInput,
    ListBuildBatchesOutput,
    ListBuildsForProjectInput,
    ListBuildsForProjectOutput,
    ListBuildsInput,
    ListBuildsOutput,
    ListCuratedEnvironmentImagesInput,
    ListCuratedEnvironmentImagesOutput,
    ListProjectsInput,
    ListProjectsOutput,
    ListReportGroupsInput,
    ListReportGroupsOutput,
    ListReportsForReportGroupInput,
    ListReportsForReportGroupOutput,
    ListReportsInput,
    ListReportsOutput,
    RetryBuildBatchInput,
    RetryBuildBatchOutput,
    RetryBuildInput,
    RetryBuildOutput,
    StartBuildBatchInput,
    StartBuildBatchOutput,
    StartBuildInput,
    StartBuildOutput,
    StopBuildBatchInput,
    StopBuildBatchOutput,
    StopBuildInput,
    StopBuildOutput,
    UpdateProjectInput,
    UpdateProjectOutput,
    UpdateReportGroupInput,
    UpdateReportGroupOutput
);
