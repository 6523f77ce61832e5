//! Builds, the newest first.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::pipeline::who;
use super::queue;
use crate::ask::codebuild;
use crate::frame::{Context, Live, Page};
use crate::parts::{list_commands, part, quoted, state};
use crate::text::{Text, text, texts, time};
use crate::time::{took, when_any};
use towline_words::word;

/// Builds of the page.
const SHOWN: usize = 50;

pub(crate) async fn page(context: &Context) -> Result<Page, ApiError> {
    let server = &context.server;
    let after = server.position().await?;
    let project = context.asked("project");
    let listing = match project.is_empty() {
        true => codebuild("ListBuilds", json!({}), "ids"),
        false => codebuild(
            "ListBuildsForProject",
            json!({"projectName": project}),
            "ids",
        ),
    };
    let ids = server.all(listing, SHOWN).await?;
    let builds = server.builds(&texts(&Value::Array(ids))).await?;
    let live = Live {
        after,
        kinds: &["build."],
        names: Vec::new(),
    };
    let (aws, towline) = same(project);
    let content = html! {
        (table(&builds, context.now))
        @if builds.len() == SHOWN { p.note { "The newest " (SHOWN) "; " code { "aws codebuild list-builds" } " lists all." } }
        (list_commands(aws, towline))
    };
    if project.is_empty() {
        let page = Page::new("Builds", content);
        return Ok(page.beside(queue::link()).live(live));
    }
    Ok(Page::new(project, content)
        .under("Builds", "/console/builds")
        .live(live))
}

/// The commands that list the same.
fn same(project: &str) -> (String, String) {
    if project.is_empty() {
        let (aws, towline) = ("aws codebuild list-builds", "towline build list");
        return (aws.into(), towline.into());
    }
    let project = quoted(project);
    (
        format!("aws codebuild list-builds-for-project --project-name {project}"),
        format!("towline build list {project}"),
    )
}

fn table(builds: &[Value], now: f64) -> Markup {
    if builds.is_empty() {
        return html! { p.empty { "No builds yet. " code { "towline build start PROJECT" } " starts one." } };
    }
    html! {
        div.scroll {
            table.rows {
                thead { tr { th { "Build" } th { "State" } th { "Project" } th { "Phase" } th { "By" } th { "Started" } th { "Took" } } }
                tbody {
                    @for build in builds {
                        @let id = text(&build["id"]);
                        @let project = text(&build["projectName"]);
                        tr {
                            td { a href={ "/console/builds/" (part(&id)) } data-row { code { (project) " #" (build["buildNumber"].as_i64().unwrap_or_default()) } } }
                            td { (state(&text(&build["buildStatus"]))) }
                            td { a href={ "/console/builds?project=" (part(&project)) } { (project) } }
                            td { (Text(&word(&text(&build["currentPhase"])))) }
                            td.wide { (Text(who(&text(&build["initiator"])))) }
                            td { (when_any(time(&build["startTime"]), now)) }
                            td { (took(time(&build["startTime"]), time(&build["endTime"]), now)) }
                        }
                    }
                }
            }
        }
    }
}
