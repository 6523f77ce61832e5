//! Every provider, run again: after its end, and after each single call to the world failed once.
//! The outcome and the world are as after one undisturbed run.
//!
//! A server that is killed, or whose disk is full for a while, runs the action again: this is what
//! that rests on.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use towline_blob::archive::{Member, pack_zip};
use towline_core::pipeline::catalogue::ActionTypeId;

use crate::fake::{Broken, Fake, job};
use crate::world::{BuildRequest, DeploymentRequest, PutOptions};
use crate::{
    ActionFailure, ActionJob, ActionSuccess, FailureCode, Registration, World, dummy, registered,
};

/// An action for each type. A new provider needs one here.
fn example(id: &ActionTypeId) -> ActionJob {
    let settings: &[(&str, &str)] = match (&*id.category, &*id.provider) {
        ("Source", "S3") => &[("S3Bucket", "in"), ("S3ObjectKey", "app.zip")],
        ("Source", "CodeCommit") => &[("RepositoryName", "shop"), ("BranchName", "main")],
        ("Build" | "Test", "CodeBuild") => &[("ProjectName", "web")],
        ("Deploy", "CodeDeploy") => &[("ApplicationName", "shop"), ("DeploymentGroupName", "web")],
        ("Deploy", "S3") => &[
            ("BucketName", "site"),
            ("Extract", "true"),
            ("ObjectKey", "{uuid}/{datetime}"),
        ],
        ("Test", "Dummy") => &[("Content", "made"), ("Variable.One", "1")],
        _ => panic!("{id:?} has no example in {}: add one", file!()),
    };
    ActionJob {
        action_type: id.clone(),
        ..job(settings, &[])
    }
}

/// All that a run leaves behind.
#[derive(Debug, PartialEq)]
struct Left {
    objects: BTreeMap<String, (Vec<u8>, PutOptions)>,
    builds: Vec<BuildRequest>,
    deployments: Vec<DeploymentRequest>,
    temporary_files: usize,
}

fn left(world: &Fake) -> Left {
    Left {
        objects: world.put.lock().unwrap().clone(),
        builds: world.builds.lock().unwrap().clone(),
        deployments: world.deployments.lock().unwrap().clone(),
        temporary_files: std::fs::read_dir(world.scratch()).unwrap().count(),
    }
}

/// A world whose input artifact is an archive of two files; `failing` ends builds and deployments.
fn world(failing: bool, broken: Option<Broken>) -> Fake {
    let mut world = match failing {
        true => Fake::failing("it did not work"),
        false => Fake::new(),
    };
    world.ending.variables.insert("TAG".into(), "v7".into());
    world.broken = broken;
    world.hold("store/shop/Input/1", INPUT.clone());
    world
}

/// Made once: an archive keeps the time at which its files were written.
static INPUT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let directory = tempfile::tempdir().unwrap();
    for name in ["index.html", "main.css"] {
        std::fs::write(directory.path().join(name), name).unwrap();
    }
    let archive = directory.path().join("out.zip");
    let members = ["index.html", "main.css"].map(Member::same);
    pack_zip(directory.path(), &members, &archive).unwrap();
    std::fs::read(archive).unwrap()
});

type Result = std::result::Result<ActionSuccess, ActionFailure>;

async fn run(entry: &Registration, world: &Fake) -> Result {
    let provider = entry.provider.as_ref().expect("only what has a provider");
    provider.run(world, &example(&entry.action_type.id)).await
}

fn providers() -> Vec<Registration> {
    let mut all = registered();
    all.push(dummy::registration("Test"));
    all.retain(|entry| entry.provider.is_some());
    all
}

#[tokio::test]
async fn an_action_run_twice_is_done_once() {
    for entry in providers() {
        for failing in [false, true] {
            let once = world(failing, None);
            let outcome = run(&entry, &once).await;
            let again = world(failing, None);
            let id = &entry.action_type.id;
            assert_eq!(run(&entry, &again).await, outcome, "{id:?}");
            assert_eq!(run(&entry, &again).await, outcome, "{id:?}, again");
            assert_eq!(left(&again), left(&once), "{id:?}");
            assert_eq!(left(&once).temporary_files, 0, "{id:?}");
        }
    }
}

#[tokio::test]
async fn an_action_whose_every_call_fails_once_is_done_all_the_same() {
    let mut failures = 0;
    for entry in providers() {
        let id = &entry.action_type.id;
        let once = world(false, None);
        let outcome = run(&entry, &once).await;
        let calls = once.calls.lock().unwrap().clone();
        assert!(!calls.is_empty(), "{id:?} does nothing");
        for (at, call) in calls.iter().enumerate() {
            for broken in [Broken::Before(at), Broken::After(at)] {
                let what = format!("{id:?}: {call}, {broken:?}");
                let world = world(false, Some(broken));
                let failure = run(&entry, &world).await.unwrap_err();
                // The one failure after which the server runs an action again.
                assert_eq!(failure.code, FailureCode::SystemUnavailable, "{what}");
                assert_eq!(run(&entry, &world).await, outcome, "{what}");
                assert_eq!(left(&world), left(&once), "{what}");
                failures += 1;
            }
        }
    }
    assert!(failures >= 2 * providers().len(), "{failures}");
}

#[tokio::test]
async fn looking_for_the_newest_revision_changes_nothing() {
    for entry in providers() {
        let id = &entry.action_type.id;
        let (Some(provider), once) = (&entry.provider, world(false, None)) else {
            continue;
        };
        let settings = example(id).configuration;
        let before = left(&once);
        let newest = provider.newest(&once, &settings).await;
        assert_eq!(provider.newest(&once, &settings).await, newest, "{id:?}");
        assert_eq!(left(&once), before, "{id:?}");
        let calls = once.calls.lock().unwrap().len() / 2;
        for at in 0..calls {
            let world = world(false, Some(Broken::Before(at)));
            let failed = provider.newest(&world, &settings).await.unwrap_err();
            assert_eq!(failed.code, FailureCode::SystemUnavailable, "{id:?}");
            assert_eq!(provider.newest(&world, &settings).await, newest, "{id:?}");
        }
    }
}
