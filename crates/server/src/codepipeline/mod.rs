//! CodePipeline: the operations, and the driver of the pipeline machines.
//!
//! [`driven`] loads machines and runs their actions; one file per resource does the operations,
//! `shapes` turns stored records into the API's answers.

mod action_types;
mod approvals;
mod commits;
mod driven;
mod errors;
mod executions;
mod history;
mod page;
mod pipelines;
mod releases;
mod secrets;
mod shapes;
mod stages;
mod state;
mod tags;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde_json::Value;
use towline_api::{ApiError, codepipeline::Operation};
use towline_auth::caller::Caller;

use crate::App;

pub(crate) use commits::known_commits;
pub use driven::Pipelines;
pub(crate) use releases::find_releases;

/// Performs one operation. The input has passed the constraints of its shape.
pub async fn handle(
    app: &Arc<App>,
    caller: &Caller,
    operation: Operation,
    input: Value,
) -> Result<Value, ApiError> {
    match operation {
        Operation::CreatePipeline => Box::pin(pipelines::create(app, caller, input)).await,
        Operation::GetPipeline => Box::pin(pipelines::get(app, input)).await,
        Operation::UpdatePipeline => Box::pin(pipelines::update(app, input)).await,
        Operation::ListPipelines => Box::pin(pipelines::list(app, input)).await,
        Operation::DeletePipeline => Box::pin(pipelines::delete(app, input)).await,
        Operation::GetPipelineState => Box::pin(state::get(app, input)).await,
        Operation::StartPipelineExecution => Box::pin(executions::start(app, caller, input)).await,
        Operation::StopPipelineExecution => Box::pin(executions::stop(app, caller, input)).await,
        Operation::GetPipelineExecution => Box::pin(executions::get(app, input)).await,
        Operation::ListPipelineExecutions => Box::pin(executions::list(app, input)).await,
        Operation::ListActionExecutions => Box::pin(history::list(app, input)).await,
        Operation::RetryStageExecution => Box::pin(stages::retry(app, input)).await,
        Operation::EnableStageTransition => Box::pin(stages::enable(app, caller, input)).await,
        Operation::DisableStageTransition => Box::pin(stages::disable(app, caller, input)).await,
        Operation::PutApprovalResult => Box::pin(approvals::put(app, caller, input)).await,
        Operation::ListActionTypes => action_types::list(app, input),
        Operation::TagResource => Box::pin(tags::tag(app, input)).await,
        Operation::UntagResource => Box::pin(tags::untag(app, input)).await,
        Operation::ListTagsForResource => Box::pin(tags::list(app, input)).await,
        other => Err(ApiError::new(
            "UnknownOperationException",
            format!("Towline does not support {} yet", other.name()),
        )),
    }
}
