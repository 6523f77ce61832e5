//! A server with a group of hosts, a project and a pipeline, and hands for users, hosts and runners.

mod builds;
mod hosts;
mod pipelines;

use std::future::Future;
use std::sync::Arc;

use serde_json::Value;
use towline_api::towline as own;
use towline_api::towline::{ExplainInput, ExplanationLink};
use towline_api::{ApiError, Shape, codebuild, codepipeline, hostcommand, normalize};
use towline_core::{Span, Time};
use towline_providers::dummy;

use crate::App;
use crate::codepipeline::Pipelines;
use crate::fixture::{self, caller};
use crate::s3::objects;

/// Longest wait for something that must happen.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// Between two looks when no event comes.
const MOMENT: std::time::Duration = std::time::Duration::from_millis(50);

pub(in crate::why::tests) use crate::fixture::action;
pub(in crate::why::tests) use pipelines::{approval, building, declared, deploying};

pub(in crate::why::tests) struct World {
    pub(in crate::why::tests) app: Arc<App>,
    directory: tempfile::TempDir,
}

impl World {
    /// With the buckets `artifacts`, `site` and `code`, which holds `app.zip`.
    pub(in crate::why::tests) async fn new() -> World {
        let directory = tempfile::tempdir().unwrap();
        let mut app = fixture::app(directory.path()).await;
        let mut providers = towline_providers::registered();
        providers.push(dummy::registration("Build"));
        Arc::get_mut(&mut app).unwrap().pipelines =
            Pipelines::with(directory.path(), providers).unwrap();
        for bucket in ["artifacts", "site", "code"] {
            objects::ensure_bucket(&app, bucket).await.unwrap();
        }
        objects::enable_versioning(&app, "code").await.unwrap();
        let world = World { app, directory };
        let zip = world.directory.path().join("app.zip");
        std::fs::write(&zip, "a bundle").unwrap();
        let put = objects::Put::default();
        objects::put_file(&world.app, "code", "app.zip", put, &zip)
            .await
            .unwrap();
        world
    }

    pub(in crate::why::tests) async fn deploy(
        &self,
        name: &str,
        input: Value,
    ) -> Result<Value, ApiError> {
        fixture::deploy(&self.app, name, input).await
    }

    pub(in crate::why::tests) async fn pipeline(
        &self,
        name: &str,
        input: Value,
    ) -> Result<Value, ApiError> {
        let operation = codepipeline::Operation::parse(name).expect(name);
        let input = normal(operation.input(), input);
        crate::codepipeline::handle(&self.app, &caller(), operation, input).await
    }

    pub(in crate::why::tests) async fn build(
        &self,
        name: &str,
        input: Value,
    ) -> Result<Value, ApiError> {
        let operation = codebuild::Operation::parse(name).expect(name);
        let input = normal(operation.input(), input);
        crate::codebuild::handle(&self.app, &caller(), operation, input).await
    }

    pub(in crate::why::tests) async fn own(
        &self,
        name: &str,
        input: Value,
    ) -> Result<Value, ApiError> {
        let operation = own::Operation::parse(name).expect(name);
        let input = normal(operation.input(), input);
        crate::towline::handle(&self.app, &caller(), operation, input).await
    }

    async fn host(&self, name: &str, input: Value) -> Value {
        let operation = hostcommand::Operation::parse(name).expect(name);
        let input = normal(operation.input(), input);
        crate::hosts::handle(&self.app, &caller(), operation, input)
            .await
            .expect(name)
    }

    /// The links of the one explanation.
    pub(in crate::why::tests) async fn why(&self, id: &str) -> Vec<ExplanationLink> {
        let input = ExplainInput { id: id.into() };
        let output = super::super::explain(&self.app, input).await;
        let mut explanations = output.unwrap_or_else(|e| panic!("{id}: {e}")).explanations;
        assert_eq!(explanations.len(), 1, "{id}");
        explanations.remove(0).links
    }

    pub(in crate::why::tests) fn pass(&self, span: Span) {
        self.app.clock.jump(span);
    }

    pub(in crate::why::tests) fn now(&self) -> Time {
        self.app.clock.now()
    }

    /// Looks again after every commit until `look` gives something; and now and then, since the
    /// name that a provider gives its work is stored without an event.
    pub(in crate::why::tests) async fn until<T, F: Future<Output = Option<T>>>(
        &self,
        look: impl Fn() -> F,
    ) -> T {
        let mut changes = self.app.bus.subscribe();
        let work = async {
            loop {
                changes.mark_unchanged();
                if let Some(found) = look().await {
                    return found;
                }
                let _ = tokio::time::timeout(MOMENT, changes.changed()).await;
            }
        };
        let within = tokio::time::timeout(PATIENCE, work);
        within.await.expect("it happens in time")
    }
}

fn normal(shape: &'static Shape, input: Value) -> Value {
    normalize(shape, input).expect("input of the operation's shape")
}
