//! The card of an approval that waits: what would be released, what the tests said, what is newer,
//! and the answer.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::changes;
use super::pipelines::revisions;
use crate::ask::{First, codepipeline};
use crate::frame::Context;
use crate::parts::{Raw, part, plural, state};
use crate::text::{Text, count, first_line, list, short, text, texts, time};
use crate::time::when_any;

/// Attempts of actions among which the last deployment is looked for.
const LOOKED_AT: usize = 3000;

/// The card of the approval that waits in this execution, if one does.
pub(crate) async fn card(
    context: &Context,
    pipeline: &str,
    whole: &Value,
    actions: &[Value],
) -> Result<Option<Markup>, ApiError> {
    let execution = text(&whole["pipelineExecutionId"]).0;
    let waits = actions.iter().find(|one| {
        text(&one["input"]["actionTypeId"]["category"]).0 == "Approval"
            && text(&one["status"]).0 == "InProgress"
    });
    let Some(asked) = waits else {
        return Ok(None);
    };
    let input = json!({"name": pipeline});
    let state = context.server.pipeline("GetPipelineState", input).await?;
    let (stage, action) = (text(&asked["stageName"]), text(&asked["actionName"]));
    let Some(token) = token(&state, &stage, &action) else {
        return Ok(None);
    };
    let changes = changes(context, pipeline, whole, actions).await?;
    let reports = reports(context, actions).await?;
    let newer = newer(context, pipeline, execution).await?;
    let note = text(&asked["input"]["resolvedConfiguration"]["CustomData"]);
    let link = text(&asked["input"]["resolvedConfiguration"]["ExternalEntityLink"]);
    Ok(Some(html! {
        section.approval #approval aria-label="Approval" {
            h2 { (crate::parts::state_as("Waiting", "waits for an answer")) " " (stage) " / " (action) " "
                span.since { (when_any(time(&asked["startTime"]), context.now)) } }
            @if !note.is_empty() { p.lead { (note) } }
            @if link.starts_with("https://") || link.starts_with("http://") {
                p { a href=(Raw(link.0)) rel="noreferrer noopener" { (link) } }
            }
            div.columns {
                (changes)
                (reports)
                (newer)
            }
            form.answer method="post" action="/console/act/approve" {
                input type="hidden" name="csrf" value=(context.visitor.csrf);
                @for (name, value) in [("pipeline", pipeline), ("execution", execution), ("stage", &stage), ("action", &action), ("token", &token)] {
                    input type="hidden" name=(name) value=(Raw(value));
                }
                label for="comment" { "Comment" }
                textarea #comment name="comment" rows="2" maxlength="512" {}
                div.buttons {
                    button.primary name="answer" value="approve" { "Approve" }
                    button.danger name="answer" value="reject" { "Reject" }
                }
            }
        }
    }))
}

/// What an answer must carry: the approval that is answered, and no later one.
fn token(state: &Value, stage: &str, action: &str) -> Option<String> {
    let stages = list(&state["stageStates"]).iter();
    let stage = stages.filter(|one| text(&one["stageName"]).0 == stage);
    let mut actions = stage.flat_map(|one| list(&one["actionStates"]));
    let found = actions.find(|one| text(&one["actionName"]).0 == action)?;
    found["latestExecution"]["token"]
        .as_str()
        .map(str::to_string)
}

/// Commits, authors and files since what was deployed last.
async fn changes(
    context: &Context,
    pipeline: &str,
    execution: &Value,
    actions: &[Value],
) -> Result<Markup, ApiError> {
    let source = actions
        .iter()
        .find(|one| text(&one["input"]["actionTypeId"]["provider"]).0 == "CodeCommit");
    let repository = source.map_or(Text(""), |one| {
        text(&one["input"]["resolvedConfiguration"]["RepositoryName"])
    });
    let to = revision(execution);
    if repository.is_empty() || to.len() != COMMIT {
        let revision = &execution["artifactRevisions"][0];
        return Ok(html! { div { h3 { "Releases" }
            p { code { (Text(short(to))) } " " (Text(first_line(&text(&revision["revisionSummary"])))) }
        } });
    }
    let (from, since) = since(context, pipeline).await?;
    let mut input = json!({"repository": repository.0, "to": to});
    if let Some(from) = from {
        input["from"] = from.into();
    }
    Ok(
        match context.server.towline("CompareCommits", input).await {
            Ok(found) => show_changes(&found, &since, context.now),
            Err(error) => html! { div { h3 { "Changes" } p.none { (Text(&error.message)) } } },
        },
    )
}

/// Length of a commit's id.
const COMMIT: usize = 40;

/// The first source revision of an execution.
fn revision(execution: &Value) -> &str {
    text(&execution["artifactRevisions"][0]["revisionId"]).0
}

/// The commit whose deployment succeeded last, and words for it.
async fn since(context: &Context, pipeline: &str) -> Result<(Option<String>, Markup), ApiError> {
    let input = json!({"pipelineName": pipeline});
    let listing = codepipeline("ListActionExecutions", input, "actionExecutionDetails");
    let deployed = |one: &Value| {
        text(&one["input"]["actionTypeId"]["category"]).0 == "Deploy"
            && text(&one["status"]).0 == "Succeeded"
    };
    let last = match context.server.first(listing, LOOKED_AT, deployed).await? {
        First::Found(action) => action,
        First::Nowhere => return Ok((None, html! { " (nothing was deployed yet)" })),
        First::NotAmong(seen) => {
            let words =
                html! { " (nothing was deployed in the last " (seen) " attempts of actions)" };
            return Ok((None, words));
        }
    };
    let input =
        json!({"pipelineName": pipeline, "pipelineExecutionId": last["pipelineExecutionId"]});
    let found = context
        .server
        .pipeline("GetPipelineExecution", input)
        .await?;
    let commit = revision(&found["pipelineExecution"]);
    if commit.len() != COMMIT {
        return Ok((None, html! { " (what was deployed last is no commit)" }));
    }
    let words = html! { " since " code { (Text(short(commit))) } ", the last deployed" };
    Ok((Some(commit.to_string()), words))
}

fn show_changes(found: &Value, since: &Markup, now: f64) -> Markup {
    html! {
        div.changes {
            h3 { (plural(list(&found["commits"]).len(), "commit", "commits")) (since) }
            (changes::commits(found, now))
            (changes::files(found))
            @if found["truncated"] == true { p.note { "There is more than is shown." } }
        }
    }
}

/// What the tests of the execution said.
async fn reports(context: &Context, actions: &[Value]) -> Result<Markup, ApiError> {
    let builds = actions
        .iter()
        .filter(|one| text(&one["input"]["actionTypeId"]["provider"]).0 == "CodeBuild");
    let external = |one: &Value| {
        one["output"]["executionResult"]["externalExecutionId"]
            .as_str()
            .map(str::to_string)
    };
    let ids: Vec<String> = builds.filter_map(external).collect();
    let builds = context.server.builds(&ids).await?;
    let arns: Vec<String> = builds
        .iter()
        .flat_map(|build| texts(&build["reportArns"]))
        .collect();
    let reports = match arns.is_empty() {
        true => Value::Null,
        false => {
            context
                .server
                .build("BatchGetReports", json!({"reportArns": arns}))
                .await?
        }
    };
    let reports = list(&reports["reports"]);
    Ok(html! {
        div.tests {
            h3 { "Tests" }
            @if reports.is_empty() { p.none { "No test report in this execution." } }
            ul {
                @for report in reports {
                    @let counts = &report["testSummary"]["statusCounts"];
                    @let passed = count(&counts["SUCCEEDED"]);
                    @let total = count(&report["testSummary"]["total"]);
                    @let build = text(&report["executionId"]);
                    @let build = build.rsplit_once(":build/").map_or("", |(_, id)| id);
                    li {
                        (state(&text(&report["status"]))) " "
                        a href={ "/console/builds/" (part(build)) } { (text(&report["name"])) }
                        " " span.num { (passed) " of " (total) " passed" }
                        @if count(&counts["FAILED"]) > 0 { ", " strong { (count(&counts["FAILED"])) " failed" } }
                    }
                }
            }
        }
    })
}

/// Executions that are newer than this one and on their way.
async fn newer(context: &Context, pipeline: &str, execution: &str) -> Result<Markup, ApiError> {
    let executions = context.server.executions(pipeline, 30).await?;
    let newer = executions
        .iter()
        .take_while(|one| text(&one["pipelineExecutionId"]).0 != execution);
    let newer: Vec<&Value> = newer
        .filter(|one| text(&one["status"]).0 == "InProgress")
        .collect();
    Ok(html! {
        div.newer {
            h3 { "Newer revisions waiting" }
            @if newer.is_empty() { p.none { "None: this is the newest." } }
            ul {
                @for one in &newer {
                    li { a href={ "/console/pipelines/" (part(pipeline)) "/" (part(&text(&one["pipelineExecutionId"]))) } { (revisions(one)) }
                        " " (when_any(time(&one["startTime"]), context.now)) }
                }
            }
        }
    })
}
