//! A host of the demo: a directory that stands in for `/`, a port, and the page it serves.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::failure::Failure;

/// How long the web server of a host may take to end.
const PATIENCE: Duration = Duration::from_secs(5);

/// One machine of the fleet.
#[derive(Debug, Clone)]
pub(super) struct Host {
    pub(super) name: String,
    /// What is `/` to the deployments of this host.
    pub(super) root: PathBuf,
    /// The agent's own directory.
    pub(super) data: PathBuf,
    port: u16,
}

impl Host {
    /// Makes the directories of host number `number` below `stage`, with the two files that the
    /// application's hooks read.
    pub(super) fn prepare(stage: &Path, number: usize) -> Result<Host, Failure> {
        let name = format!("web-{number}");
        let host = Host {
            root: stage.join(&name).join("root"),
            data: stage.join(&name).join("agent"),
            port: free_port()?,
            name,
        };
        let own = host.root.join("srv/web-host");
        std::fs::create_dir_all(&host.data)
            .and_then(|()| std::fs::create_dir_all(&own))
            .and_then(|()| std::fs::write(own.join("port"), format!("{}\n", host.port)))
            .and_then(|()| std::fs::write(own.join("name"), format!("{}\n", host.name)))
            .map_err(|e| Failure::file("prepare", &own, e))?;
        Ok(host)
    }

    /// Where its page is.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// The release it serves, as its page says; what is wrong otherwise.
    pub(super) async fn release(&self, http: &reqwest::Client) -> Result<u32, String> {
        let address = self.address();
        let answer = http
            .get(&address)
            .send()
            .await
            .map_err(|_| format!("{address} does not answer"))?;
        let status = answer.status();
        let body = answer.text().await.map_err(|e| format!("{address}: {e}"))?;
        if !status.is_success() {
            return Err(format!(
                "{address} answers {}: {}",
                status.as_u16(),
                body.trim()
            ));
        }
        released(&body).ok_or_else(|| format!("{address} names no release: {}", body.trim()))
    }

    /// Ends the web server that the last deployment started, if there is one.
    pub(super) async fn stop_web(&self) {
        let text = std::fs::read_to_string(self.root.join("var/lib/web/pid")).unwrap_or_default();
        let Some(pid) = text.trim().parse().ok().and_then(Pid::from_raw) else {
            return;
        };
        let deadline = Instant::now() + PATIENCE;
        while runs(pid) {
            let late = Instant::now() > deadline;
            // It may end between the question and the signal.
            let _ = kill_process(pid, if late { Signal::KILL } else { Signal::TERM });
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// Whether a process still does anything; one that has ended may stay in the table for a while.
fn runs(pid: Pid) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{}/status", pid.as_raw_nonzero()));
    let status = status.unwrap_or_default();
    let state = status.lines().find_map(|line| line.strip_prefix("State:"));
    state.is_some_and(|state| !state.trim_start().starts_with(['Z', 'X']))
}

/// The number in the page's heading.
fn released(page: &str) -> Option<u32> {
    let (_, rest) = page.split_once("<h1>Release ")?;
    rest.split_once("</h1>")?.0.parse().ok()
}

/// A port that is free now. Nothing else on loopback is likely to take it before the host does.
fn free_port() -> Result<u16, Failure> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|e| Failure::new("cannot find a free port on loopback", e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_is_read_from_the_heading() {
        assert_eq!(
            released("<title>x</title>\n<h1>Release 12</h1>\n"),
            Some(12)
        );
        assert_eq!(released("<h1>Release </h1>"), None);
        assert_eq!(released("release 1 cannot render its page"), None);
    }

    #[test]
    fn an_ended_process_does_not_run() {
        let mut child = std::process::Command::new("sleep")
            .arg("60")
            .spawn()
            .unwrap();
        let pid = Pid::from_child(&child);
        assert!(runs(pid));
        child.kill().unwrap();
        // Not waited for yet: it is dead and still in the table.
        while runs(pid) {
            std::thread::yield_now();
        }
        child.wait().unwrap();
        assert!(!runs(pid));
    }

    #[test]
    fn a_host_is_prepared_with_what_the_hooks_read() {
        let stage = tempfile::tempdir().unwrap();
        let host = Host::prepare(stage.path(), 2).unwrap();
        assert_eq!(host.name, "web-2");
        let port = std::fs::read_to_string(host.root.join("srv/web-host/port")).unwrap();
        assert_eq!(host.address(), format!("http://127.0.0.1:{}/", port.trim()));
    }
}
