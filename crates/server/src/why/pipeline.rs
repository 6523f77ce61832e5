//! A pipeline: which of its executions tells how it stands.

use towline_api::ApiError;
use towline_core::Reason;
use towline_core::pipeline::records::{Execution, PipelineRecord, StateRecord, kind, numbered};

use super::link::{Link, Step, Subject};
use crate::App;
use crate::codedeploy::rows;

/// Points at the newest execution that goes on, or else at the newest.
pub(super) async fn look(app: &App, name: &str) -> Result<Step, ApiError> {
    let record = rows::get::<PipelineRecord>(app, kind::PIPELINE, name).await?;
    let state = rows::get::<StateRecord>(app, kind::STATE, name).await?;
    let (Some(record), Some(state)) = (record, state) else {
        return Ok(Step::default());
    };
    let mut live = 0;
    let mut shown = None;
    for number in state.needed().into_iter().chain([state.executions]) {
        let key = numbered(name, number);
        let Some(execution) = rows::get::<Execution>(app, kind::EXECUTION, &key).await? else {
            continue;
        };
        live += usize::from(execution.status.is_live() && number != state.executions);
        let better = |before: &Execution| {
            (execution.status.is_live(), number) > (before.status.is_live(), before.number)
        };
        if shown.as_ref().is_none_or(better) {
            shown = Some(execution);
        }
    }
    let Some(execution) = shown else {
        return Ok(Step::default());
    };
    live += usize::from(execution.status.is_live() && execution.number == state.executions);
    let status = match execution.status.is_live() {
        true => "Busy",
        false => "Idle",
    };
    let detail = format!(
        "{live} of its {} executions go on; the one that tells most is {}, {} at stage '{}'",
        state.executions,
        execution.id,
        execution.status.name(),
        execution.place,
    );
    let reason = Reason::fact("Execution", detail, execution.updated);
    Ok(Step {
        links: vec![Link::new("pipeline", name, status, reason).arn(record.arn)],
        next: Some(Subject::Execution(name.into(), execution.number)),
    })
}
