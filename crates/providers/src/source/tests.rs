//! Source providers against a world in memory.

use std::collections::BTreeMap;
use std::path::PathBuf;

use towline_core::Time;
use towline_core::pipeline::job::FailureCode;

use super::{codecommit::CodeCommit, cut, s3::S3, watches};
use crate::Provider;
use crate::fake::{Fake, job};

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
