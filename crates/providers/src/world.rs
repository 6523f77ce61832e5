//! What providers need from the server, as ports: artifacts, repositories, deployments, builds.
//!
//! The server implements them in process; a provider never opens a network connection to it.
//! Errors are [`ActionFailure`]s so that a provider can pass them on with `?`.

use std::collections::BTreeMap;
use std::path::Path;
use std::pin::Pin;

use async_trait::async_trait;
use tokio::io::AsyncRead;
use towline_core::{
    Time,
    pipeline::job::{ActionFailure, ActionJob, Artifact, External},
};

/// The bytes of an object.
pub type Body = Pin<Box<dyn AsyncRead + Send>>;

/// A stored object version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObjectInfo {
    /// Its version id; `None` in a bucket without versioning.
    pub version: Option<String>,
    /// Entity tag without quotes.
    pub etag: String,
    /// Bytes.
    pub size: u64,
    /// When it was written.
    pub modified: Time,
    /// Media type.
    pub content_type: Option<String>,
    /// `x-amz-meta-` entries, keys in lower case without the prefix.
    pub metadata: BTreeMap<String, String>,
}

/// How an object is to be served.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutOptions {
    /// Media type.
    pub content_type: Option<String>,
    /// `Cache-Control` header.
    pub cache_control: Option<String>,
}

/// Objects in buckets. A missing bucket or object is `ConfigurationError` naming both.
#[async_trait]
pub trait Artifacts: Send + Sync {
    /// Describes a version, or the newest.
    async fn head(
        &self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
    ) -> Result<ObjectInfo, ActionFailure>;

    /// Opens a version, or the newest, for reading.
    async fn open(
        &self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
    ) -> Result<(ObjectInfo, Body), ActionFailure>;

    /// Stores an object whole or not at all.
    async fn put(
        &self,
        bucket: &str,
        key: &str,
        body: Body,
        options: PutOptions,
    ) -> Result<ObjectInfo, ActionFailure>;
}

/// A commit of a repository.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commit {
    /// 40 hexadecimal digits.
    pub id: String,
    /// The whole message.
    pub message: String,
    /// When it was written, ISO 8601 with zone.
    pub author_date: String,
    /// When it was committed, ISO 8601 with zone.
    pub committer_date: String,
    /// The same moment as a point in time.
    pub committed: Time,
}

/// Git repositories of this server.
#[async_trait]
pub trait Repositories: Send + Sync {
    /// The newest commit of a branch; `RevisionUnavailable` or `ConfigurationError` otherwise.
    async fn head(&self, repository: &str, branch: &str) -> Result<Commit, ActionFailure>;

    /// A commit by id.
    async fn commit(&self, repository: &str, id: &str) -> Result<Commit, ActionFailure>;

    /// Writes the tree of a commit, without history, as a zip archive to `into`.
    async fn archive(
        &self,
        repository: &str,
        commit: &str,
        into: &Path,
    ) -> Result<(), ActionFailure>;
}

/// A deployment to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeploymentRequest {
    /// Idempotency key: the same one gives the same deployment.
    pub token: String,
    /// Application name.
    pub application: String,
    /// Deployment group name.
    pub group: String,
    /// The zip archive to deploy.
    pub revision: Artifact,
    /// Shown as the creator: `codepipeline/<pipeline>`.
    pub creator: String,
}

/// How a deployment or a build ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// `Succeeded` / `SUCCEEDED` or whatever it ended as.
    pub succeeded: bool,
    /// The status word of the service.
    pub status: String,
    /// Why, when it did not succeed.
    pub message: String,
    /// Builds: exported variables.
    pub variables: BTreeMap<String, String>,
}

/// CodeDeploy of this server.
#[async_trait]
pub trait Deployments: Send + Sync {
    /// Creates the deployment, or finds the one this token created, and gives its id.
    async fn start(&self, request: DeploymentRequest) -> Result<String, ActionFailure>;

    /// Waits for the end, however long it takes.
    async fn ended(&self, deployment: &str) -> Result<Ended, ActionFailure>;
}

/// A build to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildRequest {
    /// Idempotency key: the same one gives the same build.
    pub token: String,
    /// Project name.
    pub project: String,
    /// The source that `CODEBUILD_SRC_DIR` names.
    pub primary: Artifact,
    /// Further sources, by artifact name.
    pub secondary: Vec<Artifact>,
    /// Where the build's artifacts go, in the order of the declaration.
    pub outputs: Vec<Artifact>,
    /// The action's `EnvironmentVariables`: a JSON array of `{name, value, type}`, if given.
    pub environment: Option<String>,
    /// `codepipeline/<pipeline>`.
    pub initiator: String,
}

/// CodeBuild of this server.
#[async_trait]
pub trait Builds: Send + Sync {
    /// Starts the build, or finds the one this token started, and gives its id
    /// (`<project>:<uuid>`).
    async fn start(&self, request: BuildRequest) -> Result<String, ActionFailure>;

    /// Waits for the end, however long it takes.
    async fn ended(&self, build: &str) -> Result<Ended, ActionFailure>;
}

/// The server, seen from a provider.
#[async_trait]
pub trait World: Send + Sync {
    /// Now.
    fn now(&self) -> Time;

    /// Objects.
    fn artifacts(&self) -> &dyn Artifacts;

    /// Git repositories.
    fn repositories(&self) -> &dyn Repositories;

    /// CodeDeploy.
    fn deployments(&self) -> &dyn Deployments;

    /// CodeBuild.
    fn builds(&self) -> &dyn Builds;

    /// A directory for temporary files, on the same disk as the artifacts.
    fn scratch(&self) -> &Path;

    /// Shows what the work is called outside while the action still runs.
    async fn progress(&self, job: &ActionJob, external: External);
}
