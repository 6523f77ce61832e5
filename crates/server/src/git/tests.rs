//! The stock `git` client against repositories served on a loopback port.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::process::Command;
use towline_api::towline::CreateRepositoryInput;
use towline_auth::caller::Role;
use towline_providers::FailureCode;
use towline_providers::world::Repositories;

use super::*;
use crate::world::ServerWorld;
use crate::{App, fixture, keys};

struct Place {
    directory: TempDir,
    app: Arc<App>,
    address: String,
    credentials: String,
}

/// What the git client did.
struct Ran {
    worked: bool,
    said: String,
}

impl Place {
    async fn new() -> Place {
        let directory = tempfile::tempdir().unwrap();
        let data = directory.path().join("data");
        std::fs::create_dir(&data).unwrap();
        let app = fixture::app(&data).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/git", listener.local_addr().unwrap());
        app.spawn(serve(Arc::clone(&app), listener));
        let credentials = key(&app, Role::Admin).await;
        Place {
            directory,
            app,
            address,
            credentials,
        }
    }

    async fn create(&self, name: &str) {
        let input = CreateRepositoryInput { name: name.into() };
        create_repository(&self.app, input).await.unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    async fn git(&self, directory: &Path, arguments: &[&str]) -> Ran {
        self.git_as(Some(&self.credentials), directory, arguments)
            .await
    }

    async fn git_as(&self, key: Option<&str>, directory: &Path, arguments: &[&str]) -> Ran {
        let mut command = Command::new("git");
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", self.directory.path())
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_AUTHOR_DATE", "2026-03-01T12:00:00+02:00")
            .env("GIT_COMMITTER_DATE", "2026-03-01T11:00:00Z")
            .args([
                "-c",
                "user.name=Ada",
                "-c",
                "user.email=ada@example.invalid",
            ])
            .current_dir(directory);
        if let Some(key) = key {
            let header = format!("Authorization: Basic {}", STANDARD.encode(key));
            command.arg("-c").arg(format!("http.extraHeader={header}"));
        }
        let output = command.args(arguments).output().await.unwrap();
        let said = [output.stdout, output.stderr].concat();
        Ran {
            worked: output.status.success(),
            said: String::from_utf8(said).unwrap(),
        }
    }

    async fn must(&self, directory: &Path, arguments: &[&str]) -> String {
        let ran = self.git(directory, arguments).await;
        assert!(ran.worked, "git {arguments:?}: {}", ran.said);
        ran.said
    }

    /// A clone with one commit of `content` on `main`, not yet pushed.
    async fn work(&self, repository: &str, clone: &str, content: &[u8]) -> PathBuf {
        let url = format!("{}/{repository}", self.address);
        self.must(self.directory.path(), &["clone", "-q", &url, clone])
            .await;
        let path = self.path(clone);
        std::fs::write(path.join("file"), content).unwrap();
        self.must(&path, &["add", "."]).await;
        self.must(&path, &["commit", "-q", "-m", "First line\n\nBody."])
            .await;
        path
    }

    async fn pushes(&self) -> Vec<String> {
        let events = self.app.store.events(0, 1000).await.unwrap();
        let events = events.into_iter().map(|e| e.event);
        events
            .filter(|e| e.kind == PUSHED)
            .map(|e| e.subject.clone())
            .collect()
    }
}

async fn key(app: &App, role: Role) -> String {
    let (row, key) = keys::mint(app, role, "arn:aws:iam::123456789012:root", None).unwrap();
    app.commit(vec![row], Vec::new()).await.unwrap();
    format!("{}:{}", key.access_key_id, key.secret.expose())
}

async fn serve(app: Arc<App>, listener: TcpListener) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let app_of_connection = Arc::clone(&app);
        app.spawn(async move {
            let service = hyper::service::service_fn(|request| {
                let app = Arc::clone(&app_of_connection);
                async move { Ok::<_, Infallible>(handle(&app, request).await) }
            });
            let builder = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
            let _ = builder
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clone_commit_push_and_clone_again() {
    let place = Place::new().await;
    place.create("shop").await;
    let work = place.work("shop", "one", b"hello").await;
    assert!(place.pushes().await.is_empty(), "nothing was pushed yet");
    place.must(&work, &["push", "-q", "origin", "main"]).await;
    assert_eq!(place.pushes().await, ["shop"]);
    let url = format!("{}/shop.git", place.address);
    place
        .must(place.directory.path(), &["clone", "-q", &url, "two"])
        .await;
    assert_eq!(std::fs::read(place.path("two/file")).unwrap(), b"hello");
    let head = head(&place.app, "shop", "main").await.unwrap().unwrap();
    assert_eq!(
        head.id,
        place.must(&work, &["rev-parse", "HEAD"]).await.trim()
    );
    assert_eq!(head.message, "First line\n\nBody.\n");
    assert_eq!(head.author_date, "2026-03-01T10:00:00Z");
    assert_eq!(head.committer_date, "2026-03-01T11:00:00Z");
    assert_eq!(head.committed.0, 1_772_362_800_000);
    let same = commit(&place.app, "shop", &head.id).await.unwrap();
    assert_eq!(same, Some(head));
    place.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn big_pushes_and_gzipped_requests_pass() {
    let place = Place::new().await;
    place.create("big").await;
    // Incompressible, so that it crosses every buffer; several commits, so that a fetch negotiates.
    let bytes: Vec<u8> = (0..200_000)
        .flat_map(|_| place.app.random.bytes::<32>())
        .collect();
    let work = place.work("big", "one", &bytes).await;
    place.must(&work, &["push", "-q", "origin", "main"]).await;
    let url = format!("{}/big", place.address);
    place
        .must(place.directory.path(), &["clone", "-q", &url, "two"])
        .await;
    for number in 0..60 {
        let message = number.to_string();
        place
            .must(&work, &["commit", "-q", "--allow-empty", "-m", &message])
            .await;
        let tag = format!("t{number}");
        place.must(&work, &["tag", &tag]).await;
    }
    place
        .must(&work, &["push", "-q", "--tags", "origin", "main"])
        .await;
    for number in 0..60 {
        let message = format!("own {number}");
        let two = place.path("two");
        place
            .must(&two, &["commit", "-q", "--allow-empty", "-m", &message])
            .await;
    }
    // More than a kilobyte of have-lines: the client compresses the request.
    let trace = place
        .git(
            &place.path("two"),
            &["-c", "protocol.version=0", "fetch", "-q"],
        )
        .await;
    assert!(trace.worked, "{}", trace.said);
    assert!(std::fs::read(place.path("two/file")).unwrap() == bytes);
    place.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_an_administrator_gets_in() {
    let place = Place::new().await;
    place.create("shop").await;
    let host = key(&place.app, Role::Host { name: "web".into() }).await;
    let runner = key(&place.app, Role::Runner).await;
    let (id, _) = place.credentials.split_once(':').unwrap();
    let wrong = format!("{id}:wrong");
    let cases = [
        (None, "shop", "could not read Username"),
        (Some(wrong.as_str()), "shop", "could not read Username"),
        (Some("AKIAUNKNOWN:x"), "shop", "could not read Username"),
        (Some("AKIAUNKNOWN:x"), "missing", "could not read Username"),
        (Some(host.as_str()), "shop", "403"),
        (Some(runner.as_str()), "shop", "403"),
        (Some(place.credentials.as_str()), "missing", "not found"),
    ];
    for (key, repository, expected) in cases {
        let url = format!("{}/{repository}", place.address);
        let ran = place
            .git_as(key, place.directory.path(), &["ls-remote", &url])
            .await;
        assert!(
            !ran.worked && ran.said.contains(expected),
            "{key:?}: {}",
            ran.said
        );
    }
    let work = place.work("shop", "one", b"x").await;
    let ran = place
        .git_as(Some(&runner), &work, &["push", "origin", "main"])
        .await;
    assert!(!ran.worked, "{}", ran.said);
    assert!(head(&place.app, "shop", "main").await.unwrap().is_none());
    assert!(place.pushes().await.is_empty());
    place.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_branch_pushed_becomes_the_default() {
    let place = Place::new().await;
    place.create("old").await;
    let work = place.work("old", "one", b"x").await;
    place
        .must(&work, &["push", "-q", "origin", "main:feature/a"])
        .await;
    let url = format!("{}/old", place.address);
    place
        .must(place.directory.path(), &["clone", "-q", &url, "two"])
        .await;
    assert!(place.path("two/file").exists());
    let app = &place.app;
    assert!(head(app, "old", "feature/a").await.unwrap().is_some());
    for branch in [
        "feature",
        "feature/*",
        "a",
        "main",
        "../../old.git/HEAD",
        "",
    ] {
        assert_eq!(head(app, "old", branch).await.unwrap(), None, "{branch}");
    }
    place.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn providers_get_archives_and_clear_failures() {
    let place = Place::new().await;
    place.create("shop").await;
    let work = place.work("shop", "one", b"hello").await;
    std::fs::create_dir(work.join("bin")).unwrap();
    std::fs::write(work.join("bin/run"), "#!/bin/sh\n").unwrap();
    place.must(&work, &["add", "."]).await;
    place
        .must(&work, &["update-index", "--chmod=+x", "bin/run"])
        .await;
    place.must(&work, &["commit", "-q", "-m", "Second"]).await;
    place.must(&work, &["push", "-q", "origin", "main"]).await;
    let world = ServerWorld::new(Arc::clone(&place.app));
    let newest = Repositories::head(&world, "shop", "main").await.unwrap();
    let archive = place.path("archive.zip");
    world.archive("shop", &newest.id, &archive).await.unwrap();
    let out = place.path("out");
    use towline_blob::archive::{Kind, Limits, unpack};
    unpack(&archive, Kind::Zip, &out, &Limits::default()).unwrap();
    assert_eq!(std::fs::read(out.join("file")).unwrap(), b"hello");
    use std::os::unix::fs::PermissionsExt;
    let mode = out.join("bin/run").metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o111, 0o111);
    let parent = place.must(&work, &["rev-parse", "HEAD~"]).await;
    assert_eq!(
        world.commit("shop", parent.trim()).await.unwrap().message,
        "First line\n\nBody.\n"
    );
    let tree = place.must(&work, &["rev-parse", "HEAD^{tree}"]).await;
    let unknown = "0".repeat(40);
    for id in [tree.trim(), &unknown, "main", "--all", ""] {
        let failure = world.commit("shop", id).await.unwrap_err();
        assert_eq!(failure.code, FailureCode::RevisionUnavailable, "{id}");
    }
    let failure = Repositories::head(&world, "shop", "gone")
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::RevisionUnavailable);
    for name in ["missing", "../shop", ""] {
        let failure = Repositories::head(&world, name, "main").await.unwrap_err();
        assert_eq!(failure.code, FailureCode::ConfigurationError, "{name}");
    }
    place.app.shutdown().await;
}

#[tokio::test]
async fn creation_completes_what_a_crash_left_and_refuses_a_second_time() {
    let place = Place::new().await;
    let half = directory(&place.app, "shop");
    std::fs::create_dir_all(half.join("refs")).unwrap();
    place.create("shop").await;
    let listed = list_repositories(&place.app).await.unwrap().repositories;
    let [one] = &listed[..] else {
        panic!("{listed:?}");
    };
    assert_eq!(one.clone_url, "http://towline.test/git/shop");
    assert_eq!(one.arn, "arn:aws:codecommit:us-east-1:123456789012:shop");
    let head = std::fs::read_to_string(half.join("HEAD")).unwrap();
    assert_eq!(head, "ref: refs/heads/main\n");
    let input = |name: &str| CreateRepositoryInput { name: name.into() };
    let again = create_repository(&place.app, input("shop"))
        .await
        .unwrap_err();
    assert_eq!(again.code, "RepositoryNameExistsException");
    for name in [
        "",
        ".",
        "..",
        "-x",
        ".x",
        "a/b",
        "a b",
        "x.git",
        "é",
        &"x".repeat(101),
    ] {
        let refused = create_repository(&place.app, input(name))
            .await
            .unwrap_err();
        assert_eq!(refused.code, "InvalidRepositoryNameException", "{name}");
    }
    place.app.shutdown().await;
}
