//! What was committed between two versions: what came, and what is taken back when the second is the
//! older one.

use maud::{Markup, html};
use serde_json::{Value, json};

use crate::ask::Server;
use crate::parts::plural;
use crate::text::{Text, first_line, list, short, text, time};
use crate::time::when;

/// Files that are shown before the rest is folded.
const FILES: usize = 12;

/// A commit and the repository that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) repository: String,
    pub(super) commit: String,
}

/// The sources of an execution, as the pipeline declares them: a hosted repository each.
pub(super) async fn sources(server: &Server, pipeline: &str, execution: &Value) -> Vec<Source> {
    // A pipeline that is gone has no sources to tell.
    let declared = server
        .pipeline("GetPipeline", json!({"name": pipeline}))
        .await
        .unwrap_or_default();
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
    sources
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
            @let (new, old) = (list(&came["commits"]), list(&gone["commits"]));
            @if !new.is_empty() { h3 { (plural(new.len(), "commit comes", "commits come")) } (commits(new, now)) }
            @if !old.is_empty() { h3 { (plural(old.len(), "commit is taken back", "commits are taken back")) } (commits(old, now)) }
            (files(list(&came["files"])))
            @if came["truncated"] == true || gone["truncated"] == true { p.note { "There is more than is shown." } }
        },
        (Err(error), _) | (_, Err(error)) => html! { p.none { (Text(&error.message)) } },
    }
}

fn commits(commits: &[Value], now: f64) -> Markup {
    html! {
        ul.commits {
            @for commit in commits {
                li { code { (Text(short(&text(&commit["id"])))) } " " span.summary { (Text(first_line(&text(&commit["message"])))) }
                    " " span.author { (text(&commit["author"])) } " " @if let Some(at) = time(&commit["date"]) { (when(at, now)) } }
            }
        }
    }
}

fn files(files: &[Value]) -> Markup {
    let some = |files: &[Value]| {
        html! {
            ul.files {
                @for file in files {
                    @let change = text(&file["change"]);
                    li { span.change.(super::class(&change)) { (change) } " " code { (text(&file["path"])) }
                        @if let Some(from) = file["from"].as_str() { " from " code { (Text(from)) } } }
                }
            }
        }
    };
    html! {
        h3 { (plural(files.len(), "file", "files")) " of the repository changed" }
        (some(&files[..files.len().min(FILES)]))
        @if files.len() > FILES {
            details { summary { (plural(files.len() - FILES, "more file", "more files")) } (some(&files[FILES..])) }
        }
    }
}
