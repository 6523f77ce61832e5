//! A clone of the demo's repository, worked with through the `git` program as a person would.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tokio::process::Command;
use towline_agent::client::Access;

use super::site::Release;
use crate::failure::Failure;

/// Answers git's question for a user name and a password from the environment that
/// `towline env` makes, so that no command line shows the key.
const HELPER: &str =
    "!f() { echo \"username=$AWS_ACCESS_KEY_ID\"; echo \"password=$AWS_SECRET_ACCESS_KEY\"; }; f";

/// A work tree with its remote.
pub(super) struct Clone {
    directory: PathBuf,
    access: Access,
}

impl Clone {
    /// Clones `url` into `directory`, ready for `git push` wherever `towline env` was evaluated.
    pub(super) async fn make(
        url: &str,
        directory: PathBuf,
        access: Access,
    ) -> Result<Clone, Failure> {
        std::fs::create_dir(&directory).map_err(|e| Failure::file("create", &directory, e))?;
        let clone = Clone { directory, access };
        clone.git(&["clone", "--quiet", url, "."]).await?;
        clone.git(&["config", "credential.helper", HELPER]).await?;
        clone.git(&["checkout", "--quiet", "-B", "main"]).await?;
        Ok(clone)
    }

    /// Commits a release and pushes it; the commit's id.
    pub(super) async fn push(&self, release: Release) -> Result<String, Failure> {
        for file in release.files() {
            write(&self.directory, file.path, &file.text, file.executable)?;
        }
        self.git(&["add", "--all"]).await?;
        self.git(&["commit", "--quiet", "--message", release.message()])
            .await?;
        self.git(&["push", "--quiet", "origin", "main"]).await?;
        self.git(&["rev-parse", "HEAD"]).await
    }

    /// Runs git without anything of the person's own configuration; gives what it printed.
    async fn git(&self, args: &[&str]) -> Result<String, Failure> {
        let person = "Towline demo";
        let done = Command::new("git")
            .current_dir(&self.directory)
            .args(args)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .envs([("GIT_AUTHOR_NAME", person), ("GIT_COMMITTER_NAME", person)])
            .envs(
                ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"].map(|name| (name, "demo@example.com")),
            )
            .env("GIT_CONFIG_COUNT", "1")
            .env("GIT_CONFIG_KEY_0", "credential.helper")
            .env("GIT_CONFIG_VALUE_0", HELPER)
            .env("AWS_ACCESS_KEY_ID", &self.access.access_key_id)
            .env("AWS_SECRET_ACCESS_KEY", self.access.secret.expose())
            .output()
            .await
            .map_err(|e| Failure::new("cannot start git", e).fix("install git"))?;
        if done.status.success() {
            return Ok(String::from_utf8_lossy(&done.stdout).trim().to_string());
        }
        let words = String::from_utf8_lossy(&done.stderr).trim().to_string();
        Err(Failure::new(
            format!("`git {}` failed", args.join(" ")),
            words,
        ))
    }
}

fn write(root: &Path, path: &str, text: &str, executable: bool) -> Result<(), Failure> {
    let full = root.join(path);
    let mode = if executable { 0o755 } else { 0o644 };
    let directory = full.parent().unwrap_or(root);
    std::fs::create_dir_all(directory)
        .and_then(|()| std::fs::write(&full, text))
        .and_then(|()| std::fs::set_permissions(&full, PermissionsExt::from_mode(mode)))
        .map_err(|e| Failure::file("write", &full, e))
}
