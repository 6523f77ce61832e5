//! What was committed between two versions: what came, and what is taken back when the second is the
//! older one.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::super::changes;
use crate::ask::{Server, unless_gone};
use crate::parts::plural;
use crate::text::{Text, list, short, text};

/// A commit and the repository that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) repository: String,
    pub(super) commit: String,
}

/// The sources of an execution, as the pipeline declares them: a hosted repository each.
pub(super) async fn sources(
    server: &Server,
    pipeline: &str,
    execution: &Value,
) -> Result<Vec<Source>, ApiError> {
    let input = json!({"name": pipeline});
    // A pipeline that is gone has no sources to tell.
    let declared = unless_gone(server.pipeline("GetPipeline", input).await)?.unwrap_or_default();
    let stages = list(&declared["pipeline"]["stages"]).iter();
    let actions: Vec<&Value> = stages.flat_map(|stage| list(&stage["actions"])).collect();
    let mut sources = Vec::new();
    for revision in list(&execution["sourceRevisions"]) {
        let action = actions.iter().find(|one| {
            one["name"] == revision["actionName"]
                && text(&one["actionTypeId"]["provider"]).0 == "CodeCommit"
        });
        let commit = text(&revision["revisionId"]);
        if let Some(action) = action.filter(|_| commit.len() == 40) {
            sources.push(Source {
                repository: text(&action["configuration"]["RepositoryName"]).0.into(),
                commit: commit.0.into(),
            });
        }
    }
    Ok(sources)
}

/// The commits between the sources of two versions, repository by repository.
pub(super) async fn show(server: &Server, from: &[Source], to: &[Source], now: f64) -> Markup {
    let mut shown = Vec::new();
    for new in to {
        let old = from.iter().find(|one| one.repository == new.repository);
        if let Some(old) = old {
            shown.push((new, between(server, old, new, now).await));
        }
    }
    html! {
        section aria-label="Commits" {
            h2 { "Commits" }
            @if shown.is_empty() { p.none { "No repository of this server is known for both." } }
            @for (source, markup) in &shown {
                @if shown.len() > 1 { h3 { (Text(&source.repository)) } }
                (markup)
            }
        }
    }
}

async fn between(server: &Server, old: &Source, new: &Source, now: f64) -> Markup {
    if old.commit == new.commit {
        return html! { p { "Both are made of " code { (Text(short(&new.commit))) } "." } };
    }
    let ask = |from: &str, to: &str| {
        let input = json!({"repository": new.repository, "from": from, "to": to});
        server.towline("CompareCommits", input)
    };
    let found = (
        ask(&old.commit, &new.commit).await,
        ask(&new.commit, &old.commit).await,
    );
    match found {
        (Ok(came), Ok(gone)) => html! {
            @let (new, old) = (list(&came["commits"]).len(), list(&gone["commits"]).len());
            @if new > 0 { h3 { (plural(new, "commit comes", "commits come")) } (changes::commits(&came, now)) }
            @if old > 0 { h3 { (plural(old, "commit is taken back", "commits are taken back")) } (changes::commits(&gone, now)) }
            (changes::files(&came))
            @if came["truncated"] == true || gone["truncated"] == true { p.note { "There is more than is shown." } }
        },
        (Err(error), _) | (_, Err(error)) => html! { p.none { (Text(&error.message)) } },
    }
}
