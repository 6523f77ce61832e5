//! API requests a second. Durable writes (a tag of a host is set: one row is compared and stored)
//! against SQLite's own group commit of as many rows as clients wait, on the same disk. Reads (one
//! application) against a bare hyper server that gets and gives the same bytes, and writes also
//! against one that stores a row in SQLite before it answers. All requests are signed, and the real
//! server checks every signature. The load runs on the same cores.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::bare::{Bare, ROW};
use crate::lab::{Lab, Place};
use crate::load::{self, Client};
use crate::measure::{Aim, Line};
use crate::server::Server;
use crate::wire::{self, Api, CODEDEPLOY};
use crate::{Result, disk};

/// Clients that each wait for their own answer.
const CLIENTS: usize = 32;

pub(super) async fn take(lab: &Lab) -> Result<Vec<Line>> {
    let time = Duration::from_secs(lab.pick(5, 2));
    let server = Server::start(lab, Place::Disk, &["--no-runner"]).await?;
    let directory = lab.directory(Place::Disk)?;
    let sqlite = disk::group_commits(&directory, CLIENTS, ROW, time)?;
    let storing = lab.directory(Place::Disk)?;
    let floor = bare(lab, &server, "{}".into(), Some(&storing), time).await?;
    let (writes, slow_writes) = measure(&server, writers(&server).await?, time).await?;
    let readers = readers(&server).await?;
    let bare = bare(lab, &server, readers.1, None, time).await?;
    let (reads, slow_reads) = measure(&server, readers.0, time).await?;
    server.stop().await?;
    Ok(vec![
        Line::new(
            format!("durable writes, {CLIENTS} clients, disk"),
            writes.0,
            "/s",
        )
        .against("SQLite's group commit", sqlite)
        .aim(Aim::LeastRatio(0.5)),
        Line::new(
            format!("durable writes, {CLIENTS} clients, disk"),
            writes.0,
            "/s",
        )
        .against("bare hyper with SQLite", floor.0),
        Line::new("server's processor time of a write", writes.1, "µs")
            .against("bare hyper with SQLite", floor.1),
        Line::new("99 of 100 writes at half load", slow_writes, "ms"),
        Line::new(format!("reads, {CLIENTS} clients"), reads.0, "/s")
            .against("a bare hyper server", bare.0)
            .aim(Aim::LeastRatio(0.5)),
        Line::new("server's processor time of a read", reads.1, "µs")
            .against("a bare hyper server", bare.1),
        Line::new("99 of 100 reads at half load", slow_reads, "ms"),
    ])
}

/// Most requests a second with the processor time of each in µs; p99 in ms at half of that.
async fn measure(
    server: &Server,
    clients: Vec<Client>,
    time: Duration,
) -> Result<((f64, f64), f64)> {
    let before = server.process.cpu()?;
    let (rate, clients) = load::most(clients, time).await?;
    let cpu = (server.process.cpu()? - before) / (rate * time.as_secs_f64());
    let p99 = load::p99(clients, rate / 2.0, time).await?;
    Ok(((rate, cpu * 1e6), p99 * 1000.0))
}

/// Each has a host of its own, so that no two compare and set the same row.
async fn writers(server: &Server) -> Result<Vec<Client>> {
    let mut clients = Vec::new();
    for number in 0..CLIENTS {
        let name = format!("writer-{number}");
        let arn = format!("arn:aws:iam::123456789012:user/{name}");
        let input = json!({"instanceName": name, "iamUserArn": arn});
        server
            .call(CODEDEPLOY, "RegisterOnPremisesInstance", input)
            .await?;
        let tags = json!([{"Key": "load", "Value": "yes"}]);
        let input = json!({"tags": tags, "instanceNames": [name]});
        let operation = "AddTagsToOnPremisesInstances";
        clients.push(client(server, CODEDEPLOY, operation, &input).await?);
    }
    Ok(clients)
}

/// The clients, and the text that they get.
async fn readers(server: &Server) -> Result<(Vec<Client>, String)> {
    let input = json!({"applicationName": "read"});
    server
        .call(CODEDEPLOY, "CreateApplication", input.clone())
        .await?;
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        clients.push(client(server, CODEDEPLOY, "GetApplication", &input).await?);
    }
    let text = clients[0].once().await?;
    Ok((clients, text))
}

async fn client(server: &Server, api: Api, operation: &str, input: &Value) -> Result<Client> {
    let host = wire::host(&server.url)?;
    let request = wire::request(&host, &server.key, api, operation, input)?;
    Client::open(&server.url, request).await
}

/// Requests a second and the processor time of each in µs.
async fn bare(
    lab: &Lab,
    server: &Server,
    answer: String,
    database: Option<&Path>,
    time: Duration,
) -> Result<(f64, f64)> {
    let bare = Bare::start(lab, &answer, database).await?;
    let host = wire::host(&bare.url)?;
    let input = json!({"applicationName": "read"});
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        let request = wire::request(&host, &server.key, CODEDEPLOY, "GetApplication", &input)?;
        clients.push(Client::open(&bare.url, request).await?);
    }
    let before = bare.process.cpu()?;
    let (rate, _) = load::most(clients, time).await?;
    let cpu = (bare.process.cpu()? - before) / (rate * time.as_secs_f64());
    Ok((rate, cpu * 1e6))
}
