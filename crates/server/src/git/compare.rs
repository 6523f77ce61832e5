//! `CompareCommits`: what lies between two commits, for who decides about a release.

use std::sync::Arc;

use towline_api::towline::{ChangedFile, Commit, CompareCommitsInput, CompareCommitsOutput};
use towline_api::{ApiError, Timestamp};
use towline_core::Span;

use super::revisions::{git, is_id};
use super::{GitError, exists, program};
use crate::{App, fault};

/// Time for looking something up.
const LOOK: Span = Span::minutes(1);

/// Commits and files that are told.
const MOST: usize = 200;

/// The commits that `to` has and `from` has not, the newest first, and the files that differ. Without
/// `from`, the newest commit alone.
pub async fn compare_commits(
    app: &Arc<App>,
    input: CompareCommitsInput,
) -> Result<CompareCommitsOutput, ApiError> {
    let repository = &input.repository;
    let known = exists(app, repository).await;
    if !known.map_err(|e| fault::store(&e))? {
        let text = format!("there is no repository `{repository}`");
        return Err(ApiError::new("ResourceNotFoundException", text));
    }
    let from = match &input.from {
        // A history that was written anew may have dropped it.
        Some(from)
            if super::commit(app, repository, from)
                .await
                .map_err(refused)?
                .is_some() =>
        {
            Some(from.as_str())
        }
        _ => None,
    };
    let mut commits = commits(app, repository, from, &input.to)
        .await
        .map_err(refused)?;
    let mut files = files(app, repository, from, &input.to)
        .await
        .map_err(refused)?;
    let truncated = commits.len() > MOST || files.len() > MOST;
    commits.truncate(MOST);
    files.truncate(MOST);
    Ok(CompareCommitsOutput {
        commits,
        files,
        truncated,
    })
}

async fn commits(
    app: &App,
    repository: &str,
    from: Option<&str>,
    to: &str,
) -> Result<Vec<Commit>, GitError> {
    let mut command = git(app, repository);
    command.args([
        "log",
        "--no-show-signature",
        "--no-notes",
        "--no-decorate",
        "-z",
    ]);
    command.arg("--format=%H%x01%an%x01%at%x01%B");
    let most = if from.is_some() { MOST + 1 } else { 1 };
    command.arg(format!("--max-count={most}"));
    command.arg(range(from, to)).arg("--");
    let answer = program::run(app, command, "log", LOOK).await?;
    let answer = String::from_utf8_lossy(&answer);
    let commits = answer
        .split('\0')
        .filter(|one| is_id(one.get(..40).unwrap_or_default()));
    let commits = commits.map(|one| {
        let mut fields = one.splitn(4, '\u{1}');
        let mut next = || fields.next().unwrap_or_default().to_string();
        let (id, author, date) = (next(), next(), next());
        let message = next().trim_end().to_string();
        Commit {
            id,
            author,
            date: Timestamp(date.parse().unwrap_or_default()),
            message,
        }
    });
    Ok(commits.collect())
}

async fn files(
    app: &App,
    repository: &str,
    from: Option<&str>,
    to: &str,
) -> Result<Vec<ChangedFile>, GitError> {
    let mut command = git(app, repository);
    match from {
        Some(from) => command
            .args(["diff", "--name-status", "-z", "-M", "--no-ext-diff"])
            .arg(range(Some(from), to)),
        None => command
            .args([
                "show",
                "--name-status",
                "-z",
                "-M",
                "--no-ext-diff",
                "--format=",
            ])
            .arg(to),
    };
    command.arg("--");
    let answer = program::run(app, command, "diff", LOOK).await?;
    let answer = String::from_utf8_lossy(&answer);
    let mut fields = answer.split('\0').filter(|field| !field.is_empty());
    let mut files = Vec::new();
    while let (Some(status), Some(path)) = (fields.next(), fields.next()) {
        let mut file = ChangedFile {
            change: word(status).into(),
            path: path.into(),
            from: None,
        };
        if status.starts_with(['R', 'C']) {
            file.from = Some(std::mem::take(&mut file.path));
            file.path = fields.next().unwrap_or_default().into();
        }
        files.push(file);
    }
    Ok(files)
}

/// Both are forty hexadecimal digits, so that nothing in them is an option.
fn range(from: Option<&str>, to: &str) -> String {
    match from {
        Some(from) => format!("{from}..{to}"),
        None => to.to_string(),
    }
}

fn word(status: &str) -> &'static str {
    match status.as_bytes().first() {
        Some(b'A') => "added",
        Some(b'D') => "deleted",
        Some(b'R') => "renamed",
        Some(b'C') => "copied",
        _ => "changed",
    }
}

fn refused(error: GitError) -> ApiError {
    match error {
        GitError::Failed { detail, .. } => {
            ApiError::new("ResourceNotFoundException", format!("git says: {detail}"))
        }
        error => {
            tracing::error!(%error, "comparing commits");
            ApiError::internal("commits cannot be compared; the server's log says why")
        }
    }
}
