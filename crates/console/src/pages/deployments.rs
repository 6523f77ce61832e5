//! Deployments, the newest first; all of them, or those of one deployment group.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::home::creator;
use super::versions::{Versions, show as version};
use crate::ask::{Server, codedeploy};
use crate::frame::{Context, Live, Page};
use crate::parts::{part, state};
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
    let ids = server
        .all(codedeploy("ListDeployments", input, "deployments"), SHOWN)
        .await?;
    let infos = server.deployments(&texts(&Value::Array(ids))).await?;
    let versions = Versions::of(server, &pipelines(&infos)).await?;
    let live = Live {
        after,
        kinds: &["deployment."],
        names: Vec::new(),
    };
    let content = html! {
        (table(&infos, &versions, context.now))
        @if infos.len() == SHOWN { p.note { "The newest " (SHOWN) "; " code { "aws deploy list-deployments" } " lists all." } }
    };
    if application.is_empty() {
        return Ok(Page::new("Deployments", content).live(live));
    }
    let page = Page::new(format!("{application} / {group}"), content);
    Ok(page.under("Deployments", "/console/deployments").live(live))
}

/// The pipelines that made these deployments.
pub(crate) fn pipelines(infos: &[Value]) -> Vec<String> {
    let creators = infos.iter().filter_map(|info| info["creator"].as_str());
    let mut names: Vec<String> = creators
        .filter_map(|one| one.strip_prefix("codepipeline/"))
        .map(str::to_string)
        .collect();
    // What is deployed by hand, or brought back, was mostly made by a pipeline whose name begins its key.
    let keys = infos
        .iter()
        .filter_map(|info| info["revision"]["s3Location"]["key"].as_str());
    names.extend(
        keys.filter_map(|key| key.split_once('/'))
            .map(|(name, _)| name.to_string()),
    );
    names.sort();
    names.dedup();
    names
}

/// The versions of what these deployments deployed, as far as pipelines know them.
pub(crate) async fn versions(server: &Server, infos: &[Value]) -> Versions {
    Versions::of(server, &pipelines(infos))
        .await
        .unwrap_or_default()
}

fn table(infos: &[Value], versions: &Versions, now: f64) -> Markup {
    if infos.is_empty() {
        return html! { p.empty { "Nothing was deployed yet. " code { "towline deploy APPLICATION/GROUP DIRECTORY" } " deploys a directory." } };
    }
    html! {
        div.scroll {
            table.rows {
                thead { tr { th { "Deployment" } th { "State" } th { "Group" } th { "Version" } th { "By" } th { "Created" } th { "Took" } } }
                tbody { @for info in infos { (row(info, versions, now)) } }
            }
        }
    }
}

fn row(info: &Value, versions: &Versions, now: f64) -> Markup {
    let id = text(&info["deploymentId"]);
    let (application, group) = (
        text(&info["applicationName"]),
        text(&info["deploymentGroupName"]),
    );
    html! {
        tr {
            td { a href={ "/console/deployments/" (part(&id)) } data-row { code { (id) } } }
            td { (state(&text(&info["status"]))) }
            td { a href={ "/console/deployments?application=" (part(&application)) "&group=" (part(&group)) } { (application) " / " (group) } }
            td.wide { (version(versions.get(&info["revision"]), &info["revision"])) }
            td { (Text(creator(&text(&info["creator"])))) }
            td { (when_any(time(&info["createTime"]), now)) }
            td { (took(time(&info["createTime"]), time(&info["completeTime"]), now)) }
        }
    }
}
