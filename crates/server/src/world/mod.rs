//! The server as providers see it: one file per port, each delegating to the part that owns it.

mod artifacts;
mod builds;
mod deployments;
mod repositories;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use towline_core::{
    Time,
    pipeline::{
        Fact,
        job::{ActionJob, External},
    },
};
use towline_providers::world::{Artifacts, Builds, Deployments, Repositories, World};

use crate::App;

/// A provider's view of this server.
pub struct ServerWorld {
    app: Arc<App>,
    scratch: PathBuf,
}

impl ServerWorld {
    /// The view of `app`.
    pub fn new(app: Arc<App>) -> ServerWorld {
        ServerWorld {
            scratch: app.pipelines.scratch.clone(),
            app,
        }
    }
}

#[async_trait]
impl World for ServerWorld {
    fn now(&self) -> Time {
        self.app.clock.now()
    }

    fn artifacts(&self) -> &dyn Artifacts {
        self
    }

    fn repositories(&self) -> &dyn Repositories {
        self
    }

    fn deployments(&self) -> &dyn Deployments {
        self
    }

    fn builds(&self) -> &dyn Builds {
        self
    }

    fn scratch(&self) -> &Path {
        &self.scratch
    }

    async fn progress(&self, job: &ActionJob, external: External) {
        let fact = Fact::Progress {
            action: job.id.clone(),
            external,
        };
        let driver = &self.app.pipelines.driver;
        driver.report(&self.app, &job.pipeline, fact).await;
    }
}
