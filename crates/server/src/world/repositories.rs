//! Git repositories for providers.

use std::path::Path;

use async_trait::async_trait;
use towline_core::pipeline::job::{ActionFailure, FailureCode};
use towline_providers::world::{Commit, Repositories};

use super::ServerWorld;
use crate::{App, git};

#[async_trait]
impl Repositories for ServerWorld {
    async fn head(&self, repository: &str, branch: &str) -> Result<Commit, ActionFailure> {
        check(&self.app, repository).await?;
        let found = git::head(&self.app, repository, branch)
            .await
            .map_err(failed)?;
        found.ok_or_else(|| {
            let message = format!(
                "repository `{repository}` has no branch `{branch}`: push it, or name another \
                 branch in the source action"
            );
            ActionFailure::new(FailureCode::RevisionUnavailable, message)
        })
    }

    async fn commit(&self, repository: &str, id: &str) -> Result<Commit, ActionFailure> {
        check(&self.app, repository).await?;
        let found = git::commit(&self.app, repository, id)
            .await
            .map_err(failed)?;
        found.ok_or_else(|| {
            let message = format!("repository `{repository}` has no commit `{id}`");
            ActionFailure::new(FailureCode::RevisionUnavailable, message)
        })
    }

    async fn archive(
        &self,
        repository: &str,
        commit: &str,
        into: &Path,
    ) -> Result<(), ActionFailure> {
        git::archive_zip(&self.app, repository, commit, into)
            .await
            .map_err(failed)
    }
}

/// The configuration of an action may name anything, so the row is asked before any path is made.
async fn check(app: &App, repository: &str) -> Result<(), ActionFailure> {
    match git::exists(app, repository).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(ActionFailure::configuration(format!(
            "this server hosts no repository `{repository}`: create it, or name another one in the \
             source action"
        ))),
        Err(error) => Err(failed(error)),
    }
}

fn failed(error: impl std::fmt::Display) -> ActionFailure {
    ActionFailure::new(FailureCode::SystemUnavailable, error.to_string())
}
