//! Builds for providers.

use async_trait::async_trait;
use towline_core::pipeline::job::{ActionFailure, FailureCode};
use towline_providers::world::{BuildRequest, Builds, Ended};

use super::ServerWorld;

#[async_trait]
impl Builds for ServerWorld {
    async fn start(&self, request: BuildRequest) -> Result<String, ActionFailure> {
        Err(unsupported(&request.project))
    }

    async fn ended(&self, build: &str) -> Result<Ended, ActionFailure> {
        Err(unsupported(build))
    }
}

fn unsupported(what: &str) -> ActionFailure {
    let message = format!("this server does not run builds yet: {what}");
    ActionFailure::new(FailureCode::SystemUnavailable, message)
}
