//! Constraints of every shape of `codebuild`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use crate::shape::{Kind, Shape, member};

pub static ARTIFACT_NAMESPACE: Shape =
    Shape::new("ArtifactNamespace", Kind::Enum(&["NONE", "BUILD_ID"]));

pub static ARTIFACT_PACKAGING: Shape =
    Shape::new("ArtifactPackaging", Kind::Enum(&["NONE", "ZIP"]));

pub static ARTIFACTS_TYPE: Shape = Shape::new(
    "ArtifactsType",
    Kind::Enum(&["CODEPIPELINE", "S3", "NO_ARTIFACTS"]),
);

pub static AUTO_RETRY_CONFIG: Shape = Shape::new(
    "AutoRetryConfig",
    Kind::Structure(&[
        member("autoRetryLimit", &WRAPPER_INT),
        member("autoRetryNumber", &WRAPPER_INT),
        member("nextAutoRetry", &STRING),
        member("previousAutoRetry", &STRING),
    ]),
);

pub static BATCH_DELETE_BUILDS_INPUT: Shape = Shape::new(
    "BatchDeleteBuildsInput",
    Kind::Structure(&[member("ids", &BUILD_IDS).required()]),
);

pub static BATCH_DELETE_BUILDS_OUTPUT: Shape = Shape::new(
    "BatchDeleteBuildsOutput",
    Kind::Structure(&[
        member("buildsDeleted", &BUILD_IDS),
        member("buildsNotDeleted", &BUILDS_NOT_DELETED),
    ]),
);

pub static BATCH_GET_BUILD_BATCHES_INPUT: Shape = Shape::new(
    "BatchGetBuildBatchesInput",
    Kind::Structure(&[member("ids", &BUILD_BATCH_IDS).required()]),
);

pub static BATCH_GET_BUILD_BATCHES_OUTPUT: Shape = Shape::new(
    "BatchGetBuildBatchesOutput",
    Kind::Structure(&[
        member("buildBatches", &BUILD_BATCHES),
        member("buildBatchesNotFound", &BUILD_BATCH_IDS),
    ]),
);

pub static BATCH_GET_BUILDS_INPUT: Shape = Shape::new(
    "BatchGetBuildsInput",
    Kind::Structure(&[member("ids", &BUILD_IDS).required()]),
);

pub static BATCH_GET_BUILDS_OUTPUT: Shape = Shape::new(
    "BatchGetBuildsOutput",
    Kind::Structure(&[
        member("builds", &BUILDS),
        member("buildsNotFound", &BUILD_IDS),
    ]),
);

pub static BATCH_GET_PROJECTS_INPUT: Shape = Shape::new(
    "BatchGetProjectsInput",
    Kind::Structure(&[member("names", &PROJECT_NAMES).required()]),
);

pub static BATCH_GET_PROJECTS_OUTPUT: Shape = Shape::new(
    "BatchGetProjectsOutput",
    Kind::Structure(&[
        member("projects", &PROJECTS),
        member("projectsNotFound", &PROJECT_NAMES),
    ]),
);

pub static BATCH_GET_REPORT_GROUPS_INPUT: Shape = Shape::new(
    "BatchGetReportGroupsInput",
    Kind::Structure(&[member("reportGroupArns", &REPORT_GROUP_ARNS).required()]),
);

pub static BATCH_GET_REPORT_GROUPS_OUTPUT: Shape = Shape::new(
    "BatchGetReportGroupsOutput",
    Kind::Structure(&[
        member("reportGroups", &REPORT_GROUPS),
        member("reportGroupsNotFound", &REPORT_GROUP_ARNS),
    ]),
);

pub static BATCH_GET_REPORTS_INPUT: Shape = Shape::new(
    "BatchGetReportsInput",
    Kind::Structure(&[member("reportArns", &REPORT_ARNS).required()]),
);

pub static BATCH_GET_REPORTS_OUTPUT: Shape = Shape::new(
    "BatchGetReportsOutput",
    Kind::Structure(&[
        member("reports", &REPORTS),
        member("reportsNotFound", &REPORT_ARNS),
    ]),
);

pub static BATCH_REPORT_MODE_TYPE: Shape = Shape::new(
    "BatchReportModeType",
    Kind::Enum(&["REPORT_INDIVIDUAL_BUILDS", "REPORT_AGGREGATED_BATCH"]),
);

pub static BATCH_RESTRICTIONS: Shape = Shape::new(
    "BatchRestrictions",
    Kind::Structure(&[
        member("maximumBuildsAllowed", &WRAPPER_INT),
        member("computeTypesAllowed", &COMPUTE_TYPES_ALLOWED),
        member("fleetsAllowed", &FLEETS_ALLOWED),
    ]),
);

pub static BOOLEAN: Shape = Shape::new("Boolean", Kind::Boolean);

pub static BUCKET_OWNER_ACCESS: Shape = Shape::new(
    "BucketOwnerAccess",
    Kind::Enum(&["NONE", "READ_ONLY", "FULL"]),
);

pub static BUILD: Shape = Shape::new(
    "Build",
    Kind::Structure(&[
        member("id", &NON_EMPTY_STRING),
        member("arn", &NON_EMPTY_STRING),
        member("buildNumber", &WRAPPER_LONG),
        member("startTime", &TIMESTAMP),
        member("endTime", &TIMESTAMP),
        member("currentPhase", &STRING),
        member("buildStatus", &STATUS_TYPE),
        member("sourceVersion", &NON_EMPTY_STRING),
        member("resolvedSourceVersion", &NON_EMPTY_STRING),
        member("projectName", &NON_EMPTY_STRING),
        member("phases", &BUILD_PHASES),
        member("source", &PROJECT_SOURCE),
        member("secondarySources", &PROJECT_SOURCES),
        member(
            "secondarySourceVersions",
            &PROJECT_SECONDARY_SOURCE_VERSIONS,
        ),
        member("artifacts", &BUILD_ARTIFACTS),
        member("secondaryArtifacts", &BUILD_ARTIFACTS_LIST),
        member("cache", &PROJECT_CACHE),
        member("environment", &PROJECT_ENVIRONMENT),
        member("serviceRole", &NON_EMPTY_STRING),
        member("logs", &LOGS_LOCATION),
        member("timeoutInMinutes", &WRAPPER_INT),
        member("queuedTimeoutInMinutes", &WRAPPER_INT),
        member("buildComplete", &BOOLEAN),
        member("initiator", &STRING),
        member("vpcConfig", &VPC_CONFIG),
        member("networkInterface", &NETWORK_INTERFACE),
        member("encryptionKey", &NON_EMPTY_STRING),
        member(
            "exportedEnvironmentVariables",
            &EXPORTED_ENVIRONMENT_VARIABLES,
        ),
        member("reportArns", &BUILD_REPORT_ARNS),
        member("fileSystemLocations", &PROJECT_FILE_SYSTEM_LOCATIONS),
        member("debugSession", &DEBUG_SESSION),
        member("buildBatchArn", &STRING),
        member("autoRetryConfig", &AUTO_RETRY_CONFIG),
    ]),
);

pub static BUILD_ARTIFACTS: Shape = Shape::new(
    "BuildArtifacts",
    Kind::Structure(&[
        member("location", &STRING),
        member("sha256sum", &STRING),
        member("md5sum", &STRING),
        member("overrideArtifactName", &WRAPPER_BOOLEAN),
        member("encryptionDisabled", &WRAPPER_BOOLEAN),
        member("artifactIdentifier", &STRING),
        member("bucketOwnerAccess", &BUCKET_OWNER_ACCESS),
    ]),
);

pub static BUILD_ARTIFACTS_LIST: Shape =
    Shape::new("BuildArtifactsList", Kind::List(&BUILD_ARTIFACTS))
        .min(0)
        .max(12);

pub static BUILD_BATCH: Shape = Shape::new(
    "BuildBatch",
    Kind::Structure(&[
        member("id", &NON_EMPTY_STRING),
        member("arn", &NON_EMPTY_STRING),
        member("startTime", &TIMESTAMP),
        member("endTime", &TIMESTAMP),
        member("currentPhase", &STRING),
        member("buildBatchStatus", &STATUS_TYPE),
        member("sourceVersion", &NON_EMPTY_STRING),
        member("resolvedSourceVersion", &NON_EMPTY_STRING),
        member("projectName", &NON_EMPTY_STRING),
        member("phases", &BUILD_BATCH_PHASES),
        member("source", &PROJECT_SOURCE),
        member("secondarySources", &PROJECT_SOURCES),
        member(
            "secondarySourceVersions",
            &PROJECT_SECONDARY_SOURCE_VERSIONS,
        ),
        member("artifacts", &BUILD_ARTIFACTS),
        member("secondaryArtifacts", &BUILD_ARTIFACTS_LIST),
        member("cache", &PROJECT_CACHE),
        member("environment", &PROJECT_ENVIRONMENT),
        member("serviceRole", &NON_EMPTY_STRING),
        member("logConfig", &LOGS_CONFIG),
        member("buildTimeoutInMinutes", &WRAPPER_INT),
        member("queuedTimeoutInMinutes", &WRAPPER_INT),
        member("complete", &BOOLEAN),
        member("initiator", &STRING),
        member("vpcConfig", &VPC_CONFIG),
        member("encryptionKey", &NON_EMPTY_STRING),
        member("buildBatchNumber", &WRAPPER_LONG),
        member("fileSystemLocations", &PROJECT_FILE_SYSTEM_LOCATIONS),
        member("buildBatchConfig", &PROJECT_BUILD_BATCH_CONFIG),
        member("buildGroups", &BUILD_GROUPS),
        member("debugSessionEnabled", &WRAPPER_BOOLEAN),
        member("reportArns", &BUILD_REPORT_ARNS),
    ]),
);

pub static BUILD_BATCH_FILTER: Shape = Shape::new(
    "BuildBatchFilter",
    Kind::Structure(&[member("status", &STATUS_TYPE)]),
);

pub static BUILD_BATCH_IDS: Shape = Shape::new("BuildBatchIds", Kind::List(&NON_EMPTY_STRING))
    .min(0)
    .max(100);

pub static BUILD_BATCH_PHASE: Shape = Shape::new(
    "BuildBatchPhase",
    Kind::Structure(&[
        member("phaseType", &BUILD_BATCH_PHASE_TYPE),
        member("phaseStatus", &STATUS_TYPE),
        member("startTime", &TIMESTAMP),
        member("endTime", &TIMESTAMP),
        member("durationInSeconds", &WRAPPER_LONG),
        member("contexts", &PHASE_CONTEXTS),
    ]),
);

pub static BUILD_BATCH_PHASE_TYPE: Shape = Shape::new(
    "BuildBatchPhaseType",
    Kind::Enum(&[
        "SUBMITTED",
        "DOWNLOAD_BATCHSPEC",
        "IN_PROGRESS",
        "COMBINE_ARTIFACTS",
        "SUCCEEDED",
        "FAILED",
        "STOPPED",
    ]),
);

pub static BUILD_BATCH_PHASES: Shape =
    Shape::new("BuildBatchPhases", Kind::List(&BUILD_BATCH_PHASE));

pub static BUILD_BATCHES: Shape = Shape::new("BuildBatches", Kind::List(&BUILD_BATCH))
    .min(0)
    .max(100);

pub static BUILD_GROUP: Shape = Shape::new(
    "BuildGroup",
    Kind::Structure(&[
        member("identifier", &STRING),
        member("dependsOn", &IDENTIFIERS),
        member("ignoreFailure", &BOOLEAN),
        member("currentBuildSummary", &BUILD_SUMMARY),
        member("priorBuildSummaryList", &BUILD_SUMMARIES),
    ]),
);

pub static BUILD_GROUPS: Shape = Shape::new("BuildGroups", Kind::List(&BUILD_GROUP));

pub static BUILD_IDS: Shape = Shape::new("BuildIds", Kind::List(&NON_EMPTY_STRING))
    .min(1)
    .max(100);

pub static BUILD_NOT_DELETED: Shape = Shape::new(
    "BuildNotDeleted",
    Kind::Structure(&[
        member("id", &NON_EMPTY_STRING),
        member("statusCode", &STRING),
    ]),
);

pub static BUILD_PHASE: Shape = Shape::new(
    "BuildPhase",
    Kind::Structure(&[
        member("phaseType", &BUILD_PHASE_TYPE),
        member("phaseStatus", &STATUS_TYPE),
        member("startTime", &TIMESTAMP),
        member("endTime", &TIMESTAMP),
        member("durationInSeconds", &WRAPPER_LONG),
        member("contexts", &PHASE_CONTEXTS),
    ]),
);

pub static BUILD_PHASE_TYPE: Shape = Shape::new(
    "BuildPhaseType",
    Kind::Enum(&[
        "SUBMITTED",
        "QUEUED",
        "PROVISIONING",
        "DOWNLOAD_SOURCE",
        "INSTALL",
        "PRE_BUILD",
        "BUILD",
        "POST_BUILD",
        "UPLOAD_ARTIFACTS",
        "FINALIZING",
        "COMPLETED",
    ]),
);

pub static BUILD_PHASES: Shape = Shape::new("BuildPhases", Kind::List(&BUILD_PHASE));

pub static BUILD_REPORT_ARNS: Shape = Shape::new("BuildReportArns", Kind::List(&STRING));

pub static BUILD_STATUS_CONFIG: Shape = Shape::new(
    "BuildStatusConfig",
    Kind::Structure(&[member("context", &STRING), member("targetUrl", &STRING)]),
);

pub static BUILD_SUMMARIES: Shape = Shape::new("BuildSummaries", Kind::List(&BUILD_SUMMARY));

pub static BUILD_SUMMARY: Shape = Shape::new(
    "BuildSummary",
    Kind::Structure(&[
        member("arn", &STRING),
        member("requestedOn", &TIMESTAMP),
        member("buildStatus", &STATUS_TYPE),
        member("primaryArtifact", &RESOLVED_ARTIFACT),
        member("secondaryArtifacts", &RESOLVED_SECONDARY_ARTIFACTS),
    ]),
);

pub static BUILD_TIME_OUT: Shape = Shape::new("BuildTimeOut", Kind::Integer).min(5).max(2160);

pub static BUILDS: Shape = Shape::new("Builds", Kind::List(&BUILD));

pub static BUILDS_NOT_DELETED: Shape =
    Shape::new("BuildsNotDeleted", Kind::List(&BUILD_NOT_DELETED));

pub static CACHE_MODE: Shape = Shape::new(
    "CacheMode",
    Kind::Enum(&[
        "LOCAL_DOCKER_LAYER_CACHE",
        "LOCAL_SOURCE_CACHE",
        "LOCAL_CUSTOM_CACHE",
    ]),
);

pub static CACHE_TYPE: Shape = Shape::new("CacheType", Kind::Enum(&["NO_CACHE", "S3", "LOCAL"]));

pub static CLOUD_WATCH_LOGS_CONFIG: Shape = Shape::new(
    "CloudWatchLogsConfig",
    Kind::Structure(&[
        member("status", &LOGS_CONFIG_STATUS_TYPE).required(),
        member("groupName", &STRING),
        member("streamName", &STRING),
    ]),
);

pub static CODE_COVERAGE: Shape = Shape::new(
    "CodeCoverage",
    Kind::Structure(&[
        member("id", &NON_EMPTY_STRING),
        member("reportARN", &NON_EMPTY_STRING),
        member("filePath", &NON_EMPTY_STRING),
        member("lineCoveragePercentage", &PERCENTAGE),
        member("linesCovered", &NON_NEGATIVE_INT),
        member("linesMissed", &NON_NEGATIVE_INT),
        member("branchCoveragePercentage", &PERCENTAGE),
        member("branchesCovered", &NON_NEGATIVE_INT),
        member("branchesMissed", &NON_NEGATIVE_INT),
        member("expired", &TIMESTAMP),
    ]),
);

pub static CODE_COVERAGE_REPORT_SUMMARY: Shape = Shape::new(
    "CodeCoverageReportSummary",
    Kind::Structure(&[
        member("lineCoveragePercentage", &PERCENTAGE),
        member("linesCovered", &NON_NEGATIVE_INT),
        member("linesMissed", &NON_NEGATIVE_INT),
        member("branchCoveragePercentage", &PERCENTAGE),
        member("branchesCovered", &NON_NEGATIVE_INT),
        member("branchesMissed", &NON_NEGATIVE_INT),
    ]),
);

pub static CODE_COVERAGES: Shape = Shape::new("CodeCoverages", Kind::List(&CODE_COVERAGE));

pub static COMPUTE_CONFIGURATION: Shape = Shape::new(
    "ComputeConfiguration",
    Kind::Structure(&[
        member("vCpu", &WRAPPER_LONG),
        member("memory", &WRAPPER_LONG),
        member("disk", &WRAPPER_LONG),
        member("machineType", &MACHINE_TYPE),
        member("instanceType", &NON_EMPTY_STRING),
    ]),
);

pub static COMPUTE_TYPE: Shape = Shape::new(
    "ComputeType",
    Kind::Enum(&[
        "BUILD_GENERAL1_SMALL",
        "BUILD_GENERAL1_MEDIUM",
        "BUILD_GENERAL1_LARGE",
        "BUILD_GENERAL1_XLARGE",
        "BUILD_GENERAL1_2XLARGE",
        "BUILD_LAMBDA_1GB",
        "BUILD_LAMBDA_2GB",
        "BUILD_LAMBDA_4GB",
        "BUILD_LAMBDA_8GB",
        "BUILD_LAMBDA_10GB",
        "ATTRIBUTE_BASED_COMPUTE",
        "CUSTOM_INSTANCE_TYPE",
    ]),
);

pub static COMPUTE_TYPES_ALLOWED: Shape =
    Shape::new("ComputeTypesAllowed", Kind::List(&NON_EMPTY_STRING));

pub static CREATE_PROJECT_INPUT: Shape = Shape::new(
    "CreateProjectInput",
    Kind::Structure(&[
        member("name", &PROJECT_NAME).required(),
        member("description", &PROJECT_DESCRIPTION),
        member("source", &PROJECT_SOURCE).required(),
        member("secondarySources", &PROJECT_SOURCES),
        member("sourceVersion", &STRING),
        member(
            "secondarySourceVersions",
            &PROJECT_SECONDARY_SOURCE_VERSIONS,
        ),
        member("artifacts", &PROJECT_ARTIFACTS).required(),
        member("secondaryArtifacts", &PROJECT_ARTIFACTS_LIST),
        member("cache", &PROJECT_CACHE),
        member("environment", &PROJECT_ENVIRONMENT).required(),
        member("serviceRole", &NON_EMPTY_STRING).required(),
        member("timeoutInMinutes", &BUILD_TIME_OUT),
        member("queuedTimeoutInMinutes", &TIME_OUT),
        member("encryptionKey", &NON_EMPTY_STRING),
        member("tags", &TAG_LIST),
        member("vpcConfig", &VPC_CONFIG),
        member("badgeEnabled", &WRAPPER_BOOLEAN),
        member("logsConfig", &LOGS_CONFIG),
        member("fileSystemLocations", &PROJECT_FILE_SYSTEM_LOCATIONS),
        member("buildBatchConfig", &PROJECT_BUILD_BATCH_CONFIG),
        member("concurrentBuildLimit", &WRAPPER_INT),
        member("autoRetryLimit", &WRAPPER_INT),
    ]),
);

pub static CREATE_PROJECT_OUTPUT: Shape = Shape::new(
    "CreateProjectOutput",
    Kind::Structure(&[member("project", &PROJECT)]),
);

pub static CREATE_REPORT_GROUP_INPUT: Shape = Shape::new(
    "CreateReportGroupInput",
    Kind::Structure(&[
        member("name", &REPORT_GROUP_NAME).required(),
        member("type", &REPORT_TYPE).required(),
        member("exportConfig", &REPORT_EXPORT_CONFIG).required(),
        member("tags", &TAG_LIST),
    ]),
);

pub static CREATE_REPORT_GROUP_OUTPUT: Shape = Shape::new(
    "CreateReportGroupOutput",
    Kind::Structure(&[member("reportGroup", &REPORT_GROUP)]),
);

pub static CREDENTIAL_PROVIDER_TYPE: Shape =
    Shape::new("CredentialProviderType", Kind::Enum(&["SECRETS_MANAGER"]));

pub static DEBUG_SESSION: Shape = Shape::new(
    "DebugSession",
    Kind::Structure(&[
        member("sessionEnabled", &WRAPPER_BOOLEAN),
        member("sessionTarget", &NON_EMPTY_STRING),
    ]),
);

pub static DELETE_BUILD_BATCH_INPUT: Shape = Shape::new(
    "DeleteBuildBatchInput",
    Kind::Structure(&[member("id", &NON_EMPTY_STRING).required()]),
);

pub static DELETE_BUILD_BATCH_OUTPUT: Shape = Shape::new(
    "DeleteBuildBatchOutput",
    Kind::Structure(&[
        member("statusCode", &STRING),
        member("buildsDeleted", &BUILD_IDS),
        member("buildsNotDeleted", &BUILDS_NOT_DELETED),
    ]),
);

pub static DELETE_PROJECT_INPUT: Shape = Shape::new(
    "DeleteProjectInput",
    Kind::Structure(&[member("name", &NON_EMPTY_STRING).required()]),
);

pub static DELETE_PROJECT_OUTPUT: Shape = Shape::new("DeleteProjectOutput", Kind::Structure(&[]));

pub static DELETE_REPORT_GROUP_INPUT: Shape = Shape::new(
    "DeleteReportGroupInput",
    Kind::Structure(&[
        member("arn", &NON_EMPTY_STRING).required(),
        member("deleteReports", &BOOLEAN),
    ]),
);

pub static DELETE_REPORT_GROUP_OUTPUT: Shape =
    Shape::new("DeleteReportGroupOutput", Kind::Structure(&[]));

pub static DELETE_REPORT_INPUT: Shape = Shape::new(
    "DeleteReportInput",
    Kind::Structure(&[member("arn", &NON_EMPTY_STRING).required()]),
);

pub static DELETE_REPORT_OUTPUT: Shape = Shape::new("DeleteReportOutput", Kind::Structure(&[]));

pub static DESCRIBE_CODE_COVERAGES_INPUT: Shape = Shape::new(
    "DescribeCodeCoveragesInput",
    Kind::Structure(&[
        member("reportArn", &NON_EMPTY_STRING).required(),
        member("nextToken", &STRING),
        member("maxResults", &PAGE_SIZE),
        member("sortOrder", &SORT_ORDER_TYPE),
        member("sortBy", &REPORT_CODE_COVERAGE_SORT_BY_TYPE),
        member("minLineCoveragePercentage", &PERCENTAGE),
        member("maxLineCoveragePercentage", &PERCENTAGE),
    ]),
);

pub static DESCRIBE_CODE_COVERAGES_OUTPUT: Shape = Shape::new(
    "DescribeCodeCoveragesOutput",
    Kind::Structure(&[
        member("nextToken", &STRING),
        member("codeCoverages", &CODE_COVERAGES),
    ]),
);

pub static DESCRIBE_TEST_CASES_INPUT: Shape = Shape::new(
    "DescribeTestCasesInput",
    Kind::Structure(&[
        member("reportArn", &STRING).required(),
        member("nextToken", &STRING),
        member("maxResults", &PAGE_SIZE),
        member("filter", &TEST_CASE_FILTER),
    ]),
);

pub static DESCRIBE_TEST_CASES_OUTPUT: Shape = Shape::new(
    "DescribeTestCasesOutput",
    Kind::Structure(&[
        member("nextToken", &STRING),
        member("testCases", &TEST_CASES),
    ]),
);

pub static DOCKER_SERVER: Shape = Shape::new(
    "DockerServer",
    Kind::Structure(&[
        member("computeType", &COMPUTE_TYPE).required(),
        member("securityGroupIds", &SECURITY_GROUP_IDS),
        member("status", &DOCKER_SERVER_STATUS),
    ]),
);

pub static DOCKER_SERVER_STATUS: Shape = Shape::new(
    "DockerServerStatus",
    Kind::Structure(&[member("status", &STRING), member("message", &STRING)]),
);

pub static ENVIRONMENT_IMAGE: Shape = Shape::new(
    "EnvironmentImage",
    Kind::Structure(&[
        member("name", &STRING),
        member("description", &STRING),
        member("versions", &IMAGE_VERSIONS),
    ]),
);

pub static ENVIRONMENT_IMAGES: Shape =
    Shape::new("EnvironmentImages", Kind::List(&ENVIRONMENT_IMAGE));

pub static ENVIRONMENT_LANGUAGE: Shape = Shape::new(
    "EnvironmentLanguage",
    Kind::Structure(&[
        member("language", &LANGUAGE_TYPE),
        member("images", &ENVIRONMENT_IMAGES),
    ]),
);

pub static ENVIRONMENT_LANGUAGES: Shape =
    Shape::new("EnvironmentLanguages", Kind::List(&ENVIRONMENT_LANGUAGE));

pub static ENVIRONMENT_PLATFORM: Shape = Shape::new(
    "EnvironmentPlatform",
    Kind::Structure(&[
        member("platform", &PLATFORM_TYPE),
        member("languages", &ENVIRONMENT_LANGUAGES),
    ]),
);

pub static ENVIRONMENT_PLATFORMS: Shape =
    Shape::new("EnvironmentPlatforms", Kind::List(&ENVIRONMENT_PLATFORM));

pub static ENVIRONMENT_TYPE: Shape = Shape::new(
    "EnvironmentType",
    Kind::Enum(&[
        "WINDOWS_CONTAINER",
        "LINUX_CONTAINER",
        "LINUX_GPU_CONTAINER",
        "ARM_CONTAINER",
        "WINDOWS_SERVER_2019_CONTAINER",
        "WINDOWS_SERVER_2022_CONTAINER",
        "LINUX_LAMBDA_CONTAINER",
        "ARM_LAMBDA_CONTAINER",
        "LINUX_EC2",
        "ARM_EC2",
        "WINDOWS_EC2",
        "MAC_ARM",
    ]),
);

pub static ENVIRONMENT_VARIABLE: Shape = Shape::new(
    "EnvironmentVariable",
    Kind::Structure(&[
        member("name", &NON_EMPTY_STRING).required(),
        member("value", &STRING).required(),
        member("type", &ENVIRONMENT_VARIABLE_TYPE),
    ]),
);

pub static ENVIRONMENT_VARIABLE_TYPE: Shape = Shape::new(
    "EnvironmentVariableType",
    Kind::Enum(&["PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"]),
);

pub static ENVIRONMENT_VARIABLES: Shape =
    Shape::new("EnvironmentVariables", Kind::List(&ENVIRONMENT_VARIABLE));

pub static EXPORTED_ENVIRONMENT_VARIABLE: Shape = Shape::new(
    "ExportedEnvironmentVariable",
    Kind::Structure(&[member("name", &NON_EMPTY_STRING), member("value", &STRING)]),
);

pub static EXPORTED_ENVIRONMENT_VARIABLES: Shape = Shape::new(
    "ExportedEnvironmentVariables",
    Kind::List(&EXPORTED_ENVIRONMENT_VARIABLE),
);

pub static FILE_SYSTEM_TYPE: Shape = Shape::new("FileSystemType", Kind::Enum(&["EFS"]));

pub static FILTER_GROUP: Shape = Shape::new("FilterGroup", Kind::List(&WEBHOOK_FILTER));

pub static FILTER_GROUPS: Shape = Shape::new("FilterGroups", Kind::List(&FILTER_GROUP));

pub static FLEETS_ALLOWED: Shape = Shape::new("FleetsAllowed", Kind::List(&NON_EMPTY_STRING));

pub static GET_REPORT_GROUP_TREND_INPUT: Shape = Shape::new(
    "GetReportGroupTrendInput",
    Kind::Structure(&[
        member("reportGroupArn", &NON_EMPTY_STRING).required(),
        member("numOfReports", &PAGE_SIZE),
        member("trendField", &REPORT_GROUP_TREND_FIELD_TYPE).required(),
    ]),
);

pub static GET_REPORT_GROUP_TREND_OUTPUT: Shape = Shape::new(
    "GetReportGroupTrendOutput",
    Kind::Structure(&[
        member("stats", &REPORT_GROUP_TREND_STATS),
        member("rawData", &REPORT_GROUP_TREND_RAW_DATA_LIST),
    ]),
);

pub static GIT_CLONE_DEPTH: Shape = Shape::new("GitCloneDepth", Kind::Integer).min(0);

pub static GIT_SUBMODULES_CONFIG: Shape = Shape::new(
    "GitSubmodulesConfig",
    Kind::Structure(&[member("fetchSubmodules", &WRAPPER_BOOLEAN).required()]),
);

pub static HOST_KERNEL: Shape = Shape::new(
    "HostKernel",
    Kind::Enum(&["LINUX_KERNEL_4", "LINUX_KERNEL_6", "LINUX_KERNEL_LATEST"]),
);

pub static IDENTIFIERS: Shape = Shape::new("Identifiers", Kind::List(&NON_EMPTY_STRING));

pub static IMAGE_PULL_CREDENTIALS_TYPE: Shape = Shape::new(
    "ImagePullCredentialsType",
    Kind::Enum(&["CODEBUILD", "SERVICE_ROLE"]),
);

pub static IMAGE_VERSIONS: Shape = Shape::new("ImageVersions", Kind::List(&STRING));

pub static INVALIDATE_PROJECT_CACHE_INPUT: Shape = Shape::new(
    "InvalidateProjectCacheInput",
    Kind::Structure(&[member("projectName", &NON_EMPTY_STRING).required()]),
);

pub static INVALIDATE_PROJECT_CACHE_OUTPUT: Shape =
    Shape::new("InvalidateProjectCacheOutput", Kind::Structure(&[]));

pub static KEY_INPUT: Shape = Shape::new("KeyInput", Kind::String)
    .min(1)
    .max(127)
    .pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=@+\\-]*)$");

pub static LANGUAGE_TYPE: Shape = Shape::new(
    "LanguageType",
    Kind::Enum(&[
        "JAVA", "PYTHON", "NODE_JS", "RUBY", "GOLANG", "DOCKER", "ANDROID", "DOTNET", "BASE", "PHP",
    ]),
);

pub static LIST_BUILD_BATCHES_FOR_PROJECT_INPUT: Shape = Shape::new(
    "ListBuildBatchesForProjectInput",
    Kind::Structure(&[
        member("projectName", &NON_EMPTY_STRING),
        member("filter", &BUILD_BATCH_FILTER),
        member("maxResults", &PAGE_SIZE),
        member("sortOrder", &SORT_ORDER_TYPE),
        member("nextToken", &STRING),
    ]),
);

pub static LIST_BUILD_BATCHES_FOR_PROJECT_OUTPUT: Shape = Shape::new(
    "ListBuildBatchesForProjectOutput",
    Kind::Structure(&[
        member("ids", &BUILD_BATCH_IDS),
        member("nextToken", &STRING),
    ]),
);

pub static LIST_BUILD_BATCHES_INPUT: Shape = Shape::new(
    "ListBuildBatchesInput",
    Kind::Structure(&[
        member("filter", &BUILD_BATCH_FILTER),
        member("maxResults", &PAGE_SIZE),
        member("sortOrder", &SORT_ORDER_TYPE),
        member("nextToken", &STRING),
    ]),
);

pub static LIST_BUILD_BATCHES_OUTPUT: Shape = Shape::new(
    "ListBuildBatchesOutput",
    Kind::Structure(&[
        member("ids", &BUILD_BATCH_IDS),
        member("nextToken", &STRING),
    ]),
);

pub static LIST_BUILDS_FOR_PROJECT_INPUT: Shape = Shape::new(
    "ListBuildsForProjectInput",
    Kind::Structure(&[
        member("projectName", &NON_EMPTY_STRING).required(),
        member("sortOrder", &SORT_ORDER_TYPE),
        member("nextToken", &STRING),
    ]),
);

pub static LIST_BUILDS_FOR_PROJECT_OUTPUT: Shape = Shape::new(
    "ListBuildsForProjectOutput",
    Kind::Structure(&[member("ids", &BUILD_IDS), member("nextToken", &STRING)]),
);

pub static LIST_BUILDS_INPUT: Shape = Shape::new(
    "ListBuildsInput",
    Kind::Structure(&[
        member("sortOrder", &SORT_ORDER_TYPE),
        member("nextToken", &STRING),
    ]),
);

pub static LIST_BUILDS_OUTPUT: Shape = Shape::new(
    "ListBuildsOutput",
    Kind::Structure(&[member("ids", &BUILD_IDS), member("nextToken", &STRING)]),
);

pub static LIST_CURATED_ENVIRONMENT_IMAGES_INPUT: Shape =
    Shape::new("ListCuratedEnvironmentImagesInput", Kind::Structure(&[]));

pub static LIST_CURATED_ENVIRONMENT_IMAGES_OUTPUT: Shape = Shape::new(
    "ListCuratedEnvironmentImagesOutput",
    Kind::Structure(&[member("platforms", &ENVIRONMENT_PLATFORMS)]),
);

pub static LIST_PROJECTS_INPUT: Shape = Shape::new(
    "ListProjectsInput",
    Kind::Structure(&[
        member("sortBy", &PROJECT_SORT_BY_TYPE),
        member("sortOrder", &SORT_ORDER_TYPE),
        member("nextToken", &NON_EMPTY_STRING),
    ]),
);

pub static LIST_PROJECTS_OUTPUT: Shape = Shape::new(
    "ListProjectsOutput",
    Kind::Structure(&[
        member("nextToken", &STRING),
        member("projects", &PROJECT_NAMES),
    ]),
);

pub static LIST_REPORT_GROUPS_INPUT: Shape = Shape::new(
    "ListReportGroupsInput",
    Kind::Structure(&[
        member("sortOrder", &SORT_ORDER_TYPE),
        member("sortBy", &REPORT_GROUP_SORT_BY_TYPE),
        member("nextToken", &STRING),
        member("maxResults", &PAGE_SIZE),
    ]),
);

pub static LIST_REPORT_GROUPS_OUTPUT: Shape = Shape::new(
    "ListReportGroupsOutput",
    Kind::Structure(&[
        member("nextToken", &STRING),
        member("reportGroups", &REPORT_GROUP_ARNS),
    ]),
);

pub static LIST_REPORTS_FOR_REPORT_GROUP_INPUT: Shape = Shape::new(
    "ListReportsForReportGroupInput",
    Kind::Structure(&[
        member("reportGroupArn", &STRING).required(),
        member("nextToken", &STRING),
        member("sortOrder", &SORT_ORDER_TYPE),
        member("maxResults", &PAGE_SIZE),
        member("filter", &REPORT_FILTER),
    ]),
);

pub static LIST_REPORTS_FOR_REPORT_GROUP_OUTPUT: Shape = Shape::new(
    "ListReportsForReportGroupOutput",
    Kind::Structure(&[
        member("nextToken", &STRING),
        member("reports", &REPORT_ARNS),
    ]),
);

pub static LIST_REPORTS_INPUT: Shape = Shape::new(
    "ListReportsInput",
    Kind::Structure(&[
        member("sortOrder", &SORT_ORDER_TYPE),
        member("nextToken", &STRING),
        member("maxResults", &PAGE_SIZE),
        member("filter", &REPORT_FILTER),
    ]),
);

pub static LIST_REPORTS_OUTPUT: Shape = Shape::new(
    "ListReportsOutput",
    Kind::Structure(&[
        member("nextToken", &STRING),
        member("reports", &REPORT_ARNS),
    ]),
);

pub static LOGS_CONFIG: Shape = Shape::new(
    "LogsConfig",
    Kind::Structure(&[
        member("cloudWatchLogs", &CLOUD_WATCH_LOGS_CONFIG),
        member("s3Logs", &S3_LOGS_CONFIG),
    ]),
);

pub static LOGS_CONFIG_STATUS_TYPE: Shape =
    Shape::new("LogsConfigStatusType", Kind::Enum(&["ENABLED", "DISABLED"]));

pub static LOGS_LOCATION: Shape = Shape::new(
    "LogsLocation",
    Kind::Structure(&[
        member("groupName", &STRING),
        member("streamName", &STRING),
        member("deepLink", &STRING),
        member("s3DeepLink", &STRING),
        member("cloudWatchLogsArn", &STRING),
        member("s3LogsArn", &STRING),
        member("cloudWatchLogs", &CLOUD_WATCH_LOGS_CONFIG),
        member("s3Logs", &S3_LOGS_CONFIG),
    ]),
);

pub static MACHINE_TYPE: Shape = Shape::new("MachineType", Kind::Enum(&["GENERAL", "NVME"]));

pub static NETWORK_INTERFACE: Shape = Shape::new(
    "NetworkInterface",
    Kind::Structure(&[
        member("subnetId", &NON_EMPTY_STRING),
        member("networkInterfaceId", &NON_EMPTY_STRING),
    ]),
);

pub static NON_EMPTY_STRING: Shape = Shape::new("NonEmptyString", Kind::String).min(1);

pub static NON_NEGATIVE_INT: Shape = Shape::new("NonNegativeInt", Kind::Integer).min(0);

pub static PAGE_SIZE: Shape = Shape::new("PageSize", Kind::Integer).min(1).max(100);

pub static PERCENTAGE: Shape = Shape::new("Percentage", Kind::Double).min(0).max(100);

pub static PHASE_CONTEXT: Shape = Shape::new(
    "PhaseContext",
    Kind::Structure(&[member("statusCode", &STRING), member("message", &STRING)]),
);

pub static PHASE_CONTEXTS: Shape = Shape::new("PhaseContexts", Kind::List(&PHASE_CONTEXT));

pub static PLATFORM_TYPE: Shape = Shape::new(
    "PlatformType",
    Kind::Enum(&["DEBIAN", "AMAZON_LINUX", "UBUNTU", "WINDOWS_SERVER"]),
);

pub static PROJECT: Shape = Shape::new(
    "Project",
    Kind::Structure(&[
        member("name", &PROJECT_NAME),
        member("arn", &STRING),
        member("description", &PROJECT_DESCRIPTION),
        member("source", &PROJECT_SOURCE),
        member("secondarySources", &PROJECT_SOURCES),
        member("sourceVersion", &STRING),
        member(
            "secondarySourceVersions",
            &PROJECT_SECONDARY_SOURCE_VERSIONS,
        ),
        member("artifacts", &PROJECT_ARTIFACTS),
        member("secondaryArtifacts", &PROJECT_ARTIFACTS_LIST),
        member("cache", &PROJECT_CACHE),
        member("environment", &PROJECT_ENVIRONMENT),
        member("serviceRole", &NON_EMPTY_STRING),
        member("timeoutInMinutes", &BUILD_TIME_OUT),
        member("queuedTimeoutInMinutes", &TIME_OUT),
        member("encryptionKey", &NON_EMPTY_STRING),
        member("tags", &TAG_LIST),
        member("created", &TIMESTAMP),
        member("lastModified", &TIMESTAMP),
        member("webhook", &WEBHOOK),
        member("vpcConfig", &VPC_CONFIG),
        member("badge", &PROJECT_BADGE),
        member("logsConfig", &LOGS_CONFIG),
        member("fileSystemLocations", &PROJECT_FILE_SYSTEM_LOCATIONS),
        member("buildBatchConfig", &PROJECT_BUILD_BATCH_CONFIG),
        member("concurrentBuildLimit", &WRAPPER_INT),
        member("projectVisibility", &PROJECT_VISIBILITY_TYPE),
        member("publicProjectAlias", &NON_EMPTY_STRING),
        member("resourceAccessRole", &NON_EMPTY_STRING),
        member("autoRetryLimit", &WRAPPER_INT),
    ]),
);

pub static PROJECT_ARTIFACTS: Shape = Shape::new(
    "ProjectArtifacts",
    Kind::Structure(&[
        member("type", &ARTIFACTS_TYPE).required(),
        member("location", &STRING),
        member("path", &STRING),
        member("namespaceType", &ARTIFACT_NAMESPACE),
        member("name", &STRING),
        member("packaging", &ARTIFACT_PACKAGING),
        member("overrideArtifactName", &WRAPPER_BOOLEAN),
        member("encryptionDisabled", &WRAPPER_BOOLEAN),
        member("artifactIdentifier", &STRING),
        member("bucketOwnerAccess", &BUCKET_OWNER_ACCESS),
    ]),
);

pub static PROJECT_ARTIFACTS_LIST: Shape =
    Shape::new("ProjectArtifactsList", Kind::List(&PROJECT_ARTIFACTS))
        .min(0)
        .max(12);

pub static PROJECT_BADGE: Shape = Shape::new(
    "ProjectBadge",
    Kind::Structure(&[
        member("badgeEnabled", &BOOLEAN),
        member("badgeRequestUrl", &STRING),
    ]),
);

pub static PROJECT_BUILD_BATCH_CONFIG: Shape = Shape::new(
    "ProjectBuildBatchConfig",
    Kind::Structure(&[
        member("serviceRole", &NON_EMPTY_STRING),
        member("combineArtifacts", &WRAPPER_BOOLEAN),
        member("restrictions", &BATCH_RESTRICTIONS),
        member("timeoutInMins", &WRAPPER_INT),
        member("batchReportMode", &BATCH_REPORT_MODE_TYPE),
    ]),
);

pub static PROJECT_CACHE: Shape = Shape::new(
    "ProjectCache",
    Kind::Structure(&[
        member("type", &CACHE_TYPE).required(),
        member("location", &STRING),
        member("modes", &PROJECT_CACHE_MODES),
        member("cacheNamespace", &STRING),
    ]),
);

pub static PROJECT_CACHE_MODES: Shape = Shape::new("ProjectCacheModes", Kind::List(&CACHE_MODE));

pub static PROJECT_DESCRIPTION: Shape = Shape::new("ProjectDescription", Kind::String)
    .min(0)
    .max(255);

pub static PROJECT_ENVIRONMENT: Shape = Shape::new(
    "ProjectEnvironment",
    Kind::Structure(&[
        member("type", &ENVIRONMENT_TYPE).required(),
        member("image", &NON_EMPTY_STRING).required(),
        member("computeType", &COMPUTE_TYPE).required(),
        member("computeConfiguration", &COMPUTE_CONFIGURATION),
        member("fleet", &PROJECT_FLEET),
        member("environmentVariables", &ENVIRONMENT_VARIABLES),
        member("privilegedMode", &WRAPPER_BOOLEAN),
        member("certificate", &STRING),
        member("registryCredential", &REGISTRY_CREDENTIAL),
        member("imagePullCredentialsType", &IMAGE_PULL_CREDENTIALS_TYPE),
        member("dockerServer", &DOCKER_SERVER),
        member("hostKernel", &HOST_KERNEL),
    ]),
);

pub static PROJECT_FILE_SYSTEM_LOCATION: Shape = Shape::new(
    "ProjectFileSystemLocation",
    Kind::Structure(&[
        member("type", &FILE_SYSTEM_TYPE),
        member("location", &STRING),
        member("mountPoint", &STRING),
        member("identifier", &STRING),
        member("mountOptions", &STRING),
    ]),
);

pub static PROJECT_FILE_SYSTEM_LOCATIONS: Shape = Shape::new(
    "ProjectFileSystemLocations",
    Kind::List(&PROJECT_FILE_SYSTEM_LOCATION),
);

pub static PROJECT_FLEET: Shape = Shape::new(
    "ProjectFleet",
    Kind::Structure(&[member("fleetArn", &STRING)]),
);

pub static PROJECT_NAME: Shape = Shape::new("ProjectName", Kind::String)
    .min(2)
    .max(150)
    .pattern("[A-Za-z0-9][A-Za-z0-9\\-_]{1,149}");

pub static PROJECT_NAMES: Shape = Shape::new("ProjectNames", Kind::List(&NON_EMPTY_STRING))
    .min(1)
    .max(100);

pub static PROJECT_SECONDARY_SOURCE_VERSIONS: Shape = Shape::new(
    "ProjectSecondarySourceVersions",
    Kind::List(&PROJECT_SOURCE_VERSION),
)
.min(0)
.max(12);

pub static PROJECT_SORT_BY_TYPE: Shape = Shape::new(
    "ProjectSortByType",
    Kind::Enum(&["NAME", "CREATED_TIME", "LAST_MODIFIED_TIME"]),
);

pub static PROJECT_SOURCE: Shape = Shape::new(
    "ProjectSource",
    Kind::Structure(&[
        member("type", &SOURCE_TYPE).required(),
        member("location", &STRING),
        member("gitCloneDepth", &GIT_CLONE_DEPTH),
        member("gitSubmodulesConfig", &GIT_SUBMODULES_CONFIG),
        member("buildspec", &STRING),
        member("auth", &SOURCE_AUTH),
        member("reportBuildStatus", &WRAPPER_BOOLEAN),
        member("buildStatusConfig", &BUILD_STATUS_CONFIG),
        member("insecureSsl", &WRAPPER_BOOLEAN),
        member("sourceIdentifier", &STRING),
    ]),
);

pub static PROJECT_SOURCE_VERSION: Shape = Shape::new(
    "ProjectSourceVersion",
    Kind::Structure(&[
        member("sourceIdentifier", &STRING).required(),
        member("sourceVersion", &STRING).required(),
    ]),
);

pub static PROJECT_SOURCES: Shape = Shape::new("ProjectSources", Kind::List(&PROJECT_SOURCE));

pub static PROJECT_VISIBILITY_TYPE: Shape = Shape::new(
    "ProjectVisibilityType",
    Kind::Enum(&["PUBLIC_READ", "PRIVATE"]),
);

pub static PROJECTS: Shape = Shape::new("Projects", Kind::List(&PROJECT));

pub static PULL_REQUEST_BUILD_APPROVER_ROLE: Shape = Shape::new(
    "PullRequestBuildApproverRole",
    Kind::Enum(&[
        "GITHUB_READ",
        "GITHUB_TRIAGE",
        "GITHUB_WRITE",
        "GITHUB_MAINTAIN",
        "GITHUB_ADMIN",
        "GITLAB_GUEST",
        "GITLAB_PLANNER",
        "GITLAB_REPORTER",
        "GITLAB_DEVELOPER",
        "GITLAB_MAINTAINER",
        "GITLAB_OWNER",
        "BITBUCKET_READ",
        "BITBUCKET_WRITE",
        "BITBUCKET_ADMIN",
    ]),
);

pub static PULL_REQUEST_BUILD_APPROVER_ROLES: Shape = Shape::new(
    "PullRequestBuildApproverRoles",
    Kind::List(&PULL_REQUEST_BUILD_APPROVER_ROLE),
);

pub static PULL_REQUEST_BUILD_COMMENT_APPROVAL: Shape = Shape::new(
    "PullRequestBuildCommentApproval",
    Kind::Enum(&["DISABLED", "ALL_PULL_REQUESTS", "FORK_PULL_REQUESTS"]),
);

pub static PULL_REQUEST_BUILD_POLICY: Shape = Shape::new(
    "PullRequestBuildPolicy",
    Kind::Structure(&[
        member(
            "requiresCommentApproval",
            &PULL_REQUEST_BUILD_COMMENT_APPROVAL,
        )
        .required(),
        member("approverRoles", &PULL_REQUEST_BUILD_APPROVER_ROLES),
    ]),
);

pub static REGISTRY_CREDENTIAL: Shape = Shape::new(
    "RegistryCredential",
    Kind::Structure(&[
        member("credential", &NON_EMPTY_STRING).required(),
        member("credentialProvider", &CREDENTIAL_PROVIDER_TYPE).required(),
    ]),
);

pub static REPORT: Shape = Shape::new(
    "Report",
    Kind::Structure(&[
        member("arn", &NON_EMPTY_STRING),
        member("type", &REPORT_TYPE),
        member("name", &STRING),
        member("reportGroupArn", &NON_EMPTY_STRING),
        member("executionId", &STRING),
        member("status", &REPORT_STATUS_TYPE),
        member("created", &TIMESTAMP),
        member("expired", &TIMESTAMP),
        member("exportConfig", &REPORT_EXPORT_CONFIG),
        member("truncated", &WRAPPER_BOOLEAN),
        member("testSummary", &TEST_REPORT_SUMMARY),
        member("codeCoverageSummary", &CODE_COVERAGE_REPORT_SUMMARY),
    ]),
);

pub static REPORT_ARNS: Shape = Shape::new("ReportArns", Kind::List(&NON_EMPTY_STRING))
    .min(1)
    .max(100);

pub static REPORT_CODE_COVERAGE_SORT_BY_TYPE: Shape = Shape::new(
    "ReportCodeCoverageSortByType",
    Kind::Enum(&["LINE_COVERAGE_PERCENTAGE", "FILE_PATH"]),
);

pub static REPORT_EXPORT_CONFIG: Shape = Shape::new(
    "ReportExportConfig",
    Kind::Structure(&[
        member("exportConfigType", &REPORT_EXPORT_CONFIG_TYPE),
        member("s3Destination", &S3_REPORT_EXPORT_CONFIG),
    ]),
);

pub static REPORT_EXPORT_CONFIG_TYPE: Shape =
    Shape::new("ReportExportConfigType", Kind::Enum(&["S3", "NO_EXPORT"]));

pub static REPORT_FILTER: Shape = Shape::new(
    "ReportFilter",
    Kind::Structure(&[member("status", &REPORT_STATUS_TYPE)]),
);

pub static REPORT_GROUP: Shape = Shape::new(
    "ReportGroup",
    Kind::Structure(&[
        member("arn", &NON_EMPTY_STRING),
        member("name", &REPORT_GROUP_NAME),
        member("type", &REPORT_TYPE),
        member("exportConfig", &REPORT_EXPORT_CONFIG),
        member("created", &TIMESTAMP),
        member("lastModified", &TIMESTAMP),
        member("tags", &TAG_LIST),
        member("status", &REPORT_GROUP_STATUS_TYPE),
    ]),
);

pub static REPORT_GROUP_ARNS: Shape = Shape::new("ReportGroupArns", Kind::List(&NON_EMPTY_STRING))
    .min(1)
    .max(100);

pub static REPORT_GROUP_NAME: Shape = Shape::new("ReportGroupName", Kind::String).min(2).max(128);

pub static REPORT_GROUP_SORT_BY_TYPE: Shape = Shape::new(
    "ReportGroupSortByType",
    Kind::Enum(&["NAME", "CREATED_TIME", "LAST_MODIFIED_TIME"]),
);

pub static REPORT_GROUP_STATUS_TYPE: Shape =
    Shape::new("ReportGroupStatusType", Kind::Enum(&["ACTIVE", "DELETING"]));

pub static REPORT_GROUP_TREND_FIELD_TYPE: Shape = Shape::new(
    "ReportGroupTrendFieldType",
    Kind::Enum(&[
        "PASS_RATE",
        "DURATION",
        "TOTAL",
        "LINE_COVERAGE",
        "LINES_COVERED",
        "LINES_MISSED",
        "BRANCH_COVERAGE",
        "BRANCHES_COVERED",
        "BRANCHES_MISSED",
    ]),
);

pub static REPORT_GROUP_TREND_RAW_DATA_LIST: Shape = Shape::new(
    "ReportGroupTrendRawDataList",
    Kind::List(&REPORT_WITH_RAW_DATA),
);

pub static REPORT_GROUP_TREND_STATS: Shape = Shape::new(
    "ReportGroupTrendStats",
    Kind::Structure(&[
        member("average", &STRING),
        member("max", &STRING),
        member("min", &STRING),
    ]),
);

pub static REPORT_GROUPS: Shape = Shape::new("ReportGroups", Kind::List(&REPORT_GROUP))
    .min(1)
    .max(100);

pub static REPORT_PACKAGING_TYPE: Shape =
    Shape::new("ReportPackagingType", Kind::Enum(&["ZIP", "NONE"]));

pub static REPORT_STATUS_COUNTS: Shape =
    Shape::new("ReportStatusCounts", Kind::Map(&STRING, &WRAPPER_INT));

pub static REPORT_STATUS_TYPE: Shape = Shape::new(
    "ReportStatusType",
    Kind::Enum(&[
        "GENERATING",
        "SUCCEEDED",
        "FAILED",
        "INCOMPLETE",
        "DELETING",
    ]),
);

pub static REPORT_TYPE: Shape = Shape::new("ReportType", Kind::Enum(&["TEST", "CODE_COVERAGE"]));

pub static REPORT_WITH_RAW_DATA: Shape = Shape::new(
    "ReportWithRawData",
    Kind::Structure(&[
        member("reportArn", &NON_EMPTY_STRING),
        member("data", &STRING),
    ]),
);

pub static REPORTS: Shape = Shape::new("Reports", Kind::List(&REPORT)).min(1).max(100);

pub static RESOLVED_ARTIFACT: Shape = Shape::new(
    "ResolvedArtifact",
    Kind::Structure(&[
        member("type", &ARTIFACTS_TYPE),
        member("location", &STRING),
        member("identifier", &STRING),
    ]),
);

pub static RESOLVED_SECONDARY_ARTIFACTS: Shape =
    Shape::new("ResolvedSecondaryArtifacts", Kind::List(&RESOLVED_ARTIFACT));

pub static RETRY_BUILD_BATCH_INPUT: Shape = Shape::new(
    "RetryBuildBatchInput",
    Kind::Structure(&[
        member("id", &NON_EMPTY_STRING),
        member("idempotencyToken", &STRING),
        member("retryType", &RETRY_BUILD_BATCH_TYPE),
    ]),
);

pub static RETRY_BUILD_BATCH_OUTPUT: Shape = Shape::new(
    "RetryBuildBatchOutput",
    Kind::Structure(&[member("buildBatch", &BUILD_BATCH)]),
);

pub static RETRY_BUILD_BATCH_TYPE: Shape = Shape::new(
    "RetryBuildBatchType",
    Kind::Enum(&["RETRY_ALL_BUILDS", "RETRY_FAILED_BUILDS"]),
);

pub static RETRY_BUILD_INPUT: Shape = Shape::new(
    "RetryBuildInput",
    Kind::Structure(&[
        member("id", &NON_EMPTY_STRING),
        member("idempotencyToken", &STRING),
    ]),
);

pub static RETRY_BUILD_OUTPUT: Shape = Shape::new(
    "RetryBuildOutput",
    Kind::Structure(&[member("build", &BUILD)]),
);

pub static S3_LOGS_CONFIG: Shape = Shape::new(
    "S3LogsConfig",
    Kind::Structure(&[
        member("status", &LOGS_CONFIG_STATUS_TYPE).required(),
        member("location", &STRING),
        member("encryptionDisabled", &WRAPPER_BOOLEAN),
        member("bucketOwnerAccess", &BUCKET_OWNER_ACCESS),
    ]),
);

pub static S3_REPORT_EXPORT_CONFIG: Shape = Shape::new(
    "S3ReportExportConfig",
    Kind::Structure(&[
        member("bucket", &NON_EMPTY_STRING),
        member("bucketOwner", &STRING),
        member("path", &STRING),
        member("packaging", &REPORT_PACKAGING_TYPE),
        member("encryptionKey", &NON_EMPTY_STRING),
        member("encryptionDisabled", &WRAPPER_BOOLEAN),
    ]),
);

pub static SCOPE_CONFIGURATION: Shape = Shape::new(
    "ScopeConfiguration",
    Kind::Structure(&[
        member("name", &STRING).required(),
        member("domain", &STRING),
        member("scope", &WEBHOOK_SCOPE_TYPE).required(),
    ]),
);

pub static SECURITY_GROUP_IDS: Shape =
    Shape::new("SecurityGroupIds", Kind::List(&NON_EMPTY_STRING)).max(5);

pub static SORT_ORDER_TYPE: Shape =
    Shape::new("SortOrderType", Kind::Enum(&["ASCENDING", "DESCENDING"]));

pub static SOURCE_AUTH: Shape = Shape::new(
    "SourceAuth",
    Kind::Structure(&[
        member("type", &SOURCE_AUTH_TYPE).required(),
        member("resource", &STRING),
    ]),
);

pub static SOURCE_AUTH_TYPE: Shape = Shape::new(
    "SourceAuthType",
    Kind::Enum(&["OAUTH", "CODECONNECTIONS", "SECRETS_MANAGER"]),
);

pub static SOURCE_TYPE: Shape = Shape::new(
    "SourceType",
    Kind::Enum(&[
        "CODECOMMIT",
        "CODEPIPELINE",
        "GITHUB",
        "GITLAB",
        "GITLAB_SELF_MANAGED",
        "S3",
        "BITBUCKET",
        "GITHUB_ENTERPRISE",
        "NO_SOURCE",
    ]),
);

pub static START_BUILD_BATCH_INPUT: Shape = Shape::new(
    "StartBuildBatchInput",
    Kind::Structure(&[
        member("projectName", &NON_EMPTY_STRING).required(),
        member("secondarySourcesOverride", &PROJECT_SOURCES),
        member(
            "secondarySourcesVersionOverride",
            &PROJECT_SECONDARY_SOURCE_VERSIONS,
        ),
        member("sourceVersion", &STRING),
        member("artifactsOverride", &PROJECT_ARTIFACTS),
        member("secondaryArtifactsOverride", &PROJECT_ARTIFACTS_LIST),
        member("environmentVariablesOverride", &ENVIRONMENT_VARIABLES),
        member("sourceTypeOverride", &SOURCE_TYPE),
        member("sourceLocationOverride", &STRING),
        member("sourceAuthOverride", &SOURCE_AUTH),
        member("gitCloneDepthOverride", &GIT_CLONE_DEPTH),
        member("gitSubmodulesConfigOverride", &GIT_SUBMODULES_CONFIG),
        member("buildspecOverride", &STRING),
        member("insecureSslOverride", &WRAPPER_BOOLEAN),
        member("reportBuildBatchStatusOverride", &WRAPPER_BOOLEAN),
        member("environmentTypeOverride", &ENVIRONMENT_TYPE),
        member("imageOverride", &NON_EMPTY_STRING),
        member("computeTypeOverride", &COMPUTE_TYPE),
        member("certificateOverride", &STRING),
        member("cacheOverride", &PROJECT_CACHE),
        member("serviceRoleOverride", &NON_EMPTY_STRING),
        member("privilegedModeOverride", &WRAPPER_BOOLEAN),
        member("buildTimeoutInMinutesOverride", &BUILD_TIME_OUT),
        member("queuedTimeoutInMinutesOverride", &TIME_OUT),
        member("encryptionKeyOverride", &NON_EMPTY_STRING),
        member("idempotencyToken", &STRING),
        member("logsConfigOverride", &LOGS_CONFIG),
        member("registryCredentialOverride", &REGISTRY_CREDENTIAL),
        member(
            "imagePullCredentialsTypeOverride",
            &IMAGE_PULL_CREDENTIALS_TYPE,
        ),
        member("buildBatchConfigOverride", &PROJECT_BUILD_BATCH_CONFIG),
        member("debugSessionEnabled", &WRAPPER_BOOLEAN),
    ]),
);

pub static START_BUILD_BATCH_OUTPUT: Shape = Shape::new(
    "StartBuildBatchOutput",
    Kind::Structure(&[member("buildBatch", &BUILD_BATCH)]),
);

pub static START_BUILD_INPUT: Shape = Shape::new(
    "StartBuildInput",
    Kind::Structure(&[
        member("projectName", &NON_EMPTY_STRING).required(),
        member("secondarySourcesOverride", &PROJECT_SOURCES),
        member(
            "secondarySourcesVersionOverride",
            &PROJECT_SECONDARY_SOURCE_VERSIONS,
        ),
        member("sourceVersion", &STRING),
        member("artifactsOverride", &PROJECT_ARTIFACTS),
        member("secondaryArtifactsOverride", &PROJECT_ARTIFACTS_LIST),
        member("environmentVariablesOverride", &ENVIRONMENT_VARIABLES),
        member("sourceTypeOverride", &SOURCE_TYPE),
        member("sourceLocationOverride", &STRING),
        member("sourceAuthOverride", &SOURCE_AUTH),
        member("gitCloneDepthOverride", &GIT_CLONE_DEPTH),
        member("gitSubmodulesConfigOverride", &GIT_SUBMODULES_CONFIG),
        member("buildspecOverride", &STRING),
        member("insecureSslOverride", &WRAPPER_BOOLEAN),
        member("reportBuildStatusOverride", &WRAPPER_BOOLEAN),
        member("buildStatusConfigOverride", &BUILD_STATUS_CONFIG),
        member("environmentTypeOverride", &ENVIRONMENT_TYPE),
        member("imageOverride", &NON_EMPTY_STRING),
        member("computeTypeOverride", &COMPUTE_TYPE),
        member("certificateOverride", &STRING),
        member("cacheOverride", &PROJECT_CACHE),
        member("serviceRoleOverride", &NON_EMPTY_STRING),
        member("privilegedModeOverride", &WRAPPER_BOOLEAN),
        member("timeoutInMinutesOverride", &BUILD_TIME_OUT),
        member("queuedTimeoutInMinutesOverride", &TIME_OUT),
        member("encryptionKeyOverride", &NON_EMPTY_STRING),
        member("idempotencyToken", &STRING),
        member("logsConfigOverride", &LOGS_CONFIG),
        member("registryCredentialOverride", &REGISTRY_CREDENTIAL),
        member(
            "imagePullCredentialsTypeOverride",
            &IMAGE_PULL_CREDENTIALS_TYPE,
        ),
        member("debugSessionEnabled", &WRAPPER_BOOLEAN),
        member("fleetOverride", &PROJECT_FLEET),
        member("autoRetryLimitOverride", &WRAPPER_INT),
        member("hostKernelOverride", &HOST_KERNEL),
    ]),
);

pub static START_BUILD_OUTPUT: Shape = Shape::new(
    "StartBuildOutput",
    Kind::Structure(&[member("build", &BUILD)]),
);

pub static STATUS_TYPE: Shape = Shape::new(
    "StatusType",
    Kind::Enum(&[
        "SUCCEEDED",
        "FAILED",
        "FAULT",
        "TIMED_OUT",
        "IN_PROGRESS",
        "STOPPED",
    ]),
);

pub static STOP_BUILD_BATCH_INPUT: Shape = Shape::new(
    "StopBuildBatchInput",
    Kind::Structure(&[member("id", &NON_EMPTY_STRING).required()]),
);

pub static STOP_BUILD_BATCH_OUTPUT: Shape = Shape::new(
    "StopBuildBatchOutput",
    Kind::Structure(&[member("buildBatch", &BUILD_BATCH)]),
);

pub static STOP_BUILD_INPUT: Shape = Shape::new(
    "StopBuildInput",
    Kind::Structure(&[member("id", &NON_EMPTY_STRING).required()]),
);

pub static STOP_BUILD_OUTPUT: Shape = Shape::new(
    "StopBuildOutput",
    Kind::Structure(&[member("build", &BUILD)]),
);

pub static STRING: Shape = Shape::new("String", Kind::String);

pub static SUBNETS: Shape = Shape::new("Subnets", Kind::List(&NON_EMPTY_STRING)).max(16);

pub static TAG: Shape = Shape::new(
    "Tag",
    Kind::Structure(&[member("key", &KEY_INPUT), member("value", &VALUE_INPUT)]),
);

pub static TAG_LIST: Shape = Shape::new("TagList", Kind::List(&TAG)).min(0).max(50);

pub static TEST_CASE: Shape = Shape::new(
    "TestCase",
    Kind::Structure(&[
        member("reportArn", &NON_EMPTY_STRING),
        member("testRawDataPath", &STRING),
        member("prefix", &STRING),
        member("name", &STRING),
        member("status", &STRING),
        member("durationInNanoSeconds", &WRAPPER_LONG),
        member("message", &STRING),
        member("expired", &TIMESTAMP),
        member("testSuiteName", &STRING),
    ]),
);

pub static TEST_CASE_FILTER: Shape = Shape::new(
    "TestCaseFilter",
    Kind::Structure(&[member("status", &STRING), member("keyword", &STRING)]),
);

pub static TEST_CASES: Shape = Shape::new("TestCases", Kind::List(&TEST_CASE));

pub static TEST_REPORT_SUMMARY: Shape = Shape::new(
    "TestReportSummary",
    Kind::Structure(&[
        member("total", &WRAPPER_INT).required(),
        member("statusCounts", &REPORT_STATUS_COUNTS).required(),
        member("durationInNanoSeconds", &WRAPPER_LONG).required(),
    ]),
);

pub static TIME_OUT: Shape = Shape::new("TimeOut", Kind::Integer).min(5).max(480);

pub static TIMESTAMP: Shape = Shape::new("Timestamp", Kind::Timestamp);

pub static UPDATE_PROJECT_INPUT: Shape = Shape::new(
    "UpdateProjectInput",
    Kind::Structure(&[
        member("name", &NON_EMPTY_STRING).required(),
        member("description", &PROJECT_DESCRIPTION),
        member("source", &PROJECT_SOURCE),
        member("secondarySources", &PROJECT_SOURCES),
        member("sourceVersion", &STRING),
        member(
            "secondarySourceVersions",
            &PROJECT_SECONDARY_SOURCE_VERSIONS,
        ),
        member("artifacts", &PROJECT_ARTIFACTS),
        member("secondaryArtifacts", &PROJECT_ARTIFACTS_LIST),
        member("cache", &PROJECT_CACHE),
        member("environment", &PROJECT_ENVIRONMENT),
        member("serviceRole", &NON_EMPTY_STRING),
        member("timeoutInMinutes", &BUILD_TIME_OUT),
        member("queuedTimeoutInMinutes", &TIME_OUT),
        member("encryptionKey", &NON_EMPTY_STRING),
        member("tags", &TAG_LIST),
        member("vpcConfig", &VPC_CONFIG),
        member("badgeEnabled", &WRAPPER_BOOLEAN),
        member("logsConfig", &LOGS_CONFIG),
        member("fileSystemLocations", &PROJECT_FILE_SYSTEM_LOCATIONS),
        member("buildBatchConfig", &PROJECT_BUILD_BATCH_CONFIG),
        member("concurrentBuildLimit", &WRAPPER_INT),
        member("autoRetryLimit", &WRAPPER_INT),
    ]),
);

pub static UPDATE_PROJECT_OUTPUT: Shape = Shape::new(
    "UpdateProjectOutput",
    Kind::Structure(&[member("project", &PROJECT)]),
);

pub static UPDATE_REPORT_GROUP_INPUT: Shape = Shape::new(
    "UpdateReportGroupInput",
    Kind::Structure(&[
        member("arn", &NON_EMPTY_STRING).required(),
        member("exportConfig", &REPORT_EXPORT_CONFIG),
        member("tags", &TAG_LIST),
    ]),
);

pub static UPDATE_REPORT_GROUP_OUTPUT: Shape = Shape::new(
    "UpdateReportGroupOutput",
    Kind::Structure(&[member("reportGroup", &REPORT_GROUP)]),
);

pub static VALUE_INPUT: Shape = Shape::new("ValueInput", Kind::String)
    .min(0)
    .max(255)
    .pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=@+\\-]*)$");

pub static VPC_CONFIG: Shape = Shape::new(
    "VpcConfig",
    Kind::Structure(&[
        member("vpcId", &NON_EMPTY_STRING),
        member("subnets", &SUBNETS),
        member("securityGroupIds", &SECURITY_GROUP_IDS),
    ]),
);

pub static WEBHOOK: Shape = Shape::new(
    "Webhook",
    Kind::Structure(&[
        member("url", &NON_EMPTY_STRING),
        member("payloadUrl", &NON_EMPTY_STRING),
        member("secret", &NON_EMPTY_STRING),
        member("branchFilter", &STRING),
        member("filterGroups", &FILTER_GROUPS),
        member("buildType", &WEBHOOK_BUILD_TYPE),
        member("manualCreation", &WRAPPER_BOOLEAN),
        member("lastModifiedSecret", &TIMESTAMP),
        member("scopeConfiguration", &SCOPE_CONFIGURATION),
        member("status", &WEBHOOK_STATUS),
        member("statusMessage", &STRING),
        member("pullRequestBuildPolicy", &PULL_REQUEST_BUILD_POLICY),
    ]),
);

pub static WEBHOOK_BUILD_TYPE: Shape = Shape::new(
    "WebhookBuildType",
    Kind::Enum(&["BUILD", "BUILD_BATCH", "RUNNER_BUILDKITE_BUILD"]),
);

pub static WEBHOOK_FILTER: Shape = Shape::new(
    "WebhookFilter",
    Kind::Structure(&[
        member("type", &WEBHOOK_FILTER_TYPE).required(),
        member("pattern", &STRING).required(),
        member("excludeMatchedPattern", &WRAPPER_BOOLEAN),
    ]),
);

pub static WEBHOOK_FILTER_TYPE: Shape = Shape::new(
    "WebhookFilterType",
    Kind::Enum(&[
        "EVENT",
        "BASE_REF",
        "HEAD_REF",
        "ACTOR_ACCOUNT_ID",
        "FILE_PATH",
        "COMMIT_MESSAGE",
        "WORKFLOW_NAME",
        "TAG_NAME",
        "RELEASE_NAME",
        "REPOSITORY_NAME",
        "ORGANIZATION_NAME",
    ]),
);

pub static WEBHOOK_SCOPE_TYPE: Shape = Shape::new(
    "WebhookScopeType",
    Kind::Enum(&["GITHUB_ORGANIZATION", "GITHUB_GLOBAL", "GITLAB_GROUP"]),
);

pub static WEBHOOK_STATUS: Shape = Shape::new(
    "WebhookStatus",
    Kind::Enum(&["CREATING", "CREATE_FAILED", "ACTIVE", "DELETING"]),
);

pub static WRAPPER_BOOLEAN: Shape = Shape::new("WrapperBoolean", Kind::Boolean);

pub static WRAPPER_INT: Shape = Shape::new("WrapperInt", Kind::Integer);

pub static WRAPPER_LONG: Shape = Shape::new("WrapperLong", Kind::Long);
