//! A build as the API shows it: its definition and its state in one object.

use towline_api::codebuild::{
    Build, BuildPhase, CloudWatchLogsConfig, ExportedEnvironmentVariable, LogsLocation,
    PhaseContext,
};
use towline_core::build::{Context, Phase, PhaseType, Record, Uploaded};

use super::definition::{self, Definition};
use super::timestamp;
use crate::App;

/// The `Build` of BatchGetBuilds.
pub(super) fn build(app: &App, definition: &Definition, record: &Record) -> Build {
    let mut build = definition.base.clone();
    build.build_status = Some(record.status.name().into());
    build.current_phase = Some(record.current_phase().name().into());
    build.build_complete = Some(record.status.is_final());
    build.start_time = Some(timestamp(record.started));
    build.end_time = record.ended.map(timestamp);
    build.phases = Some(record.phases.iter().map(|p| phase(p, record)).collect());
    build.logs = Some(logs(app, definition));
    build.report_arns = Some(record.completion.reports.clone());
    let exported = record.completion.exported.iter();
    build.exported_environment_variables = Some(
        exported
            .map(|(name, value)| ExportedEnvironmentVariable {
                name: Some(name.clone()),
                value: Some(value.clone()),
            })
            .collect(),
    );
    for uploaded in &record.completion.artifacts {
        fill(&mut build, uploaded);
    }
    build
}

/// Puts place and digests of an uploaded artifact into the build.
fn fill(build: &mut Build, uploaded: &Uploaded) {
    let primary = build
        .artifacts
        .as_mut()
        .filter(|_| uploaded.identifier.is_empty());
    let mut secondary = build.secondary_artifacts.iter_mut().flatten();
    let artifact = primary.or_else(|| {
        secondary.find(|a| a.artifact_identifier.as_deref() == Some(&uploaded.identifier))
    });
    if let Some(artifact) = artifact {
        artifact.location = Some(uploaded.location.clone());
        artifact.sha256sum.clone_from(&uploaded.sha256);
        artifact.md5sum.clone_from(&uploaded.md5);
    }
}

fn phase(phase: &Phase, record: &Record) -> BuildPhase {
    let mut contexts: Vec<PhaseContext> = phase.contexts.iter().map(context).collect();
    if phase.kind == PhaseType::Queued
        && phase.ended.is_none()
        && let Some(reason) = &record.reason
    {
        contexts.push(context(&Context::new(&reason.code, &reason.sentence())));
    }
    BuildPhase {
        phase_type: Some(phase.kind.name().into()),
        phase_status: phase.status.map(|status| status.name().into()),
        start_time: Some(timestamp(phase.started)),
        end_time: phase.ended.map(timestamp),
        duration_in_seconds: phase.ended.map(|end| end.since(phase.started).0 / 1000),
        contexts: (!contexts.is_empty()).then_some(contexts),
    }
}

fn context(context: &Context) -> PhaseContext {
    PhaseContext {
        status_code: Some(context.code.clone()),
        message: Some(context.message.clone()),
    }
}

fn logs(app: &App, definition: &Definition) -> LogsLocation {
    let group = format!("/aws/codebuild/{}", definition.project());
    let id = definition.base.id.as_deref().unwrap_or_default();
    let stream = definition::uuid(id).to_string();
    let settings = &app.settings;
    let status = match definition.logs_disabled {
        true => "DISABLED",
        false => "ENABLED",
    };
    let config = CloudWatchLogsConfig {
        status: status.into(),
        ..CloudWatchLogsConfig::default()
    };
    if definition.logs_disabled {
        return LogsLocation {
            cloud_watch_logs: Some(config),
            ..LogsLocation::default()
        };
    }
    LogsLocation {
        cloud_watch_logs_arn: Some(format!(
            "arn:aws:logs:{}:{}:log-group:{group}:log-stream:{stream}",
            settings.region, settings.account
        )),
        group_name: Some(group),
        stream_name: Some(stream),
        cloud_watch_logs: Some(config),
        ..LogsLocation::default()
    }
}
