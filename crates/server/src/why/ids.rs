//! Which objects an id names.

use towline_api::ApiError;
use towline_core::build;
use towline_core::deployment::record::DEPLOYMENT;
use towline_core::deployment::target::TARGET;
use towline_core::pipeline::records::{StateRecord, kind};

use super::link::Subject;
use crate::App;
use crate::codedeploy::instances::{INSTANCE, INSTANCE_ARN};
use crate::codedeploy::rows;

/// What can be asked about.
const KINDS: &str = "a pipeline name, a pipeline execution id, an action execution id, a \
    deployment id (d-ABCDEFGHI), a target (d-ABCDEFGHI/host), a host name, a build id \
    (project:uuid), or the ARN of a pipeline, build or host";

/// The objects that `id` names: several when a pipeline and a host have one name.
pub(super) async fn find(app: &App, id: &str) -> Result<Vec<Subject>, ApiError> {
    let id = id.trim();
    let found = if id.starts_with("arn:") {
        arn(app, id).await?
    } else if id.starts_with("d-") && !exists(app, INSTANCE, id).await? {
        return deployment(app, id).await;
    } else if id.contains(':') {
        by_row(app, build::KIND, id, Subject::Build).await?
    } else {
        let mut found = named(app, id).await?;
        found.extend(by_uuid(app, id).await?);
        found
    };
    match found.is_empty() {
        false => Ok(found),
        true => Err(unknown(format!("`{id}` names nothing on this server"))),
    }
}

fn unknown(what: String) -> ApiError {
    let message = format!("{what}; give {KINDS}");
    ApiError::new("ResourceNotFoundException", message)
}

async fn exists(app: &App, kind: &'static str, key: &str) -> Result<bool, ApiError> {
    let row = rows::get::<serde_json::Value>(app, kind, key).await?;
    Ok(row.is_some())
}

async fn by_row(
    app: &App,
    kind: &'static str,
    key: &str,
    subject: fn(String) -> Subject,
) -> Result<Vec<Subject>, ApiError> {
    let there = exists(app, kind, key).await?;
    Ok(there.then(|| subject(key.into())).into_iter().collect())
}

/// Pipelines and hosts of this name.
async fn named(app: &App, name: &str) -> Result<Vec<Subject>, ApiError> {
    let mut found = by_row(app, kind::PIPELINE, name, Subject::Pipeline).await?;
    found.extend(by_row(app, INSTANCE, name, Subject::Host).await?);
    Ok(found)
}

/// A deployment, or one of its targets: `d-ABCDEFGHI/host` or `d-ABCDEFGHI host`.
async fn deployment(app: &App, id: &str) -> Result<Vec<Subject>, ApiError> {
    let (id, host) = match id.split_once(['/', ' ']) {
        Some((id, host)) => (id, Some(host.trim())),
        None => (id, None),
    };
    if !exists(app, DEPLOYMENT, id).await? {
        let what = format!("there is no deployment {id} (any more) on this server");
        return Err(unknown(what));
    }
    let Some(host) = host else {
        return Ok(vec![Subject::Deployment(id.into())]);
    };
    match exists(app, TARGET, &format!("{id}/{host}")).await? {
        true => Ok(vec![Subject::Target(id.into(), host.into())]),
        false => Err(unknown(format!("deployment {id} has no target {host}"))),
    }
}

async fn arn(app: &App, arn: &str) -> Result<Vec<Subject>, ApiError> {
    if let Some(host) = rows::get::<String>(app, INSTANCE_ARN, arn).await? {
        return Ok(vec![Subject::Host(host)]);
    }
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let &[_, _, service, _, _, resource] = parts.as_slice() else {
        return Ok(Vec::new());
    };
    let instance = resource.strip_prefix("instance/");
    let instance = instance.and_then(|name| Some(name.rsplit_once('_')?.0));
    match (service, resource.strip_prefix("build/"), instance) {
        ("codebuild", Some(id), _) => by_row(app, build::KIND, id, Subject::Build).await,
        ("codedeploy", _, Some(name)) => by_row(app, INSTANCE, name, Subject::Host).await,
        ("codepipeline", ..) => {
            let name = resource.split('/').next().unwrap_or_default();
            by_row(app, kind::PIPELINE, name, Subject::Pipeline).await
        }
        _ => Ok(Vec::new()),
    }
}

/// A pipeline execution or an action execution: their ids do not name the pipeline, but derive from
/// its seed.
async fn by_uuid(app: &App, id: &str) -> Result<Vec<Subject>, ApiError> {
    if id.len() != 36 || !id.chars().all(|c| c.is_ascii_hexdigit() || c == '-') {
        return Ok(Vec::new());
    }
    let id = id.to_ascii_lowercase();
    for (pipeline, state) in rows::list::<StateRecord>(app, kind::STATE, "").await? {
        if let Some(number) = state.execution_number(&pipeline, &id) {
            return Ok(vec![Subject::Execution(pipeline, number)]);
        }
        if let Some(number) = state.action_number(&pipeline, &id) {
            return Ok(vec![Subject::Action(pipeline, number)]);
        }
    }
    Ok(Vec::new())
}
