//! Child processes, and what the kernel says that they cost.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

use crate::Result;

/// How long a process may take to come up or to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// Ticks of a second in the kernel's tables, the same on every Linux machine of today.
const TICKS: f64 = 100.0;

/// A process that ends with this value.
pub(crate) struct Process {
    child: Child,
    pid: u32,
    output: Lines<BufReader<ChildStdout>>,
    log: PathBuf,
}

impl Process {
    /// Starts `command`, its errors going to `log`.
    pub(crate) fn start(mut command: Command, log: &Path) -> Result<Process> {
        let file = std::fs::File::create(log)?;
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(file)
            .kill_on_drop(true)
            .spawn()?;
        let output = child.stdout.take().ok_or("no output")?;
        let pid = child.id().ok_or("it ended at once")?;
        Ok(Process {
            child,
            pid,
            output: BufReader::new(output).lines(),
            log: log.into(),
        })
    }

    /// The next line that it prints.
    pub(crate) async fn line(&mut self) -> Result<String> {
        match timeout(PATIENCE, self.output.next_line()).await {
            Ok(Ok(Some(line))) => Ok(line),
            _ => Err(format!("a process said nothing; its log: {}", self.log_text()).into()),
        }
    }

    /// Waits until its log has `word`.
    pub(crate) async fn logged(&self, word: &str) -> Result<()> {
        let begun = Instant::now();
        while !self.log_text().contains(word) {
            if begun.elapsed() > PATIENCE {
                return Err(format!("`{word}` never came: {}", self.log_text()).into());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    fn log_text(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Asks it to end and waits until it has.
    pub(crate) async fn stop(mut self) -> Result<()> {
        if let Some(pid) = i32::try_from(self.pid).ok().and_then(Pid::from_raw) {
            // One that has ended by itself is reported by `wait`.
            let _ = kill_process(pid, Signal::TERM);
        }
        match timeout(PATIENCE, self.child.wait()).await {
            Ok(status) if status.as_ref().is_ok_and(|status| status.success()) => Ok(()),
            other => Err(format!("a process ended badly ({other:?}): {}", self.log_text()).into()),
        }
    }

    /// Seconds of processor time so far, of all its threads.
    pub(crate) fn cpu(&self) -> Result<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid))?;
        let ticks = cpu_ticks(&stat).ok_or("/proc/PID/stat has another form")?;
        Ok(ticks as f64 / TICKS)
    }

    /// Resident memory in MiB.
    pub(crate) fn resident(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid))?;
        let kilobytes = kilobytes(&status, "VmRSS:").ok_or("/proc/PID/status has another form")?;
        Ok(kilobytes as f64 / 1024.0)
    }
}

/// User and system time; the program's name before them may hold anything.
fn cpu_ticks(stat: &str) -> Option<u64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_ascii_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

fn kilobytes(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_tables_are_read() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194304 100 0 0 0 12 30 0 0 20 0 1 0 99 1 2";
        assert_eq!(cpu_ticks(stat), Some(42));
        assert_eq!(
            kilobytes("VmSize:\t 9 kB\nVmRSS:\t  2048 kB\n", "VmRSS:"),
            Some(2048)
        );
        assert_eq!(kilobytes("", "VmRSS:"), None);
    }
}
