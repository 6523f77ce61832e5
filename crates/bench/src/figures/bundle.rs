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
    let bytes = bundle::zipped(FILES, SIZE, false)?;
    let mut lines = Vec::new();
    for place in [Place::Memory, Place::Disk] {
        let [first, again] = deployments(lab, place, &bytes).await?;
        let aim = match place {
            Place::Memory => Aim::Most(250.0),
            Place::Disk => Aim::MostRatio(1.5),
        };
        lines.push(first.line("deployment to a new host", place).aim(aim));
        lines.push(again.line("deployment over the previous one", place));
    }
    Ok(lines)
}

/// Times of the agent and by hand, taken in turns so that both find the same disk.
#[derive(Default)]
struct Turns {
    agent: Vec<f64>,
    by_hand: Vec<f64>,
}

impl Turns {
    fn line(&self, what: &str, place: Place) -> Line {
        let what = format!("{what}, {}", place.name());
        Line::new(what, median(&self.agent), "ms").against("unzip and cp", median(&self.by_hand))
    }
}

/// First deployments to new hosts, and then the second ones to all of them: those remove files,
/// which must not disturb the first.
async fn deployments(lab: &Lab, place: Place, bytes: &[u8]) -> Result<[Turns; 2]> {
    let server = Server::start(lab, place, &["--no-runner"]).await?;
    bucket(&server).await?;
    let path = format!("/{BUCKET}/large.zip");
    server.put(&path, bytes.to_vec()).await?;
    let names: Vec<String> = (0..lab.pick(7, 2)).map(|n| format!("host-{n}")).collect();
    let mut hosts = Vec::new();
    let mut turns = [Turns::default(), Turns::default()];
    for (round, turns) in turns.iter_mut().enumerate() {
        for name in &names {
            turns.by_hand.push(by_hand(lab, place, bytes).await?);
            if round == 0 {
                group(&server, name, "CodeDeployDefault.AllAtOnce").await?;
                hosts.push(Host::start(lab, place, &server, name, name).await?);
            }
            let seconds = time_deployment(&server, name, "large.zip").await?;
            turns.agent.push(seconds * 1000.0);
        }
    }
    drop(hosts);
    server.stop().await?;
    Ok(turns)
}

async fn by_hand(lab: &Lab, place: Place, bytes: &[u8]) -> Result<f64> {
    let directory = lab.directory(place)?;
    std::fs::write(directory.join("large.zip"), bytes)?;
    let begun = Instant::now();
    run(&directory, "unzip", &["-qo", "large.zip", "-d", "archive"]).await?;
    run(&directory, "cp", &["-a", "archive/app", "installed"]).await?;
    Ok(begun.elapsed().as_secs_f64() * 1000.0)
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
