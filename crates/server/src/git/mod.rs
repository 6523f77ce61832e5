//! Hosted Git repositories: bare ones under `<data>/git/<name>.git`, served by the `git` program.
//!
//! | module | job |
//! |---|---|
//! | `repositories` | which repositories there are: the operations of the private API |
//! | `revisions` | branches, commits and archives, for source actions and the watcher |
//! | `compare` | what lies between two commits |
//! | `http`, `auth`, `exchange`, `cgi` | smart HTTP at `/git/<name>` through `git http-backend` |
//! | `export` | a repository that is pushed to, as a backup takes it |
//! | `program` | the program itself: version, clean environment, limits |
//! | `sync` | what an answered push or creation wrote is on the disk |
//!
//! A repository is its row (kind `repository`); its directory is made first, so that a crash
//! leaves at most an empty directory, which the next creation takes over.

mod auth;
mod cgi;
mod compare;
mod exchange;
mod export;
mod http;
mod program;
mod repositories;
mod revisions;
mod sync;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

pub use compare::compare_commits;
pub(crate) use export::{export, exported, names};
pub use http::handle;
pub use program::GitError;
pub use repositories::{check_name, create_repository, exists, list_repositories};
pub use revisions::{archive_zip, commit, head};

use crate::App;

/// The event that follows every push; its subject is the repository's name.
pub const PUSHED: &str = "repository.pushed";

/// Kind of repository rows; the key is the name.
const REPOSITORY: &str = "repository";

/// Where the bare repositories are.
fn root(app: &App) -> PathBuf {
    app.settings.data.join("git")
}

/// The directory of a repository. The name was checked when its row was made.
fn directory(app: &App, name: &str) -> PathBuf {
    root(app).join(format!("{name}.git"))
}
