//! What the palette finds besides the actions of the page: pages, pipelines, deployment groups, hosts,
//! recent executions. Asked for when it is opened; the script in `assets/palette.js` filters.

use futures::{StreamExt, TryStreamExt, stream};
use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;
use towline_api::pages::Answer;

use crate::ask::{AT_ONCE, Server, hosts};
use crate::frame::{Context, PLACES};
use crate::parts::part;
use crate::route;
use crate::text::{Text, first_line, list, short, text};

/// Executions of one pipeline, and of all.
const EXECUTIONS: usize = 3;
const RECENT: usize = 60;
/// Hosts that are listed.
const HOSTS: usize = 1000;

/// The dialog, empty until it is opened.
pub(crate) fn dialog() -> Markup {
    html! {
        dialog #palette aria-label="Go to, or do" {
            label.hidden for="palette-text" { "Go to, or do" }
            input #palette-text type="text" role="combobox" placeholder="Go to, or do" autocomplete="off" spellcheck="false"
                aria-expanded="false" aria-controls="palette-list" aria-autocomplete="list";
            ul #palette-list role="listbox" aria-label="Found" hidden {}
            p.note #palette-told role="status" {}
        }
    }
}

/// Something to go to: what it is, its name, its address, and what else may be searched for.
fn entry(kind: &str, name: &str, place: String, more: &str) -> Value {
    let shown = |name: &str| Text(name).to_string();
    json!([kind, shown(name), place, shown(more)])
}

/// Everything to go to, as JSON.
pub(crate) async fn entries(context: &Context) -> Result<Answer, ApiError> {
    let server = &context.server;
    let pages = PLACES.iter();
    let pages = pages.map(|(path, word, _)| entry("page", word, format!("/console{path}"), ""));
    let mut all: Vec<Value> = pages.collect();
    all.push(entry("page", "Queue", "/console/queue".into(), "waits"));
    all.push(entry("page", "Help", "/console/help".into(), "keys"));
    let pipelines: Vec<String> = server
        .pipelines()
        .await?
        .iter()
        .map(|one| text(&one["name"]).0.to_string())
        .collect();
    let place = |name: &str| format!("/console/pipelines/{}", part(name));
    all.extend(
        pipelines
            .iter()
            .map(|name| entry("pipeline", name, place(name), "")),
    );
    all.extend(groups(server).await?);
    let listing = hosts(json!({"limit": 100}));
    for host in server.all(listing, HOSTS).await? {
        let name = text(&host["name"]);
        all.push(entry(
            "host",
            &name,
            format!("/console/hosts/{}", part(&name)),
            "",
        ));
    }
    all.extend(executions(server, pipelines).await?);
    Ok(route::json(&Value::Array(all)))
}

async fn groups(server: &Server) -> Result<Vec<Value>, ApiError> {
    let found = server.towline("ListEnvironments", json!({})).await?;
    let groups = list(&found["environments"]).iter().map(|one| {
        let (application, group) = (text(&one["application"]), text(&one["deploymentGroup"]));
        let place = format!(
            "/console/deployments?application={}&group={}",
            part(&application),
            part(&group)
        );
        let name = format!("{} / {}", application.0, group.0);
        entry("deployment group", &name, place, "")
    });
    Ok(groups.collect())
}

/// The newest executions of every pipeline, the newest of all first.
async fn executions(server: &Server, pipelines: Vec<String>) -> Result<Vec<Value>, ApiError> {
    let found = stream::iter(pipelines).map(|name| newest(server, name));
    let found: Vec<Vec<(f64, Value)>> = found.buffered(AT_ONCE).try_collect().await?;
    let mut found: Vec<(f64, Value)> = found.into_iter().flatten().collect();
    found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    found.truncate(RECENT);
    Ok(found.into_iter().map(|(_, entry)| entry).collect())
}

async fn newest(server: &Server, pipeline: String) -> Result<Vec<(f64, Value)>, ApiError> {
    let executions = server.executions(&pipeline, EXECUTIONS).await?;
    let entries = executions.iter().map(|one| {
        let id = text(&one["pipelineExecutionId"]);
        let revision = &one["sourceRevisions"][0];
        let (commit, summary) = (
            text(&revision["revisionId"]),
            text(&revision["revisionSummary"]),
        );
        let name = format!("{pipeline}: {} {}", short(&commit), first_line(&summary));
        let place = format!("/console/pipelines/{}/{}", part(&pipeline), part(&id));
        let started = one["startTime"].as_f64().unwrap_or_default();
        (started, entry("execution", name.trim(), place, id.0))
    });
    Ok(entries.collect())
}
