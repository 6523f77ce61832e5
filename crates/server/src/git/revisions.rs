//! Branches, commits and archives of hosted repositories.

use std::path::Path;

use tokio::process::Command;
use towline_core::{Span, Time};
use towline_providers::world::Commit;

use super::{GitError, directory, program};
use crate::App;

/// Time for looking something up.
const LOOK: Span = Span::minutes(1);

/// Time for an archive of a whole tree.
const ARCHIVE: Span = Span::minutes(30);

/// ISO 8601 in UTC, as `TZ` of the commands says.
const DATE: &str = "%Y-%m-%dT%H:%M:%SZ";

/// The newest commit of a branch, or `None` when there is no such branch.
pub async fn head(app: &App, repository: &str, branch: &str) -> Result<Option<Commit>, GitError> {
    let wanted = format!("refs/heads/{branch}");
    let date = format!("format-local:{DATE}");
    let format = format!(
        "%(refname)%00%(objectname)%00%(authordate:{date})%00%(committerdate:{date})\
         %00%(committerdate:unix)%00%(contents)%00%00"
    );
    let mut command = git(app, repository);
    command
        .arg("for-each-ref")
        .arg(format!("--format={format}"));
    command.arg("--").arg(&wanted);
    let answer = program::run(app, command, "for-each-ref", LOOK).await?;
    let answer = String::from_utf8_lossy(&answer);
    // The argument is a pattern, and one that also covers what lies below it.
    let refs = answer
        .split("\0\0\n")
        .filter_map(|one| one.split_once('\0'));
    let mut exact = refs.filter(|(name, _)| *name == wanted);
    match exact.next() {
        None => Ok(None),
        Some((_, fields)) => parse(fields, "for-each-ref").map(Some),
    }
}

/// A commit by its id, or `None` when the repository has no such commit.
pub async fn commit(app: &App, repository: &str, id: &str) -> Result<Option<Commit>, GitError> {
    if !is_id(id) {
        return Ok(None);
    }
    let mut kind = git(app, repository);
    kind.args(["cat-file", "-t", id]);
    match program::run(app, kind, "cat-file", LOOK).await {
        Ok(kind) if kind.trim_ascii() == b"commit" => {}
        Ok(_) | Err(GitError::Failed { .. }) => return Ok(None),
        Err(error) => return Err(error),
    }
    let mut command = git(app, repository);
    command.args([
        "log",
        "-1",
        "--no-show-signature",
        "--no-notes",
        "--no-decorate",
    ]);
    command.arg(format!("--date=format-local:{DATE}"));
    command.args(["--format=%H%x00%ad%x00%cd%x00%ct%x00%B", id, "--"]);
    let answer = program::run(app, command, "log", LOOK).await?;
    parse(&String::from_utf8_lossy(&answer), "log").map(Some)
}

/// Writes the tree of a commit as a zip archive to `into`.
pub async fn archive_zip(
    app: &App,
    repository: &str,
    commit: &str,
    into: &Path,
) -> Result<(), GitError> {
    let mut command = git(app, repository);
    command.args(["archive", "--format=zip", "-o"]).arg(into);
    command.args([commit, "--"]);
    program::run(app, command, "archive", ARCHIVE).await?;
    Ok(())
}

/// When `HEAD` names a branch that does not exist, the first one that does becomes the default
/// branch, so that a clone finds something to check out.
pub(super) async fn adopt_branch(app: &App, repository: &str) -> Result<(), GitError> {
    let mut ask = git(app, repository);
    ask.args(["rev-parse", "--quiet", "--verify", "HEAD"]);
    match program::run(app, ask, "rev-parse", LOOK).await {
        Err(GitError::Failed { .. }) => {}
        other => return other.map(|_| ()),
    }
    let mut list = git(app, repository);
    list.args([
        "for-each-ref",
        "--count=1",
        "--format=%(refname)",
        "refs/heads/",
    ]);
    let first = program::run(app, list, "for-each-ref", LOOK).await?;
    let branch = String::from_utf8_lossy(&first);
    if branch.trim().is_empty() {
        return Ok(());
    }
    let mut set = git(app, repository);
    set.args(["symbolic-ref", "HEAD", branch.trim()]);
    program::run(app, set, "symbolic-ref", LOOK).await?;
    Ok(())
}

pub(super) fn git(app: &App, repository: &str) -> Command {
    let mut command = program::command(app);
    command.arg("--git-dir").arg(directory(app, repository));
    command
}

pub(super) fn is_id(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Id, author date, committer date, the same in seconds, message; separated by zero bytes.
fn parse(fields: &str, what: &str) -> Result<Commit, GitError> {
    let garbled = || GitError::Garbled { what: what.into() };
    let fields: Vec<&str> = fields.splitn(5, '\0').collect();
    let [id, author_date, committer_date, seconds, message] = fields[..] else {
        return Err(garbled());
    };
    let seconds: i64 = seconds.parse().map_err(|_| garbled())?;
    let message = message.trim_end_matches('\n');
    Ok(Commit {
        id: id.into(),
        message: format!("{message}\n"),
        author_date: author_date.into(),
        committer_date: committer_date.into(),
        committed: Time(seconds.saturating_mul(1000)),
    })
}
