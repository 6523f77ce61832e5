//! Constraints of every shape of `codedeploy`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use crate::shape::{Kind, Shape, member};

pub static ADD_TAGS_TO_ON_PREMISES_INSTANCES_INPUT: Shape = Shape::new(
    "AddTagsToOnPremisesInstancesInput",
    Kind::Structure(&[
        member("tags", &TAG_LIST).required(),
        member("instanceNames", &INSTANCE_NAME_LIST).required(),
    ]),
);

pub static ADDITIONAL_DEPLOYMENT_STATUS_INFO: Shape =
    Shape::new("AdditionalDeploymentStatusInfo", Kind::String);

pub static ALARM: Shape = Shape::new("Alarm", Kind::Structure(&[member("name", &ALARM_NAME)]));

pub static ALARM_CONFIGURATION: Shape = Shape::new(
    "AlarmConfiguration",
    Kind::Structure(&[
        member("enabled", &BOOLEAN),
        member("ignorePollAlarmFailure", &BOOLEAN),
        member("alarms", &ALARM_LIST),
    ]),
);

pub static ALARM_LIST: Shape = Shape::new("AlarmList", Kind::List(&ALARM));

pub static ALARM_NAME: Shape = Shape::new("AlarmName", Kind::String);

pub static APP_SPEC_CONTENT: Shape = Shape::new(
    "AppSpecContent",
    Kind::Structure(&[
        member("content", &RAW_STRING_CONTENT),
        member("sha256", &RAW_STRING_SHA256),
    ]),
);

pub static APPLICATION_ID: Shape = Shape::new("ApplicationId", Kind::String);

pub static APPLICATION_INFO: Shape = Shape::new(
    "ApplicationInfo",
    Kind::Structure(&[
        member("applicationId", &APPLICATION_ID),
        member("applicationName", &APPLICATION_NAME),
        member("createTime", &TIMESTAMP),
        member("linkedToGitHub", &BOOLEAN),
        member("gitHubAccountName", &GIT_HUB_ACCOUNT_TOKEN_NAME),
        member("computePlatform", &COMPUTE_PLATFORM),
    ]),
);

pub static APPLICATION_NAME: Shape = Shape::new("ApplicationName", Kind::String)
    .min(1)
    .max(100)
    .pattern("[A-Za-z0-9+=,.@_-]*");

pub static APPLICATION_REVISION_SORT_BY: Shape = Shape::new(
    "ApplicationRevisionSortBy",
    Kind::Enum(&["registerTime", "firstUsedTime", "lastUsedTime"]),
);

pub static APPLICATIONS_INFO_LIST: Shape =
    Shape::new("ApplicationsInfoList", Kind::List(&APPLICATION_INFO));

pub static APPLICATIONS_LIST: Shape = Shape::new("ApplicationsList", Kind::List(&APPLICATION_NAME));

pub static ARN: Shape = Shape::new("Arn", Kind::String).min(1).max(1011);

pub static AUTO_ROLLBACK_CONFIGURATION: Shape = Shape::new(
    "AutoRollbackConfiguration",
    Kind::Structure(&[
        member("enabled", &BOOLEAN),
        member("events", &AUTO_ROLLBACK_EVENTS_LIST),
    ]),
);

pub static AUTO_ROLLBACK_EVENT: Shape = Shape::new(
    "AutoRollbackEvent",
    Kind::Enum(&[
        "DEPLOYMENT_FAILURE",
        "DEPLOYMENT_STOP_ON_ALARM",
        "DEPLOYMENT_STOP_ON_REQUEST",
    ]),
);

pub static AUTO_ROLLBACK_EVENTS_LIST: Shape =
    Shape::new("AutoRollbackEventsList", Kind::List(&AUTO_ROLLBACK_EVENT));

pub static AUTO_SCALING_GROUP: Shape = Shape::new(
    "AutoScalingGroup",
    Kind::Structure(&[
        member("name", &AUTO_SCALING_GROUP_NAME),
        member("hook", &AUTO_SCALING_GROUP_HOOK),
        member("terminationHook", &AUTO_SCALING_GROUP_HOOK),
    ]),
);

pub static AUTO_SCALING_GROUP_HOOK: Shape = Shape::new("AutoScalingGroupHook", Kind::String);

pub static AUTO_SCALING_GROUP_LIST: Shape =
    Shape::new("AutoScalingGroupList", Kind::List(&AUTO_SCALING_GROUP));

pub static AUTO_SCALING_GROUP_NAME: Shape = Shape::new("AutoScalingGroupName", Kind::String);

pub static AUTO_SCALING_GROUP_NAME_LIST: Shape = Shape::new(
    "AutoScalingGroupNameList",
    Kind::List(&AUTO_SCALING_GROUP_NAME),
);

pub static AUTO_SCALING_GROUP_PROCESS: Shape = Shape::new(
    "AutoScalingGroupProcess",
    Kind::Enum(&[
        "Terminate",
        "AZRebalance",
        "InstanceRefresh",
        "ScheduledActions",
    ]),
)
.min(1)
.max(255);

pub static AUTO_SCALING_GROUP_PROCESSES_TO_SUSPEND_LIST: Shape = Shape::new(
    "AutoScalingGroupProcessesToSuspendList",
    Kind::List(&AUTO_SCALING_GROUP_PROCESS),
)
.min(0)
.max(4);

pub static BATCH_GET_APPLICATION_REVISIONS_INPUT: Shape = Shape::new(
    "BatchGetApplicationRevisionsInput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME).required(),
        member("revisions", &REVISION_LOCATION_LIST).required(),
    ]),
);

pub static BATCH_GET_APPLICATION_REVISIONS_OUTPUT: Shape = Shape::new(
    "BatchGetApplicationRevisionsOutput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME),
        member("errorMessage", &ERROR_MESSAGE),
        member("revisions", &REVISION_INFO_LIST),
    ]),
);

pub static BATCH_GET_APPLICATIONS_INPUT: Shape = Shape::new(
    "BatchGetApplicationsInput",
    Kind::Structure(&[member("applicationNames", &APPLICATIONS_LIST).required()]),
);

pub static BATCH_GET_APPLICATIONS_OUTPUT: Shape = Shape::new(
    "BatchGetApplicationsOutput",
    Kind::Structure(&[member("applicationsInfo", &APPLICATIONS_INFO_LIST)]),
);

pub static BATCH_GET_DEPLOYMENT_GROUPS_INPUT: Shape = Shape::new(
    "BatchGetDeploymentGroupsInput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME).required(),
        member("deploymentGroupNames", &DEPLOYMENT_GROUPS_LIST).required(),
    ]),
);

pub static BATCH_GET_DEPLOYMENT_GROUPS_OUTPUT: Shape = Shape::new(
    "BatchGetDeploymentGroupsOutput",
    Kind::Structure(&[
        member("deploymentGroupsInfo", &DEPLOYMENT_GROUP_INFO_LIST),
        member("errorMessage", &ERROR_MESSAGE),
    ]),
);

pub static BATCH_GET_DEPLOYMENT_INSTANCES_INPUT: Shape = Shape::new(
    "BatchGetDeploymentInstancesInput",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID).required(),
        member("instanceIds", &INSTANCES_LIST).required(),
    ]),
);

pub static BATCH_GET_DEPLOYMENT_INSTANCES_OUTPUT: Shape = Shape::new(
    "BatchGetDeploymentInstancesOutput",
    Kind::Structure(&[
        member("instancesSummary", &INSTANCE_SUMMARY_LIST),
        member("errorMessage", &ERROR_MESSAGE),
    ]),
);

pub static BATCH_GET_DEPLOYMENT_TARGETS_INPUT: Shape = Shape::new(
    "BatchGetDeploymentTargetsInput",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID).required(),
        member("targetIds", &TARGET_ID_LIST).required(),
    ]),
);

pub static BATCH_GET_DEPLOYMENT_TARGETS_OUTPUT: Shape = Shape::new(
    "BatchGetDeploymentTargetsOutput",
    Kind::Structure(&[member("deploymentTargets", &DEPLOYMENT_TARGET_LIST)]),
);

pub static BATCH_GET_DEPLOYMENTS_INPUT: Shape = Shape::new(
    "BatchGetDeploymentsInput",
    Kind::Structure(&[member("deploymentIds", &DEPLOYMENTS_LIST).required()]),
);

pub static BATCH_GET_DEPLOYMENTS_OUTPUT: Shape = Shape::new(
    "BatchGetDeploymentsOutput",
    Kind::Structure(&[member("deploymentsInfo", &DEPLOYMENTS_INFO_LIST)]),
);

pub static BATCH_GET_ON_PREMISES_INSTANCES_INPUT: Shape = Shape::new(
    "BatchGetOnPremisesInstancesInput",
    Kind::Structure(&[member("instanceNames", &INSTANCE_NAME_LIST).required()]),
);

pub static BATCH_GET_ON_PREMISES_INSTANCES_OUTPUT: Shape = Shape::new(
    "BatchGetOnPremisesInstancesOutput",
    Kind::Structure(&[member("instanceInfos", &INSTANCE_INFO_LIST)]),
);

pub static BLUE_GREEN_DEPLOYMENT_CONFIGURATION: Shape = Shape::new(
    "BlueGreenDeploymentConfiguration",
    Kind::Structure(&[
        member(
            "terminateBlueInstancesOnDeploymentSuccess",
            &BLUE_INSTANCE_TERMINATION_OPTION,
        ),
        member("deploymentReadyOption", &DEPLOYMENT_READY_OPTION),
        member(
            "greenFleetProvisioningOption",
            &GREEN_FLEET_PROVISIONING_OPTION,
        ),
    ]),
);

pub static BLUE_INSTANCE_TERMINATION_OPTION: Shape = Shape::new(
    "BlueInstanceTerminationOption",
    Kind::Structure(&[
        member("action", &INSTANCE_ACTION),
        member("terminationWaitTimeInMinutes", &DURATION),
    ]),
);

pub static BOOLEAN: Shape = Shape::new("Boolean", Kind::Boolean);

pub static BUNDLE_TYPE: Shape = Shape::new(
    "BundleType",
    Kind::Enum(&["tar", "tgz", "zip", "YAML", "JSON"]),
);

pub static CLOUD_FORMATION_RESOURCE_TYPE: Shape =
    Shape::new("CloudFormationResourceType", Kind::String);

pub static CLOUD_FORMATION_TARGET: Shape = Shape::new(
    "CloudFormationTarget",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID),
        member("targetId", &TARGET_ID),
        member("lastUpdatedAt", &TIME),
        member("lifecycleEvents", &LIFECYCLE_EVENT_LIST),
        member("status", &TARGET_STATUS),
        member("resourceType", &CLOUD_FORMATION_RESOURCE_TYPE),
        member("targetVersionWeight", &TRAFFIC_WEIGHT),
    ]),
);

pub static COMMIT_ID: Shape = Shape::new("CommitId", Kind::String);

pub static COMPUTE_PLATFORM: Shape =
    Shape::new("ComputePlatform", Kind::Enum(&["Server", "Lambda", "ECS"]));

pub static CONTINUE_DEPLOYMENT_INPUT: Shape = Shape::new(
    "ContinueDeploymentInput",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID),
        member("deploymentWaitType", &DEPLOYMENT_WAIT_TYPE),
    ]),
);

pub static CREATE_APPLICATION_INPUT: Shape = Shape::new(
    "CreateApplicationInput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME).required(),
        member("computePlatform", &COMPUTE_PLATFORM),
        member("tags", &TAG_LIST),
    ]),
);

pub static CREATE_APPLICATION_OUTPUT: Shape = Shape::new(
    "CreateApplicationOutput",
    Kind::Structure(&[member("applicationId", &APPLICATION_ID)]),
);

pub static CREATE_DEPLOYMENT_CONFIG_INPUT: Shape = Shape::new(
    "CreateDeploymentConfigInput",
    Kind::Structure(&[
        member("deploymentConfigName", &DEPLOYMENT_CONFIG_NAME).required(),
        member("minimumHealthyHosts", &MINIMUM_HEALTHY_HOSTS),
        member("trafficRoutingConfig", &TRAFFIC_ROUTING_CONFIG),
        member("computePlatform", &COMPUTE_PLATFORM),
        member("zonalConfig", &ZONAL_CONFIG),
    ]),
);

pub static CREATE_DEPLOYMENT_CONFIG_OUTPUT: Shape = Shape::new(
    "CreateDeploymentConfigOutput",
    Kind::Structure(&[member("deploymentConfigId", &DEPLOYMENT_CONFIG_ID)]),
);

pub static CREATE_DEPLOYMENT_GROUP_INPUT: Shape = Shape::new(
    "CreateDeploymentGroupInput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME).required(),
        member("deploymentGroupName", &DEPLOYMENT_GROUP_NAME).required(),
        member("deploymentConfigName", &DEPLOYMENT_CONFIG_NAME),
        member("ec2TagFilters", &EC2_TAG_FILTER_LIST),
        member("onPremisesInstanceTagFilters", &TAG_FILTER_LIST),
        member("autoScalingGroups", &AUTO_SCALING_GROUP_NAME_LIST),
        member("serviceRoleArn", &ROLE).required(),
        member("triggerConfigurations", &TRIGGER_CONFIG_LIST),
        member("alarmConfiguration", &ALARM_CONFIGURATION),
        member("autoRollbackConfiguration", &AUTO_ROLLBACK_CONFIGURATION),
        member("outdatedInstancesStrategy", &OUTDATED_INSTANCES_STRATEGY),
        member("deploymentStyle", &DEPLOYMENT_STYLE),
        member(
            "blueGreenDeploymentConfiguration",
            &BLUE_GREEN_DEPLOYMENT_CONFIGURATION,
        ),
        member("loadBalancerInfo", &LOAD_BALANCER_INFO),
        member("ec2TagSet", &EC2_TAG_SET),
        member("ecsServices", &ECS_SERVICE_LIST),
        member("onPremisesTagSet", &ON_PREMISES_TAG_SET),
        member("tags", &TAG_LIST),
        member("ec2DeploymentOptions", &EC2_DEPLOYMENT_OPTIONS),
        member("terminationHookEnabled", &NULLABLE_BOOLEAN),
    ]),
);

pub static CREATE_DEPLOYMENT_GROUP_OUTPUT: Shape = Shape::new(
    "CreateDeploymentGroupOutput",
    Kind::Structure(&[member("deploymentGroupId", &DEPLOYMENT_GROUP_ID)]),
);

pub static CREATE_DEPLOYMENT_INPUT: Shape = Shape::new(
    "CreateDeploymentInput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME).required(),
        member("deploymentGroupName", &DEPLOYMENT_GROUP_NAME),
        member("revision", &REVISION_LOCATION),
        member("deploymentConfigName", &DEPLOYMENT_CONFIG_NAME),
        member("description", &DESCRIPTION),
        member("ignoreApplicationStopFailures", &BOOLEAN),
        member("targetInstances", &TARGET_INSTANCES),
        member("autoRollbackConfiguration", &AUTO_ROLLBACK_CONFIGURATION),
        member("updateOutdatedInstancesOnly", &BOOLEAN),
        member("fileExistsBehavior", &FILE_EXISTS_BEHAVIOR),
        member("deploymentMode", &DEPLOYMENT_MODE),
        member("overrideAlarmConfiguration", &ALARM_CONFIGURATION),
        member("ec2DeploymentOptions", &EC2_DEPLOYMENT_OPTIONS),
    ]),
);

pub static CREATE_DEPLOYMENT_OUTPUT: Shape = Shape::new(
    "CreateDeploymentOutput",
    Kind::Structure(&[member("deploymentId", &DEPLOYMENT_ID)]),
);

pub static DELETE_APPLICATION_INPUT: Shape = Shape::new(
    "DeleteApplicationInput",
    Kind::Structure(&[member("applicationName", &APPLICATION_NAME).required()]),
);

pub static DELETE_DEPLOYMENT_CONFIG_INPUT: Shape = Shape::new(
    "DeleteDeploymentConfigInput",
    Kind::Structure(&[member("deploymentConfigName", &DEPLOYMENT_CONFIG_NAME).required()]),
);

pub static DELETE_DEPLOYMENT_GROUP_INPUT: Shape = Shape::new(
    "DeleteDeploymentGroupInput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME).required(),
        member("deploymentGroupName", &DEPLOYMENT_GROUP_NAME).required(),
    ]),
);

pub static DELETE_DEPLOYMENT_GROUP_OUTPUT: Shape = Shape::new(
    "DeleteDeploymentGroupOutput",
    Kind::Structure(&[member("hooksNotCleanedUp", &AUTO_SCALING_GROUP_LIST)]),
);

pub static DELETE_GIT_HUB_ACCOUNT_TOKEN_INPUT: Shape = Shape::new(
    "DeleteGitHubAccountTokenInput",
    Kind::Structure(&[member("tokenName", &GIT_HUB_ACCOUNT_TOKEN_NAME)]),
);

pub static DELETE_GIT_HUB_ACCOUNT_TOKEN_OUTPUT: Shape = Shape::new(
    "DeleteGitHubAccountTokenOutput",
    Kind::Structure(&[member("tokenName", &GIT_HUB_ACCOUNT_TOKEN_NAME)]),
);

pub static DELETE_RESOURCES_BY_EXTERNAL_ID_INPUT: Shape = Shape::new(
    "DeleteResourcesByExternalIdInput",
    Kind::Structure(&[member("externalId", &EXTERNAL_ID)]),
);

pub static DELETE_RESOURCES_BY_EXTERNAL_ID_OUTPUT: Shape =
    Shape::new("DeleteResourcesByExternalIdOutput", Kind::Structure(&[]));

pub static DEPLOYMENT_CONFIG_ID: Shape = Shape::new("DeploymentConfigId", Kind::String);

pub static DEPLOYMENT_CONFIG_INFO: Shape = Shape::new(
    "DeploymentConfigInfo",
    Kind::Structure(&[
        member("deploymentConfigId", &DEPLOYMENT_CONFIG_ID),
        member("deploymentConfigName", &DEPLOYMENT_CONFIG_NAME),
        member("minimumHealthyHosts", &MINIMUM_HEALTHY_HOSTS),
        member("createTime", &TIMESTAMP),
        member("computePlatform", &COMPUTE_PLATFORM),
        member("trafficRoutingConfig", &TRAFFIC_ROUTING_CONFIG),
        member("zonalConfig", &ZONAL_CONFIG),
    ]),
);

pub static DEPLOYMENT_CONFIG_NAME: Shape = Shape::new("DeploymentConfigName", Kind::String)
    .min(1)
    .max(100)
    .pattern("[A-Za-z0-9+=,.@_-]*");

pub static DEPLOYMENT_CONFIGS_LIST: Shape =
    Shape::new("DeploymentConfigsList", Kind::List(&DEPLOYMENT_CONFIG_NAME));

pub static DEPLOYMENT_CREATOR: Shape = Shape::new(
    "DeploymentCreator",
    Kind::Enum(&[
        "user",
        "autoscaling",
        "codeDeployRollback",
        "CodeDeploy",
        "CodeDeployAutoUpdate",
        "CloudFormation",
        "CloudFormationRollback",
        "autoscalingTermination",
    ]),
);

pub static DEPLOYMENT_GROUP_ID: Shape = Shape::new("DeploymentGroupId", Kind::String);

pub static DEPLOYMENT_GROUP_INFO: Shape = Shape::new(
    "DeploymentGroupInfo",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME),
        member("deploymentGroupId", &DEPLOYMENT_GROUP_ID),
        member("deploymentGroupName", &DEPLOYMENT_GROUP_NAME),
        member("deploymentConfigName", &DEPLOYMENT_CONFIG_NAME),
        member("ec2TagFilters", &EC2_TAG_FILTER_LIST),
        member("onPremisesInstanceTagFilters", &TAG_FILTER_LIST),
        member("autoScalingGroups", &AUTO_SCALING_GROUP_LIST),
        member("serviceRoleArn", &ROLE),
        member("targetRevision", &REVISION_LOCATION),
        member("triggerConfigurations", &TRIGGER_CONFIG_LIST),
        member("alarmConfiguration", &ALARM_CONFIGURATION),
        member("autoRollbackConfiguration", &AUTO_ROLLBACK_CONFIGURATION),
        member("deploymentStyle", &DEPLOYMENT_STYLE),
        member("outdatedInstancesStrategy", &OUTDATED_INSTANCES_STRATEGY),
        member(
            "blueGreenDeploymentConfiguration",
            &BLUE_GREEN_DEPLOYMENT_CONFIGURATION,
        ),
        member("loadBalancerInfo", &LOAD_BALANCER_INFO),
        member("lastSuccessfulDeployment", &LAST_DEPLOYMENT_INFO),
        member("lastAttemptedDeployment", &LAST_DEPLOYMENT_INFO),
        member("ec2TagSet", &EC2_TAG_SET),
        member("onPremisesTagSet", &ON_PREMISES_TAG_SET),
        member("computePlatform", &COMPUTE_PLATFORM),
        member("ecsServices", &ECS_SERVICE_LIST),
        member("ec2DeploymentOptions", &EC2_DEPLOYMENT_OPTIONS),
        member("terminationHookEnabled", &BOOLEAN),
    ]),
);

pub static DEPLOYMENT_GROUP_INFO_LIST: Shape = Shape::new(
    "DeploymentGroupInfoList",
    Kind::List(&DEPLOYMENT_GROUP_INFO),
);

pub static DEPLOYMENT_GROUP_NAME: Shape = Shape::new("DeploymentGroupName", Kind::String)
    .min(1)
    .max(100)
    .pattern("[A-Za-z0-9+=,.@_-]*");

pub static DEPLOYMENT_GROUPS_LIST: Shape =
    Shape::new("DeploymentGroupsList", Kind::List(&DEPLOYMENT_GROUP_NAME));

pub static DEPLOYMENT_ID: Shape = Shape::new("DeploymentId", Kind::String);

pub static DEPLOYMENT_INFO: Shape = Shape::new(
    "DeploymentInfo",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME),
        member("deploymentGroupName", &DEPLOYMENT_GROUP_NAME),
        member("deploymentConfigName", &DEPLOYMENT_CONFIG_NAME),
        member("deploymentId", &DEPLOYMENT_ID),
        member("previousRevision", &REVISION_LOCATION),
        member("revision", &REVISION_LOCATION),
        member("status", &DEPLOYMENT_STATUS),
        member("errorInformation", &ERROR_INFORMATION),
        member("createTime", &TIMESTAMP),
        member("startTime", &TIMESTAMP),
        member("completeTime", &TIMESTAMP),
        member("deploymentOverview", &DEPLOYMENT_OVERVIEW),
        member("description", &DESCRIPTION),
        member("creator", &DEPLOYMENT_CREATOR),
        member("ignoreApplicationStopFailures", &BOOLEAN),
        member("autoRollbackConfiguration", &AUTO_ROLLBACK_CONFIGURATION),
        member("updateOutdatedInstancesOnly", &BOOLEAN),
        member("rollbackInfo", &ROLLBACK_INFO),
        member("deploymentStyle", &DEPLOYMENT_STYLE),
        member("targetInstances", &TARGET_INSTANCES),
        member("instanceTerminationWaitTimeStarted", &BOOLEAN),
        member(
            "blueGreenDeploymentConfiguration",
            &BLUE_GREEN_DEPLOYMENT_CONFIGURATION,
        ),
        member("loadBalancerInfo", &LOAD_BALANCER_INFO),
        member(
            "additionalDeploymentStatusInfo",
            &ADDITIONAL_DEPLOYMENT_STATUS_INFO,
        ),
        member("fileExistsBehavior", &FILE_EXISTS_BEHAVIOR),
        member("deploymentMode", &DEPLOYMENT_MODE),
        member("deploymentStatusMessages", &DEPLOYMENT_STATUS_MESSAGE_LIST),
        member("computePlatform", &COMPUTE_PLATFORM),
        member("externalId", &EXTERNAL_ID),
        member("relatedDeployments", &RELATED_DEPLOYMENTS),
        member("overrideAlarmConfiguration", &ALARM_CONFIGURATION),
        member("ec2DeploymentOptions", &EC2_DEPLOYMENT_OPTIONS),
    ]),
);

pub static DEPLOYMENT_MODE: Shape =
    Shape::new("DeploymentMode", Kind::Enum(&["STANDARD", "RESTART"]));

pub static DEPLOYMENT_OPTION: Shape = Shape::new(
    "DeploymentOption",
    Kind::Enum(&["WITH_TRAFFIC_CONTROL", "WITHOUT_TRAFFIC_CONTROL"]),
);

pub static DEPLOYMENT_OVERVIEW: Shape = Shape::new(
    "DeploymentOverview",
    Kind::Structure(&[
        member("Pending", &INSTANCE_COUNT),
        member("InProgress", &INSTANCE_COUNT),
        member("Succeeded", &INSTANCE_COUNT),
        member("Failed", &INSTANCE_COUNT),
        member("Skipped", &INSTANCE_COUNT),
        member("Ready", &INSTANCE_COUNT),
    ]),
);

pub static DEPLOYMENT_READY_ACTION: Shape = Shape::new(
    "DeploymentReadyAction",
    Kind::Enum(&["CONTINUE_DEPLOYMENT", "STOP_DEPLOYMENT"]),
);

pub static DEPLOYMENT_READY_OPTION: Shape = Shape::new(
    "DeploymentReadyOption",
    Kind::Structure(&[
        member("actionOnTimeout", &DEPLOYMENT_READY_ACTION),
        member("waitTimeInMinutes", &DURATION),
    ]),
);

pub static DEPLOYMENT_STATUS: Shape = Shape::new(
    "DeploymentStatus",
    Kind::Enum(&[
        "Created",
        "Queued",
        "InProgress",
        "Baking",
        "Succeeded",
        "Failed",
        "Stopped",
        "Ready",
    ]),
);

pub static DEPLOYMENT_STATUS_LIST: Shape =
    Shape::new("DeploymentStatusList", Kind::List(&DEPLOYMENT_STATUS));

pub static DEPLOYMENT_STATUS_MESSAGE_LIST: Shape =
    Shape::new("DeploymentStatusMessageList", Kind::List(&ERROR_MESSAGE));

pub static DEPLOYMENT_STYLE: Shape = Shape::new(
    "DeploymentStyle",
    Kind::Structure(&[
        member("deploymentType", &DEPLOYMENT_TYPE),
        member("deploymentOption", &DEPLOYMENT_OPTION),
    ]),
);

pub static DEPLOYMENT_TARGET: Shape = Shape::new(
    "DeploymentTarget",
    Kind::Structure(&[
        member("deploymentTargetType", &DEPLOYMENT_TARGET_TYPE),
        member("instanceTarget", &INSTANCE_TARGET),
        member("lambdaTarget", &LAMBDA_TARGET),
        member("ecsTarget", &ECS_TARGET),
        member("cloudFormationTarget", &CLOUD_FORMATION_TARGET),
    ]),
);

pub static DEPLOYMENT_TARGET_LIST: Shape =
    Shape::new("DeploymentTargetList", Kind::List(&DEPLOYMENT_TARGET));

pub static DEPLOYMENT_TARGET_TYPE: Shape = Shape::new(
    "DeploymentTargetType",
    Kind::Enum(&[
        "InstanceTarget",
        "LambdaTarget",
        "ECSTarget",
        "CloudFormationTarget",
    ]),
);

pub static DEPLOYMENT_TYPE: Shape =
    Shape::new("DeploymentType", Kind::Enum(&["IN_PLACE", "BLUE_GREEN"]));

pub static DEPLOYMENT_WAIT_TYPE: Shape = Shape::new(
    "DeploymentWaitType",
    Kind::Enum(&["READY_WAIT", "TERMINATION_WAIT"]),
);

pub static DEPLOYMENTS_INFO_LIST: Shape =
    Shape::new("DeploymentsInfoList", Kind::List(&DEPLOYMENT_INFO));

pub static DEPLOYMENTS_LIST: Shape = Shape::new("DeploymentsList", Kind::List(&DEPLOYMENT_ID));

pub static DEREGISTER_ON_PREMISES_INSTANCE_INPUT: Shape = Shape::new(
    "DeregisterOnPremisesInstanceInput",
    Kind::Structure(&[member("instanceName", &INSTANCE_NAME).required()]),
);

pub static DESCRIPTION: Shape = Shape::new("Description", Kind::String);

pub static DIAGNOSTICS: Shape = Shape::new(
    "Diagnostics",
    Kind::Structure(&[
        member("errorCode", &LIFECYCLE_ERROR_CODE),
        member("scriptName", &SCRIPT_NAME),
        member("message", &LIFECYCLE_MESSAGE),
        member("logTail", &LOG_TAIL),
    ]),
);

pub static DURATION: Shape = Shape::new("Duration", Kind::Integer);

pub static EC2_DEPLOYMENT_OPTIONS: Shape = Shape::new(
    "EC2DeploymentOptions",
    Kind::Structure(&[member(
        "autoScalingGroupProcessesToSuspend",
        &AUTO_SCALING_GROUP_PROCESSES_TO_SUSPEND_LIST,
    )]),
);

pub static EC2_TAG_FILTER: Shape = Shape::new(
    "EC2TagFilter",
    Kind::Structure(&[
        member("Key", &KEY),
        member("Value", &VALUE),
        member("Type", &EC2_TAG_FILTER_TYPE),
    ]),
);

pub static EC2_TAG_FILTER_LIST: Shape = Shape::new("EC2TagFilterList", Kind::List(&EC2_TAG_FILTER));

pub static EC2_TAG_FILTER_TYPE: Shape = Shape::new(
    "EC2TagFilterType",
    Kind::Enum(&["KEY_ONLY", "VALUE_ONLY", "KEY_AND_VALUE"]),
);

pub static EC2_TAG_SET: Shape = Shape::new(
    "EC2TagSet",
    Kind::Structure(&[member("ec2TagSetList", &EC2_TAG_SET_LIST)]),
);

pub static EC2_TAG_SET_LIST: Shape = Shape::new("EC2TagSetList", Kind::List(&EC2_TAG_FILTER_LIST));

pub static ECS_CLUSTER_NAME: Shape = Shape::new("ECSClusterName", Kind::String);

pub static ECS_SERVICE: Shape = Shape::new(
    "ECSService",
    Kind::Structure(&[
        member("serviceName", &ECS_SERVICE_NAME),
        member("clusterName", &ECS_CLUSTER_NAME),
    ]),
);

pub static ECS_SERVICE_LIST: Shape = Shape::new("ECSServiceList", Kind::List(&ECS_SERVICE));

pub static ECS_SERVICE_NAME: Shape = Shape::new("ECSServiceName", Kind::String);

pub static ECS_TARGET: Shape = Shape::new(
    "ECSTarget",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID),
        member("targetId", &TARGET_ID),
        member("targetArn", &TARGET_ARN),
        member("lastUpdatedAt", &TIME),
        member("lifecycleEvents", &LIFECYCLE_EVENT_LIST),
        member("status", &TARGET_STATUS),
        member("taskSetsInfo", &ECS_TASK_SET_LIST),
    ]),
);

pub static ECS_TASK_SET: Shape = Shape::new(
    "ECSTaskSet",
    Kind::Structure(&[
        member("identifer", &ECS_TASK_SET_IDENTIFIER),
        member("desiredCount", &ECS_TASK_SET_COUNT),
        member("pendingCount", &ECS_TASK_SET_COUNT),
        member("runningCount", &ECS_TASK_SET_COUNT),
        member("status", &ECS_TASK_SET_STATUS),
        member("trafficWeight", &TRAFFIC_WEIGHT),
        member("targetGroup", &TARGET_GROUP_INFO),
        member("taskSetLabel", &TARGET_LABEL),
    ]),
);

pub static ECS_TASK_SET_COUNT: Shape = Shape::new("ECSTaskSetCount", Kind::Long);

pub static ECS_TASK_SET_IDENTIFIER: Shape = Shape::new("ECSTaskSetIdentifier", Kind::String);

pub static ECS_TASK_SET_LIST: Shape = Shape::new("ECSTaskSetList", Kind::List(&ECS_TASK_SET));

pub static ECS_TASK_SET_STATUS: Shape = Shape::new("ECSTaskSetStatus", Kind::String);

pub static ELB_INFO: Shape = Shape::new("ELBInfo", Kind::Structure(&[member("name", &ELB_NAME)]));

pub static ELB_INFO_LIST: Shape = Shape::new("ELBInfoList", Kind::List(&ELB_INFO));

pub static ELB_NAME: Shape = Shape::new("ELBName", Kind::String);

pub static E_TAG: Shape = Shape::new("ETag", Kind::String);

pub static ERROR_CODE: Shape = Shape::new(
    "ErrorCode",
    Kind::Enum(&[
        "AGENT_ISSUE",
        "ALARM_ACTIVE",
        "APPLICATION_MISSING",
        "AUTOSCALING_VALIDATION_ERROR",
        "AUTO_SCALING_CONFIGURATION",
        "AUTO_SCALING_IAM_ROLE_PERMISSIONS",
        "CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND",
        "CUSTOMER_APPLICATION_UNHEALTHY",
        "DEPLOYMENT_GROUP_MISSING",
        "ECS_UPDATE_ERROR",
        "ELASTIC_LOAD_BALANCING_INVALID",
        "ELB_INVALID_INSTANCE",
        "HEALTH_CONSTRAINTS",
        "HEALTH_CONSTRAINTS_INVALID",
        "HOOK_EXECUTION_FAILURE",
        "IAM_ROLE_MISSING",
        "IAM_ROLE_PERMISSIONS",
        "INTERNAL_ERROR",
        "INVALID_ECS_SERVICE",
        "INVALID_LAMBDA_CONFIGURATION",
        "INVALID_LAMBDA_FUNCTION",
        "INVALID_REVISION",
        "MANUAL_STOP",
        "MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION",
        "MISSING_ELB_INFORMATION",
        "MISSING_GITHUB_TOKEN",
        "NO_EC2_SUBSCRIPTION",
        "NO_INSTANCES",
        "OVER_MAX_INSTANCES",
        "RESOURCE_LIMIT_EXCEEDED",
        "REVISION_MISSING",
        "THROTTLED",
        "TIMEOUT",
        "CLOUDFORMATION_STACK_FAILURE",
    ]),
);

pub static ERROR_INFORMATION: Shape = Shape::new(
    "ErrorInformation",
    Kind::Structure(&[
        member("code", &ERROR_CODE),
        member("message", &ERROR_MESSAGE),
    ]),
);

pub static ERROR_MESSAGE: Shape = Shape::new("ErrorMessage", Kind::String);

pub static EXTERNAL_ID: Shape = Shape::new("ExternalId", Kind::String);

pub static FILE_EXISTS_BEHAVIOR: Shape = Shape::new(
    "FileExistsBehavior",
    Kind::Enum(&["DISALLOW", "OVERWRITE", "RETAIN"]),
);

pub static FILTER_VALUE: Shape = Shape::new("FilterValue", Kind::String);

pub static FILTER_VALUE_LIST: Shape = Shape::new("FilterValueList", Kind::List(&FILTER_VALUE));

pub static GENERIC_REVISION_INFO: Shape = Shape::new(
    "GenericRevisionInfo",
    Kind::Structure(&[
        member("description", &DESCRIPTION),
        member("deploymentGroups", &DEPLOYMENT_GROUPS_LIST),
        member("firstUsedTime", &TIMESTAMP),
        member("lastUsedTime", &TIMESTAMP),
        member("registerTime", &TIMESTAMP),
    ]),
);

pub static GET_APPLICATION_INPUT: Shape = Shape::new(
    "GetApplicationInput",
    Kind::Structure(&[member("applicationName", &APPLICATION_NAME).required()]),
);

pub static GET_APPLICATION_OUTPUT: Shape = Shape::new(
    "GetApplicationOutput",
    Kind::Structure(&[member("application", &APPLICATION_INFO)]),
);

pub static GET_APPLICATION_REVISION_INPUT: Shape = Shape::new(
    "GetApplicationRevisionInput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME).required(),
        member("revision", &REVISION_LOCATION).required(),
    ]),
);

pub static GET_APPLICATION_REVISION_OUTPUT: Shape = Shape::new(
    "GetApplicationRevisionOutput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME),
        member("revision", &REVISION_LOCATION),
        member("revisionInfo", &GENERIC_REVISION_INFO),
    ]),
);

pub static GET_DEPLOYMENT_CONFIG_INPUT: Shape = Shape::new(
    "GetDeploymentConfigInput",
    Kind::Structure(&[member("deploymentConfigName", &DEPLOYMENT_CONFIG_NAME).required()]),
);

pub static GET_DEPLOYMENT_CONFIG_OUTPUT: Shape = Shape::new(
    "GetDeploymentConfigOutput",
    Kind::Structure(&[member("deploymentConfigInfo", &DEPLOYMENT_CONFIG_INFO)]),
);

pub static GET_DEPLOYMENT_GROUP_INPUT: Shape = Shape::new(
    "GetDeploymentGroupInput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME).required(),
        member("deploymentGroupName", &DEPLOYMENT_GROUP_NAME).required(),
    ]),
);

pub static GET_DEPLOYMENT_GROUP_OUTPUT: Shape = Shape::new(
    "GetDeploymentGroupOutput",
    Kind::Structure(&[member("deploymentGroupInfo", &DEPLOYMENT_GROUP_INFO)]),
);

pub static GET_DEPLOYMENT_INPUT: Shape = Shape::new(
    "GetDeploymentInput",
    Kind::Structure(&[member("deploymentId", &DEPLOYMENT_ID).required()]),
);

pub static GET_DEPLOYMENT_INSTANCE_INPUT: Shape = Shape::new(
    "GetDeploymentInstanceInput",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID).required(),
        member("instanceId", &INSTANCE_ID).required(),
    ]),
);

pub static GET_DEPLOYMENT_INSTANCE_OUTPUT: Shape = Shape::new(
    "GetDeploymentInstanceOutput",
    Kind::Structure(&[member("instanceSummary", &INSTANCE_SUMMARY)]),
);

pub static GET_DEPLOYMENT_OUTPUT: Shape = Shape::new(
    "GetDeploymentOutput",
    Kind::Structure(&[member("deploymentInfo", &DEPLOYMENT_INFO)]),
);

pub static GET_DEPLOYMENT_TARGET_INPUT: Shape = Shape::new(
    "GetDeploymentTargetInput",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID).required(),
        member("targetId", &TARGET_ID).required(),
    ]),
);

pub static GET_DEPLOYMENT_TARGET_OUTPUT: Shape = Shape::new(
    "GetDeploymentTargetOutput",
    Kind::Structure(&[member("deploymentTarget", &DEPLOYMENT_TARGET)]),
);

pub static GET_ON_PREMISES_INSTANCE_INPUT: Shape = Shape::new(
    "GetOnPremisesInstanceInput",
    Kind::Structure(&[member("instanceName", &INSTANCE_NAME).required()]),
);

pub static GET_ON_PREMISES_INSTANCE_OUTPUT: Shape = Shape::new(
    "GetOnPremisesInstanceOutput",
    Kind::Structure(&[member("instanceInfo", &INSTANCE_INFO)]),
);

pub static GIT_HUB_ACCOUNT_TOKEN_NAME: Shape = Shape::new("GitHubAccountTokenName", Kind::String);

pub static GIT_HUB_ACCOUNT_TOKEN_NAME_LIST: Shape = Shape::new(
    "GitHubAccountTokenNameList",
    Kind::List(&GIT_HUB_ACCOUNT_TOKEN_NAME),
);

pub static GIT_HUB_LOCATION: Shape = Shape::new(
    "GitHubLocation",
    Kind::Structure(&[
        member("repository", &REPOSITORY),
        member("commitId", &COMMIT_ID),
    ]),
);

pub static GREEN_FLEET_PROVISIONING_ACTION: Shape = Shape::new(
    "GreenFleetProvisioningAction",
    Kind::Enum(&["DISCOVER_EXISTING", "COPY_AUTO_SCALING_GROUP"]),
);

pub static GREEN_FLEET_PROVISIONING_OPTION: Shape = Shape::new(
    "GreenFleetProvisioningOption",
    Kind::Structure(&[member("action", &GREEN_FLEET_PROVISIONING_ACTION)]),
);

pub static IAM_SESSION_ARN: Shape = Shape::new("IamSessionArn", Kind::String);

pub static IAM_USER_ARN: Shape = Shape::new("IamUserArn", Kind::String);

pub static INSTANCE_ACTION: Shape =
    Shape::new("InstanceAction", Kind::Enum(&["TERMINATE", "KEEP_ALIVE"]));

pub static INSTANCE_ARN: Shape = Shape::new("InstanceArn", Kind::String);

pub static INSTANCE_COUNT: Shape = Shape::new("InstanceCount", Kind::Long);

pub static INSTANCE_ID: Shape = Shape::new("InstanceId", Kind::String);

pub static INSTANCE_INFO: Shape = Shape::new(
    "InstanceInfo",
    Kind::Structure(&[
        member("instanceName", &INSTANCE_NAME),
        member("iamSessionArn", &IAM_SESSION_ARN),
        member("iamUserArn", &IAM_USER_ARN),
        member("instanceArn", &INSTANCE_ARN),
        member("registerTime", &TIMESTAMP),
        member("deregisterTime", &TIMESTAMP),
        member("tags", &TAG_LIST),
    ]),
);

pub static INSTANCE_INFO_LIST: Shape = Shape::new("InstanceInfoList", Kind::List(&INSTANCE_INFO));

pub static INSTANCE_NAME: Shape = Shape::new("InstanceName", Kind::String);

pub static INSTANCE_NAME_LIST: Shape = Shape::new("InstanceNameList", Kind::List(&INSTANCE_NAME));

pub static INSTANCE_STATUS: Shape = Shape::new(
    "InstanceStatus",
    Kind::Enum(&[
        "Pending",
        "InProgress",
        "Succeeded",
        "Failed",
        "Skipped",
        "Unknown",
        "Ready",
    ]),
);

pub static INSTANCE_STATUS_LIST: Shape =
    Shape::new("InstanceStatusList", Kind::List(&INSTANCE_STATUS));

pub static INSTANCE_SUMMARY: Shape = Shape::new(
    "InstanceSummary",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID),
        member("instanceId", &INSTANCE_ID),
        member("status", &INSTANCE_STATUS),
        member("lastUpdatedAt", &TIMESTAMP),
        member("lifecycleEvents", &LIFECYCLE_EVENT_LIST),
        member("instanceType", &INSTANCE_TYPE),
    ]),
);

pub static INSTANCE_SUMMARY_LIST: Shape =
    Shape::new("InstanceSummaryList", Kind::List(&INSTANCE_SUMMARY));

pub static INSTANCE_TARGET: Shape = Shape::new(
    "InstanceTarget",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID),
        member("targetId", &TARGET_ID),
        member("targetArn", &TARGET_ARN),
        member("status", &TARGET_STATUS),
        member("lastUpdatedAt", &TIME),
        member("lifecycleEvents", &LIFECYCLE_EVENT_LIST),
        member("instanceLabel", &TARGET_LABEL),
    ]),
);

pub static INSTANCE_TYPE: Shape = Shape::new("InstanceType", Kind::Enum(&["Blue", "Green"]));

pub static INSTANCE_TYPE_LIST: Shape = Shape::new("InstanceTypeList", Kind::List(&INSTANCE_TYPE));

pub static INSTANCES_LIST: Shape = Shape::new("InstancesList", Kind::List(&INSTANCE_ID));

pub static KEY: Shape = Shape::new("Key", Kind::String);

pub static LAMBDA_FUNCTION_ALIAS: Shape = Shape::new("LambdaFunctionAlias", Kind::String);

pub static LAMBDA_FUNCTION_INFO: Shape = Shape::new(
    "LambdaFunctionInfo",
    Kind::Structure(&[
        member("functionName", &LAMBDA_FUNCTION_NAME),
        member("functionAlias", &LAMBDA_FUNCTION_ALIAS),
        member("currentVersion", &VERSION),
        member("targetVersion", &VERSION),
        member("targetVersionWeight", &TRAFFIC_WEIGHT),
    ]),
);

pub static LAMBDA_FUNCTION_NAME: Shape = Shape::new("LambdaFunctionName", Kind::String);

pub static LAMBDA_TARGET: Shape = Shape::new(
    "LambdaTarget",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID),
        member("targetId", &TARGET_ID),
        member("targetArn", &TARGET_ARN),
        member("status", &TARGET_STATUS),
        member("lastUpdatedAt", &TIME),
        member("lifecycleEvents", &LIFECYCLE_EVENT_LIST),
        member("lambdaFunctionInfo", &LAMBDA_FUNCTION_INFO),
    ]),
);

pub static LAST_DEPLOYMENT_INFO: Shape = Shape::new(
    "LastDeploymentInfo",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID),
        member("status", &DEPLOYMENT_STATUS),
        member("endTime", &TIMESTAMP),
        member("createTime", &TIMESTAMP),
    ]),
);

pub static LIFECYCLE_ERROR_CODE: Shape = Shape::new(
    "LifecycleErrorCode",
    Kind::Enum(&[
        "Success",
        "ScriptMissing",
        "ScriptNotExecutable",
        "ScriptTimedOut",
        "ScriptFailed",
        "UnknownError",
    ]),
);

pub static LIFECYCLE_EVENT: Shape = Shape::new(
    "LifecycleEvent",
    Kind::Structure(&[
        member("lifecycleEventName", &LIFECYCLE_EVENT_NAME),
        member("diagnostics", &DIAGNOSTICS),
        member("startTime", &TIMESTAMP),
        member("endTime", &TIMESTAMP),
        member("status", &LIFECYCLE_EVENT_STATUS),
    ]),
);

pub static LIFECYCLE_EVENT_HOOK_EXECUTION_ID: Shape =
    Shape::new("LifecycleEventHookExecutionId", Kind::String);

pub static LIFECYCLE_EVENT_LIST: Shape =
    Shape::new("LifecycleEventList", Kind::List(&LIFECYCLE_EVENT));

pub static LIFECYCLE_EVENT_NAME: Shape = Shape::new("LifecycleEventName", Kind::String);

pub static LIFECYCLE_EVENT_STATUS: Shape = Shape::new(
    "LifecycleEventStatus",
    Kind::Enum(&[
        "Pending",
        "InProgress",
        "Succeeded",
        "Failed",
        "Skipped",
        "Unknown",
    ]),
);

pub static LIFECYCLE_MESSAGE: Shape = Shape::new("LifecycleMessage", Kind::String);

pub static LIST_APPLICATION_REVISIONS_INPUT: Shape = Shape::new(
    "ListApplicationRevisionsInput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME).required(),
        member("sortBy", &APPLICATION_REVISION_SORT_BY),
        member("sortOrder", &SORT_ORDER),
        member("s3Bucket", &S3_BUCKET),
        member("s3KeyPrefix", &S3_KEY),
        member("deployed", &LIST_STATE_FILTER_ACTION),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_APPLICATION_REVISIONS_OUTPUT: Shape = Shape::new(
    "ListApplicationRevisionsOutput",
    Kind::Structure(&[
        member("revisions", &REVISION_LOCATION_LIST),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_APPLICATIONS_INPUT: Shape = Shape::new(
    "ListApplicationsInput",
    Kind::Structure(&[member("nextToken", &NEXT_TOKEN)]),
);

pub static LIST_APPLICATIONS_OUTPUT: Shape = Shape::new(
    "ListApplicationsOutput",
    Kind::Structure(&[
        member("applications", &APPLICATIONS_LIST),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_DEPLOYMENT_CONFIGS_INPUT: Shape = Shape::new(
    "ListDeploymentConfigsInput",
    Kind::Structure(&[member("nextToken", &NEXT_TOKEN)]),
);

pub static LIST_DEPLOYMENT_CONFIGS_OUTPUT: Shape = Shape::new(
    "ListDeploymentConfigsOutput",
    Kind::Structure(&[
        member("deploymentConfigsList", &DEPLOYMENT_CONFIGS_LIST),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_DEPLOYMENT_GROUPS_INPUT: Shape = Shape::new(
    "ListDeploymentGroupsInput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME).required(),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_DEPLOYMENT_GROUPS_OUTPUT: Shape = Shape::new(
    "ListDeploymentGroupsOutput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME),
        member("deploymentGroups", &DEPLOYMENT_GROUPS_LIST),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_DEPLOYMENT_INSTANCES_INPUT: Shape = Shape::new(
    "ListDeploymentInstancesInput",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID).required(),
        member("nextToken", &NEXT_TOKEN),
        member("instanceStatusFilter", &INSTANCE_STATUS_LIST),
        member("instanceTypeFilter", &INSTANCE_TYPE_LIST),
    ]),
);

pub static LIST_DEPLOYMENT_INSTANCES_OUTPUT: Shape = Shape::new(
    "ListDeploymentInstancesOutput",
    Kind::Structure(&[
        member("instancesList", &INSTANCES_LIST),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_DEPLOYMENT_TARGETS_INPUT: Shape = Shape::new(
    "ListDeploymentTargetsInput",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID).required(),
        member("nextToken", &NEXT_TOKEN),
        member("targetFilters", &TARGET_FILTERS),
    ]),
);

pub static LIST_DEPLOYMENT_TARGETS_OUTPUT: Shape = Shape::new(
    "ListDeploymentTargetsOutput",
    Kind::Structure(&[
        member("targetIds", &TARGET_ID_LIST),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_DEPLOYMENTS_INPUT: Shape = Shape::new(
    "ListDeploymentsInput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME),
        member("deploymentGroupName", &DEPLOYMENT_GROUP_NAME),
        member("externalId", &EXTERNAL_ID),
        member("includeOnlyStatuses", &DEPLOYMENT_STATUS_LIST),
        member("createTimeRange", &TIME_RANGE),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_DEPLOYMENTS_OUTPUT: Shape = Shape::new(
    "ListDeploymentsOutput",
    Kind::Structure(&[
        member("deployments", &DEPLOYMENTS_LIST),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_GIT_HUB_ACCOUNT_TOKEN_NAMES_INPUT: Shape = Shape::new(
    "ListGitHubAccountTokenNamesInput",
    Kind::Structure(&[member("nextToken", &NEXT_TOKEN)]),
);

pub static LIST_GIT_HUB_ACCOUNT_TOKEN_NAMES_OUTPUT: Shape = Shape::new(
    "ListGitHubAccountTokenNamesOutput",
    Kind::Structure(&[
        member("tokenNameList", &GIT_HUB_ACCOUNT_TOKEN_NAME_LIST),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_ON_PREMISES_INSTANCES_INPUT: Shape = Shape::new(
    "ListOnPremisesInstancesInput",
    Kind::Structure(&[
        member("registrationStatus", &REGISTRATION_STATUS),
        member("tagFilters", &TAG_FILTER_LIST),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_ON_PREMISES_INSTANCES_OUTPUT: Shape = Shape::new(
    "ListOnPremisesInstancesOutput",
    Kind::Structure(&[
        member("instanceNames", &INSTANCE_NAME_LIST),
        member("nextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_STATE_FILTER_ACTION: Shape = Shape::new(
    "ListStateFilterAction",
    Kind::Enum(&["include", "exclude", "ignore"]),
);

pub static LIST_TAGS_FOR_RESOURCE_INPUT: Shape = Shape::new(
    "ListTagsForResourceInput",
    Kind::Structure(&[
        member("ResourceArn", &ARN).required(),
        member("NextToken", &NEXT_TOKEN),
    ]),
);

pub static LIST_TAGS_FOR_RESOURCE_OUTPUT: Shape = Shape::new(
    "ListTagsForResourceOutput",
    Kind::Structure(&[member("Tags", &TAG_LIST), member("NextToken", &NEXT_TOKEN)]),
);

pub static LISTENER_ARN: Shape = Shape::new("ListenerArn", Kind::String);

pub static LISTENER_ARN_LIST: Shape = Shape::new("ListenerArnList", Kind::List(&LISTENER_ARN));

pub static LOAD_BALANCER_INFO: Shape = Shape::new(
    "LoadBalancerInfo",
    Kind::Structure(&[
        member("elbInfoList", &ELB_INFO_LIST),
        member("targetGroupInfoList", &TARGET_GROUP_INFO_LIST),
        member("targetGroupPairInfoList", &TARGET_GROUP_PAIR_INFO_LIST),
    ]),
);

pub static LOG_TAIL: Shape = Shape::new("LogTail", Kind::String);

pub static MESSAGE: Shape = Shape::new("Message", Kind::String);

pub static MINIMUM_HEALTHY_HOSTS: Shape = Shape::new(
    "MinimumHealthyHosts",
    Kind::Structure(&[
        member("type", &MINIMUM_HEALTHY_HOSTS_TYPE),
        member("value", &MINIMUM_HEALTHY_HOSTS_VALUE),
    ]),
);

pub static MINIMUM_HEALTHY_HOSTS_PER_ZONE: Shape = Shape::new(
    "MinimumHealthyHostsPerZone",
    Kind::Structure(&[
        member("type", &MINIMUM_HEALTHY_HOSTS_PER_ZONE_TYPE),
        member("value", &MINIMUM_HEALTHY_HOSTS_PER_ZONE_VALUE),
    ]),
);

pub static MINIMUM_HEALTHY_HOSTS_PER_ZONE_TYPE: Shape = Shape::new(
    "MinimumHealthyHostsPerZoneType",
    Kind::Enum(&["HOST_COUNT", "FLEET_PERCENT"]),
);

pub static MINIMUM_HEALTHY_HOSTS_PER_ZONE_VALUE: Shape =
    Shape::new("MinimumHealthyHostsPerZoneValue", Kind::Integer);

pub static MINIMUM_HEALTHY_HOSTS_TYPE: Shape = Shape::new(
    "MinimumHealthyHostsType",
    Kind::Enum(&["HOST_COUNT", "FLEET_PERCENT"]),
);

pub static MINIMUM_HEALTHY_HOSTS_VALUE: Shape =
    Shape::new("MinimumHealthyHostsValue", Kind::Integer);

pub static NEXT_TOKEN: Shape = Shape::new("NextToken", Kind::String);

pub static NULLABLE_BOOLEAN: Shape = Shape::new("NullableBoolean", Kind::Boolean);

pub static ON_PREMISES_TAG_SET: Shape = Shape::new(
    "OnPremisesTagSet",
    Kind::Structure(&[member("onPremisesTagSetList", &ON_PREMISES_TAG_SET_LIST)]),
);

pub static ON_PREMISES_TAG_SET_LIST: Shape =
    Shape::new("OnPremisesTagSetList", Kind::List(&TAG_FILTER_LIST));

pub static OUTDATED_INSTANCES_STRATEGY: Shape = Shape::new(
    "OutdatedInstancesStrategy",
    Kind::Enum(&["UPDATE", "IGNORE"]),
);

pub static PERCENTAGE: Shape = Shape::new("Percentage", Kind::Integer);

pub static PUT_LIFECYCLE_EVENT_HOOK_EXECUTION_STATUS_INPUT: Shape = Shape::new(
    "PutLifecycleEventHookExecutionStatusInput",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID),
        member(
            "lifecycleEventHookExecutionId",
            &LIFECYCLE_EVENT_HOOK_EXECUTION_ID,
        ),
        member("status", &LIFECYCLE_EVENT_STATUS),
    ]),
);

pub static PUT_LIFECYCLE_EVENT_HOOK_EXECUTION_STATUS_OUTPUT: Shape = Shape::new(
    "PutLifecycleEventHookExecutionStatusOutput",
    Kind::Structure(&[member(
        "lifecycleEventHookExecutionId",
        &LIFECYCLE_EVENT_HOOK_EXECUTION_ID,
    )]),
);

pub static RAW_STRING: Shape = Shape::new(
    "RawString",
    Kind::Structure(&[
        member("content", &RAW_STRING_CONTENT),
        member("sha256", &RAW_STRING_SHA256),
    ]),
);

pub static RAW_STRING_CONTENT: Shape = Shape::new("RawStringContent", Kind::String);

pub static RAW_STRING_SHA256: Shape = Shape::new("RawStringSha256", Kind::String);

pub static REGISTER_APPLICATION_REVISION_INPUT: Shape = Shape::new(
    "RegisterApplicationRevisionInput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME).required(),
        member("description", &DESCRIPTION),
        member("revision", &REVISION_LOCATION).required(),
    ]),
);

pub static REGISTER_ON_PREMISES_INSTANCE_INPUT: Shape = Shape::new(
    "RegisterOnPremisesInstanceInput",
    Kind::Structure(&[
        member("instanceName", &INSTANCE_NAME).required(),
        member("iamSessionArn", &IAM_SESSION_ARN),
        member("iamUserArn", &IAM_USER_ARN),
    ]),
);

pub static REGISTRATION_STATUS: Shape = Shape::new(
    "RegistrationStatus",
    Kind::Enum(&["Registered", "Deregistered"]),
);

pub static RELATED_DEPLOYMENTS: Shape = Shape::new(
    "RelatedDeployments",
    Kind::Structure(&[
        member(
            "autoUpdateOutdatedInstancesRootDeploymentId",
            &DEPLOYMENT_ID,
        ),
        member(
            "autoUpdateOutdatedInstancesDeploymentIds",
            &DEPLOYMENTS_LIST,
        ),
    ]),
);

pub static REMOVE_TAGS_FROM_ON_PREMISES_INSTANCES_INPUT: Shape = Shape::new(
    "RemoveTagsFromOnPremisesInstancesInput",
    Kind::Structure(&[
        member("tags", &TAG_LIST).required(),
        member("instanceNames", &INSTANCE_NAME_LIST).required(),
    ]),
);

pub static REPOSITORY: Shape = Shape::new("Repository", Kind::String);

pub static REVISION_INFO: Shape = Shape::new(
    "RevisionInfo",
    Kind::Structure(&[
        member("revisionLocation", &REVISION_LOCATION),
        member("genericRevisionInfo", &GENERIC_REVISION_INFO),
    ]),
);

pub static REVISION_INFO_LIST: Shape = Shape::new("RevisionInfoList", Kind::List(&REVISION_INFO));

pub static REVISION_LOCATION: Shape = Shape::new(
    "RevisionLocation",
    Kind::Structure(&[
        member("revisionType", &REVISION_LOCATION_TYPE),
        member("s3Location", &S3_LOCATION),
        member("gitHubLocation", &GIT_HUB_LOCATION),
        member("string", &RAW_STRING),
        member("appSpecContent", &APP_SPEC_CONTENT),
    ]),
);

pub static REVISION_LOCATION_LIST: Shape =
    Shape::new("RevisionLocationList", Kind::List(&REVISION_LOCATION));

pub static REVISION_LOCATION_TYPE: Shape = Shape::new(
    "RevisionLocationType",
    Kind::Enum(&["S3", "GitHub", "String", "AppSpecContent"]),
);

pub static ROLE: Shape = Shape::new("Role", Kind::String);

pub static ROLLBACK_INFO: Shape = Shape::new(
    "RollbackInfo",
    Kind::Structure(&[
        member("rollbackDeploymentId", &DEPLOYMENT_ID),
        member("rollbackTriggeringDeploymentId", &DEPLOYMENT_ID),
        member("rollbackMessage", &DESCRIPTION),
    ]),
);

pub static S3_BUCKET: Shape = Shape::new("S3Bucket", Kind::String);

pub static S3_KEY: Shape = Shape::new("S3Key", Kind::String);

pub static S3_LOCATION: Shape = Shape::new(
    "S3Location",
    Kind::Structure(&[
        member("bucket", &S3_BUCKET),
        member("key", &S3_KEY),
        member("bundleType", &BUNDLE_TYPE),
        member("version", &VERSION_ID),
        member("eTag", &E_TAG),
    ]),
);

pub static SCRIPT_NAME: Shape = Shape::new("ScriptName", Kind::String);

pub static SKIP_WAIT_TIME_FOR_INSTANCE_TERMINATION_INPUT: Shape = Shape::new(
    "SkipWaitTimeForInstanceTerminationInput",
    Kind::Structure(&[member("deploymentId", &DEPLOYMENT_ID)]),
);

pub static SORT_ORDER: Shape = Shape::new("SortOrder", Kind::Enum(&["ascending", "descending"]));

pub static STOP_DEPLOYMENT_INPUT: Shape = Shape::new(
    "StopDeploymentInput",
    Kind::Structure(&[
        member("deploymentId", &DEPLOYMENT_ID).required(),
        member("autoRollbackEnabled", &NULLABLE_BOOLEAN),
    ]),
);

pub static STOP_DEPLOYMENT_OUTPUT: Shape = Shape::new(
    "StopDeploymentOutput",
    Kind::Structure(&[
        member("status", &STOP_STATUS),
        member("statusMessage", &MESSAGE),
    ]),
);

pub static STOP_STATUS: Shape = Shape::new("StopStatus", Kind::Enum(&["Pending", "Succeeded"]));

pub static TAG: Shape = Shape::new(
    "Tag",
    Kind::Structure(&[member("Key", &KEY), member("Value", &VALUE)]),
);

pub static TAG_FILTER: Shape = Shape::new(
    "TagFilter",
    Kind::Structure(&[
        member("Key", &KEY),
        member("Value", &VALUE),
        member("Type", &TAG_FILTER_TYPE),
    ]),
);

pub static TAG_FILTER_LIST: Shape = Shape::new("TagFilterList", Kind::List(&TAG_FILTER));

pub static TAG_FILTER_TYPE: Shape = Shape::new(
    "TagFilterType",
    Kind::Enum(&["KEY_ONLY", "VALUE_ONLY", "KEY_AND_VALUE"]),
);

pub static TAG_KEY_LIST: Shape = Shape::new("TagKeyList", Kind::List(&KEY));

pub static TAG_LIST: Shape = Shape::new("TagList", Kind::List(&TAG));

pub static TAG_RESOURCE_INPUT: Shape = Shape::new(
    "TagResourceInput",
    Kind::Structure(&[
        member("ResourceArn", &ARN).required(),
        member("Tags", &TAG_LIST).required(),
    ]),
);

pub static TAG_RESOURCE_OUTPUT: Shape = Shape::new("TagResourceOutput", Kind::Structure(&[]));

pub static TARGET_ARN: Shape = Shape::new("TargetArn", Kind::String);

pub static TARGET_FILTER_NAME: Shape = Shape::new(
    "TargetFilterName",
    Kind::Enum(&["TargetStatus", "ServerInstanceLabel"]),
);

pub static TARGET_FILTERS: Shape = Shape::new(
    "TargetFilters",
    Kind::Map(&TARGET_FILTER_NAME, &FILTER_VALUE_LIST),
);

pub static TARGET_GROUP_INFO: Shape = Shape::new(
    "TargetGroupInfo",
    Kind::Structure(&[member("name", &TARGET_GROUP_NAME)]),
);

pub static TARGET_GROUP_INFO_LIST: Shape =
    Shape::new("TargetGroupInfoList", Kind::List(&TARGET_GROUP_INFO));

pub static TARGET_GROUP_NAME: Shape = Shape::new("TargetGroupName", Kind::String);

pub static TARGET_GROUP_PAIR_INFO: Shape = Shape::new(
    "TargetGroupPairInfo",
    Kind::Structure(&[
        member("targetGroups", &TARGET_GROUP_INFO_LIST),
        member("prodTrafficRoute", &TRAFFIC_ROUTE),
        member("testTrafficRoute", &TRAFFIC_ROUTE),
    ]),
);

pub static TARGET_GROUP_PAIR_INFO_LIST: Shape = Shape::new(
    "TargetGroupPairInfoList",
    Kind::List(&TARGET_GROUP_PAIR_INFO),
);

pub static TARGET_ID: Shape = Shape::new("TargetId", Kind::String);

pub static TARGET_ID_LIST: Shape = Shape::new("TargetIdList", Kind::List(&TARGET_ID));

pub static TARGET_INSTANCES: Shape = Shape::new(
    "TargetInstances",
    Kind::Structure(&[
        member("tagFilters", &EC2_TAG_FILTER_LIST),
        member("autoScalingGroups", &AUTO_SCALING_GROUP_NAME_LIST),
        member("ec2TagSet", &EC2_TAG_SET),
    ]),
);

pub static TARGET_LABEL: Shape = Shape::new("TargetLabel", Kind::Enum(&["Blue", "Green"]));

pub static TARGET_STATUS: Shape = Shape::new(
    "TargetStatus",
    Kind::Enum(&[
        "Pending",
        "InProgress",
        "Succeeded",
        "Failed",
        "Skipped",
        "Unknown",
        "Ready",
    ]),
);

pub static TIME: Shape = Shape::new("Time", Kind::Timestamp);

pub static TIME_BASED_CANARY: Shape = Shape::new(
    "TimeBasedCanary",
    Kind::Structure(&[
        member("canaryPercentage", &PERCENTAGE),
        member("canaryInterval", &WAIT_TIME_IN_MINS),
    ]),
);

pub static TIME_BASED_LINEAR: Shape = Shape::new(
    "TimeBasedLinear",
    Kind::Structure(&[
        member("linearPercentage", &PERCENTAGE),
        member("linearInterval", &WAIT_TIME_IN_MINS),
    ]),
);

pub static TIME_RANGE: Shape = Shape::new(
    "TimeRange",
    Kind::Structure(&[member("start", &TIMESTAMP), member("end", &TIMESTAMP)]),
);

pub static TIMESTAMP: Shape = Shape::new("Timestamp", Kind::Timestamp);

pub static TRAFFIC_ROUTE: Shape = Shape::new(
    "TrafficRoute",
    Kind::Structure(&[member("listenerArns", &LISTENER_ARN_LIST)]),
);

pub static TRAFFIC_ROUTING_CONFIG: Shape = Shape::new(
    "TrafficRoutingConfig",
    Kind::Structure(&[
        member("type", &TRAFFIC_ROUTING_TYPE),
        member("timeBasedCanary", &TIME_BASED_CANARY),
        member("timeBasedLinear", &TIME_BASED_LINEAR),
    ]),
);

pub static TRAFFIC_ROUTING_TYPE: Shape = Shape::new(
    "TrafficRoutingType",
    Kind::Enum(&["TimeBasedCanary", "TimeBasedLinear", "AllAtOnce"]),
);

pub static TRAFFIC_WEIGHT: Shape = Shape::new("TrafficWeight", Kind::Double);

pub static TRIGGER_CONFIG: Shape = Shape::new(
    "TriggerConfig",
    Kind::Structure(&[
        member("triggerName", &TRIGGER_NAME),
        member("triggerTargetArn", &TRIGGER_TARGET_ARN),
        member("triggerEvents", &TRIGGER_EVENT_TYPE_LIST),
    ]),
);

pub static TRIGGER_CONFIG_LIST: Shape =
    Shape::new("TriggerConfigList", Kind::List(&TRIGGER_CONFIG));

pub static TRIGGER_EVENT_TYPE: Shape = Shape::new(
    "TriggerEventType",
    Kind::Enum(&[
        "DeploymentStart",
        "DeploymentSuccess",
        "DeploymentFailure",
        "DeploymentStop",
        "DeploymentRollback",
        "DeploymentReady",
        "InstanceStart",
        "InstanceSuccess",
        "InstanceFailure",
        "InstanceReady",
    ]),
);

pub static TRIGGER_EVENT_TYPE_LIST: Shape =
    Shape::new("TriggerEventTypeList", Kind::List(&TRIGGER_EVENT_TYPE));

pub static TRIGGER_NAME: Shape = Shape::new("TriggerName", Kind::String);

pub static TRIGGER_TARGET_ARN: Shape = Shape::new("TriggerTargetArn", Kind::String);

pub static UNTAG_RESOURCE_INPUT: Shape = Shape::new(
    "UntagResourceInput",
    Kind::Structure(&[
        member("ResourceArn", &ARN).required(),
        member("TagKeys", &TAG_KEY_LIST).required(),
    ]),
);

pub static UNTAG_RESOURCE_OUTPUT: Shape = Shape::new("UntagResourceOutput", Kind::Structure(&[]));

pub static UPDATE_APPLICATION_INPUT: Shape = Shape::new(
    "UpdateApplicationInput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME),
        member("newApplicationName", &APPLICATION_NAME),
    ]),
);

pub static UPDATE_DEPLOYMENT_GROUP_INPUT: Shape = Shape::new(
    "UpdateDeploymentGroupInput",
    Kind::Structure(&[
        member("applicationName", &APPLICATION_NAME).required(),
        member("currentDeploymentGroupName", &DEPLOYMENT_GROUP_NAME).required(),
        member("newDeploymentGroupName", &DEPLOYMENT_GROUP_NAME),
        member("deploymentConfigName", &DEPLOYMENT_CONFIG_NAME),
        member("ec2TagFilters", &EC2_TAG_FILTER_LIST),
        member("onPremisesInstanceTagFilters", &TAG_FILTER_LIST),
        member("autoScalingGroups", &AUTO_SCALING_GROUP_NAME_LIST),
        member("serviceRoleArn", &ROLE),
        member("triggerConfigurations", &TRIGGER_CONFIG_LIST),
        member("alarmConfiguration", &ALARM_CONFIGURATION),
        member("autoRollbackConfiguration", &AUTO_ROLLBACK_CONFIGURATION),
        member("outdatedInstancesStrategy", &OUTDATED_INSTANCES_STRATEGY),
        member("deploymentStyle", &DEPLOYMENT_STYLE),
        member(
            "blueGreenDeploymentConfiguration",
            &BLUE_GREEN_DEPLOYMENT_CONFIGURATION,
        ),
        member("loadBalancerInfo", &LOAD_BALANCER_INFO),
        member("ec2TagSet", &EC2_TAG_SET),
        member("ecsServices", &ECS_SERVICE_LIST),
        member("onPremisesTagSet", &ON_PREMISES_TAG_SET),
        member("ec2DeploymentOptions", &EC2_DEPLOYMENT_OPTIONS),
        member("terminationHookEnabled", &NULLABLE_BOOLEAN),
    ]),
);

pub static UPDATE_DEPLOYMENT_GROUP_OUTPUT: Shape = Shape::new(
    "UpdateDeploymentGroupOutput",
    Kind::Structure(&[member("hooksNotCleanedUp", &AUTO_SCALING_GROUP_LIST)]),
);

pub static VALUE: Shape = Shape::new("Value", Kind::String);

pub static VERSION: Shape = Shape::new("Version", Kind::String);

pub static VERSION_ID: Shape = Shape::new("VersionId", Kind::String);

pub static WAIT_TIME_IN_MINS: Shape = Shape::new("WaitTimeInMins", Kind::Integer);

pub static WAIT_TIME_IN_SECONDS: Shape = Shape::new("WaitTimeInSeconds", Kind::Long);

pub static ZONAL_CONFIG: Shape = Shape::new(
    "ZonalConfig",
    Kind::Structure(&[
        member("firstZoneMonitorDurationInSeconds", &WAIT_TIME_IN_SECONDS),
        member("monitorDurationInSeconds", &WAIT_TIME_IN_SECONDS),
        member(
            "minimumHealthyHostsPerZone",
            &MINIMUM_HEALTHY_HOSTS_PER_ZONE,
        ),
    ]),
);
