//! A bundle of 2,000 files and 20 MB: a whole deployment of it by the real agent, without hooks,
//! against `unzip` and `cp -a` of the same. The agent also fetches, checks and writes down what it
//! does, which those two need not.

use std::path::Path;
use std::time::Instant;

use tokio::process::Command;

use crate::host::Host;
use crate::lab::{Lab, Place};
use crate::measure::{Aim, Line, median};
use crate::server::Server;
use crate::world::{BUCKET, bucket, group, time_deployment};
use crate::{Result, bundle};

const FILES: usize = 2_000;
const SIZE: usize = 10_000;

pub(super) async fn take(lab: &Lab) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for place in [Place::Memory, Place::Disk] {
        let by_hand = by_hand(lab, place).await?;
        let (first, again) = deployments(lab, place).await?;
        let what = format!("deployment to a new host, {}", place.name());
        let mut line = Line::new(what, first, "ms").against("unzip and cp", by_hand);
        line = line.aim(match place {
            Place::Memory => Aim::Most(250.0),
            Place::Disk => Aim::MostRatio(1.5),
        });
        lines.push(line);
        let what = format!("deployment over the previous one, {}", place.name());
        lines.push(Line::new(what, again, "ms").against("unzip and cp", by_hand));
    }
    Ok(lines)
}

/// Medians of the first deployment to a host and of the second.
async fn deployments(lab: &Lab, place: Place) -> Result<(f64, f64)> {
    let server = Server::start(lab, place, &["--no-runner"]).await?;
    bucket(&server).await?;
    server
        .put(
            &format!("/{BUCKET}/large.zip"),
            bundle::zipped(FILES, SIZE, false)?,
        )
        .await?;
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for number in 0..lab.pick(7, 2) {
        let name = format!("host-{number}");
        group(&server, &name, "CodeDeployDefault.AllAtOnce").await?;
        let host = Host::start(lab, place, &server, &name, &name).await?;
        first.push(time_deployment(&server, &name, "large.zip").await? * 1000.0);
        again.push(time_deployment(&server, &name, "large.zip").await? * 1000.0);
        drop(host);
    }
    server.stop().await?;
    Ok((median(&first), median(&again)))
}

async fn by_hand(lab: &Lab, place: Place) -> Result<f64> {
    let bytes = bundle::zipped(FILES, SIZE, false)?;
    let mut taken = Vec::new();
    for _ in 0..lab.pick(7, 2) {
        let directory = lab.directory(place)?;
        let directory = directory.path();
        std::fs::write(directory.join("large.zip"), &bytes)?;
        let begun = Instant::now();
        run(directory, "unzip", &["-qo", "large.zip", "-d", "archive"]).await?;
        run(directory, "cp", &["-a", "archive/app", "installed"]).await?;
        taken.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(median(&taken))
}

async fn run(directory: &Path, program: &str, arguments: &[&str]) -> Result<()> {
    let mut command = Command::new(program);
    let status = command
        .current_dir(directory)
        .args(arguments)
        .status()
        .await?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("{program} {arguments:?}: {status}").into()),
    }
}
