//! The watcher against real pipelines, whose sources are branches of real repositories.

use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;
use towline_api::codepipeline::Operation;
use towline_api::towline::CreateRepositoryInput;
use towline_auth::caller::{Caller, Role};
use towline_core::Event;
use towline_core::pipeline::records::{Execution, kind};
use towline_store::{Range, StoreExt};

use super::{News, look, watch};
use crate::{App, codepipeline, fixture, git, s3};

struct Place {
    directory: TempDir,
    app: Arc<App>,
}

impl Place {
    /// A server with the repository `shop` and the artifact bucket `store`, nobody watching yet.
    async fn new() -> Place {
        let directory = tempfile::tempdir().unwrap();
        let app = fixture::app(directory.path()).await;
        let input = CreateRepositoryInput {
            name: "shop".into(),
        };
        git::create_repository(&app, input).await.unwrap();
        s3::objects::ensure_bucket(&app, "store").await.unwrap();
        Place { directory, app }
    }

    /// The same data directory in a new process.
    async fn restarted(self) -> Place {
        self.app.shutdown().await;
        drop(self.app);
        Place {
            app: fixture::app(self.directory.path()).await,
            directory: self.directory,
        }
    }

    fn watch(&self) {
        self.app.spawn(watch(Arc::clone(&self.app)));
    }

    /// One look at everything, as the watcher takes it.
    async fn look(&self) {
        look(&self.app, &News::everything()).await.unwrap();
    }

    /// A new commit on a branch, which nobody is told of.
    fn commit(&self, branch: &str, message: &str) {
        let git = |arguments: &[&str]| {
            let output = std::process::Command::new("git")
                .arg("--git-dir")
                .arg(self.directory.path().join("git/shop.git"))
                .args([
                    "-c",
                    "user.name=Ada",
                    "-c",
                    "user.email=ada@example.invalid",
                ])
                .args(arguments)
                .output()
                .unwrap();
            assert!(output.status.success(), "{output:?}");
            String::from_utf8(output.stdout).unwrap().trim().to_string()
        };
        let tree = git(&["hash-object", "-t", "tree", "-w", "/dev/null"]);
        let commit = git(&["commit-tree", &tree, "-m", message]);
        git(&["update-ref", &format!("refs/heads/{branch}"), &commit]);
    }

    /// A new commit, told as after a push.
    async fn push(&self, branch: &str, message: &str) {
        self.commit(branch, message);
        let event = Event {
            at: self.app.clock.now(),
            kind: git::PUSHED.into(),
            subject: "shop".into(),
            detail: json!({}),
        };
        self.app.commit(Vec::new(), vec![event]).await.unwrap();
    }

    async fn call(&self, operation: Operation, input: Value) {
        let caller = Caller {
            account: "123456789012".into(),
            arn: "arn:aws:iam::123456789012:root".into(),
            access_key_id: "AKIA".into(),
            role: Role::Admin,
        };
        let answer = codepipeline::handle(&self.app, &caller, operation, input).await;
        answer.unwrap();
    }

    async fn create(&self, name: &str, branch: &str, poll: Option<&str>) {
        let input = json!({ "pipeline": declaration(name, branch, poll) });
        self.call(Operation::CreatePipeline, input).await;
    }

    async fn executions(&self, pipeline: &str) -> Vec<Execution> {
        let range = Range::prefix(format!("{pipeline}/"));
        let rows = self.app.store.list_as(kind::EXECUTION, range).await;
        rows.unwrap().into_iter().map(|(_, row)| row).collect()
    }

    /// The executions, once the newest of `count` has a source revision or has failed to get one.
    async fn settled(&self, pipeline: &str, count: usize) -> Vec<Execution> {
        let mut bus = self.app.bus.subscribe();
        loop {
            let executions = self.executions(pipeline).await;
            let is_settled = |e: &Execution| !e.revisions.is_empty() || !e.status.is_live();
            if executions.len() >= count && executions.iter().all(is_settled) {
                assert_eq!(executions.len(), count);
                return executions;
            }
            let change = tokio::time::timeout(std::time::Duration::from_secs(30), bus.changed());
            change.await.expect("an execution starts").unwrap();
        }
    }
}

/// The messages that the executions of a pipeline took, oldest first.
fn messages(executions: &[Execution]) -> Vec<&str> {
    let revisions = executions.iter().flat_map(|e| &e.revisions);
    revisions
        .filter_map(|r| r.revision.summary.as_deref())
        .collect()
}

fn declaration(name: &str, branch: &str, poll: Option<&str>) -> Value {
    let mut source = json!({ "RepositoryName": "shop", "BranchName": branch });
    if let Some(poll) = poll {
        source["PollForSourceChanges"] = poll.into();
    }
    let action = |name: &str, category: &str, provider: &str, configuration: Value| {
        let kind = json!({
            "category": category, "owner": "AWS", "provider": provider, "version": "1",
        });
        json!({ "name": name, "actionTypeId": kind, "configuration": configuration })
    };
    let mut fetch = action("Fetch", "Source", "CodeCommit", source);
    fetch["outputArtifacts"] = json!([{ "name": "Code" }]);
    let approve = action("Ask", "Approval", "Manual", json!({}));
    json!({
        "name": name,
        "roleArn": "arn:aws:iam::123456789012:role/pipeline",
        "artifactStore": { "type": "S3", "location": "store" },
        "stages": [
            { "name": "Source", "actions": [fetch] },
            { "name": "Release", "actions": [approve] },
        ],
    })
}

#[tokio::test]
async fn a_push_starts_the_pipelines_that_watch_its_branch() {
    let place = Place::new().await;
    place.commit("main", "one");
    place.commit("other", "else");
    // Looked at in the order of their names, so `z` settling means that the others were seen.
    place.create("a-other", "other", None).await;
    place.create("b-deaf", "main", Some("false")).await;
    place.create("z-main", "main", Some("true")).await;
    place.watch();
    for name in ["a-other", "b-deaf", "z-main"] {
        place.settled(name, 1).await;
    }
    place.push("main", "two").await;
    let executions = place.settled("z-main", 2).await;
    assert_eq!(messages(&executions), ["one", "two"]);
    let trigger = &executions[1].trigger;
    assert_eq!(
        (trigger.kind.as_str(), trigger.detail.as_str()),
        ("PollForSourceChanges", "Fetch")
    );
    assert_eq!(place.executions("a-other").await.len(), 1);
    assert_eq!(place.executions("b-deaf").await.len(), 1);
    place.app.shutdown().await;
}

#[tokio::test]
async fn a_revision_that_came_while_nobody_watched_starts_after_a_restart() {
    let place = Place::new().await;
    place.commit("main", "one");
    place.create("shop", "main", None).await;
    place.watch();
    place.settled("shop", 1).await;
    place.push("main", "two").await;
    place.settled("shop", 2).await;
    place.app.shutdown().await;
    place.commit("main", "three");
    let place = place.restarted().await;
    place.watch();
    let executions = place.settled("shop", 3).await;
    assert_eq!(messages(&executions), ["one", "two", "three"]);
    let place = place.restarted().await;
    place.watch();
    place.push("main", "four").await;
    let executions = place.settled("shop", 4).await;
    assert_eq!(
        messages(&executions),
        ["one", "two", "three", "four"],
        "nothing starts twice"
    );
    place.app.shutdown().await;
}

#[tokio::test]
async fn the_first_push_starts_a_pipeline_that_was_created_before_it() {
    let place = Place::new().await;
    place.watch();
    place.create("shop", "main", None).await;
    let executions = place.settled("shop", 1).await;
    assert!(executions[0].revisions.is_empty(), "there was no branch");
    place.push("main", "one").await;
    assert_eq!(messages(&place.settled("shop", 2).await), ["one"]);
    place.app.shutdown().await;
}

#[tokio::test]
async fn a_creation_that_fails_is_tried_again_with_the_next_revision_only() {
    let place = Place::new().await;
    place.commit("main", "one");
    let mut refused = declaration("shop", "main", None);
    let format = &mut refused["stages"][0]["actions"][0]["configuration"]["OutputArtifactFormat"];
    *format = "CODEBUILD_CLONE_REF".into();
    place.watch();
    let input = json!({ "pipeline": refused });
    place.call(Operation::CreatePipeline, input).await;
    place.settled("shop", 1).await;
    place.look().await;
    place.settled("shop", 1).await;
    place.push("main", "two").await;
    place.settled("shop", 2).await;
    place.app.shutdown().await;
}

#[tokio::test]
async fn a_source_declared_anew_starts_with_its_next_revision() {
    let place = Place::new().await;
    place.commit("main", "one");
    place.commit("next", "unseen");
    place.watch();
    place.create("shop", "main", None).await;
    place.settled("shop", 1).await;
    for (branch, count) in [("next", 2), ("new", 3)] {
        let input = json!({ "pipeline": declaration("shop", branch, None) });
        place.call(Operation::UpdatePipeline, input).await;
        place.look().await;
        place.push(branch, &format!("change of {branch}")).await;
        place.settled("shop", count).await;
    }
    let executions = place.executions("shop").await;
    assert_eq!(
        messages(&executions),
        ["one", "change of next", "change of new"]
    );
    place.app.shutdown().await;
}

#[tokio::test]
async fn the_timer_finds_what_no_event_told() {
    let place = Place::new().await;
    place.commit("main", "one");
    place.create("shop", "main", None).await;
    place.watch();
    place.settled("shop", 1).await;
    place.look().await;
    place.commit("main", "two");
    place.app.clock.advance(super::PERIOD).await.unwrap();
    assert_eq!(messages(&place.settled("shop", 2).await), ["one", "two"]);
    place.app.shutdown().await;
}
