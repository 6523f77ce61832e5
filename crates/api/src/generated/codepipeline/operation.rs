//! The operations of `codepipeline`.
//!
//! Made by `cargo xtask codegen`; do not edit.

use super::shapes;
use crate::shape::{OperationInfo, Shape};

/// An operation of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "described by the AWS API reference")]
pub enum Operation {
    AcknowledgeJob,
    AcknowledgeThirdPartyJob,
    CreateCustomActionType,
    CreatePipeline,
    DeleteCustomActionType,
    DeletePipeline,
    DeleteWebhook,
    DeregisterWebhookWithThirdParty,
    DisableStageTransition,
    EnableStageTransition,
    GetActionType,
    GetJobDetails,
    GetPipeline,
    GetPipelineExecution,
    GetPipelineState,
    GetThirdPartyJobDetails,
    ListActionExecutions,
    ListActionTypes,
    ListDeployActionExecutionTargets,
    ListPipelineExecutions,
    ListPipelines,
    ListRuleExecutions,
    ListRuleTypes,
    ListTagsForResource,
    ListWebhooks,
    OverrideStageCondition,
    PollForJobs,
    PollForThirdPartyJobs,
    PutActionRevision,
    PutApprovalResult,
    PutJobFailureResult,
    PutJobSuccessResult,
    PutThirdPartyJobFailureResult,
    PutThirdPartyJobSuccessResult,
    PutWebhook,
    RegisterWebhookWithThirdParty,
    RetryStageExecution,
    RollbackStage,
    StartPipelineExecution,
    StopPipelineExecution,
    TagResource,
    UntagResource,
    UpdateActionType,
    UpdatePipeline,
}

static TABLE: [OperationInfo; 44] = [
    OperationInfo {
        name: "AcknowledgeJob",
        input: &shapes::ACKNOWLEDGE_JOB_INPUT,
        output: Some(&shapes::ACKNOWLEDGE_JOB_OUTPUT),
    },
    OperationInfo {
        name: "AcknowledgeThirdPartyJob",
        input: &shapes::ACKNOWLEDGE_THIRD_PARTY_JOB_INPUT,
        output: Some(&shapes::ACKNOWLEDGE_THIRD_PARTY_JOB_OUTPUT),
    },
    OperationInfo {
        name: "CreateCustomActionType",
        input: &shapes::CREATE_CUSTOM_ACTION_TYPE_INPUT,
        output: Some(&shapes::CREATE_CUSTOM_ACTION_TYPE_OUTPUT),
    },
    OperationInfo {
        name: "CreatePipeline",
        input: &shapes::CREATE_PIPELINE_INPUT,
        output: Some(&shapes::CREATE_PIPELINE_OUTPUT),
    },
    OperationInfo {
        name: "DeleteCustomActionType",
        input: &shapes::DELETE_CUSTOM_ACTION_TYPE_INPUT,
        output: None,
    },
    OperationInfo {
        name: "DeletePipeline",
        input: &shapes::DELETE_PIPELINE_INPUT,
        output: None,
    },
    OperationInfo {
        name: "DeleteWebhook",
        input: &shapes::DELETE_WEBHOOK_INPUT,
        output: Some(&shapes::DELETE_WEBHOOK_OUTPUT),
    },
    OperationInfo {
        name: "DeregisterWebhookWithThirdParty",
        input: &shapes::DEREGISTER_WEBHOOK_WITH_THIRD_PARTY_INPUT,
        output: Some(&shapes::DEREGISTER_WEBHOOK_WITH_THIRD_PARTY_OUTPUT),
    },
    OperationInfo {
        name: "DisableStageTransition",
        input: &shapes::DISABLE_STAGE_TRANSITION_INPUT,
        output: None,
    },
    OperationInfo {
        name: "EnableStageTransition",
        input: &shapes::ENABLE_STAGE_TRANSITION_INPUT,
        output: None,
    },
    OperationInfo {
        name: "GetActionType",
        input: &shapes::GET_ACTION_TYPE_INPUT,
        output: Some(&shapes::GET_ACTION_TYPE_OUTPUT),
    },
    OperationInfo {
        name: "GetJobDetails",
        input: &shapes::GET_JOB_DETAILS_INPUT,
        output: Some(&shapes::GET_JOB_DETAILS_OUTPUT),
    },
    OperationInfo {
        name: "GetPipeline",
        input: &shapes::GET_PIPELINE_INPUT,
        output: Some(&shapes::GET_PIPELINE_OUTPUT),
    },
    OperationInfo {
        name: "GetPipelineExecution",
        input: &shapes::GET_PIPELINE_EXECUTION_INPUT,
        output: Some(&shapes::GET_PIPELINE_EXECUTION_OUTPUT),
    },
    OperationInfo {
        name: "GetPipelineState",
        input: &shapes::GET_PIPELINE_STATE_INPUT,
        output: Some(&shapes::GET_PIPELINE_STATE_OUTPUT),
    },
    OperationInfo {
        name: "GetThirdPartyJobDetails",
        input: &shapes::GET_THIRD_PARTY_JOB_DETAILS_INPUT,
        output: Some(&shapes::GET_THIRD_PARTY_JOB_DETAILS_OUTPUT),
    },
    OperationInfo {
        name: "ListActionExecutions",
        input: &shapes::LIST_ACTION_EXECUTIONS_INPUT,
        output: Some(&shapes::LIST_ACTION_EXECUTIONS_OUTPUT),
    },
    OperationInfo {
        name: "ListActionTypes",
        input: &shapes::LIST_ACTION_TYPES_INPUT,
        output: Some(&shapes::LIST_ACTION_TYPES_OUTPUT),
    },
    OperationInfo {
        name: "ListDeployActionExecutionTargets",
        input: &shapes::LIST_DEPLOY_ACTION_EXECUTION_TARGETS_INPUT,
        output: Some(&shapes::LIST_DEPLOY_ACTION_EXECUTION_TARGETS_OUTPUT),
    },
    OperationInfo {
        name: "ListPipelineExecutions",
        input: &shapes::LIST_PIPELINE_EXECUTIONS_INPUT,
        output: Some(&shapes::LIST_PIPELINE_EXECUTIONS_OUTPUT),
    },
    OperationInfo {
        name: "ListPipelines",
        input: &shapes::LIST_PIPELINES_INPUT,
        output: Some(&shapes::LIST_PIPELINES_OUTPUT),
    },
    OperationInfo {
        name: "ListRuleExecutions",
        input: &shapes::LIST_RULE_EXECUTIONS_INPUT,
        output: Some(&shapes::LIST_RULE_EXECUTIONS_OUTPUT),
    },
    OperationInfo {
        name: "ListRuleTypes",
        input: &shapes::LIST_RULE_TYPES_INPUT,
        output: Some(&shapes::LIST_RULE_TYPES_OUTPUT),
    },
    OperationInfo {
        name: "ListTagsForResource",
        input: &shapes::LIST_TAGS_FOR_RESOURCE_INPUT,
        output: Some(&shapes::LIST_TAGS_FOR_RESOURCE_OUTPUT),
    },
    OperationInfo {
        name: "ListWebhooks",
        input: &shapes::LIST_WEBHOOKS_INPUT,
        output: Some(&shapes::LIST_WEBHOOKS_OUTPUT),
    },
    OperationInfo {
        name: "OverrideStageCondition",
        input: &shapes::OVERRIDE_STAGE_CONDITION_INPUT,
        output: None,
    },
    OperationInfo {
        name: "PollForJobs",
        input: &shapes::POLL_FOR_JOBS_INPUT,
        output: Some(&shapes::POLL_FOR_JOBS_OUTPUT),
    },
    OperationInfo {
        name: "PollForThirdPartyJobs",
        input: &shapes::POLL_FOR_THIRD_PARTY_JOBS_INPUT,
        output: Some(&shapes::POLL_FOR_THIRD_PARTY_JOBS_OUTPUT),
    },
    OperationInfo {
        name: "PutActionRevision",
        input: &shapes::PUT_ACTION_REVISION_INPUT,
        output: Some(&shapes::PUT_ACTION_REVISION_OUTPUT),
    },
    OperationInfo {
        name: "PutApprovalResult",
        input: &shapes::PUT_APPROVAL_RESULT_INPUT,
        output: Some(&shapes::PUT_APPROVAL_RESULT_OUTPUT),
    },
    OperationInfo {
        name: "PutJobFailureResult",
        input: &shapes::PUT_JOB_FAILURE_RESULT_INPUT,
        output: None,
    },
    OperationInfo {
        name: "PutJobSuccessResult",
        input: &shapes::PUT_JOB_SUCCESS_RESULT_INPUT,
        output: None,
    },
    OperationInfo {
        name: "PutThirdPartyJobFailureResult",
        input: &shapes::PUT_THIRD_PARTY_JOB_FAILURE_RESULT_INPUT,
        output: None,
    },
    OperationInfo {
        name: "PutThirdPartyJobSuccessResult",
        input: &shapes::PUT_THIRD_PARTY_JOB_SUCCESS_RESULT_INPUT,
        output: None,
    },
    OperationInfo {
        name: "PutWebhook",
        input: &shapes::PUT_WEBHOOK_INPUT,
        output: Some(&shapes::PUT_WEBHOOK_OUTPUT),
    },
    OperationInfo {
        name: "RegisterWebhookWithThirdParty",
        input: &shapes::REGISTER_WEBHOOK_WITH_THIRD_PARTY_INPUT,
        output: Some(&shapes::REGISTER_WEBHOOK_WITH_THIRD_PARTY_OUTPUT),
    },
    OperationInfo {
        name: "RetryStageExecution",
        input: &shapes::RETRY_STAGE_EXECUTION_INPUT,
        output: Some(&shapes::RETRY_STAGE_EXECUTION_OUTPUT),
    },
    OperationInfo {
        name: "RollbackStage",
        input: &shapes::ROLLBACK_STAGE_INPUT,
        output: Some(&shapes::ROLLBACK_STAGE_OUTPUT),
    },
    OperationInfo {
        name: "StartPipelineExecution",
        input: &shapes::START_PIPELINE_EXECUTION_INPUT,
        output: Some(&shapes::START_PIPELINE_EXECUTION_OUTPUT),
    },
    OperationInfo {
        name: "StopPipelineExecution",
        input: &shapes::STOP_PIPELINE_EXECUTION_INPUT,
        output: Some(&shapes::STOP_PIPELINE_EXECUTION_OUTPUT),
    },
    OperationInfo {
        name: "TagResource",
        input: &shapes::TAG_RESOURCE_INPUT,
        output: Some(&shapes::TAG_RESOURCE_OUTPUT),
    },
    OperationInfo {
        name: "UntagResource",
        input: &shapes::UNTAG_RESOURCE_INPUT,
        output: Some(&shapes::UNTAG_RESOURCE_OUTPUT),
    },
    OperationInfo {
        name: "UpdateActionType",
        input: &shapes::UPDATE_ACTION_TYPE_INPUT,
        output: None,
    },
    OperationInfo {
        name: "UpdatePipeline",
        input: &shapes::UPDATE_PIPELINE_INPUT,
        output: Some(&shapes::UPDATE_PIPELINE_OUTPUT),
    },
];

impl Operation {
    /// Every operation, in alphabetical order.
    pub const ALL: [Operation; 44] = [
        Operation::AcknowledgeJob,
        Operation::AcknowledgeThirdPartyJob,
        Operation::CreateCustomActionType,
        Operation::CreatePipeline,
        Operation::DeleteCustomActionType,
        Operation::DeletePipeline,
        Operation::DeleteWebhook,
        Operation::DeregisterWebhookWithThirdParty,
        Operation::DisableStageTransition,
        Operation::EnableStageTransition,
        Operation::GetActionType,
        Operation::GetJobDetails,
        Operation::GetPipeline,
        Operation::GetPipelineExecution,
        Operation::GetPipelineState,
        Operation::GetThirdPartyJobDetails,
        Operation::ListActionExecutions,
        Operation::ListActionTypes,
        Operation::ListDeployActionExecutionTargets,
        Operation::ListPipelineExecutions,
        Operation::ListPipelines,
        Operation::ListRuleExecutions,
        Operation::ListRuleTypes,
        Operation::ListTagsForResource,
        Operation::ListWebhooks,
        Operation::OverrideStageCondition,
        Operation::PollForJobs,
        Operation::PollForThirdPartyJobs,
        Operation::PutActionRevision,
        Operation::PutApprovalResult,
        Operation::PutJobFailureResult,
        Operation::PutJobSuccessResult,
        Operation::PutThirdPartyJobFailureResult,
        Operation::PutThirdPartyJobSuccessResult,
        Operation::PutWebhook,
        Operation::RegisterWebhookWithThirdParty,
        Operation::RetryStageExecution,
        Operation::RollbackStage,
        Operation::StartPipelineExecution,
        Operation::StopPipelineExecution,
        Operation::TagResource,
        Operation::UntagResource,
        Operation::UpdateActionType,
        Operation::UpdatePipeline,
    ];

    /// The operation called `name`.
    pub fn parse(name: &str) -> Option<Operation> {
        let place = TABLE.binary_search_by(|info| info.name.cmp(name)).ok()?;
        Some(Operation::ALL[place])
    }

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        TABLE[self as usize].name
    }

    /// Shape of the request.
    pub fn input(self) -> &'static Shape {
        TABLE[self as usize].input
    }

    /// Shape of the answer; `None` where the answer is an empty body.
    pub fn output(self) -> Option<&'static Shape> {
        TABLE[self as usize].output
    }
}
