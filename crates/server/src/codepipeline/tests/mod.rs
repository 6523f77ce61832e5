//! The operations over a real database and real buckets, without HTTP.

mod corpus;
mod stories;

use std::future::Future;
use std::sync::Arc;

use serde_json::{Value, json};
use towline_api::codepipeline::Operation;
use towline_api::{ApiError, normalize, validate, violations_message};
use towline_providers::dummy;

use super::Pipelines;
use crate::App;
use crate::fixture::{self, action, caller};
use crate::s3::objects;

/// Longest wait for something that must happen.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

struct Server {
    app: Arc<App>,
    directory: tempfile::TempDir,
}

async fn open(directory: &std::path::Path) -> Arc<App> {
    let mut app = fixture::app(directory).await;
    let mut providers = towline_providers::registered();
    providers.push(dummy::registration("Build"));
    Arc::get_mut(&mut app).unwrap().pipelines = Pipelines::with(directory, providers).unwrap();
    app
}

impl Server {
    /// With the buckets `artifacts` and `site`, and a versioned `code` that holds `app.zip`.
    async fn new() -> Server {
        let directory = tempfile::tempdir().unwrap();
        let app = open(directory.path()).await;
        for bucket in ["artifacts", "site", "code"] {
            objects::ensure_bucket(&app, bucket).await.unwrap();
        }
        objects::enable_versioning(&app, "code").await.unwrap();
        let server = Server { app, directory };
        server.upload("one").await;
        server
    }

    async fn upload(&self, text: &str) {
        let source = self.directory.path().join("tree");
        std::fs::create_dir_all(&source).unwrap();
        std::fs::write(source.join("index.html"), text).unwrap();
        let zip = self.directory.path().join("app.zip");
        let members = [towline_blob::archive::Member::same("index.html")];
        towline_blob::archive::pack_zip(&source, &members, &zip).unwrap();
        let put = objects::Put::default();
        objects::put_file(&self.app, "code", "app.zip", put, &zip)
            .await
            .unwrap();
    }

    async fn call(&self, name: &str, input: Value) -> Result<Value, ApiError> {
        let operation = Operation::parse(name).expect("an operation");
        let input = normalize(operation.input(), input)?;
        let broken = validate(operation.input(), &input);
        if !broken.is_empty() {
            return Err(ApiError::new(
                "ValidationException",
                violations_message(&broken),
            ));
        }
        super::handle(&self.app, &caller(), operation, input).await
    }

    async fn ok(&self, name: &str, input: Value) -> Value {
        self.call(name, input)
            .await
            .unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// The exception's name.
    async fn code(&self, name: &str, input: Value) -> String {
        self.call(name, input).await.expect_err(name).code
    }

    /// Looks again after every commit until `look` gives something.
    async fn until<T, F: Future<Output = Option<T>>>(&self, look: impl Fn() -> F) -> T {
        let mut changes = self.app.bus.subscribe();
        let work = async {
            loop {
                changes.mark_unchanged();
                if let Some(found) = look().await {
                    return found;
                }
                changes.changed().await.unwrap();
            }
        };
        tokio::time::timeout(PATIENCE, work)
            .await
            .expect("it happens in time")
    }

    async fn status(&self, id: &str) -> String {
        let input = json!({"pipelineName": "shop", "pipelineExecutionId": id});
        let output = self.ok("GetPipelineExecution", input).await;
        output["pipelineExecution"]["status"]
            .as_str()
            .unwrap()
            .to_string()
    }

    async fn until_status(&self, id: &str, wanted: &str) {
        self.until(|| async { (self.status(id).await == wanted).then_some(()) })
            .await;
    }

    async fn token(&self) -> String {
        self.until(|| async {
            let state = self.ok("GetPipelineState", json!({"name": "shop"})).await;
            let ask = &state["stageStates"][1]["actionStates"][0]["latestExecution"];
            ask["token"].as_str().map(String::from)
        })
        .await
    }

    async fn first(&self) -> String {
        let output = self
            .ok("ListPipelineExecutions", json!({"pipelineName": "shop"}))
            .await;
        let all = output["pipelineExecutionSummaries"]
            .as_array()
            .unwrap()
            .clone();
        all.last().unwrap()["pipelineExecutionId"]
            .as_str()
            .unwrap()
            .to_string()
    }
}

/// S3 source, a gate, S3 deploy.
fn pipeline(gate: Value) -> Value {
    let object =
        json!({"S3Bucket": "code", "S3ObjectKey": "app.zip", "PollForSourceChanges": "false"});
    let mut fetch = action("Fetch", ["Source", "AWS", "S3"], object);
    fetch["outputArtifacts"] = json!([{"name": "Code"}]);
    fetch["namespace"] = json!("Source");
    let target =
        json!({"BucketName": "site", "Extract": "true", "ObjectKey": "#{Source.VersionId}"});
    let mut publish = action("Publish", ["Deploy", "AWS", "S3"], target);
    publish["inputArtifacts"] = json!([{"name": "Code"}]);
    json!({"pipeline": {
        "name": "shop",
        "roleArn": "arn:aws:iam::123456789012:role/pipeline",
        "artifactStore": {"type": "S3", "location": "artifacts"},
        "stages": [
            {"name": "Source", "actions": [fetch]},
            {"name": "Gate", "actions": [gate]},
            {"name": "Deploy", "actions": [publish]},
        ],
    }})
}

fn approval() -> Value {
    action("Ask", ["Approval", "AWS", "Manual"], json!({}))
}

fn answer(token: &str, status: &str) -> Value {
    json!({
        "pipelineName": "shop", "stageName": "Gate", "actionName": "Ask", "token": token,
        "result": {"summary": "fine", "status": status},
    })
}
