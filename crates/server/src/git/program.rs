//! The `git` program: found, new enough, run with nothing of the server's environment and never
//! for longer than it may.

use std::ffi::OsString;
use std::process::{ExitStatus, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::sync::OnceCell;
use towline_core::Span;

use crate::App;
use crate::clock::patience;

/// The oldest version that knows everything used here.
const OLDEST: (u32, u32) = (2, 30);

/// Most of an answer that is kept in memory.
const ANSWER: u64 = 4 * 1024 * 1024;

/// Most of the error output that is kept.
const COMPLAINT: u64 = 16 * 1024;

/// Why git did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// Not installed.
    #[error(
        "the `git` program cannot be started: {0}; install git 2.30 or newer on the server and put it on its PATH"
    )]
    Missing(std::io::Error),
    /// Too old.
    #[error(
        "`git` on the server is `{0}`, but hosted repositories need version 2.30 or newer: upgrade it"
    )]
    Old(String),
    /// It ended with an error.
    #[error("`git {what}` failed ({status}): {detail}")]
    Failed {
        /// The subcommand.
        what: String,
        /// Exit code or signal.
        status: ExitStatus,
        /// The end of what it said.
        detail: String,
    },
    /// It ran for too long.
    #[error("`git {what}` was ended after {seconds} s")]
    Slow {
        /// The subcommand.
        what: String,
        /// The limit.
        seconds: i64,
    },
    /// It said something that cannot be understood.
    #[error("`git {what}` gave an answer that cannot be understood")]
    Garbled {
        /// The subcommand.
        what: String,
    },
    /// Reading from or writing to it failed.
    #[error("talking to `git`: {0}")]
    Io(#[from] std::io::Error),
}

/// A command for `git` with a clean environment, its own process group and no configuration but
/// the repository's.
pub(super) fn command(app: &App) -> Command {
    let path = std::env::var_os("PATH").unwrap_or_else(|| OsString::from("/usr/bin:/bin"));
    let mut command = Command::new("git");
    command
        .env_clear()
        .env("PATH", path)
        .env("HOME", super::root(app))
        .env("LC_ALL", "C")
        .env("TZ", "UTC")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_OPTIONAL_LOCKS", "0")
        // The data directory is the server's, whoever owns the files in it.
        .args(["-c", "safe.directory=*"])
        // A push that was answered is on disk.
        .args(["-c", "core.fsync=committed"])
        // Housekeeping must not outlive the command that it is part of.
        .args(["-c", "gc.autoDetach=false"])
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Makes sure once per process that git is there and new enough.
pub(super) async fn check(app: &App) -> Result<(), GitError> {
    static CHECKED: OnceCell<()> = OnceCell::const_new();
    let checked = CHECKED.get_or_try_init(|| async {
        let mut ask = command(app);
        ask.arg("--version");
        let said = finish(ask, "--version", Span::seconds(30)).await?;
        let said = String::from_utf8_lossy(&said).trim().to_string();
        match version(&said) {
            Some(found) if found >= OLDEST => Ok(()),
            _ => Err(GitError::Old(said)),
        }
    });
    checked.await.copied()
}

/// Major and minor version out of `git version 2.47.3`.
fn version(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.strip_prefix("git version ")?.split('.');
    let major = numbers.next()?.parse().ok()?;
    let minor = numbers.next()?.parse().ok()?;
    Some((major, minor))
}

/// Runs a command to its end and gives what it wrote.
pub(super) async fn run(
    app: &App,
    command: Command,
    what: &str,
    limit: Span,
) -> Result<Vec<u8>, GitError> {
    check(app).await?;
    finish(command, what, limit).await
}

async fn finish(mut command: Command, what: &str, limit: Span) -> Result<Vec<u8>, GitError> {
    let mut group = Group::spawn(&mut command)?;
    let answer = group.child.stdout.take();
    let complaint = group.child.stderr.take();
    let work = async {
        let (answer, complaint) =
            tokio::try_join!(keep(answer, ANSWER), keep(complaint, COMPLAINT))?;
        Ok::<_, std::io::Error>((group.child.wait().await?, answer, complaint))
    };
    let (status, answer, complaint) = tokio::select! {
        done = work => done?,
        () = patience(limit) => {
            return Err(GitError::Slow { what: what.into(), seconds: limit.0 / 1000 });
        }
    };
    if !status.success() {
        return Err(GitError::Failed {
            what: what.into(),
            status,
            detail: String::from_utf8_lossy(&complaint).trim().to_string(),
        });
    }
    Ok(answer)
}

/// Reads to the end, keeping at most `limit` bytes.
pub(super) async fn keep(
    stream: Option<impl AsyncRead + Unpin>,
    limit: u64,
) -> std::io::Result<Vec<u8>> {
    let mut kept = Vec::new();
    if let Some(mut stream) = stream {
        (&mut stream).take(limit).read_to_end(&mut kept).await?;
        tokio::io::copy(&mut stream, &mut tokio::io::sink()).await?;
    }
    Ok(kept)
}

/// A running command with everything it started; all of it is asked to end when this is dropped.
/// Git then removes its locks, which after a harder end would keep later pushes out.
pub(super) struct Group {
    pub(super) child: Child,
}

impl Group {
    pub(super) fn spawn(command: &mut Command) -> Result<Group, GitError> {
        let child = command.spawn().map_err(GitError::Missing)?;
        Ok(Group { child })
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // The id is there as long as nobody has waited for the end, so it is still ours.
        let pid = self.child.id().and_then(|id| Pid::from_raw(id as i32));
        if let Some(pid) = pid {
            // Gone by itself in this very moment: fine.
            let _ = kill_process_group(pid, Signal::TERM);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_of_all_vendors_are_read() {
        assert_eq!(version("git version 2.47.3"), Some((2, 47)));
        assert_eq!(version("git version 2.39.5 (Apple Git-154)"), Some((2, 39)));
        assert_eq!(version("git version 3.0.rc1"), Some((3, 0)));
        assert_eq!(version("hub version 2"), None);
        assert!(version("git version 2.9.5") < Some(super::OLDEST));
    }
}
