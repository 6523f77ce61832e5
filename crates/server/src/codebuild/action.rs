//! Builds of pipelines: started by the CodeBuild action, idempotent by its execution.

use std::sync::Arc;

use towline_api::ApiError;
use towline_api::codebuild::{EnvironmentVariable, Project, ProjectArtifacts, ProjectSource};
use towline_api::towline::{BuildOutput, BuildSource};
use towline_core::build::{Phase, PhaseStatus, Record, Status};
use towline_core::ids::Seed;
use towline_core::pipeline::job::{ActionFailure, Artifact};
use towline_providers::world::{BuildRequest, Ended};

use super::definition::Definition;
use super::{builds, check, plan, projects, start};
use crate::App;

/// Starts the build of an action, or finds the one that this token started. Gives its id.
pub async fn start(app: &Arc<App>, request: BuildRequest) -> Result<String, ActionFailure> {
    let uuid = Seed(request.token.clone()).uuid(&["codebuild"]);
    let id = format!("{}:{uuid}", request.project);
    match builds::find(app, &id).await {
        Ok(Some(_)) => return Ok(id),
        Ok(None) => {}
        Err(error) => return Err(refused(&error, &uuid)),
    }
    let variables = variables(request.environment.as_deref())?;
    let launched = async {
        let project = projects::get(app, &request.project).await?;
        let mut definition = definition(project, &request, &variables, &uuid)?;
        start::launch(app, &mut definition, &uuid, Vec::new()).await
    };
    match launched.await {
        Ok(record) => Ok(record.id),
        Err(error) => Err(refused(&error, &uuid)),
    }
}

/// Waits for the end of a build.
pub async fn ended(app: &Arc<App>, build: &str) -> Result<Ended, ActionFailure> {
    let mut events = app.bus.subscribe();
    loop {
        events.mark_unchanged();
        let (definition, record) = builds::get(app, build)
            .await
            .map_err(|error| ActionFailure::job(error.message))?;
        if record.status.is_final() {
            return Ok(outcome(&definition, record));
        }
        if app.clock.idle(events.changed()).await.is_err() {
            return Err(ActionFailure::job("the server is stopping"));
        }
    }
}

/// CodePipeline's sentence, with the phase that ended the build.
fn terminated(record: &Record) -> String {
    let state = format!("Build terminated with state: {}", record.status.name());
    let bad = |p: &&Phase| p.status.is_some_and(|s| s != PhaseStatus::Succeeded);
    let phase = record.phases.iter().find(bad);
    match phase.and_then(|p| Some((p.kind.name(), p.contexts.first()?))) {
        Some((phase, context)) => format!(
            "{state}. Phase: {phase}, Code: {}, Message: {}",
            context.code, context.message
        ),
        None => state,
    }
}

fn outcome(definition: &Definition, record: Record) -> Ended {
    let mut ended = Ended {
        succeeded: record.status == Status::Succeeded,
        status: record.status.name().into(),
        message: terminated(&record),
        variables: record.completion.exported.into_iter().collect(),
    };
    let uploaded = |output: &BuildOutput| {
        let mut all = record.completion.artifacts.iter();
        all.any(|artifact| artifact.identifier == output.identifier)
    };
    let missing = definition.outputs.iter().find(|output| !uploaded(output));
    if ended.succeeded {
        ended.message.clear();
        if let Some(output) = missing {
            ended.succeeded = false;
            ended.message = format!(
                "Build {} succeeded but made no artifact {}; add {} to its buildspec",
                record.id,
                output.key,
                match output.identifier.as_str() {
                    "" => "an `artifacts` block with `files`".to_string(),
                    id => format!("`{id}` to `artifacts.secondary-artifacts`"),
                }
            );
        }
    }
    ended
}

fn refused(error: &ApiError, request: &str) -> ActionFailure {
    ActionFailure::job(format!(
        "Error calling startBuild: {} (Service: AWSCodeBuild; Status Code: {}; Error Code: {}; \
         Request ID: {request})",
        error.message, error.status, error.code
    ))
}

/// The action's `EnvironmentVariables`.
fn variables(text: Option<&str>) -> Result<Vec<EnvironmentVariable>, ActionFailure> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return Ok(Vec::new());
    };
    serde_json::from_str(text).map_err(|error| {
        ActionFailure::configuration(format!(
            "EnvironmentVariables is no JSON array of {{\"name\", \"value\", \"type\"}}: line {}, \
             column {}",
            error.line(),
            error.column()
        ))
    })
}

/// The pipeline's source and outputs in place of the project's.
fn definition(
    mut project: Project,
    request: &BuildRequest,
    variables: &[EnvironmentVariable],
    uuid: &str,
) -> Result<Definition, ApiError> {
    let buildspec = project.source.take().and_then(|source| source.buildspec);
    project.source = Some(ProjectSource {
        r#type: "CODEPIPELINE".into(),
        buildspec,
        ..ProjectSource::default()
    });
    project.artifacts = Some(ProjectArtifacts {
        r#type: "CODEPIPELINE".into(),
        packaging: Some("ZIP".into()),
        ..ProjectArtifacts::default()
    });
    project.secondary_sources = None;
    project.secondary_source_versions = None;
    project.secondary_artifacts = None;
    let place = |artifact: &Artifact| format!("arn:aws:s3:::{}/{}", artifact.bucket, artifact.key);
    project.source_version = Some(place(&request.primary));
    if let Some(environment) = &mut project.environment {
        plan::merge(
            environment.environment_variables.get_or_insert_default(),
            variables,
        );
    }
    check::project(&project)?;
    let mut definition = plan::definition(&project, uuid)?;
    definition.sources = sources(request)?;
    definition.outputs = outputs(&request.outputs)?;
    definition.base.initiator = Some(request.initiator.clone());
    definition
        .base
        .resolved_source_version
        .clone_from(&request.primary.revision);
    Ok(definition)
}

fn sources(request: &BuildRequest) -> Result<Vec<BuildSource>, ApiError> {
    let fetch = |identifier: &str, artifact: &Artifact| BuildSource {
        identifier: identifier.to_string(),
        bucket: Some(artifact.bucket.clone()),
        key: Some(artifact.key.clone()),
        version: None,
    };
    let mut sources = vec![fetch("", &request.primary)];
    if !request.secondary.is_empty() {
        check::identifier(&request.primary.name)?;
    }
    for artifact in &request.secondary {
        check::identifier(&artifact.name)?;
        sources.push(fetch(&artifact.name, artifact));
    }
    Ok(sources)
}

/// One output is the top-level artifact; several are secondary artifacts of the same names.
fn outputs(artifacts: &[Artifact]) -> Result<Vec<BuildOutput>, ApiError> {
    let several = artifacts.len() > 1;
    artifacts
        .iter()
        .map(|artifact| {
            if several {
                check::identifier(&artifact.name)?;
            }
            Ok(BuildOutput {
                identifier: if several {
                    artifact.name.clone()
                } else {
                    String::new()
                },
                bucket: artifact.bucket.clone(),
                key: artifact.key.clone(),
                packaging: "ZIP".into(),
                use_buildspec_name: None,
                required: Some(true),
            })
        })
        .collect()
}
