//! One pipeline: stages as columns, actions as cards, transitions as switches, executions in flight
//! and history.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::pipelines::{revisions, took_of};
use crate::frame::{Context, Live, Page};
use crate::parts::{Act, Raw, choice, commands, part, quoted, state, why};
use crate::text::{Text, count, first_line, list, short, text, time};
use crate::time::{when, when_any};

/// Executions of the history.
const SHOWN: usize = 30;

/// What changes anything on this page.
const KINDS: &[&str] = &["pipeline.", "execution.", "stage.", "action."];

pub(crate) async fn page(context: &Context, name: &str) -> Result<Page, ApiError> {
    let server = &context.server;
    let after = server.position().await?;
    let state = server
        .pipeline("GetPipelineState", json!({"name": name}))
        .await?;
    let declared = server
        .pipeline("GetPipeline", json!({"name": name}))
        .await?;
    let executions = server.executions(name, SHOWN).await?;
    let waits = executions
        .iter()
        .any(|one| text(&one["status"]).0 == "InProgress");
    let failed = executions
        .first()
        .is_some_and(|one| text(&one["status"]).0 == "Failed");
    let reasons = if waits || failed {
        server.why(name).await?
    } else {
        Vec::new()
    };
    let view = View {
        context,
        name,
        state: &state,
        declared: &declared["pipeline"],
        executions: &executions,
    };
    let content = html! {
        @if !reasons.is_empty() { (why(&reasons, context.now)) }
        (view.stages())
        (view.history())
        (commands(&[
            ("ARN", text(&declared["metadata"]["pipelineArn"]).0.to_string()),
            ("AWS CLI", format!("aws codepipeline get-pipeline-state --name {}", quoted(name))),
            ("Towline", format!("towline pipeline show {}", quoted(name))),
        ]))
    };
    let live = Live {
        after,
        kinds: KINDS,
        names: vec![name.to_string()],
    };
    let start = Act {
        place: "start",
        fields: vec![("pipeline", name.to_string())],
        label: "Start an execution",
        confirm: None,
        class: "primary",
    };
    let page = Page::new(name, content).under("Pipelines", "/console/pipelines");
    Ok(page.beside(start.show(&context.visitor.csrf)).live(live))
}

struct View<'a> {
    context: &'a Context,
    name: &'a str,
    state: &'a Value,
    declared: &'a Value,
    executions: &'a [Value],
}

impl View<'_> {
    fn stages(&self) -> Markup {
        let stages = list(&self.state["stageStates"]);
        html! {
            section aria-label="Stages" {
                ol.stages {
                    @for (at, stage) in stages.iter().enumerate() {
                        li.stage {
                            @if at > 0 { (self.transition(stage)) }
                            div.card {
                                h2 { (text(&stage["stageName"])) }
                                (self.inside(stage))
                                @for action in list(&stage["actionStates"]) { (self.action(stage, action)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Who is in the stage, and what of.
    fn inside(&self, stage: &Value) -> Markup {
        let latest = &stage["latestExecution"];
        let id = text(&latest["pipelineExecutionId"]);
        html! {
            p.inside {
                (state(&text(&latest["status"])))
                @if !id.is_empty() { " " (self.execution(id.0)) }
            }
        }
    }

    fn execution(&self, id: &str) -> Markup {
        let known = self
            .executions
            .iter()
            .find(|one| text(&one["pipelineExecutionId"]).0 == id);
        let summary = known.map(|one| text(&one["sourceRevisions"][0]["revisionSummary"]).0);
        html! {
            a href=(self.place(id)) title=(Text(summary.map_or("", first_line))) { code { (Text(short(id))) } }
        }
    }

    fn place(&self, id: &str) -> String {
        format!("/console/pipelines/{}/{}", part(self.name), part(id))
    }

    fn action(&self, stage: &Value, action: &Value) -> Markup {
        let name = text(&action["actionName"]);
        let latest = &action["latestExecution"];
        let kind = self.kind(&text(&stage["stageName"]), &name);
        let (category, provider) = (text(&kind["category"]), text(&kind["provider"]));
        let external = text(&latest["externalExecutionId"]);
        let said = match text(&latest["errorDetails"]["message"]) {
            Text("") => text(&latest["summary"]),
            error => error,
        };
        let asks = category.0 == "Approval" && text(&latest["status"]).0 == "InProgress";
        html! {
            article.action {
                h3 { (name) " " span.kind { (category) " · " (provider) } }
                p { (state(&text(&latest["status"]))) " " (when_any(time(&latest["lastStatusChange"]), self.context.now)) }
                @if !said.is_empty() && !asks { p.said { (Text(first_line(&said))) } }
                @if !external.is_empty() && provider.0 != "Manual" { p { (work(&provider, &external)) } }
                @if asks {
                    a.button.primary href={ (self.place(&text(&stage["latestExecution"]["pipelineExecutionId"]))) "#approval" } { "Review" }
                }
            }
        }
    }

    fn kind(&self, stage: &str, action: &str) -> &Value {
        let stages = list(&self.declared["stages"]).iter();
        let stage = stages.filter(|one| text(&one["name"]).0 == stage);
        let mut actions = stage.flat_map(|one| list(&one["actions"]));
        let found = actions.find(|one| text(&one["name"]).0 == action);
        found.map_or(&Value::Null, |one| &one["actionTypeId"])
    }

    /// The way into a stage: a switch, and who waits in front of it.
    fn transition(&self, stage: &Value) -> Markup {
        let way = &stage["inboundTransitionState"];
        let open = way["enabled"] != false;
        let name = text(&stage["stageName"]);
        let waiting = list(&stage["inboundExecutions"]);
        html! {
            div.transition {
                form method="post" action="/console/act/transition" {
                    input type="hidden" name="csrf" value=(self.context.visitor.csrf);
                    input type="hidden" name="pipeline" value=(Raw(self.name));
                    input type="hidden" name="stage" value=(Raw(&name));
                    input type="hidden" name="enable" value=(!open);
                    button.switch type="submit" role="switch" aria-checked=(open)
                        aria-label={ "Transition into " (name) } {
                        i.knob aria-hidden="true" {} span { (if open { "Open" } else { "Closed" }) }
                    }
                }
                @if !open {
                    p.note { (state("Disabled")) " " (when_any(time(&way["lastChangedAt"]), self.context.now)) " by " (Text(who(&text(&way["lastChangedBy"])))) ": " (text(&way["disabledReason"])) }
                }
                @if !waiting.is_empty() {
                    p.note { (state("Waiting")) " "
                        @for one in waiting { (self.execution(&text(&one["pipelineExecutionId"]))) " " } }
                }
            }
        }
    }

    fn history(&self) -> Markup {
        let now = self.context.now;
        html! {
            section aria-label="Executions" {
                h2 { "Executions" }
                @if self.executions.is_empty() { p.empty { "It was never started." } }
                @else {
                    @let many = self.executions.len() > 1;
                    form.choose method="get" action={ "/console/pipelines/" (part(self.name)) "/compare" } {
                      div.scroll {
                        table.rows {
                            thead { tr { th { "Execution" } th { "State" } th { "Revision" } th { "Trigger" } th { "Started" } th { "Took" } @if many { th { "From" } th { "To" } } } }
                            tbody {
                                @for (at, one) in self.executions.iter().enumerate() {
                                    @let id = text(&one["pipelineExecutionId"]);
                                    tr #{ "x-" (Raw(&id)) } {
                                        td { a href=(self.place(&id)) data-row { code { (Text(short(&id))) } } }
                                        td { (state(&text(&one["status"]))) }
                                        td.wide { (revisions(one)) }
                                        td { (trigger(one)) }
                                        td { @if let Some(at) = time(&one["startTime"]) { (when(at, now)) } }
                                        td { (took_of(one, now)) }
                                        @if many { (choice(&id, short(&id), at)) }
                                    }
                                }
                            }
                        }
                      }
                      @if many { button { "Compare the two" } }
                      @if self.executions.len() == SHOWN { p.note { "The newest " (SHOWN) "; " code { "aws codepipeline list-pipeline-executions" } " lists all." } }
                    }
                }
                p.note { a href={ "/console/pipelines/" (part(self.name)) "/versions" } { "Version " (count(&self.state["pipelineVersion"])) } ", updated " (when_any(time(&self.state["updated"]), now)) }
            }
        }
    }
}

/// What began an execution, in words.
pub(crate) fn trigger(execution: &Value) -> Markup {
    let trigger = &execution["trigger"];
    let detail = text(&trigger["triggerDetail"]);
    html! {
        @match text(&trigger["triggerType"]).0 {
            "StartPipelineExecution" => { "by " (Text(who(&detail))) },
            "PollForSourceChanges" | "CloudWatchEvent" | "Webhook" => "push",
            other => (Text(&towline_words::word(other))),
        }
    }
}

/// Whom an ARN names.
pub(crate) fn who(arn: &str) -> &str {
    match arn.rsplit_once('/') {
        Some((_, name)) => name,
        None => arn.rsplit(':').next().unwrap_or(arn),
    }
}

/// The provider's own object behind an action.
pub(crate) fn work(provider: &str, external: &str) -> Markup {
    let place = match provider {
        "CodeBuild" => Some(format!("/console/builds/{}", part(external))),
        "CodeDeploy" => Some(format!("/console/deployments/{}", part(external))),
        _ => None,
    };
    let shown = external
        .split_once(':')
        .map_or(external, |(project, _)| project);
    html! {
        @match place {
            Some(place) => a href=(place) title=(Text(external)) { (Text(short(shown))) },
            None => code title=(Text(external)) { (Text(short(shown))) },
        }
    }
}
