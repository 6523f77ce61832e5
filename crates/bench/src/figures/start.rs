//! How soon a server is ready, on an empty and on a large data directory, and what programs hold in
//! memory when they have nothing to do. Held against what the same program takes to print its
//! version.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::process::Command;
use tokio::time::sleep;
use towline_core::{Event, Row, Time};
use towline_store::{Batch, SqliteStore, Store};

use crate::Result;
use crate::host::Host;
use crate::lab::{Lab, Place};
use crate::measure::{Aim, Line, median};
use crate::process::Process;
use crate::server::Server;

/// Time for a program to come to rest.
const REST: Duration = Duration::from_secs(2);

/// Rows and events of one transaction that fills the large directory.
const BATCH: usize = 10_000;

pub(super) async fn take(lab: &Lab) -> Result<Vec<Line>> {
    let version = version(lab).await?;
    let mut lines = vec![];
    let mut taken = Vec::new();
    for _ in 0..lab.pick(7, 3) {
        let server = Server::start(lab, Place::Disk, &[]).await?;
        taken.push(milliseconds(server.came_up));
        server.stop().await?;
    }
    let line = Line::new("start on an empty directory, disk", median(&taken), "ms");
    lines.push(
        line.aim(Aim::Most(100.0))
            .against("`towline --version`", version),
    );
    lines.push(large(lab, version).await?);
    lines.extend(memory(lab).await?);
    Ok(lines)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

async fn version(lab: &Lab) -> Result<f64> {
    let mut taken = Vec::new();
    for _ in 0..7 {
        let begun = Instant::now();
        Command::new(&lab.program).arg("--version").output().await?;
        taken.push(milliseconds(begun.elapsed()));
    }
    Ok(median(&taken))
}

async fn large(lab: &Lab, version: f64) -> Result<Line> {
    let (targets, events) = lab.pick((100_000, 1_000_000), (10_000, 100_000));
    let server = Server::start(lab, Place::Disk, &[]).await?;
    let data = server.data();
    let mut directory = server.stop().await?;
    fill(&data, targets, events).await?;
    let mut taken = Vec::new();
    for _ in 0..lab.pick(5, 3) {
        (directory, taken) = again(lab, directory, taken).await?;
    }
    let what = format!("start with {targets} old targets and {events} events, disk");
    let line = Line::new(what, median(&taken), "ms");
    Ok(line
        .aim(Aim::Most(100.0))
        .against("`towline --version`", version))
}

async fn again(lab: &Lab, directory: PathBuf, mut taken: Vec<f64>) -> Result<(PathBuf, Vec<f64>)> {
    let server = Server::start_in(lab, directory, &[]).await?;
    taken.push(milliseconds(server.came_up));
    Ok((server.stop().await?, taken))
}

/// What a long life leaves behind: targets of deployments that ended, and events.
async fn fill(data: &std::path::Path, targets: usize, events: usize) -> Result<()> {
    let store = SqliteStore::open(data)?;
    let detail = json!({"target": "web-1", "lifecycleEvent": "Install", "status": "Succeeded",
        "application": "shop", "deploymentGroup": "live"});
    let row = |number: usize| {
        let doc = json!({"name": "web-1", "status": "Succeeded", "log": "x".repeat(1000)});
        Row::put("target", format!("d-{:09}/web-1", number), &doc)
    };
    let event = |number: usize| Event {
        at: Time(number as i64),
        kind: "target.lifecycle-event".into(),
        subject: format!("d-{:09}", number / 16),
        detail: detail.clone(),
    };
    for first in (0..events.max(targets)).step_by(BATCH) {
        let range = first..first + BATCH;
        let batch = Batch {
            rows: range
                .clone()
                .take_while(|n| *n < targets)
                .map(row)
                .collect(),
            events: range.take_while(|n| *n < events).map(event).collect(),
        };
        store.commit(batch).await?;
    }
    Ok(())
}

async fn memory(lab: &Lab) -> Result<Vec<Line>> {
    let server = Server::start(lab, Place::Disk, &["--no-runner"]).await?;
    let host = Host::start(lab, Place::Disk, &server, "idle", "idle").await?;
    let mut command = Command::new(&lab.program);
    let work = server.directory().join("runner");
    command.arg("runner").arg("--data").arg(server.data());
    command.arg("--work").arg(&work).env("RUST_LOG", "warn");
    let runner = Process::start(command, &server.directory().join("runner.log"))?;
    sleep(REST).await;
    let line = |what: &str, process: &Process| -> Result<Line> {
        Ok(Line::new(
            format!("memory of an idle {what}"),
            process.resident()?,
            "MiB",
        ))
    };
    let lines = vec![
        line("server", &server.process)?.aim(Aim::Most(50.0)),
        line("agent", &host.process)?
            .aim(Aim::Most(15.0))
            .against("the stock agent, on another day", 75.0),
        line("runner", &runner)?,
    ];
    drop(runner);
    drop(host);
    server.stop().await?;
    Ok(lines)
}
