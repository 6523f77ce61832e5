//! PutApprovalResult.

use std::sync::Arc;

use serde_json::Value;
use towline_api::{ApiError, codepipeline as api, decode, encode};
use towline_auth::caller::Caller;
use towline_core::pipeline::machine::Approval;
use towline_core::pipeline::{Fact, Reply};

use super::{errors, shapes};
use crate::App;

pub(super) async fn put(app: &Arc<App>, caller: &Caller, input: Value) -> Result<Value, ApiError> {
    let request: api::PutApprovalResultInput = decode(input)?;
    let fact = Fact::Approve(Approval {
        stage: request.stage_name,
        action: request.action_name,
        token: request.token,
        approved: request.result.status == "Approved",
        summary: request.result.summary,
        by: caller.arn.clone(),
    });
    let approved_at = match errors::tell(app, &request.pipeline_name, fact).await? {
        Reply::At(time) => Some(shapes::time(time)),
        Reply::Execution(_) | Reply::Version(_) | Reply::Done => None,
    };
    encode(&api::PutApprovalResultOutput { approved_at })
}
