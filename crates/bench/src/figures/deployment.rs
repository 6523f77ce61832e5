//! CreateDeployment to Succeeded with real agents: one page, four hooks that print a line. In
//! memory for what the programs cost, on disk for what durability adds. Held against running the
//! four hooks and unpacking the bundle with nothing around it.

use std::path::Path;
use std::time::Instant;

use tokio::process::Command;

use crate::host::Host;
use crate::lab::{Lab, Place};
use crate::measure::{Aim, Line, median};
use crate::server::Server;
use crate::world::{BUCKET, bucket, group, time_deployment};
use crate::{Result, bundle, disk};

pub(super) async fn take(lab: &Lab) -> Result<Vec<Line>> {
    let floor = bare(lab).await?;
    let memory = time(lab, Place::Memory, 1).await?;
    let on_disk = time(lab, Place::Disk, 1).await?;
    let fsync = disk::fsync(&lab.directory(Place::Disk)?, 100)? * 1000.0;
    let three = time(lab, Place::Memory, 3).await?;
    let three_disk = time(lab, Place::Disk, 3).await?;
    let share = (on_disk - memory).max(0.0) / on_disk * 100.0;
    Ok(vec![
        Line::new("one host, tmpfs", memory, "ms")
            .aim(Aim::Most(60.0))
            .against("unzip and four hooks alone", floor),
        Line::new("one host, disk", on_disk, "ms").against("tmpfs", memory),
        Line::new("of which waiting for the disk", share, "%"),
        Line::new("one flush of this disk", fsync, "ms"),
        Line::new("three hosts, one at a time, tmpfs", three, "ms").against("one host", memory),
        Line::new("three hosts, one at a time, disk", three_disk, "ms")
            .against("one host", on_disk),
    ])
}

async fn time(lab: &Lab, place: Place, count: usize) -> Result<f64> {
    let server = Server::start(lab, place, &["--no-runner"]).await?;
    bucket(&server).await?;
    server
        .put(
            &format!("/{BUCKET}/small.zip"),
            bundle::zipped(1, 100, true)?,
        )
        .await?;
    // One host is never "at a time": its configuration would demand that it stays healthy.
    let config = match count {
        1 => "CodeDeployDefault.AllAtOnce",
        _ => "CodeDeployDefault.OneAtATime",
    };
    group(&server, "web", config).await?;
    let mut hosts = Vec::new();
    for number in 0..count {
        hosts.push(Host::start(lab, place, &server, &format!("web-{number}"), "web").await?);
    }
    let mut taken = Vec::new();
    for _ in 0..=lab.pick(15, 4) {
        taken.push(time_deployment(&server, "web", "small.zip").await? * 1000.0);
    }
    taken.remove(0); // warms up
    drop(hosts);
    server.stop().await?;
    Ok(median(&taken))
}

/// The same work by hand.
async fn bare(lab: &Lab) -> Result<f64> {
    let directory = lab.directory(Place::Memory)?;
    std::fs::write(directory.join("small.zip"), bundle::zipped(1, 100, true)?)?;
    let mut taken = Vec::new();
    for round in 0..lab.pick(15, 4) {
        let begun = Instant::now();
        by_hand(&directory, round).await?;
        taken.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(median(&taken))
}

async fn by_hand(directory: &Path, round: usize) -> Result<()> {
    let target = directory.join(round.to_string());
    let mut unzip = Command::new("unzip");
    unzip
        .arg("-qo")
        .arg(directory.join("small.zip"))
        .arg("-d")
        .arg(&target);
    run(unzip).await?;
    for _ in bundle::HOOKS {
        run(Command::new(target.join("hook.sh"))).await?;
    }
    Ok(())
}

async fn run(mut command: Command) -> Result<()> {
    let output = command.output().await?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{command:?}: {text}").into())
}
