//! ListActionExecutions: every attempt of every action, newest first.

use std::sync::Arc;

use serde_json::Value;
use towline_api::{ApiError, codepipeline as api, decode, encode};
use towline_core::pipeline::records::{ActionExecution, Execution, kind, numbered};
use towline_store::{Range, StoreExt};

use super::{errors, executions, page, pipelines, shapes};
use crate::App;

pub(super) async fn list(app: &Arc<App>, input: Value) -> Result<Value, ApiError> {
    let request: api::ListActionExecutionsInput = decode(input)?;
    let name = &request.pipeline_name;
    pipelines::find(app, name).await?;
    let limit = page::limit(request.max_results, 100);
    let listing = page::Listing(format!("action-executions/{name}"));
    let after = listing.key(request.next_token.as_deref())?;
    let mut rows = match selected(app, name, request.filter).await? {
        Some(numbers) => by_number(app, name, numbers, after, limit + 1).await?,
        None => newest(app, name, after, limit + 1).await?,
    };
    let more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| more);
    let catalogue = &app.pipelines.catalogue;
    let details = rows.iter().map(|a| shapes::action_detail(catalogue, a));
    encode(&api::ListActionExecutionsOutput {
        next_token: last.map(|a| listing.token(&numbered(name, a.number))),
        action_execution_details: Some(details.collect()),
    })
}

/// The numbers that a filter leaves, ascending; `None` without a filter.
async fn selected(
    app: &App,
    name: &str,
    filter: Option<api::ActionExecutionFilter>,
) -> Result<Option<Vec<u64>>, ApiError> {
    let filter = filter.unwrap_or_default();
    if let Some(id) = filter.pipeline_execution_id {
        return Ok(Some(executions::find(app, name, &id).await?.actions));
    }
    let Some(latest) = filter.latest_in_pipeline_execution else {
        return Ok(None);
    };
    let execution = executions::find(app, name, &latest.pipeline_execution_id).await?;
    Ok(Some(match latest.start_time_range.as_str() {
        "Latest" => last_attempts(&execution),
        _ => execution.actions,
    }))
}

fn last_attempts(execution: &Execution) -> Vec<u64> {
    let runs = execution
        .stages
        .values()
        .flat_map(|run| run.actions.values());
    let mut numbers: Vec<u64> = runs.copied().collect();
    numbers.sort_unstable();
    numbers
}

async fn by_number(
    app: &App,
    name: &str,
    numbers: Vec<u64>,
    after: Option<String>,
    count: usize,
) -> Result<Vec<ActionExecution>, ApiError> {
    let keys = numbers.into_iter().rev().map(|n| numbered(name, n));
    let keys = keys.filter(|key| after.as_ref().is_none_or(|after| key < after));
    let mut found = Vec::new();
    for key in keys.take(count) {
        let row = app.store.get_as(kind::ACTION, &key).await;
        found.extend(row.map_err(|e| errors::store(&e))?);
    }
    Ok(found)
}

async fn newest(
    app: &App,
    name: &str,
    after: Option<String>,
    count: usize,
) -> Result<Vec<ActionExecution>, ApiError> {
    let range = Range {
        prefix: format!("{name}/"),
        after,
        limit: count,
        reverse: true,
    };
    let rows = app.store.list_as(kind::ACTION, range).await;
    let rows = rows.map_err(|e| errors::store(&e))?;
    Ok(rows.into_iter().map(|(_, action)| action).collect())
}
