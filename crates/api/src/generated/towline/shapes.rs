//! Constraints of every shape of `towline`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use crate::shape::{Kind, Shape, member};

pub static ACCESS_KEY: Shape = Shape::new(
    "AccessKey",
    Kind::Structure(&[
        member("accessKeyId", &STRING).required(),
        member("arn", &STRING).required(),
        member("role", &STRING).required(),
        member("created", &TIMESTAMP).required(),
        member("expires", &TIMESTAMP),
    ]),
);

pub static ACCESS_KEY_LIST: Shape = Shape::new("AccessKeyList", Kind::List(&ACCESS_KEY));

pub static ADVANCE_CLOCK_INPUT: Shape = Shape::new(
    "AdvanceClockInput",
    Kind::Structure(&[member("seconds", &CLOCK_SECONDS).required()]),
);

pub static ADVANCE_CLOCK_OUTPUT: Shape = Shape::new(
    "AdvanceClockOutput",
    Kind::Structure(&[
        member("now", &TIMESTAMP).required(),
        member("fired", &LONG).required(),
        member("remainingSeconds", &LONG).required(),
        member("after", &OFFSET).required(),
        member("last", &OFFSET).required(),
    ]),
);

pub static BOOLEAN: Shape = Shape::new("Boolean", Kind::Boolean);

pub static BUILD_ARTIFACT: Shape = Shape::new(
    "BuildArtifact",
    Kind::Structure(&[
        member("identifier", &STRING).required(),
        member("location", &STRING).required(),
        member("sha256", &STRING),
        member("md5", &STRING),
    ]),
);

pub static BUILD_ARTIFACT_LIST: Shape =
    Shape::new("BuildArtifactList", Kind::List(&BUILD_ARTIFACT));

pub static BUILD_JOB: Shape = Shape::new(
    "BuildJob",
    Kind::Structure(&[
        member("buildId", &NON_EMPTY_STRING).required(),
        member("buildArn", &STRING).required(),
        member("leaseToken", &SECRET_STRING).required(),
        member("leaseSeconds", &INTEGER).required(),
        member("attempt", &INTEGER).required(),
        member("logOffset", &OFFSET).required(),
        member("logsDisabled", &BOOLEAN),
        member("buildspec", &DOCUMENT),
        member("buildspecPath", &STRING),
        member("sources", &BUILD_SOURCE_LIST).required(),
        member("variables", &BUILD_VARIABLE_LIST).required(),
        member("serviceVariables", &BUILD_VARIABLE_LIST).required(),
        member("outputs", &BUILD_OUTPUT_LIST).required(),
    ]),
);

pub static BUILD_OUTPUT: Shape = Shape::new(
    "BuildOutput",
    Kind::Structure(&[
        member("identifier", &STRING).required(),
        member("bucket", &STRING).required(),
        member("key", &STRING).required(),
        member("packaging", &STRING).required(),
        member("useBuildspecName", &BOOLEAN),
        member("required", &BOOLEAN),
    ]),
);

pub static BUILD_OUTPUT_LIST: Shape = Shape::new("BuildOutputList", Kind::List(&BUILD_OUTPUT));

pub static BUILD_SOURCE: Shape = Shape::new(
    "BuildSource",
    Kind::Structure(&[
        member("identifier", &STRING).required(),
        member("bucket", &STRING),
        member("key", &STRING),
        member("version", &STRING),
    ]),
);

pub static BUILD_SOURCE_LIST: Shape = Shape::new("BuildSourceList", Kind::List(&BUILD_SOURCE));

pub static BUILD_TEST_CASE: Shape = Shape::new(
    "BuildTestCase",
    Kind::Structure(&[
        member("name", &STRING).required(),
        member("prefix", &STRING),
        member("suite", &STRING),
        member("status", &STRING).required(),
        member("durationInNanoSeconds", &LONG),
        member("message", &STRING),
        member("file", &STRING),
    ]),
);

pub static BUILD_TEST_CASE_LIST: Shape =
    Shape::new("BuildTestCaseList", Kind::List(&BUILD_TEST_CASE)).max(500);

pub static BUILD_VARIABLE: Shape = Shape::new(
    "BuildVariable",
    Kind::Structure(&[
        member("name", &STRING).required(),
        member("value", &VARIABLE_VALUE).required(),
        member("type", &STRING),
    ]),
);

pub static BUILD_VARIABLE_LIST: Shape =
    Shape::new("BuildVariableList", Kind::List(&BUILD_VARIABLE));

pub static BUNDLE_FILE: Shape = Shape::new(
    "BundleFile",
    Kind::Structure(&[
        member("path", &STRING).required(),
        member("size", &OFFSET).required(),
        member("sha256", &STRING).required(),
        member("link", &BOOLEAN).required(),
    ]),
);

pub static BUNDLE_FILE_LIST: Shape = Shape::new("BundleFileList", Kind::List(&BUNDLE_FILE));

pub static CHANGED_FILE: Shape = Shape::new(
    "ChangedFile",
    Kind::Structure(&[
        member("change", &STRING).required(),
        member("path", &STRING).required(),
        member("from", &STRING),
    ]),
);

pub static CHANGED_FILE_LIST: Shape = Shape::new("ChangedFileList", Kind::List(&CHANGED_FILE));

pub static CLOCK_SECONDS: Shape = Shape::new("ClockSeconds", Kind::Long).min(1).max(315360000);

pub static COMMIT: Shape = Shape::new(
    "Commit",
    Kind::Structure(&[
        member("id", &STRING).required(),
        member("author", &STRING).required(),
        member("date", &TIMESTAMP).required(),
        member("message", &STRING).required(),
    ]),
);

pub static COMMIT_ID: Shape = Shape::new("CommitId", Kind::String)
    .min(40)
    .max(40)
    .pattern("[0-9a-f]+");

pub static COMMIT_LIST: Shape = Shape::new("CommitList", Kind::List(&COMMIT));

pub static COMPARE_COMMITS_INPUT: Shape = Shape::new(
    "CompareCommitsInput",
    Kind::Structure(&[
        member("repository", &REPOSITORY_NAME).required(),
        member("from", &COMMIT_ID),
        member("to", &COMMIT_ID).required(),
    ]),
);

pub static COMPARE_COMMITS_OUTPUT: Shape = Shape::new(
    "CompareCommitsOutput",
    Kind::Structure(&[
        member("commits", &COMMIT_LIST).required(),
        member("files", &CHANGED_FILE_LIST).required(),
        member("truncated", &BOOLEAN).required(),
    ]),
);

pub static COMPLETE_BUILD_INPUT: Shape = Shape::new(
    "CompleteBuildInput",
    Kind::Structure(&[
        member("buildId", &NON_EMPTY_STRING).required(),
        member("leaseToken", &SECRET_STRING).required(),
        member("exportedVariables", &BUILD_VARIABLE_LIST),
        member("artifacts", &BUILD_ARTIFACT_LIST),
        member("reportArns", &LINE_LIST),
    ]),
);

pub static COMPLETE_BUILD_OUTPUT: Shape = Shape::new("CompleteBuildOutput", Kind::Structure(&[]));

pub static COUNT_LIST: Shape = Shape::new("CountList", Kind::List(&LONG)).min(5).max(5);

pub static CREATE_JOIN_TOKEN_INPUT: Shape = Shape::new(
    "CreateJoinTokenInput",
    Kind::Structure(&[member("ttlSeconds", &TTL_SECONDS)]),
);

pub static CREATE_JOIN_TOKEN_OUTPUT: Shape = Shape::new(
    "CreateJoinTokenOutput",
    Kind::Structure(&[member("token", &SECRET_STRING).required()]),
);

pub static CREATE_REPOSITORY_INPUT: Shape = Shape::new(
    "CreateRepositoryInput",
    Kind::Structure(&[member("name", &REPOSITORY_NAME).required()]),
);

pub static CREATE_REPOSITORY_OUTPUT: Shape = Shape::new(
    "CreateRepositoryOutput",
    Kind::Structure(&[member("repository", &REPOSITORY).required()]),
);

pub static DESCRIBE_BUNDLE_INPUT: Shape = Shape::new(
    "DescribeBundleInput",
    Kind::Structure(&[
        member("bucket", &NON_EMPTY_STRING).required(),
        member("key", &NON_EMPTY_STRING).required(),
        member("version", &STRING),
    ]),
);

pub static DESCRIBE_BUNDLE_OUTPUT: Shape = Shape::new(
    "DescribeBundleOutput",
    Kind::Structure(&[
        member("files", &BUNDLE_FILE_LIST).required(),
        member("appSpecName", &STRING),
        member("appSpec", &STRING),
        member("incomplete", &STRING),
    ]),
);

pub static DESCRIBE_HOSTS_INPUT: Shape = Shape::new(
    "DescribeHostsInput",
    Kind::Structure(&[member("names", &HOST_NAME_LIST).required()]),
);

pub static DESCRIBE_HOSTS_OUTPUT: Shape = Shape::new(
    "DescribeHostsOutput",
    Kind::Structure(&[member("hosts", &HOST_DESCRIPTION_LIST).required()]),
);

pub static DIFFERING_HOST: Shape = Shape::new(
    "DifferingHost",
    Kind::Structure(&[
        member("name", &STRING).required(),
        member("healthy", &BOOLEAN),
        member("bucket", &STRING),
        member("key", &STRING),
        member("version", &STRING),
    ]),
);

pub static DIFFERING_HOST_LIST: Shape =
    Shape::new("DifferingHostList", Kind::List(&DIFFERING_HOST));

pub static DOCUMENT: Shape = Shape::new("Document", Kind::String);

pub static DOUBLE: Shape = Shape::new("Double", Kind::Double);

pub static ENVIRONMENT: Shape = Shape::new(
    "Environment",
    Kind::Structure(&[
        member("application", &STRING).required(),
        member("deploymentGroup", &STRING).required(),
        member("attempted", &ENVIRONMENT_DEPLOYMENT),
        member("succeeded", &ENVIRONMENT_DEPLOYMENT),
        member("hosts", &OFFSET).required(),
        member("differ", &OFFSET).required(),
        member("differing", &DIFFERING_HOST_LIST).required(),
    ]),
);

pub static ENVIRONMENT_DEPLOYMENT: Shape = Shape::new(
    "EnvironmentDeployment",
    Kind::Structure(&[
        member("deploymentId", &STRING).required(),
        member("status", &STRING).required(),
        member("creator", &STRING).required(),
        member("created", &TIMESTAMP).required(),
        member("completed", &TIMESTAMP),
        member("bucket", &STRING).required(),
        member("key", &STRING).required(),
        member("version", &STRING),
        member("targets", &OFFSET).required(),
        member("succeeded", &OFFSET).required(),
    ]),
);

pub static ENVIRONMENT_LIST: Shape = Shape::new("EnvironmentList", Kind::List(&ENVIRONMENT));

pub static EVENT: Shape = Shape::new(
    "Event",
    Kind::Structure(&[
        member("seq", &LONG).required(),
        member("at", &TIMESTAMP).required(),
        member("kind", &STRING).required(),
        member("subject", &STRING).required(),
        member("detail", &DOCUMENT).required(),
    ]),
);

pub static EVENT_LIST: Shape = Shape::new("EventList", Kind::List(&EVENT));

pub static EXPLAIN_ID: Shape = Shape::new("ExplainId", Kind::String).min(1).max(2048);

pub static EXPLAIN_INPUT: Shape = Shape::new(
    "ExplainInput",
    Kind::Structure(&[member("id", &EXPLAIN_ID).required()]),
);

pub static EXPLAIN_OUTPUT: Shape = Shape::new(
    "ExplainOutput",
    Kind::Structure(&[member("explanations", &EXPLANATION_LIST).required()]),
);

pub static EXPLANATION: Shape = Shape::new(
    "Explanation",
    Kind::Structure(&[member("links", &EXPLANATION_LINK_LIST).required()]),
);

pub static EXPLANATION_LINK: Shape = Shape::new(
    "ExplanationLink",
    Kind::Structure(&[
        member("kind", &STRING).required(),
        member("id", &STRING).required(),
        member("name", &STRING),
        member("arn", &STRING),
        member("status", &STRING).required(),
        member("code", &STRING).required(),
        member("detail", &STRING).required(),
        member("unblock", &STRING).required(),
        member("since", &TIMESTAMP).required(),
        member("lines", &LINE_LIST).required(),
        member("command", &STRING),
    ]),
);

pub static EXPLANATION_LINK_LIST: Shape =
    Shape::new("ExplanationLinkList", Kind::List(&EXPLANATION_LINK));

pub static EXPLANATION_LIST: Shape = Shape::new("ExplanationList", Kind::List(&EXPLANATION));

pub static FIND_RELEASES_INPUT: Shape = Shape::new(
    "FindReleasesInput",
    Kind::Structure(&[member("places", &OBJECT_PLACE_LIST).required()]),
);

pub static FIND_RELEASES_OUTPUT: Shape = Shape::new(
    "FindReleasesOutput",
    Kind::Structure(&[member("releases", &RELEASE_LIST).required()]),
);

pub static GET_CLOCK_INPUT: Shape = Shape::new("GetClockInput", Kind::Structure(&[]));

pub static GET_CLOCK_OUTPUT: Shape = Shape::new(
    "GetClockOutput",
    Kind::Structure(&[
        member("now", &TIMESTAMP).required(),
        member("movable", &BOOLEAN).required(),
        member("aheadSeconds", &LONG).required(),
    ]),
);

pub static GET_HEALTH_BUDGET_INPUT: Shape = Shape::new(
    "GetHealthBudgetInput",
    Kind::Structure(&[member("deploymentId", &NON_EMPTY_STRING).required()]),
);

pub static GET_HEALTH_BUDGET_OUTPUT: Shape = Shape::new(
    "GetHealthBudgetOutput",
    Kind::Structure(&[
        member("total", &LONG).required(),
        member("healthy", &LONG).required(),
        member("required", &LONG).required(),
        member("inFlight", &LONG).required(),
        member("failed", &LONG).required(),
        member("tolerance", &LONG).required(),
    ]),
);

pub static GET_LOG_LINES_INPUT: Shape = Shape::new(
    "GetLogLinesInput",
    Kind::Structure(&[
        member("id", &NON_EMPTY_STRING).required(),
        member("target", &STRING),
        member("lifecycleEvent", &STRING),
        member("from", &OFFSET),
        member("limit", &LIST_LIMIT),
        member("waitSeconds", &WAIT_SECONDS),
    ]),
);

pub static GET_LOG_LINES_OUTPUT: Shape = Shape::new(
    "GetLogLinesOutput",
    Kind::Structure(&[
        member("lines", &LINE_LIST).required(),
        member("from", &OFFSET).required(),
        member("total", &OFFSET).required(),
        member("complete", &BOOLEAN).required(),
        member("times", &LINE_TIME_LIST),
    ]),
);

pub static GET_MEASURES_INPUT: Shape = Shape::new(
    "GetMeasuresInput",
    Kind::Structure(&[
        member("since", &TIMESTAMP),
        member("until", &TIMESTAMP),
        member("windowSeconds", &WINDOW_SECONDS),
    ]),
);

pub static GET_MEASURES_OUTPUT: Shape = Shape::new(
    "GetMeasuresOutput",
    Kind::Structure(&[
        member("since", &TIMESTAMP).required(),
        member("until", &TIMESTAMP).required(),
        member("measures", &MEASURE_LIST).required(),
    ]),
);

pub static HOST: Shape = Shape::new(
    "Host",
    Kind::Structure(&[
        member("name", &STRING).required(),
        member("arn", &STRING).required(),
        member("registered", &TIMESTAMP).required(),
        member("lastContact", &TIMESTAMP),
        member("silent", &BOOLEAN).required(),
    ]),
);

pub static HOST_DESCRIPTION: Shape = Shape::new(
    "HostDescription",
    Kind::Structure(&[
        member("name", &STRING).required(),
        member("agent", &STRING),
        member("clockAheadSeconds", &DOUBLE),
        member("diskFreeBytes", &OFFSET),
        member("diskTotalBytes", &OFFSET),
        member("groups", &HOST_GROUP_LIST).required(),
        member("work", &HOST_WORK_LIST).required(),
    ]),
);

pub static HOST_DESCRIPTION_LIST: Shape =
    Shape::new("HostDescriptionList", Kind::List(&HOST_DESCRIPTION));

pub static HOST_GROUP: Shape = Shape::new(
    "HostGroup",
    Kind::Structure(&[
        member("application", &STRING).required(),
        member("deploymentGroup", &STRING).required(),
        member("healthy", &BOOLEAN).required(),
        member("bucket", &STRING),
        member("key", &STRING),
        member("version", &STRING),
    ]),
);

pub static HOST_GROUP_LIST: Shape = Shape::new("HostGroupList", Kind::List(&HOST_GROUP));

pub static HOST_LIST: Shape = Shape::new("HostList", Kind::List(&HOST));

pub static HOST_NAME: Shape = Shape::new("HostName", Kind::String)
    .min(1)
    .max(100)
    .pattern("[A-Za-z0-9.@_-]+");

pub static HOST_NAME_LIST: Shape = Shape::new("HostNameList", Kind::List(&HOST_NAME)).max(100);

pub static HOST_WORK: Shape = Shape::new(
    "HostWork",
    Kind::Structure(&[
        member("deploymentId", &STRING).required(),
        member("lifecycleEvent", &STRING),
        member("status", &STRING).required(),
    ]),
);

pub static HOST_WORK_LIST: Shape = Shape::new("HostWorkList", Kind::List(&HOST_WORK));

pub static INTEGER: Shape = Shape::new("Integer", Kind::Integer);

pub static JOIN_HOST_INPUT: Shape = Shape::new(
    "JoinHostInput",
    Kind::Structure(&[
        member("name", &HOST_NAME).required(),
        member("tags", &TAG_LIST),
    ]),
);

pub static JOIN_HOST_OUTPUT: Shape = Shape::new(
    "JoinHostOutput",
    Kind::Structure(&[
        member("hostArn", &STRING).required(),
        member("accessKeyId", &STRING).required(),
        member("secretAccessKey", &SECRET_STRING).required(),
        member("region", &STRING).required(),
        member("signerCertificate", &STRING).required(),
    ]),
);

pub static LEASE_BUILD_INPUT: Shape = Shape::new(
    "LeaseBuildInput",
    Kind::Structure(&[
        member("runnerName", &NON_EMPTY_STRING).required(),
        member("waitSeconds", &WAIT_SECONDS),
    ]),
);

pub static LEASE_BUILD_OUTPUT: Shape = Shape::new(
    "LeaseBuildOutput",
    Kind::Structure(&[member("job", &BUILD_JOB)]),
);

pub static LINE_LIST: Shape = Shape::new("LineList", Kind::List(&STRING)).max(10000);

pub static LINE_TIME: Shape = Shape::new(
    "LineTime",
    Kind::Structure(&[
        member("line", &OFFSET).required(),
        member("at", &TIMESTAMP).required(),
    ]),
);

pub static LINE_TIME_LIST: Shape = Shape::new("LineTimeList", Kind::List(&LINE_TIME));

pub static LIST_ACCESS_KEYS_INPUT: Shape = Shape::new("ListAccessKeysInput", Kind::Structure(&[]));

pub static LIST_ACCESS_KEYS_OUTPUT: Shape = Shape::new(
    "ListAccessKeysOutput",
    Kind::Structure(&[member("keys", &ACCESS_KEY_LIST).required()]),
);

pub static LIST_ENVIRONMENTS_INPUT: Shape =
    Shape::new("ListEnvironmentsInput", Kind::Structure(&[]));

pub static LIST_ENVIRONMENTS_OUTPUT: Shape = Shape::new(
    "ListEnvironmentsOutput",
    Kind::Structure(&[member("environments", &ENVIRONMENT_LIST).required()]),
);

pub static LIST_EVENTS_INPUT: Shape = Shape::new(
    "ListEventsInput",
    Kind::Structure(&[
        member("after", &OFFSET),
        member("limit", &LIST_LIMIT),
        member("waitSeconds", &WAIT_SECONDS),
    ]),
);

pub static LIST_EVENTS_OUTPUT: Shape = Shape::new(
    "ListEventsOutput",
    Kind::Structure(&[
        member("events", &EVENT_LIST).required(),
        member("last", &OFFSET).required(),
    ]),
);

pub static LIST_HOSTS_INPUT: Shape = Shape::new(
    "ListHostsInput",
    Kind::Structure(&[member("after", &HOST_NAME), member("limit", &LIST_LIMIT)]),
);

pub static LIST_HOSTS_OUTPUT: Shape = Shape::new(
    "ListHostsOutput",
    Kind::Structure(&[
        member("hosts", &HOST_LIST).required(),
        member("next", &STRING),
        member("now", &TIMESTAMP).required(),
    ]),
);

pub static LIST_LIMIT: Shape = Shape::new("ListLimit", Kind::Integer).min(1).max(1000);

pub static LIST_REPOSITORIES_INPUT: Shape =
    Shape::new("ListRepositoriesInput", Kind::Structure(&[]));

pub static LIST_REPOSITORIES_OUTPUT: Shape = Shape::new(
    "ListRepositoriesOutput",
    Kind::Structure(&[member("repositories", &REPOSITORY_LIST).required()]),
);

pub static LONG: Shape = Shape::new("Long", Kind::Long);

pub static MEASURE: Shape = Shape::new(
    "Measure",
    Kind::Structure(&[
        member("name", &STRING).required(),
        member("formula", &STRING).required(),
        member("unit", &STRING).required(),
        member("value", &DOUBLE),
        member("terms", &MEASURE_TERM_LIST).required(),
    ]),
);

pub static MEASURE_LIST: Shape = Shape::new("MeasureList", Kind::List(&MEASURE));

pub static MEASURE_TERM: Shape = Shape::new(
    "MeasureTerm",
    Kind::Structure(&[
        member("symbol", &STRING).required(),
        member("meaning", &STRING).required(),
        member("value", &DOUBLE),
    ]),
);

pub static MEASURE_TERM_LIST: Shape = Shape::new("MeasureTermList", Kind::List(&MEASURE_TERM));

pub static NON_EMPTY_STRING: Shape = Shape::new("NonEmptyString", Kind::String).min(1);

pub static NUMBER_LIST: Shape = Shape::new("NumberList", Kind::List(&OFFSET));

pub static OBJECT_PLACE: Shape = Shape::new(
    "ObjectPlace",
    Kind::Structure(&[
        member("bucket", &NON_EMPTY_STRING).required(),
        member("key", &NON_EMPTY_STRING).required(),
    ]),
);

pub static OBJECT_PLACE_LIST: Shape =
    Shape::new("ObjectPlaceList", Kind::List(&OBJECT_PLACE)).max(1000);

pub static OFFSET: Shape = Shape::new("Offset", Kind::Long)
    .min(0)
    .max(9007199254740991);

pub static PLAN_DEPLOYMENT_INPUT: Shape = Shape::new(
    "PlanDeploymentInput",
    Kind::Structure(&[
        member("applicationName", &NON_EMPTY_STRING).required(),
        member("deploymentGroupName", &NON_EMPTY_STRING).required(),
        member("bucket", &NON_EMPTY_STRING).required(),
        member("key", &NON_EMPTY_STRING).required(),
        member("bundleType", &NON_EMPTY_STRING).required(),
        member("version", &STRING),
        member("absent", &BOOLEAN),
        member("deploymentConfigName", &STRING),
        member("description", &STRING),
        member("fileExistsBehavior", &STRING),
    ]),
);

pub static PLAN_DEPLOYMENT_OUTPUT: Shape = Shape::new(
    "PlanDeploymentOutput",
    Kind::Structure(&[
        member("hosts", &PLANNED_HOST_LIST).required(),
        member("atATime", &LONG).required(),
        member("deploymentConfigName", &STRING).required(),
        member("errorCode", &STRING),
        member("errorMessage", &STRING),
    ]),
);

pub static PLANNED_HOST: Shape = Shape::new(
    "PlannedHost",
    Kind::Structure(&[
        member("name", &STRING).required(),
        member("silent", &BOOLEAN).required(),
        member("lastContact", &TIMESTAMP),
    ]),
);

pub static PLANNED_HOST_LIST: Shape = Shape::new("PlannedHostList", Kind::List(&PLANNED_HOST));

pub static PUT_BUILD_LOG_INPUT: Shape = Shape::new(
    "PutBuildLogInput",
    Kind::Structure(&[
        member("buildId", &NON_EMPTY_STRING).required(),
        member("leaseToken", &SECRET_STRING).required(),
        member("offset", &OFFSET).required(),
        member("lines", &LINE_LIST).required(),
    ]),
);

pub static PUT_BUILD_LOG_OUTPUT: Shape = Shape::new(
    "PutBuildLogOutput",
    Kind::Structure(&[member("nextOffset", &OFFSET).required()]),
);

pub static PUT_BUILD_PHASE_INPUT: Shape = Shape::new(
    "PutBuildPhaseInput",
    Kind::Structure(&[
        member("buildId", &NON_EMPTY_STRING).required(),
        member("leaseToken", &SECRET_STRING).required(),
        member("phase", &NON_EMPTY_STRING).required(),
        member("status", &NON_EMPTY_STRING).required(),
        member("statusCode", &STRING),
        member("message", &STRING),
    ]),
);

pub static PUT_BUILD_PHASE_OUTPUT: Shape = Shape::new("PutBuildPhaseOutput", Kind::Structure(&[]));

pub static PUT_BUILD_REPORT_INPUT: Shape = Shape::new(
    "PutBuildReportInput",
    Kind::Structure(&[
        member("buildId", &NON_EMPTY_STRING).required(),
        member("leaseToken", &SECRET_STRING).required(),
        member("group", &NON_EMPTY_STRING).required(),
        member("status", &NON_EMPTY_STRING).required(),
        member("truncated", &BOOLEAN),
        member("total", &LONG).required(),
        member("counts", &COUNT_LIST).required(),
        member("durationInNanoSeconds", &LONG).required(),
        member("offset", &OFFSET).required(),
        member("testCases", &BUILD_TEST_CASE_LIST).required(),
    ]),
);

pub static PUT_BUILD_REPORT_OUTPUT: Shape = Shape::new(
    "PutBuildReportOutput",
    Kind::Structure(&[member("reportArn", &STRING).required()]),
);

pub static PUT_HOST_OUTPUT_INPUT: Shape = Shape::new(
    "PutHostOutputInput",
    Kind::Structure(&[
        member("hostCommandIdentifier", &NON_EMPTY_STRING).required(),
        member("offset", &OFFSET).required(),
        member("lines", &LINE_LIST).required(),
    ]),
);

pub static PUT_HOST_OUTPUT_OUTPUT: Shape = Shape::new(
    "PutHostOutputOutput",
    Kind::Structure(&[member("nextOffset", &OFFSET).required()]),
);

pub static RELEASE: Shape = Shape::new(
    "Release",
    Kind::Structure(&[
        member("place", &OBJECT_PLACE).required(),
        member("pipeline", &STRING).required(),
        member("executionId", &STRING).required(),
        member("revisionId", &STRING),
        member("revisionSummary", &STRING),
    ]),
);

pub static RELEASE_BUILD_INPUT: Shape = Shape::new(
    "ReleaseBuildInput",
    Kind::Structure(&[
        member("buildId", &NON_EMPTY_STRING).required(),
        member("leaseToken", &SECRET_STRING).required(),
    ]),
);

pub static RELEASE_BUILD_OUTPUT: Shape = Shape::new("ReleaseBuildOutput", Kind::Structure(&[]));

pub static RELEASE_LIST: Shape = Shape::new("ReleaseList", Kind::List(&RELEASE));

pub static RENEW_LEASE_INPUT: Shape = Shape::new(
    "RenewLeaseInput",
    Kind::Structure(&[
        member("buildId", &NON_EMPTY_STRING).required(),
        member("leaseToken", &SECRET_STRING).required(),
        member("waitSeconds", &WAIT_SECONDS),
    ]),
);

pub static RENEW_LEASE_OUTPUT: Shape = Shape::new(
    "RenewLeaseOutput",
    Kind::Structure(&[member("stop", &BOOLEAN).required()]),
);

pub static REPOSITORY: Shape = Shape::new(
    "Repository",
    Kind::Structure(&[
        member("name", &REPOSITORY_NAME).required(),
        member("arn", &STRING).required(),
        member("cloneUrl", &STRING).required(),
    ]),
);

pub static REPOSITORY_LIST: Shape = Shape::new("RepositoryList", Kind::List(&REPOSITORY));

pub static REPOSITORY_NAME: Shape = Shape::new("RepositoryName", Kind::String)
    .min(1)
    .max(100)
    .pattern("[A-Za-z0-9][A-Za-z0-9._-]*");

pub static SEARCH_LOG_INPUT: Shape = Shape::new(
    "SearchLogInput",
    Kind::Structure(&[
        member("id", &NON_EMPTY_STRING).required(),
        member("target", &STRING),
        member("lifecycleEvent", &STRING),
        member("text", &NON_EMPTY_STRING).required(),
        member("from", &OFFSET),
        member("limit", &LIST_LIMIT),
    ]),
);

pub static SEARCH_LOG_OUTPUT: Shape = Shape::new(
    "SearchLogOutput",
    Kind::Structure(&[
        member("numbers", &NUMBER_LIST).required(),
        member("next", &OFFSET).required(),
    ]),
);

pub static SECRET_STRING: Shape = Shape::new("SecretString", Kind::String).min(1).sensitive();

pub static STRING: Shape = Shape::new("String", Kind::String);

pub static TAG: Shape = Shape::new(
    "Tag",
    Kind::Structure(&[
        member("Key", &TAG_KEY).required(),
        member("Value", &TAG_VALUE),
    ]),
);

pub static TAG_KEY: Shape = Shape::new("TagKey", Kind::String).min(1).max(128);

pub static TAG_LIST: Shape = Shape::new("TagList", Kind::List(&TAG)).max(10);

pub static TAG_VALUE: Shape = Shape::new("TagValue", Kind::String).max(256);

pub static TIMESTAMP: Shape = Shape::new("Timestamp", Kind::Timestamp);

pub static TTL_SECONDS: Shape = Shape::new("TtlSeconds", Kind::Integer)
    .min(60)
    .max(31536000);

pub static VARIABLE_VALUE: Shape = Shape::new("VariableValue", Kind::String).sensitive();

pub static WAIT_SECONDS: Shape = Shape::new("WaitSeconds", Kind::Integer).min(0).max(50);

pub static WINDOW_SECONDS: Shape = Shape::new("WindowSeconds", Kind::Long)
    .min(1)
    .max(315360000);
