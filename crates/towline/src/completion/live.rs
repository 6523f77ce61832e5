//! Names of the server's objects for completion. Whoever presses a key waits a moment and no more,
//! and sees no failure.

use std::ffi::OsString;
use std::time::Duration;

use clap_complete::CompletionCandidate;
use serde_json::json;
use towline_agent::client::TOWLINE;

use crate::client::{CODEBUILD, CODEDEPLOY};
use crate::config::Connection;
use crate::document::{text, texts};
use crate::failure::Failure;
use crate::session::{Listing, Session};
use crate::{deployment, pipeline};

/// The longest that a key may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// The newest objects of a kind that are offered.
const NEWEST: usize = 50;

type Names = Vec<CompletionCandidate>;

/// Pipelines.
pub(crate) fn pipelines() -> Names {
    ask(async |session| pipeline::names(session).await)
}

/// Pipelines and their newest executions.
pub(crate) fn executions() -> Names {
    ask(async |session| {
        let mut names = pipeline::names(session).await?;
        for pipeline in names.clone() {
            names.extend(pipeline::newest(session, &pipeline, NEWEST / 10).await?);
        }
        Ok(names)
    })
}

/// Applications.
pub(crate) fn applications() -> Names {
    ask(async |session| deployment::applications(session).await)
}

/// Deployment groups of all applications, by their names alone.
pub(crate) fn groups() -> Names {
    ask(async |session| {
        let named = pairs(session).await?.into_iter();
        Ok(named.map(|(_, group)| group).collect())
    })
}

/// Deployment groups, as APPLICATION/GROUP, and the newest deployments.
pub(crate) fn deployments() -> Names {
    ask(deployment_names)
}

/// Projects and the newest builds.
pub(crate) fn builds() -> Names {
    ask(build_names)
}

/// Projects.
pub(crate) fn projects() -> Names {
    ask(async |session| listed(session, "ListProjects", "projects", usize::MAX).await)
}

/// Hosts.
pub(crate) fn hosts() -> Names {
    ask(async |session| {
        let listing = Listing {
            next: ("after", "next"),
            ..Listing::new("ListHosts", json!({}), "hosts")
        };
        let hosts = session.pages(TOWLINE, listing, usize::MAX).await?;
        let names = hosts.iter().map(|host| text(&host["name"]).to_string());
        Ok(names.collect())
    })
}

/// Everything that has a log.
pub(crate) fn logged() -> Names {
    ask(async |session| {
        let mut names = pipeline::names(session).await?;
        names.extend(deployment_names(session).await?);
        names.extend(build_names(session).await?);
        Ok(names)
    })
}

async fn deployment_names(session: &Session) -> Result<Vec<String>, Failure> {
    let groups = pairs(session).await?.into_iter();
    let mut names: Vec<String> = groups
        .map(|(application, group)| format!("{application}/{group}"))
        .collect();
    let listing = Listing::new("ListDeployments", json!({}), "deployments");
    names.extend(texts(&session.pages(CODEDEPLOY, listing, NEWEST).await?));
    Ok(names)
}

async fn build_names(session: &Session) -> Result<Vec<String>, Failure> {
    let mut names = listed(session, "ListProjects", "projects", usize::MAX).await?;
    names.extend(listed(session, "ListBuilds", "ids", NEWEST).await?);
    Ok(names)
}

async fn listed(
    session: &Session,
    operation: &str,
    entries: &str,
    most: usize,
) -> Result<Vec<String>, Failure> {
    let listing = Listing::new(operation, json!({}), entries);
    Ok(texts(&session.pages(CODEBUILD, listing, most).await?))
}

async fn pairs(session: &Session) -> Result<Vec<(String, String)>, Failure> {
    let mut pairs = Vec::new();
    for application in deployment::applications(session).await? {
        let groups = deployment::groups(session, &application).await?;
        pairs.extend(groups.into_iter().map(|group| (application.clone(), group)));
    }
    Ok(pairs)
}

/// Asks the server that the command line so far means.
fn ask(question: impl AsyncFnOnce(&Session) -> Result<Vec<String>, Failure>) -> Names {
    let connection = connection(&std::env::args_os().collect::<Vec<_>>());
    let answered = async {
        let session = Session::open(&connection).ok()?;
        let asked = tokio::time::timeout(PATIENCE, question(&session));
        asked.await.ok()?.ok()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let names = runtime.ok().and_then(|runtime| runtime.block_on(answered));
    let names = names.unwrap_or_default().into_iter();
    let names = names.filter(|name| is_plain(name));
    names.map(CompletionCandidate::new).collect()
}

/// Whether no shell would take the name for anything but a word: it lands on a command line, and
/// whoever named the object may not be who presses Enter.
fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "-_./:@=,+".contains(c);
    !name.starts_with('-') && name.chars().all(plain)
}

/// The flags of [`Connection`] that were typed already.
fn connection(words: &[OsString]) -> Connection {
    let value = |flag: &str| {
        let with = format!("{flag}=");
        let mut pairs = words.iter().enumerate();
        let found = pairs.find_map(|(at, word)| {
            let word = word.to_str()?;
            match word.strip_prefix(&with) {
                Some(value) => Some(value.to_string()),
                None if word == flag => words.get(at + 1)?.to_str().map(str::to_string),
                None => None,
            }
        });
        found.filter(|value| !value.is_empty())
    };
    Connection {
        data: value("--data").map(Into::into),
        endpoint_url: value("--endpoint-url"),
        profile: value("--profile"),
        region: value("--region"),
        ca: value("--ca").map(Into::into),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_shell_would_obey_are_not_offered() {
        for name in ["shop", "web/live", "web:0a1b", "部署"] {
            assert!(is_plain(name), "{name}");
        }
        for name in [
            "$(reboot)",
            "a;b",
            "a b",
            "`x`",
            "-rf",
            "a\nb",
            "\u{202e}x",
            "a'b",
        ] {
            assert!(!is_plain(name), "{name}");
        }
    }

    #[test]
    fn the_flags_before_say_which_server_is_asked() {
        let typed =
            "towline -- towline --data /srv/data pipeline show --region=eu-west-1 --profile";
        let words: Vec<OsString> = typed.split(' ').map(OsString::from).collect();
        let found = connection(&words);
        assert_eq!(found.data, Some("/srv/data".into()));
        assert_eq!(found.region.as_deref(), Some("eu-west-1"));
        assert_eq!((found.profile, found.endpoint_url), (None, None));
    }
}
