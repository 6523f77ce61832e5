//! From an accepted push, or a put of a source object, to the start of the execution that it
//! causes. Held against the push and the put themselves.

use std::path::Path;
use std::time::{Instant, UNIX_EPOCH};

use serde_json::json;
use tokio::process::Command;

use crate::Result;
use crate::bundle;
use crate::lab::{Lab, Place};
use crate::measure::{Aim, Line, median};
use crate::server::{Event, Server, epoch};
use crate::wire::TOWLINE;
use crate::world::{BUCKET, bucket, pipeline, publish, source};

pub(super) async fn take(lab: &Lab) -> Result<Vec<Line>> {
    let server = Server::start(lab, Place::Disk, &["--no-runner"]).await?;
    bucket(&server).await?;
    let lines = vec![pushes(lab, &server).await?, puts(lab, &server).await?];
    server.stop().await?;
    Ok(lines)
}

fn started(event: &Event) -> bool {
    event.kind == "execution.started"
}

fn ended(event: &Event) -> bool {
    ["execution.succeeded", "execution.failed"].contains(&event.kind.as_str())
}

/// A push is accepted when the repository's branch has moved, which its file tells; the client
/// returns a little later.
async fn pushes(lab: &Lab, server: &Server) -> Result<Line> {
    let name = "pushed";
    let input = json!({"name": name});
    let made = server.call(TOWLINE, "CreateRepository", input).await?;
    let url = made["repository"]["cloneUrl"]
        .as_str()
        .ok_or("no clone URL")?;
    let configuration = json!({"RepositoryName": name, "BranchName": "main"});
    let source = source("CodeCommit", configuration);
    pipeline(server, name, source, vec![publish(1)]).await?;
    server.event(0, ended).await?; // the execution that creation starts; it finds no branch
    let directory = lab.directory(Place::Memory)?;
    let work = &directory;
    git(work, &["init", "--quiet", "--initial-branch=main"]).await?;
    git(work, &["remote", "add", "origin", &server.key.in_url(url)]).await?;
    let (mut waits, mut whole) = (Vec::new(), Vec::new());
    for number in 0..lab.pick(11, 4) {
        std::fs::write(work.join("page"), format!("{number}\n"))?;
        git(work, &["add", "--all"]).await?;
        git(work, &["commit", "--quiet", "--message", "a page"]).await?;
        let last = server.last_event().await?;
        let begun = Instant::now();
        git(work, &["push", "--quiet", "origin", "main"]).await?;
        whole.push(begun.elapsed().as_secs_f64() * 1000.0);
        let event = server.event(last, started).await?;
        let moved = branch_moved(&server.data(), name)?;
        // The first one pays for what is set up once.
        if number > 0 {
            waits.push((event.at - moved).max(0.0) * 1000.0);
        }
        server.event(event.seq, ended).await?;
    }
    let line = Line::new(
        "push accepted to execution started, disk",
        median(&waits),
        "ms",
    );
    Ok(line
        .aim(Aim::Most(100.0))
        .against("the whole `git push`", median(&whole)))
}

async fn puts(lab: &Lab, server: &Server) -> Result<Line> {
    let configuration = json!({"S3Bucket": BUCKET, "S3ObjectKey": "put.zip"});
    let path = format!("/{BUCKET}/put.zip");
    let content = bundle::zipped(1, 100, false)?;
    server.put(&path, content.clone()).await?;
    let mut last = server.last_event().await?;
    pipeline(server, "put", source("S3", configuration), vec![publish(2)]).await?;
    last = server.event(last, ended).await?.seq; // the execution that creation starts
    let (mut waits, mut whole) = (Vec::new(), Vec::new());
    for number in 0..lab.pick(11, 4) {
        let mut content = content.clone();
        content.extend_from_slice(format!("{number}").as_bytes()); // another version
        let (sent, begun) = (epoch(), Instant::now());
        server.put(&path, content).await?;
        whole.push(begun.elapsed().as_secs_f64() * 1000.0);
        let event = server.event(last, started).await?;
        waits.push((event.at - sent).max(0.0) * 1000.0);
        last = server.event(event.seq, ended).await?.seq;
    }
    let line = Line::new(
        "S3 put sent to execution started, disk",
        median(&waits),
        "ms",
    );
    Ok(line
        .aim(Aim::Most(100.0))
        .against("the put alone", median(&whole)))
}

/// When the branch was last written, in seconds since the epoch.
fn branch_moved(data: &Path, repository: &str) -> Result<f64> {
    let file = data.join(format!("git/{repository}.git/refs/heads/main"));
    let time = std::fs::metadata(file)?.modified()?;
    Ok(time.duration_since(UNIX_EPOCH)?.as_secs_f64())
}

async fn git(directory: &Path, arguments: &[&str]) -> Result<()> {
    let person = "Towline bench";
    let done = Command::new("git")
        .current_dir(directory)
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .envs([("GIT_AUTHOR_NAME", person), ("GIT_COMMITTER_NAME", person)])
        .envs([("GIT_AUTHOR_EMAIL", "bench@example.invalid")])
        .envs([("GIT_COMMITTER_EMAIL", "bench@example.invalid")])
        .output()
        .await?;
    if done.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&done.stderr).into_owned();
    Err(format!("git {arguments:?}: {text}").into())
}
