//! GetPipelineState: stages, who is inside, who waits, and the latest attempt of each action.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use towline_api::{ApiError, codepipeline as api, decode, encode};
use towline_core::pipeline::declaration::StageDeclaration;
use towline_core::pipeline::records::{
    ActionExecution, Execution, StageRecord, StateRecord, kind, numbered,
};
use towline_store::StoreExt;

use super::{errors, pipelines, shapes};
use crate::App;

pub(super) async fn get(app: &Arc<App>, input: Value) -> Result<Value, ApiError> {
    let request: api::GetPipelineStateInput = decode(input)?;
    let name = &request.name;
    let record = pipelines::find(app, name).await?;
    let state: Option<StateRecord> = read(app, kind::STATE, name).await?;
    let state = state.ok_or_else(|| errors::no_pipeline(app, name))?;
    let mut executions = BTreeMap::new();
    for number in state.needed() {
        if let Some(row) = read::<Execution>(app, kind::EXECUTION, &numbered(name, number)).await? {
            executions.insert(number, row);
        }
    }
    let mut stages = Vec::new();
    for declared in &record.declaration.stages {
        let stage = state
            .stages
            .get(&declared.name)
            .cloned()
            .unwrap_or_default();
        let mut shown = encode(&stage_state(declared, &stage, &executions))?;
        shown["actionStates"] = action_states(app, name, declared, &stage).await?;
        stages.push(shown);
    }
    let mut output = encode(&api::GetPipelineStateOutput {
        pipeline_name: Some(name.clone()),
        pipeline_version: Some(record.declaration.version as i32),
        stage_states: None,
        created: Some(shapes::time(record.created)),
        updated: Some(shapes::time(record.updated)),
    })?;
    output["stageStates"] = Value::Array(stages);
    Ok(output)
}

async fn read<T: serde::de::DeserializeOwned>(
    app: &App,
    kind: &str,
    key: &str,
) -> Result<Option<T>, ApiError> {
    let row = app.store.get_as(kind, key).await;
    row.map_err(|e| errors::store(&e))
}

fn stage_state(
    declared: &StageDeclaration,
    stage: &StageRecord,
    executions: &BTreeMap<u64, Execution>,
) -> api::StageState {
    let inbound = |number: &u64| {
        let execution = executions.get(number)?;
        Some(stage_execution(execution, execution.status.name()))
    };
    let waiting: Vec<_> = stage.waiting.iter().filter_map(inbound).collect();
    let latest = stage.latest.and_then(|n| executions.get(&n));
    let run = latest.and_then(|e| Some((e, e.stages.get(&declared.name)?)));
    let retries = run.map_or(0, |(_, run)| run.retries);
    api::StageState {
        stage_name: Some(declared.name.clone()),
        inbound_execution: waiting.last().cloned(),
        inbound_executions: Some(waiting),
        inbound_transition_state: Some(shapes::transition(stage)),
        latest_execution: run.map(|(e, run)| stage_execution(e, run.status.name())),
        retry_stage_metadata: (retries > 0).then(|| api::RetryStageMetadata {
            auto_stage_retry_attempt: None,
            manual_stage_retry_attempt: Some(retries as i32),
            latest_retry_trigger: Some("ManualStageRetry".into()),
        }),
        ..api::StageState::default()
    }
}

fn stage_execution(execution: &Execution, status: &str) -> api::StageExecution {
    api::StageExecution {
        pipeline_execution_id: execution.id.clone(),
        status: status.into(),
        r#type: None,
    }
}

async fn action_states(
    app: &App,
    name: &str,
    declared: &StageDeclaration,
    stage: &StageRecord,
) -> Result<Value, ApiError> {
    let mut states = Vec::new();
    for action in &declared.actions {
        let latest = match stage.actions.get(&action.name) {
            Some(number) => read(app, kind::ACTION, &numbered(name, *number)).await?,
            None => None,
        };
        states.push(action_state(&action.name, latest.as_ref())?);
    }
    Ok(Value::Array(states))
}

fn action_state(name: &str, latest: Option<&ActionExecution>) -> Result<Value, ApiError> {
    let revision = latest.and_then(|a| a.revision.as_ref());
    let mut state = encode(&api::ActionState {
        action_name: Some(name.into()),
        latest_execution: latest.map(shapes::action_state),
        revision_url: revision.and_then(|r| r.url.clone()),
        ..api::ActionState::default()
    })?;
    if let Some(revision) = revision {
        // The model requires more members, but CodePipeline sends the id alone.
        state["currentRevision"] = json!({ "revisionId": revision.id });
    }
    Ok(state)
}
