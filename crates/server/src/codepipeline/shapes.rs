//! Stored records in the shapes of the API.

use std::collections::BTreeMap;

use towline_api::{ApiError, Timestamp, codepipeline as api, decode};
use towline_core::pipeline::catalogue::{ActionType, ActionTypeId};
use towline_core::pipeline::declaration::{Declaration, Mode};
use towline_core::pipeline::job::Artifact;
use towline_core::pipeline::records::{
    ActionExecution, ActionStatus, ErrorDetails, Execution, PipelineRecord, StageRecord, Trigger,
};
use towline_core::{Reason, Time};

use super::secrets;

pub(super) fn time(time: Time) -> Timestamp {
    Timestamp(time.epoch_seconds())
}

/// The declaration as answers show it, without secrets.
pub(super) fn declaration(
    catalogue: &[ActionType],
    declaration: &Declaration,
) -> Result<api::PipelineDeclaration, ApiError> {
    let mut shown = declaration.clone();
    secrets::mask(catalogue, &mut shown);
    let value = serde_json::to_value(&shown);
    let value = value.map_err(|e| ApiError::internal(format!("declaration: {e}")))?;
    decode(value)
}

pub(super) fn summary(record: &PipelineRecord) -> api::PipelineSummary {
    let declaration = &record.declaration;
    api::PipelineSummary {
        name: Some(declaration.name.clone()),
        version: Some(declaration.version as i32),
        pipeline_type: declaration.pipeline_type.clone(),
        execution_mode: Some(mode(declaration.execution_mode)),
        created: Some(time(record.created)),
        updated: Some(time(record.updated)),
    }
}

pub(super) fn metadata(record: &PipelineRecord) -> api::PipelineMetadata {
    api::PipelineMetadata {
        pipeline_arn: Some(record.arn.clone()),
        created: Some(time(record.created)),
        updated: Some(time(record.updated)),
        polling_disabled_at: None,
    }
}

fn mode(mode: Mode) -> String {
    match mode {
        Mode::Superseded => "SUPERSEDED",
        Mode::Queued => "QUEUED",
        Mode::Parallel => "PARALLEL",
    }
    .into()
}

fn trigger(trigger: &Trigger) -> api::ExecutionTrigger {
    api::ExecutionTrigger {
        trigger_type: Some(trigger.kind.clone()),
        trigger_detail: Some(trigger.detail.clone()),
    }
}

fn status_summary(execution: &Execution) -> Option<String> {
    execution.reason.as_ref().map(Reason::sentence)
}

pub(super) fn execution(record: &PipelineRecord, execution: &Execution) -> api::PipelineExecution {
    let revisions = execution.revisions.iter().map(|delivered| {
        let revision = &delivered.revision;
        api::ArtifactRevision {
            name: Some(delivered.artifact.clone()),
            revision_id: Some(revision.id.clone()),
            revision_change_identifier: revision.change_id.clone(),
            revision_summary: revision.summary.clone(),
            created: revision.created.map(time),
            revision_url: revision.url.clone(),
        }
    });
    let variables = execution
        .variables
        .iter()
        .map(|(name, value)| api::ResolvedPipelineVariable {
            name: Some(name.clone()),
            resolved_value: Some(value.clone()),
        });
    api::PipelineExecution {
        pipeline_name: Some(record.declaration.name.clone()),
        pipeline_version: Some(execution.version as i32),
        pipeline_execution_id: Some(execution.id.clone()),
        status: Some(execution.status.name().into()),
        status_summary: status_summary(execution),
        artifact_revisions: Some(revisions.collect()),
        variables: Some(variables.collect()),
        trigger: Some(trigger(&execution.trigger)),
        execution_mode: Some(mode(record.declaration.execution_mode)),
        execution_type: None,
        rollback_metadata: None,
    }
}

pub(super) fn execution_summary(
    record: &PipelineRecord,
    execution: &Execution,
) -> api::PipelineExecutionSummary {
    let revisions = execution.revisions.iter().map(|delivered| {
        let revision = &delivered.revision;
        api::SourceRevision {
            action_name: delivered.action.clone(),
            revision_id: Some(revision.id.clone()),
            revision_summary: revision.summary.clone(),
            revision_url: revision.url.clone(),
        }
    });
    let stop = execution.stop.as_ref();
    api::PipelineExecutionSummary {
        pipeline_execution_id: Some(execution.id.clone()),
        status: Some(execution.status.name().into()),
        status_summary: status_summary(execution),
        start_time: Some(time(execution.started)),
        last_update_time: Some(time(execution.updated)),
        source_revisions: Some(revisions.collect()),
        trigger: Some(trigger(&execution.trigger)),
        stop_trigger: stop.map(|stop| api::StopExecutionTrigger {
            reason: stop.reason.clone(),
        }),
        execution_mode: Some(mode(record.declaration.execution_mode)),
        execution_type: None,
        rollback_metadata: None,
    }
}

fn error(details: &ErrorDetails) -> api::ErrorDetails {
    api::ErrorDetails {
        code: Some(details.code.clone()),
        message: Some(details.message.clone()),
    }
}

fn action_summary(action: &ActionExecution) -> Option<String> {
    let revision = action.revision.as_ref().and_then(|r| r.summary.clone());
    // What goes on or was given up has no result to sum up, but a reason.
    let unended = matches!(
        action.status,
        ActionStatus::InProgress | ActionStatus::Abandoned
    );
    let reason = action.reason.as_ref().filter(|_| unended);
    let said = action.external.summary.clone().or(revision);
    said.or_else(|| reason.map(Reason::sentence))
}

/// An action's latest execution in `GetPipelineState`; the token only while it can be used.
pub(super) fn action_state(action: &ActionExecution) -> api::ActionExecution {
    api::ActionExecution {
        action_execution_id: Some(action.id.clone()),
        status: Some(action.status.name().into()),
        summary: action_summary(action),
        last_status_change: Some(time(action.updated)),
        token: action.token.clone().filter(|_| action.is_running()),
        last_updated_by: action.updated_by.clone(),
        external_execution_id: action.external.id.clone(),
        external_execution_url: action.external.url.clone(),
        percent_complete: None,
        error_details: action.error.as_ref().map(error),
        log_stream_arn: None,
    }
}

/// An attempt of an action in `ListActionExecutions`.
pub(super) fn action_detail(
    catalogue: &[ActionType],
    action: &ActionExecution,
) -> api::ActionExecutionDetail {
    api::ActionExecutionDetail {
        pipeline_execution_id: Some(action.execution_id.clone()),
        action_execution_id: Some(action.id.clone()),
        pipeline_version: Some(action.version as i32),
        stage_name: Some(action.stage.clone()),
        action_name: Some(action.action.clone()),
        start_time: Some(time(action.started)),
        last_update_time: Some(time(action.updated)),
        updated_by: action.updated_by.clone(),
        status: Some(action.status.name().into()),
        input: Some(action_input(catalogue, action)),
        output: Some(action_output(action)),
    }
}

fn action_input(catalogue: &[ActionType], action: &ActionExecution) -> api::ActionExecutionInput {
    let masked = |configuration: &BTreeMap<String, String>| {
        let mut shown = configuration.clone();
        secrets::mask_values(catalogue, &action.action_type, &mut shown);
        shown
    };
    api::ActionExecutionInput {
        action_type_id: Some(action_type_id(&action.action_type)),
        configuration: Some(masked(&action.configuration)),
        resolved_configuration: Some(masked(&action.resolved)),
        role_arn: action.role_arn.clone(),
        region: Some(action.region.clone()),
        input_artifacts: Some(artifacts(&action.inputs)),
        namespace: action.namespace.clone(),
    }
}

fn action_output(action: &ActionExecution) -> api::ActionExecutionOutput {
    // An open approval is answered by its token, which is the only name it has outside.
    let token = action.token.clone().filter(|_| action.is_running());
    api::ActionExecutionOutput {
        output_artifacts: Some(artifacts(&action.outputs)),
        execution_result: Some(api::ActionExecutionResult {
            external_execution_id: action.external.id.clone().or(token),
            external_execution_summary: action_summary(action),
            external_execution_url: action.external.url.clone(),
            error_details: action.error.as_ref().map(error),
            log_stream_arn: None,
        }),
        output_variables: Some(action.variables.clone()),
    }
}

fn artifacts(artifacts: &[Artifact]) -> Vec<api::ArtifactDetail> {
    let detail = |artifact: &Artifact| api::ArtifactDetail {
        name: Some(artifact.name.clone()),
        s3location: Some(api::S3Location {
            bucket: Some(artifact.bucket.clone()),
            key: Some(artifact.key.clone()),
        }),
    };
    artifacts.iter().map(detail).collect()
}

pub(super) fn action_type_id(id: &ActionTypeId) -> api::ActionTypeId {
    api::ActionTypeId {
        category: id.category.clone(),
        owner: id.owner.clone(),
        provider: id.provider.clone(),
        version: id.version.clone(),
    }
}

pub(super) fn transition(stage: &StageRecord) -> api::TransitionState {
    let transition = &stage.transition;
    api::TransitionState {
        enabled: Some(transition.enabled),
        last_changed_by: transition.by.clone(),
        last_changed_at: transition.at.map(time),
        disabled_reason: transition.reason.clone(),
    }
}
