//! What a pipeline adds to each action. A chain of actions with next to no work of their own (one
//! small object is copied) is run; their whole time counts, so this is an upper bound. Held against
//! the flushes to disk that cannot be avoided: three for each action, namely that it started, what
//! it made and that it succeeded.

use serde_json::json;

use crate::lab::{Lab, Place};
use crate::measure::{Aim, Line, median};
use crate::server::{Event, Server};
use crate::wire::CODEPIPELINE;
use crate::world::{BUCKET, bucket, pipeline, publish, source};
use crate::{Result, bundle, disk};

/// Actions of the chain, one after the other.
const ACTIONS: usize = 20;

/// Flushes that each action needs.
const FLUSHES: f64 = 3.0;

pub(super) async fn take(lab: &Lab) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for place in [Place::Memory, Place::Disk] {
        let directory = lab.directory(place)?;
        let fsync = disk::fsync(&directory, 100)? * 1000.0;
        let time = chain(lab, place).await?;
        let what = format!("one action with all its work, {}", place.name());
        let mut line = Line::new(what, time, "ms").aim(Aim::Most(20.0));
        if place == Place::Disk {
            line = line.against("three flushes of the disk", FLUSHES * fsync);
        }
        lines.push(line);
    }
    Ok(lines)
}

async fn chain(lab: &Lab, place: Place) -> Result<f64> {
    let server = Server::start(lab, place, &["--no-runner"]).await?;
    bucket(&server).await?;
    server
        .put(
            &format!("/{BUCKET}/app.zip"),
            bundle::zipped(1, 100, false)?,
        )
        .await?;
    let configuration =
        json!({"S3Bucket": BUCKET, "S3ObjectKey": "app.zip", "PollForSourceChanges": "false"});
    let actions = (1..=ACTIONS).map(publish).collect();
    let mut last = server.last_event().await?;
    pipeline(&server, "chain", source("S3", configuration), actions).await?;
    let mut taken = Vec::new();
    for _ in 0..lab.pick(9, 3) {
        let started = server
            .event(last, |event| event.kind == "execution.started")
            .await?;
        let ends = |event: &Event| event.kind.starts_with("execution.");
        let ended = server.event(started.seq, ends).await?;
        if ended.kind != "execution.succeeded" {
            return Err(format!("{} {}", ended.kind, ended.subject).into());
        }
        taken.push((ended.at - started.at) * 1000.0 / (ACTIONS + 1) as f64);
        last = ended.seq;
        let input = json!({"name": "chain"});
        server
            .call(CODEPIPELINE, "StartPipelineExecution", input)
            .await?;
    }
    server
        .event(last, |event| event.kind == "execution.succeeded")
        .await?;
    server.stop().await?;
    Ok(median(&taken))
}
