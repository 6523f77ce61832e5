//! Structures inside the requests of `codedeploy`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::wire::wire;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Alarm {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AlarmConfiguration {
    #[serde(skip_serializing_if = "Option::is_none", rename = "enabled")]
    pub enabled: Option<bool>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "ignorePollAlarmFailure"
    )]
    pub ignore_poll_alarm_failure: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "alarms")]
    pub alarms: Option<Vec<Alarm>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AppSpecContent {
    #[serde(skip_serializing_if = "Option::is_none", rename = "content")]
    pub content: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sha256")]
    pub sha256: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplicationInfo {
    #[serde(skip_serializing_if = "Option::is_none", rename = "applicationId")]
    pub application_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "applicationName")]
    pub application_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "createTime")]
    pub create_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "linkedToGitHub")]
    pub linked_to_git_hub: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "gitHubAccountName")]
    pub git_hub_account_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "computePlatform")]
    pub compute_platform: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AutoRollbackConfiguration {
    #[serde(skip_serializing_if = "Option::is_none", rename = "enabled")]
    pub enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "events")]
    pub events: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AutoScalingGroup {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "hook")]
    pub hook: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "terminationHook")]
    pub termination_hook: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlueGreenDeploymentConfiguration {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "terminateBlueInstancesOnDeploymentSuccess"
    )]
    pub terminate_blue_instances_on_deployment_success: Option<BlueInstanceTerminationOption>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentReadyOption"
    )]
    pub deployment_ready_option: Option<DeploymentReadyOption>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "greenFleetProvisioningOption"
    )]
    pub green_fleet_provisioning_option: Option<GreenFleetProvisioningOption>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlueInstanceTerminationOption {
    #[serde(skip_serializing_if = "Option::is_none", rename = "action")]
    pub action: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "terminationWaitTimeInMinutes"
    )]
    pub termination_wait_time_in_minutes: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CloudFormationTarget {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentId")]
    pub deployment_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetId")]
    pub target_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastUpdatedAt")]
    pub last_updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lifecycleEvents")]
    pub lifecycle_events: Option<Vec<LifecycleEvent>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "resourceType")]
    pub resource_type: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "targetVersionWeight"
    )]
    pub target_version_weight: Option<f64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeploymentConfigInfo {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentConfigId")]
    pub deployment_config_id: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentConfigName"
    )]
    pub deployment_config_name: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "minimumHealthyHosts"
    )]
    pub minimum_healthy_hosts: Option<MinimumHealthyHosts>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "createTime")]
    pub create_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "computePlatform")]
    pub compute_platform: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "trafficRoutingConfig"
    )]
    pub traffic_routing_config: Option<TrafficRoutingConfig>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "zonalConfig")]
    pub zonal_config: Option<ZonalConfig>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeploymentGroupInfo {
    #[serde(skip_serializing_if = "Option::is_none", rename = "applicationName")]
    pub application_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentGroupId")]
    pub deployment_group_id: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentGroupName"
    )]
    pub deployment_group_name: Option<String>,
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
    pub auto_scaling_groups: Option<Vec<AutoScalingGroup>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "serviceRoleArn")]
    pub service_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetRevision")]
    pub target_revision: Option<RevisionLocation>,
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
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentStyle")]
    pub deployment_style: Option<DeploymentStyle>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "outdatedInstancesStrategy"
    )]
    pub outdated_instances_strategy: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "blueGreenDeploymentConfiguration"
    )]
    pub blue_green_deployment_configuration: Option<BlueGreenDeploymentConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "loadBalancerInfo")]
    pub load_balancer_info: Option<LoadBalancerInfo>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "lastSuccessfulDeployment"
    )]
    pub last_successful_deployment: Option<LastDeploymentInfo>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "lastAttemptedDeployment"
    )]
    pub last_attempted_deployment: Option<LastDeploymentInfo>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ec2TagSet")]
    pub ec2_tag_set: Option<EC2TagSet>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "onPremisesTagSet")]
    pub on_premises_tag_set: Option<OnPremisesTagSet>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "computePlatform")]
    pub compute_platform: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ecsServices")]
    pub ecs_services: Option<Vec<ECSService>>,
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
pub struct DeploymentInfo {
    #[serde(skip_serializing_if = "Option::is_none", rename = "applicationName")]
    pub application_name: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentGroupName"
    )]
    pub deployment_group_name: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentConfigName"
    )]
    pub deployment_config_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentId")]
    pub deployment_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "previousRevision")]
    pub previous_revision: Option<RevisionLocation>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "revision")]
    pub revision: Option<RevisionLocation>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "errorInformation")]
    pub error_information: Option<ErrorInformation>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "createTime")]
    pub create_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "startTime")]
    pub start_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "completeTime")]
    pub complete_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentOverview")]
    pub deployment_overview: Option<DeploymentOverview>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "description")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "creator")]
    pub creator: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "ignoreApplicationStopFailures"
    )]
    pub ignore_application_stop_failures: Option<bool>,
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
    #[serde(skip_serializing_if = "Option::is_none", rename = "rollbackInfo")]
    pub rollback_info: Option<RollbackInfo>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentStyle")]
    pub deployment_style: Option<DeploymentStyle>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetInstances")]
    pub target_instances: Option<TargetInstances>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "instanceTerminationWaitTimeStarted"
    )]
    pub instance_termination_wait_time_started: Option<bool>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "blueGreenDeploymentConfiguration"
    )]
    pub blue_green_deployment_configuration: Option<BlueGreenDeploymentConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "loadBalancerInfo")]
    pub load_balancer_info: Option<LoadBalancerInfo>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "additionalDeploymentStatusInfo"
    )]
    pub additional_deployment_status_info: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "fileExistsBehavior")]
    pub file_exists_behavior: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentMode")]
    pub deployment_mode: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentStatusMessages"
    )]
    pub deployment_status_messages: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "computePlatform")]
    pub compute_platform: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "externalId")]
    pub external_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "relatedDeployments")]
    pub related_deployments: Option<RelatedDeployments>,
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
pub struct DeploymentOverview {
    #[serde(skip_serializing_if = "Option::is_none", rename = "Pending")]
    pub pending: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "InProgress")]
    pub in_progress: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Succeeded")]
    pub succeeded: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Failed")]
    pub failed: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Skipped")]
    pub skipped: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Ready")]
    pub ready: Option<i64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeploymentReadyOption {
    #[serde(skip_serializing_if = "Option::is_none", rename = "actionOnTimeout")]
    pub action_on_timeout: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "waitTimeInMinutes")]
    pub wait_time_in_minutes: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeploymentStyle {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentType")]
    pub deployment_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentOption")]
    pub deployment_option: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeploymentTarget {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "deploymentTargetType"
    )]
    pub deployment_target_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "instanceTarget")]
    pub instance_target: Option<InstanceTarget>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lambdaTarget")]
    pub lambda_target: Option<LambdaTarget>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ecsTarget")]
    pub ecs_target: Option<ECSTarget>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "cloudFormationTarget"
    )]
    pub cloud_formation_target: Option<CloudFormationTarget>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Diagnostics {
    #[serde(skip_serializing_if = "Option::is_none", rename = "errorCode")]
    pub error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "scriptName")]
    pub script_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "message")]
    pub message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "logTail")]
    pub log_tail: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EC2DeploymentOptions {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "autoScalingGroupProcessesToSuspend"
    )]
    pub auto_scaling_group_processes_to_suspend: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EC2TagFilter {
    #[serde(skip_serializing_if = "Option::is_none", rename = "Key")]
    pub key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Value")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Type")]
    pub r#type: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EC2TagSet {
    #[serde(skip_serializing_if = "Option::is_none", rename = "ec2TagSetList")]
    pub ec2_tag_set_list: Option<Vec<Vec<EC2TagFilter>>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ECSService {
    #[serde(skip_serializing_if = "Option::is_none", rename = "serviceName")]
    pub service_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "clusterName")]
    pub cluster_name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ECSTarget {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentId")]
    pub deployment_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetId")]
    pub target_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetArn")]
    pub target_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastUpdatedAt")]
    pub last_updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lifecycleEvents")]
    pub lifecycle_events: Option<Vec<LifecycleEvent>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "taskSetsInfo")]
    pub task_sets_info: Option<Vec<ECSTaskSet>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ECSTaskSet {
    #[serde(skip_serializing_if = "Option::is_none", rename = "identifer")]
    pub identifer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "desiredCount")]
    pub desired_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "pendingCount")]
    pub pending_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "runningCount")]
    pub running_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "trafficWeight")]
    pub traffic_weight: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetGroup")]
    pub target_group: Option<TargetGroupInfo>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "taskSetLabel")]
    pub task_set_label: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ELBInfo {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ErrorInformation {
    #[serde(skip_serializing_if = "Option::is_none", rename = "code")]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "message")]
    pub message: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GenericRevisionInfo {
    #[serde(skip_serializing_if = "Option::is_none", rename = "description")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentGroups")]
    pub deployment_groups: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "firstUsedTime")]
    pub first_used_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastUsedTime")]
    pub last_used_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "registerTime")]
    pub register_time: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GitHubLocation {
    #[serde(skip_serializing_if = "Option::is_none", rename = "repository")]
    pub repository: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "commitId")]
    pub commit_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GreenFleetProvisioningOption {
    #[serde(skip_serializing_if = "Option::is_none", rename = "action")]
    pub action: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InstanceInfo {
    #[serde(skip_serializing_if = "Option::is_none", rename = "instanceName")]
    pub instance_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "iamSessionArn")]
    pub iam_session_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "iamUserArn")]
    pub iam_user_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "instanceArn")]
    pub instance_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "registerTime")]
    pub register_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "deregisterTime")]
    pub deregister_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "tags")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InstanceSummary {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentId")]
    pub deployment_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "instanceId")]
    pub instance_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastUpdatedAt")]
    pub last_updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lifecycleEvents")]
    pub lifecycle_events: Option<Vec<LifecycleEvent>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "instanceType")]
    pub instance_type: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InstanceTarget {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentId")]
    pub deployment_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetId")]
    pub target_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetArn")]
    pub target_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastUpdatedAt")]
    pub last_updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lifecycleEvents")]
    pub lifecycle_events: Option<Vec<LifecycleEvent>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "instanceLabel")]
    pub instance_label: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LambdaFunctionInfo {
    #[serde(skip_serializing_if = "Option::is_none", rename = "functionName")]
    pub function_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "functionAlias")]
    pub function_alias: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "currentVersion")]
    pub current_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetVersion")]
    pub target_version: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "targetVersionWeight"
    )]
    pub target_version_weight: Option<f64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LambdaTarget {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentId")]
    pub deployment_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetId")]
    pub target_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetArn")]
    pub target_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lastUpdatedAt")]
    pub last_updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lifecycleEvents")]
    pub lifecycle_events: Option<Vec<LifecycleEvent>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "lambdaFunctionInfo")]
    pub lambda_function_info: Option<LambdaFunctionInfo>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LastDeploymentInfo {
    #[serde(skip_serializing_if = "Option::is_none", rename = "deploymentId")]
    pub deployment_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "endTime")]
    pub end_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "createTime")]
    pub create_time: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LifecycleEvent {
    #[serde(skip_serializing_if = "Option::is_none", rename = "lifecycleEventName")]
    pub lifecycle_event_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "diagnostics")]
    pub diagnostics: Option<Diagnostics>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "startTime")]
    pub start_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "endTime")]
    pub end_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "status")]
    pub status: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoadBalancerInfo {
    #[serde(skip_serializing_if = "Option::is_none", rename = "elbInfoList")]
    pub elb_info_list: Option<Vec<ELBInfo>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "targetGroupInfoList"
    )]
    pub target_group_info_list: Option<Vec<TargetGroupInfo>>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "targetGroupPairInfoList"
    )]
    pub target_group_pair_info_list: Option<Vec<TargetGroupPairInfo>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MinimumHealthyHosts {
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "value")]
    pub value: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MinimumHealthyHostsPerZone {
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "value")]
    pub value: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OnPremisesTagSet {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "onPremisesTagSetList"
    )]
    pub on_premises_tag_set_list: Option<Vec<Vec<TagFilter>>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RawString {
    #[serde(skip_serializing_if = "Option::is_none", rename = "content")]
    pub content: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "sha256")]
    pub sha256: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RelatedDeployments {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "autoUpdateOutdatedInstancesRootDeploymentId"
    )]
    pub auto_update_outdated_instances_root_deployment_id: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "autoUpdateOutdatedInstancesDeploymentIds"
    )]
    pub auto_update_outdated_instances_deployment_ids: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevisionInfo {
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisionLocation")]
    pub revision_location: Option<RevisionLocation>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "genericRevisionInfo"
    )]
    pub generic_revision_info: Option<GenericRevisionInfo>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevisionLocation {
    #[serde(skip_serializing_if = "Option::is_none", rename = "revisionType")]
    pub revision_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "s3Location")]
    pub s3_location: Option<S3Location>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "gitHubLocation")]
    pub git_hub_location: Option<GitHubLocation>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "string")]
    pub string: Option<RawString>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "appSpecContent")]
    pub app_spec_content: Option<AppSpecContent>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RollbackInfo {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "rollbackDeploymentId"
    )]
    pub rollback_deployment_id: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "rollbackTriggeringDeploymentId"
    )]
    pub rollback_triggering_deployment_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "rollbackMessage")]
    pub rollback_message: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct S3Location {
    #[serde(skip_serializing_if = "Option::is_none", rename = "bucket")]
    pub bucket: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "key")]
    pub key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "bundleType")]
    pub bundle_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "version")]
    pub version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "eTag")]
    pub e_tag: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tag {
    #[serde(skip_serializing_if = "Option::is_none", rename = "Key")]
    pub key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Value")]
    pub value: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TagFilter {
    #[serde(skip_serializing_if = "Option::is_none", rename = "Key")]
    pub key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Value")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Type")]
    pub r#type: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetGroupInfo {
    #[serde(skip_serializing_if = "Option::is_none", rename = "name")]
    pub name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetGroupPairInfo {
    #[serde(skip_serializing_if = "Option::is_none", rename = "targetGroups")]
    pub target_groups: Option<Vec<TargetGroupInfo>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "prodTrafficRoute")]
    pub prod_traffic_route: Option<TrafficRoute>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "testTrafficRoute")]
    pub test_traffic_route: Option<TrafficRoute>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetInstances {
    #[serde(skip_serializing_if = "Option::is_none", rename = "tagFilters")]
    pub tag_filters: Option<Vec<EC2TagFilter>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "autoScalingGroups")]
    pub auto_scaling_groups: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "ec2TagSet")]
    pub ec2_tag_set: Option<EC2TagSet>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TimeBasedCanary {
    #[serde(skip_serializing_if = "Option::is_none", rename = "canaryPercentage")]
    pub canary_percentage: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "canaryInterval")]
    pub canary_interval: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TimeBasedLinear {
    #[serde(skip_serializing_if = "Option::is_none", rename = "linearPercentage")]
    pub linear_percentage: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "linearInterval")]
    pub linear_interval: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TimeRange {
    #[serde(skip_serializing_if = "Option::is_none", rename = "start")]
    pub start: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "end")]
    pub end: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrafficRoute {
    #[serde(skip_serializing_if = "Option::is_none", rename = "listenerArns")]
    pub listener_arns: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrafficRoutingConfig {
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "timeBasedCanary")]
    pub time_based_canary: Option<TimeBasedCanary>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "timeBasedLinear")]
    pub time_based_linear: Option<TimeBasedLinear>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TriggerConfig {
    #[serde(skip_serializing_if = "Option::is_none", rename = "triggerName")]
    pub trigger_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "triggerTargetArn")]
    pub trigger_target_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "triggerEvents")]
    pub trigger_events: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ZonalConfig {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "firstZoneMonitorDurationInSeconds"
    )]
    pub first_zone_monitor_duration_in_seconds: Option<i64>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "monitorDurationInSeconds"
    )]
    pub monitor_duration_in_seconds: Option<i64>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "minimumHealthyHostsPerZone"
    )]
    pub minimum_healthy_hosts_per_zone: Option<MinimumHealthyHostsPerZone>,
}

wire!(
    Alarm,
    AlarmConfiguration,
    AppSpecContent,
    ApplicationInfo,
    AutoRollbackConfiguration,
    AutoScalingGroup,
    BlueGreenDeploymentConfiguration,
    BlueInstanceTerminationOption,
    CloudFormationTarget,
    DeploymentConfigInfo,
    DeploymentGroupInfo,
    DeploymentInfo,
    DeploymentOverview,
    DeploymentReadyOption,
    DeploymentStyle,
    DeploymentTarget,
    Diagnostics,
    EC2DeploymentOptions,
    EC2TagFilter,
    EC2TagSet,
    ECSService,
    ECSTarget,
    ECSTaskSet,
    ELBInfo,
    ErrorInformation,
    GenericRevisionInfo,
    GitHubLocation,
    GreenFleetProvisioningOption,
    InstanceInfo,
    InstanceSummary,
    InstanceTarget,
    LambdaFunctionInfo,
    LambdaTarget,
    LastDeploymentInfo,
    LifecycleEvent,
    LoadBalancerInfo,
    MinimumHealthyHosts,
    MinimumHealthyHostsPerZone,
    OnPremisesTagSet,
    RawString,
    RelatedDeployments,
    RevisionInfo,
    RevisionLocation,
    RollbackInfo,
    S3Location,
    Tag,
    TagFilter,
    TargetGroupInfo,
    TargetGroupPairInfo,
    TargetInstances,
    TimeBasedCanary,
    TimeBasedLinear,
    TimeRange,
    TrafficRoute,
    TrafficRoutingConfig,
    TriggerConfig,
    ZonalConfig
);
