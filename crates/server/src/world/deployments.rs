//! Deployments for providers.

use async_trait::async_trait;
use towline_core::pipeline::job::{ActionFailure, FailureCode};
use towline_providers::world::{DeploymentRequest, Deployments, Ended};

use super::ServerWorld;

#[async_trait]
impl Deployments for ServerWorld {
    async fn start(&self, request: DeploymentRequest) -> Result<String, ActionFailure> {
        Err(unsupported(&request.application))
    }

    async fn ended(&self, deployment: &str) -> Result<Ended, ActionFailure> {
        Err(unsupported(deployment))
    }
}

fn unsupported(what: &str) -> ActionFailure {
    let message = format!("this server does not run deployments yet: {what}");
    ActionFailure::new(FailureCode::SystemUnavailable, message)
}
