//! The operations of `codedeploy`.
//!
//! Made by `cargo xtask codegen`; do not edit.

use super::shapes;
use crate::shape::{OperationInfo, Shape};

/// An operation of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "described by the AWS API reference")]
pub enum Operation {
    AddTagsToOnPremisesInstances,
    BatchGetApplicationRevisions,
    BatchGetApplications,
    BatchGetDeploymentGroups,
    BatchGetDeploymentInstances,
    BatchGetDeploymentTargets,
    BatchGetDeployments,
    BatchGetOnPremisesInstances,
    ContinueDeployment,
    CreateApplication,
    CreateDeployment,
    CreateDeploymentConfig,
    CreateDeploymentGroup,
    DeleteApplication,
    DeleteDeploymentConfig,
    DeleteDeploymentGroup,
    DeleteGitHubAccountToken,
    DeleteResourcesByExternalId,
    DeregisterOnPremisesInstance,
    GetApplication,
    GetApplicationRevision,
    GetDeployment,
    GetDeploymentConfig,
    GetDeploymentGroup,
    GetDeploymentInstance,
    GetDeploymentTarget,
    GetOnPremisesInstance,
    ListApplicationRevisions,
    ListApplications,
    ListDeploymentConfigs,
    ListDeploymentGroups,
    ListDeploymentInstances,
    ListDeploymentTargets,
    ListDeployments,
    ListGitHubAccountTokenNames,
    ListOnPremisesInstances,
    ListTagsForResource,
    PutLifecycleEventHookExecutionStatus,
    RegisterApplicationRevision,
    RegisterOnPremisesInstance,
    RemoveTagsFromOnPremisesInstances,
    SkipWaitTimeForInstanceTermination,
    StopDeployment,
    TagResource,
    UntagResource,
    UpdateApplication,
    UpdateDeploymentGroup,
}

static TABLE: [OperationInfo; 47] = [
    OperationInfo {
        name: "AddTagsToOnPremisesInstances",
        input: &shapes::ADD_TAGS_TO_ON_PREMISES_INSTANCES_INPUT,
        output: None,
    },
    OperationInfo {
        name: "BatchGetApplicationRevisions",
        input: &shapes::BATCH_GET_APPLICATION_REVISIONS_INPUT,
        output: Some(&shapes::BATCH_GET_APPLICATION_REVISIONS_OUTPUT),
    },
    OperationInfo {
        name: "BatchGetApplications",
        input: &shapes::BATCH_GET_APPLICATIONS_INPUT,
        output: Some(&shapes::BATCH_GET_APPLICATIONS_OUTPUT),
    },
    OperationInfo {
        name: "BatchGetDeploymentGroups",
        input: &shapes::BATCH_GET_DEPLOYMENT_GROUPS_INPUT,
        output: Some(&shapes::BATCH_GET_DEPLOYMENT_GROUPS_OUTPUT),
    },
    OperationInfo {
        name: "BatchGetDeploymentInstances",
        input: &shapes::BATCH_GET_DEPLOYMENT_INSTANCES_INPUT,
        output: Some(&shapes::BATCH_GET_DEPLOYMENT_INSTANCES_OUTPUT),
    },
    OperationInfo {
        name: "BatchGetDeploymentTargets",
        input: &shapes::BATCH_GET_DEPLOYMENT_TARGETS_INPUT,
        output: Some(&shapes::BATCH_GET_DEPLOYMENT_TARGETS_OUTPUT),
    },
    OperationInfo {
        name: "BatchGetDeployments",
        input: &shapes::BATCH_GET_DEPLOYMENTS_INPUT,
        output: Some(&shapes::BATCH_GET_DEPLOYMENTS_OUTPUT),
    },
    OperationInfo {
        name: "BatchGetOnPremisesInstances",
        input: &shapes::BATCH_GET_ON_PREMISES_INSTANCES_INPUT,
        output: Some(&shapes::BATCH_GET_ON_PREMISES_INSTANCES_OUTPUT),
    },
    OperationInfo {
        name: "ContinueDeployment",
        input: &shapes::CONTINUE_DEPLOYMENT_INPUT,
        output: None,
    },
    OperationInfo {
        name: "CreateApplication",
        input: &shapes::CREATE_APPLICATION_INPUT,
        output: Some(&shapes::CREATE_APPLICATION_OUTPUT),
    },
    OperationInfo {
        name: "CreateDeployment",
        input: &shapes::CREATE_DEPLOYMENT_INPUT,
        output: Some(&shapes::CREATE_DEPLOYMENT_OUTPUT),
    },
    OperationInfo {
        name: "CreateDeploymentConfig",
        input: &shapes::CREATE_DEPLOYMENT_CONFIG_INPUT,
        output: Some(&shapes::CREATE_DEPLOYMENT_CONFIG_OUTPUT),
    },
    OperationInfo {
        name: "CreateDeploymentGroup",
        input: &shapes::CREATE_DEPLOYMENT_GROUP_INPUT,
        output: Some(&shapes::CREATE_DEPLOYMENT_GROUP_OUTPUT),
    },
    OperationInfo {
        name: "DeleteApplication",
        input: &shapes::DELETE_APPLICATION_INPUT,
        output: None,
    },
    OperationInfo {
        name: "DeleteDeploymentConfig",
        input: &shapes::DELETE_DEPLOYMENT_CONFIG_INPUT,
        output: None,
    },
    OperationInfo {
        name: "DeleteDeploymentGroup",
        input: &shapes::DELETE_DEPLOYMENT_GROUP_INPUT,
        output: Some(&shapes::DELETE_DEPLOYMENT_GROUP_OUTPUT),
    },
    OperationInfo {
        name: "DeleteGitHubAccountToken",
        input: &shapes::DELETE_GIT_HUB_ACCOUNT_TOKEN_INPUT,
        output: Some(&shapes::DELETE_GIT_HUB_ACCOUNT_TOKEN_OUTPUT),
    },
    OperationInfo {
        name: "DeleteResourcesByExternalId",
        input: &shapes::DELETE_RESOURCES_BY_EXTERNAL_ID_INPUT,
        output: Some(&shapes::DELETE_RESOURCES_BY_EXTERNAL_ID_OUTPUT),
    },
    OperationInfo {
        name: "DeregisterOnPremisesInstance",
        input: &shapes::DEREGISTER_ON_PREMISES_INSTANCE_INPUT,
        output: None,
    },
    OperationInfo {
        name: "GetApplication",
        input: &shapes::GET_APPLICATION_INPUT,
        output: Some(&shapes::GET_APPLICATION_OUTPUT),
    },
    OperationInfo {
        name: "GetApplicationRevision",
        input: &shapes::GET_APPLICATION_REVISION_INPUT,
        output: Some(&shapes::GET_APPLICATION_REVISION_OUTPUT),
    },
    OperationInfo {
        name: "GetDeployment",
        input: &shapes::GET_DEPLOYMENT_INPUT,
        output: Some(&shapes::GET_DEPLOYMENT_OUTPUT),
    },
    OperationInfo {
        name: "GetDeploymentConfig",
        input: &shapes::GET_DEPLOYMENT_CONFIG_INPUT,
        output: Some(&shapes::GET_DEPLOYMENT_CONFIG_OUTPUT),
    },
    OperationInfo {
        name: "GetDeploymentGroup",
        input: &shapes::GET_DEPLOYMENT_GROUP_INPUT,
        output: Some(&shapes::GET_DEPLOYMENT_GROUP_OUTPUT),
    },
    OperationInfo {
        name: "GetDeploymentInstance",
        input: &shapes::GET_DEPLOYMENT_INSTANCE_INPUT,
        output: Some(&shapes::GET_DEPLOYMENT_INSTANCE_OUTPUT),
    },
    OperationInfo {
        name: "GetDeploymentTarget",
        input: &shapes::GET_DEPLOYMENT_TARGET_INPUT,
        output: Some(&shapes::GET_DEPLOYMENT_TARGET_OUTPUT),
    },
    OperationInfo {
        name: "GetOnPremisesInstance",
        input: &shapes::GET_ON_PREMISES_INSTANCE_INPUT,
        output: Some(&shapes::GET_ON_PREMISES_INSTANCE_OUTPUT),
    },
    OperationInfo {
        name: "ListApplicationRevisions",
        input: &shapes::LIST_APPLICATION_REVISIONS_INPUT,
        output: Some(&shapes::LIST_APPLICATION_REVISIONS_OUTPUT),
    },
    OperationInfo {
        name: "ListApplications",
        input: &shapes::LIST_APPLICATIONS_INPUT,
        output: Some(&shapes::LIST_APPLICATIONS_OUTPUT),
    },
    OperationInfo {
        name: "ListDeploymentConfigs",
        input: &shapes::LIST_DEPLOYMENT_CONFIGS_INPUT,
        output: Some(&shapes::LIST_DEPLOYMENT_CONFIGS_OUTPUT),
    },
    OperationInfo {
        name: "ListDeploymentGroups",
        input: &shapes::LIST_DEPLOYMENT_GROUPS_INPUT,
        output: Some(&shapes::LIST_DEPLOYMENT_GROUPS_OUTPUT),
    },
    OperationInfo {
        name: "ListDeploymentInstances",
        input: &shapes::LIST_DEPLOYMENT_INSTANCES_INPUT,
        output: Some(&shapes::LIST_DEPLOYMENT_INSTANCES_OUTPUT),
    },
    OperationInfo {
        name: "ListDeploymentTargets",
        input: &shapes::LIST_DEPLOYMENT_TARGETS_INPUT,
        output: Some(&shapes::LIST_DEPLOYMENT_TARGETS_OUTPUT),
    },
    OperationInfo {
        name: "ListDeployments",
        input: &shapes::LIST_DEPLOYMENTS_INPUT,
        output: Some(&shapes::LIST_DEPLOYMENTS_OUTPUT),
    },
    OperationInfo {
        name: "ListGitHubAccountTokenNames",
        input: &shapes::LIST_GIT_HUB_ACCOUNT_TOKEN_NAMES_INPUT,
        output: Some(&shapes::LIST_GIT_HUB_ACCOUNT_TOKEN_NAMES_OUTPUT),
    },
    OperationInfo {
        name: "ListOnPremisesInstances",
        input: &shapes::LIST_ON_PREMISES_INSTANCES_INPUT,
        output: Some(&shapes::LIST_ON_PREMISES_INSTANCES_OUTPUT),
    },
    OperationInfo {
        name: "ListTagsForResource",
        input: &shapes::LIST_TAGS_FOR_RESOURCE_INPUT,
        output: Some(&shapes::LIST_TAGS_FOR_RESOURCE_OUTPUT),
    },
    OperationInfo {
        name: "PutLifecycleEventHookExecutionStatus",
        input: &shapes::PUT_LIFECYCLE_EVENT_HOOK_EXECUTION_STATUS_INPUT,
        output: Some(&shapes::PUT_LIFECYCLE_EVENT_HOOK_EXECUTION_STATUS_OUTPUT),
    },
    OperationInfo {
        name: "RegisterApplicationRevision",
        input: &shapes::REGISTER_APPLICATION_REVISION_INPUT,
        output: None,
    },
    OperationInfo {
        name: "RegisterOnPremisesInstance",
        input: &shapes::REGISTER_ON_PREMISES_INSTANCE_INPUT,
        output: None,
    },
    OperationInfo {
        name: "RemoveTagsFromOnPremisesInstances",
        input: &shapes::REMOVE_TAGS_FROM_ON_PREMISES_INSTANCES_INPUT,
        output: None,
    },
    OperationInfo {
        name: "SkipWaitTimeForInstanceTermination",
        input: &shapes::SKIP_WAIT_TIME_FOR_INSTANCE_TERMINATION_INPUT,
        output: None,
    },
    OperationInfo {
        name: "StopDeployment",
        input: &shapes::STOP_DEPLOYMENT_INPUT,
        output: Some(&shapes::STOP_DEPLOYMENT_OUTPUT),
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
        name: "UpdateApplication",
        input: &shapes::UPDATE_APPLICATION_INPUT,
        output: None,
    },
    OperationInfo {
        name: "UpdateDeploymentGroup",
        input: &shapes::UPDATE_DEPLOYMENT_GROUP_INPUT,
        output: Some(&shapes::UPDATE_DEPLOYMENT_GROUP_OUTPUT),
    },
];

impl Operation {
    /// Every operation, in alphabetical order.
    pub const ALL: [Operation; 47] = [
        Operation::AddTagsToOnPremisesInstances,
        Operation::BatchGetApplicationRevisions,
        Operation::BatchGetApplications,
        Operation::BatchGetDeploymentGroups,
        Operation::BatchGetDeploymentInstances,
        Operation::BatchGetDeploymentTargets,
        Operation::BatchGetDeployments,
        Operation::BatchGetOnPremisesInstances,
        Operation::ContinueDeployment,
        Operation::CreateApplication,
        Operation::CreateDeployment,
        Operation::CreateDeploymentConfig,
        Operation::CreateDeploymentGroup,
        Operation::DeleteApplication,
        Operation::DeleteDeploymentConfig,
        Operation::DeleteDeploymentGroup,
        Operation::DeleteGitHubAccountToken,
        Operation::DeleteResourcesByExternalId,
        Operation::DeregisterOnPremisesInstance,
        Operation::GetApplication,
        Operation::GetApplicationRevision,
        Operation::GetDeployment,
        Operation::GetDeploymentConfig,
        Operation::GetDeploymentGroup,
        Operation::GetDeploymentInstance,
        Operation::GetDeploymentTarget,
        Operation::GetOnPremisesInstance,
        Operation::ListApplicationRevisions,
        Operation::ListApplications,
        Operation::ListDeploymentConfigs,
        Operation::ListDeploymentGroups,
        Operation::ListDeploymentInstances,
        Operation::ListDeploymentTargets,
        Operation::ListDeployments,
        Operation::ListGitHubAccountTokenNames,
        Operation::ListOnPremisesInstances,
        Operation::ListTagsForResource,
        Operation::PutLifecycleEventHookExecutionStatus,
        Operation::RegisterApplicationRevision,
        Operation::RegisterOnPremisesInstance,
        Operation::RemoveTagsFromOnPremisesInstances,
        Operation::SkipWaitTimeForInstanceTermination,
        Operation::StopDeployment,
        Operation::TagResource,
        Operation::UntagResource,
        Operation::UpdateApplication,
        Operation::UpdateDeploymentGroup,
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
