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
        Op::CreateProject => encode(&projects::create(app, decode(input)?).await?),
        Op::UpdateProject => encode(&projects::update(app, decode(input)?).await?),
        Op::DeleteProject => encode(&projects::delete(app, decode(input)?).await?),
        Op::ListProjects => encode(&projects::list(app, decode(input)?).await?),
        Op::BatchGetProjects => encode(&projects::batch_get(app, decode(input)?).await?),
        Op::InvalidateProjectCache => encode(&projects::no_cache(app, decode(input)?).await?),
        Op::StartBuild => encode(&start::start(app, caller, decode(input)?).await?),
        Op::RetryBuild => encode(&start::retry(app, caller, decode(input)?).await?),
        Op::StopBuild => encode(&builds::stop(app, caller, decode(input)?).await?),
        Op::BatchGetBuilds => encode(&builds::batch_get(app, decode(input)?).await?),
        Op::BatchDeleteBuilds => encode(&builds::batch_delete(app, decode(input)?).await?),
        Op::ListBuilds => encode(&builds::list(app, decode(input)?).await?),
        Op::ListBuildsForProject => encode(&builds::of_project(app, decode(input)?).await?),
        Op::CreateReportGroup => encode(&report_groups::create(app, decode(input)?).await?),
        Op::UpdateReportGroup => encode(&report_groups::update(app, decode(input)?).await?),
        Op::DeleteReportGroup => encode(&report_groups::delete(app, decode(input)?).await?),
        Op::ListReportGroups => encode(&report_groups::list(app, decode(input)?).await?),
        Op::BatchGetReportGroups => encode(&report_groups::batch_get(app, decode(input)?).await?),
        Op::ListReports => encode(&reports::list(app, decode(input)?).await?),
        Op::ListReportsForReportGroup => encode(&reports::of_group(app, decode(input)?).await?),
        Op::BatchGetReports => encode(&reports::batch_get(app, decode(input)?).await?),
        Op::DescribeTestCases => encode(&reports::cases(app, decode(input)?).await?),
        Op::DeleteReport => encode(&reports::delete(app, decode(input)?).await?),
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
