//! CodeBuild: projects, builds and reports as AWS's operations show them.
//!
//! A build is a machine of `towline_core::build`; what it is made of is its
//! [`definition::Definition`], written once. Runners talk to [`crate::runners`]; pipelines start
//! builds through [`action`].

pub mod action;
mod builds;
mod check;
pub(crate) mod definition;
mod machine;
mod page;
mod plan;
mod projects;
pub(crate) mod report_groups;
pub(crate) mod reports;
mod start;
mod view;

use std::sync::Arc;

use serde_json::Value;
use towline_api::codebuild::Operation;
use towline_api::{ApiError, Timestamp, decode, encode};
use towline_auth::caller::Caller;
use towline_core::Time;
use towline_store::StoreError;

use crate::App;

pub(crate) use check::is_inline;

/// Answers one operation.
pub async fn handle(
    app: &Arc<App>,
    caller: &Caller,
    operation: Operation,
    input: Value,
) -> Result<Value, ApiError> {
    use Operation as Op;
    match operation {
        Op::CreateProject => encode(&Box::pin(projects::create(app, decode(input)?)).await?),
        Op::UpdateProject => encode(&Box::pin(projects::update(app, decode(input)?)).await?),
        Op::DeleteProject => encode(&Box::pin(projects::delete(app, decode(input)?)).await?),
        Op::ListProjects => encode(&Box::pin(projects::list(app, decode(input)?)).await?),
        Op::BatchGetProjects => encode(&Box::pin(projects::batch_get(app, decode(input)?)).await?),
        Op::InvalidateProjectCache => {
            encode(&Box::pin(projects::no_cache(app, decode(input)?)).await?)
        }
        Op::StartBuild => encode(&Box::pin(start::start(app, caller, decode(input)?)).await?),
        Op::RetryBuild => encode(&Box::pin(start::retry(app, caller, decode(input)?)).await?),
        Op::StopBuild => encode(&Box::pin(builds::stop(app, caller, decode(input)?)).await?),
        Op::BatchGetBuilds => encode(&Box::pin(builds::batch_get(app, decode(input)?)).await?),
        Op::BatchDeleteBuilds => {
            encode(&Box::pin(builds::batch_delete(app, decode(input)?)).await?)
        }
        Op::ListBuilds => encode(&Box::pin(builds::list(app, decode(input)?)).await?),
        Op::ListBuildsForProject => {
            encode(&Box::pin(builds::of_project(app, decode(input)?)).await?)
        }
        Op::CreateReportGroup => {
            encode(&Box::pin(report_groups::create(app, decode(input)?)).await?)
        }
        Op::UpdateReportGroup => {
            encode(&Box::pin(report_groups::update(app, decode(input)?)).await?)
        }
        Op::DeleteReportGroup => {
            encode(&Box::pin(report_groups::delete(app, decode(input)?)).await?)
        }
        Op::ListReportGroups => encode(&Box::pin(report_groups::list(app, decode(input)?)).await?),
        Op::BatchGetReportGroups => {
            encode(&Box::pin(report_groups::batch_get(app, decode(input)?)).await?)
        }
        Op::ListReports => encode(&Box::pin(reports::list(app, decode(input)?)).await?),
        Op::ListReportsForReportGroup => {
            encode(&Box::pin(reports::of_group(app, decode(input)?)).await?)
        }
        Op::BatchGetReports => encode(&Box::pin(reports::batch_get(app, decode(input)?)).await?),
        Op::DescribeTestCases => encode(&Box::pin(reports::cases(app, decode(input)?)).await?),
        Op::DeleteReport => encode(&Box::pin(reports::delete(app, decode(input)?)).await?),
        other => Err(ApiError::new(
            "UnknownOperationException",
            format!("Towline does not support {} yet", other.name()),
        )),
    }
}

fn invalid(message: impl Into<String>) -> ApiError {
    ApiError::new("InvalidInputException", message)
}

fn missing(message: impl Into<String>) -> ApiError {
    ApiError::new("ResourceNotFoundException", message)
}

pub(crate) fn stored(error: impl std::borrow::Borrow<StoreError>) -> ApiError {
    crate::fault::store(error.borrow())
}

fn timestamp(time: Time) -> Timestamp {
    Timestamp(time.epoch_seconds())
}

/// `arn:aws:codebuild:<region>:<account>:<rest>`
pub(crate) fn arn(app: &App, rest: &str) -> String {
    let settings = &app.settings;
    format!(
        "arn:aws:codebuild:{}:{}:{rest}",
        settings.region, settings.account
    )
}

/// The last part of an ARN of this kind (`project/`, `build/` …), or the text itself.
fn short<'a>(text: &'a str, kind: &str) -> &'a str {
    match text.strip_prefix("arn:") {
        Some(rest) => rest.split_once(kind).map_or(text, |(_, name)| name),
        None => text,
    }
}
