//! Structures inside the requests of `codepipeline`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::wire::wire;

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AWSSessionCredentials {
    #[serde(rename = "accessKeyId")]
    pub access_key_id: String,
    #[serde(rename = "secretAccessKey")]
    pub secret_access_key: String,
    #[serde(rename = "sessionToken")]
    pub session_token: String,
}

impl std::fmt::Debug for AWSSessionCredentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AWSSessionCredentials")
            .field("access_key_id", &"…")
            .field("secret_access_key", &"…")
            .field("session_token", &"…")
            .finish()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionConfiguration {
    #[serde(skip_serializing_if = "Option::is_none", rename = "configuration")]
    pub configuration: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionConfigurationProperty {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "required")]
    pub required: bool,
    #[serde(rename = "key")]
    pub key: bool,
    #[serde(rename = "secret")]
    pub secret: bool,
    #[serde(skip_serializing_if = "Option::is_none", rename = "queryable")]
    pub queryable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "description")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub r#type: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionContext {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "actionExecutionId")]
    pub action_execution_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionDeclaration {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "actionTypeId")]
    pub action_type_id: ActionTypeId,
    #[serde(skip_serializing_if = "Option::is_none", rename = "runOrder")]
    pub run_order: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "configuration")]
    pub configuration: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "commands")]
    pub commands: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "outputArtifacts")]
    pub output_artifacts: Option<Vec<OutputArtifact>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "inputArtifacts")]
    pub input_artifacts: Option<Vec<InputArtifact>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "outputVariables")]
    pub output_variables: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "roleArn")]
    pub role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "region")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "namespace")]
    pub namespace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "timeoutInMinutes")]
    pub timeout_in_minutes: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "environmentVariables"
    )]
    pub environment_variables: Option<Vec<EnvironmentVariable>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionExecution {
    #[serde(skip_serializing_if = "Option::is_none", rename = "actionExecutionId")]
    pub action_execution_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "summary")]
    pub summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastStatusChange")]
    pub last_status_change: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "token")]
    pub token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastUpdatedBy")]
    pub last_updated_by: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "externalExecutionId"
    )]
    pub external_execution_id: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "externalExecutionUrl"
    )]
    pub external_execution_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "percentComplete")]
    pub percent_complete: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "errorDetails")]
    pub error_details: Option<ErrorDetails>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "logStreamARN")]
    pub log_stream_arn: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionExecutionDetail {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "pipelineExecutionId"
    )]
    pub pipeline_execution_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "actionExecutionId")]
    pub action_execution_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineVersion")]
    pub pipeline_version: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "stageName")]
    pub stage_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "actionName")]
    pub action_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "startTime")]
    pub start_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastUpdateTime")]
    pub last_update_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "updatedBy")]
    pub updated_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "input")]
    pub input: Option<ActionExecutionInput>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "output")]
    pub output: Option<ActionExecutionOutput>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionExecutionFilter {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "pipelineExecutionId"
    )]
    pub pipeline_execution_id: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "latestInPipelineExecution"
    )]
    pub latest_in_pipeline_execution: Option<LatestInPipelineExecutionFilter>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionExecutionInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "actionTypeId")]
    pub action_type_id: Option<ActionTypeId>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "configuration")]
    pub configuration: Option<BTreeMap<String, String>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "resolvedConfiguration"
    )]
    pub resolved_configuration: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "roleArn")]
    pub role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "region")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "inputArtifacts")]
    pub input_artifacts: Option<Vec<ArtifactDetail>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "namespace")]
    pub namespace: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionExecutionOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "outputArtifacts")]
    pub output_artifacts: Option<Vec<ArtifactDetail>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "executionResult")]
    pub execution_result: Option<ActionExecutionResult>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "outputVariables")]
    pub output_variables: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionExecutionResult {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "externalExecutionId"
    )]
    pub external_execution_id: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "externalExecutionSummary"
    )]
    pub external_execution_summary: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "externalExecutionUrl"
    )]
    pub external_execution_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "errorDetails")]
    pub error_details: Option<ErrorDetails>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "logStreamARN")]
    pub log_stream_arn: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionRevision {
    #[serde(rename = "revisionId")]
    pub revision_id: String,
    #[serde(rename = "revisionChangeId")]
    pub revision_change_id: String,
    #[serde(rename = "created")]
    pub created: Timestamp,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionState {
    #[serde(skip_serializing_if = "Option::is_none", rename = "actionName")]
    pub action_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "currentRevision")]
    pub current_revision: Option<ActionRevision>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "latestExecution")]
    pub latest_execution: Option<ActionExecution>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "entityUrl")]
    pub entity_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisionUrl")]
    pub revision_url: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionType {
    #[serde(rename = "id")]
    pub id: ActionTypeId,
    #[serde(skip_serializing_if = "Option::is_none", rename = "settings")]
    pub settings: Option<ActionTypeSettings>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "actionConfigurationProperties"
    )]
    pub action_configuration_properties: Option<Vec<ActionConfigurationProperty>>,
    #[serde(rename = "inputArtifactDetails")]
    pub input_artifact_details: ArtifactDetails,
    #[serde(rename = "outputArtifactDetails")]
    pub output_artifact_details: ArtifactDetails,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionTypeArtifactDetails {
    #[serde(rename = "minimumCount")]
    pub minimum_count: i32,
    #[serde(rename = "maximumCount")]
    pub maximum_count: i32,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionTypeDeclaration {
    #[serde(skip_serializing_if = "Option::is_none", rename = "description")]
    pub description: Option<String>,
    #[serde(rename = "executor")]
    pub executor: ActionTypeExecutor,
    #[serde(rename = "id")]
    pub id: ActionTypeIdentifier,
    #[serde(rename = "inputArtifactDetails")]
    pub input_artifact_details: ActionTypeArtifactDetails,
    #[serde(rename = "outputArtifactDetails")]
    pub output_artifact_details: ActionTypeArtifactDetails,
    #[serde(skip_serializing_if = "Option::is_none", rename = "permissions")]
    pub permissions: Option<ActionTypePermissions>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "properties")]
    pub properties: Option<Vec<ActionTypeProperty>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "urls")]
    pub urls: Option<ActionTypeUrls>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionTypeExecutor {
    #[serde(rename = "configuration")]
    pub configuration: ExecutorConfiguration,
    #[serde(rename = "type")]
    pub r#type: String,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "policyStatementsTemplate"
    )]
    pub policy_statements_template: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "jobTimeout")]
    pub job_timeout: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionTypeId {
    #[serde(rename = "category")]
    pub category: String,
    #[serde(rename = "owner")]
    pub owner: String,
    #[serde(rename = "provider")]
    pub provider: String,
    #[serde(rename = "version")]
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionTypeIdentifier {
    #[serde(rename = "category")]
    pub category: String,
    #[serde(rename = "owner")]
    pub owner: String,
    #[serde(rename = "provider")]
    pub provider: String,
    #[serde(rename = "version")]
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionTypePermissions {
    #[serde(rename = "allowedAccounts")]
    pub allowed_accounts: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionTypeProperty {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "optional")]
    pub optional: bool,
    #[serde(rename = "key")]
    pub key: bool,
    #[serde(rename = "noEcho")]
    pub no_echo: bool,
    #[serde(skip_serializing_if = "Option::is_none", rename = "queryable")]
    pub queryable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "description")]
    pub description: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionTypeSettings {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "thirdPartyConfigurationUrl"
    )]
    pub third_party_configuration_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "entityUrlTemplate")]
    pub entity_url_template: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "executionUrlTemplate"
    )]
    pub execution_url_template: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "revisionUrlTemplate"
    )]
    pub revision_url_template: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionTypeUrls {
    #[serde(skip_serializing_if = "Option::is_none", rename = "configurationUrl")]
    pub configuration_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "entityUrlTemplate")]
    pub entity_url_template: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "executionUrlTemplate"
    )]
    pub execution_url_template: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "revisionUrlTemplate"
    )]
    pub revision_url_template: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApprovalResult {
    #[serde(rename = "summary")]
    pub summary: String,
    #[serde(rename = "status")]
    pub status: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Artifact {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revision")]
    pub revision: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "location")]
    pub location: Option<ArtifactLocation>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArtifactDetail {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "s3location")]
    pub s3location: Option<S3Location>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArtifactDetails {
    #[serde(rename = "minimumCount")]
    pub minimum_count: i32,
    #[serde(rename = "maximumCount")]
    pub maximum_count: i32,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArtifactLocation {
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "s3Location")]
    pub s3_location: Option<S3ArtifactLocation>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArtifactRevision {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisionId")]
    pub revision_id: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "revisionChangeIdentifier"
    )]
    pub revision_change_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisionSummary")]
    pub revision_summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "created")]
    pub created: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisionUrl")]
    pub revision_url: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArtifactStore {
    #[serde(rename = "type")]
    pub r#type: String,
    #[serde(rename = "location")]
    pub location: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "encryptionKey")]
    pub encryption_key: Option<EncryptionKey>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BeforeEntryConditions {
    #[serde(rename = "conditions")]
    pub conditions: Vec<Condition>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlockerDeclaration {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "type")]
    pub r#type: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Condition {
    #[serde(skip_serializing_if = "Option::is_none", rename = "result")]
    pub result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "rules")]
    pub rules: Option<Vec<RuleDeclaration>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConditionExecution {
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "summary")]
    pub summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastStatusChange")]
    pub last_status_change: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConditionState {
    #[serde(skip_serializing_if = "Option::is_none", rename = "latestExecution")]
    pub latest_execution: Option<ConditionExecution>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ruleStates")]
    pub rule_states: Option<Vec<RuleState>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CurrentRevision {
    #[serde(rename = "revision")]
    pub revision: String,
    #[serde(rename = "changeIdentifier")]
    pub change_identifier: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "created")]
    pub created: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisionSummary")]
    pub revision_summary: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeployActionExecutionTarget {
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetId")]
    pub target_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetType")]
    pub target_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "startTime")]
    pub start_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "endTime")]
    pub end_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "events")]
    pub events: Option<Vec<DeployTargetEvent>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeployTargetEvent {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "startTime")]
    pub start_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "endTime")]
    pub end_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "context")]
    pub context: Option<DeployTargetEventContext>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeployTargetEventContext {
    #[serde(skip_serializing_if = "Option::is_none", rename = "ssmCommandId")]
    pub ssm_command_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "message")]
    pub message: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EncryptionKey {
    #[serde(rename = "id")]
    pub id: String,
    #[serde(rename = "type")]
    pub r#type: String,
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
pub struct ErrorDetails {
    #[serde(skip_serializing_if = "Option::is_none", rename = "code")]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "message")]
    pub message: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExecutionDetails {
    #[serde(skip_serializing_if = "Option::is_none", rename = "summary")]
    pub summary: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "externalExecutionId"
    )]
    pub external_execution_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "percentComplete")]
    pub percent_complete: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExecutionTrigger {
    #[serde(skip_serializing_if = "Option::is_none", rename = "triggerType")]
    pub trigger_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "triggerDetail")]
    pub trigger_detail: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExecutorConfiguration {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "lambdaExecutorConfiguration"
    )]
    pub lambda_executor_configuration: Option<LambdaExecutorConfiguration>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "jobWorkerExecutorConfiguration"
    )]
    pub job_worker_executor_configuration: Option<JobWorkerExecutorConfiguration>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FailureConditions {
    #[serde(skip_serializing_if = "Option::is_none", rename = "result")]
    pub result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "retryConfiguration")]
    pub retry_configuration: Option<RetryConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "conditions")]
    pub conditions: Option<Vec<Condition>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FailureDetails {
    #[serde(rename = "type")]
    pub r#type: String,
    #[serde(rename = "message")]
    pub message: String,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "externalExecutionId"
    )]
    pub external_execution_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GitBranchFilterCriteria {
    #[serde(skip_serializing_if = "Option::is_none", rename = "includes")]
    pub includes: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "excludes")]
    pub excludes: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GitConfiguration {
    #[serde(rename = "sourceActionName")]
    pub source_action_name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "push")]
    pub push: Option<Vec<GitPushFilter>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "pullRequest")]
    pub pull_request: Option<Vec<GitPullRequestFilter>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GitFilePathFilterCriteria {
    #[serde(skip_serializing_if = "Option::is_none", rename = "includes")]
    pub includes: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "excludes")]
    pub excludes: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GitPullRequestFilter {
    #[serde(skip_serializing_if = "Option::is_none", rename = "events")]
    pub events: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "branches")]
    pub branches: Option<GitBranchFilterCriteria>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "filePaths")]
    pub file_paths: Option<GitFilePathFilterCriteria>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GitPushFilter {
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<GitTagFilterCriteria>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "branches")]
    pub branches: Option<GitBranchFilterCriteria>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "filePaths")]
    pub file_paths: Option<GitFilePathFilterCriteria>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GitTagFilterCriteria {
    #[serde(skip_serializing_if = "Option::is_none", rename = "includes")]
    pub includes: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "excludes")]
    pub excludes: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InputArtifact {
    #[serde(rename = "name")]
    pub name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Job {
    #[serde(skip_serializing_if = "Option::is_none", rename = "id")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "data")]
    pub data: Option<JobData>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nonce")]
    pub nonce: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "accountId")]
    pub account_id: Option<String>,
}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JobData {
    #[serde(skip_serializing_if = "Option::is_none", rename = "actionTypeId")]
    pub action_type_id: Option<ActionTypeId>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "actionConfiguration"
    )]
    pub action_configuration: Option<ActionConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineContext")]
    pub pipeline_context: Option<PipelineContext>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "inputArtifacts")]
    pub input_artifacts: Option<Vec<Artifact>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "outputArtifacts")]
    pub output_artifacts: Option<Vec<Artifact>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "artifactCredentials"
    )]
    pub artifact_credentials: Option<AWSSessionCredentials>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "continuationToken")]
    pub continuation_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "encryptionKey")]
    pub encryption_key: Option<EncryptionKey>,
}

impl std::fmt::Debug for JobData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JobData")
            .field("action_type_id", &self.action_type_id)
            .field("action_configuration", &self.action_configuration)
            .field("pipeline_context", &self.pipeline_context)
            .field("input_artifacts", &self.input_artifacts)
            .field("output_artifacts", &self.output_artifacts)
            .field("artifact_credentials", &"…")
            .field("continuation_token", &self.continuation_token)
            .field("encryption_key", &self.encryption_key)
            .finish()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JobDetails {
    #[serde(skip_serializing_if = "Option::is_none", rename = "id")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "data")]
    pub data: Option<JobData>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "accountId")]
    pub account_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JobWorkerExecutorConfiguration {
    #[serde(skip_serializing_if = "Option::is_none", rename = "pollingAccounts")]
    pub polling_accounts: Option<Vec<String>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "pollingServicePrincipals"
    )]
    pub polling_service_principals: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LambdaExecutorConfiguration {
    #[serde(rename = "lambdaFunctionArn")]
    pub lambda_function_arn: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LatestInPipelineExecutionFilter {
    #[serde(rename = "pipelineExecutionId")]
    pub pipeline_execution_id: String,
    #[serde(rename = "startTimeRange")]
    pub start_time_range: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListWebhookItem {
    #[serde(rename = "definition")]
    pub definition: WebhookDefinition,
    #[serde(rename = "url")]
    pub url: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "errorMessage")]
    pub error_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "errorCode")]
    pub error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastTriggered")]
    pub last_triggered: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "arn")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutputArtifact {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "files")]
    pub files: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PipelineContext {
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineName")]
    pub pipeline_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "stage")]
    pub stage: Option<StageContext>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "action")]
    pub action: Option<ActionContext>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineArn")]
    pub pipeline_arn: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "pipelineExecutionId"
    )]
    pub pipeline_execution_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PipelineDeclaration {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "roleArn")]
    pub role_arn: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "artifactStore")]
    pub artifact_store: Option<ArtifactStore>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "artifactStores")]
    pub artifact_stores: Option<BTreeMap<String, ArtifactStore>>,
    #[serde(rename = "stages")]
    pub stages: Vec<StageDeclaration>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "version")]
    pub version: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "executionMode")]
    pub execution_mode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineType")]
    pub pipeline_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "variables")]
    pub variables: Option<Vec<PipelineVariableDeclaration>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "triggers")]
    pub triggers: Option<Vec<PipelineTriggerDeclaration>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PipelineExecution {
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineName")]
    pub pipeline_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineVersion")]
    pub pipeline_version: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "pipelineExecutionId"
    )]
    pub pipeline_execution_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "statusSummary")]
    pub status_summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "artifactRevisions")]
    pub artifact_revisions: Option<Vec<ArtifactRevision>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "variables")]
    pub variables: Option<Vec<ResolvedPipelineVariable>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "trigger")]
    pub trigger: Option<ExecutionTrigger>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "executionMode")]
    pub execution_mode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "executionType")]
    pub execution_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "rollbackMetadata")]
    pub rollback_metadata: Option<PipelineRollbackMetadata>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PipelineExecutionFilter {
    #[serde(skip_serializing_if = "Option::is_none", rename = "succeededInStage")]
    pub succeeded_in_stage: Option<SucceededInStageFilter>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PipelineExecutionSummary {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "pipelineExecutionId"
    )]
    pub pipeline_execution_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "statusSummary")]
    pub status_summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "startTime")]
    pub start_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastUpdateTime")]
    pub last_update_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sourceRevisions")]
    pub source_revisions: Option<Vec<SourceRevision>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "trigger")]
    pub trigger: Option<ExecutionTrigger>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "stopTrigger")]
    pub stop_trigger: Option<StopExecutionTrigger>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "executionMode")]
    pub execution_mode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "executionType")]
    pub execution_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "rollbackMetadata")]
    pub rollback_metadata: Option<PipelineRollbackMetadata>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PipelineMetadata {
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineArn")]
    pub pipeline_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "created")]
    pub created: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "updated")]
    pub updated: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "pollingDisabledAt")]
    pub polling_disabled_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PipelineRollbackMetadata {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "rollbackTargetPipelineExecutionId"
    )]
    pub rollback_target_pipeline_execution_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PipelineSummary {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "version")]
    pub version: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineType")]
    pub pipeline_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "executionMode")]
    pub execution_mode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "created")]
    pub created: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "updated")]
    pub updated: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PipelineTriggerDeclaration {
    #[serde(rename = "providerType")]
    pub provider_type: String,
    #[serde(rename = "gitConfiguration")]
    pub git_configuration: GitConfiguration,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PipelineVariable {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "value")]
    pub value: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PipelineVariableDeclaration {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "defaultValue")]
    pub default_value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "description")]
    pub description: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResolvedPipelineVariable {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "resolvedValue")]
    pub resolved_value: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetryConfiguration {
    #[serde(skip_serializing_if = "Option::is_none", rename = "retryMode")]
    pub retry_mode: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetryStageMetadata {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "autoStageRetryAttempt"
    )]
    pub auto_stage_retry_attempt: Option<i32>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "manualStageRetryAttempt"
    )]
    pub manual_stage_retry_attempt: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "latestRetryTrigger")]
    pub latest_retry_trigger: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleConfigurationProperty {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "required")]
    pub required: bool,
    #[serde(rename = "key")]
    pub key: bool,
    #[serde(rename = "secret")]
    pub secret: bool,
    #[serde(skip_serializing_if = "Option::is_none", rename = "queryable")]
    pub queryable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "description")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub r#type: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleDeclaration {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "ruleTypeId")]
    pub rule_type_id: RuleTypeId,
    #[serde(skip_serializing_if = "Option::is_none", rename = "configuration")]
    pub configuration: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "commands")]
    pub commands: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "inputArtifacts")]
    pub input_artifacts: Option<Vec<InputArtifact>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "roleArn")]
    pub role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "region")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "timeoutInMinutes")]
    pub timeout_in_minutes: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleExecution {
    #[serde(skip_serializing_if = "Option::is_none", rename = "ruleExecutionId")]
    pub rule_execution_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "summary")]
    pub summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastStatusChange")]
    pub last_status_change: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "token")]
    pub token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastUpdatedBy")]
    pub last_updated_by: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "externalExecutionId"
    )]
    pub external_execution_id: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "externalExecutionUrl"
    )]
    pub external_execution_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "errorDetails")]
    pub error_details: Option<ErrorDetails>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleExecutionDetail {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "pipelineExecutionId"
    )]
    pub pipeline_execution_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ruleExecutionId")]
    pub rule_execution_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineVersion")]
    pub pipeline_version: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "stageName")]
    pub stage_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ruleName")]
    pub rule_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "startTime")]
    pub start_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastUpdateTime")]
    pub last_update_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "updatedBy")]
    pub updated_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "input")]
    pub input: Option<RuleExecutionInput>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "output")]
    pub output: Option<RuleExecutionOutput>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleExecutionFilter {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "pipelineExecutionId"
    )]
    pub pipeline_execution_id: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "latestInPipelineExecution"
    )]
    pub latest_in_pipeline_execution: Option<LatestInPipelineExecutionFilter>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleExecutionInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "ruleTypeId")]
    pub rule_type_id: Option<RuleTypeId>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "configuration")]
    pub configuration: Option<BTreeMap<String, String>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "resolvedConfiguration"
    )]
    pub resolved_configuration: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "roleArn")]
    pub role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "region")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "inputArtifacts")]
    pub input_artifacts: Option<Vec<ArtifactDetail>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleExecutionOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "executionResult")]
    pub execution_result: Option<RuleExecutionResult>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleExecutionResult {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "externalExecutionId"
    )]
    pub external_execution_id: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "externalExecutionSummary"
    )]
    pub external_execution_summary: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "externalExecutionUrl"
    )]
    pub external_execution_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "errorDetails")]
    pub error_details: Option<ErrorDetails>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleRevision {
    #[serde(rename = "revisionId")]
    pub revision_id: String,
    #[serde(rename = "revisionChangeId")]
    pub revision_change_id: String,
    #[serde(rename = "created")]
    pub created: Timestamp,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleState {
    #[serde(skip_serializing_if = "Option::is_none", rename = "ruleName")]
    pub rule_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "currentRevision")]
    pub current_revision: Option<RuleRevision>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "latestExecution")]
    pub latest_execution: Option<RuleExecution>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "entityUrl")]
    pub entity_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisionUrl")]
    pub revision_url: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleType {
    #[serde(rename = "id")]
    pub id: RuleTypeId,
    #[serde(skip_serializing_if = "Option::is_none", rename = "settings")]
    pub settings: Option<RuleTypeSettings>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "ruleConfigurationProperties"
    )]
    pub rule_configuration_properties: Option<Vec<RuleConfigurationProperty>>,
    #[serde(rename = "inputArtifactDetails")]
    pub input_artifact_details: ArtifactDetails,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleTypeId {
    #[serde(rename = "category")]
    pub category: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "owner")]
    pub owner: Option<String>,
    #[serde(rename = "provider")]
    pub provider: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "version")]
    pub version: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleTypeSettings {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "thirdPartyConfigurationUrl"
    )]
    pub third_party_configuration_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "entityUrlTemplate")]
    pub entity_url_template: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "executionUrlTemplate"
    )]
    pub execution_url_template: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "revisionUrlTemplate"
    )]
    pub revision_url_template: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct S3ArtifactLocation {
    #[serde(rename = "bucketName")]
    pub bucket_name: String,
    #[serde(rename = "objectKey")]
    pub object_key: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct S3Location {
    #[serde(skip_serializing_if = "Option::is_none", rename = "bucket")]
    pub bucket: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "key")]
    pub key: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceRevision {
    #[serde(rename = "actionName")]
    pub action_name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisionId")]
    pub revision_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisionSummary")]
    pub revision_summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisionUrl")]
    pub revision_url: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceRevisionOverride {
    #[serde(rename = "actionName")]
    pub action_name: String,
    #[serde(rename = "revisionType")]
    pub revision_type: String,
    #[serde(rename = "revisionValue")]
    pub revision_value: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StageConditionState {
    #[serde(skip_serializing_if = "Option::is_none", rename = "latestExecution")]
    pub latest_execution: Option<StageConditionsExecution>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "conditionStates")]
    pub condition_states: Option<Vec<ConditionState>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StageConditionsExecution {
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "summary")]
    pub summary: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StageContext {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StageDeclaration {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "blockers")]
    pub blockers: Option<Vec<BlockerDeclaration>>,
    #[serde(rename = "actions")]
    pub actions: Vec<ActionDeclaration>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "onFailure")]
    pub on_failure: Option<FailureConditions>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "onSuccess")]
    pub on_success: Option<SuccessConditions>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "beforeEntry")]
    pub before_entry: Option<BeforeEntryConditions>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StageExecution {
    #[serde(rename = "pipelineExecutionId")]
    pub pipeline_execution_id: String,
    #[serde(rename = "status")]
    pub status: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub r#type: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StageState {
    #[serde(skip_serializing_if = "Option::is_none", rename = "stageName")]
    pub stage_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "inboundExecution")]
    pub inbound_execution: Option<StageExecution>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "inboundExecutions")]
    pub inbound_executions: Option<Vec<StageExecution>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "inboundTransitionState"
    )]
    pub inbound_transition_state: Option<TransitionState>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "actionStates")]
    pub action_states: Option<Vec<ActionState>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "latestExecution")]
    pub latest_execution: Option<StageExecution>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "beforeEntryConditionState"
    )]
    pub before_entry_condition_state: Option<StageConditionState>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "onSuccessConditionState"
    )]
    pub on_success_condition_state: Option<StageConditionState>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "onFailureConditionState"
    )]
    pub on_failure_condition_state: Option<StageConditionState>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "retryStageMetadata")]
    pub retry_stage_metadata: Option<RetryStageMetadata>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StopExecutionTrigger {
    #[serde(skip_serializing_if = "Option::is_none", rename = "reason")]
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SucceededInStageFilter {
    #[serde(skip_serializing_if = "Option::is_none", rename = "stageName")]
    pub stage_name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SuccessConditions {
    #[serde(rename = "conditions")]
    pub conditions: Vec<Condition>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tag {
    #[serde(rename = "key")]
    pub key: String,
    #[serde(rename = "value")]
    pub value: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetFilter {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "values")]
    pub values: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ThirdPartyJob {
    #[serde(skip_serializing_if = "Option::is_none", rename = "clientId")]
    pub client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "jobId")]
    pub job_id: Option<String>,
}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ThirdPartyJobData {
    #[serde(skip_serializing_if = "Option::is_none", rename = "actionTypeId")]
    pub action_type_id: Option<ActionTypeId>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "actionConfiguration"
    )]
    pub action_configuration: Option<ActionConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineContext")]
    pub pipeline_context: Option<PipelineContext>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "inputArtifacts")]
    pub input_artifacts: Option<Vec<Artifact>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "outputArtifacts")]
    pub output_artifacts: Option<Vec<Artifact>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "artifactCredentials"
    )]
    pub artifact_credentials: Option<AWSSessionCredentials>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "continuationToken")]
    pub continuation_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "encryptionKey")]
    pub encryption_key: Option<EncryptionKey>,
}

impl std::fmt::Debug for ThirdPartyJobData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ThirdPartyJobData")
            .field("action_type_id", &self.action_type_id)
            .field("action_configuration", &self.action_configuration)
            .field("pipeline_context", &self.pipeline_context)
            .field("input_artifacts", &self.input_artifacts)
            .field("output_artifacts", &self.output_artifacts)
            .field("artifact_credentials", &"…")
            .field("continuation_token", &self.continuation_token)
            .field("encryption_key", &self.encryption_key)
            .finish()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ThirdPartyJobDetails {
    #[serde(skip_serializing_if = "Option::is_none", rename = "id")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "data")]
    pub data: Option<ThirdPartyJobData>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nonce")]
    pub nonce: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TransitionState {
    #[serde(skip_serializing_if = "Option::is_none", rename = "enabled")]
    pub enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastChangedBy")]
    pub last_changed_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastChangedAt")]
    pub last_changed_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "disabledReason")]
    pub disabled_reason: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebhookAuthConfiguration {
    #[serde(skip_serializing_if = "Option::is_none", rename = "AllowedIPRange")]
    pub allowed_ip_range: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "SecretToken")]
    pub secret_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebhookDefinition {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "targetPipeline")]
    pub target_pipeline: String,
    #[serde(rename = "targetAction")]
    pub target_action: String,
    #[serde(rename = "filters")]
    pub filters: Vec<WebhookFilterRule>,
    #[serde(rename = "authentication")]
    pub authentication: String,
    #[serde(rename = "authenticationConfiguration")]
    pub authentication_configuration: WebhookAuthConfiguration,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebhookFilterRule {
    #[serde(rename = "jsonPath")]
    pub json_path: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "matchEquals")]
    pub match_equals: Option<String>,
}

wire!(
    AWSSessionCredentials,
    ActionConfiguration,
    ActionConfigurationProperty,
    ActionContext,
    ActionDeclaration,
    ActionExecution,
    ActionExecutionDetail,
    ActionExecutionFilter,
    ActionExecutionInput,
    ActionExecutionOutput,
    ActionExecutionResult,
    ActionRevision,
    ActionState,
    ActionType,
    ActionTypeArtifactDetails,
    ActionTypeDeclaration,
    ActionTypeExecutor,
    ActionTypeId,
    ActionTypeIdentifier,
    ActionTypePermissions,
    ActionTypeProperty,
    ActionTypeSettings,
    ActionTypeUrls,
    ApprovalResult,
    Artifact,
    ArtifactDetail,
    ArtifactDetails,
    ArtifactLocation,
    ArtifactRevision,
    ArtifactStore,
    BeforeEntryConditions,
    BlockerDeclaration,
    Condition,
    ConditionExecution,
    ConditionState,
    CurrentRevision,
    DeployActionExecutionTarget,
    DeployTargetEvent,
    DeployTargetEventContext,
    EncryptionKey,
    EnvironmentVariable,
    ErrorDetails,
    ExecutionDetails,
    ExecutionTrigger,
    ExecutorConfiguration,
    FailureConditions,
    FailureDetails,
    GitBranchFilterCriteria,
    GitConfiguration,
    GitFilePathFilterCriteria,
    GitPullRequestFilter,
    GitPushFilter,
    GitTagFilterCriteria,
    InputArtifact,
    Job,
    JobData,
    JobDetails,
    JobWorkerExecutorConfiguration,
    LambdaExecutorConfiguration,
    LatestInPipelineExecutionFilter,
    ListWebhookItem,
    OutputArtifact,
    PipelineContext,
    PipelineDeclaration,
    PipelineExecution,
    PipelineExecutionFilter,
    PipelineExecutionSummary,
    PipelineMetadata,
    PipelineRollbackMetadata,
    PipelineSummary,
    PipelineTriggerDeclaration,
    PipelineVariable,
    PipelineVariableDeclaration,
    ResolvedPipelineVariable,
    RetryConfiguration,
    RetryStageMetadata,
    RuleConfigurationProperty,
    RuleDeclaration,
    RuleExecution,
    RuleExecutionDetail,
    RuleExecutionFilter,
    RuleExecutionInput,
    RuleExecutionOutput,
    RuleExecutionResult,
    RuleRevision,
    RuleState,
    RuleType,
    RuleTypeId,
    RuleTypeSettings,
    S3ArtifactLocation,
    S3Location,
    SourceRevision,
    SourceRevisionOverride,
    StageConditionState,
    StageConditionsExecution,
    StageContext,
    StageDeclaration,
    StageExecution,
    StageState,
    StopExecutionTrigger,
    SucceededInStageFilter,
    SuccessConditions,
    Tag,
    TargetFilter,
    ThirdPartyJob,
    ThirdPartyJobData,
    ThirdPartyJobDetails,
    TransitionState,
    WebhookAuthConfiguration,
    WebhookDefinition,
    WebhookFilterRule
);
