//! Deployments, the newest first; all of them, or those of one deployment group.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::home::creator;
use super::versions::{Versions, show as version};
use crate::ask::{Server, codedeploy};
use crate::frame::{Context, Live, Page};
use crate::parts::{Raw, choice, list_commands, part, quoted, state};
use crate::text::{Text, text, texts, time};
use crate::time::{took, when_any};

/// Deployments of the page.
const SHOWN: usize = 50;

pub(crate) async fn page(context: &Context) -> Result<Page, ApiError> {
    let server = &context.server;
    let after = server.position().await?;
    let (application, group) = (context.asked("application"), context.asked("group"));
    let input = match application.is_empty() {
        true => json!({}),
        false => json!({"applicationName": application, "deploymentGroupName": group}),
    };
    let (aws, towline) = same(application, group);
    let ids = server
        .all(codedeploy("ListDeployments", input, "deployments"), SHOWN)
        .await?;
    let infos = server.deployments(&texts(&Value::Array(ids))).await?;
    let versions = versions(server, &infos).await?;
    let live = Live {
        after,
        kinds: &["deployment."],
        names: Vec::new(),
    };
    let content = html! {
        (table(&infos, &versions, context.now, !application.is_empty() && infos.len() > 1))
        @if infos.len() == SHOWN { p.note { "The newest " (SHOWN) "; " code { "aws deploy list-deployments" } " lists all." } }
        (list_commands(aws, towline))
    };
    if application.is_empty() {
        return Ok(Page::new("Deployments", content).live(live));
    }
    let page = Page::new(format!("{application} / {group}"), content);
    Ok(page.under("Deployments", "/console/deployments").live(live))
}

/// The commands that list the same.
fn same(application: &str, group: &str) -> (String, String) {
    let (aws, towline) = ("aws deploy list-deployments", "towline deployment list");
    if application.is_empty() {
        return (aws.into(), towline.into());
    }
    let (name, environment) = (quoted(application), quoted(group));
    let both = quoted(&format!("{application}/{group}"));
    (
        format!("{aws} --application-name {name} --deployment-group-name {environment}"),
        format!("{towline} {both}"),
    )
}

/// The versions of what these deployments deployed, as far as pipelines know them.
pub(crate) async fn versions(server: &Server, infos: &[Value]) -> Result<Versions, ApiError> {
    let places = infos.iter().map(|info| &info["revision"]["s3Location"]);
    let places: Vec<&Value> = places.collect();
    Versions::of(server, &places).await
}

/// With `compared`, any two of them can be chosen.
fn table(infos: &[Value], versions: &Versions, now: f64, compared: bool) -> Markup {
    if infos.is_empty() {
        return html! { p.empty { "Nothing was deployed yet. " code { "towline deploy DIRECTORY --application APPLICATION" } " deploys a directory." } };
    }
    let rows = html! {
        div.scroll {
            table.rows {
                thead { tr { th { "Deployment" } th { "State" } th { "Group" } th { "Version" } th { "By" } th { "Created" } th { "Took" } @if compared { th { "From" } th { "To" } } } }
                tbody {
                    @for (at, info) in infos.iter().enumerate() {
                        tr #{ "x-" (Raw(&text(&info["deploymentId"]))) } {
                            (cells(info, versions, now))
                            @if compared { @let id = text(&info["deploymentId"]); (choice(&id, &id, at)) }
                        }
                    }
                }
            }
        }
    };
    if !compared {
        return rows;
    }
    html! {
        form.choose method="get" action="/console/deployments/compare" {
            (rows)
            button { "Compare the two" }
        }
    }
}

fn cells(info: &Value, versions: &Versions, now: f64) -> Markup {
    let id = text(&info["deploymentId"]);
    let (application, group) = (
        text(&info["applicationName"]),
        text(&info["deploymentGroupName"]),
    );
    html! {
        td { a href={ "/console/deployments/" (part(&id)) } data-row { code { (id) } } }
        td { (state(&text(&info["status"]))) }
        td { a href={ "/console/deployments?application=" (part(&application)) "&group=" (part(&group)) } { (application) " / " (group) } }
        td.wide { (version(versions.get(&info["revision"]), &info["revision"])) }
        td { (Text(creator(&text(&info["creator"])))) }
        td { (when_any(time(&info["createTime"]), now)) }
        td { (took(time(&info["createTime"]), time(&info["completeTime"]), now)) }
    }
}
