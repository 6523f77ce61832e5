//! What a runner gets with a lease: objects, variables and places, nothing left to look up.

use towline_api::ApiError;
use towline_api::codebuild::Build as Shown;
use towline_api::towline::{BuildJob, BuildSource, BuildVariable};
use towline_core::build::{Attempt, LEASE};

use super::log;
use crate::App;
use crate::codebuild::definition::Definition;
use crate::codebuild::is_inline;

/// The job for one attempt at a build.
pub(super) async fn job(
    app: &App,
    definition: &Definition,
    attempt: Attempt,
) -> Result<BuildJob, ApiError> {
    let base = &definition.base;
    let build_id = base.id.clone().unwrap_or_default();
    let log_offset = log::length(app, &build_id).await?;
    let given = base.source.as_ref().and_then(|s| s.buildspec.clone());
    let given = given.filter(|text| !text.trim().is_empty());
    let (inline, path): (Option<String>, Option<String>) = match given {
        Some(text) if is_inline(&text) => (Some(text), None),
        other => (None, other),
    };
    let environment = base.environment.as_ref();
    let variables = environment.and_then(|e| e.environment_variables.clone());
    let variables = variables
        .unwrap_or_default()
        .into_iter()
        .map(|v| BuildVariable {
            name: v.name,
            value: v.value,
            r#type: v.r#type,
        });
    Ok(BuildJob {
        build_arn: base.arn.clone().unwrap_or_default(),
        build_id,
        lease_token: attempt.token,
        lease_seconds: i32::try_from(LEASE.0 / 1000).unwrap_or(i32::MAX),
        attempt: i32::try_from(attempt.number).unwrap_or(i32::MAX),
        log_offset,
        logs_disabled: Some(definition.logs_disabled),
        buildspec: inline,
        buildspec_path: path,
        sources: definition.sources.clone(),
        variables: variables.collect(),
        service_variables: service(app, base, &definition.sources),
        outputs: definition.outputs.clone(),
    })
}

/// The variables that CodeBuild sets; those that depend on the runner's disk are the runner's.
fn service(app: &App, base: &Shown, sources: &[BuildSource]) -> Vec<BuildVariable> {
    let settings = &app.settings;
    let id = base.id.clone().unwrap_or_default();
    let project = base.project_name.clone().unwrap_or_default();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let image = base.environment.as_ref().map(|e| e.image.clone());
    let started = app.clock.now().0.to_string();
    let mut list = vec![
        ("AWS_DEFAULT_REGION", settings.region.clone()),
        ("AWS_REGION", settings.region.clone()),
        ("CI", "true".into()),
        ("CODEBUILD_CI", "true".into()),
        ("CODEBUILD_BUILD_ARN", text(&base.arn)),
        ("CODEBUILD_BUILD_ID", id),
        ("CODEBUILD_BUILD_IMAGE", image.unwrap_or_default()),
        (
            "CODEBUILD_BUILD_NUMBER",
            base.build_number.unwrap_or_default().to_string(),
        ),
        ("CODEBUILD_INITIATOR", text(&base.initiator)),
        ("CODEBUILD_KMS_KEY_ID", text(&base.encryption_key)),
        (
            "CODEBUILD_PROJECT_ARN",
            crate::codebuild::arn(app, &format!("project/{project}")),
        ),
        ("CODEBUILD_START_TIME", started),
        ("CODEBUILD_SOURCE_VERSION", text(&base.source_version)),
        (
            "CODEBUILD_SOURCE_REPO_URL",
            sources.first().map(url).unwrap_or_default(),
        ),
    ];
    if let Some(revision) = &base.resolved_source_version {
        list.push(("CODEBUILD_RESOLVED_SOURCE_VERSION", revision.clone()));
    }
    let mut variables: Vec<BuildVariable> = list
        .into_iter()
        .map(|(name, value)| variable(name.to_string(), value))
        .collect();
    for source in sources
        .iter()
        .filter(|source| !source.identifier.is_empty())
    {
        let id = &source.identifier;
        let place = format!("arn:aws:s3:::{}", url(source));
        let version = source.version.clone().unwrap_or(place);
        variables.push(variable(format!("CODEBUILD_SOURCE_VERSION_{id}"), version));
        variables.push(variable(
            format!("CODEBUILD_SOURCE_REPO_URL_{id}"),
            url(source),
        ));
    }
    variables
}

fn url(source: &BuildSource) -> String {
    match (&source.bucket, &source.key) {
        (Some(bucket), Some(key)) => format!("{bucket}/{key}"),
        _ => String::new(),
    }
}

fn variable(name: String, value: String) -> BuildVariable {
    BuildVariable {
        name,
        value,
        r#type: None,
    }
}
