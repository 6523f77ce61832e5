//! Two releases beside each other: two deployments of a group, or two executions of a pipeline. Which
//! commits lie between them, what the AppSpec says now, which files of the bundle differ, and the way
//! to deploy either again.

mod bundle;
mod commits;
mod lines;

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::deployments::versions;
use super::pipelines::revisions;
use super::versions::{Version, Versions, show as version};
use crate::ask::{Server, codedeploy, unless_gone};
use crate::frame::{Context, Page};
use crate::parts::{Act, part, state};
use crate::text::{Text, list, short, text, texts, time};
use crate::time::when_any;
use commits::Source;

/// Releases among which the one before is looked for.
const LOOKED_AT: usize = 100;

/// One of the two.
struct Side {
    name: String,
    place: String,
    version: Markup,
    status: String,
    at: Option<f64>,
    /// The deployment that brings it again.
    deployment: Option<String>,
    /// `s3Location` of its bundle.
    bundle: Value,
    sources: Vec<Source>,
}

/// Two deployments; without `from`, the one that succeeded before `to`.
pub(crate) async fn deployments(context: &Context) -> Result<Page, ApiError> {
    let server = &context.server;
    let to = context.asked("to");
    let info = server
        .deploy("GetDeployment", json!({"deploymentId": to}))
        .await?;
    let info = &info["deploymentInfo"];
    let (application, group) = (
        text(&info["applicationName"]).0,
        text(&info["deploymentGroupName"]).0,
    );
    let from = match context.asked("from") {
        "" => earlier_deployment(server, application, group, to).await?,
        from => Some(from.to_string()),
    };
    let place = format!(
        "/console/deployments?application={}&group={}",
        part(application),
        part(group)
    );
    let page = |content| {
        Page::new("Compare", content)
            .under("Deployments", "/console/deployments")
            .under(format!("{application} / {group}"), place)
    };
    let Some(from) = from else {
        return Ok(page(nothing("deployment of this group")));
    };
    let infos = server.deployments(&[from, to.to_string()]).await?;
    let [old, new] = infos.as_slice() else {
        return Err(absent("one of the two deployments does not exist"));
    };
    let known = versions(server, &infos).await?;
    let (old, new) = (
        deployed(server, &known, old).await?,
        deployed(server, &known, new).await?,
    );
    Ok(page(show(context, &old, &new, html! {}).await))
}

fn nothing(what: &str) -> Markup {
    html! { p.empty { "No " (what) " succeeded before this one, so there is nothing to compare it with." } }
}

fn absent(what: &str) -> ApiError {
    ApiError::new("ResourceNotFoundException", what)
}

/// The newest deployment of the group that succeeded before this one.
async fn earlier_deployment(
    server: &Server,
    application: &str,
    group: &str,
    id: &str,
) -> Result<Option<String>, ApiError> {
    let input = json!({"applicationName": application, "deploymentGroupName": group});
    let listing = codedeploy("ListDeployments", input, "deployments");
    let ids = texts(&Value::Array(server.all(listing, LOOKED_AT).await?));
    let older = ids.into_iter().skip_while(|one| one != id).skip(1);
    let infos = server.deployments(&older.collect::<Vec<_>>()).await?;
    let found = infos
        .iter()
        .find(|info| text(&info["status"]).0 == "Succeeded");
    Ok(found.map(|info| text(&info["deploymentId"]).0.to_string()))
}

async fn deployed(server: &Server, known: &Versions, info: &Value) -> Result<Side, ApiError> {
    let id = text(&info["deploymentId"]).0;
    let found = known.get(&info["revision"]);
    Ok(Side {
        name: id.into(),
        place: format!("/console/deployments/{}", part(id)),
        version: version(found, &info["revision"]),
        status: text(&info["status"]).0.into(),
        at: time(&info["createTime"]),
        deployment: Some(id.into()),
        bundle: info["revision"]["s3Location"].clone(),
        sources: match found {
            Some(found) => made_of(server, found).await?,
            None => Vec::new(),
        },
    })
}

/// The sources of a version, if its execution is one of the newest.
async fn made_of(server: &Server, version: &Version) -> Result<Vec<Source>, ApiError> {
    // A pipeline that is gone has no executions to tell.
    let executions = server.executions(&version.pipeline, LOOKED_AT).await;
    let executions = unless_gone(executions)?.unwrap_or_default();
    let execution = executions
        .iter()
        .find(|one| text(&one["pipelineExecutionId"]).0 == version.execution);
    match execution {
        Some(execution) => commits::sources(server, &version.pipeline, execution).await,
        None => Ok(Vec::new()),
    }
}

/// Two executions; without `from`, the one that succeeded before `to`.
pub(crate) async fn executions(context: &Context, pipeline: &str) -> Result<Page, ApiError> {
    let server = &context.server;
    let all = server.executions(pipeline, LOOKED_AT).await?;
    let at = |id: &str| {
        let found = all
            .iter()
            .position(|one| text(&one["pipelineExecutionId"]).0 == id);
        found.ok_or_else(|| {
            absent(&format!(
                "`{id}` is none of the newest {LOOKED_AT} executions"
            ))
        })
    };
    let to = at(context.asked("to"))?;
    let from = match context.asked("from") {
        "" => {
            let mut older = all.iter().enumerate().skip(to + 1);
            let found = older.find(|(_, one)| text(&one["status"]).0 == "Succeeded");
            found.map(|(at, _)| at)
        }
        from => Some(at(from)?),
    };
    let place = format!("/console/pipelines/{}", part(pipeline));
    let page = |content| {
        Page::new("Compare", content)
            .under("Pipelines", "/console/pipelines")
            .under(pipeline, &place)
    };
    let Some(from) = from else {
        return Ok(page(nothing("execution")));
    };
    let (old, old_version) = executed(server, pipeline, &all[from]).await?;
    let (new, new_version) = executed(server, pipeline, &all[to]).await?;
    let definition = html! {
        @if old_version != new_version {
            p { "The pipeline changed, too: "
                a href={ (place) "/versions?from=" (old_version) "&to=" (new_version) } { "version " (old_version) " → version " (new_version) } "." }
        }
    };
    Ok(page(show(context, &old, &new, definition).await))
}

/// An execution, and the version of the pipeline that it ran.
async fn executed(
    server: &Server,
    pipeline: &str,
    summary: &Value,
) -> Result<(Side, u64), ApiError> {
    let id = text(&summary["pipelineExecutionId"]).0;
    let input = json!({"pipelineName": pipeline, "pipelineExecutionId": id});
    let output = server.pipeline("GetPipelineExecution", input).await?;
    let ran = output["pipelineExecution"]["pipelineVersion"].as_u64();
    let actions = server.actions(pipeline, Some(id), usize::MAX).await?;
    let deploys = actions.iter().find(|one| {
        text(&one["input"]["actionTypeId"]["category"]).0 == "Deploy"
            && !list(&one["input"]["inputArtifacts"]).is_empty()
    });
    let bundle = match deploys {
        Some(action) => &action["input"]["inputArtifacts"][0],
        // It did not come so far: what it made last.
        None => actions
            .iter()
            .find_map(|one| list(&one["output"]["outputArtifacts"]).first())
            .unwrap_or(&Value::Null),
    };
    let deployment = deploys.and_then(|one| {
        let id = one["output"]["executionResult"]["externalExecutionId"].as_str();
        id.filter(|id| id.starts_with("d-")).map(str::to_string)
    });
    let side = Side {
        name: short(id).into(),
        place: format!("/console/pipelines/{}/{}", part(pipeline), part(id)),
        version: revisions(summary),
        status: text(&summary["status"]).0.into(),
        at: time(&summary["startTime"]),
        deployment,
        bundle: bundle["s3location"].clone(),
        sources: commits::sources(server, pipeline, summary).await?,
    };
    Ok((side, ran.unwrap_or_default()))
}

async fn show(context: &Context, old: &Side, new: &Side, more: Markup) -> Markup {
    let server = &context.server;
    let same = old.bundle["key"] == new.bundle["key"]
        && old.bundle["bucket"] == new.bundle["bucket"]
        && old.bundle["version"] == new.bundle["version"];
    let bundles = match (same, old.bundle.is_null() || new.bundle.is_null()) {
        (_, true) => html! { p.none { "One of the two has no bundle yet." } },
        (true, _) => {
            html! { p { "Both have the same bundle, " code { (text(&new.bundle["key"])) } "." } }
        }
        _ => bundle::show(server, &old.bundle, &new.bundle).await,
    };
    html! {
        div.sides {
            (side(context, "From", old))
            (side(context, "To", new))
        }
        (more)
        (commits::show(server, &old.sources, &new.sources, context.now).await)
        (bundles)
    }
}

fn side(context: &Context, title: &str, side: &Side) -> Markup {
    let again = side.deployment.as_ref().map(|id| Act {
        place: "redeploy",
        fields: vec![("deployment", id.clone())],
        label: "Redeploy this version",
        confirm: Some(
            "Its bundle goes to every host of the group, with the settings of that deployment."
                .into(),
        ),
        class: "",
    });
    html! {
        section.card aria-label=(title) {
            h2 { (title) " " a href=(side.place) { code { (Text(&side.name)) } } }
            p { (side.version) }
            p { (state(&side.status)) " " (when_any(side.at, context.now)) }
            @if let Some(act) = again { (act.show(&context.visitor.csrf)) }
        }
    }
}
