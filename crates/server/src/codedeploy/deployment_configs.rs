//! Deployment configurations: the predefined ones and custom minimums for hosts.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;
use towline_api::codedeploy::*;
use towline_api::{ApiError, Timestamp};
use towline_core::deployment::{Config, Minimum, Record};
use towline_core::{Row, Time};
use towline_store::StoreError;

use super::deployment_groups::{DEPLOYMENT_GROUP, Group};
use super::predefined::{self, Predefined, Shift};
use super::rows::{self, fault};
use super::{applications, check, page};
use crate::App;
use crate::events::event;

/// Row kind of [`Custom`]; key: name.
const DEPLOYMENT_CONFIG: &str = "deployment-config";

/// The row `deployment-config`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Custom {
    id: String,
    name: String,
    created: Time,
    minimum: Minimum,
}

/// The configuration a host deployment uses.
pub(super) async fn find(app: &App, name: &str) -> Result<Config, ApiError> {
    let config = |minimum| Config {
        name: name.into(),
        minimum,
    };
    if let Some(predefined) = predefined::find(name) {
        return match predefined.minimum() {
            Some(minimum) => Ok(config(minimum)),
            None => Err(ApiError::new(
                "InvalidComputePlatformException",
                format!("{name} is for {}, not for servers", predefined.platform()),
            )),
        };
    }
    match rows::get::<Custom>(app, DEPLOYMENT_CONFIG, name).await? {
        Some(custom) => Ok(config(custom.minimum)),
        None => Err(missing(name)),
    }
}

fn missing(name: &str) -> ApiError {
    ApiError::new(
        "DeploymentConfigDoesNotExistException",
        format!("No Deployment Configuration found for name: {name}"),
    )
}

pub(super) async fn create(
    app: &Arc<App>,
    input: CreateDeploymentConfigInput,
) -> Result<CreateDeploymentConfigOutput, ApiError> {
    check::CONFIG.check(&input.deployment_config_name)?;
    applications::platform(input.compute_platform.as_deref())?;
    let minimum = minimum(input.minimum_healthy_hosts.as_ref())?;
    if input.traffic_routing_config.is_some() {
        return Err(ApiError::new(
            "InvalidTrafficRoutingConfigurationException",
            "A configuration for servers has no traffic routing; leave trafficRoutingConfig out",
        ));
    }
    if input.zonal_config.is_some() {
        let code = "InvalidZonalDeploymentConfigurationException";
        return Err(check::unsupported(code, "zonal configurations"));
    }
    let name = input.deployment_config_name;
    if name.starts_with(predefined::PREFIX) {
        return Err(ApiError::new(
            "InvalidDeploymentConfigNameException",
            format!("Names that begin with {} are reserved", predefined::PREFIX),
        ));
    }
    let custom = Custom {
        id: app.random.uuid(),
        name: name.clone(),
        created: app.clock.now(),
        minimum,
    };
    let row = Row::create(DEPLOYMENT_CONFIG, name.clone(), &custom);
    let detail = json!({"minimumHealthyHosts": custom.minimum});
    let event = event(app, "deployment-config.created", &name, detail);
    match app.commit(vec![row], vec![event]).await {
        Ok(()) => Ok(CreateDeploymentConfigOutput {
            deployment_config_id: Some(custom.id),
        }),
        Err(StoreError::Conflict { .. }) => Err(ApiError::new(
            "DeploymentConfigAlreadyExistsException",
            format!(
                "A deployment configuration with the name {name} already exists: they cannot be \
                 changed, so delete it first or choose another name"
            ),
        )),
        Err(error) => Err(fault(error)),
    }
}

fn minimum(hosts: Option<&MinimumHealthyHosts>) -> Result<Minimum, ApiError> {
    let code = "InvalidMinimumHealthyHostValueException";
    let invalid = |message: &str| Err(ApiError::new(code, message));
    let Some(hosts) = hosts else {
        return invalid("minimumHealthyHosts is missing");
    };
    let Some(value) = hosts.value.and_then(|value| u32::try_from(value).ok()) else {
        return invalid("The value of minimumHealthyHosts must be a number of at least 0");
    };
    match hosts.r#type.as_deref() {
        Some("HOST_COUNT") => Ok(Minimum::HostCount(value)),
        Some("FLEET_PERCENT") if value < 100 => Ok(Minimum::FleetPercent(value)),
        Some("FLEET_PERCENT") => invalid("FLEET_PERCENT must be between 0 and 99"),
        _ => invalid("The type of minimumHealthyHosts must be HOST_COUNT or FLEET_PERCENT"),
    }
}

pub(super) async fn get(
    app: &Arc<App>,
    input: GetDeploymentConfigInput,
) -> Result<GetDeploymentConfigOutput, ApiError> {
    let name = input.deployment_config_name;
    check::CONFIG.check(&name)?;
    let info = match predefined::find(&name) {
        Some(predefined) => predefined_info(predefined),
        None => rows::get(app, DEPLOYMENT_CONFIG, &name)
            .await?
            .map(custom_info)
            .ok_or_else(|| missing(&name))?,
    };
    Ok(GetDeploymentConfigOutput {
        deployment_config_info: Some(info),
    })
}

fn custom_info(custom: Custom) -> DeploymentConfigInfo {
    DeploymentConfigInfo {
        deployment_config_id: Some(custom.id),
        deployment_config_name: Some(custom.name),
        minimum_healthy_hosts: Some(hosts(custom.minimum)),
        create_time: Some(Timestamp(custom.created.epoch_seconds())),
        compute_platform: Some("Server".into()),
        ..DeploymentConfigInfo::default()
    }
}

fn predefined_info(config: &Predefined) -> DeploymentConfigInfo {
    let routing = config.shift().map(|shift| match shift {
        Shift::AllAtOnce => TrafficRoutingConfig {
            r#type: Some("AllAtOnce".into()),
            ..TrafficRoutingConfig::default()
        },
        Shift::Canary(minutes) => TrafficRoutingConfig {
            r#type: Some("TimeBasedCanary".into()),
            time_based_canary: Some(TimeBasedCanary {
                canary_percentage: Some(10),
                canary_interval: Some(minutes),
            }),
            ..TrafficRoutingConfig::default()
        },
        Shift::Linear(minutes) => TrafficRoutingConfig {
            r#type: Some("TimeBasedLinear".into()),
            time_based_linear: Some(TimeBasedLinear {
                linear_percentage: Some(10),
                linear_interval: Some(minutes),
            }),
            ..TrafficRoutingConfig::default()
        },
    });
    DeploymentConfigInfo {
        deployment_config_id: Some(config.id()),
        deployment_config_name: Some(config.name()),
        minimum_healthy_hosts: config.minimum().map(hosts),
        traffic_routing_config: routing,
        create_time: Some(Timestamp(predefined::CREATED)),
        compute_platform: Some(config.platform().into()),
        ..DeploymentConfigInfo::default()
    }
}

fn hosts(minimum: Minimum) -> MinimumHealthyHosts {
    let (kind, value) = match minimum {
        Minimum::HostCount(value) => ("HOST_COUNT", value),
        Minimum::FleetPercent(value) => ("FLEET_PERCENT", value),
        // Outside the enumeration, but what AWS reports.
        Minimum::OneAtATime => ("MOST_CONCURRENCY", 1),
    };
    MinimumHealthyHosts {
        r#type: Some(kind.into()),
        value: i32::try_from(value).ok(),
    }
}

pub(super) async fn list(
    app: &Arc<App>,
    input: ListDeploymentConfigsInput,
) -> Result<ListDeploymentConfigsOutput, ApiError> {
    let custom = rows::list::<Custom>(app, DEPLOYMENT_CONFIG, "").await?;
    let predefined = predefined::all().map(|config| config.name());
    let names = predefined.chain(custom.into_iter().map(|(name, _)| name));
    let mut all: Vec<(String, ())> = names.map(|name| (name, ())).collect();
    all.sort();
    let next = input.next_token.as_deref();
    let (names, next_token) = page::slice(Operation::ListDeploymentConfigs, all, next)?;
    Ok(ListDeploymentConfigsOutput {
        deployment_configs_list: Some(names.into_iter().map(|(name, _)| name).collect()),
        next_token,
    })
}

/// Deletes a custom configuration that nothing uses; a missing one is fine.
pub(super) async fn delete(
    app: &Arc<App>,
    input: DeleteDeploymentConfigInput,
) -> Result<DeleteDeploymentConfigOutput, ApiError> {
    let name = input.deployment_config_name;
    check::CONFIG.check(&name)?;
    if predefined::find(&name).is_some() {
        return Err(ApiError::new(
            "InvalidOperationException",
            format!("{name} is predefined and cannot be deleted"),
        ));
    }
    if let Some(user) = user_of(app, &name).await? {
        return Err(ApiError::new(
            "DeploymentConfigInUseException",
            format!(
                "The deployment configuration {name} is used by {user}: give that another one first"
            ),
        ));
    }
    let event = event(app, "deployment-config.deleted", &name, json!({}));
    let row = Row::delete(DEPLOYMENT_CONFIG, name);
    app.commit(vec![row], vec![event]).await.map_err(fault)?;
    Ok(DeleteDeploymentConfigOutput {})
}

/// A deployment group or a live deployment that uses the configuration.
async fn user_of(app: &App, name: &str) -> Result<Option<String>, ApiError> {
    let groups = rows::list::<Group>(app, DEPLOYMENT_GROUP, "").await?;
    if let Some((_, group)) = groups
        .iter()
        .find(|(_, group)| group.settings.config == name)
    {
        return Ok(Some(format!("deployment group {}", group.name)));
    }
    use towline_core::deployment::record::{ACTIVE, DEPLOYMENT};
    for (_, id) in rows::list::<String>(app, ACTIVE, "").await? {
        let record = rows::get::<Record>(app, DEPLOYMENT, &id).await?;
        if record.is_some_and(|record| record.order.config.name == name) {
            return Ok(Some(format!("deployment {id}")));
        }
    }
    Ok(None)
}
