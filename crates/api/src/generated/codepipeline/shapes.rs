//! Constraints of every shape of `codepipeline`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use crate::shape::{Kind, Shape, member};

pub static AWS_REGION_NAME: Shape = Shape::new("AWSRegionName", Kind::String).min(4).max(30);

pub static AWS_SESSION_CREDENTIALS: Shape = Shape::new(
    "AWSSessionCredentials",
    Kind::Structure(&[
        member("accessKeyId", &ACCESS_KEY_ID).required(),
        member("secretAccessKey", &SECRET_ACCESS_KEY).required(),
        member("sessionToken", &SESSION_TOKEN).required(),
    ]),
)
.sensitive();

pub static ACCESS_KEY_ID: Shape = Shape::new("AccessKeyId", Kind::String).sensitive();

pub static ACCOUNT_ID: Shape = Shape::new("AccountId", Kind::String).pattern("[0-9]{12}");

pub static ACKNOWLEDGE_JOB_INPUT: Shape = Shape::new(
    "AcknowledgeJobInput",
    Kind::Structure(&[
        member("jobId", &JOB_ID).required(),
        member("nonce", &NONCE).required(),
    ]),
);

pub static ACKNOWLEDGE_JOB_OUTPUT: Shape = Shape::new(
    "AcknowledgeJobOutput",
    Kind::Structure(&[member("status", &JOB_STATUS)]),
);

pub static ACKNOWLEDGE_THIRD_PARTY_JOB_INPUT: Shape = Shape::new(
    "AcknowledgeThirdPartyJobInput",
    Kind::Structure(&[
        member("jobId", &THIRD_PARTY_JOB_ID).required(),
        member("nonce", &NONCE).required(),
        member("clientToken", &CLIENT_TOKEN).required(),
    ]),
);

pub static ACKNOWLEDGE_THIRD_PARTY_JOB_OUTPUT: Shape = Shape::new(
    "AcknowledgeThirdPartyJobOutput",
    Kind::Structure(&[member("status", &JOB_STATUS)]),
);

pub static ACTION_CATEGORY: Shape = Shape::new(
    "ActionCategory",
    Kind::Enum(&[
        "Source", "Build", "Deploy", "Test", "Invoke", "Approval", "Compute",
    ]),
);

pub static ACTION_CONFIGURATION: Shape = Shape::new(
    "ActionConfiguration",
    Kind::Structure(&[member("configuration", &ACTION_CONFIGURATION_MAP)]),
);

pub static ACTION_CONFIGURATION_KEY: Shape = Shape::new("ActionConfigurationKey", Kind::String)
    .min(1)
    .max(50);

pub static ACTION_CONFIGURATION_MAP: Shape = Shape::new(
    "ActionConfigurationMap",
    Kind::Map(&ACTION_CONFIGURATION_KEY, &ACTION_CONFIGURATION_VALUE),
);

pub static ACTION_CONFIGURATION_PROPERTY: Shape = Shape::new(
    "ActionConfigurationProperty",
    Kind::Structure(&[
        member("name", &ACTION_CONFIGURATION_KEY).required(),
        member("required", &BOOLEAN).required(),
        member("key", &BOOLEAN).required(),
        member("secret", &BOOLEAN).required(),
        member("queryable", &BOOLEAN),
        member("description", &DESCRIPTION),
        member("type", &ACTION_CONFIGURATION_PROPERTY_TYPE),
    ]),
);

pub static ACTION_CONFIGURATION_PROPERTY_LIST: Shape = Shape::new(
    "ActionConfigurationPropertyList",
    Kind::List(&ACTION_CONFIGURATION_PROPERTY),
)
.max(10);

pub static ACTION_CONFIGURATION_PROPERTY_TYPE: Shape = Shape::new(
    "ActionConfigurationPropertyType",
    Kind::Enum(&["String", "Number", "Boolean"]),
);

pub static ACTION_CONFIGURATION_QUERYABLE_VALUE: Shape =
    Shape::new("ActionConfigurationQueryableValue", Kind::String)
        .min(1)
        .max(50)
        .pattern("[a-zA-Z0-9_-]+");

pub static ACTION_CONFIGURATION_VALUE: Shape = Shape::new("ActionConfigurationValue", Kind::String)
    .min(1)
    .max(50000);

pub static ACTION_CONTEXT: Shape = Shape::new(
    "ActionContext",
    Kind::Structure(&[
        member("name", &ACTION_NAME),
        member("actionExecutionId", &ACTION_EXECUTION_ID),
    ]),
);

pub static ACTION_DECLARATION: Shape = Shape::new(
    "ActionDeclaration",
    Kind::Structure(&[
        member("name", &ACTION_NAME).required(),
        member("actionTypeId", &ACTION_TYPE_ID).required(),
        member("runOrder", &ACTION_RUN_ORDER),
        member("configuration", &ACTION_CONFIGURATION_MAP),
        member("commands", &COMMAND_LIST),
        member("outputArtifacts", &OUTPUT_ARTIFACT_LIST),
        member("inputArtifacts", &INPUT_ARTIFACT_LIST),
        member("outputVariables", &OUTPUT_VARIABLE_LIST),
        member("roleArn", &ROLE_ARN),
        member("region", &AWS_REGION_NAME),
        member("namespace", &ACTION_NAMESPACE),
        member("timeoutInMinutes", &ACTION_TIMEOUT),
        member("environmentVariables", &ENVIRONMENT_VARIABLE_LIST),
    ]),
);

pub static ACTION_EXECUTION: Shape = Shape::new(
    "ActionExecution",
    Kind::Structure(&[
        member("actionExecutionId", &ACTION_EXECUTION_ID),
        member("status", &ACTION_EXECUTION_STATUS),
        member("summary", &EXECUTION_SUMMARY),
        member("lastStatusChange", &TIMESTAMP),
        member("token", &ACTION_EXECUTION_TOKEN),
        member("lastUpdatedBy", &LAST_UPDATED_BY),
        member("externalExecutionId", &EXECUTION_ID),
        member("externalExecutionUrl", &URL),
        member("percentComplete", &PERCENTAGE),
        member("errorDetails", &ERROR_DETAILS),
        member("logStreamARN", &LOG_STREAM_ARN),
    ]),
);

pub static ACTION_EXECUTION_DETAIL: Shape = Shape::new(
    "ActionExecutionDetail",
    Kind::Structure(&[
        member("pipelineExecutionId", &PIPELINE_EXECUTION_ID),
        member("actionExecutionId", &ACTION_EXECUTION_ID),
        member("pipelineVersion", &PIPELINE_VERSION),
        member("stageName", &STAGE_NAME),
        member("actionName", &ACTION_NAME),
        member("startTime", &TIMESTAMP),
        member("lastUpdateTime", &TIMESTAMP),
        member("updatedBy", &LAST_UPDATED_BY),
        member("status", &ACTION_EXECUTION_STATUS),
        member("input", &ACTION_EXECUTION_INPUT),
        member("output", &ACTION_EXECUTION_OUTPUT),
    ]),
);

pub static ACTION_EXECUTION_DETAIL_LIST: Shape = Shape::new(
    "ActionExecutionDetailList",
    Kind::List(&ACTION_EXECUTION_DETAIL),
);

pub static ACTION_EXECUTION_FILTER: Shape = Shape::new(
    "ActionExecutionFilter",
    Kind::Structure(&[
        member("pipelineExecutionId", &PIPELINE_EXECUTION_ID),
        member(
            "latestInPipelineExecution",
            &LATEST_IN_PIPELINE_EXECUTION_FILTER,
        ),
    ]),
);

pub static ACTION_EXECUTION_ID: Shape = Shape::new("ActionExecutionId", Kind::String);

pub static ACTION_EXECUTION_INPUT: Shape = Shape::new(
    "ActionExecutionInput",
    Kind::Structure(&[
        member("actionTypeId", &ACTION_TYPE_ID),
        member("configuration", &ACTION_CONFIGURATION_MAP),
        member("resolvedConfiguration", &RESOLVED_ACTION_CONFIGURATION_MAP),
        member("roleArn", &ROLE_ARN),
        member("region", &AWS_REGION_NAME),
        member("inputArtifacts", &ARTIFACT_DETAIL_LIST),
        member("namespace", &ACTION_NAMESPACE),
    ]),
);

pub static ACTION_EXECUTION_OUTPUT: Shape = Shape::new(
    "ActionExecutionOutput",
    Kind::Structure(&[
        member("outputArtifacts", &ARTIFACT_DETAIL_LIST),
        member("executionResult", &ACTION_EXECUTION_RESULT),
        member("outputVariables", &OUTPUT_VARIABLES_MAP),
    ]),
);

pub static ACTION_EXECUTION_RESULT: Shape = Shape::new(
    "ActionExecutionResult",
    Kind::Structure(&[
        member("externalExecutionId", &EXTERNAL_EXECUTION_ID),
        member("externalExecutionSummary", &EXTERNAL_EXECUTION_SUMMARY),
        member("externalExecutionUrl", &URL),
        member("errorDetails", &ERROR_DETAILS),
        member("logStreamARN", &LOG_STREAM_ARN),
    ]),
);

pub static ACTION_EXECUTION_STATUS: Shape = Shape::new(
    "ActionExecutionStatus",
    Kind::Enum(&["InProgress", "Abandoned", "Succeeded", "Failed"]),
);

pub static ACTION_EXECUTION_TOKEN: Shape = Shape::new("ActionExecutionToken", Kind::String);

pub static ACTION_NAME: Shape = Shape::new("ActionName", Kind::String)
    .min(1)
    .max(100)
    .pattern("[A-Za-z0-9.@\\-_]+");

pub static ACTION_NAMESPACE: Shape = Shape::new("ActionNamespace", Kind::String)
    .min(1)
    .max(100)
    .pattern("[A-Za-z0-9@\\-_]+");

pub static ACTION_OWNER: Shape =
    Shape::new("ActionOwner", Kind::Enum(&["AWS", "ThirdParty", "Custom"]));

pub static ACTION_PROVIDER: Shape = Shape::new("ActionProvider", Kind::String)
    .min(1)
    .max(35)
    .pattern("[0-9A-Za-z_-]+");

pub static ACTION_REVISION: Shape = Shape::new(
    "ActionRevision",
    Kind::Structure(&[
        member("revisionId", &REVISION).required(),
        member("revisionChangeId", &REVISION_CHANGE_IDENTIFIER).required(),
        member("created", &TIMESTAMP).required(),
    ]),
);

pub static ACTION_RUN_ORDER: Shape = Shape::new("ActionRunOrder", Kind::Integer).min(1).max(999);

pub static ACTION_STATE: Shape = Shape::new(
    "ActionState",
    Kind::Structure(&[
        member("actionName", &ACTION_NAME),
        member("currentRevision", &ACTION_REVISION),
        member("latestExecution", &ACTION_EXECUTION),
        member("entityUrl", &URL),
        member("revisionUrl", &URL),
    ]),
);

pub static ACTION_STATE_LIST: Shape = Shape::new("ActionStateList", Kind::List(&ACTION_STATE));

pub static ACTION_TIMEOUT: Shape = Shape::new("ActionTimeout", Kind::Integer).min(5).max(86400);

pub static ACTION_TYPE: Shape = Shape::new(
    "ActionType",
    Kind::Structure(&[
        member("id", &ACTION_TYPE_ID).required(),
        member("settings", &ACTION_TYPE_SETTINGS),
        member(
            "actionConfigurationProperties",
            &ACTION_CONFIGURATION_PROPERTY_LIST,
        ),
        member("inputArtifactDetails", &ARTIFACT_DETAILS).required(),
        member("outputArtifactDetails", &ARTIFACT_DETAILS).required(),
    ]),
);

pub static ACTION_TYPE_ARTIFACT_DETAILS: Shape = Shape::new(
    "ActionTypeArtifactDetails",
    Kind::Structure(&[
        member("minimumCount", &MINIMUM_ACTION_TYPE_ARTIFACT_COUNT).required(),
        member("maximumCount", &MAXIMUM_ACTION_TYPE_ARTIFACT_COUNT).required(),
    ]),
);

pub static ACTION_TYPE_DECLARATION: Shape = Shape::new(
    "ActionTypeDeclaration",
    Kind::Structure(&[
        member("description", &ACTION_TYPE_DESCRIPTION),
        member("executor", &ACTION_TYPE_EXECUTOR).required(),
        member("id", &ACTION_TYPE_IDENTIFIER).required(),
        member("inputArtifactDetails", &ACTION_TYPE_ARTIFACT_DETAILS).required(),
        member("outputArtifactDetails", &ACTION_TYPE_ARTIFACT_DETAILS).required(),
        member("permissions", &ACTION_TYPE_PERMISSIONS),
        member("properties", &ACTION_TYPE_PROPERTIES),
        member("urls", &ACTION_TYPE_URLS),
    ]),
);

pub static ACTION_TYPE_DESCRIPTION: Shape = Shape::new("ActionTypeDescription", Kind::String)
    .min(1)
    .max(1024);

pub static ACTION_TYPE_EXECUTOR: Shape = Shape::new(
    "ActionTypeExecutor",
    Kind::Structure(&[
        member("configuration", &EXECUTOR_CONFIGURATION).required(),
        member("type", &EXECUTOR_TYPE).required(),
        member("policyStatementsTemplate", &POLICY_STATEMENTS_TEMPLATE),
        member("jobTimeout", &JOB_TIMEOUT),
    ]),
);

pub static ACTION_TYPE_ID: Shape = Shape::new(
    "ActionTypeId",
    Kind::Structure(&[
        member("category", &ACTION_CATEGORY).required(),
        member("owner", &ACTION_OWNER).required(),
        member("provider", &ACTION_PROVIDER).required(),
        member("version", &VERSION).required(),
    ]),
);

pub static ACTION_TYPE_IDENTIFIER: Shape = Shape::new(
    "ActionTypeIdentifier",
    Kind::Structure(&[
        member("category", &ACTION_CATEGORY).required(),
        member("owner", &ACTION_TYPE_OWNER).required(),
        member("provider", &ACTION_PROVIDER).required(),
        member("version", &VERSION).required(),
    ]),
);

pub static ACTION_TYPE_LIST: Shape = Shape::new("ActionTypeList", Kind::List(&ACTION_TYPE));

pub static ACTION_TYPE_OWNER: Shape =
    Shape::new("ActionTypeOwner", Kind::String).pattern("AWS|ThirdParty");

pub static ACTION_TYPE_PERMISSIONS: Shape = Shape::new(
    "ActionTypePermissions",
    Kind::Structure(&[member("allowedAccounts", &ALLOWED_ACCOUNTS).required()]),
);

pub static ACTION_TYPE_PROPERTIES: Shape =
    Shape::new("ActionTypeProperties", Kind::List(&ACTION_TYPE_PROPERTY)).max(10);

pub static ACTION_TYPE_PROPERTY: Shape = Shape::new(
    "ActionTypeProperty",
    Kind::Structure(&[
        member("name", &ACTION_CONFIGURATION_KEY).required(),
        member("optional", &BOOLEAN).required(),
        member("key", &BOOLEAN).required(),
        member("noEcho", &BOOLEAN).required(),
        member("queryable", &BOOLEAN),
        member("description", &PROPERTY_DESCRIPTION),
    ]),
);

pub static ACTION_TYPE_SETTINGS: Shape = Shape::new(
    "ActionTypeSettings",
    Kind::Structure(&[
        member("thirdPartyConfigurationUrl", &URL),
        member("entityUrlTemplate", &URL_TEMPLATE),
        member("executionUrlTemplate", &URL_TEMPLATE),
        member("revisionUrlTemplate", &URL_TEMPLATE),
    ]),
);

pub static ACTION_TYPE_URLS: Shape = Shape::new(
    "ActionTypeUrls",
    Kind::Structure(&[
        member("configurationUrl", &URL),
        member("entityUrlTemplate", &URL_TEMPLATE),
        member("executionUrlTemplate", &URL_TEMPLATE),
        member("revisionUrlTemplate", &URL_TEMPLATE),
    ]),
);

pub static ALLOWED_ACCOUNT: Shape =
    Shape::new("AllowedAccount", Kind::String).pattern("[0-9]{12}|\\*");

pub static ALLOWED_ACCOUNTS: Shape = Shape::new("AllowedAccounts", Kind::List(&ALLOWED_ACCOUNT))
    .min(1)
    .max(1000);

pub static APPROVAL_RESULT: Shape = Shape::new(
    "ApprovalResult",
    Kind::Structure(&[
        member("summary", &APPROVAL_SUMMARY).required(),
        member("status", &APPROVAL_STATUS).required(),
    ]),
);

pub static APPROVAL_STATUS: Shape =
    Shape::new("ApprovalStatus", Kind::Enum(&["Approved", "Rejected"]));

pub static APPROVAL_SUMMARY: Shape = Shape::new("ApprovalSummary", Kind::String).min(0).max(512);

pub static APPROVAL_TOKEN: Shape = Shape::new("ApprovalToken", Kind::String)
    .pattern("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

pub static ARTIFACT: Shape = Shape::new(
    "Artifact",
    Kind::Structure(&[
        member("name", &ARTIFACT_NAME),
        member("revision", &REVISION),
        member("location", &ARTIFACT_LOCATION),
    ]),
);

pub static ARTIFACT_DETAIL: Shape = Shape::new(
    "ArtifactDetail",
    Kind::Structure(&[
        member("name", &ARTIFACT_NAME),
        member("s3location", &S3_LOCATION),
    ]),
);

pub static ARTIFACT_DETAIL_LIST: Shape =
    Shape::new("ArtifactDetailList", Kind::List(&ARTIFACT_DETAIL));

pub static ARTIFACT_DETAILS: Shape = Shape::new(
    "ArtifactDetails",
    Kind::Structure(&[
        member("minimumCount", &MINIMUM_ARTIFACT_COUNT).required(),
        member("maximumCount", &MAXIMUM_ARTIFACT_COUNT).required(),
    ]),
);

pub static ARTIFACT_LIST: Shape = Shape::new("ArtifactList", Kind::List(&ARTIFACT));

pub static ARTIFACT_LOCATION: Shape = Shape::new(
    "ArtifactLocation",
    Kind::Structure(&[
        member("type", &ARTIFACT_LOCATION_TYPE),
        member("s3Location", &S3_ARTIFACT_LOCATION),
    ]),
);

pub static ARTIFACT_LOCATION_TYPE: Shape = Shape::new("ArtifactLocationType", Kind::Enum(&["S3"]));

pub static ARTIFACT_NAME: Shape = Shape::new("ArtifactName", Kind::String)
    .min(1)
    .max(100)
    .pattern("[a-zA-Z0-9_\\-]+");

pub static ARTIFACT_REVISION: Shape = Shape::new(
    "ArtifactRevision",
    Kind::Structure(&[
        member("name", &ARTIFACT_NAME),
        member("revisionId", &REVISION),
        member("revisionChangeIdentifier", &REVISION_CHANGE_IDENTIFIER),
        member("revisionSummary", &REVISION_SUMMARY),
        member("created", &TIMESTAMP),
        member("revisionUrl", &URL),
    ]),
);

pub static ARTIFACT_REVISION_LIST: Shape =
    Shape::new("ArtifactRevisionList", Kind::List(&ARTIFACT_REVISION));

pub static ARTIFACT_STORE: Shape = Shape::new(
    "ArtifactStore",
    Kind::Structure(&[
        member("type", &ARTIFACT_STORE_TYPE).required(),
        member("location", &ARTIFACT_STORE_LOCATION).required(),
        member("encryptionKey", &ENCRYPTION_KEY),
    ]),
);

pub static ARTIFACT_STORE_LOCATION: Shape = Shape::new("ArtifactStoreLocation", Kind::String)
    .min(3)
    .max(63)
    .pattern("[a-zA-Z0-9\\-\\.]+");

pub static ARTIFACT_STORE_MAP: Shape = Shape::new(
    "ArtifactStoreMap",
    Kind::Map(&AWS_REGION_NAME, &ARTIFACT_STORE),
);

pub static ARTIFACT_STORE_TYPE: Shape = Shape::new("ArtifactStoreType", Kind::Enum(&["S3"]));

pub static BEFORE_ENTRY_CONDITIONS: Shape = Shape::new(
    "BeforeEntryConditions",
    Kind::Structure(&[member("conditions", &CONDITION_LIST).required()]),
);

pub static BLOCKER_DECLARATION: Shape = Shape::new(
    "BlockerDeclaration",
    Kind::Structure(&[
        member("name", &BLOCKER_NAME).required(),
        member("type", &BLOCKER_TYPE).required(),
    ]),
);

pub static BLOCKER_NAME: Shape = Shape::new("BlockerName", Kind::String).min(1).max(100);

pub static BLOCKER_TYPE: Shape = Shape::new("BlockerType", Kind::Enum(&["Schedule"]));

pub static BOOLEAN: Shape = Shape::new("Boolean", Kind::Boolean);

pub static CLIENT_ID: Shape = Shape::new("ClientId", Kind::String)
    .pattern("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

pub static CLIENT_REQUEST_TOKEN: Shape = Shape::new("ClientRequestToken", Kind::String)
    .min(1)
    .max(128)
    .pattern("^[a-zA-Z0-9-]+$");

pub static CLIENT_TOKEN: Shape = Shape::new("ClientToken", Kind::String).min(1).max(256);

pub static CODE: Shape = Shape::new("Code", Kind::String);

pub static COMMAND: Shape = Shape::new("Command", Kind::String).min(1).max(1000);

pub static COMMAND_LIST: Shape = Shape::new("CommandList", Kind::List(&COMMAND))
    .min(1)
    .max(50);

pub static CONDITION: Shape = Shape::new(
    "Condition",
    Kind::Structure(&[
        member("result", &RESULT),
        member("rules", &RULE_DECLARATION_LIST),
    ]),
);

pub static CONDITION_EXECUTION: Shape = Shape::new(
    "ConditionExecution",
    Kind::Structure(&[
        member("status", &CONDITION_EXECUTION_STATUS),
        member("summary", &EXECUTION_SUMMARY),
        member("lastStatusChange", &TIMESTAMP),
    ]),
);

pub static CONDITION_EXECUTION_STATUS: Shape = Shape::new(
    "ConditionExecutionStatus",
    Kind::Enum(&[
        "InProgress",
        "Failed",
        "Errored",
        "Succeeded",
        "Cancelled",
        "Abandoned",
        "Overridden",
    ]),
);

pub static CONDITION_LIST: Shape = Shape::new("ConditionList", Kind::List(&CONDITION))
    .min(1)
    .max(1);

pub static CONDITION_STATE: Shape = Shape::new(
    "ConditionState",
    Kind::Structure(&[
        member("latestExecution", &CONDITION_EXECUTION),
        member("ruleStates", &RULE_STATE_LIST),
    ]),
);

pub static CONDITION_STATE_LIST: Shape =
    Shape::new("ConditionStateList", Kind::List(&CONDITION_STATE));

pub static CONDITION_TYPE: Shape =
    Shape::new("ConditionType", Kind::Enum(&["BEFORE_ENTRY", "ON_SUCCESS"]));

pub static CONTINUATION_TOKEN: Shape = Shape::new("ContinuationToken", Kind::String)
    .min(1)
    .max(2048);

pub static CREATE_CUSTOM_ACTION_TYPE_INPUT: Shape = Shape::new(
    "CreateCustomActionTypeInput",
    Kind::Structure(&[
        member("category", &ACTION_CATEGORY).required(),
        member("provider", &ACTION_PROVIDER).required(),
        member("version", &VERSION).required(),
        member("settings", &ACTION_TYPE_SETTINGS),
        member(
            "configurationProperties",
            &ACTION_CONFIGURATION_PROPERTY_LIST,
        ),
        member("inputArtifactDetails", &ARTIFACT_DETAILS).required(),
        member("outputArtifactDetails", &ARTIFACT_DETAILS).required(),
        member("tags", &TAG_LIST),
    ]),
);

pub static CREATE_CUSTOM_ACTION_TYPE_OUTPUT: Shape = Shape::new(
    "CreateCustomActionTypeOutput",
    Kind::Structure(&[
        member("actionType", &ACTION_TYPE).required(),
        member("tags", &TAG_LIST),
    ]),
);

pub static CREATE_PIPELINE_INPUT: Shape = Shape::new(
    "CreatePipelineInput",
    Kind::Structure(&[
        member("pipeline", &PIPELINE_DECLARATION).required(),
        member("tags", &TAG_LIST),
    ]),
);

pub static CREATE_PIPELINE_OUTPUT: Shape = Shape::new(
    "CreatePipelineOutput",
    Kind::Structure(&[
        member("pipeline", &PIPELINE_DECLARATION),
        member("tags", &TAG_LIST),
    ]),
);

pub static CURRENT_REVISION: Shape = Shape::new(
    "CurrentRevision",
    Kind::Structure(&[
        member("revision", &REVISION).required(),
        member("changeIdentifier", &REVISION_CHANGE_IDENTIFIER).required(),
        member("created", &TIME),
        member("revisionSummary", &REVISION_SUMMARY),
    ]),
);

pub static DELETE_CUSTOM_ACTION_TYPE_INPUT: Shape = Shape::new(
    "DeleteCustomActionTypeInput",
    Kind::Structure(&[
        member("category", &ACTION_CATEGORY).required(),
        member("provider", &ACTION_PROVIDER).required(),
        member("version", &VERSION).required(),
    ]),
);

pub static DELETE_PIPELINE_INPUT: Shape = Shape::new(
    "DeletePipelineInput",
    Kind::Structure(&[member("name", &PIPELINE_NAME).required()]),
);

pub static DELETE_WEBHOOK_INPUT: Shape = Shape::new(
    "DeleteWebhookInput",
    Kind::Structure(&[member("name", &WEBHOOK_NAME).required()]),
);

pub static DELETE_WEBHOOK_OUTPUT: Shape = Shape::new("DeleteWebhookOutput", Kind::Structure(&[]));

pub static DEPLOY_ACTION_EXECUTION_TARGET: Shape = Shape::new(
    "DeployActionExecutionTarget",
    Kind::Structure(&[
        member("targetId", &STRING),
        member("targetType", &STRING),
        member("status", &STRING),
        member("startTime", &TIMESTAMP),
        member("endTime", &TIMESTAMP),
        member("events", &DEPLOY_TARGET_EVENT_LIST),
    ]),
);

pub static DEPLOY_ACTION_EXECUTION_TARGET_LIST: Shape = Shape::new(
    "DeployActionExecutionTargetList",
    Kind::List(&DEPLOY_ACTION_EXECUTION_TARGET),
);

pub static DEPLOY_TARGET_EVENT: Shape = Shape::new(
    "DeployTargetEvent",
    Kind::Structure(&[
        member("name", &STRING),
        member("status", &STRING),
        member("startTime", &TIMESTAMP),
        member("endTime", &TIMESTAMP),
        member("context", &DEPLOY_TARGET_EVENT_CONTEXT),
    ]),
);

pub static DEPLOY_TARGET_EVENT_CONTEXT: Shape = Shape::new(
    "DeployTargetEventContext",
    Kind::Structure(&[member("ssmCommandId", &STRING), member("message", &STRING)]),
);

pub static DEPLOY_TARGET_EVENT_LIST: Shape =
    Shape::new("DeployTargetEventList", Kind::List(&DEPLOY_TARGET_EVENT));

pub static DEREGISTER_WEBHOOK_WITH_THIRD_PARTY_INPUT: Shape = Shape::new(
    "DeregisterWebhookWithThirdPartyInput",
    Kind::Structure(&[member("webhookName", &WEBHOOK_NAME)]),
);

pub static DEREGISTER_WEBHOOK_WITH_THIRD_PARTY_OUTPUT: Shape = Shape::new(
    "DeregisterWebhookWithThirdPartyOutput",
    Kind::Structure(&[]),
);

pub static DESCRIPTION: Shape = Shape::new("Description", Kind::String).min(1).max(160);

pub static DISABLE_STAGE_TRANSITION_INPUT: Shape = Shape::new(
    "DisableStageTransitionInput",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME).required(),
        member("stageName", &STAGE_NAME).required(),
        member("transitionType", &STAGE_TRANSITION_TYPE).required(),
        member("reason", &DISABLED_REASON).required(),
    ]),
);

pub static DISABLED_REASON: Shape = Shape::new("DisabledReason", Kind::String)
    .min(1)
    .max(300)
    .pattern("[a-zA-Z0-9!@ \\(\\)\\.\\*\\?\\-]+");

pub static ENABLE_STAGE_TRANSITION_INPUT: Shape = Shape::new(
    "EnableStageTransitionInput",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME).required(),
        member("stageName", &STAGE_NAME).required(),
        member("transitionType", &STAGE_TRANSITION_TYPE).required(),
    ]),
);

pub static ENABLED: Shape = Shape::new("Enabled", Kind::Boolean);

pub static ENCRYPTION_KEY: Shape = Shape::new(
    "EncryptionKey",
    Kind::Structure(&[
        member("id", &ENCRYPTION_KEY_ID).required(),
        member("type", &ENCRYPTION_KEY_TYPE).required(),
    ]),
);

pub static ENCRYPTION_KEY_ID: Shape = Shape::new("EncryptionKeyId", Kind::String).min(1).max(400);

pub static ENCRYPTION_KEY_TYPE: Shape = Shape::new("EncryptionKeyType", Kind::Enum(&["KMS"]));

pub static ENVIRONMENT_VARIABLE: Shape = Shape::new(
    "EnvironmentVariable",
    Kind::Structure(&[
        member("name", &ENVIRONMENT_VARIABLE_NAME).required(),
        member("value", &ENVIRONMENT_VARIABLE_VALUE).required(),
        member("type", &ENVIRONMENT_VARIABLE_TYPE),
    ]),
);

pub static ENVIRONMENT_VARIABLE_LIST: Shape =
    Shape::new("EnvironmentVariableList", Kind::List(&ENVIRONMENT_VARIABLE))
        .min(1)
        .max(10);

pub static ENVIRONMENT_VARIABLE_NAME: Shape = Shape::new("EnvironmentVariableName", Kind::String)
    .min(1)
    .max(128)
    .pattern("[A-Za-z0-9_]+");

pub static ENVIRONMENT_VARIABLE_TYPE: Shape = Shape::new(
    "EnvironmentVariableType",
    Kind::Enum(&["PLAINTEXT", "SECRETS_MANAGER"]),
);

pub static ENVIRONMENT_VARIABLE_VALUE: Shape = Shape::new("EnvironmentVariableValue", Kind::String)
    .min(1)
    .max(2000)
    .pattern(".*");

pub static ERROR_DETAILS: Shape = Shape::new(
    "ErrorDetails",
    Kind::Structure(&[member("code", &CODE), member("message", &MESSAGE)]),
);

pub static EXECUTION_DETAILS: Shape = Shape::new(
    "ExecutionDetails",
    Kind::Structure(&[
        member("summary", &EXECUTION_SUMMARY),
        member("externalExecutionId", &EXECUTION_ID),
        member("percentComplete", &PERCENTAGE),
    ]),
);

pub static EXECUTION_ID: Shape = Shape::new("ExecutionId", Kind::String).min(1).max(1500);

pub static EXECUTION_MODE: Shape = Shape::new(
    "ExecutionMode",
    Kind::Enum(&["QUEUED", "SUPERSEDED", "PARALLEL"]),
);

pub static EXECUTION_SUMMARY: Shape = Shape::new("ExecutionSummary", Kind::String)
    .min(1)
    .max(2048);

pub static EXECUTION_TRIGGER: Shape = Shape::new(
    "ExecutionTrigger",
    Kind::Structure(&[
        member("triggerType", &TRIGGER_TYPE),
        member("triggerDetail", &TRIGGER_DETAIL),
    ]),
);

pub static EXECUTION_TYPE: Shape =
    Shape::new("ExecutionType", Kind::Enum(&["STANDARD", "ROLLBACK"]));

pub static EXECUTOR_CONFIGURATION: Shape = Shape::new(
    "ExecutorConfiguration",
    Kind::Structure(&[
        member(
            "lambdaExecutorConfiguration",
            &LAMBDA_EXECUTOR_CONFIGURATION,
        ),
        member(
            "jobWorkerExecutorConfiguration",
            &JOB_WORKER_EXECUTOR_CONFIGURATION,
        ),
    ]),
);

pub static EXECUTOR_TYPE: Shape = Shape::new("ExecutorType", Kind::Enum(&["JobWorker", "Lambda"]));

pub static EXTERNAL_EXECUTION_ID: Shape = Shape::new("ExternalExecutionId", Kind::String);

pub static EXTERNAL_EXECUTION_SUMMARY: Shape = Shape::new("ExternalExecutionSummary", Kind::String);

pub static FAILURE_CONDITIONS: Shape = Shape::new(
    "FailureConditions",
    Kind::Structure(&[
        member("result", &RESULT),
        member("retryConfiguration", &RETRY_CONFIGURATION),
        member("conditions", &CONDITION_LIST),
    ]),
);

pub static FAILURE_DETAILS: Shape = Shape::new(
    "FailureDetails",
    Kind::Structure(&[
        member("type", &FAILURE_TYPE).required(),
        member("message", &MESSAGE).required(),
        member("externalExecutionId", &EXECUTION_ID),
    ]),
);

pub static FAILURE_TYPE: Shape = Shape::new(
    "FailureType",
    Kind::Enum(&[
        "JobFailed",
        "ConfigurationError",
        "PermissionError",
        "RevisionOutOfSync",
        "RevisionUnavailable",
        "SystemUnavailable",
    ]),
);

pub static FILE_PATH: Shape = Shape::new("FilePath", Kind::String).min(1).max(128);

pub static FILE_PATH_LIST: Shape = Shape::new("FilePathList", Kind::List(&FILE_PATH))
    .min(1)
    .max(10);

pub static GET_ACTION_TYPE_INPUT: Shape = Shape::new(
    "GetActionTypeInput",
    Kind::Structure(&[
        member("category", &ACTION_CATEGORY).required(),
        member("owner", &ACTION_TYPE_OWNER).required(),
        member("provider", &ACTION_PROVIDER).required(),
        member("version", &VERSION).required(),
    ]),
);

pub static GET_ACTION_TYPE_OUTPUT: Shape = Shape::new(
    "GetActionTypeOutput",
    Kind::Structure(&[member("actionType", &ACTION_TYPE_DECLARATION)]),
);

pub static GET_JOB_DETAILS_INPUT: Shape = Shape::new(
    "GetJobDetailsInput",
    Kind::Structure(&[member("jobId", &JOB_ID).required()]),
);

pub static GET_JOB_DETAILS_OUTPUT: Shape = Shape::new(
    "GetJobDetailsOutput",
    Kind::Structure(&[member("jobDetails", &JOB_DETAILS)]),
);

pub static GET_PIPELINE_EXECUTION_INPUT: Shape = Shape::new(
    "GetPipelineExecutionInput",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME).required(),
        member("pipelineExecutionId", &PIPELINE_EXECUTION_ID).required(),
    ]),
);

pub static GET_PIPELINE_EXECUTION_OUTPUT: Shape = Shape::new(
    "GetPipelineExecutionOutput",
    Kind::Structure(&[member("pipelineExecution", &PIPELINE_EXECUTION)]),
);

pub static GET_PIPELINE_INPUT: Shape = Shape::new(
    "GetPipelineInput",
    Kind::Structure(&[
        member("name", &PIPELINE_NAME).required(),
        member("version", &PIPELINE_VERSION),
    ]),
);

pub static GET_PIPELINE_OUTPUT: Shape = Shape::new(
    "GetPipelineOutput",
    Kind::Structure(&[
        member("pipeline", &PIPELINE_DECLARATION),
        member("metadata", &PIPELINE_METADATA),
    ]),
);

pub static GET_PIPELINE_STATE_INPUT: Shape = Shape::new(
    "GetPipelineStateInput",
    Kind::Structure(&[member("name", &PIPELINE_NAME).required()]),
);

pub static GET_PIPELINE_STATE_OUTPUT: Shape = Shape::new(
    "GetPipelineStateOutput",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME),
        member("pipelineVersion", &PIPELINE_VERSION),
        member("stageStates", &STAGE_STATE_LIST),
        member("created", &TIMESTAMP),
        member("updated", &TIMESTAMP),
    ]),
);

pub static GET_THIRD_PARTY_JOB_DETAILS_INPUT: Shape = Shape::new(
    "GetThirdPartyJobDetailsInput",
    Kind::Structure(&[
        member("jobId", &THIRD_PARTY_JOB_ID).required(),
        member("clientToken", &CLIENT_TOKEN).required(),
    ]),
);

pub static GET_THIRD_PARTY_JOB_DETAILS_OUTPUT: Shape = Shape::new(
    "GetThirdPartyJobDetailsOutput",
    Kind::Structure(&[member("jobDetails", &THIRD_PARTY_JOB_DETAILS)]),
);

pub static GIT_BRANCH_FILTER_CRITERIA: Shape = Shape::new(
    "GitBranchFilterCriteria",
    Kind::Structure(&[
        member("includes", &GIT_BRANCH_PATTERN_LIST),
        member("excludes", &GIT_BRANCH_PATTERN_LIST),
    ]),
);

pub static GIT_BRANCH_NAME_PATTERN: Shape = Shape::new("GitBranchNamePattern", Kind::String)
    .min(1)
    .max(255)
    .pattern(".*");

pub static GIT_BRANCH_PATTERN_LIST: Shape =
    Shape::new("GitBranchPatternList", Kind::List(&GIT_BRANCH_NAME_PATTERN))
        .min(1)
        .max(8);

pub static GIT_CONFIGURATION: Shape = Shape::new(
    "GitConfiguration",
    Kind::Structure(&[
        member("sourceActionName", &ACTION_NAME).required(),
        member("push", &GIT_PUSH_FILTER_LIST),
        member("pullRequest", &GIT_PULL_REQUEST_FILTER_LIST),
    ]),
);

pub static GIT_FILE_PATH_FILTER_CRITERIA: Shape = Shape::new(
    "GitFilePathFilterCriteria",
    Kind::Structure(&[
        member("includes", &GIT_FILE_PATH_PATTERN_LIST),
        member("excludes", &GIT_FILE_PATH_PATTERN_LIST),
    ]),
);

pub static GIT_FILE_PATH_PATTERN: Shape = Shape::new("GitFilePathPattern", Kind::String)
    .min(1)
    .max(255)
    .pattern(".*");

pub static GIT_FILE_PATH_PATTERN_LIST: Shape =
    Shape::new("GitFilePathPatternList", Kind::List(&GIT_FILE_PATH_PATTERN))
        .min(1)
        .max(8);

pub static GIT_PULL_REQUEST_EVENT_TYPE: Shape = Shape::new(
    "GitPullRequestEventType",
    Kind::Enum(&["OPEN", "UPDATED", "CLOSED"]),
);

pub static GIT_PULL_REQUEST_EVENT_TYPE_LIST: Shape = Shape::new(
    "GitPullRequestEventTypeList",
    Kind::List(&GIT_PULL_REQUEST_EVENT_TYPE),
)
.min(1)
.max(3);

pub static GIT_PULL_REQUEST_FILTER: Shape = Shape::new(
    "GitPullRequestFilter",
    Kind::Structure(&[
        member("events", &GIT_PULL_REQUEST_EVENT_TYPE_LIST),
        member("branches", &GIT_BRANCH_FILTER_CRITERIA),
        member("filePaths", &GIT_FILE_PATH_FILTER_CRITERIA),
    ]),
);

pub static GIT_PULL_REQUEST_FILTER_LIST: Shape = Shape::new(
    "GitPullRequestFilterList",
    Kind::List(&GIT_PULL_REQUEST_FILTER),
)
.min(1)
.max(3);

pub static GIT_PUSH_FILTER: Shape = Shape::new(
    "GitPushFilter",
    Kind::Structure(&[
        member("tags", &GIT_TAG_FILTER_CRITERIA),
        member("branches", &GIT_BRANCH_FILTER_CRITERIA),
        member("filePaths", &GIT_FILE_PATH_FILTER_CRITERIA),
    ]),
);

pub static GIT_PUSH_FILTER_LIST: Shape =
    Shape::new("GitPushFilterList", Kind::List(&GIT_PUSH_FILTER))
        .min(1)
        .max(3);

pub static GIT_TAG_FILTER_CRITERIA: Shape = Shape::new(
    "GitTagFilterCriteria",
    Kind::Structure(&[
        member("includes", &GIT_TAG_PATTERN_LIST),
        member("excludes", &GIT_TAG_PATTERN_LIST),
    ]),
);

pub static GIT_TAG_NAME_PATTERN: Shape = Shape::new("GitTagNamePattern", Kind::String)
    .min(1)
    .max(255);

pub static GIT_TAG_PATTERN_LIST: Shape =
    Shape::new("GitTagPatternList", Kind::List(&GIT_TAG_NAME_PATTERN))
        .min(1)
        .max(8);

pub static INPUT_ARTIFACT: Shape = Shape::new(
    "InputArtifact",
    Kind::Structure(&[member("name", &ARTIFACT_NAME).required()]),
);

pub static INPUT_ARTIFACT_LIST: Shape =
    Shape::new("InputArtifactList", Kind::List(&INPUT_ARTIFACT));

pub static JOB: Shape = Shape::new(
    "Job",
    Kind::Structure(&[
        member("id", &JOB_ID),
        member("data", &JOB_DATA),
        member("nonce", &NONCE),
        member("accountId", &ACCOUNT_ID),
    ]),
);

pub static JOB_DATA: Shape = Shape::new(
    "JobData",
    Kind::Structure(&[
        member("actionTypeId", &ACTION_TYPE_ID),
        member("actionConfiguration", &ACTION_CONFIGURATION),
        member("pipelineContext", &PIPELINE_CONTEXT),
        member("inputArtifacts", &ARTIFACT_LIST),
        member("outputArtifacts", &ARTIFACT_LIST),
        member("artifactCredentials", &AWS_SESSION_CREDENTIALS),
        member("continuationToken", &CONTINUATION_TOKEN),
        member("encryptionKey", &ENCRYPTION_KEY),
    ]),
);

pub static JOB_DETAILS: Shape = Shape::new(
    "JobDetails",
    Kind::Structure(&[
        member("id", &JOB_ID),
        member("data", &JOB_DATA),
        member("accountId", &ACCOUNT_ID),
    ]),
);

pub static JOB_ID: Shape = Shape::new("JobId", Kind::String)
    .pattern("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

pub static JOB_LIST: Shape = Shape::new("JobList", Kind::List(&JOB));

pub static JOB_STATUS: Shape = Shape::new(
    "JobStatus",
    Kind::Enum(&[
        "Created",
        "Queued",
        "Dispatched",
        "InProgress",
        "TimedOut",
        "Succeeded",
        "Failed",
    ]),
);

pub static JOB_TIMEOUT: Shape = Shape::new("JobTimeout", Kind::Integer).min(60).max(43200);

pub static JOB_WORKER_EXECUTOR_CONFIGURATION: Shape = Shape::new(
    "JobWorkerExecutorConfiguration",
    Kind::Structure(&[
        member("pollingAccounts", &POLLING_ACCOUNT_LIST),
        member("pollingServicePrincipals", &POLLING_SERVICE_PRINCIPAL_LIST),
    ]),
);

pub static JSON_PATH: Shape = Shape::new("JsonPath", Kind::String).min(1).max(150);

pub static LAMBDA_EXECUTOR_CONFIGURATION: Shape = Shape::new(
    "LambdaExecutorConfiguration",
    Kind::Structure(&[member("lambdaFunctionArn", &LAMBDA_FUNCTION_ARN).required()]),
);

pub static LAMBDA_FUNCTION_ARN: Shape = Shape::new("LambdaFunctionArn", Kind::String)
    .min(1)
    .max(140)
    .pattern("arn:aws(-[\\w]+)*:lambda:.+:[0-9]{12}:function:.+");

pub static LAST_CHANGED_AT: Shape = Shape::new("LastChangedAt", Kind::Timestamp);

pub static LAST_CHANGED_BY: Shape = Shape::new("LastChangedBy", Kind::String);

pub static LAST_UPDATED_BY: Shape = Shape::new("LastUpdatedBy", Kind::String);

pub static LATEST_IN_PIPELINE_EXECUTION_FILTER: Shape = Shape::new(
    "LatestInPipelineExecutionFilter",
    Kind::Structure(&[
        member("pipelineExecutionId", &PIPELINE_EXECUTION_ID).required(),
        member("startTimeRange", &START_TIME_RANGE).required(),
    ]),
);

pub static LIST_ACTION_EXECUTIONS_INPUT: Shape = Shape::new(
    "ListActionExecutionsInput",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME).required(),
        member("filter", &ACTION_EXECUTION_FILTER),
        member("maxResults", &MAX_RESULTS),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_ACTION_EXECUTIONS_OUTPUT: Shape = Shape::new(
    "ListActionExecutionsOutput",
    Kind::Structure(&[
        member("actionExecutionDetails", &ACTION_EXECUTION_DETAIL_LIST),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_ACTION_TYPES_INPUT: Shape = Shape::new(
    "ListActionTypesInput",
    Kind::Structure(&[
        member("actionOwnerFilter", &ACTION_OWNER),
        member("nextToken", &NEXT_TOKEN),
        member("regionFilter", &AWS_REGION_NAME),
    ]),
);

pub static LIST_ACTION_TYPES_OUTPUT: Shape = Shape::new(
    "ListActionTypesOutput",
    Kind::Structure(&[
        member("actionTypes", &ACTION_TYPE_LIST).required(),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_DEPLOY_ACTION_EXECUTION_TARGETS_INPUT: Shape = Shape::new(
    "ListDeployActionExecutionTargetsInput",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME),
        member("actionExecutionId", &ACTION_EXECUTION_ID).required(),
        member("filters", &TARGET_FILTER_LIST),
        member("maxResults", &MAX_RESULTS),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_DEPLOY_ACTION_EXECUTION_TARGETS_OUTPUT: Shape = Shape::new(
    "ListDeployActionExecutionTargetsOutput",
    Kind::Structure(&[
        member("targets", &DEPLOY_ACTION_EXECUTION_TARGET_LIST),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_PIPELINE_EXECUTIONS_INPUT: Shape = Shape::new(
    "ListPipelineExecutionsInput",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME).required(),
        member("maxResults", &MAX_RESULTS),
        member("filter", &PIPELINE_EXECUTION_FILTER),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_PIPELINE_EXECUTIONS_OUTPUT: Shape = Shape::new(
    "ListPipelineExecutionsOutput",
    Kind::Structure(&[
        member(
            "pipelineExecutionSummaries",
            &PIPELINE_EXECUTION_SUMMARY_LIST,
        ),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_PIPELINES_INPUT: Shape = Shape::new(
    "ListPipelinesInput",
    Kind::Structure(&[
        member("nextToken", &NEXT_TOKEN),
        member("maxResults", &MAX_PIPELINES),
    ]),
);

pub static LIST_PIPELINES_OUTPUT: Shape = Shape::new(
    "ListPipelinesOutput",
    Kind::Structure(&[
        member("pipelines", &PIPELINE_LIST),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_RULE_EXECUTIONS_INPUT: Shape = Shape::new(
    "ListRuleExecutionsInput",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME).required(),
        member("filter", &RULE_EXECUTION_FILTER),
        member("maxResults", &MAX_RESULTS),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_RULE_EXECUTIONS_OUTPUT: Shape = Shape::new(
    "ListRuleExecutionsOutput",
    Kind::Structure(&[
        member("ruleExecutionDetails", &RULE_EXECUTION_DETAIL_LIST),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_RULE_TYPES_INPUT: Shape = Shape::new(
    "ListRuleTypesInput",
    Kind::Structure(&[
        member("ruleOwnerFilter", &RULE_OWNER),
        member("regionFilter", &AWS_REGION_NAME),
    ]),
);

pub static LIST_RULE_TYPES_OUTPUT: Shape = Shape::new(
    "ListRuleTypesOutput",
    Kind::Structure(&[member("ruleTypes", &RULE_TYPE_LIST).required()]),
);

pub static LIST_TAGS_FOR_RESOURCE_INPUT: Shape = Shape::new(
    "ListTagsForResourceInput",
    Kind::Structure(&[
        member("resourceArn", &RESOURCE_ARN).required(),
        member("nextToken", &NEXT_TOKEN),
        member("maxResults", &MAX_RESULTS),
    ]),
);

pub static LIST_TAGS_FOR_RESOURCE_OUTPUT: Shape = Shape::new(
    "ListTagsForResourceOutput",
    Kind::Structure(&[member("tags", &TAG_LIST), member("nextToken", &NEXT_TOKEN)]),
);

pub static LIST_WEBHOOK_ITEM: Shape = Shape::new(
    "ListWebhookItem",
    Kind::Structure(&[
        member("definition", &WEBHOOK_DEFINITION).required(),
        member("url", &WEBHOOK_URL).required(),
        member("errorMessage", &WEBHOOK_ERROR_MESSAGE),
        member("errorCode", &WEBHOOK_ERROR_CODE),
        member("lastTriggered", &WEBHOOK_LAST_TRIGGERED),
        member("arn", &WEBHOOK_ARN),
        member("tags", &TAG_LIST),
    ]),
);

pub static LIST_WEBHOOKS_INPUT: Shape = Shape::new(
    "ListWebhooksInput",
    Kind::Structure(&[
        member("NextToken", &NEXT_TOKEN),
        member("MaxResults", &MAX_RESULTS),
    ]),
);

pub static LIST_WEBHOOKS_OUTPUT: Shape = Shape::new(
    "ListWebhooksOutput",
    Kind::Structure(&[
        member("webhooks", &WEBHOOK_LIST),
        member("NextToken", &NEXT_TOKEN),
    ]),
);

pub static LOG_STREAM_ARN: Shape = Shape::new("LogStreamARN", Kind::String).min(1).max(250);

pub static MATCH_EQUALS: Shape = Shape::new("MatchEquals", Kind::String).min(1).max(150);

pub static MAX_BATCH_SIZE: Shape = Shape::new("MaxBatchSize", Kind::Integer).min(1);

pub static MAX_PIPELINES: Shape = Shape::new("MaxPipelines", Kind::Integer).min(1).max(1000);

pub static MAX_RESULTS: Shape = Shape::new("MaxResults", Kind::Integer).min(1).max(100);

pub static MAXIMUM_ACTION_TYPE_ARTIFACT_COUNT: Shape =
    Shape::new("MaximumActionTypeArtifactCount", Kind::Integer)
        .min(0)
        .max(10);

pub static MAXIMUM_ARTIFACT_COUNT: Shape = Shape::new("MaximumArtifactCount", Kind::Integer)
    .min(0)
    .max(5);

pub static MESSAGE: Shape = Shape::new("Message", Kind::String).min(1).max(5000);

pub static MINIMUM_ACTION_TYPE_ARTIFACT_COUNT: Shape =
    Shape::new("MinimumActionTypeArtifactCount", Kind::Integer)
        .min(0)
        .max(10);

pub static MINIMUM_ARTIFACT_COUNT: Shape = Shape::new("MinimumArtifactCount", Kind::Integer)
    .min(0)
    .max(5);

pub static NEXT_TOKEN: Shape = Shape::new("NextToken", Kind::String).min(1).max(2048);

pub static NONCE: Shape = Shape::new("Nonce", Kind::String).min(1).max(50);

pub static OUTPUT_ARTIFACT: Shape = Shape::new(
    "OutputArtifact",
    Kind::Structure(&[
        member("name", &ARTIFACT_NAME).required(),
        member("files", &FILE_PATH_LIST),
    ]),
);

pub static OUTPUT_ARTIFACT_LIST: Shape =
    Shape::new("OutputArtifactList", Kind::List(&OUTPUT_ARTIFACT));

pub static OUTPUT_VARIABLE: Shape = Shape::new("OutputVariable", Kind::String).min(1).max(128);

pub static OUTPUT_VARIABLE_LIST: Shape =
    Shape::new("OutputVariableList", Kind::List(&OUTPUT_VARIABLE))
        .min(1)
        .max(15);

pub static OUTPUT_VARIABLES_KEY: Shape =
    Shape::new("OutputVariablesKey", Kind::String).pattern("[A-Za-z0-9@\\-_]+");

pub static OUTPUT_VARIABLES_MAP: Shape = Shape::new(
    "OutputVariablesMap",
    Kind::Map(&OUTPUT_VARIABLES_KEY, &OUTPUT_VARIABLES_VALUE),
);

pub static OUTPUT_VARIABLES_VALUE: Shape = Shape::new("OutputVariablesValue", Kind::String);

pub static OVERRIDE_STAGE_CONDITION_INPUT: Shape = Shape::new(
    "OverrideStageConditionInput",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME).required(),
        member("stageName", &STAGE_NAME).required(),
        member("pipelineExecutionId", &PIPELINE_EXECUTION_ID).required(),
        member("conditionType", &CONDITION_TYPE).required(),
    ]),
);

pub static PERCENTAGE: Shape = Shape::new("Percentage", Kind::Integer).min(0).max(100);

pub static PIPELINE_ARN: Shape = Shape::new("PipelineArn", Kind::String)
    .pattern("arn:aws(-[\\w]+)*:codepipeline:.+:[0-9]{12}:.+");

pub static PIPELINE_CONTEXT: Shape = Shape::new(
    "PipelineContext",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME),
        member("stage", &STAGE_CONTEXT),
        member("action", &ACTION_CONTEXT),
        member("pipelineArn", &PIPELINE_ARN),
        member("pipelineExecutionId", &PIPELINE_EXECUTION_ID),
    ]),
);

pub static PIPELINE_DECLARATION: Shape = Shape::new(
    "PipelineDeclaration",
    Kind::Structure(&[
        member("name", &PIPELINE_NAME).required(),
        member("roleArn", &ROLE_ARN).required(),
        member("artifactStore", &ARTIFACT_STORE),
        member("artifactStores", &ARTIFACT_STORE_MAP),
        member("stages", &PIPELINE_STAGE_DECLARATION_LIST).required(),
        member("version", &PIPELINE_VERSION),
        member("executionMode", &EXECUTION_MODE),
        member("pipelineType", &PIPELINE_TYPE),
        member("variables", &PIPELINE_VARIABLE_DECLARATION_LIST),
        member("triggers", &PIPELINE_TRIGGER_DECLARATION_LIST),
    ]),
);

pub static PIPELINE_EXECUTION: Shape = Shape::new(
    "PipelineExecution",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME),
        member("pipelineVersion", &PIPELINE_VERSION),
        member("pipelineExecutionId", &PIPELINE_EXECUTION_ID),
        member("status", &PIPELINE_EXECUTION_STATUS),
        member("statusSummary", &PIPELINE_EXECUTION_STATUS_SUMMARY),
        member("artifactRevisions", &ARTIFACT_REVISION_LIST),
        member("variables", &RESOLVED_PIPELINE_VARIABLE_LIST),
        member("trigger", &EXECUTION_TRIGGER),
        member("executionMode", &EXECUTION_MODE),
        member("executionType", &EXECUTION_TYPE),
        member("rollbackMetadata", &PIPELINE_ROLLBACK_METADATA),
    ]),
);

pub static PIPELINE_EXECUTION_FILTER: Shape = Shape::new(
    "PipelineExecutionFilter",
    Kind::Structure(&[member("succeededInStage", &SUCCEEDED_IN_STAGE_FILTER)]),
);

pub static PIPELINE_EXECUTION_ID: Shape = Shape::new("PipelineExecutionId", Kind::String)
    .pattern("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

pub static PIPELINE_EXECUTION_STATUS: Shape = Shape::new(
    "PipelineExecutionStatus",
    Kind::Enum(&[
        "Cancelled",
        "InProgress",
        "Stopped",
        "Stopping",
        "Succeeded",
        "Superseded",
        "Failed",
    ]),
);

pub static PIPELINE_EXECUTION_STATUS_SUMMARY: Shape =
    Shape::new("PipelineExecutionStatusSummary", Kind::String);

pub static PIPELINE_EXECUTION_SUMMARY: Shape = Shape::new(
    "PipelineExecutionSummary",
    Kind::Structure(&[
        member("pipelineExecutionId", &PIPELINE_EXECUTION_ID),
        member("status", &PIPELINE_EXECUTION_STATUS),
        member("statusSummary", &PIPELINE_EXECUTION_STATUS_SUMMARY),
        member("startTime", &TIMESTAMP),
        member("lastUpdateTime", &TIMESTAMP),
        member("sourceRevisions", &SOURCE_REVISION_LIST),
        member("trigger", &EXECUTION_TRIGGER),
        member("stopTrigger", &STOP_EXECUTION_TRIGGER),
        member("executionMode", &EXECUTION_MODE),
        member("executionType", &EXECUTION_TYPE),
        member("rollbackMetadata", &PIPELINE_ROLLBACK_METADATA),
    ]),
);

pub static PIPELINE_EXECUTION_SUMMARY_LIST: Shape = Shape::new(
    "PipelineExecutionSummaryList",
    Kind::List(&PIPELINE_EXECUTION_SUMMARY),
);

pub static PIPELINE_LIST: Shape = Shape::new("PipelineList", Kind::List(&PIPELINE_SUMMARY));

pub static PIPELINE_METADATA: Shape = Shape::new(
    "PipelineMetadata",
    Kind::Structure(&[
        member("pipelineArn", &PIPELINE_ARN),
        member("created", &TIMESTAMP),
        member("updated", &TIMESTAMP),
        member("pollingDisabledAt", &TIMESTAMP),
    ]),
);

pub static PIPELINE_NAME: Shape = Shape::new("PipelineName", Kind::String)
    .min(1)
    .max(100)
    .pattern("[A-Za-z0-9.@\\-_]+");

pub static PIPELINE_ROLLBACK_METADATA: Shape = Shape::new(
    "PipelineRollbackMetadata",
    Kind::Structure(&[member(
        "rollbackTargetPipelineExecutionId",
        &PIPELINE_EXECUTION_ID,
    )]),
);

pub static PIPELINE_STAGE_DECLARATION_LIST: Shape = Shape::new(
    "PipelineStageDeclarationList",
    Kind::List(&STAGE_DECLARATION),
);

pub static PIPELINE_SUMMARY: Shape = Shape::new(
    "PipelineSummary",
    Kind::Structure(&[
        member("name", &PIPELINE_NAME),
        member("version", &PIPELINE_VERSION),
        member("pipelineType", &PIPELINE_TYPE),
        member("executionMode", &EXECUTION_MODE),
        member("created", &TIMESTAMP),
        member("updated", &TIMESTAMP),
    ]),
);

pub static PIPELINE_TRIGGER_DECLARATION: Shape = Shape::new(
    "PipelineTriggerDeclaration",
    Kind::Structure(&[
        member("providerType", &PIPELINE_TRIGGER_PROVIDER_TYPE).required(),
        member("gitConfiguration", &GIT_CONFIGURATION).required(),
    ]),
);

pub static PIPELINE_TRIGGER_DECLARATION_LIST: Shape = Shape::new(
    "PipelineTriggerDeclarationList",
    Kind::List(&PIPELINE_TRIGGER_DECLARATION),
)
.max(50);

pub static PIPELINE_TRIGGER_PROVIDER_TYPE: Shape = Shape::new(
    "PipelineTriggerProviderType",
    Kind::Enum(&["CodeStarSourceConnection"]),
);

pub static PIPELINE_TYPE: Shape = Shape::new("PipelineType", Kind::Enum(&["V1", "V2"]));

pub static PIPELINE_VARIABLE: Shape = Shape::new(
    "PipelineVariable",
    Kind::Structure(&[
        member("name", &PIPELINE_VARIABLE_NAME).required(),
        member("value", &PIPELINE_VARIABLE_VALUE).required(),
    ]),
);

pub static PIPELINE_VARIABLE_DECLARATION: Shape = Shape::new(
    "PipelineVariableDeclaration",
    Kind::Structure(&[
        member("name", &PIPELINE_VARIABLE_NAME).required(),
        member("defaultValue", &PIPELINE_VARIABLE_VALUE),
        member("description", &PIPELINE_VARIABLE_DESCRIPTION),
    ]),
);

pub static PIPELINE_VARIABLE_DECLARATION_LIST: Shape = Shape::new(
    "PipelineVariableDeclarationList",
    Kind::List(&PIPELINE_VARIABLE_DECLARATION),
)
.max(50);

pub static PIPELINE_VARIABLE_DESCRIPTION: Shape =
    Shape::new("PipelineVariableDescription", Kind::String)
        .min(0)
        .max(200)
        .pattern(".*");

pub static PIPELINE_VARIABLE_LIST: Shape =
    Shape::new("PipelineVariableList", Kind::List(&PIPELINE_VARIABLE))
        .min(1)
        .max(50);

pub static PIPELINE_VARIABLE_NAME: Shape = Shape::new("PipelineVariableName", Kind::String)
    .min(1)
    .max(128)
    .pattern("[A-Za-z0-9@\\-_]+");

pub static PIPELINE_VARIABLE_VALUE: Shape = Shape::new("PipelineVariableValue", Kind::String)
    .min(1)
    .max(1000)
    .pattern(".*");

pub static PIPELINE_VERSION: Shape = Shape::new("PipelineVersion", Kind::Integer).min(1);

pub static POLICY_STATEMENTS_TEMPLATE: Shape = Shape::new("PolicyStatementsTemplate", Kind::String)
    .min(1)
    .max(2048);

pub static POLL_FOR_JOBS_INPUT: Shape = Shape::new(
    "PollForJobsInput",
    Kind::Structure(&[
        member("actionTypeId", &ACTION_TYPE_ID).required(),
        member("maxBatchSize", &MAX_BATCH_SIZE),
        member("queryParam", &QUERY_PARAM_MAP),
    ]),
);

pub static POLL_FOR_JOBS_OUTPUT: Shape = Shape::new(
    "PollForJobsOutput",
    Kind::Structure(&[member("jobs", &JOB_LIST)]),
);

pub static POLL_FOR_THIRD_PARTY_JOBS_INPUT: Shape = Shape::new(
    "PollForThirdPartyJobsInput",
    Kind::Structure(&[
        member("actionTypeId", &ACTION_TYPE_ID).required(),
        member("maxBatchSize", &MAX_BATCH_SIZE),
    ]),
);

pub static POLL_FOR_THIRD_PARTY_JOBS_OUTPUT: Shape = Shape::new(
    "PollForThirdPartyJobsOutput",
    Kind::Structure(&[member("jobs", &THIRD_PARTY_JOB_LIST)]),
);

pub static POLLING_ACCOUNT_LIST: Shape = Shape::new("PollingAccountList", Kind::List(&ACCOUNT_ID))
    .min(1)
    .max(1000);

pub static POLLING_SERVICE_PRINCIPAL_LIST: Shape = Shape::new(
    "PollingServicePrincipalList",
    Kind::List(&SERVICE_PRINCIPAL),
)
.min(1)
.max(10);

pub static PROPERTY_DESCRIPTION: Shape = Shape::new("PropertyDescription", Kind::String)
    .min(1)
    .max(250);

pub static PUT_ACTION_REVISION_INPUT: Shape = Shape::new(
    "PutActionRevisionInput",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME).required(),
        member("stageName", &STAGE_NAME).required(),
        member("actionName", &ACTION_NAME).required(),
        member("actionRevision", &ACTION_REVISION).required(),
    ]),
);

pub static PUT_ACTION_REVISION_OUTPUT: Shape = Shape::new(
    "PutActionRevisionOutput",
    Kind::Structure(&[
        member("newRevision", &BOOLEAN),
        member("pipelineExecutionId", &PIPELINE_EXECUTION_ID),
    ]),
);

pub static PUT_APPROVAL_RESULT_INPUT: Shape = Shape::new(
    "PutApprovalResultInput",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME).required(),
        member("stageName", &STAGE_NAME).required(),
        member("actionName", &ACTION_NAME).required(),
        member("result", &APPROVAL_RESULT).required(),
        member("token", &APPROVAL_TOKEN).required(),
    ]),
);

pub static PUT_APPROVAL_RESULT_OUTPUT: Shape = Shape::new(
    "PutApprovalResultOutput",
    Kind::Structure(&[member("approvedAt", &TIMESTAMP)]),
);

pub static PUT_JOB_FAILURE_RESULT_INPUT: Shape = Shape::new(
    "PutJobFailureResultInput",
    Kind::Structure(&[
        member("jobId", &JOB_ID).required(),
        member("failureDetails", &FAILURE_DETAILS).required(),
    ]),
);

pub static PUT_JOB_SUCCESS_RESULT_INPUT: Shape = Shape::new(
    "PutJobSuccessResultInput",
    Kind::Structure(&[
        member("jobId", &JOB_ID).required(),
        member("currentRevision", &CURRENT_REVISION),
        member("continuationToken", &CONTINUATION_TOKEN),
        member("executionDetails", &EXECUTION_DETAILS),
        member("outputVariables", &OUTPUT_VARIABLES_MAP),
    ]),
);

pub static PUT_THIRD_PARTY_JOB_FAILURE_RESULT_INPUT: Shape = Shape::new(
    "PutThirdPartyJobFailureResultInput",
    Kind::Structure(&[
        member("jobId", &THIRD_PARTY_JOB_ID).required(),
        member("clientToken", &CLIENT_TOKEN).required(),
        member("failureDetails", &FAILURE_DETAILS).required(),
    ]),
);

pub static PUT_THIRD_PARTY_JOB_SUCCESS_RESULT_INPUT: Shape = Shape::new(
    "PutThirdPartyJobSuccessResultInput",
    Kind::Structure(&[
        member("jobId", &THIRD_PARTY_JOB_ID).required(),
        member("clientToken", &CLIENT_TOKEN).required(),
        member("currentRevision", &CURRENT_REVISION),
        member("continuationToken", &CONTINUATION_TOKEN),
        member("executionDetails", &EXECUTION_DETAILS),
    ]),
);

pub static PUT_WEBHOOK_INPUT: Shape = Shape::new(
    "PutWebhookInput",
    Kind::Structure(&[
        member("webhook", &WEBHOOK_DEFINITION).required(),
        member("tags", &TAG_LIST),
    ]),
);

pub static PUT_WEBHOOK_OUTPUT: Shape = Shape::new(
    "PutWebhookOutput",
    Kind::Structure(&[member("webhook", &LIST_WEBHOOK_ITEM)]),
);

pub static QUERY_PARAM_MAP: Shape = Shape::new(
    "QueryParamMap",
    Kind::Map(
        &ACTION_CONFIGURATION_KEY,
        &ACTION_CONFIGURATION_QUERYABLE_VALUE,
    ),
)
.min(0)
.max(1);

pub static REGISTER_WEBHOOK_WITH_THIRD_PARTY_INPUT: Shape = Shape::new(
    "RegisterWebhookWithThirdPartyInput",
    Kind::Structure(&[member("webhookName", &WEBHOOK_NAME)]),
);

pub static REGISTER_WEBHOOK_WITH_THIRD_PARTY_OUTPUT: Shape =
    Shape::new("RegisterWebhookWithThirdPartyOutput", Kind::Structure(&[]));

pub static RESOLVED_ACTION_CONFIGURATION_MAP: Shape = Shape::new(
    "ResolvedActionConfigurationMap",
    Kind::Map(&STRING, &STRING),
);

pub static RESOLVED_PIPELINE_VARIABLE: Shape = Shape::new(
    "ResolvedPipelineVariable",
    Kind::Structure(&[member("name", &STRING), member("resolvedValue", &STRING)]),
);

pub static RESOLVED_PIPELINE_VARIABLE_LIST: Shape = Shape::new(
    "ResolvedPipelineVariableList",
    Kind::List(&RESOLVED_PIPELINE_VARIABLE),
);

pub static RESOLVED_RULE_CONFIGURATION_MAP: Shape =
    Shape::new("ResolvedRuleConfigurationMap", Kind::Map(&STRING, &STRING));

pub static RESOURCE_ARN: Shape = Shape::new("ResourceArn", Kind::String)
    .pattern("arn:aws(-[\\w]+)*:codepipeline:.+:[0-9]{12}:.+");

pub static RESULT: Shape = Shape::new("Result", Kind::Enum(&["ROLLBACK", "FAIL", "RETRY", "SKIP"]));

pub static RETRY_ATTEMPT: Shape = Shape::new("RetryAttempt", Kind::Integer).min(1);

pub static RETRY_CONFIGURATION: Shape = Shape::new(
    "RetryConfiguration",
    Kind::Structure(&[member("retryMode", &STAGE_RETRY_MODE)]),
);

pub static RETRY_STAGE_EXECUTION_INPUT: Shape = Shape::new(
    "RetryStageExecutionInput",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME).required(),
        member("stageName", &STAGE_NAME).required(),
        member("pipelineExecutionId", &PIPELINE_EXECUTION_ID).required(),
        member("retryMode", &STAGE_RETRY_MODE).required(),
    ]),
);

pub static RETRY_STAGE_EXECUTION_OUTPUT: Shape = Shape::new(
    "RetryStageExecutionOutput",
    Kind::Structure(&[member("pipelineExecutionId", &PIPELINE_EXECUTION_ID)]),
);

pub static RETRY_STAGE_METADATA: Shape = Shape::new(
    "RetryStageMetadata",
    Kind::Structure(&[
        member("autoStageRetryAttempt", &RETRY_ATTEMPT),
        member("manualStageRetryAttempt", &RETRY_ATTEMPT),
        member("latestRetryTrigger", &RETRY_TRIGGER),
    ]),
);

pub static RETRY_TRIGGER: Shape = Shape::new(
    "RetryTrigger",
    Kind::Enum(&["AutomatedStageRetry", "ManualStageRetry"]),
);

pub static REVISION: Shape = Shape::new("Revision", Kind::String).min(1).max(1500);

pub static REVISION_CHANGE_IDENTIFIER: Shape = Shape::new("RevisionChangeIdentifier", Kind::String)
    .min(1)
    .max(100);

pub static REVISION_SUMMARY: Shape = Shape::new("RevisionSummary", Kind::String).min(1).max(2048);

pub static ROLE_ARN: Shape = Shape::new("RoleArn", Kind::String)
    .max(1024)
    .pattern("arn:aws(-[\\w]+)*:iam::[0-9]{12}:role/.*");

pub static ROLLBACK_STAGE_INPUT: Shape = Shape::new(
    "RollbackStageInput",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME).required(),
        member("stageName", &STAGE_NAME).required(),
        member("targetPipelineExecutionId", &PIPELINE_EXECUTION_ID).required(),
    ]),
);

pub static ROLLBACK_STAGE_OUTPUT: Shape = Shape::new(
    "RollbackStageOutput",
    Kind::Structure(&[member("pipelineExecutionId", &PIPELINE_EXECUTION_ID).required()]),
);

pub static RULE_CATEGORY: Shape = Shape::new("RuleCategory", Kind::Enum(&["Rule"]));

pub static RULE_CONFIGURATION_KEY: Shape = Shape::new("RuleConfigurationKey", Kind::String)
    .min(1)
    .max(50);

pub static RULE_CONFIGURATION_MAP: Shape = Shape::new(
    "RuleConfigurationMap",
    Kind::Map(&RULE_CONFIGURATION_KEY, &RULE_CONFIGURATION_VALUE),
)
.min(0)
.max(200);

pub static RULE_CONFIGURATION_PROPERTY: Shape = Shape::new(
    "RuleConfigurationProperty",
    Kind::Structure(&[
        member("name", &RULE_CONFIGURATION_KEY).required(),
        member("required", &BOOLEAN).required(),
        member("key", &BOOLEAN).required(),
        member("secret", &BOOLEAN).required(),
        member("queryable", &BOOLEAN),
        member("description", &DESCRIPTION),
        member("type", &RULE_CONFIGURATION_PROPERTY_TYPE),
    ]),
);

pub static RULE_CONFIGURATION_PROPERTY_LIST: Shape = Shape::new(
    "RuleConfigurationPropertyList",
    Kind::List(&RULE_CONFIGURATION_PROPERTY),
)
.max(10);

pub static RULE_CONFIGURATION_PROPERTY_TYPE: Shape = Shape::new(
    "RuleConfigurationPropertyType",
    Kind::Enum(&["String", "Number", "Boolean"]),
);

pub static RULE_CONFIGURATION_VALUE: Shape = Shape::new("RuleConfigurationValue", Kind::String)
    .min(1)
    .max(10000);

pub static RULE_DECLARATION: Shape = Shape::new(
    "RuleDeclaration",
    Kind::Structure(&[
        member("name", &RULE_NAME).required(),
        member("ruleTypeId", &RULE_TYPE_ID).required(),
        member("configuration", &RULE_CONFIGURATION_MAP),
        member("commands", &COMMAND_LIST),
        member("inputArtifacts", &INPUT_ARTIFACT_LIST),
        member("roleArn", &ROLE_ARN),
        member("region", &AWS_REGION_NAME),
        member("timeoutInMinutes", &RULE_TIMEOUT),
    ]),
);

pub static RULE_DECLARATION_LIST: Shape =
    Shape::new("RuleDeclarationList", Kind::List(&RULE_DECLARATION))
        .min(1)
        .max(5);

pub static RULE_EXECUTION: Shape = Shape::new(
    "RuleExecution",
    Kind::Structure(&[
        member("ruleExecutionId", &RULE_EXECUTION_ID),
        member("status", &RULE_EXECUTION_STATUS),
        member("summary", &EXECUTION_SUMMARY),
        member("lastStatusChange", &TIMESTAMP),
        member("token", &RULE_EXECUTION_TOKEN),
        member("lastUpdatedBy", &LAST_UPDATED_BY),
        member("externalExecutionId", &EXECUTION_ID),
        member("externalExecutionUrl", &URL),
        member("errorDetails", &ERROR_DETAILS),
    ]),
);

pub static RULE_EXECUTION_DETAIL: Shape = Shape::new(
    "RuleExecutionDetail",
    Kind::Structure(&[
        member("pipelineExecutionId", &PIPELINE_EXECUTION_ID),
        member("ruleExecutionId", &RULE_EXECUTION_ID),
        member("pipelineVersion", &PIPELINE_VERSION),
        member("stageName", &STAGE_NAME),
        member("ruleName", &RULE_NAME),
        member("startTime", &TIMESTAMP),
        member("lastUpdateTime", &TIMESTAMP),
        member("updatedBy", &LAST_UPDATED_BY),
        member("status", &RULE_EXECUTION_STATUS),
        member("input", &RULE_EXECUTION_INPUT),
        member("output", &RULE_EXECUTION_OUTPUT),
    ]),
);

pub static RULE_EXECUTION_DETAIL_LIST: Shape = Shape::new(
    "RuleExecutionDetailList",
    Kind::List(&RULE_EXECUTION_DETAIL),
);

pub static RULE_EXECUTION_FILTER: Shape = Shape::new(
    "RuleExecutionFilter",
    Kind::Structure(&[
        member("pipelineExecutionId", &PIPELINE_EXECUTION_ID),
        member(
            "latestInPipelineExecution",
            &LATEST_IN_PIPELINE_EXECUTION_FILTER,
        ),
    ]),
);

pub static RULE_EXECUTION_ID: Shape = Shape::new("RuleExecutionId", Kind::String).min(1).max(200);

pub static RULE_EXECUTION_INPUT: Shape = Shape::new(
    "RuleExecutionInput",
    Kind::Structure(&[
        member("ruleTypeId", &RULE_TYPE_ID),
        member("configuration", &RULE_CONFIGURATION_MAP),
        member("resolvedConfiguration", &RESOLVED_RULE_CONFIGURATION_MAP),
        member("roleArn", &ROLE_ARN),
        member("region", &AWS_REGION_NAME),
        member("inputArtifacts", &ARTIFACT_DETAIL_LIST),
    ]),
);

pub static RULE_EXECUTION_OUTPUT: Shape = Shape::new(
    "RuleExecutionOutput",
    Kind::Structure(&[member("executionResult", &RULE_EXECUTION_RESULT)]),
);

pub static RULE_EXECUTION_RESULT: Shape = Shape::new(
    "RuleExecutionResult",
    Kind::Structure(&[
        member("externalExecutionId", &EXTERNAL_EXECUTION_ID),
        member("externalExecutionSummary", &EXTERNAL_EXECUTION_SUMMARY),
        member("externalExecutionUrl", &URL),
        member("errorDetails", &ERROR_DETAILS),
    ]),
);

pub static RULE_EXECUTION_STATUS: Shape = Shape::new(
    "RuleExecutionStatus",
    Kind::Enum(&["InProgress", "Abandoned", "Succeeded", "Failed"]),
);

pub static RULE_EXECUTION_TOKEN: Shape = Shape::new("RuleExecutionToken", Kind::String)
    .min(1)
    .max(200)
    .pattern("[a-zA-Z0-9\\-\\.]+");

pub static RULE_NAME: Shape = Shape::new("RuleName", Kind::String)
    .min(1)
    .max(100)
    .pattern("[A-Za-z0-9.@\\-_]+");

pub static RULE_OWNER: Shape = Shape::new("RuleOwner", Kind::Enum(&["AWS"]));

pub static RULE_PROVIDER: Shape = Shape::new("RuleProvider", Kind::String)
    .min(1)
    .max(35)
    .pattern("[0-9A-Za-z_-]+");

pub static RULE_REVISION: Shape = Shape::new(
    "RuleRevision",
    Kind::Structure(&[
        member("revisionId", &REVISION).required(),
        member("revisionChangeId", &REVISION_CHANGE_IDENTIFIER).required(),
        member("created", &TIMESTAMP).required(),
    ]),
);

pub static RULE_STATE: Shape = Shape::new(
    "RuleState",
    Kind::Structure(&[
        member("ruleName", &RULE_NAME),
        member("currentRevision", &RULE_REVISION),
        member("latestExecution", &RULE_EXECUTION),
        member("entityUrl", &URL),
        member("revisionUrl", &URL),
    ]),
);

pub static RULE_STATE_LIST: Shape = Shape::new("RuleStateList", Kind::List(&RULE_STATE));

pub static RULE_TIMEOUT: Shape = Shape::new("RuleTimeout", Kind::Integer).min(5).max(86400);

pub static RULE_TYPE: Shape = Shape::new(
    "RuleType",
    Kind::Structure(&[
        member("id", &RULE_TYPE_ID).required(),
        member("settings", &RULE_TYPE_SETTINGS),
        member(
            "ruleConfigurationProperties",
            &RULE_CONFIGURATION_PROPERTY_LIST,
        ),
        member("inputArtifactDetails", &ARTIFACT_DETAILS).required(),
    ]),
);

pub static RULE_TYPE_ID: Shape = Shape::new(
    "RuleTypeId",
    Kind::Structure(&[
        member("category", &RULE_CATEGORY).required(),
        member("owner", &RULE_OWNER),
        member("provider", &RULE_PROVIDER).required(),
        member("version", &VERSION),
    ]),
);

pub static RULE_TYPE_LIST: Shape = Shape::new("RuleTypeList", Kind::List(&RULE_TYPE));

pub static RULE_TYPE_SETTINGS: Shape = Shape::new(
    "RuleTypeSettings",
    Kind::Structure(&[
        member("thirdPartyConfigurationUrl", &URL),
        member("entityUrlTemplate", &URL_TEMPLATE),
        member("executionUrlTemplate", &URL_TEMPLATE),
        member("revisionUrlTemplate", &URL_TEMPLATE),
    ]),
);

pub static S3_ARTIFACT_LOCATION: Shape = Shape::new(
    "S3ArtifactLocation",
    Kind::Structure(&[
        member("bucketName", &S3_BUCKET_NAME).required(),
        member("objectKey", &S3_OBJECT_KEY).required(),
    ]),
);

pub static S3_BUCKET: Shape = Shape::new("S3Bucket", Kind::String).min(3).max(63);

pub static S3_BUCKET_NAME: Shape = Shape::new("S3BucketName", Kind::String);

pub static S3_KEY: Shape = Shape::new("S3Key", Kind::String).min(1).max(100);

pub static S3_LOCATION: Shape = Shape::new(
    "S3Location",
    Kind::Structure(&[member("bucket", &S3_BUCKET), member("key", &S3_KEY)]),
);

pub static S3_OBJECT_KEY: Shape = Shape::new("S3ObjectKey", Kind::String);

pub static SECRET_ACCESS_KEY: Shape = Shape::new("SecretAccessKey", Kind::String).sensitive();

pub static SERVICE_PRINCIPAL: Shape = Shape::new("ServicePrincipal", Kind::String).min(1).max(128);

pub static SESSION_TOKEN: Shape = Shape::new("SessionToken", Kind::String).sensitive();

pub static SOURCE_REVISION: Shape = Shape::new(
    "SourceRevision",
    Kind::Structure(&[
        member("actionName", &ACTION_NAME).required(),
        member("revisionId", &REVISION),
        member("revisionSummary", &REVISION_SUMMARY),
        member("revisionUrl", &URL),
    ]),
);

pub static SOURCE_REVISION_LIST: Shape =
    Shape::new("SourceRevisionList", Kind::List(&SOURCE_REVISION));

pub static SOURCE_REVISION_OVERRIDE: Shape = Shape::new(
    "SourceRevisionOverride",
    Kind::Structure(&[
        member("actionName", &ACTION_NAME).required(),
        member("revisionType", &SOURCE_REVISION_TYPE).required(),
        member("revisionValue", &REVISION).required(),
    ]),
);

pub static SOURCE_REVISION_OVERRIDE_LIST: Shape = Shape::new(
    "SourceRevisionOverrideList",
    Kind::List(&SOURCE_REVISION_OVERRIDE),
)
.min(0)
.max(50);

pub static SOURCE_REVISION_TYPE: Shape = Shape::new(
    "SourceRevisionType",
    Kind::Enum(&[
        "COMMIT_ID",
        "IMAGE_DIGEST",
        "S3_OBJECT_VERSION_ID",
        "S3_OBJECT_KEY",
    ]),
);

pub static STAGE_ACTION_DECLARATION_LIST: Shape = Shape::new(
    "StageActionDeclarationList",
    Kind::List(&ACTION_DECLARATION),
);

pub static STAGE_BLOCKER_DECLARATION_LIST: Shape = Shape::new(
    "StageBlockerDeclarationList",
    Kind::List(&BLOCKER_DECLARATION),
);

pub static STAGE_CONDITION_STATE: Shape = Shape::new(
    "StageConditionState",
    Kind::Structure(&[
        member("latestExecution", &STAGE_CONDITIONS_EXECUTION),
        member("conditionStates", &CONDITION_STATE_LIST),
    ]),
);

pub static STAGE_CONDITIONS_EXECUTION: Shape = Shape::new(
    "StageConditionsExecution",
    Kind::Structure(&[
        member("status", &CONDITION_EXECUTION_STATUS),
        member("summary", &EXECUTION_SUMMARY),
    ]),
);

pub static STAGE_CONTEXT: Shape = Shape::new(
    "StageContext",
    Kind::Structure(&[member("name", &STAGE_NAME)]),
);

pub static STAGE_DECLARATION: Shape = Shape::new(
    "StageDeclaration",
    Kind::Structure(&[
        member("name", &STAGE_NAME).required(),
        member("blockers", &STAGE_BLOCKER_DECLARATION_LIST),
        member("actions", &STAGE_ACTION_DECLARATION_LIST).required(),
        member("onFailure", &FAILURE_CONDITIONS),
        member("onSuccess", &SUCCESS_CONDITIONS),
        member("beforeEntry", &BEFORE_ENTRY_CONDITIONS),
    ]),
);

pub static STAGE_EXECUTION: Shape = Shape::new(
    "StageExecution",
    Kind::Structure(&[
        member("pipelineExecutionId", &PIPELINE_EXECUTION_ID).required(),
        member("status", &STAGE_EXECUTION_STATUS).required(),
        member("type", &EXECUTION_TYPE),
    ]),
);

pub static STAGE_EXECUTION_LIST: Shape =
    Shape::new("StageExecutionList", Kind::List(&STAGE_EXECUTION));

pub static STAGE_EXECUTION_STATUS: Shape = Shape::new(
    "StageExecutionStatus",
    Kind::Enum(&[
        "Cancelled",
        "InProgress",
        "Failed",
        "Stopped",
        "Stopping",
        "Succeeded",
        "Skipped",
    ]),
);

pub static STAGE_NAME: Shape = Shape::new("StageName", Kind::String)
    .min(1)
    .max(100)
    .pattern("[A-Za-z0-9.@\\-_]+");

pub static STAGE_RETRY_MODE: Shape = Shape::new(
    "StageRetryMode",
    Kind::Enum(&["FAILED_ACTIONS", "ALL_ACTIONS"]),
);

pub static STAGE_STATE: Shape = Shape::new(
    "StageState",
    Kind::Structure(&[
        member("stageName", &STAGE_NAME),
        member("inboundExecution", &STAGE_EXECUTION),
        member("inboundExecutions", &STAGE_EXECUTION_LIST),
        member("inboundTransitionState", &TRANSITION_STATE),
        member("actionStates", &ACTION_STATE_LIST),
        member("latestExecution", &STAGE_EXECUTION),
        member("beforeEntryConditionState", &STAGE_CONDITION_STATE),
        member("onSuccessConditionState", &STAGE_CONDITION_STATE),
        member("onFailureConditionState", &STAGE_CONDITION_STATE),
        member("retryStageMetadata", &RETRY_STAGE_METADATA),
    ]),
);

pub static STAGE_STATE_LIST: Shape = Shape::new("StageStateList", Kind::List(&STAGE_STATE));

pub static STAGE_TRANSITION_TYPE: Shape =
    Shape::new("StageTransitionType", Kind::Enum(&["Inbound", "Outbound"]));

pub static START_PIPELINE_EXECUTION_INPUT: Shape = Shape::new(
    "StartPipelineExecutionInput",
    Kind::Structure(&[
        member("name", &PIPELINE_NAME).required(),
        member("variables", &PIPELINE_VARIABLE_LIST),
        member("clientRequestToken", &CLIENT_REQUEST_TOKEN),
        member("sourceRevisions", &SOURCE_REVISION_OVERRIDE_LIST),
    ]),
);

pub static START_PIPELINE_EXECUTION_OUTPUT: Shape = Shape::new(
    "StartPipelineExecutionOutput",
    Kind::Structure(&[member("pipelineExecutionId", &PIPELINE_EXECUTION_ID)]),
);

pub static START_TIME_RANGE: Shape = Shape::new("StartTimeRange", Kind::Enum(&["Latest", "All"]));

pub static STOP_EXECUTION_TRIGGER: Shape = Shape::new(
    "StopExecutionTrigger",
    Kind::Structure(&[member("reason", &STOP_PIPELINE_EXECUTION_REASON)]),
);

pub static STOP_PIPELINE_EXECUTION_INPUT: Shape = Shape::new(
    "StopPipelineExecutionInput",
    Kind::Structure(&[
        member("pipelineName", &PIPELINE_NAME).required(),
        member("pipelineExecutionId", &PIPELINE_EXECUTION_ID).required(),
        member("abandon", &BOOLEAN),
        member("reason", &STOP_PIPELINE_EXECUTION_REASON),
    ]),
);

pub static STOP_PIPELINE_EXECUTION_OUTPUT: Shape = Shape::new(
    "StopPipelineExecutionOutput",
    Kind::Structure(&[member("pipelineExecutionId", &PIPELINE_EXECUTION_ID)]),
);

pub static STOP_PIPELINE_EXECUTION_REASON: Shape =
    Shape::new("StopPipelineExecutionReason", Kind::String).max(200);

pub static STRING: Shape = Shape::new("String", Kind::String);

pub static SUCCEEDED_IN_STAGE_FILTER: Shape = Shape::new(
    "SucceededInStageFilter",
    Kind::Structure(&[member("stageName", &STAGE_NAME)]),
);

pub static SUCCESS_CONDITIONS: Shape = Shape::new(
    "SuccessConditions",
    Kind::Structure(&[member("conditions", &CONDITION_LIST).required()]),
);

pub static TAG: Shape = Shape::new(
    "Tag",
    Kind::Structure(&[
        member("key", &TAG_KEY).required(),
        member("value", &TAG_VALUE).required(),
    ]),
);

pub static TAG_KEY: Shape = Shape::new("TagKey", Kind::String).min(1).max(128);

pub static TAG_KEY_LIST: Shape = Shape::new("TagKeyList", Kind::List(&TAG_KEY));

pub static TAG_LIST: Shape = Shape::new("TagList", Kind::List(&TAG));

pub static TAG_RESOURCE_INPUT: Shape = Shape::new(
    "TagResourceInput",
    Kind::Structure(&[
        member("resourceArn", &RESOURCE_ARN).required(),
        member("tags", &TAG_LIST).required(),
    ]),
);

pub static TAG_RESOURCE_OUTPUT: Shape = Shape::new("TagResourceOutput", Kind::Structure(&[]));

pub static TAG_VALUE: Shape = Shape::new("TagValue", Kind::String).min(0).max(256);

pub static TARGET_FILTER: Shape = Shape::new(
    "TargetFilter",
    Kind::Structure(&[
        member("name", &TARGET_FILTER_NAME),
        member("values", &TARGET_FILTER_VALUE_LIST),
    ]),
);

pub static TARGET_FILTER_LIST: Shape = Shape::new("TargetFilterList", Kind::List(&TARGET_FILTER));

pub static TARGET_FILTER_NAME: Shape =
    Shape::new("TargetFilterName", Kind::Enum(&["TARGET_STATUS"]));

pub static TARGET_FILTER_VALUE: Shape = Shape::new("TargetFilterValue", Kind::String).min(1);

pub static TARGET_FILTER_VALUE_LIST: Shape =
    Shape::new("TargetFilterValueList", Kind::List(&TARGET_FILTER_VALUE));

pub static THIRD_PARTY_JOB: Shape = Shape::new(
    "ThirdPartyJob",
    Kind::Structure(&[member("clientId", &CLIENT_ID), member("jobId", &JOB_ID)]),
);

pub static THIRD_PARTY_JOB_DATA: Shape = Shape::new(
    "ThirdPartyJobData",
    Kind::Structure(&[
        member("actionTypeId", &ACTION_TYPE_ID),
        member("actionConfiguration", &ACTION_CONFIGURATION),
        member("pipelineContext", &PIPELINE_CONTEXT),
        member("inputArtifacts", &ARTIFACT_LIST),
        member("outputArtifacts", &ARTIFACT_LIST),
        member("artifactCredentials", &AWS_SESSION_CREDENTIALS),
        member("continuationToken", &CONTINUATION_TOKEN),
        member("encryptionKey", &ENCRYPTION_KEY),
    ]),
);

pub static THIRD_PARTY_JOB_DETAILS: Shape = Shape::new(
    "ThirdPartyJobDetails",
    Kind::Structure(&[
        member("id", &THIRD_PARTY_JOB_ID),
        member("data", &THIRD_PARTY_JOB_DATA),
        member("nonce", &NONCE),
    ]),
);

pub static THIRD_PARTY_JOB_ID: Shape = Shape::new("ThirdPartyJobId", Kind::String).min(1).max(512);

pub static THIRD_PARTY_JOB_LIST: Shape =
    Shape::new("ThirdPartyJobList", Kind::List(&THIRD_PARTY_JOB));

pub static TIME: Shape = Shape::new("Time", Kind::Timestamp);

pub static TIMESTAMP: Shape = Shape::new("Timestamp", Kind::Timestamp);

pub static TRANSITION_STATE: Shape = Shape::new(
    "TransitionState",
    Kind::Structure(&[
        member("enabled", &ENABLED),
        member("lastChangedBy", &LAST_CHANGED_BY),
        member("lastChangedAt", &LAST_CHANGED_AT),
        member("disabledReason", &DISABLED_REASON),
    ]),
);

pub static TRIGGER_DETAIL: Shape = Shape::new("TriggerDetail", Kind::String).min(0).max(1024);

pub static TRIGGER_TYPE: Shape = Shape::new(
    "TriggerType",
    Kind::Enum(&[
        "CreatePipeline",
        "StartPipelineExecution",
        "PollForSourceChanges",
        "Webhook",
        "CloudWatchEvent",
        "PutActionRevision",
        "WebhookV2",
        "ManualRollback",
        "AutomatedRollback",
    ]),
);

pub static UNTAG_RESOURCE_INPUT: Shape = Shape::new(
    "UntagResourceInput",
    Kind::Structure(&[
        member("resourceArn", &RESOURCE_ARN).required(),
        member("tagKeys", &TAG_KEY_LIST).required(),
    ]),
);

pub static UNTAG_RESOURCE_OUTPUT: Shape = Shape::new("UntagResourceOutput", Kind::Structure(&[]));

pub static UPDATE_ACTION_TYPE_INPUT: Shape = Shape::new(
    "UpdateActionTypeInput",
    Kind::Structure(&[member("actionType", &ACTION_TYPE_DECLARATION).required()]),
);

pub static UPDATE_PIPELINE_INPUT: Shape = Shape::new(
    "UpdatePipelineInput",
    Kind::Structure(&[member("pipeline", &PIPELINE_DECLARATION).required()]),
);

pub static UPDATE_PIPELINE_OUTPUT: Shape = Shape::new(
    "UpdatePipelineOutput",
    Kind::Structure(&[member("pipeline", &PIPELINE_DECLARATION)]),
);

pub static URL: Shape = Shape::new("Url", Kind::String).min(1).max(2048);

pub static URL_TEMPLATE: Shape = Shape::new("UrlTemplate", Kind::String).min(1).max(2048);

pub static VERSION: Shape = Shape::new("Version", Kind::String)
    .min(1)
    .max(9)
    .pattern("[0-9A-Za-z_-]+");

pub static WEBHOOK_ARN: Shape = Shape::new("WebhookArn", Kind::String);

pub static WEBHOOK_AUTH_CONFIGURATION: Shape = Shape::new(
    "WebhookAuthConfiguration",
    Kind::Structure(&[
        member(
            "AllowedIPRange",
            &WEBHOOK_AUTH_CONFIGURATION_ALLOWED_IP_RANGE,
        ),
        member("SecretToken", &WEBHOOK_AUTH_CONFIGURATION_SECRET_TOKEN),
    ]),
);

pub static WEBHOOK_AUTH_CONFIGURATION_ALLOWED_IP_RANGE: Shape =
    Shape::new("WebhookAuthConfigurationAllowedIPRange", Kind::String)
        .min(1)
        .max(100);

pub static WEBHOOK_AUTH_CONFIGURATION_SECRET_TOKEN: Shape =
    Shape::new("WebhookAuthConfigurationSecretToken", Kind::String)
        .min(1)
        .max(100);

pub static WEBHOOK_AUTHENTICATION_TYPE: Shape = Shape::new(
    "WebhookAuthenticationType",
    Kind::Enum(&["GITHUB_HMAC", "IP", "UNAUTHENTICATED"]),
);

pub static WEBHOOK_DEFINITION: Shape = Shape::new(
    "WebhookDefinition",
    Kind::Structure(&[
        member("name", &WEBHOOK_NAME).required(),
        member("targetPipeline", &PIPELINE_NAME).required(),
        member("targetAction", &ACTION_NAME).required(),
        member("filters", &WEBHOOK_FILTERS).required(),
        member("authentication", &WEBHOOK_AUTHENTICATION_TYPE).required(),
        member("authenticationConfiguration", &WEBHOOK_AUTH_CONFIGURATION).required(),
    ]),
);

pub static WEBHOOK_ERROR_CODE: Shape = Shape::new("WebhookErrorCode", Kind::String);

pub static WEBHOOK_ERROR_MESSAGE: Shape = Shape::new("WebhookErrorMessage", Kind::String);

pub static WEBHOOK_FILTER_RULE: Shape = Shape::new(
    "WebhookFilterRule",
    Kind::Structure(&[
        member("jsonPath", &JSON_PATH).required(),
        member("matchEquals", &MATCH_EQUALS),
    ]),
);

pub static WEBHOOK_FILTERS: Shape =
    Shape::new("WebhookFilters", Kind::List(&WEBHOOK_FILTER_RULE)).max(5);

pub static WEBHOOK_LAST_TRIGGERED: Shape = Shape::new("WebhookLastTriggered", Kind::Timestamp);

pub static WEBHOOK_LIST: Shape = Shape::new("WebhookList", Kind::List(&LIST_WEBHOOK_ITEM));

pub static WEBHOOK_NAME: Shape = Shape::new("WebhookName", Kind::String)
    .min(1)
    .max(100)
    .pattern("[A-Za-z0-9.@\\-_]+");

pub static WEBHOOK_URL: Shape = Shape::new("WebhookUrl", Kind::String).min(1).max(1000);
