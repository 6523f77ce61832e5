//! Inputs and outputs of the operations of `codedeploy`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::types::*;
use crate::wire::wire;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddTagsToOnPremisesInstancesInput {
    #[serde(rename = "tags")]
    pub tags: Vec<Tag>,
    #[serde(rename = "instanceNames")]
    pub instance_names: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddTagsToOnPremisesInstancesOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetApplicationRevisionsInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
    #[serde(rename = "revisions")]
    pub revisions: Vec<RevisionLocation>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetApplicationRevisionsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "applicationName")]
    pub application_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "errorMessage")]
    pub error_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisions")]
    pub revisions: Option<Vec<RevisionInfo>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetApplicationsInput {
    #[serde(rename = "applicationNames")]
    pub application_names: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetApplicationsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "applicationsInfo")]
    pub applications_info: Option<Vec<ApplicationInfo>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetDeploymentGroupsInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
    #[serde(rename = "deploymentGroupNames")]
    pub deployment_group_names: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetDeploymentGroupsOutput {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentGroupsInfo"
    )]
    pub deployment_groups_info: Option<Vec<DeploymentGroupInfo>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "errorMessage")]
    pub error_message: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetDeploymentInstancesInput {
    #[serde(rename = "deploymentId")]
    pub deployment_id: String,
    #[serde(rename = "instanceIds")]
    pub instance_ids: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetDeploymentInstancesOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "instancesSummary")]
    pub instances_summary: Option<Vec<InstanceSummary>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "errorMessage")]
    pub error_message: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetDeploymentTargetsInput {
    #[serde(rename = "deploymentId")]
    pub deployment_id: String,
    #[serde(rename = "targetIds")]
    pub target_ids: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetDeploymentTargetsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentTargets")]
    pub deployment_targets: Option<Vec<DeploymentTarget>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetDeploymentsInput {
    #[serde(rename = "deploymentIds")]
    pub deployment_ids: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetDeploymentsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentsInfo")]
    pub deployments_info: Option<Vec<DeploymentInfo>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetOnPremisesInstancesInput {
    #[serde(rename = "instanceNames")]
    pub instance_names: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchGetOnPremisesInstancesOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "instanceInfos")]
    pub instance_infos: Option<Vec<InstanceInfo>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContinueDeploymentInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentId")]
    pub deployment_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentWaitType")]
    pub deployment_wait_type: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContinueDeploymentOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateApplicationInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "computePlatform")]
    pub compute_platform: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateApplicationOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "applicationId")]
    pub application_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateDeploymentConfigInput {
    #[serde(rename = "deploymentConfigName")]
    pub deployment_config_name: String,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "minimumHealthyHosts"
    )]
    pub minimum_healthy_hosts: Option<MinimumHealthyHosts>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "trafficRoutingConfig"
    )]
    pub traffic_routing_config: Option<TrafficRoutingConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "computePlatform")]
    pub compute_platform: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "zonalConfig")]
    pub zonal_config: Option<ZonalConfig>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateDeploymentConfigOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentConfigId")]
    pub deployment_config_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateDeploymentGroupInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
    #[serde(rename = "deploymentGroupName")]
    pub deployment_group_name: String,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentConfigName"
    )]
    pub deployment_config_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ec2TagFilters")]
    pub ec2_tag_filters: Option<Vec<EC2TagFilter>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "onPremisesInstanceTagFilters"
    )]
    pub on_premises_instance_tag_filters: Option<Vec<TagFilter>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "autoScalingGroups")]
    pub auto_scaling_groups: Option<Vec<String>>,
    #[serde(rename = "serviceRoleArn")]
    pub service_role_arn: String,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "triggerConfigurations"
    )]
    pub trigger_configurations: Option<Vec<TriggerConfig>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "alarmConfiguration")]
    pub alarm_configuration: Option<AlarmConfiguration>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "autoRollbackConfiguration"
    )]
    pub auto_rollback_configuration: Option<AutoRollbackConfiguration>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "outdatedInstancesStrategy"
    )]
    pub outdated_instances_strategy: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentStyle")]
    pub deployment_style: Option<DeploymentStyle>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "blueGreenDeploymentConfiguration"
    )]
    pub blue_green_deployment_configuration: Option<BlueGreenDeploymentConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "loadBalancerInfo")]
    pub load_balancer_info: Option<LoadBalancerInfo>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ec2TagSet")]
    pub ec2_tag_set: Option<EC2TagSet>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ecsServices")]
    pub ecs_services: Option<Vec<ECSService>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "onPremisesTagSet")]
    pub on_premises_tag_set: Option<OnPremisesTagSet>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "ec2DeploymentOptions"
    )]
    pub ec2_deployment_options: Option<EC2DeploymentOptions>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "terminationHookEnabled"
    )]
    pub termination_hook_enabled: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateDeploymentGroupOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentGroupId")]
    pub deployment_group_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateDeploymentInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentGroupName"
    )]
    pub deployment_group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revision")]
    pub revision: Option<RevisionLocation>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentConfigName"
    )]
    pub deployment_config_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "description")]
    pub description: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "ignoreApplicationStopFailures"
    )]
    pub ignore_application_stop_failures: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetInstances")]
    pub target_instances: Option<TargetInstances>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "autoRollbackConfiguration"
    )]
    pub auto_rollback_configuration: Option<AutoRollbackConfiguration>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "updateOutdatedInstancesOnly"
    )]
    pub update_outdated_instances_only: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "fileExistsBehavior")]
    pub file_exists_behavior: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentMode")]
    pub deployment_mode: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "overrideAlarmConfiguration"
    )]
    pub override_alarm_configuration: Option<AlarmConfiguration>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "ec2DeploymentOptions"
    )]
    pub ec2_deployment_options: Option<EC2DeploymentOptions>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateDeploymentOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentId")]
    pub deployment_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteApplicationInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteApplicationOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteDeploymentConfigInput {
    #[serde(rename = "deploymentConfigName")]
    pub deployment_config_name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteDeploymentConfigOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteDeploymentGroupInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
    #[serde(rename = "deploymentGroupName")]
    pub deployment_group_name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteDeploymentGroupOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "hooksNotCleanedUp")]
    pub hooks_not_cleaned_up: Option<Vec<AutoScalingGroup>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteGitHubAccountTokenInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "tokenName")]
    pub token_name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteGitHubAccountTokenOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "tokenName")]
    pub token_name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteResourcesByExternalIdInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "externalId")]
    pub external_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteResourcesByExternalIdOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeregisterOnPremisesInstanceInput {
    #[serde(rename = "instanceName")]
    pub instance_name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeregisterOnPremisesInstanceOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetApplicationInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetApplicationOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "application")]
    pub application: Option<ApplicationInfo>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetApplicationRevisionInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
    #[serde(rename = "revision")]
    pub revision: RevisionLocation,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetApplicationRevisionOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "applicationName")]
    pub application_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revision")]
    pub revision: Option<RevisionLocation>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisionInfo")]
    pub revision_info: Option<GenericRevisionInfo>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetDeploymentConfigInput {
    #[serde(rename = "deploymentConfigName")]
    pub deployment_config_name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetDeploymentConfigOutput {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentConfigInfo"
    )]
    pub deployment_config_info: Option<DeploymentConfigInfo>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetDeploymentGroupInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
    #[serde(rename = "deploymentGroupName")]
    pub deployment_group_name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetDeploymentGroupOutput {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentGroupInfo"
    )]
    pub deployment_group_info: Option<DeploymentGroupInfo>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetDeploymentInput {
    #[serde(rename = "deploymentId")]
    pub deployment_id: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetDeploymentInstanceInput {
    #[serde(rename = "deploymentId")]
    pub deployment_id: String,
    #[serde(rename = "instanceId")]
    pub instance_id: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetDeploymentInstanceOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "instanceSummary")]
    pub instance_summary: Option<InstanceSummary>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetDeploymentOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentInfo")]
    pub deployment_info: Option<DeploymentInfo>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetDeploymentTargetInput {
    #[serde(rename = "deploymentId")]
    pub deployment_id: String,
    #[serde(rename = "targetId")]
    pub target_id: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetDeploymentTargetOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentTarget")]
    pub deployment_target: Option<DeploymentTarget>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetOnPremisesInstanceInput {
    #[serde(rename = "instanceName")]
    pub instance_name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetOnPremisesInstanceOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "instanceInfo")]
    pub instance_info: Option<InstanceInfo>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListApplicationRevisionsInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sortBy")]
    pub sort_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sortOrder")]
    pub sort_order: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "s3Bucket")]
    pub s3_bucket: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "s3KeyPrefix")]
    pub s3_key_prefix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deployed")]
    pub deployed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListApplicationRevisionsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisions")]
    pub revisions: Option<Vec<RevisionLocation>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListApplicationsInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListApplicationsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "applications")]
    pub applications: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListDeploymentConfigsInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListDeploymentConfigsOutput {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentConfigsList"
    )]
    pub deployment_configs_list: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListDeploymentGroupsInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListDeploymentGroupsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "applicationName")]
    pub application_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentGroups")]
    pub deployment_groups: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListDeploymentInstancesInput {
    #[serde(rename = "deploymentId")]
    pub deployment_id: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "instanceStatusFilter"
    )]
    pub instance_status_filter: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "instanceTypeFilter")]
    pub instance_type_filter: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListDeploymentInstancesOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "instancesList")]
    pub instances_list: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListDeploymentTargetsInput {
    #[serde(rename = "deploymentId")]
    pub deployment_id: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetFilters")]
    pub target_filters: Option<BTreeMap<String, Vec<String>>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListDeploymentTargetsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetIds")]
    pub target_ids: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListDeploymentsInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "applicationName")]
    pub application_name: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentGroupName"
    )]
    pub deployment_group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "externalId")]
    pub external_id: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "includeOnlyStatuses"
    )]
    pub include_only_statuses: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "createTimeRange")]
    pub create_time_range: Option<TimeRange>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListDeploymentsOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deployments")]
    pub deployments: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListGitHubAccountTokenNamesInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListGitHubAccountTokenNamesOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "tokenNameList")]
    pub token_name_list: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOnPremisesInstancesInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "registrationStatus")]
    pub registration_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tagFilters")]
    pub tag_filters: Option<Vec<TagFilter>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOnPremisesInstancesOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "instanceNames")]
    pub instance_names: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "nextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListTagsForResourceInput {
    #[serde(rename = "ResourceArn")]
    pub resource_arn: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "NextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListTagsForResourceOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "Tags")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "NextToken")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutLifecycleEventHookExecutionStatusInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentId")]
    pub deployment_id: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "lifecycleEventHookExecutionId"
    )]
    pub lifecycle_event_hook_execution_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutLifecycleEventHookExecutionStatusOutput {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "lifecycleEventHookExecutionId"
    )]
    pub lifecycle_event_hook_execution_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterApplicationRevisionInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "description")]
    pub description: Option<String>,
    #[serde(rename = "revision")]
    pub revision: RevisionLocation,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterApplicationRevisionOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterOnPremisesInstanceInput {
    #[serde(rename = "instanceName")]
    pub instance_name: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "iamSessionArn")]
    pub iam_session_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "iamUserArn")]
    pub iam_user_arn: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterOnPremisesInstanceOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveTagsFromOnPremisesInstancesInput {
    #[serde(rename = "tags")]
    pub tags: Vec<Tag>,
    #[serde(rename = "instanceNames")]
    pub instance_names: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveTagsFromOnPremisesInstancesOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SkipWaitTimeForInstanceTerminationInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentId")]
    pub deployment_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SkipWaitTimeForInstanceTerminationOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StopDeploymentInput {
    #[serde(rename = "deploymentId")]
    pub deployment_id: String,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "autoRollbackEnabled"
    )]
    pub auto_rollback_enabled: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StopDeploymentOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "statusMessage")]
    pub status_message: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TagResourceInput {
    #[serde(rename = "ResourceArn")]
    pub resource_arn: String,
    #[serde(rename = "Tags")]
    pub tags: Vec<Tag>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TagResourceOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UntagResourceInput {
    #[serde(rename = "ResourceArn")]
    pub resource_arn: String,
    #[serde(rename = "TagKeys")]
    pub tag_keys: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UntagResourceOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateApplicationInput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "applicationName")]
    pub application_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "newApplicationName")]
    pub new_application_name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateApplicationOutput {}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateDeploymentGroupInput {
    #[serde(rename = "applicationName")]
    pub application_name: String,
    #[serde(rename = "currentDeploymentGroupName")]
    pub current_deployment_group_name: String,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "newDeploymentGroupName"
    )]
    pub new_deployment_group_name: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentConfigName"
    )]
    pub deployment_config_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ec2TagFilters")]
    pub ec2_tag_filters: Option<Vec<EC2TagFilter>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "onPremisesInstanceTagFilters"
    )]
    pub on_premises_instance_tag_filters: Option<Vec<TagFilter>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "autoScalingGroups")]
    pub auto_scaling_groups: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "serviceRoleArn")]
    pub service_role_arn: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "triggerConfigurations"
    )]
    pub trigger_configurations: Option<Vec<TriggerConfig>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "alarmConfiguration")]
    pub alarm_configuration: Option<AlarmConfiguration>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "autoRollbackConfiguration"
    )]
    pub auto_rollback_configuration: Option<AutoRollbackConfiguration>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "outdatedInstancesStrategy"
    )]
    pub outdated_instances_strategy: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentStyle")]
    pub deployment_style: Option<DeploymentStyle>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "blueGreenDeploymentConfiguration"
    )]
    pub blue_green_deployment_configuration: Option<BlueGreenDeploymentConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "loadBalancerInfo")]
    pub load_balancer_info: Option<LoadBalancerInfo>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ec2TagSet")]
    pub ec2_tag_set: Option<EC2TagSet>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ecsServices")]
    pub ecs_services: Option<Vec<ECSService>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "onPremisesTagSet")]
    pub on_premises_tag_set: Option<OnPremisesTagSet>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "ec2DeploymentOptions"
    )]
    pub ec2_deployment_options: Option<EC2DeploymentOptions>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "terminationHookEnabled"
    )]
    pub termination_hook_enabled: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateDeploymentGroupOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "hooksNotCleanedUp")]
    pub hooks_not_cleaned_up: Option<Vec<AutoScalingGroup>>,
}

wire!(
    AddTagsToOnPremisesInstancesInput,
    AddTagsToOnPremisesInstancesOutput,
    BatchGetApplicationRevisionsInput,
    BatchGetApplicationRevisionsOutput,
    BatchGetApplicationsInput,
    BatchGetApplicationsOutput,
    BatchGetDeploymentGroupsInput,
    BatchGetDeploymentGroupsOutput,
    BatchGetDeploymentInstancesInput,
    BatchGetDeploymentInstancesOutput,
    BatchGetDeploymentTargetsInput,
    BatchGetDeploymentTargetsOutput,
    BatchGetDeploymentsInput,
    BatchGetDeploymentsOutput,
    BatchGetOnPremisesInstancesInput,
    BatchGetOnPremisesInstancesOutput,
    ContinueDeploymentInput,
    ContinueDeploymentOutput,
    CreateApplicationInput,
    CreateApplicationOutput,
    CreateDeploymentConfigInput,
    CreateDeploymentConfigOutput,
    CreateDeploymentGroupInput,
    CreateDeploymentGroupOutput,
    CreateDeploymentInput,
    CreateDeploymentOutput,
    DeleteApplicationInput,
    DeleteApplicationOutput,
    DeleteDeploymentConfigInput,
    DeleteDeploymentConfigOutput,
    DeleteDeploymentGroupInput,
    DeleteDeploymentGroupOutput,
    DeleteGitHubAccountTokenInput,
    DeleteGitHubAccountTokenOutput,
    DeleteResourcesByExternalIdInput,
    DeleteResourcesByExternalIdOutput,
    DeregisterOnPremisesInstanceInput,
    DeregisterOnPremisesInstanceOutput,
    GetApplicationInput,
    GetApplicationOutput,
    GetApplicationRevisionInput,
    GetApplicationRevisionOutput,
    GetDeploymentConfigInput,
    GetDeploymentConfigOutput,
    GetDeploymentGroupInput,
    GetDeploymentGroupOutput,
    GetDeploymentInput,
    GetDeploymentInstanceInput,
    GetDeploymentInstanceOutput,
    GetDeploymentOutput,
    GetDeploymentTargetInput,
    GetDeploymentTargetOutput,
    GetOnPremisesInstanceInput,
    GetOnPremisesInstanceOutput,
    ListApplicationRevisionsInput,
    ListApplicationRevisionsOutput,
    ListApplicationsInput,
    ListApplicationsOutput,
    ListDeploymentConfigsInput,
    ListDeploymentConfigsOutput,
    ListDeploymentGroupsInput,
    ListDeploymentGroupsOutput,
    ListDeploymentInstancesInput,
    ListDeploymentInstancesOutput,
    ListDeploymentTargetsInput,
    ListDeploymentTargetsOutput,
    ListDeploymentsInput,
    ListDeploymentsOutput,
    ListGitHubAccountTokenNamesInput,
    ListGitHubAccountTokenNamesOutput,
    ListOnPremisesInstancesInput,
    ListOnPremisesInstancesOutput,
    ListTagsForResourceInput,
    ListTagsForResourceOutput,
    PutLifecycleEventHookExecutionStatusInput,
    PutLifecycleEventHookExecutionStatusOutput,
    RegisterApplicationRevisionInput,
    RegisterApplicationRevisionOutput,
    RegisterOnPremisesInstanceInput,
    RegisterOnPremisesInstanceOutput,
    RemoveTagsFromOnPremisesInstancesInput,
    RemoveTagsFromOnPremisesInstancesOutput,
    SkipWaitTimeForInstanceTerminationInput,
    SkipWaitTimeForInstanceTerminationOutput,
    StopDeploymentInput,
    StopDeploymentOutput,
    TagResourceInput,
    TagResourceOutput,
    UntagResourceInput,
    UntagResourceOutput,
    UpdateApplicationInput,
    UpdateApplicationOutput,
    UpdateDeploymentGroupInput,
    UpdateDeploymentGroupOutput
);
