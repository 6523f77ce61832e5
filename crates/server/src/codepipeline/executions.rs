//! Start, stop, get and list pipeline executions.

use std::sync::Arc;

use serde_json::Value;
use towline_api::{ApiError, codepipeline as api, decode, encode};
use towline_auth::caller::Caller;
use towline_core::pipeline::job::RevisionOverride;
use towline_core::pipeline::machine::Start;
use towline_core::pipeline::records::{
    Execution, ExecutionStatus, PipelineRecord, SourceOverride, Trigger, kind, numbered,
};
use towline_core::pipeline::{Fact, Reply};
use towline_store::{Range, StoreExt};

use super::{errors, page, pipelines, shapes};
use crate::App;

/// Rows read at a time while a filter passes over executions.
const CHUNK: usize = 100;

/// The execution of this pipeline, or `PipelineExecutionNotFoundException`.
pub(super) async fn find(app: &App, pipeline: &str, id: &str) -> Result<Execution, ApiError> {
    let key = format!("{pipeline}/{id}");
    let number = app.store.get_as::<u64>(kind::EXECUTION_ID, &key).await;
    let number = number.map_err(|e| errors::store(&e))?;
    let execution = match number {
        Some(number) => {
            let row = app
                .store
                .get_as(kind::EXECUTION, &numbered(pipeline, number))
                .await;
            row.map_err(|e| errors::store(&e))?
        }
        None => None,
    };
    execution.ok_or_else(|| {
        ApiError::new(
            "PipelineExecutionNotFoundException",
            format!("Pipeline '{pipeline}' does not have an execution with id '{id}'"),
        )
    })
}

/// The id in a reply about one execution.
pub(super) fn id(reply: Reply) -> Option<String> {
    match reply {
        Reply::Execution(id) => Some(id),
        Reply::Version(_) | Reply::At(_) | Reply::Done => None,
    }
}

pub(super) async fn start(
    app: &Arc<App>,
    caller: &Caller,
    input: Value,
) -> Result<Value, ApiError> {
    let request: api::StartPipelineExecutionInput = decode(input)?;
    let variables = request.variables.unwrap_or_default();
    let revisions = request.source_revisions.unwrap_or_default();
    let start = Start {
        trigger: Trigger {
            kind: "StartPipelineExecution".into(),
            detail: caller.arn.clone(),
        },
        variables: variables.into_iter().map(|v| (v.name, v.value)).collect(),
        overrides: revisions.into_iter().map(source_override).collect(),
        token: request.client_request_token,
    };
    let reply = errors::tell(app, &request.name, Fact::Start(start)).await?;
    encode(&api::StartPipelineExecutionOutput {
        pipeline_execution_id: id(reply),
    })
}

fn source_override(wanted: api::SourceRevisionOverride) -> SourceOverride {
    SourceOverride {
        action: wanted.action_name,
        revision: RevisionOverride {
            kind: wanted.revision_type,
            value: wanted.revision_value,
        },
    }
}

pub(super) async fn stop(app: &Arc<App>, caller: &Caller, input: Value) -> Result<Value, ApiError> {
    let request: api::StopPipelineExecutionInput = decode(input)?;
    let fact = Fact::Stop {
        execution: request.pipeline_execution_id,
        abandon: request.abandon.unwrap_or(false),
        reason: request.reason,
        by: caller.arn.clone(),
    };
    let reply = errors::tell(app, &request.pipeline_name, fact).await?;
    encode(&api::StopPipelineExecutionOutput {
        pipeline_execution_id: id(reply),
    })
}

pub(super) async fn get(app: &Arc<App>, input: Value) -> Result<Value, ApiError> {
    let request: api::GetPipelineExecutionInput = decode(input)?;
    let name = &request.pipeline_name;
    let record = pipelines::find(app, name).await?;
    let execution = find(app, name, &request.pipeline_execution_id).await?;
    encode(&api::GetPipelineExecutionOutput {
        pipeline_execution: Some(shapes::execution(&record, &execution)),
    })
}

pub(super) async fn list(app: &Arc<App>, input: Value) -> Result<Value, ApiError> {
    let request: api::ListPipelineExecutionsInput = decode(input)?;
    let name = &request.pipeline_name;
    let record = pipelines::find(app, name).await?;
    let listing = page::Listing(format!("executions/{name}"));
    let limit = page::limit(request.max_results, 100);
    let after = listing.key(request.next_token.as_deref())?;
    let filter = request.filter.and_then(|f| f.succeeded_in_stage);
    let stage = filter.and_then(|f| f.stage_name);
    let wanted = |e: &Execution| stage.as_deref().is_none_or(|s| succeeded(&record, e, s));
    let mut found = collect(app, name, after, limit + 1, wanted).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| more);
    let summary = |(_, e): &(String, Execution)| shapes::execution_summary(&record, e);
    encode(&api::ListPipelineExecutionsOutput {
        next_token: last.map(|(key, _)| listing.token(key)),
        pipeline_execution_summaries: Some(found.iter().map(summary).collect()),
    })
}

fn succeeded(record: &PipelineRecord, execution: &Execution, stage: &str) -> bool {
    let run = execution.stages.get(stage);
    execution.version == record.declaration.version
        && run.is_some_and(|run| run.status == ExecutionStatus::Succeeded)
}

/// The newest executions after a key that are wanted.
async fn collect(
    app: &App,
    name: &str,
    mut after: Option<String>,
    count: usize,
    wanted: impl Fn(&Execution) -> bool,
) -> Result<Vec<(String, Execution)>, ApiError> {
    let mut found = Vec::new();
    // Mostly all are wanted.
    let mut limit = count.min(CHUNK);
    loop {
        let range = Range {
            prefix: format!("{name}/"),
            after,
            limit,
            reverse: true,
        };
        let rows = app.store.list_as::<Execution>(kind::EXECUTION, range).await;
        let rows = rows.map_err(|e| errors::store(&e))?;
        let end = rows.len() < limit;
        limit = CHUNK;
        after = rows.last().map(|(key, _)| key.clone());
        found.extend(rows.into_iter().filter(|(_, e)| wanted(e)));
        if end || found.len() >= count {
            found.truncate(count);
            return Ok(found);
        }
    }
}
