//! A `towline server` on an empty or given data directory, and calls with its root key.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use serde_json::{Value, json};
use tokio::process::Command;
use tokio::sync::Mutex;

use crate::Result;
use crate::lab::{Lab, Place};
use crate::process::Process;
use crate::wire::{Api, Connection, Key, TOWLINE};

const KEY: (&str, &str) = (
    "AKIATOWLINEBENCHROOT",
    "towline-bench-root-secret-key-0123456789",
);

/// How long anything may take that is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server.
pub(crate) struct Server {
    pub(crate) process: Process,
    pub(crate) url: String,
    pub(crate) key: Key,
    /// From the start of the program to its `ready`.
    pub(crate) came_up: Duration,
    connection: Mutex<Connection>,
    directory: PathBuf,
}

/// An event of the server.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) seq: i64,
    /// Seconds since the epoch, exact to the millisecond.
    pub(crate) at: f64,
    pub(crate) kind: String,
    pub(crate) subject: String,
}

impl Server {
    /// On an empty directory.
    pub(crate) async fn start(lab: &Lab, place: Place, options: &[&str]) -> Result<Server> {
        Server::start_in(lab, lab.directory(place)?, options).await
    }

    /// On the data of an earlier one.
    pub(crate) async fn start_in(
        lab: &Lab,
        directory: PathBuf,
        options: &[&str],
    ) -> Result<Server> {
        let mut command = Command::new(&lab.program);
        command
            .arg("server")
            .arg("--data")
            .arg(data(&directory))
            .args(["--listen", "127.0.0.1:0"])
            .args(options)
            .env("TOWLINE_ROOT_ACCESS_KEY_ID", KEY.0)
            .env("TOWLINE_ROOT_SECRET_ACCESS_KEY", KEY.1)
            .env("RUST_LOG", "warn");
        let begun = Instant::now();
        let mut process = Process::start(command, &directory.join("server.log"))?;
        let line = process.line().await?;
        let came_up = begun.elapsed();
        let url = line
            .strip_prefix("ready ")
            .ok_or("it did not say `ready`")?;
        Ok(Server {
            connection: Mutex::new(Connection::open(url).await?),
            url: url.to_string(),
            key: Key::new(KEY.0, KEY.1),
            process,
            came_up,
            directory,
        })
    }

    /// Ends it; its data stay in the directory that it gives.
    pub(crate) async fn stop(self) -> Result<PathBuf> {
        drop(self.connection);
        self.process.stop().await?;
        Ok(self.directory)
    }

    /// The data directory.
    pub(crate) fn data(&self) -> PathBuf {
        data(&self.directory)
    }

    /// Beside the data.
    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// An operation as root.
    pub(crate) async fn call(&self, api: Api, operation: &str, input: Value) -> Result<Value> {
        let mut connection = self.connection().await?;
        connection.call(&self.key, api, operation, &input).await
    }

    /// Makes the bucket `/name` or puts the object `/bucket/key`, as root.
    pub(crate) async fn put(&self, path: &str, body: impl Into<Bytes>) -> Result<()> {
        let mut connection = self.connection().await?;
        connection.put(&self.key, path, body.into()).await
    }

    /// The server closes what is idle for twenty seconds.
    async fn connection(&self) -> Result<tokio::sync::MutexGuard<'_, Connection>> {
        let mut connection = self.connection.lock().await;
        if connection.is_closed() {
            *connection = Connection::open(&self.url).await?;
        }
        Ok(connection)
    }

    /// Number of the newest event.
    pub(crate) async fn last_event(&self) -> Result<i64> {
        let input = json!({"after": 0, "limit": 1});
        let answer = self.call(TOWLINE, "ListEvents", input).await?;
        Ok(answer["last"].as_i64().unwrap_or_default())
    }

    /// The first event after `after` that is `wanted`, through the server's long poll.
    pub(crate) async fn event(
        &self,
        mut after: i64,
        wanted: impl Fn(&Event) -> bool,
    ) -> Result<Event> {
        let begun = Instant::now();
        let mut seen = String::new();
        while begun.elapsed() < PATIENCE {
            let input = json!({"after": after, "limit": 1000, "waitSeconds": 5});
            let answer = self.call(TOWLINE, "ListEvents", input).await?;
            for event in answer["events"].as_array().into_iter().flatten() {
                let event = Event {
                    seq: event["seq"].as_i64().unwrap_or_default(),
                    at: event["at"].as_f64().unwrap_or_default(),
                    kind: event["kind"].as_str().unwrap_or_default().into(),
                    subject: event["subject"].as_str().unwrap_or_default().into(),
                };
                after = event.seq;
                if wanted(&event) {
                    return Ok(event);
                }
                seen = format!("{} of {}", event.kind, event.subject);
            }
        }
        Err(format!("an event did not come in time; the last one was {seen}").into())
    }
}

fn data(directory: &Path) -> PathBuf {
    directory.join("data")
}

/// Seconds since the epoch by the clock that servers on this machine use, too.
pub(crate) fn epoch() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap_or_default().as_secs_f64()
}
