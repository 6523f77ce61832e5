//! RetryStageExecution, EnableStageTransition, DisableStageTransition.

use std::sync::Arc;

use serde_json::{Value, json};
use towline_api::{ApiError, codepipeline as api, decode, encode};
use towline_auth::caller::Caller;
use towline_core::pipeline::Fact;

use super::{errors, executions};
use crate::App;

pub(super) async fn retry(app: &Arc<App>, input: Value) -> Result<Value, ApiError> {
    let request: api::RetryStageExecutionInput = decode(input)?;
    let fact = Fact::Retry {
        stage: request.stage_name,
        execution: request.pipeline_execution_id,
        all: request.retry_mode == "ALL_ACTIONS",
    };
    let reply = errors::tell(app, &request.pipeline_name, fact).await?;
    encode(&api::RetryStageExecutionOutput {
        pipeline_execution_id: executions::id(reply),
    })
}

pub(super) async fn enable(
    app: &Arc<App>,
    caller: &Caller,
    input: Value,
) -> Result<Value, ApiError> {
    let request: api::EnableStageTransitionInput = decode(input)?;
    let fact = Fact::SetTransition {
        stage: request.stage_name,
        outbound: request.transition_type == "Outbound",
        disable: None,
        by: caller.arn.clone(),
    };
    errors::tell(app, &request.pipeline_name, fact).await?;
    Ok(json!({}))
}

pub(super) async fn disable(
    app: &Arc<App>,
    caller: &Caller,
    input: Value,
) -> Result<Value, ApiError> {
    let request: api::DisableStageTransitionInput = decode(input)?;
    let fact = Fact::SetTransition {
        stage: request.stage_name,
        outbound: request.transition_type == "Outbound",
        disable: Some(request.reason),
        by: caller.arn.clone(),
    };
    errors::tell(app, &request.pipeline_name, fact).await?;
    Ok(json!({}))
}
