//! Deployments for providers.

use async_trait::async_trait;
use towline_core::pipeline::job::ActionFailure;
use towline_providers::world::{DeploymentRequest, Deployments, Ended};

use super::ServerWorld;
use crate::codedeploy::action;

#[async_trait]
impl Deployments for ServerWorld {
    async fn start(&self, request: DeploymentRequest) -> Result<String, ActionFailure> {
        action::start(&self.app, request).await
    }

    async fn ended(&self, deployment: &str) -> Result<Ended, ActionFailure> {
        action::ended(&self.app, deployment).await
    }
}
