//! Inputs and outputs of the operations of `codepipeline`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::types::*;
use crate::Timestamp;
use crate::wire::wire;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcknowledgeJobInput {
    #[serde(rename = "jobId")]
    pub job_id: String,
    #[serde(rename = "nonce")]
    pub nonce: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcknowledgeJobOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcknowledgeThirdPartyJobInput {
    #[serde(rename = "jobId")]
    pub job_id: String,
    #[serde(rename = "nonce")]
    pub nonce: String,
    #[serde(rename = "clientToken")]
    pub client_token: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcknowledgeThirdPartyJobOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateCustomActionTypeInput {
    #[serde(rename = "category")]
    pub category: String,
    #[serde(rename = "provider")]
    pub provider: String,
    #[serde(rename = "version")]
    pub version: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "settings")]
    pub settings: Option<ActionTypeSettings>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "configurationProperties"
    )]
    pub configuration_properties: Option<Vec<ActionConfigurationProperty>>,
    #[serde(rename = "inputArtifactDetails")]
    pub input_artifact_details: ArtifactDetails,
    #[serde(rename = "outputArtifactDetails")]
    pub output_artifact_details: ArtifactDetails,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateCustomActionTypeOutput {
    #[serde(rename = "actionType")]
    pub action_type: ActionType,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreatePipelineInput {
    #[serde(rename = "pipeline")]
    pub pipeline: PipelineDeclaration,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreatePipelineOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipeline")]
    pub pipeline: Option<PipelineDeclaration>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteCustomActionTypeInput {
    #[serde(rename = "category")]
    pub category: String,
    #[serde(rename = "provider")]
    pub provider: String,
    #[serde(rename = "version")]
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteCustomActionTypeOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeletePipelineInput {
    #[serde(rename = "name")]
    pub name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeletePipelineOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteWebhookInput {
    #[serde(rename = "name")]
    pub name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteWebhookOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeregisterWebhookWithThirdPartyInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "webhookName")]
    pub webhook_name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeregisterWebhookWithThirdPartyOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DisableStageTransitionInput {
    #[serde(rename = "pipelineName")]
    pub pipeline_name: String,
    #[serde(rename = "stageName")]
    pub stage_name: String,
    #[serde(rename = "transitionType")]
    pub transition_type: String,
    #[serde(rename = "reason")]
    pub reason: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DisableStageTransitionOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnableStageTransitionInput {
    #[serde(rename = "pipelineName")]
    pub pipeline_name: String,
    #[serde(rename = "stageName")]
    pub stage_name: String,
    #[serde(rename = "transitionType")]
    pub transition_type: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnableStageTransitionOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetActionTypeInput {
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
pub struct GetActionTypeOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "actionType")]
    pub action_type: Option<ActionTypeDeclaration>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetJobDetailsInput {
    #[serde(rename = "jobId")]
    pub job_id: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetJobDetailsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "jobDetails")]
    pub job_details: Option<JobDetails>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetPipelineExecutionInput {
    #[serde(rename = "pipelineName")]
    pub pipeline_name: String,
    #[serde(rename = "pipelineExecutionId")]
    pub pipeline_execution_id: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetPipelineExecutionOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineExecution")]
    pub pipeline_execution: Option<PipelineExecution>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetPipelineInput {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "version")]
    pub version: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetPipelineOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipeline")]
    pub pipeline: Option<PipelineDeclaration>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "metadata")]
    pub metadata: Option<PipelineMetadata>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetPipelineStateInput {
    #[serde(rename = "name")]
    pub name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetPipelineStateOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineName")]
    pub pipeline_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineVersion")]
    pub pipeline_version: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "stageStates")]
    pub stage_states: Option<Vec<StageState>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "created")]
    pub created: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "updated")]
    pub updated: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetThirdPartyJobDetailsInput {
    #[serde(rename = "jobId")]
    pub job_id: String,
    #[serde(rename = "clientToken")]
    pub client_token: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetThirdPartyJobDetailsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "jobDetails")]
    pub job_details: Option<ThirdPartyJobDetails>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListActionExecutionsInput {
    #[serde(rename = "pipelineName")]
    pub pipeline_name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "filter")]
    pub filter: Option<ActionExecutionFilter>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxResults")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListActionExecutionsOutput {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "actionExecutionDetails"
    )]
    pub action_execution_details: Option<Vec<ActionExecutionDetail>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListActionTypesInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "actionOwnerFilter")]
    pub action_owner_filter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "regionFilter")]
    pub region_filter: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListActionTypesOutput {
    #[serde(rename = "actionTypes")]
    pub action_types: Vec<ActionType>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListDeployActionExecutionTargetsInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelineName")]
    pub pipeline_name: Option<String>,
    #[serde(rename = "actionExecutionId")]
    pub action_execution_id: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "filters")]
    pub filters: Option<Vec<TargetFilter>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxResults")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListDeployActionExecutionTargetsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "targets")]
    pub targets: Option<Vec<DeployActionExecutionTarget>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListPipelineExecutionsInput {
    #[serde(rename = "pipelineName")]
    pub pipeline_name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxResults")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "filter")]
    pub filter: Option<PipelineExecutionFilter>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListPipelineExecutionsOutput {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "pipelineExecutionSummaries"
    )]
    pub pipeline_execution_summaries: Option<Vec<PipelineExecutionSummary>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListPipelinesInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxResults")]
    pub max_results: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListPipelinesOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipelines")]
    pub pipelines: Option<Vec<PipelineSummary>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListRuleExecutionsInput {
    #[serde(rename = "pipelineName")]
    pub pipeline_name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "filter")]
    pub filter: Option<RuleExecutionFilter>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxResults")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListRuleExecutionsOutput {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "ruleExecutionDetails"
    )]
    pub rule_execution_details: Option<Vec<RuleExecutionDetail>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListRuleTypesInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "ruleOwnerFilter")]
    pub rule_owner_filter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "regionFilter")]
    pub region_filter: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListRuleTypesOutput {
    #[serde(rename = "ruleTypes")]
    pub rule_types: Vec<RuleType>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListTagsForResourceInput {
    #[serde(rename = "resourceArn")]
    pub resource_arn: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxResults")]
    pub max_results: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListTagsForResourceOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListWebhooksInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "NextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "MaxResults")]
    pub max_results: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListWebhooksOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "webhooks")]
    pub webhooks: Option<Vec<ListWebhookItem>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "NextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OverrideStageConditionInput {
    #[serde(rename = "pipelineName")]
    pub pipeline_name: String,
    #[serde(rename = "stageName")]
    pub stage_name: String,
    #[serde(rename = "pipelineExecutionId")]
    pub pipeline_execution_id: String,
    #[serde(rename = "conditionType")]
    pub condition_type: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OverrideStageConditionOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PollForJobsInput {
    #[serde(rename = "actionTypeId")]
    pub action_type_id: ActionTypeId,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxBatchSize")]
    pub max_batch_size: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "queryParam")]
    pub query_param: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PollForJobsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "jobs")]
    pub jobs: Option<Vec<Job>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PollForThirdPartyJobsInput {
    #[serde(rename = "actionTypeId")]
    pub action_type_id: ActionTypeId,
    #[serde(skip_serializing_if = "Option::is_none", rename = "maxBatchSize")]
    pub max_batch_size: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PollForThirdPartyJobsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "jobs")]
    pub jobs: Option<Vec<ThirdPartyJob>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutActionRevisionInput {
    #[serde(rename = "pipelineName")]
    pub pipeline_name: String,
    #[serde(rename = "stageName")]
    pub stage_name: String,
    #[serde(rename = "actionName")]
    pub action_name: String,
    #[serde(rename = "actionRevision")]
    pub action_revision: ActionRevision,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutActionRevisionOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "newRevision")]
    pub new_revision: Option<bool>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "pipelineExecutionId"
    )]
    pub pipeline_execution_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutApprovalResultInput {
    #[serde(rename = "pipelineName")]
    pub pipeline_name: String,
    #[serde(rename = "stageName")]
    pub stage_name: String,
    #[serde(rename = "actionName")]
    pub action_name: String,
    #[serde(rename = "result")]
    pub result: ApprovalResult,
    #[serde(rename = "token")]
    pub token: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutApprovalResultOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "approvedAt")]
    pub approved_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutJobFailureResultInput {
    #[serde(rename = "jobId")]
    pub job_id: String,
    #[serde(rename = "failureDetails")]
    pub failure_details: FailureDetails,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutJobFailureResultOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutJobSuccessResultInput {
    #[serde(rename = "jobId")]
    pub job_id: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "currentRevision")]
    pub current_revision: Option<CurrentRevision>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "continuationToken")]
    pub continuation_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "executionDetails")]
    pub execution_details: Option<ExecutionDetails>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "outputVariables")]
    pub output_variables: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutJobSuccessResultOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutThirdPartyJobFailureResultInput {
    #[serde(rename = "jobId")]
    pub job_id: String,
    #[serde(rename = "clientToken")]
    pub client_token: String,
    #[serde(rename = "failureDetails")]
    pub failure_details: FailureDetails,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutThirdPartyJobFailureResultOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutThirdPartyJobSuccessResultInput {
    #[serde(rename = "jobId")]
    pub job_id: String,
    #[serde(rename = "clientToken")]
    pub client_token: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "currentRevision")]
    pub current_revision: Option<CurrentRevision>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "continuationToken")]
    pub continuation_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "executionDetails")]
    pub execution_details: Option<ExecutionDetails>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutThirdPartyJobSuccessResultOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutWebhookInput {
    #[serde(rename = "webhook")]
    pub webhook: WebhookDefinition,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutWebhookOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "webhook")]
    pub webhook: Option<ListWebhookItem>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterWebhookWithThirdPartyInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "webhookName")]
    pub webhook_name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterWebhookWithThirdPartyOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetryStageExecutionInput {
    #[serde(rename = "pipelineName")]
    pub pipeline_name: String,
    #[serde(rename = "stageName")]
    pub stage_name: String,
    #[serde(rename = "pipelineExecutionId")]
    pub pipeline_execution_id: String,
    #[serde(rename = "retryMode")]
    pub retry_mode: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetryStageExecutionOutput {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "pipelineExecutionId"
    )]
    pub pipeline_execution_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RollbackStageInput {
    #[serde(rename = "pipelineName")]
    pub pipeline_name: String,
    #[serde(rename = "stageName")]
    pub stage_name: String,
    #[serde(rename = "targetPipelineExecutionId")]
    pub target_pipeline_execution_id: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RollbackStageOutput {
    #[serde(rename = "pipelineExecutionId")]
    pub pipeline_execution_id: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartPipelineExecutionInput {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "variables")]
    pub variables: Option<Vec<PipelineVariable>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "clientRequestToken")]
    pub client_request_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sourceRevisions")]
    pub source_revisions: Option<Vec<SourceRevisionOverride>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartPipelineExecutionOutput {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "pipelineExecutionId"
    )]
    pub pipeline_execution_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StopPipelineExecutionInput {
    #[serde(rename = "pipelineName")]
    pub pipeline_name: String,
    #[serde(rename = "pipelineExecutionId")]
    pub pipeline_execution_id: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "abandon")]
    pub abandon: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "reason")]
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StopPipelineExecutionOutput {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "pipelineExecutionId"
    )]
    pub pipeline_execution_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TagResourceInput {
    #[serde(rename = "resourceArn")]
    pub resource_arn: String,
    #[serde(rename = "tags")]
    pub tags: Vec<Tag>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TagResourceOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UntagResourceInput {
    #[serde(rename = "resourceArn")]
    pub resource_arn: String,
    #[serde(rename = "tagKeys")]
    pub tag_keys: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UntagResourceOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateActionTypeInput {
    #[serde(rename = "actionType")]
    pub action_type: ActionTypeDeclaration,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateActionTypeOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdatePipelineInput {
    #[serde(rename = "pipeline")]
    pub pipeline: PipelineDeclaration,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdatePipelineOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "pipeline")]
    pub pipeline: Option<PipelineDeclaration>,
}

wire!(
    AcknowledgeJobInput,
    AcknowledgeJobOutput,
    AcknowledgeThirdPartyJobInput,
    AcknowledgeThirdPartyJobOutput,
    CreateCustomActionTypeInput,
    CreateCustomActionTypeOutput,
    CreatePipelineInput,
    CreatePipelineOutput,
    DeleteCustomActionTypeInput,
    DeleteCustomActionTypeOutput,
    DeletePipelineInput,
    DeletePipelineOutput,
    DeleteWebhookInput,
    DeleteWebhookOutput,
    DeregisterWebhookWithThirdPartyInput,
    DeregisterWebhookWithThirdPartyOutput,
    DisableStageTransitionInput,
    DisableStageTransitionOutput,
    EnableStageTransitionInput,
    EnableStageTransitionOutput,
    GetActionTypeInput,
    GetActionTypeOutput,
    GetJobDetailsInput,
    GetJobDetailsOutput,
    GetPipelineExecutionInput,
    GetPipelineExecutionOutput,
    GetPipelineInput,
    GetPipelineOutput,
    GetPipelineStateInput,
    GetPipelineStateOutput,
    GetThirdPartyJobDetailsInput,
    GetThirdPartyJobDetailsOutput,
    ListActionExecutionsInput,
    ListActionExecutionsOutput,
    ListActionTypesInput,
    ListActionTypesOutput,
    ListDeployActionExecutionTargetsInput,
    ListDeployActionExecutionTargetsOutput,
    ListPipelineExecutionsInput,
    ListPipelineExecutionsOutput,
    ListPipelinesInput,
    ListPipelinesOutput,
    ListRuleExecutionsInput,
    ListRuleExecutionsOutput,
    ListRuleTypesInput,
    ListRuleTypesOutput,
    ListTagsForResourceInput,
    ListTagsForResourceOutput,
    ListWebhooksInput,
    ListWebhooksOutput,
    OverrideStageConditionInput,
    OverrideStageConditionOutput,
    PollForJobsInput,
    PollForJobsOutput,
    PollForThirdPartyJobsInput,
    PollForThirdPartyJobsOutput,
    PutActionRevisionInput,
    PutActionRevisionOutput,
    PutApprovalResultInput,
    PutApprovalResultOutput,
    PutJobFailureResultInput,
    PutJobFailureResultOutput,
    PutJobSuccessResultInput,
    PutJobSuccessResultOutput,
    PutThirdPartyJobFailureResultInput,
    PutThirdPartyJobFailureResultOutput,
    PutThirdPartyJobSuccessResultInput,
    PutThirdPartyJobSuccessResultOutput,
    PutWebhookInput,
    PutWebhookOutput,
    RegisterWebhookWithThirdPartyInput,
    RegisterWebhookWithThirdPartyOutput,
    RetryStageExecutionInput,
    RetryStageExecutionOutput,
    RollbackStageInput,
    RollbackStageOutput,
    StartPipelineExecutionInput,
    StartPipelineExecutionOutput,
    StopPipelineExecutionInput,
    StopPipelineExecutionOutput,
    TagResourceInput,
    TagResourceOutput,
    UntagResourceInput,
    UntagResourceOutput,
    UpdateActionTypeInput,
    UpdateActionTypeOutput,
    UpdatePipelineInput,
    UpdatePipelineOutput
);
