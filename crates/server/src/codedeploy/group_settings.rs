//! The settings of a deployment group: what may be set, what is refused by name, and how an
//! update changes them (an absent member keeps, an empty list clears).

use serde::{Deserialize, Serialize};
use towline_api::ApiError;
use towline_api::codedeploy::*;

use super::{check, predefined, tag_filters};

/// What a deployment group stores of its settings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// Name of the deployment configuration.
    pub(crate) config: String,
    pub(super) service_role: String,
    pub(super) ec2_filters: Vec<EC2TagFilter>,
    pub(super) ec2_set: Option<EC2TagSet>,
    pub(super) on_premises_filters: Vec<TagFilter>,
    pub(super) on_premises_set: Option<OnPremisesTagSet>,
    pub(super) auto_rollback: AutoRollbackConfiguration,
    pub(super) outdated: String,
}

/// The members that create and update have in common.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) deployment_config_name: Option<String>,
    service_role_arn: Option<String>,
    ec2_tag_filters: Option<Vec<EC2TagFilter>>,
    ec2_tag_set: Option<EC2TagSet>,
    on_premises_instance_tag_filters: Option<Vec<TagFilter>>,
    on_premises_tag_set: Option<OnPremisesTagSet>,
    auto_scaling_groups: Option<Vec<String>>,
    trigger_configurations: Option<Vec<TriggerConfig>>,
    alarm_configuration: Option<AlarmConfiguration>,
    auto_rollback_configuration: Option<AutoRollbackConfiguration>,
    outdated_instances_strategy: Option<String>,
    deployment_style: Option<DeploymentStyle>,
    blue_green_deployment_configuration: Option<BlueGreenDeploymentConfiguration>,
    load_balancer_info: Option<LoadBalancerInfo>,
    ecs_services: Option<Vec<ECSService>>,
    ec2_deployment_options: Option<EC2DeploymentOptions>,
    termination_hook_enabled: Option<bool>,
}

/// The two requests are different types with the same members.
macro_rules! changes {
    ($input:ident, $role:expr) => {
        Changes {
            service_role_arn: $role,
            deployment_config_name: $input.deployment_config_name,
            ec2_tag_filters: $input.ec2_tag_filters,
            ec2_tag_set: $input.ec2_tag_set,
            on_premises_instance_tag_filters: $input.on_premises_instance_tag_filters,
            on_premises_tag_set: $input.on_premises_tag_set,
            auto_scaling_groups: $input.auto_scaling_groups,
            trigger_configurations: $input.trigger_configurations,
            alarm_configuration: $input.alarm_configuration,
            auto_rollback_configuration: $input.auto_rollback_configuration,
            outdated_instances_strategy: $input.outdated_instances_strategy,
            deployment_style: $input.deployment_style,
            blue_green_deployment_configuration: $input.blue_green_deployment_configuration,
            load_balancer_info: $input.load_balancer_info,
            ecs_services: $input.ecs_services,
            ec2_deployment_options: $input.ec2_deployment_options,
            termination_hook_enabled: $input.termination_hook_enabled,
        }
    };
}

impl From<CreateDeploymentGroupInput> for Changes {
    fn from(input: CreateDeploymentGroupInput) -> Changes {
        changes!(input, Some(input.service_role_arn))
    }
}

impl From<UpdateDeploymentGroupInput> for Changes {
    fn from(input: UpdateDeploymentGroupInput) -> Changes {
        changes!(input, input.service_role_arn)
    }
}

impl Changes {
    /// Format of every member, and refusal of what Towline would have to ignore.
    pub(super) fn check(&self) -> Result<(), ApiError> {
        if let Some(name) = &self.deployment_config_name {
            check::CONFIG.formed(name)?;
        }
        if let Some(role) = &self.service_role_arn {
            check::role(role)?;
        }
        tag_filters::check_ec2(self.ec2_tag_filters.as_deref(), self.ec2_tag_set.as_ref())?;
        tag_filters::check_on_premises(
            self.on_premises_instance_tag_filters.as_deref(),
            self.on_premises_tag_set.as_ref(),
        )?;
        if let Some(rollback) = &self.auto_rollback_configuration {
            auto_rollback(rollback)?;
        }
        if let Some(strategy) = &self.outdated_instances_strategy
            && !["UPDATE", "IGNORE"].contains(&strategy.as_str())
        {
            return Err(ApiError::new(
                "InvalidInputException",
                format!("outdatedInstancesStrategy `{strategy}` is not UPDATE or IGNORE"),
            ));
        }
        self.style()?;
        self.unsupported()
    }

    fn style(&self) -> Result<(), ApiError> {
        let Some(style) = &self.deployment_style else {
            return Ok(());
        };
        let code = "InvalidDeploymentStyleException";
        match style.deployment_type.as_deref() {
            None | Some("IN_PLACE") => {}
            Some("BLUE_GREEN") => {
                return Err(check::unsupported(
                    code,
                    "blue/green deployments (BLUE_GREEN)",
                ));
            }
            Some(other) => {
                let message = format!("deploymentType `{other}` is not IN_PLACE or BLUE_GREEN");
                return Err(ApiError::new(code, message));
            }
        }
        match style.deployment_option.as_deref() {
            None | Some("WITHOUT_TRAFFIC_CONTROL") => Ok(()),
            Some("WITH_TRAFFIC_CONTROL") => Err(check::unsupported(
                code,
                "load balancers (WITH_TRAFFIC_CONTROL)",
            )),
            Some(other) => Err(ApiError::new(
                code,
                format!(
                    "deploymentOption `{other}` is not WITH_TRAFFIC_CONTROL or WITHOUT_TRAFFIC_CONTROL"
                ),
            )),
        }
    }

    fn unsupported(&self) -> Result<(), ApiError> {
        fn given<T>(list: Option<&Vec<T>>) -> bool {
            list.is_some_and(|list| !list.is_empty())
        }
        let processes = |options: &EC2DeploymentOptions| {
            given(options.auto_scaling_group_processes_to_suspend.as_ref())
        };
        let balancers = |info: &LoadBalancerInfo| {
            given(info.elb_info_list.as_ref())
                || given(info.target_group_info_list.as_ref())
                || given(info.target_group_pair_info_list.as_ref())
        };
        let blue_green = self.blue_green_deployment_configuration.as_ref();
        let refused = [
            (
                given(self.auto_scaling_groups.as_ref()),
                "InvalidAutoScalingGroupException",
                "Auto Scaling groups",
            ),
            (
                self.termination_hook_enabled == Some(true),
                "InvalidAutoScalingGroupException",
                "Auto Scaling termination hooks",
            ),
            (
                given(self.trigger_configurations.as_ref()),
                "InvalidTriggerConfigException",
                "triggers",
            ),
            (
                blue_green
                    .is_some_and(|given| *given != BlueGreenDeploymentConfiguration::default()),
                "InvalidBlueGreenDeploymentConfigurationException",
                "blue/green deployments",
            ),
            (
                self.load_balancer_info.as_ref().is_some_and(balancers),
                "InvalidLoadBalancerInfoException",
                "load balancers",
            ),
            (
                given(self.ecs_services.as_ref()),
                "InvalidECSServiceException",
                "ECS services",
            ),
            (
                self.ec2_deployment_options.as_ref().is_some_and(processes),
                "InvalidAutoScalingGroupProcessToSuspendException",
                "suspending Auto Scaling processes",
            ),
        ];
        alarms(self.alarm_configuration.as_ref())?;
        match refused.into_iter().find(|(given, ..)| *given) {
            Some((_, code, what)) => Err(check::unsupported(code, what)),
            None => Ok(()),
        }
    }
}

/// Alarms are refused; switched off and empty is fine.
pub(super) fn alarms(configuration: Option<&AlarmConfiguration>) -> Result<(), ApiError> {
    let used = |given: &AlarmConfiguration| {
        given.enabled == Some(true) || given.alarms.as_ref().is_some_and(|list| !list.is_empty())
    };
    match configuration.is_some_and(used) {
        true => Err(check::unsupported(
            "InvalidAlarmConfigException",
            "CloudWatch alarms",
        )),
        false => Ok(()),
    }
}

/// Known events, and at least one when enabled.
pub(super) fn auto_rollback(given: &AutoRollbackConfiguration) -> Result<(), ApiError> {
    const EVENTS: [&str; 3] = [
        "DEPLOYMENT_FAILURE",
        "DEPLOYMENT_STOP_ON_ALARM",
        "DEPLOYMENT_STOP_ON_REQUEST",
    ];
    let events = given.events.as_deref().unwrap_or_default();
    let invalid =
        |message: String| Err(ApiError::new("InvalidAutoRollbackConfigException", message));
    if let Some(unknown) = events
        .iter()
        .find(|event| !EVENTS.contains(&event.as_str()))
    {
        return invalid(format!("`{unknown}` is not one of {}", EVENTS.join(", ")));
    }
    if given.enabled == Some(true) && events.is_empty() {
        return invalid(format!(
            "Enabled without an event; name some of {}",
            EVENTS.join(", ")
        ));
    }
    Ok(())
}

impl Settings {
    /// The settings of a group that names nothing.
    pub(super) fn new() -> Settings {
        Settings {
            config: predefined::ONE_AT_A_TIME.into(),
            auto_rollback: AutoRollbackConfiguration {
                enabled: Some(false),
                events: None,
            },
            outdated: "UPDATE".into(),
            ..Settings::default()
        }
    }

    /// Takes over what was given. Either form of a tag filter replaces the other one.
    pub(super) fn apply(&mut self, changes: Changes) {
        fn keep<T>(place: &mut T, change: Option<T>) {
            if let Some(new) = change {
                *place = new;
            }
        }
        keep(&mut self.config, changes.deployment_config_name);
        keep(&mut self.service_role, changes.service_role_arn);
        keep(&mut self.auto_rollback, changes.auto_rollback_configuration);
        keep(&mut self.outdated, changes.outdated_instances_strategy);
        if let Some(filters) = changes.ec2_tag_filters {
            (self.ec2_filters, self.ec2_set) = (filters, None);
        }
        if let Some(set) = changes.ec2_tag_set {
            (self.ec2_filters, self.ec2_set) = (Vec::new(), Some(set));
        }
        if let Some(filters) = changes.on_premises_instance_tag_filters {
            (self.on_premises_filters, self.on_premises_set) = (filters, None);
        }
        if let Some(set) = changes.on_premises_tag_set {
            (self.on_premises_filters, self.on_premises_set) = (Vec::new(), Some(set));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(key: &str) -> EC2TagFilter {
        EC2TagFilter {
            key: Some(key.into()),
            value: None,
            r#type: Some("KEY_ONLY".into()),
        }
    }

    #[test]
    fn absent_keeps_and_empty_clears() {
        let mut settings = Settings::new();
        settings.apply(Changes {
            ec2_tag_filters: Some(vec![filter("a")]),
            deployment_config_name: Some("other".into()),
            ..Changes::default()
        });
        let before = settings.clone();
        settings.apply(Changes::default());
        assert_eq!(settings, before);
        settings.apply(Changes {
            ec2_tag_filters: Some(Vec::new()),
            ..Changes::default()
        });
        assert!(settings.ec2_filters.is_empty());
        assert_eq!(settings.config, "other");
    }

    #[test]
    fn what_is_not_supported_is_refused_by_name() {
        let changes = Changes {
            auto_scaling_groups: Some(vec!["asg".into()]),
            ..Changes::default()
        };
        let error = changes.check().unwrap_err();
        insta::assert_snapshot!(error.to_string(), @"InvalidAutoScalingGroupException: Towline does not support Auto Scaling groups yet");
        let cleared = Changes {
            auto_scaling_groups: Some(Vec::new()),
            load_balancer_info: Some(LoadBalancerInfo::default()),
            ..Changes::default()
        };
        assert_eq!(cleared.check(), Ok(()));
    }

    #[test]
    fn rollback_events_are_checked() {
        let given = |enabled, events: &[&str]| {
            let events = events.iter().map(|event| event.to_string()).collect();
            auto_rollback(&AutoRollbackConfiguration {
                enabled: Some(enabled),
                events: Some(events),
            })
        };
        assert!(given(true, &["DEPLOYMENT_FAILURE"]).is_ok());
        assert!(given(false, &[]).is_ok());
        assert!(given(true, &[]).is_err());
        assert!(given(false, &["SUNDAY"]).is_err());
    }
}
