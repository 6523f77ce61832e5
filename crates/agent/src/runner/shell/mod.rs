//! The shell of one build: entries go in one by one, their output goes to the log.
//!
//! The shell reads the names of entries from a pipe file and says on its output when one is over
//! (see `serve.sh`). Output before that line belongs to the entry.

mod watch;

#[cfg(test)]
mod tests;

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use towline_spec::buildspec::Shell as Kind;

use super::log::Spool;
use super::place::Place;
use super::sandbox::Isolation;
use crate::process;
use watch::Watch;

const SERVE: &str = include_str!("serve.sh");

/// How an entry runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// What it changes carries over to later entries.
    Shared,
    /// What it changes is lost.
    Fresh,
}

/// The shell is not there any more.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Gone;

/// A running shell. Ends with everything in it on [`Shell::end`] or when dropped.
pub(super) struct Shell {
    control: PathBuf,
    next: File,
    over: mpsc::Receiver<(String, i32)>,
    kill: CancellationToken,
    task: JoinHandle<()>,
    entries: u32,
}

impl Shell {
    /// Starts a shell with exactly these environment variables.
    pub(super) fn start(
        isolation: &Isolation,
        place: &Place,
        kind: Kind,
        variables: &[(String, String)],
        log: Spool,
    ) -> io::Result<Shell> {
        let pipe = place.control.join("next");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::from_raw_mode(0o600),
            0,
        )?;
        // Held open for reading too, so that opening and writing never wait for the shell.
        let next = OpenOptions::new().read(true).write(true).open(&pipe)?;
        let serve = place.control.join("serve.sh");
        std::fs::write(&serve, SERVE)?;
        let mark = format!("\u{1}{}", uuid::Uuid::new_v4());
        let path = match kind {
            Kind::Sh => "/bin/sh",
            Kind::Bash => "bash",
        };
        let args = [serve.as_path(), &place.control, mark.as_ref()];
        let mut program = isolation.program(place, path, &args);
        for (name, value) in variables {
            program = program.env(name, value);
        }
        let (tell, over) = mpsc::channel(1);
        let mut watch = Watch::new(mark, log, tell);
        let kill = CancellationToken::new();
        let stop = kill.clone();
        let task = tokio::spawn(async move {
            let ran = process::run(&program, &stop, |_, line| watch.line(line)).await;
            watch.end(ran.err());
        });
        Ok(Shell {
            control: place.control.clone(),
            next,
            over,
            kill,
            task,
            entries: 0,
        })
    }

    /// Runs one entry to its end and gives its exit status.
    pub(super) async fn run(&mut self, script: &str, state: State) -> Result<i32, Gone> {
        self.entries += 1;
        let name = match state {
            State::Shared => format!("entry-{}", self.entries),
            State::Fresh => format!("fresh-{}", self.entries),
        };
        self.send(&name, script).map_err(|error| {
            tracing::warn!(%error, "cannot hand an entry to the shell of the build");
            Gone
        })?;
        loop {
            match self.over.recv().await {
                Some((over, status)) if over == name => return Ok(status),
                Some(_) => {}
                None => return Err(Gone),
            }
        }
    }

    fn send(&mut self, name: &str, script: &str) -> io::Result<()> {
        std::fs::write(self.control.join(format!("__towline_{name}.sh")), script)?;
        self.next.write_all(format!("{name}\n").as_bytes())
    }

    /// Kills everything that the build started and waits until it is gone.
    pub(super) async fn end(mut self) {
        self.kill.cancel();
        let _ = (&mut self.task).await; // a panic there was reported by the runtime
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        self.kill.cancel();
    }
}
