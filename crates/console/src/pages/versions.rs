//! From a revision that is deployed to what a person calls it: the execution that made it, and the
//! commit that it was made of.

use std::collections::HashMap;

use maud::{Markup, html};
use serde_json::Value;
use towline_api::ApiError;

use crate::ask::Server;
use crate::parts::part;
use crate::text::{Text, first_line, list, short, text};

/// Attempts of actions that are looked through for a pipeline.
const LOOKED_AT: usize = 300;

/// What is known of the revisions of some pipelines.
#[derive(Debug, Default)]
pub(crate) struct Versions {
    /// By bucket and key.
    known: HashMap<(String, String), Version>,
    /// The execution behind a deployment, by the deployment's id.
    executions: HashMap<String, (String, String)>,
}

/// Where a revision comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Version {
    pub(crate) pipeline: String,
    pub(crate) execution: String,
    /// The commit, or another id of the source.
    pub(crate) id: String,
    pub(crate) summary: String,
}

impl Versions {
    /// Looks through the newest executions of these pipelines.
    pub(crate) async fn of(server: &Server, pipelines: &[String]) -> Result<Versions, ApiError> {
        let mut versions = Versions::default();
        for pipeline in pipelines {
            let actions = server.actions(pipeline, None, LOOKED_AT).await?;
            let executions = server.executions(pipeline, 100).await?;
            versions.take(pipeline, &actions, &executions);
        }
        Ok(versions)
    }

    fn take(&mut self, pipeline: &str, actions: &[Value], executions: &[Value]) {
        let mut of: HashMap<&str, Version> = HashMap::new();
        for execution in executions {
            let id = text(&execution["pipelineExecutionId"]);
            let revision = &execution["sourceRevisions"][0];
            let version = Version {
                pipeline: pipeline.into(),
                execution: id.0.into(),
                id: text(&revision["revisionId"]).0.into(),
                summary: first_line(&text(&revision["revisionSummary"])).into(),
            };
            of.insert(id.0, version);
        }
        for action in actions {
            let execution = text(&action["pipelineExecutionId"]);
            let external = text(&action["output"]["executionResult"]["externalExecutionId"]);
            if external.starts_with("d-") {
                let to = (pipeline.to_string(), execution.0.to_string());
                self.executions.insert(external.0.into(), to);
            }
            let Some(version) = of.get(execution.0) else {
                continue;
            };
            let artifacts = list(&action["output"]["outputArtifacts"]).iter();
            for artifact in artifacts.chain(list(&action["input"]["inputArtifacts"])) {
                let place = &artifact["s3location"];
                let place = (
                    text(&place["bucket"]).0.into(),
                    text(&place["key"]).0.into(),
                );
                self.known.entry(place).or_insert_with(|| version.clone());
            }
        }
    }

    /// The version of a `RevisionLocation`.
    pub(crate) fn get(&self, location: &Value) -> Option<&Version> {
        let object = &location["s3Location"];
        self.at(&text(&object["bucket"]), &text(&object["key"]))
    }

    /// The version of an object.
    pub(crate) fn at(&self, bucket: &str, key: &str) -> Option<&Version> {
        self.known.get(&(bucket.to_string(), key.to_string()))
    }

    /// Pipeline and execution that made a deployment.
    pub(crate) fn execution(&self, deployment: &str) -> Option<&(String, String)> {
        self.executions.get(deployment)
    }
}

/// A version for people: the commit and what it is about, or the place of the object.
pub(crate) fn show(version: Option<&Version>, location: &Value) -> Markup {
    let object = &location["s3Location"];
    let key = text(&object["key"]);
    html! {
        @match version {
            Some(version) => {
                a.version href={ "/console/pipelines/" (part(&version.pipeline)) "/" (part(&version.execution)) } title={ "s3://" (text(&object["bucket"])) "/" (key) } {
                    code { (Text(short(&version.id))) } " " (Text(&version.summary))
                }
            }
            None if key.is_empty() => (crate::parts::none()),
            None => code.version title={ "s3://" (text(&object["bucket"])) "/" (key) } { (key) },
        }
    }
}
