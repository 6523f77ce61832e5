//! Asking the server: operations by name, all pages of a list, several questions at once.

use std::sync::Arc;

use serde_json::{Value, json};
use towline_api::ApiError;
use towline_api::pages::{Operations, Service};

use crate::text::{list, texts};

/// Entries that one request may ask for.
const BATCH: usize = 100;
/// Deployments that one request may ask for.
const DEPLOYMENTS: usize = 25;

/// Questions that are under way at once.
pub(crate) const AT_ONCE: usize = 8;

/// What was asked about, or nothing when it has been deleted since it was listed.
pub(crate) fn unless_gone<T>(answer: Result<T, ApiError>) -> Result<Option<T>, ApiError> {
    match answer {
        Err(error) if error.is_absence() => Ok(None),
        answer => answer.map(Some),
    }
}

/// The server, for this visitor.
#[derive(Clone)]
pub(crate) struct Server(pub(crate) Arc<dyn Operations>);

/// A list that comes in pages.
pub(crate) struct Listing {
    pub(crate) service: Service,
    pub(crate) operation: &'static str,
    pub(crate) input: Value,
    pub(crate) member: &'static str,
    /// Names of the token in the request and in the answer.
    pub(crate) token: (&'static str, &'static str),
}

/// What looking for an entry of a list came to.
pub(crate) enum First {
    Found(Value),
    /// The list has more entries than these, which were looked through.
    NotAmong(usize),
    Nowhere,
}

impl Server {
    /// An operation of CodeDeploy.
    pub(crate) async fn deploy(&self, name: &str, input: Value) -> Result<Value, ApiError> {
        self.0.call(Service::CodeDeploy, name, input).await
    }

    /// An operation of CodePipeline.
    pub(crate) async fn pipeline(&self, name: &str, input: Value) -> Result<Value, ApiError> {
        self.0.call(Service::CodePipeline, name, input).await
    }

    /// An operation of CodeBuild.
    pub(crate) async fn build(&self, name: &str, input: Value) -> Result<Value, ApiError> {
        self.0.call(Service::CodeBuild, name, input).await
    }

    /// An operation of Towline's own.
    pub(crate) async fn towline(&self, name: &str, input: Value) -> Result<Value, ApiError> {
        self.0.call(Service::Towline, name, input).await
    }

    /// At most `most` entries of a list, over as many pages as it takes.
    pub(crate) async fn all(&self, listing: Listing, most: usize) -> Result<Vec<Value>, ApiError> {
        let mut found = Vec::new();
        let mut input = listing.input;
        loop {
            let output = self
                .0
                .call(listing.service, listing.operation, input.clone())
                .await?;
            found.extend_from_slice(list(&output[listing.member]));
            match output[listing.token.1].as_str() {
                Some(next) if found.len() < most => input[listing.token.0] = next.into(),
                _ => break,
            }
        }
        found.truncate(most);
        Ok(found)
    }

    /// The first entry that is wanted, among at most `most`.
    pub(crate) async fn first(
        &self,
        listing: Listing,
        most: usize,
        wanted: impl Fn(&Value) -> bool,
    ) -> Result<First, ApiError> {
        let (mut input, mut seen) = (listing.input, 0);
        loop {
            let output = self
                .0
                .call(listing.service, listing.operation, input.clone())
                .await?;
            let entries = list(&output[listing.member]);
            if let Some(found) = entries.iter().find(|one| wanted(one)) {
                return Ok(First::Found(found.clone()));
            }
            seen += entries.len();
            match output[listing.token.1].as_str() {
                Some(_) if seen >= most => return Ok(First::NotAmong(seen)),
                Some(next) => input[listing.token.0] = next.into(),
                None => return Ok(First::Nowhere),
            }
        }
    }

    /// The number of the newest event: what is asked for later contains it.
    pub(crate) async fn position(&self) -> Result<i64, ApiError> {
        let output = self
            .towline("ListEvents", json!({"after": 0, "limit": 1}))
            .await?;
        Ok(output["last"].as_i64().unwrap_or_default())
    }

    /// `DeploymentInfo`s, in the order of the ids.
    pub(crate) async fn deployments(&self, ids: &[String]) -> Result<Vec<Value>, ApiError> {
        let mut infos = Vec::new();
        for some in ids.chunks(DEPLOYMENTS) {
            let output = self
                .deploy("BatchGetDeployments", json!({"deploymentIds": some}))
                .await?;
            infos.extend_from_slice(list(&output["deploymentsInfo"]));
        }
        infos.sort_by_key(|info| ids.iter().position(|id| info["deploymentId"] == **id));
        Ok(infos)
    }

    /// The `instanceTarget`s of a deployment.
    pub(crate) async fn targets(&self, id: &str) -> Result<Vec<Value>, ApiError> {
        let input = json!({"deploymentId": id});
        let listing = codedeploy("ListDeploymentTargets", input, "targetIds");
        let names = texts(&Value::Array(self.all(listing, usize::MAX).await?));
        let mut targets = Vec::new();
        for some in names.chunks(BATCH) {
            let input = json!({"deploymentId": id, "targetIds": some});
            let mut output = self.deploy("BatchGetDeploymentTargets", input).await?;
            if let Some(found) = output["deploymentTargets"].as_array_mut() {
                targets.extend(found.iter_mut().map(|one| one["instanceTarget"].take()));
            }
        }
        Ok(targets)
    }

    /// `Build`s, the newest first as the ids are.
    pub(crate) async fn builds(&self, ids: &[String]) -> Result<Vec<Value>, ApiError> {
        let mut builds = Vec::new();
        for some in ids.chunks(BATCH) {
            let output = self.build("BatchGetBuilds", json!({"ids": some})).await?;
            builds.extend_from_slice(list(&output["builds"]));
        }
        builds.sort_by_key(|build| ids.iter().position(|id| build["id"] == **id));
        Ok(builds)
    }

    /// The chain of reasons of an object; empty when it has none.
    pub(crate) async fn why(&self, id: &str) -> Result<Vec<Value>, ApiError> {
        match self.towline("Explain", json!({"id": id})).await {
            Ok(told) => Ok(list(&told["explanations"][0]["links"]).to_vec()),
            Err(error) if error.status < 500 => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// `ActionExecutionDetail`s of a pipeline, the newest first.
    pub(crate) async fn actions(
        &self,
        pipeline: &str,
        execution: Option<&str>,
        most: usize,
    ) -> Result<Vec<Value>, ApiError> {
        let mut input = json!({"pipelineName": pipeline});
        if let Some(id) = execution {
            input["filter"] = json!({"pipelineExecutionId": id});
        }
        let listing = codepipeline("ListActionExecutions", input, "actionExecutionDetails");
        self.all(listing, most).await
    }

    /// `PipelineExecutionSummary`s, the newest first.
    pub(crate) async fn executions(
        &self,
        pipeline: &str,
        most: usize,
    ) -> Result<Vec<Value>, ApiError> {
        let input = json!({"pipelineName": pipeline, "maxResults": most.min(BATCH)});
        let listing = codepipeline(
            "ListPipelineExecutions",
            input,
            "pipelineExecutionSummaries",
        );
        self.all(listing, most).await
    }

    /// Names of all pipelines.
    pub(crate) async fn pipelines(&self) -> Result<Vec<Value>, ApiError> {
        self.all(
            codepipeline("ListPipelines", json!({}), "pipelines"),
            usize::MAX,
        )
        .await
    }
}

/// A list of CodeDeploy.
pub(crate) fn codedeploy(operation: &'static str, input: Value, member: &'static str) -> Listing {
    listing(Service::CodeDeploy, operation, input, member)
}

/// A list of CodePipeline.
pub(crate) fn codepipeline(operation: &'static str, input: Value, member: &'static str) -> Listing {
    listing(Service::CodePipeline, operation, input, member)
}

/// A list of CodeBuild.
pub(crate) fn codebuild(operation: &'static str, input: Value, member: &'static str) -> Listing {
    listing(Service::CodeBuild, operation, input, member)
}

fn listing(
    service: Service,
    operation: &'static str,
    input: Value,
    member: &'static str,
) -> Listing {
    Listing {
        service,
        operation,
        input,
        member,
        token: ("nextToken", "nextToken"),
    }
}

/// The hosts of the server, with what is known of each.
pub(crate) fn hosts(input: Value) -> Listing {
    Listing {
        token: ("after", "next"),
        ..listing(Service::Towline, "ListHosts", input, "hosts")
    }
}
