//! CodeDeploy operations, one file per resource.
//!
//! Order of checks in every operation: required members, their format, existence (application,
//! then group, configuration, revision), rules between members, limits. What Towline cannot do is
//! refused here by name and never stored.

pub mod action;
mod applications;
mod budget;
mod bundle;
mod cascade;
mod check;
mod deployment_configs;
pub(crate) mod deployment_groups;
mod deployment_views;
pub mod deployments;
mod environments;
mod group_settings;
pub(crate) mod instance_tags;
pub(crate) mod instances;
mod machine;
mod page;
mod plan;
mod predefined;
pub(crate) mod removals;
mod revision_location;
mod revisions;
pub(crate) mod rows;
pub(crate) mod tag_filters;
mod tags;
mod targets;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde_json::Value;
use towline_api::codedeploy::Operation;
use towline_api::{ApiError, decode, encode};
use towline_auth::caller::Caller;

use crate::App;

pub use budget::get_health_budget;
pub use bundle::describe_bundle;
pub use environments::list_environments;
pub use plan::plan_deployment;

/// Answers one operation. The front has authenticated the caller and brought `input` into the
/// form of the operation's shape; constraints are checked here.
pub async fn handle(
    app: &Arc<App>,
    caller: &Caller,
    operation: Operation,
    input: Value,
) -> Result<Value, ApiError> {
    use Operation::*;
    macro_rules! call {
        ($function:path) => {
            encode(&Box::pin($function(app, decode(input)?)).await?)
        };
    }
    match operation {
        CreateApplication => call!(applications::create),
        GetApplication => call!(applications::get),
        BatchGetApplications => call!(applications::batch_get),
        ListApplications => call!(applications::list),
        UpdateApplication => call!(applications::update),
        DeleteApplication => call!(applications::delete),
        TagResource => call!(tags::tag),
        UntagResource => call!(tags::untag),
        ListTagsForResource => call!(tags::list),
        CreateDeploymentGroup => call!(deployment_groups::create),
        GetDeploymentGroup => call!(deployment_groups::get),
        BatchGetDeploymentGroups => call!(deployment_groups::batch_get),
        ListDeploymentGroups => call!(deployment_groups::list),
        UpdateDeploymentGroup => call!(deployment_groups::update),
        DeleteDeploymentGroup => call!(deployment_groups::delete),
        CreateDeploymentConfig => call!(deployment_configs::create),
        GetDeploymentConfig => call!(deployment_configs::get),
        ListDeploymentConfigs => call!(deployment_configs::list),
        DeleteDeploymentConfig => call!(deployment_configs::delete),
        RegisterApplicationRevision => call!(revisions::register),
        GetApplicationRevision => call!(revisions::get),
        BatchGetApplicationRevisions => call!(revisions::batch_get),
        ListApplicationRevisions => call!(revisions::list),
        CreateDeployment => call!(deployments::create),
        GetDeployment => call!(deployment_views::get),
        BatchGetDeployments => call!(deployment_views::batch_get),
        ListDeployments => call!(deployment_views::list),
        StopDeployment => {
            encode(&Box::pin(deployment_views::stop(app, caller, decode(input)?)).await?)
        }
        ListDeploymentTargets => call!(targets::list),
        GetDeploymentTarget => call!(targets::get),
        BatchGetDeploymentTargets => call!(targets::batch_get),
        ListDeploymentInstances => call!(targets::list_instances),
        GetDeploymentInstance => call!(targets::get_instance),
        BatchGetDeploymentInstances => call!(targets::batch_get_instances),
        RegisterOnPremisesInstance => call!(instances::register),
        DeregisterOnPremisesInstance => call!(instances::deregister),
        GetOnPremisesInstance => call!(instances::get),
        BatchGetOnPremisesInstances => call!(instances::batch_get),
        ListOnPremisesInstances => call!(instances::list),
        AddTagsToOnPremisesInstances => call!(instance_tags::add_tags),
        RemoveTagsFromOnPremisesInstances => call!(instance_tags::remove_tags),
        // Blue/green, Lambda, ECS, GitHub and CloudFormation.
        ContinueDeployment
        | SkipWaitTimeForInstanceTermination
        | PutLifecycleEventHookExecutionStatus
        | ListGitHubAccountTokenNames
        | DeleteGitHubAccountToken
        | DeleteResourcesByExternalId => Err(check::unsupported(
            "UnknownOperationException",
            operation.name(),
        )),
    }
}
