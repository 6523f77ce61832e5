//! One execution: what it releases, why it waits or failed, the failing step open at its first error
//! line, the timeline, and the approval that waits.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::approval;
use super::excerpt::{self, Excerpt, Source};
use super::pipeline::{trigger, work};
use super::pipelines::{revisions, took_of};
use crate::ask::unless_gone;
use crate::frame::{Context, Live, Page};
use crate::parts::{Act, commands, part, quoted, state, why_with};
use crate::text::{Text, list, short, text, time};
use crate::time::{clock, took, when};

/// What changes anything on this page.
const KINDS: &[&str] = &[
    "execution.",
    "stage.",
    "action.",
    "build.phase",
    "target.succeeded",
    "target.failed",
    "target.started",
];

pub(crate) async fn page(context: &Context, pipeline: &str, id: &str) -> Result<Page, ApiError> {
    let server = &context.server;
    let after = server.position().await?;
    let input = json!({"pipelineName": pipeline, "pipelineExecutionId": id});
    let output = server.pipeline("GetPipelineExecution", input).await?;
    let execution = &output["pipelineExecution"];
    let input = json!({"name": pipeline, "version": execution["pipelineVersion"]});
    let declared = server.pipeline("GetPipeline", input).await?;
    let actions = server.actions(pipeline, Some(id), usize::MAX).await?;
    let all = server.executions(pipeline, 100).await?;
    let at = all
        .iter()
        .position(|one| text(&one["pipelineExecutionId"]).0 == id);
    let neighbour = |at: Option<usize>| {
        let id = text(&all.get(at?)?["pipelineExecutionId"]).0;
        Some(format!(
            "/console/pipelines/{}/{}",
            part(pipeline),
            part(id)
        ))
    };
    let older = neighbour(at.map(|at| at + 1));
    let newer = neighbour(at.and_then(|at| at.checked_sub(1)));
    let summary = at.map(|at| all[at].clone());
    let status = text(&execution["status"]);
    let reasons = match status.0 {
        "Succeeded" | "Superseded" => Vec::new(),
        _ => server.why(id).await?,
    };
    let view = View {
        context,
        pipeline,
        id,
        execution,
        summary: summary.unwrap_or_default(),
        older,
        newer,
        stages: list(&declared["pipeline"]["stages"]),
        actions: &actions,
    };
    let card = approval::card(context, pipeline, execution, &actions).await?;
    let content = html! {
        (view.facts())
        @if let Some(card) = card { (card) }
        @if !reasons.is_empty() { (why_with(&reasons, context.now, status.0 != "Failed")) }
        (view.failure().await?)
        (view.timeline())
        (view.commands())
    };
    let mut names = vec![id.to_string(), pipeline.to_string()];
    names.extend(actions.iter().filter_map(external).map(str::to_string));
    let live = Live {
        after,
        kinds: KINDS,
        names,
    };
    let place = format!("/console/pipelines/{}", part(pipeline));
    let page = Page::new(format!("Execution {}", short(id)), content)
        .under("Pipelines", "/console/pipelines")
        .under(pipeline, place);
    Ok(page.beside(view.acts()).live(live))
}

/// What the provider calls the work of an attempt.
fn external(action: &Value) -> Option<&str> {
    let id = action["output"]["executionResult"]["externalExecutionId"].as_str();
    id.filter(|id| !id.is_empty())
}

struct View<'a> {
    context: &'a Context,
    pipeline: &'a str,
    id: &'a str,
    execution: &'a Value,
    summary: Value,
    /// Where the neighbours of this execution are.
    older: Option<String>,
    newer: Option<String>,
    stages: &'a [Value],
    /// Attempts, the newest first.
    actions: &'a [Value],
}

impl View<'_> {
    fn facts(&self) -> Markup {
        html! {
            dl.facts {
                div { dt { "State" } dd { (state(&text(&self.execution["status"]))) } }
                div.wide { dt { "Releases" } dd { (revisions(&self.summary)) } }
                div { dt { "Trigger" } dd { (trigger(self.execution)) } }
                div { dt { "Started" } dd { @if let Some(at) = time(&self.summary["startTime"]) { (when(at, self.context.now)) } } }
                div { dt { "Took" } dd { (took_of(&self.summary, self.context.now)) } }
            }
        }
    }

    fn acts(&self) -> Markup {
        let csrf = &self.context.visitor.csrf;
        let fields = |more: &[(&'static str, &str)]| {
            let mut fields = vec![
                ("pipeline", self.pipeline.to_string()),
                ("execution", self.id.to_string()),
            ];
            fields.extend(more.iter().map(|(name, value)| (*name, value.to_string())));
            fields
        };
        let status = text(&self.execution["status"]);
        html! {
            @if let Some(place) = &self.older { a.button href=(place) data-older rel="prev" { "← Older" } }
            @if let Some(place) = &self.newer { a.button href=(place) data-newer rel="next" { "Newer →" } }
            a.button href={ "/console/pipelines/" (part(self.pipeline)) "/compare?to=" (part(self.id)) } { "What changed" }
            @if status.0 == "InProgress" {
                (Act { place: "stop-execution", fields: fields(&[]), label: "Stop",
                    confirm: Some("Actions under way are waited for, then it ends.".into()), class: "danger stop" }.show(csrf))
            }
            @if ["InProgress", "Stopping"].contains(&status.0) {
                (Act { place: "stop-execution", fields: fields(&[("abandon", "true")]), label: "Stop and abandon",
                    confirm: Some("Actions under way are given up where they are.".into()), class: "danger" }.show(csrf))
            }
            @if let Some(stage) = self.failed_stage() {
                (Act { place: "retry", fields: fields(&[("stage", stage)]), label: "Retry failed actions",
                    confirm: None, class: "primary retry" }.show(csrf))
                (Act { place: "retry", fields: fields(&[("stage", stage), ("mode", "all")]), label: "Retry the stage",
                    confirm: None, class: "" }.show(csrf))
            }
        }
    }

    fn failed_stage(&self) -> Option<&str> {
        if !["Failed", "Stopped"].contains(&text(&self.execution["status"]).0) {
            return None;
        }
        let newest = self.actions.first()?;
        Some(text(&newest["stageName"]).0)
    }

    /// The step that failed, with its output.
    async fn failure(&self) -> Result<Markup, ApiError> {
        let mut latest = self.actions.iter();
        let Some(failed) = latest.find(|one| text(&one["status"]).0 == "Failed") else {
            return Ok(html! {});
        };
        if text(&self.execution["status"]).0 != "Failed" {
            return Ok(html! {});
        }
        let provider = text(&failed["input"]["actionTypeId"]["provider"]);
        let result = &failed["output"]["executionResult"];
        let found = match (provider.0, external(failed)) {
            ("CodeBuild", Some(id)) => {
                let source = Source::Build(id.to_string());
                Some((
                    excerpt::around_error(&self.context.server, &source).await,
                    source,
                ))
            }
            ("CodeDeploy", Some(id)) => {
                unless_gone(first_failure(&self.context.server, id).await)?.flatten()
            }
            _ => None,
        };
        Ok(html! {
            section.failure #failure aria-label="The step that failed" {
                h2 { (state("Failed")) " " (text(&failed["stageName"])) " / " (text(&failed["actionName"])) }
                p.said { (text(&result["errorDetails"]["message"])) }
                @if let Some((excerpt, source)) = found {
                    @if let Source::Script { deployment, target, event } = &source {
                        p { a href={ "/console/deployments/" (part(deployment)) "/" (part(target)) } { (Text(target)) } " · " (Text(event)) }
                    }
                    (excerpt::show(&excerpt, &source))
                }
            }
        })
    }

    fn timeline(&self) -> Markup {
        let (begin, end) = self.range();
        html! {
            section aria-label="Timeline" {
                h2 { "Timeline" }
                ol.timeline {
                    @for stage in self.stages {
                        @let name = text(&stage["name"]);
                        li {
                            h3 { (name) }
                            ol {
                                @for action in list(&stage["actions"]) {
                                    (self.attempts(&name, &text(&action["name"]), action, begin, end))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// From the first attempt's beginning to the last one's end, or now.
    fn range(&self) -> (f64, f64) {
        let starts = self
            .actions
            .iter()
            .filter_map(|one| time(&one["startTime"]));
        let begin = starts.reduce(f64::min).unwrap_or(self.context.now);
        let open = ["InProgress", "Stopping"].contains(&text(&self.execution["status"]).0);
        let ends = self
            .actions
            .iter()
            .filter_map(|one| time(&one["lastUpdateTime"]));
        let end = ends.reduce(f64::max).unwrap_or(begin);
        (begin, if open { self.context.now.max(end) } else { end })
    }

    fn attempts(&self, stage: &str, name: &str, declared: &Value, begin: f64, end: f64) -> Markup {
        let of =
            |one: &&Value| text(&one["stageName"]).0 == stage && text(&one["actionName"]).0 == name;
        let attempts: Vec<&Value> = self.actions.iter().filter(of).collect();
        let provider = text(&declared["actionTypeId"]["provider"]);
        html! {
            @if attempts.is_empty() {
                li.attempt { span.name { (Text(name)) } (state("")) }
            }
            @for attempt in attempts.iter().rev() {
                @let status = text(&attempt["status"]);
                @let from = time(&attempt["startTime"]);
                @let to = time(&attempt["lastUpdateTime"]).filter(|_| status.0 != "InProgress");
                li.attempt {
                    span.name { (Text(name)) }
                    (state(&status))
                    @if let Some(id) = external(attempt).filter(|_| provider.0 != "Manual") { (work(&provider, id)) }
                    @if let Some(from) = from { span.at { (clock(from)) } }
                    (took(from, to, self.context.now))
                    @if let Some(from) = from { (bar(from - begin, to.unwrap_or(end) - begin, end - begin, &status)) }
                    @let summary = text(&attempt["output"]["executionResult"]["externalExecutionSummary"]);
                    @if !summary.is_empty() && provider.0 != "CodeDeploy" && !(provider.0 == "Manual" && to.is_none()) { p.said { (Text(crate::text::first_line(&summary))) } }
                }
            }
        }
    }

    fn commands(&self) -> Markup {
        commands(&[
            ("Id", self.id.to_string()),
            (
                "AWS CLI",
                format!(
                    "aws codepipeline get-pipeline-execution --pipeline-name {} --pipeline-execution-id {}",
                    quoted(self.pipeline),
                    quoted(self.id)
                ),
            ),
            (
                "Towline",
                format!("towline pipeline watch {}", quoted(self.id)),
            ),
            ("Why", format!("towline why {}", quoted(self.id))),
        ])
    }
}

/// When something was, drawn: SVG, since the policy of the page forbids styles of one element.
pub(crate) fn bar(from: f64, to: f64, whole: f64, status: &str) -> Markup {
    let scale = |at: f64| (at / whole.max(0.001) * 1000.0).clamp(0.0, 1000.0);
    let (from, to) = (scale(from), scale(to));
    html! {
        svg.bar.(crate::parts::Tone::of(status).class()) viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
            rect.track x="0" y="4" width="1000" height="2" {}
            rect.span x=(format!("{from:.0}")) y="0" width=(format!("{:.0}", (to - from).max(6.0))) height="10" {}
        }
    }
}

/// The output of the first lifecycle event that failed in a deployment.
pub(crate) async fn first_failure(
    server: &crate::ask::Server,
    deployment: &str,
) -> Result<Option<(Excerpt, Source)>, ApiError> {
    let targets = server.targets(deployment).await?;
    let failed = targets
        .iter()
        .filter(|one| text(&one["status"]).0 == "Failed");
    let first = failed.min_by(|a, b| {
        let at = |one: &Value| time(&one["lastUpdatedAt"]).unwrap_or_default();
        at(a).total_cmp(&at(b))
    });
    let Some((first, event)) = first.and_then(|one| Some((one, excerpt::failed_event(one)?)))
    else {
        return Ok(None);
    };
    let source = Source::script(
        deployment,
        &text(&first["targetId"]),
        &text(&event["lifecycleEventName"]),
    );
    let found = excerpt::of_event(server, &source, event).await;
    Ok(Some((found, source)))
}
