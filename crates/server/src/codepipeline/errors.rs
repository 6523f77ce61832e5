//! From refusals to the API's exceptions, one table each.

use towline_api::ApiError;
use towline_core::pipeline::validate::Invalid;
use towline_core::pipeline::{Fact, Refusal, Reply};
use towline_store::StoreError;

use std::sync::Arc;

use crate::{App, DriveError};

/// The database failed.
pub(super) fn store(error: &StoreError) -> ApiError {
    crate::fault::store(error)
}

/// No pipeline of this name.
pub(super) fn no_pipeline(app: &App, name: &str) -> ApiError {
    let account = &app.settings.account;
    ApiError::new(
        "PipelineNotFoundException",
        format!("Account '{account}' does not have a pipeline with name '{name}'"),
    )
}

/// A declaration that is refused.
pub(super) fn invalid(error: &Invalid) -> ApiError {
    ApiError::new(error.code(), error.to_string())
}

fn refused(app: &App, name: &str, refusal: &Refusal) -> ApiError {
    let code = match refusal {
        Refusal::Deleted => return no_pipeline(app, name),
        Refusal::StageNotFound { .. } => "StageNotFoundException",
        Refusal::ActionNotFound { .. } => "ActionNotFoundException",
        Refusal::InvalidApprovalToken(_) => "InvalidApprovalTokenException",
        Refusal::ApprovalAlreadyCompleted(_) => "ApprovalAlreadyCompletedException",
        Refusal::NotStoppable(_) => "PipelineExecutionNotStoppableException",
        Refusal::DuplicatedStop(_) => "DuplicatedStopRequestException",
        Refusal::StageNotRetryable(_) => "StageNotRetryableException",
        Refusal::NotLatest { .. } => "NotLatestPipelineExecutionException",
        Refusal::Invalid(_) => "ValidationException",
        // Only providers tell about action executions.
        Refusal::NotRunning(_) => "InvalidJobStateException",
    };
    ApiError::new(code, refusal.to_string())
}

/// Tells a fact to the pipeline and puts a refusal into the API's words.
pub(super) async fn tell(app: &Arc<App>, name: &str, fact: Fact) -> Result<Reply, ApiError> {
    let told = app.pipelines.driver.tell(app, name, fact).await;
    told.map_err(|error| match error {
        DriveError::Missing => no_pipeline(app, name),
        DriveError::Refused(refusal) => refused(app, name, &refusal),
        error @ (DriveError::Store(_) | DriveError::Stopping) => crate::fault::drive(&error),
    })
}
