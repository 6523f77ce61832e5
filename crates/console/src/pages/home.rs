//! Home: what waits for a person, and which version of every application runs in every environment.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::versions::{Versions, show as version};
use crate::ask::codedeploy;
use crate::frame::{Context, Live, Page};
use crate::parts::{part, plural, state};
use crate::text::{Text, count, first_line, list, short, text, texts, time};
use crate::time::{when, when_any};

/// What changes anything on this page.
const KINDS: &[&str] = &[
    "deployment.",
    "deployment-group.",
    "application.",
    "execution.",
    "action.",
    "pipeline.",
];

pub(crate) async fn page(context: &Context) -> Result<Page, ApiError> {
    let after = context.server.position().await?;
    let pipelines = pipelines(context).await?;
    let cells = cells(context).await?;
    let names: Vec<String> = pipelines.iter().map(|one| one.name.clone()).collect();
    let versions = Versions::of(&context.server, &names).await?;
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
    Ok(Page::new("Home", view.show()).live(live))
}

/// A pipeline: what asks a person, and where it deploys to.
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

/// A deployment group and its last deployments.
struct Cell {
    application: String,
    group: String,
    /// The last one.
    attempted: Value,
    /// The last one that succeeded.
    succeeded: Value,
}

async fn pipelines(context: &Context) -> Result<Vec<Pipeline>, ApiError> {
    let server = &context.server;
    let mut found = Vec::new();
    for summary in server.pipelines().await? {
        let name = text(&summary["name"]).0;
        let declared = server
            .pipeline("GetPipeline", json!({"name": name}))
            .await?;
        let now = server
            .pipeline("GetPipelineState", json!({"name": name}))
            .await?;
        let mut targets = BTreeSet::new();
        let stages = list(&declared["pipeline"]["stages"]).iter();
        for action in stages.flat_map(|stage| list(&stage["actions"])) {
            let to = &action["configuration"];
            let to = (
                text(&to["ApplicationName"]).0,
                text(&to["DeploymentGroupName"]).0,
            );
            if !to.0.is_empty() {
                targets.insert((to.0.to_string(), to.1.to_string()));
            }
        }
        found.push(Pipeline {
            name: name.to_string(),
            asks: asks(context, name, &now).await?,
            targets,
        });
    }
    Ok(found)
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
            let known = context.server.executions(pipeline, 20).await?;
            let known = known
                .iter()
                .find(|one| text(&one["pipelineExecutionId"]).0 == execution);
            let revision = known.map_or(&Value::Null, |one| &one["sourceRevisions"][0]);
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

async fn cells(context: &Context) -> Result<Vec<Cell>, ApiError> {
    let server = &context.server;
    let listing = codedeploy("ListApplications", json!({}), "applications");
    let applications = texts(&Value::Array(server.all(listing, usize::MAX).await?));
    let mut cells = Vec::new();
    for application in applications {
        let input = json!({"applicationName": application});
        let listing = codedeploy("ListDeploymentGroups", input, "deploymentGroups");
        for group in texts(&Value::Array(server.all(listing, usize::MAX).await?)) {
            let input = json!({"applicationName": application, "deploymentGroupName": group});
            let output = server.deploy("GetDeploymentGroup", input).await?;
            let info = &output["deploymentGroupInfo"];
            let id = |name: &str| info[name]["deploymentId"].as_str().map(str::to_string);
            let ids = [
                id("lastAttemptedDeployment"),
                id("lastSuccessfulDeployment"),
            ];
            let wanted: Vec<String> = ids.iter().flatten().cloned().collect();
            let infos = match wanted.is_empty() {
                true => Vec::new(),
                false => server.deployments(&wanted).await?,
            };
            let of = |id: &Option<String>| {
                let found = infos
                    .iter()
                    .find(|info| info["deploymentId"].as_str() == id.as_deref());
                found.cloned().unwrap_or_default()
            };
            cells.push(Cell {
                application: application.clone(),
                attempted: of(&ids[0]),
                succeeded: of(&ids[1]),
                group,
            });
        }
    }
    Ok(cells)
}

struct View {
    now: f64,
    cells: Vec<Cell>,
    pipelines: Vec<Pipeline>,
    versions: Versions,
}

impl View {
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
        let environments: BTreeSet<&str> =
            self.cells.iter().map(|cell| cell.group.as_str()).collect();
        let mut rows: BTreeMap<&str, Vec<&Cell>> = BTreeMap::new();
        for cell in &self.cells {
            rows.entry(&cell.application).or_default().push(cell);
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
                                        @match cells.iter().find(|cell| cell.group == **name) {
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

    fn cell(&self, cell: &Cell) -> Markup {
        let running = &cell.succeeded["revision"];
        let status = text(&cell.attempted["status"]);
        let id = text(&cell.attempted["deploymentId"]);
        let pending = self.pipelines.iter().filter(|one| {
            one.targets
                .contains(&(cell.application.clone(), cell.group.clone()))
        });
        let pending: usize = pending.map(|one| one.asks.len()).sum();
        html! {
            div.cell {
                @if id.is_empty() { span.none { "nothing deployed" } }
                @else {
                    p.running { (version(self.versions.get(running), running)) }
                    p.since {
                        @match time(&cell.succeeded["completeTime"]) {
                            Some(at) => { "running since " (when(at, self.now)) },
                            None => "never succeeded",
                        }
                        @if let Some(by) = cell.succeeded["creator"].as_str() { " · " (Text(creator(by))) }
                    }
                    p.coming {
                        a href={ "/console/deployments/" (part(&id)) } data-row { (state(&status)) }
                        @if cell.attempted["deploymentId"] != cell.succeeded["deploymentId"] { (self.coming(&cell.attempted)) }
                        @if pending > 0 { span.badge { (plural(pending, "approval", "approvals")) } }
                    }
                }
                a.more href={ "/console/deployments?application=" (part(&cell.application)) "&group=" (part(&cell.group)) } { "History" }
            }
        }
    }

    /// What the last deployment is to bring, and how far it came.
    fn coming(&self, attempted: &Value) -> Markup {
        let counts = &attempted["deploymentOverview"];
        let total: u64 = counts
            .as_object()
            .into_iter()
            .flat_map(|all| all.values().map(count))
            .sum();
        html! {
            span.num { (count(&counts["Succeeded"])) " of " (total) }
            (version(self.versions.get(&attempted["revision"]), &attempted["revision"]))
        }
    }
}

/// Who made a deployment, in words.
pub(crate) fn creator(creator: &str) -> &str {
    match creator {
        "user" => "by hand",
        "codeDeployRollback" => "rollback",
        other => other.strip_prefix("codepipeline/").unwrap_or(other),
    }
}
