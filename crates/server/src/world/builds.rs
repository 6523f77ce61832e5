//! Builds for providers.

use async_trait::async_trait;
use towline_core::pipeline::job::ActionFailure;
use towline_providers::world::{BuildRequest, Builds, Ended};

use super::ServerWorld;
use crate::codebuild::action;

#[async_trait]
impl Builds for ServerWorld {
    async fn start(&self, request: BuildRequest) -> Result<String, ActionFailure> {
        action::start(&self.app, request).await
    }

    async fn ended(&self, build: &str) -> Result<Ended, ActionFailure> {
        action::ended(&self.app, build).await
    }
}
