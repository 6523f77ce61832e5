//! Towline's own operations, for its agents, runners and command line.
//!
//! Two live here; the others belong to the modules whose rows they change.

mod events;
mod join_token;

use std::sync::Arc;

use serde_json::Value;
use towline_api::towline::Operation;
use towline_api::{ApiError, decode, encode};
use towline_auth::caller::Caller;

use crate::{App, hosts};

/// Carries out one operation.
pub async fn handle(
    app: &Arc<App>,
    caller: &Caller,
    operation: Operation,
    input: Value,
) -> Result<Value, ApiError> {
    match operation {
        Operation::CreateJoinToken => join_token::create(app, input).await,
        Operation::JoinHost => encode(&hosts::join_host(app, decode(input)?).await?),
        Operation::PutHostOutput => {
            encode(&hosts::put_host_output(app, caller, decode(input)?).await?)
        }
        Operation::ListEvents => events::list(app, input).await,
        Operation::LeaseBuild
        | Operation::RenewLease
        | Operation::ReleaseBuild
        | Operation::PutBuildReport
        | Operation::PutBuildLog
        | Operation::PutBuildPhase
        | Operation::CompleteBuild
        | Operation::GetBuildLog => crate::runners::handle(app, operation, input).await,
        other => Err(ApiError::new(
            "UnknownOperationException",
            format!("Towline does not support {} yet", other.name()),
        )),
    }
}
