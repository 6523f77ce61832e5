//! Running one program of a user: its output line by line, its time limit, its whole group.
//!
//! A program runs in a process group of its own, so that a time-out ends everything it started.
//! A program that has exited by itself is done: children that it left in the background live on
//! and nobody waits for them, whether or not they kept its output open ([`OpenOutput`]).

mod lines;
#[cfg(test)]
mod tests;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal};
use tokio::io::AsyncRead;
use tokio::process::Child;
use tokio::time::{Instant, sleep_until, timeout, timeout_at};
use tokio_util::sync::CancellationToken;

use lines::Lines;

/// How long a program that was told to end may take before it is killed.
const TERM_GRACE: Duration = Duration::from_secs(5);
/// How long output is awaited after the program itself has exited.
const OUTPUT_GRACE: Duration = Duration::from_millis(200);

/// What to run.
#[derive(Debug, Clone)]
pub struct Program {
    path: PathBuf,
    args: Vec<OsString>,
    env: Vec<(OsString, OsString)>,
    inherit_env: bool,
    directory: Option<PathBuf>,
    limit: Option<Duration>,
}

impl Program {
    /// The program at `path`, without arguments, in this process's environment and directory.
    pub fn new(path: impl Into<PathBuf>) -> Program {
        Program {
            path: path.into(),
            args: Vec::new(),
            env: Vec::new(),
            inherit_env: true,
            directory: None,
            limit: None,
        }
    }

    /// Adds one argument.
    #[must_use]
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Program {
        self.args.push(arg.as_ref().into());
        self
    }

    /// Sets one environment variable.
    #[must_use]
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Program {
        self.env.push((name.as_ref().into(), value.as_ref().into()));
        self
    }

    /// Starts from an empty environment.
    #[must_use]
    pub fn clear_env(mut self) -> Program {
        self.inherit_env = false;
        self
    }

    /// The working directory.
    #[must_use]
    pub fn directory(mut self, directory: &Path) -> Program {
        self.directory = Some(directory.into());
        self
    }

    /// The longest it may run.
    #[must_use]
    pub fn limit(mut self, limit: Duration) -> Program {
        self.limit = Some(limit);
        self
    }

    fn spawn(&self) -> std::io::Result<Child> {
        let mut command = tokio::process::Command::new(&self.path);
        if !self.inherit_env {
            command.env_clear();
        }
        if let Some(directory) = &self.directory {
            command.current_dir(directory);
        }
        command
            .args(&self.args)
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
    }
}

/// Which output a line came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By itself, with this status; 128 + n when signal n ended it.
    Exited(i32),
    /// Its time was over; it was ended with its whole group.
    TimedOut,
    /// The caller wanted it ended; it was, with its whole group.
    Stopped,
}

/// A program that has ended.
#[derive(Debug)]
pub struct Finished {
    /// How.
    pub end: End,
    /// Output that a child in the background still holds open.
    pub open: Option<OpenOutput>,
}

/// Output of a background child. While somebody drains it, the child can go on writing; once it is
/// dropped, the child's next write fails.
#[derive(Debug)]
pub struct OpenOutput(Vec<Lines>);

impl OpenOutput {
    /// Reads and forgets until the last writer has gone.
    pub async fn drain(self) {
        for mut lines in self.0 {
            while lines.next().await.is_some() {}
        }
    }
}

/// Runs `program` to its end and gives each line of output to `on_line`.
///
/// Returns an error when it cannot be started. `stop` ends it early.
pub async fn run(
    program: &Program,
    stop: &CancellationToken,
    mut on_line: impl FnMut(Output, &str),
) -> std::io::Result<Finished> {
    let mut child = program.spawn()?;
    let group = child.id().and_then(|id| Pid::from_raw(id as i32));
    let mut out = Some(Lines::new(child.stdout.take()));
    let mut err = Some(Lines::new(child.stderr.take()));
    let deadline = program.limit.map(|limit| Instant::now() + limit);
    let (mut killed, mut exited) = (None, None);
    while exited.is_none() {
        tokio::select! {
            line = next(&mut out) => emit(&mut out, Output::Stdout, line, &mut on_line),
            line = next(&mut err) => emit(&mut err, Output::Stderr, line, &mut on_line),
            status = child.wait() => exited = Some(status?),
            () = until(deadline) => killed = Some(End::TimedOut),
            () = stop.cancelled() => killed = Some(End::Stopped),
        }
        if killed.is_some() {
            end_group(&mut child, group).await?;
            break;
        }
    }
    read_rest(&mut out, &mut err, &mut on_line).await;
    let open: Vec<Lines> = out.into_iter().chain(err).collect();
    let end = match exited {
        Some(status) => End::Exited(code(status)),
        None => killed.unwrap_or(End::Stopped),
    };
    Ok(Finished {
        end,
        open: (!open.is_empty()).then_some(OpenOutput(open)),
    })
}

/// The next line of an output that is still open.
async fn next(lines: &mut Option<Lines>) -> Option<String> {
    match lines {
        Some(lines) => lines.next().await,
        None => std::future::pending().await,
    }
}

/// Hands a line on, or notes that the output is closed.
fn emit(
    lines: &mut Option<Lines>,
    output: Output,
    line: Option<String>,
    on_line: &mut impl FnMut(Output, &str),
) {
    match line {
        Some(line) => on_line(output, &line),
        None => *lines = None,
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}

/// What was written before the exit is in the pipes already; a background child that keeps them
/// open must not hold the caller up.
async fn read_rest(
    out: &mut Option<Lines>,
    err: &mut Option<Lines>,
    on_line: &mut impl FnMut(Output, &str),
) {
    let deadline = Instant::now() + OUTPUT_GRACE;
    while out.is_some() || err.is_some() {
        let read = async {
            tokio::select! {
                line = next(out) => (Output::Stdout, line),
                line = next(err) => (Output::Stderr, line),
            }
        };
        let Ok((output, line)) = timeout_at(deadline, read).await else {
            return;
        };
        let lines = match output {
            Output::Stdout => &mut *out,
            Output::Stderr => &mut *err,
        };
        emit(lines, output, line, on_line);
    }
}

/// TERM, then KILL, to everything in the group.
async fn end_group(child: &mut Child, group: Option<Pid>) -> std::io::Result<()> {
    let signal = |signal| {
        if let Some(group) = group {
            // An error means that nobody is left in it.
            let _ = rustix::process::kill_process_group(group, signal);
        }
    };
    signal(Signal::TERM);
    let ended = timeout(TERM_GRACE, child.wait()).await.is_ok();
    // Also after a quiet end: a child that ignores TERM would outlive its parent's time-out.
    signal(Signal::KILL);
    if !ended {
        child.wait().await?;
    }
    Ok(())
}

fn code(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    match (status.code(), status.signal()) {
        (Some(code), _) => code,
        (None, signal) => 128 + signal.unwrap_or(0),
    }
}

/// Anything that lines can be read from.
type Source = Box<dyn AsyncRead + Send + Sync + Unpin>;
