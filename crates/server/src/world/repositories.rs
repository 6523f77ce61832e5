//! Git repositories for providers.

use std::path::Path;

use async_trait::async_trait;
use towline_core::pipeline::job::{ActionFailure, FailureCode};
use towline_providers::world::{Commit, Repositories};

use super::ServerWorld;

#[async_trait]
impl Repositories for ServerWorld {
    async fn head(&self, repository: &str, _branch: &str) -> Result<Commit, ActionFailure> {
        Err(unsupported(repository))
    }

    async fn commit(&self, repository: &str, _id: &str) -> Result<Commit, ActionFailure> {
        Err(unsupported(repository))
    }

    async fn archive(
        &self,
        repository: &str,
        _commit: &str,
        _into: &Path,
    ) -> Result<(), ActionFailure> {
        Err(unsupported(repository))
    }
}

fn unsupported(what: &str) -> ActionFailure {
    let message = format!("this server does not keep repositories yet: {what}");
    ActionFailure::new(FailureCode::SystemUnavailable, message)
}
