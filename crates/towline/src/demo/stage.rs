//! The processes of the demo: one server and its agents, each with a log, all ended at the end.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use towline_agent::client::{Client, TOWLINE};
use towline_api::towline::CreateJoinTokenOutput;

use super::host::Host;
use crate::client::call;
use crate::failure::Failure;

/// How long a process may take to come up, and to end before it is killed.
const PATIENCE: Duration = Duration::from_secs(20);

/// The tag that the demo's hosts carry.
pub(super) const TAG: (&str, &str) = ("role", "web");

struct Process {
    name: String,
    child: Child,
}

/// Everything the demo started, in a temporary directory.
pub(super) struct Stage {
    directory: TempDir,
    program: PathBuf,
    processes: Vec<Process>,
    url: String,
    /// The hosts, joined and running once [`Stage::join`] has returned.
    pub(super) hosts: Vec<Host>,
}

impl Stage {
    /// An empty stage.
    pub(super) fn new() -> Result<Stage, Failure> {
        let program =
            std::env::current_exe().map_err(|e| Failure::new("cannot find this program", e))?;
        let directory = tempfile::Builder::new()
            .prefix("towline-demo-")
            .tempdir()
            .map_err(|e| Failure::new("cannot make a temporary directory", e))?;
        Ok(Stage {
            directory,
            program,
            processes: Vec::new(),
            url: String::new(),
            hosts: Vec::new(),
        })
    }

    /// Where everything lies.
    pub(super) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// The server's address, once it is up.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The server's data directory.
    pub(super) fn data(&self) -> PathBuf {
        self.path().join("server")
    }

    /// Starts the server on a free port of loopback; its address, once it accepts.
    pub(super) async fn server(&mut self) -> Result<String, Failure> {
        let data = self.data();
        std::fs::create_dir(&data).map_err(|e| Failure::file("create", &data, e))?;
        let mut command = Command::new(&self.program);
        command
            .arg("server")
            .arg("--data")
            .arg(&data)
            .args(["--listen", "127.0.0.1:0"]);
        let child = self.start("server", command)?;
        let stdout = child.stdout.take();
        let ready = async {
            let mut lines = BufReader::new(stdout?).lines();
            let line = lines.next_line().await.ok()??;
            line.strip_prefix("ready ").map(str::to_string)
        };
        match tokio::time::timeout(PATIENCE, ready).await {
            Ok(Some(url)) => {
                self.url.clone_from(&url);
                Ok(url)
            }
            _ => Err(Failure::new(
                "the server did not come up",
                self.last_words("server"),
            )),
        }
    }

    /// Joins host number `number` and starts its agent.
    pub(super) async fn join(&mut self, client: &Client, number: usize) -> Result<(), Failure> {
        let host = Host::prepare(self.path(), number)?;
        let answer: CreateJoinTokenOutput =
            call(client, TOWLINE, "CreateJoinToken", &serde_json::json!({})).await?;
        let done = Command::new(&self.program)
            .args(["agent", "join", "--server", &self.url, "--name", &host.name])
            .args(["--tag", &format!("{}={}", TAG.0, TAG.1), "--data"])
            .arg(&host.data)
            .env("TOWLINE_JOIN_TOKEN", answer.token)
            .output()
            .await
            .map_err(|e| Failure::new("cannot start `towline agent join`", e))?;
        if !done.status.success() {
            let words = String::from_utf8_lossy(&done.stderr).trim().to_string();
            return Err(Failure::new(format!("{} could not join", host.name), words));
        }
        let mut command = Command::new(&self.program);
        command
            .arg("agent")
            .arg("--data")
            .arg(&host.data)
            .arg("--root")
            .arg(&host.root);
        self.start(&host.name.clone(), command)?;
        self.hosts.push(host);
        Ok(())
    }

    /// Starts a process with its log. It gets a group of its own, so that Ctrl-C reaches only the
    /// demo, which then ends everything in order.
    fn start(&mut self, name: &str, mut command: Command) -> Result<&mut Child, Failure> {
        let log = self.log(name);
        let file = std::fs::File::create(&log).map_err(|e| Failure::file("create", &log, e))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(file)
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .map_err(|e| Failure::new(format!("cannot start {name}"), e))?;
        let name = name.to_string();
        self.processes.push(Process { name, child });
        let at = self.processes.len() - 1;
        Ok(&mut self.processes[at].child)
    }

    fn log(&self, name: &str) -> PathBuf {
        self.path().join(format!("{name}.log"))
    }

    fn last_words(&self, name: &str) -> String {
        let text = std::fs::read_to_string(self.log(name)).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(10)..].join("\n")
    }

    /// Ends the hosts' web servers, the agents and the server. The directory is removed, or kept
    /// with its logs when `keep`.
    pub(super) async fn end(mut self, keep: bool) -> Result<(), Failure> {
        for host in &self.hosts {
            host.stop_web().await;
        }
        let mut problems = Vec::new();
        while let Some(mut process) = self.processes.pop() {
            if let Err(problem) = stop(&mut process.child).await {
                problems.push(format!("{} {problem}", process.name));
            }
        }
        if keep {
            super::say::line(&format!(
                "logs and data are kept in {}",
                self.directory.keep().display()
            ));
        }
        if problems.is_empty() {
            return Ok(());
        }
        Err(Failure::new(
            "the demo could not end cleanly",
            problems.join(", "),
        ))
    }
}

async fn stop(child: &mut Child) -> Result<(), String> {
    if let Some(pid) = child.id().and_then(|id| Pid::from_raw(id as i32)) {
        // A process that has just ended by itself is reported by `wait` below.
        let _ = kill_process(pid, Signal::TERM);
    }
    match tokio::time::timeout(PATIENCE, child.wait()).await {
        Ok(Ok(status)) if status.success() => Ok(()),
        Ok(Ok(status)) => Err(format!("ended with {status}")),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => {
            let killed = child.kill().await;
            Err(killed.map_or_else(|e| e.to_string(), |()| "had to be killed".to_string()))
        }
    }
}
