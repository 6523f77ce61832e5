//! What is under way and waits: executions, deployments and builds, each with the cause of its wait and
//! what lets it go on.

use futures::{StreamExt, TryStreamExt, stream};
use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use crate::ask::{AT_ONCE, Server, codebuild, codedeploy, unless_gone};
use crate::frame::{Context, Live, Page};
use crate::parts::{part, place, state};
use crate::text::{Text, list, text, texts};
use crate::time::when_any;

/// Objects of each kind that are shown; where there are more, the page says so.
const MOST: usize = 50;
/// Builds among which those under way are looked for: the newest. Where there are more, the page says so.
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
    let (builds, older) = builds(server).await?;
    let all = [
        (
            "Executions",
            told(server, executions(server).await?, None).await?,
        ),
        (
            "Deployments",
            told(server, deployments(server).await?, None).await?,
        ),
        ("Builds", told(server, builds, older).await?),
    ];
    let none = all.iter().all(|(_, queue)| queue.waits.is_empty());
    let content = html! {
        @if none { p.empty { "Nothing is under way, so nothing waits." } }
        @for (title, queue) in &all { (section(title, queue, context.now)) }
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

/// What is shown of a kind, and what is left out.
struct Queue {
    waits: Vec<Waits>,
    left_out: Option<String>,
}

/// What to ask about: name, page, id.
type Wanted = (String, String, String);

/// Asks about these. `left_out` says where further ones were not looked for.
async fn told(
    server: &Server,
    mut wanted: Vec<Wanted>,
    mut left_out: Option<String>,
) -> Result<Queue, ApiError> {
    if wanted.len() > MOST {
        wanted.truncate(MOST);
        left_out = Some(format!("There are more; these are {MOST} of them."));
    }
    let asked = stream::iter(wanted).map(|one| waits(server, one));
    Ok(Queue {
        waits: asked.buffered(AT_ONCE).try_collect().await?,
        left_out,
    })
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

/// The executions of a pipeline that are not over: each is in a stage, or waits before one.
async fn under_way(server: &Server, pipeline: String) -> Result<Vec<Wanted>, ApiError> {
    let input = json!({"name": pipeline});
    let state = unless_gone(server.pipeline("GetPipelineState", input).await)?.unwrap_or_default();
    let wanted = held(&state).into_iter().map(|id| {
        let place = format!("/console/pipelines/{}/{}", part(&pipeline), part(id));
        (pipeline.clone(), place, id.to_string())
    });
    Ok(wanted.collect())
}

/// Ids of the executions that the stages of a pipeline hold, or let in next.
fn held(state: &Value) -> Vec<&str> {
    let mut ids = Vec::new();
    for stage in list(&state["stageStates"]) {
        let inside = std::iter::once(&stage["latestExecution"]);
        for one in inside.chain(list(&stage["inboundExecutions"])) {
            let id = text(&one["pipelineExecutionId"]).0;
            let goes_on = ["InProgress", "Stopping"].contains(&text(&one["status"]).0);
            if goes_on && !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids
}

async fn deployments(server: &Server) -> Result<Vec<Wanted>, ApiError> {
    let input = json!({"includeOnlyStatuses": ["Created", "Queued", "InProgress"]});
    let listing = codedeploy("ListDeployments", input, "deployments");
    let ids = texts(&Value::Array(server.all(listing, MOST + 1).await?));
    let wanted = ids.into_iter().map(|id| {
        let place = format!("/console/deployments/{}", part(&id));
        (id.clone(), place, id)
    });
    Ok(wanted.collect())
}

/// Builds under way, and where they were not looked for.
async fn builds(server: &Server) -> Result<(Vec<Wanted>, Option<String>), ApiError> {
    let listing = codebuild("ListBuilds", json!({}), "ids");
    let mut ids = texts(&Value::Array(server.all(listing, BUILDS + 1).await?));
    let left_out = (ids.len() > BUILDS)
        .then(|| format!("They were looked for among the newest {BUILDS} builds only."));
    ids.truncate(BUILDS);
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
    Ok((wanted.collect(), left_out))
}

fn section(title: &str, queue: &Queue, now: f64) -> Markup {
    html! {
        @if !queue.waits.is_empty() {
            section aria-label=(title) {
                h2 { (title) }
                ul.queue { @for one in &queue.waits { li { (waiting(one, now)) } } }
                @if let Some(left_out) = &queue.left_out { p.note { (left_out) } }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_execution_counts_once_and_only_while_it_goes_on() {
        let one = |id: &str, status: &str| json!({"pipelineExecutionId": id, "status": status});
        let state = json!({"stageStates": [
            {"latestExecution": one("new", "InProgress"), "inboundExecutions": []},
            {"latestExecution": one("done", "Succeeded"), "inboundExecutions": [one("next", "InProgress")]},
            {"latestExecution": one("old", "Stopping"), "inboundExecutions": [one("next", "InProgress")]},
            {"latestExecution": null},
        ]});
        assert_eq!(held(&state), ["new", "next", "old"]);
    }
}
