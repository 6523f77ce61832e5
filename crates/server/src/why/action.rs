//! An action execution: the build or deployment behind it, or the person it waits for.

use towline_api::ApiError;
use towline_core::pipeline::records::{ActionExecution, ActionStatus, kind, numbered};

use super::command::line;
use super::link::{Link, Step, Subject, unexplained};
use crate::App;
use crate::codedeploy::rows;

/// Behind it is what its provider started.
pub(super) async fn look(app: &App, pipeline: &str, number: u64) -> Result<Step, ApiError> {
    let key = numbered(pipeline, number);
    let Some(action) = rows::get::<ActionExecution>(app, kind::ACTION, &key).await? else {
        return Ok(Step::default());
    };
    let reason = action.reason.clone();
    let reason = reason.unwrap_or_else(|| unexplained(action.updated));
    let link = Link::new("action", &action.id, action.status.name(), reason)
        .named(format!("{pipeline}/{}/{}", action.stage, action.action))
        .command(answer(pipeline, &action));
    Ok(Step {
        links: vec![link],
        next: behind(&action),
    })
}

fn behind(action: &ActionExecution) -> Option<Subject> {
    let telling = matches!(
        action.status,
        ActionStatus::InProgress | ActionStatus::Failed
    );
    let id = action.external.id.clone().filter(|_| telling)?;
    match action.action_type.provider.as_str() {
        "CodeBuild" => Some(Subject::Build(id)),
        "CodeDeploy" => Some(Subject::Deployment(id)),
        _ => None,
    }
}

/// How to answer an approval.
fn answer(pipeline: &str, action: &ActionExecution) -> Option<String> {
    if !action.is_running() || !action.action_type.is_approval() {
        return None;
    }
    Some(line(&[
        "towline",
        "pipeline",
        "approve",
        pipeline,
        "--stage",
        &action.stage,
        "--action",
        &action.action,
    ]))
}
