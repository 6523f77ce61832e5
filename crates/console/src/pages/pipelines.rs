//! All pipelines, each with its stages and its newest execution.

use futures::{StreamExt, TryStreamExt, stream};
use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use crate::ask::{AT_ONCE, Server, unless_gone};
use crate::frame::{Context, Live, Page};
use crate::parts::{Tone, list_commands, none, part, state};
use crate::text::{Text, first_line, list, short, text, time};
use crate::time::{took, when_any};
use towline_words::word;

/// What changes anything on this page.
const KINDS: &[&str] = &["pipeline.", "execution.", "stage.", "action."];

pub(crate) async fn page(context: &Context) -> Result<Page, ApiError> {
    let after = context.server.position().await?;
    let all = context.server.pipelines().await?;
    let names: Vec<String> = all.iter().map(|one| text(&one["name"]).0.into()).collect();
    let rows = stream::iter(names).map(|name| row_of(&context.server, name));
    let rows = rows.buffered(AT_ONCE).map(unless_gone);
    let rows: Vec<Option<(Value, Value)>> = rows.try_collect().await?;
    let rows: Vec<(Value, Value)> = rows.into_iter().flatten().collect();
    let live = Live {
        after,
        kinds: KINDS,
        names: Vec::new(),
    };
    let content = html! {
        (show(&rows, context.now))
        (list_commands("aws codepipeline list-pipelines".into(), "towline pipeline list".into()))
    };
    Ok(Page::new("Pipelines", content).live(live))
}

/// The state of a pipeline and its newest execution.
async fn row_of(server: &Server, name: String) -> Result<(Value, Value), ApiError> {
    let input = json!({"name": name});
    let state = server.pipeline("GetPipelineState", input).await?;
    let newest = server.executions(&name, 1).await?;
    Ok((state, newest.into_iter().next().unwrap_or_default()))
}

fn show(rows: &[(Value, Value)], now: f64) -> Markup {
    if rows.is_empty() {
        return html! {
            p.empty { "No pipelines yet. " code { "towline pipeline apply FILE" } " or " code { "aws codepipeline create-pipeline" } " makes one." }
        };
    }
    html! {
        div.scroll {
            table.rows {
                thead { tr { th { "Pipeline" } th { "State" } th { "Stages" } th { "Revision" } th { "Started" } th { "Took" } } }
                tbody { @for (state_of, newest) in rows { (row(state_of, newest, now)) } }
            }
        }
    }
}

fn row(pipeline: &Value, newest: &Value, now: f64) -> Markup {
    let name = text(&pipeline["pipelineName"]);
    let execution = text(&newest["pipelineExecutionId"]);
    let place = format!("/console/pipelines/{}", part(&name));
    html! {
        tr {
            td { a.name href=(place) data-row { (name) } }
            td { @if newest.is_null() { span.none { "never started" } } @else { (state(&text(&newest["status"]))) } }
            td { (stages(pipeline)) }
            td.wide {
                @if newest.is_null() { (none()) } @else {
                    a href={ (place) "/" (part(&execution)) } { (revisions(newest)) }
                }
            }
            td { (when_any(time(&newest["startTime"]), now)) }
            td { (took_of(newest, now)) }
        }
    }
}

/// The stages as small shapes, each with its name and state in words.
fn stages(pipeline: &Value) -> Markup {
    html! {
        ol.steps {
            @for stage in list(&pipeline["stageStates"]) {
                @let status = text(&stage["latestExecution"]["status"]);
                @let said = if status.is_empty() { "not started".to_string() } else { word(&status) };
                li class=(Tone::of(&status).class()) title={ (text(&stage["stageName"])) ": " (Text(&said)) } {
                    i.shape aria-hidden="true" {}
                    span.hidden { (text(&stage["stageName"])) ": " (Text(&said)) }
                }
            }
        }
    }
}

/// How long an execution took, or has taken.
pub(crate) fn took_of(execution: &Value, now: f64) -> Markup {
    let running = ["InProgress", "Stopping"].contains(&text(&execution["status"]).0);
    let ended = time(&execution["lastUpdateTime"]).filter(|_| !running);
    took(time(&execution["startTime"]), ended, now)
}

/// What an execution releases: the beginning of each commit with what it is about.
pub(crate) fn revisions(execution: &Value) -> Markup {
    let revisions = list(&execution["sourceRevisions"]);
    html! {
        @for revision in revisions {
            span.version { code { (Text(short(&text(&revision["revisionId"])))) } " " (Text(first_line(&text(&revision["revisionSummary"])))) }
        }
        @if revisions.is_empty() { code { (Text(short(&text(&execution["pipelineExecutionId"])))) } }
    }
}
