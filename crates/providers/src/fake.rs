//! A world in memory, for tests of providers. Like the real one it knows a build or a deployment by
//! its token, and any one call to it can be made to fail.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use async_trait::async_trait;
use tokio::io::AsyncReadExt;
use towline_core::Time;
use towline_core::pipeline::catalogue::ActionTypeId;

use crate::world::*;
use crate::{ActionFailure, ActionJob, Artifact, External, FailureCode, RevisionOverride, World};

/// Objects with two versions, one repository with two commits, a service that ends as told, and
/// what was put, started and reported.
pub(crate) struct Fake {
    pub(crate) scratch: tempfile::TempDir,
    pub(crate) versioned: bool,
    pub(crate) put: Mutex<BTreeMap<String, (Vec<u8>, PutOptions)>>,
    /// How builds and deployments end.
    pub(crate) ending: Ended,
    pub(crate) builds: Mutex<Vec<BuildRequest>>,
    pub(crate) deployments: Mutex<Vec<DeploymentRequest>>,
    pub(crate) progress: Mutex<Vec<External>>,
    /// Names of the calls so far.
    pub(crate) calls: Mutex<Vec<&'static str>>,
    /// The call that fails, counted from zero.
    pub(crate) broken: Option<Broken>,
}

/// A call that fails once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// It does nothing.
    Before(usize),
    /// It does its work, and the answer is lost.
    After(usize),
}

impl Fake {
    pub(crate) fn new() -> Fake {
        Fake {
            scratch: tempfile::tempdir().unwrap(),
            versioned: true,
            put: Mutex::default(),
            ending: Ended {
                succeeded: true,
                status: "Succeeded".into(),
                message: String::new(),
                variables: BTreeMap::new(),
            },
            builds: Mutex::default(),
            deployments: Mutex::default(),
            progress: Mutex::default(),
            calls: Mutex::default(),
            broken: None,
        }
    }

    /// Every call goes through here: `work` is done unless this is the one that fails before it.
    fn call<T>(
        &self,
        name: &'static str,
        work: impl FnOnce() -> Result<T, ActionFailure>,
    ) -> Result<T, ActionFailure> {
        let mut calls = self.calls.lock().unwrap();
        let here = calls.len();
        calls.push(name);
        drop(calls);
        let failure = || ActionFailure::new(FailureCode::SystemUnavailable, "no answer");
        if self.broken == Some(Broken::Before(here)) {
            return Err(failure());
        }
        let done = work()?;
        match self.broken {
            Some(Broken::After(at)) if at == here => Err(failure()),
            _ => Ok(done),
        }
    }

    /// An object as it is described; every key has two versions.
    fn describe(&self, key: &str, version: &str) -> ObjectInfo {
        let described = (version == "v2").then(|| {
            let text = "release two".to_string();
            ("codepipeline-artifact-revision-summary".to_string(), text)
        });
        ObjectInfo {
            version: self.versioned.then(|| version.to_string()),
            etag: format!("etag-{key}-{version}"),
            modified: Time(7),
            content_type: Some("application/zip".into()),
            metadata: described.into_iter().collect(),
            ..ObjectInfo::default()
        }
    }

    /// A world in which builds and deployments fail.
    pub(crate) fn failing(message: &str) -> Fake {
        let mut fake = Fake::new();
        fake.ending = Ended {
            succeeded: false,
            status: "Failed".into(),
            message: message.into(),
            variables: BTreeMap::new(),
        };
        fake
    }

    /// An object with this content; others have one made of their name.
    pub(crate) fn hold(&self, key: &str, content: Vec<u8>) {
        let mut put = self.put.lock().unwrap();
        put.insert(key.into(), (content, PutOptions::default()));
    }

    pub(crate) fn content(&self, key: &str) -> String {
        let put = self.put.lock().unwrap();
        String::from_utf8(put[key].0.clone()).unwrap()
    }
}

/// A job with one input and one output artifact in the bucket `store`.
pub(crate) fn job(configuration: &[(&str, &str)], overrides: &[(&str, &str)]) -> ActionJob {
    let pair = |(k, v): &(&str, &str)| (k.to_string(), v.to_string());
    let artifact = |name: &str| Artifact {
        name: name.into(),
        bucket: "store".into(),
        key: format!("shop/{name}/1"),
        revision: None,
    };
    ActionJob {
        id: "action".into(),
        pipeline: "shop".into(),
        execution: "execution".into(),
        stage: "Stage".into(),
        action: "Act".into(),
        action_type: ActionTypeId::aws("Source", "S3"),
        configuration: configuration.iter().map(pair).collect(),
        inputs: vec![artifact("Input")],
        outputs: vec![artifact("Code")],
        overrides: overrides
            .iter()
            .map(pair)
            .map(|(kind, value)| RevisionOverride { kind, value })
            .collect(),
        started: Time(0),
        deadline: Time(0),
    }
}

#[async_trait]
impl Artifacts for Fake {
    async fn head(
        &self,
        _bucket: &str,
        key: &str,
        version: Option<&str>,
    ) -> Result<ObjectInfo, ActionFailure> {
        self.call("head of an object", || {
            Ok(self.describe(key, version.unwrap_or("v2")))
        })
    }

    async fn open(
        &self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
    ) -> Result<(ObjectInfo, Body), ActionFailure> {
        self.call("open", || {
            let version = version.unwrap_or("v2");
            let named = || format!("{bucket}/{key}@{version}").into_bytes();
            let put = self.put.lock().unwrap();
            let held = put.get(&format!("{bucket}/{key}"));
            let content = held.map_or_else(named, |(content, _)| content.clone());
            let body: Body = Box::pin(std::io::Cursor::new(content));
            Ok((self.describe(key, version), body))
        })
    }

    async fn put(
        &self,
        bucket: &str,
        key: &str,
        mut body: Body,
        options: PutOptions,
    ) -> Result<ObjectInfo, ActionFailure> {
        let mut bytes = Vec::new();
        body.read_to_end(&mut bytes).await.unwrap();
        self.call("put", || {
            let key = format!("{bucket}/{key}");
            self.put.lock().unwrap().insert(key, (bytes, options));
            Ok(ObjectInfo::default())
        })
    }
}

#[async_trait]
impl Repositories for Fake {
    async fn head(&self, repository: &str, branch: &str) -> Result<Commit, ActionFailure> {
        if branch != "main" {
            let message = format!("{repository} has no branch {branch}");
            return Err(ActionFailure::new(
                FailureCode::RevisionUnavailable,
                message,
            ));
        }
        self.commit(repository, "bbb").await
    }

    async fn commit(&self, _repository: &str, id: &str) -> Result<Commit, ActionFailure> {
        self.call("commit", || {
            Ok(Commit {
                id: id.into(),
                message: format!("Change {id}\n\nBecause.\n"),
                author_date: "2026-01-01T00:00:00Z".into(),
                committer_date: "2026-01-02T00:00:00Z".into(),
                committed: Time(9),
            })
        })
    }

    async fn archive(&self, repository: &str, id: &str, into: &Path) -> Result<(), ActionFailure> {
        self.call("archive", || {
            std::fs::write(into, format!("zip of {repository} {id}")).unwrap();
            Ok(())
        })
    }
}

#[async_trait]
impl Deployments for Fake {
    async fn start(&self, request: DeploymentRequest) -> Result<String, ActionFailure> {
        self.call("start of a deployment", || {
            let mut all = self.deployments.lock().unwrap();
            match all.iter().find(|known| known.token == request.token) {
                Some(known) => assert_eq!(*known, request, "another order under one token"),
                None => all.push(request),
            }
            Ok("d-123456789".into())
        })
    }

    async fn ended(&self, _deployment: &str) -> Result<Ended, ActionFailure> {
        self.call("end of a deployment", || Ok(self.ending.clone()))
    }
}

#[async_trait]
impl Builds for Fake {
    async fn start(&self, request: BuildRequest) -> Result<String, ActionFailure> {
        self.call("start of a build", || {
            let id = format!("{}:1", request.project);
            let mut all = self.builds.lock().unwrap();
            match all.iter().find(|known| known.token == request.token) {
                Some(known) => assert_eq!(*known, request, "another order under one token"),
                None => all.push(request),
            }
            Ok(id)
        })
    }

    async fn ended(&self, _build: &str) -> Result<Ended, ActionFailure> {
        self.call("end of a build", || Ok(self.ending.clone()))
    }
}

#[async_trait]
impl World for Fake {
    fn now(&self) -> Time {
        Time(0)
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
        self.scratch.path()
    }
    async fn progress(&self, _job: &ActionJob, external: External) {
        self.progress.lock().unwrap().push(external);
    }
}
