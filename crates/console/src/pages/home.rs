//! Home: what waits for a person, and which version of every application runs in every environment.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt, TryStreamExt, stream};
use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::queue;
use super::versions::{Versions, show_at as version};
use crate::ask::{AT_ONCE, unless_gone};
use crate::frame::{Context, Live, Page};
use crate::parts::{part, plural, state, state_as};
use crate::text::{Text, count, first_line, list, short, text, time};
use crate::time::{when, when_any};

/// What changes anything on this page.
const KINDS: &[&str] = &[
    "deployment.",
    "deployment-group.",
    "application.",
    "execution.",
    "action.",
    "pipeline.",
    "host.",
    "target.succeeded",
    "target.failed",
];

pub(crate) async fn page(context: &Context) -> Result<Page, ApiError> {
    let server = &context.server;
    let after = server.position().await?;
    let environments = server.towline("ListEnvironments", json!({})).await?;
    let cells = list(&environments["environments"]);
    let pipelines = pipelines(context).await?;
    let mut places: Vec<&Value> = Vec::new();
    for cell in cells {
        places.extend([&cell["attempted"], &cell["succeeded"]]);
        places.extend(list(&cell["differing"]));
    }
    let versions = Versions::of(server, &places).await?;
    let view = View {
        now: context.now,
        cells,
        pipelines,
        versions,
    };
    let live = Live {
        after,
        kinds: KINDS,
        names: Vec::new(),
    };
    let page = Page::new("Home", view.show());
    Ok(page.beside(queue::link()).live(live))
}

/// A pipeline that asks a person something, and where it deploys to.
struct Pipeline {
    name: String,
    asks: Vec<Ask>,
    /// Application and group of its deploy actions.
    targets: BTreeSet<(String, String)>,
}

/// An approval that waits for an answer.
struct Ask {
    execution: String,
    stage: String,
    action: String,
    since: Option<f64>,
    summary: String,
}

/// The pipelines that ask something.
async fn pipelines(context: &Context) -> Result<Vec<Pipeline>, ApiError> {
    let all = context.server.pipelines().await?;
    let names: Vec<String> = all.iter().map(|one| text(&one["name"]).0.into()).collect();
    let asking = stream::iter(names).map(|name| asking(context, name));
    let found = asking.buffered(AT_ONCE).map(unless_gone);
    let found: Vec<Option<Option<Pipeline>>> = found.try_collect().await?;
    Ok(found.into_iter().flatten().flatten().collect())
}

async fn asking(context: &Context, name: String) -> Result<Option<Pipeline>, ApiError> {
    let server = &context.server;
    let now = server
        .pipeline("GetPipelineState", json!({"name": name}))
        .await?;
    let asks = asks(context, &name, &now).await?;
    if asks.is_empty() {
        return Ok(None);
    }
    let declared = server
        .pipeline("GetPipeline", json!({"name": name}))
        .await?;
    let stages = list(&declared["pipeline"]["stages"]).iter();
    let actions = stages.flat_map(|stage| list(&stage["actions"]));
    let targets = actions.map(|action| {
        let to = &action["configuration"];
        let owned = |name: &str| text(&to[name]).0.to_string();
        (owned("ApplicationName"), owned("DeploymentGroupName"))
    });
    Ok(Some(Pipeline {
        name,
        asks,
        targets: targets.filter(|to| !to.0.is_empty()).collect(),
    }))
}

async fn asks(context: &Context, pipeline: &str, state: &Value) -> Result<Vec<Ask>, ApiError> {
    let mut asks = Vec::new();
    for stage in list(&state["stageStates"]) {
        for action in list(&stage["actionStates"]) {
            let latest = &action["latestExecution"];
            // Only an approval that waits has a token.
            if text(&latest["token"]).is_empty() || text(&latest["status"]).0 != "InProgress" {
                continue;
            }
            let execution = text(&stage["latestExecution"]["pipelineExecutionId"]).0;
            let input = json!({"pipelineName": pipeline, "pipelineExecutionId": execution});
            let known = context.server.pipeline("GetPipelineExecution", input);
            let known = known.await?;
            let revision = &known["pipelineExecution"]["artifactRevisions"][0];
            let (id, summary) = (
                text(&revision["revisionId"]),
                text(&revision["revisionSummary"]),
            );
            asks.push(Ask {
                execution: execution.into(),
                stage: text(&stage["stageName"]).0.into(),
                action: text(&action["actionName"]).0.into(),
                since: time(&latest["lastStatusChange"]),
                summary: format!("{} {}", short(&id), first_line(&summary)),
            });
        }
    }
    Ok(asks)
}

struct View<'a> {
    now: f64,
    /// As in `ListEnvironments`.
    cells: &'a [Value],
    pipelines: Vec<Pipeline>,
    versions: Versions,
}

impl View<'_> {
    fn show(&self) -> Markup {
        html! {
            (self.waiting())
            (self.grid())
        }
    }

    /// What waits for a person.
    fn waiting(&self) -> Markup {
        let asks = self
            .pipelines
            .iter()
            .flat_map(|one| one.asks.iter().map(move |ask| (one, ask)));
        let asks: Vec<(&Pipeline, &Ask)> = asks.collect();
        html! {
            @if !asks.is_empty() {
                section.asks aria-label="Waiting for an answer" {
                    h2 { (plural(asks.len(), "approval waits", "approvals wait")) " for an answer" }
                    ul {
                        @for (pipeline, ask) in asks {
                            li {
                                a.name href={ "/console/pipelines/" (part(&pipeline.name)) "/" (part(&ask.execution)) "#approval" } data-row {
                                    (Text(&pipeline.name)) ": " (Text(&ask.stage)) " / " (Text(&ask.action))
                                }
                                span.version { (Text(&ask.summary)) }
                                (when_any(ask.since, self.now))
                            }
                        }
                    }
                }
            }
        }
    }

    fn grid(&self) -> Markup {
        if self.cells.is_empty() {
            return html! {
                section.empty {
                    p { "Nothing can be deployed yet." }
                    p { code { "aws deploy create-application" } " and " code { "aws deploy create-deployment-group" } " make the first application and its environment; " code { "towline demo" } " shows it all." }
                }
            };
        }
        let group = |cell: &Value| text(&cell["deploymentGroup"]).0.to_string();
        let environments: BTreeSet<String> = self.cells.iter().map(group).collect();
        let mut rows: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
        for cell in self.cells {
            rows.entry(text(&cell["application"]).0)
                .or_default()
                .push(cell);
        }
        html! {
            section aria-label="Applications and environments" {
                div.scroll {
                    table.environments {
                        thead { tr { th scope="col" { "Application" } @for name in &environments { th scope="col" { (Text(name)) } } } }
                        tbody {
                            @for (application, cells) in &rows {
                                tr {
                                    th scope="row" { (Text(application)) }
                                    @for name in &environments {
                                        @match cells.iter().find(|cell| cell["deploymentGroup"] == **name) {
                                            Some(cell) => td data-label=(Text(name)) { (self.cell(cell)) },
                                            None => td.absent { span.none { "–" } },
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn cell(&self, cell: &Value) -> Markup {
        let (application, group) = (text(&cell["application"]), text(&cell["deploymentGroup"]));
        let (running, attempted) = (&cell["succeeded"], &cell["attempted"]);
        let id = text(&attempted["deploymentId"]);
        let to = (application.0.to_string(), group.0.to_string());
        let pending = self
            .pipelines
            .iter()
            .filter(|one| one.targets.contains(&to));
        let pending: usize = pending.map(|one| one.asks.len()).sum();
        html! {
            div.cell {
                @if id.is_empty() { span.none { "nothing deployed" } }
                @else {
                    p.running { (version(self.versions.at(running), running)) }
                    p.since {
                        @match time(&running["completed"]) {
                            Some(at) => { "running since " (when(at, self.now)) },
                            None => "never succeeded",
                        }
                        @if let Some(by) = running["creator"].as_str() { " · " (Text(creator(by))) }
                    }
                    p.coming {
                        a href={ "/console/deployments/" (part(&id)) } data-row { (state(&text(&attempted["status"]))) }
                        @if attempted["deploymentId"] != running["deploymentId"] { (self.coming(attempted)) }
                        @if pending > 0 { span.badge { (plural(pending, "approval", "approvals")) } }
                    }
                    (self.drift(cell))
                }
                a.more href={ "/console/deployments?application=" (part(&application)) "&group=" (part(&group)) } { "History" }
            }
        }
    }

    /// Hosts that have something else than what succeeded last. While a deployment is under way that is
    /// what it is for, and says nothing.
    fn drift(&self, cell: &Value) -> Markup {
        let differ = usize::try_from(count(&cell["differ"])).unwrap_or(usize::MAX);
        let over = ["Succeeded", "Failed", "Stopped"];
        if differ == 0 || !over.contains(&text(&cell["attempted"]["status"]).0) {
            return html! {};
        }
        let named = list(&cell["differing"]);
        html! {
            details.drift {
                summary title=(names(named, differ)) {
                    (state_as("Waiting", &format!("{differ} of {} hosts differ", count(&cell["hosts"]))))
                }
                ul {
                    @for host in named {
                        li { a href={ "/console/hosts/" (part(&text(&host["name"]))) } { (text(&host["name"])) } " "
                            @match (host["healthy"].as_bool(), host["key"].is_string()) {
                                (None, _) => span.none { "was never deployed to" },
                                (Some(false), _) => span.none { "failed its last deployment" },
                                (_, true) => { "runs " (version(self.versions.at(host), host)) },
                                (_, false) => span.none { "runs an unknown revision" },
                            }
                        }
                    }
                    @if differ > named.len() { li { a href="/console/hosts" { (differ - named.len()) " more" } } }
                }
            }
        }
    }

    /// What the last deployment is to bring, and how far it came.
    fn coming(&self, attempted: &Value) -> Markup {
        html! {
            span.num { (count(&attempted["succeeded"])) " of " (count(&attempted["targets"])) }
            (version(self.versions.at(attempted), attempted))
        }
    }
}

/// The names of hosts for who points at their number.
fn names(hosts: &[Value], all: usize) -> String {
    let names: Vec<String> = hosts
        .iter()
        .map(|host| Text::to_string(&text(&host["name"])))
        .collect();
    let more = if all > names.len() { ", …" } else { "" };
    format!("{}{more}", names.join(", "))
}

/// Who made a deployment, in words.
pub(crate) fn creator(creator: &str) -> &str {
    match creator {
        "user" => "by hand",
        "codeDeployRollback" => "rollback",
        other => other.strip_prefix("codepipeline/").unwrap_or(other),
    }
}
