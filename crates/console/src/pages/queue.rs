//! What is under way and waits: executions, deployments and builds, each with the cause of its wait and
//! what lets it go on.

use futures::{StreamExt, TryStreamExt, stream};
use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use crate::ask::{AT_ONCE, Server, codebuild, codedeploy};
use crate::frame::{Context, Live, Page};
use crate::parts::{part, place, state};
use crate::text::{Text, text, texts};
use crate::time::when_any;

/// Objects of each kind that are asked about.
const MOST: usize = 50;
/// Builds among which those under way are looked for; they are the newest.
const BUILDS: usize = 200;

/// What changes anything on this page.
const KINDS: &[&str] = &[
    "execution.",
    "stage.",
    "action.",
    "deployment.",
    "target.s",
    "target.f",
    "build.",
    "host.",
];

pub(crate) async fn page(context: &Context) -> Result<Page, ApiError> {
    let server = &context.server;
    let after = server.position().await?;
    let executions = told(server, executions(server).await?).await?;
    let deployments = told(server, deployments(server).await?).await?;
    let builds = told(server, builds(server).await?).await?;
    let none = executions.is_empty() && deployments.is_empty() && builds.is_empty();
    let content = html! {
        @if none { p.empty { "Nothing is under way, so nothing waits." } }
        (section("Executions", &executions, context.now))
        (section("Deployments", &deployments, context.now))
        (section("Builds", &builds, context.now))
    };
    let live = Live {
        after,
        kinds: KINDS,
        names: Vec::new(),
    };
    Ok(Page::new("Queue", content).live(live))
}

/// The way to it, beside the title of pages that ask for it.
pub(crate) fn link() -> Markup {
    html! { a.button href="/console/queue" { "What waits, and why" } }
}

/// Something under way: its name, its page, and the chain of its reasons.
struct Waits {
    name: String,
    place: String,
    links: Vec<Value>,
}

/// What to ask about: name, page, id.
type Wanted = (String, String, String);

async fn told(server: &Server, mut wanted: Vec<Wanted>) -> Result<Vec<Waits>, ApiError> {
    wanted.truncate(MOST);
    let asked = stream::iter(wanted).map(|one| waits(server, one));
    asked.buffered(AT_ONCE).try_collect().await
}

async fn waits(server: &Server, (name, place, id): Wanted) -> Result<Waits, ApiError> {
    let links = server.why(&id).await?;
    Ok(Waits { name, place, links })
}

async fn executions(server: &Server) -> Result<Vec<Wanted>, ApiError> {
    let all = server.pipelines().await?;
    let names: Vec<String> = all.iter().map(|one| text(&one["name"]).0.into()).collect();
    let found = stream::iter(names).map(|name| under_way(server, name));
    let found: Vec<Vec<Wanted>> = found.buffered(AT_ONCE).try_collect().await?;
    Ok(found.into_iter().flatten().collect())
}

/// The executions of a pipeline that are not over.
async fn under_way(server: &Server, pipeline: String) -> Result<Vec<Wanted>, ApiError> {
    let executions = server.executions(&pipeline, 20).await?;
    let under_way = executions
        .iter()
        .filter(|one| ["InProgress", "Stopping"].contains(&text(&one["status"]).0));
    let wanted = under_way.map(|one| {
        let id = text(&one["pipelineExecutionId"]).0;
        let place = format!("/console/pipelines/{}/{}", part(&pipeline), part(id));
        (pipeline.clone(), place, id.to_string())
    });
    Ok(wanted.collect())
}

async fn deployments(server: &Server) -> Result<Vec<Wanted>, ApiError> {
    let input = json!({"includeOnlyStatuses": ["Created", "Queued", "InProgress"]});
    let listing = codedeploy("ListDeployments", input, "deployments");
    let ids = texts(&Value::Array(server.all(listing, MOST).await?));
    let wanted = ids.into_iter().map(|id| {
        let place = format!("/console/deployments/{}", part(&id));
        (id.clone(), place, id)
    });
    Ok(wanted.collect())
}

async fn builds(server: &Server) -> Result<Vec<Wanted>, ApiError> {
    let listing = codebuild("ListBuilds", json!({}), "ids");
    let ids = texts(&Value::Array(server.all(listing, BUILDS).await?));
    let builds = server.builds(&ids).await?;
    let under_way = builds
        .iter()
        .filter(|build| build["buildComplete"] == false);
    let wanted = under_way.map(|build| {
        let id = text(&build["id"]).0;
        let number = build["buildNumber"].as_i64().unwrap_or_default();
        let name = format!("{} #{number}", text(&build["projectName"]).0);
        (
            name,
            format!("/console/builds/{}", part(id)),
            id.to_string(),
        )
    });
    Ok(wanted.collect())
}

fn section(title: &str, all: &[Waits], now: f64) -> Markup {
    html! {
        @if !all.is_empty() {
            section aria-label=(title) {
                h2 { (title) }
                ul.queue { @for one in all { li { (waiting(one, now)) } } }
            }
        }
    }
}

fn waiting(one: &Waits, now: f64) -> Markup {
    let (first, cause) = (one.links.first(), one.links.last());
    html! {
        p {
            @if let Some(first) = first { (state(&text(&first["status"]))) " " }
            a.name href=(one.place) data-row { (Text(&one.name)) }
            @if let Some(cause) = cause { " " (when_any(cause["since"].as_f64(), now)) }
        }
        @if let Some(cause) = cause {
            p { (text(&cause["detail"]))
                @if one.links.len() > 1 && let Some(place) = place(&text(&cause["kind"]), &text(&cause["id"]), &text(&cause["name"])) {
                    " " a href=(place) { (text(&cause["kind"])) }
                }
            }
            @if !text(&cause["unblock"]).is_empty() { p.note { strong { "To go on: " } (text(&cause["unblock"])) } }
        }
    }
}
