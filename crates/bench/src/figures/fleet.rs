//! One deployment to 10, 100, 1,000 and 10,000 simulated hosts. Each has a key of its own and one
//! connection and speaks the agents' protocol: it joins, polls, fetches and acknowledges and
//! completes each of the seven lifecycle events of an in-place deployment; the eighth event is the
//! end of the host's target. Held against a bare hyper server that answers as many requests.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::bare::Bare;
use crate::lab::{Lab, Place};
use crate::load::{self, Client};
use crate::measure::{Aim, Line};
use crate::server::Server;
use crate::wire::{self, Connection, HOSTS, Key, TOWLINE};
use crate::world::{BUCKET, bucket, deploy, group, succeeded};
use crate::{Result, bundle};

/// Seven lifecycle events and the end of the target.
const EVENTS: f64 = 8.0;

/// Requests of a host for one deployment: seven polls, acknowledgements and completions, and the
/// specification, which agents fetch for each event.
const REQUESTS: f64 = 28.0;

/// Hosts that join at once.
const JOINING: usize = 64;

/// Deployments of a small fleet are repeated until so many hosts were served: processor time is
/// counted in hundredths of a second.
const SERVED: usize = 500;

/// A poll is held for twenty seconds.
const POLL: Duration = Duration::from_secs(20);

struct Fleet {
    size: usize,
    join: f64,
    total: f64,
    event: f64,
    resident: f64,
    /// Shares of one core and bytes per host while nothing happens.
    idle: (f64, f64),
}

pub(super) async fn take(lab: &Lab) -> Result<Vec<Line>> {
    let floor = floor(lab).await?;
    let sizes: &[usize] = lab.pick(&[10, 100, 1_000, 10_000], &[10, 100, 1_000]);
    let mut lines = Vec::new();
    let mut hundred = None;
    for size in sizes {
        let fleet = run(lab, *size).await?;
        let line =
            |what: &str, value, unit| Line::new(format!("{size} hosts: {what}"), value, unit);
        let mut total = line("the whole deployment, disk", fleet.total, "s");
        if fleet.size == 10_000 {
            total = total.aim(Aim::Most(60.0));
        }
        lines.push(total);
        let mut event = line("server's processor time of an event", fleet.event, "µs");
        event = match hundred {
            Some(hundred) => event
                .against("with 100 hosts", hundred)
                .aim(Aim::MostRatio(1.5)),
            None => event.against("bare hyper, as many requests", floor),
        };
        lines.push(event);
        if fleet.size == 100 {
            hundred = Some(fleet.event);
        }
        lines.push(line("memory of the server", fleet.resident, "MiB"));
        if Some(size) == sizes.last() {
            lines.push(line("joining", fleet.join, "s"));
            lines.push(line("idle, polling: share of one core", fleet.idle.0, "%"));
            lines.push(line(
                "idle, polling: memory of the server per host",
                fleet.idle.1,
                "KiB",
            ));
        }
    }
    Ok(lines)
}

async fn run(lab: &Lab, size: usize) -> Result<Fleet> {
    let server = Arc::new(Server::start(lab, Place::Disk, &["--no-runner"]).await?);
    bucket(&server).await?;
    server
        .put(
            &format!("/{BUCKET}/small.zip"),
            bundle::zipped(1, 100, true)?,
        )
        .await?;
    group(&server, "fleet", "CodeDeployDefault.AllAtOnce").await?;
    let empty = server.process.resident()?;
    let begun = Instant::now();
    let mut polling = join(&server, size).await?;
    let joined = begun.elapsed().as_secs_f64();
    sleep(Duration::from_millis(500) + Duration::from_micros(200) * size as u32).await;
    let (before, begun) = (server.process.cpu()?, Instant::now());
    let rounds = SERVED.div_ceil(size);
    for _ in 0..rounds {
        let id = deploy(&server, "fleet", "small.zip").await?;
        tokio::select! {
            done = succeeded(&server, &id) => done?,
            failed = polling.join_next() => return Err(why(failed)),
        };
    }
    let total = begun.elapsed().as_secs_f64() / rounds as f64;
    let cpu = server.process.cpu()? - before;
    let resident = server.process.resident()?;
    let before = server.process.cpu()?;
    sleep(POLL).await;
    let idle = (server.process.cpu()? - before) / POLL.as_secs_f64() * 100.0;
    let held = (server.process.resident()? - empty) * 1024.0 / size as f64;
    drop(polling);
    if let Ok(server) = Arc::try_unwrap(server).map_err(|_| "somebody has the server") {
        server.stop().await?;
    }
    Ok(Fleet {
        size,
        join: joined,
        total,
        event: cpu * 1e6 / (rounds * size) as f64 / EVENTS,
        resident,
        idle: (idle, held),
    })
}

/// Why a host that should go on for ever ended.
fn why(ended: Option<std::result::Result<Result<()>, tokio::task::JoinError>>) -> crate::Error {
    match ended {
        Some(Ok(Err(error))) => error,
        other => format!("a simulated host ended: {other:?}").into(),
    }
}

/// Hosts that poll, each from the moment when it has joined.
async fn join(server: &Arc<Server>, size: usize) -> Result<JoinSet<Result<()>>> {
    let places = Arc::new(Semaphore::new(JOINING));
    let answer = server.call(TOWLINE, "CreateJoinToken", json!({})).await?;
    let token = answer["token"].as_str().unwrap_or_default();
    let (id, secret) = token
        .strip_prefix("tlj.")
        .and_then(|rest| rest.split_once('.'))
        .ok_or("a join token of an unknown form")?;
    let token = Key::new(id, secret);
    let mut hosts = JoinSet::new();
    let (joined, mut arrivals) = mpsc::channel(JOINING);
    for number in 0..size {
        let (places, url, token) = (Arc::clone(&places), server.url.clone(), token.clone());
        let joined = joined.clone();
        hosts.spawn(async move {
            let place = places.acquire_owned().await?;
            let host = Host::join(&url, &token, number).await?;
            joined.send(()).await?;
            drop((place, joined));
            host.live().await
        });
    }
    for _ in 0..size {
        tokio::select! {
            _ = arrivals.recv() => {}
            failed = hosts.join_next() => return Err(why(failed)),
        }
    }
    Ok(hosts)
}

/// A simulated agent.
struct Host {
    arn: String,
    key: Key,
    connection: Connection,
}

impl Host {
    async fn join(url: &str, token: &Key, number: usize) -> Result<Host> {
        let mut connection = Connection::open(url).await?;
        let tags = json!([{"Key": "fleet", "Value": "fleet"}]);
        let input = json!({"name": format!("host-{number:05}"), "tags": tags});
        let answer = connection.call(token, TOWLINE, "JoinHost", &input).await?;
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_string();
        Ok(Host {
            arn: text("hostArn"),
            key: Key::new(text("accessKeyId"), text("secretAccessKey")),
            connection,
        })
    }

    /// Takes commands and reports success, for ever.
    async fn live(mut self) -> Result<()> {
        loop {
            let input = json!({"HostIdentifier": self.arn});
            let answer = self.call("PollHostCommand", &input).await?;
            if let Some(command) = answer["HostCommand"]["HostCommandIdentifier"].as_str() {
                let execution = &answer["HostCommand"]["DeploymentExecutionId"];
                self.carry_out(command, execution).await?;
            }
        }
    }

    async fn carry_out(&mut self, command: &str, execution: &Value) -> Result<()> {
        let input = json!({"DeploymentExecutionId": execution, "HostIdentifier": self.arn});
        self.call("GetDeploymentSpecification", &input).await?;
        let payload = json!({"IsCommandNoop": false}).to_string();
        let input = json!({
            "HostCommandIdentifier": command,
            "Diagnostics": {"Format": "JSON", "Payload": payload},
        });
        let answer = self.call("PutHostCommandAcknowledgement", &input).await?;
        if answer["CommandStatus"] != "InProgress" {
            return Ok(());
        }
        let report = json!({"error_code": 0, "script_name": "", "message": "Succeeded", "log": ""});
        let input = json!({
            "HostCommandIdentifier": command,
            "CommandStatus": "Succeeded",
            "Diagnostics": {"Format": "JSON", "Payload": report.to_string()},
        });
        self.call("PutHostCommandComplete", &input).await?;
        Ok(())
    }

    async fn call(&mut self, operation: &str, input: &Value) -> Result<Value> {
        self.connection
            .call(&self.key, HOSTS, operation, input)
            .await
    }
}

/// Processor time in µs that a bare server needs for the requests of one event.
async fn floor(lab: &Lab) -> Result<f64> {
    let bare = Bare::start(lab, "{\"CommandStatus\":\"InProgress\"}", None).await?;
    let host = wire::host(&bare.url)?;
    let key = Key::new("AKIABENCH", "secret");
    let payload = json!({"IsCommandNoop": false}).to_string();
    let input = json!({
        "HostCommandIdentifier": "x".repeat(97),
        "Diagnostics": {"Format": "JSON", "Payload": payload},
    });
    let mut clients = Vec::new();
    for _ in 0..100 {
        let operation = "PutHostCommandAcknowledgement";
        let request = wire::request(&host, &key, HOSTS, operation, &input)?;
        clients.push(Client::open(&bare.url, request).await?);
    }
    let time = Duration::from_secs(2);
    let before = bare.process.cpu()?;
    let (rate, _) = load::most(clients, time).await?;
    let request = (bare.process.cpu()? - before) / (rate * time.as_secs_f64());
    Ok(request * 1e6 * REQUESTS / EVENTS)
}
