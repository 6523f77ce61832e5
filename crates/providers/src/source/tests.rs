//! Source providers against a world in memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use async_trait::async_trait;
use tokio::io::AsyncReadExt;
use towline_core::Time;
use towline_core::pipeline::catalogue::ActionTypeId;
use towline_core::pipeline::job::{
    ActionFailure, ActionJob, Artifact, External, FailureCode, RevisionOverride,
};

use super::{codecommit::CodeCommit, cut, s3::S3, watches};
use crate::world::*;
use crate::{Provider, World};

/// One object with two versions, one repository with two commits, and what was put.
struct Fake {
    scratch: tempfile::TempDir,
    versioned: bool,
    put: Mutex<BTreeMap<String, (Vec<u8>, PutOptions)>>,
}

impl Fake {
    fn new() -> Fake {
        Fake {
            scratch: tempfile::tempdir().unwrap(),
            versioned: true,
            put: Mutex::default(),
        }
    }

    fn content(&self, key: &str) -> String {
        let put = self.put.lock().unwrap();
        String::from_utf8(put[key].0.clone()).unwrap()
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
        let version = version.unwrap_or("v2");
        let described = (version == "v2").then(|| {
            let text = "release two".to_string();
            ("codepipeline-artifact-revision-summary".to_string(), text)
        });
        Ok(ObjectInfo {
            version: self.versioned.then(|| version.to_string()),
            etag: format!("etag-{key}-{version}"),
            modified: Time(7),
            content_type: Some("application/zip".into()),
            metadata: described.into_iter().collect(),
            ..ObjectInfo::default()
        })
    }

    async fn open(
        &self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
    ) -> Result<(ObjectInfo, Body), ActionFailure> {
        let info = Artifacts::head(self, bucket, key, version).await?;
        let content = format!("{bucket}/{key}@{}", version.unwrap_or("v2"));
        Ok((info, Box::pin(std::io::Cursor::new(content.into_bytes()))))
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
        let key = format!("{bucket}/{key}");
        self.put.lock().unwrap().insert(key, (bytes, options));
        Ok(ObjectInfo::default())
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
        Ok(Commit {
            id: id.into(),
            message: format!("Change {id}\n\nBecause.\n"),
            author_date: "2026-01-01T00:00:00Z".into(),
            committer_date: "2026-01-02T00:00:00Z".into(),
            committed: Time(9),
        })
    }

    async fn archive(&self, repository: &str, id: &str, into: &Path) -> Result<(), ActionFailure> {
        std::fs::write(into, format!("zip of {repository} {id}")).unwrap();
        Ok(())
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
        panic!("a source does not deploy")
    }
    fn builds(&self) -> &dyn Builds {
        panic!("a source does not build")
    }
    fn scratch(&self) -> &Path {
        self.scratch.path()
    }
    async fn progress(&self, _job: &ActionJob, _external: External) {}
}

fn job(configuration: &[(&str, &str)], overrides: &[(&str, &str)]) -> ActionJob {
    ActionJob {
        id: "action".into(),
        pipeline: "shop".into(),
        execution: "execution".into(),
        stage: "Source".into(),
        action: "Fetch".into(),
        action_type: ActionTypeId::aws("Source", "S3"),
        configuration: configuration
            .iter()
            .map(|(k, v)| (k.to_string(), v.to_string()))
            .collect(),
        inputs: Vec::new(),
        outputs: vec![Artifact {
            name: "Code".into(),
            bucket: "store".into(),
            key: "shop/Code/1".into(),
            revision: None,
        }],
        overrides: overrides
            .iter()
            .map(|(kind, value)| RevisionOverride {
                kind: kind.to_string(),
                value: value.to_string(),
            })
            .collect(),
        started: Time(0),
        deadline: Time(0),
    }
}

const OBJECT: [(&str, &str); 2] = [("S3Bucket", "in"), ("S3ObjectKey", "app.zip")];
const BRANCH: [(&str, &str); 2] = [("RepositoryName", "shop"), ("BranchName", "main")];

#[tokio::test]
async fn s3_copies_the_newest_version_and_names_it() {
    let world = Fake::new();
    let done = S3.run(&world, &job(&OBJECT, &[])).await.unwrap();
    assert_eq!(world.content("store/shop/Code/1"), "in/app.zip@v2");
    let content_type = world.put.lock().unwrap()["store/shop/Code/1"]
        .1
        .content_type
        .clone();
    assert_eq!(content_type.as_deref(), Some("application/zip"));
    let variables: Vec<_> = done
        .variables
        .iter()
        .map(|(k, v)| format!("{k}={v}"))
        .collect();
    assert_eq!(
        variables,
        [
            "BucketName=in",
            "ETag=etag-app.zip-v2",
            "ObjectKey=app.zip",
            "VersionId=v2"
        ]
    );
    let revision = done.revision.unwrap();
    assert_eq!(revision.change_id.as_deref(), Some("etag-app.zip-v2"));
    assert_eq!(revision.summary.as_deref(), Some("release two"));
    let newest = S3
        .newest(&world, &job(&OBJECT, &[]).configuration)
        .await
        .unwrap();
    assert_eq!(newest, Some(revision));
}

#[tokio::test]
async fn s3_takes_the_version_and_the_key_that_the_start_names() {
    let world = Fake::new();
    let version = [("S3_OBJECT_VERSION_ID", "v1")];
    let done = S3.run(&world, &job(&OBJECT, &version)).await.unwrap();
    assert_eq!(world.content("store/shop/Code/1"), "in/app.zip@v1");
    let summary = done.revision.unwrap().summary;
    assert_eq!(summary.as_deref(), Some("Amazon S3 version id: v1"));
    let key = [("S3_OBJECT_KEY", "other.zip")];
    let refused = S3.run(&world, &job(&OBJECT, &key)).await.unwrap_err();
    assert!(
        refused.message.contains("AllowOverrideForS3ObjectKey"),
        "{refused}"
    );
    let allowed = [
        OBJECT[0],
        OBJECT[1],
        ("AllowOverrideForS3ObjectKey", "true"),
    ];
    let done = S3.run(&world, &job(&allowed, &key)).await.unwrap();
    assert_eq!(done.variables["ObjectKey"], "other.zip");
}

#[tokio::test]
async fn s3_needs_a_versioned_bucket() {
    let world = Fake {
        versioned: false,
        ..Fake::new()
    };
    let refused = S3.run(&world, &job(&OBJECT, &[])).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::ConfigurationError);
    assert!(
        refused.message.contains("`in` is not versioned"),
        "{refused}"
    );
    assert!(world.put.lock().unwrap().is_empty());
}

#[tokio::test]
async fn codecommit_archives_the_head_and_names_it() {
    let world = Fake::new();
    let done = CodeCommit.run(&world, &job(&BRANCH, &[])).await.unwrap();
    assert_eq!(world.content("store/shop/Code/1"), "zip of shop bbb");
    assert_eq!(std::fs::read_dir(world.scratch.path()).unwrap().count(), 0);
    let expected = [
        ("AuthorDate", "2026-01-01T00:00:00Z"),
        ("BranchName", "main"),
        ("CommitId", "bbb"),
        ("CommitMessage", "Change bbb\n\nBecause.\n"),
        ("CommitterDate", "2026-01-02T00:00:00Z"),
        ("RepositoryName", "shop"),
    ];
    let variables: Vec<_> = done
        .variables
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    assert_eq!(variables, expected);
    let revision = done.revision.unwrap();
    assert_eq!(
        (revision.id.as_str(), revision.created),
        ("bbb", Some(Time(9)))
    );
    assert_eq!(revision.summary.as_deref(), Some("Change bbb\n\nBecause."));
    let newest = CodeCommit
        .newest(&world, &job(&BRANCH, &[]).configuration)
        .await
        .unwrap();
    assert_eq!(newest, Some(revision));
}

#[tokio::test]
async fn codecommit_takes_the_commit_that_the_start_names() {
    let world = Fake::new();
    let commit = [("COMMIT_ID", "aaa")];
    let done = CodeCommit
        .run(&world, &job(&BRANCH, &commit))
        .await
        .unwrap();
    assert_eq!(done.variables["CommitId"], "aaa");
    assert_eq!(world.content("store/shop/Code/1"), "zip of shop aaa");
}

#[tokio::test]
async fn a_clone_reference_is_refused_by_name() {
    let world = Fake::new();
    let wanted = [
        BRANCH[0],
        BRANCH[1],
        ("OutputArtifactFormat", "CODEBUILD_CLONE_REF"),
    ];
    let refused = CodeCommit
        .run(&world, &job(&wanted, &[]))
        .await
        .unwrap_err();
    assert_eq!(refused.code, FailureCode::ConfigurationError);
    assert!(refused.message.contains("CODEBUILD_CLONE_REF"), "{refused}");
}

#[tokio::test]
async fn failures_of_the_world_are_passed_on() {
    let world = Fake::new();
    let missing = [BRANCH[0], ("BranchName", "gone")];
    let failed = CodeCommit
        .run(&world, &job(&missing, &[]))
        .await
        .unwrap_err();
    assert_eq!(failed.code, FailureCode::RevisionUnavailable);
    let gone: PathBuf = world.scratch.path().into();
    std::fs::remove_dir(gone).unwrap();
    let failed = CodeCommit
        .run(&world, &job(&BRANCH, &[]))
        .await
        .unwrap_err();
    assert_eq!(failed.code, FailureCode::SystemUnavailable);
}

#[test]
fn sources_are_watched_unless_told_otherwise() {
    let with = |value: &str| {
        watches(&BTreeMap::from([(
            "PollForSourceChanges".into(),
            value.into(),
        )]))
    };
    assert!(watches(&BTreeMap::new()) && with("true"));
    assert!(!with("false") && !with("False"));
}

#[test]
fn long_messages_are_cut_between_characters() {
    assert_eq!(cut("añb", 2), "a");
    assert_eq!(cut("añb", 3), "añ");
    assert_eq!(cut("añb", 100), "añb");
}
