//! What a project may ask for. Settings that would silently not happen are refused by name.

use towline_api::ApiError;
use towline_api::codebuild::{
    LogsConfig, Project, ProjectArtifacts, ProjectCache, ProjectEnvironment, ProjectSource,
};

use super::invalid;

type Check = Result<(), ApiError>;

/// Checked here and not by the shape: AWS answers with a text of its own.
const SECONDARY_SOURCES_MAX: usize = 12;

fn refuse(bad: bool, text: &str) -> Check {
    match bad {
        true => Err(invalid(format!("Invalid input: {text}"))),
        false => Ok(()),
    }
}

/// Everything that a build of this project would use.
pub(super) fn project(project: &Project) -> Check {
    let source = project.source.as_ref();
    let artifacts = project.artifacts.as_ref();
    if let (Some(source), Some(artifacts)) = (source, artifacts) {
        let mixed = (source.r#type == "CODEPIPELINE") != (artifacts.r#type == "CODEPIPELINE");
        refuse(
            mixed,
            "source and artifacts must both be of type CODEPIPELINE, or neither",
        )?;
    }
    sources(project)?;
    outputs(project)?;
    project.environment.as_ref().map_or(Ok(()), environment)?;
    project.cache.as_ref().map_or(Ok(()), cache)?;
    project.logs_config.as_ref().map_or(Ok(()), logs)?;
    let vpc = project
        .vpc_config
        .as_ref()
        .is_some_and(|vpc| vpc.vpc_id.as_deref().is_some_and(|id| !id.is_empty()));
    refuse(
        vpc,
        "vpcConfig is not supported by Towline; builds use the runner's network",
    )?;
    let file_systems = project.file_system_locations.as_ref();
    refuse(
        file_systems.is_some_and(|list| !list.is_empty()),
        "fileSystemLocations are not supported by Towline yet",
    )?;
    refuse(
        project.auto_retry_limit.is_some_and(|limit| limit > 0),
        "autoRetryLimit is not supported by Towline yet; leave it out or set it to 0",
    )
}

fn sources(project: &Project) -> Check {
    if let Some(primary) = &project.source {
        source(primary)?;
    }
    let secondary = project.secondary_sources.as_ref().map_or(0, Vec::len);
    refuse(
        secondary > SECONDARY_SOURCES_MAX,
        "the maximum number of secondary sources is 12",
    )?;
    for secondary in project.secondary_sources.iter().flatten() {
        let id = secondary.source_identifier.as_deref().unwrap_or_default();
        refuse(
            id.is_empty(),
            "sourceIdentifier is required for secondary sources",
        )?;
        identifier(id)?;
        refuse(
            secondary.r#type == "CODEPIPELINE" || secondary.r#type == "NO_SOURCE",
            "a secondary source cannot be of type CODEPIPELINE or NO_SOURCE",
        )?;
        source(secondary)?;
    }
    Ok(())
}

/// A source as a build would fetch it.
pub(super) fn source(source: &ProjectSource) -> Check {
    let location = source.location.as_deref().unwrap_or_default();
    match source.r#type.as_str() {
        "CODEPIPELINE" => {}
        "NO_SOURCE" => {
            let text = "source location must be empty for source type NO_SOURCE";
            refuse(!location.is_empty(), text)?;
            let inline = source.buildspec.as_deref().is_some_and(is_inline);
            refuse(!inline, "source type NO_SOURCE needs an inline buildspec")?;
        }
        "S3" => {
            s3_location(location)?;
        }
        other => {
            let text = format!(
                "source type {other} is not supported by Towline yet; use CODEPIPELINE, S3 or \
                 NO_SOURCE"
            );
            refuse(true, &text)?;
        }
    }
    let arn = source
        .buildspec
        .as_deref()
        .unwrap_or_default()
        .starts_with("arn:");
    refuse(
        arn,
        "a buildspec in S3 is not supported by Towline yet; use inline YAML or a path",
    )?;
    refuse(
        source.report_build_status == Some(true),
        "reportBuildStatus is only possible with a GitHub or Bitbucket source",
    )
}

/// Bucket and key of a zip archive in S3.
pub(super) fn s3_location(location: &str) -> Result<(String, String), ApiError> {
    let location = location.strip_prefix("arn:aws:s3:::").unwrap_or(location);
    match location.split_once('/') {
        Some((bucket, key)) if !bucket.is_empty() && !key.is_empty() => {
            let text =
                "an S3 source must be a zip archive; folders are not supported by Towline yet";
            refuse(key.ends_with('/'), text)?;
            Ok((bucket.to_string(), key.to_string()))
        }
        _ => Err(invalid(
            "Invalid input: the location of an S3 source must be `bucket/path/to/object.zip`",
        )),
    }
}

/// Inline YAML rather than a path.
pub(crate) fn is_inline(buildspec: &str) -> bool {
    buildspec.contains('\n') || buildspec.trim_start().starts_with('{')
}

/// An identifier of a source or artifact, which becomes part of a variable's name.
pub(super) fn identifier(id: &str) -> Check {
    let good = id.len() < 128 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    refuse(
        !good || id.is_empty(),
        "identifier must contain only alphanumeric characters and underscores and be less than \
         128 characters in length",
    )
}

fn outputs(project: &Project) -> Check {
    if let Some(artifact) = &project.artifacts {
        output(artifact)?;
    }
    for secondary in project.secondary_artifacts.iter().flatten() {
        let id = secondary.artifact_identifier.as_deref().unwrap_or_default();
        refuse(
            id.is_empty(),
            "artifactIdentifier is required for secondary artifacts",
        )?;
        identifier(id)?;
        let pipeline = secondary.r#type == "CODEPIPELINE";
        refuse(
            pipeline,
            "a secondary artifact cannot be of type CODEPIPELINE",
        )?;
        output(secondary)?;
    }
    Ok(())
}

fn output(artifact: &ProjectArtifacts) -> Check {
    let location = artifact.location.as_deref().unwrap_or_default();
    let s3 = artifact.r#type == "S3";
    refuse(
        s3 && location.is_empty(),
        "artifacts of type S3 need a location (a bucket name)",
    )?;
    refuse(
        s3 && location.contains('/'),
        "the location of artifacts is a bucket name; put the rest into `path`",
    )?;
    refuse(
        !s3 && artifact.encryption_disabled == Some(true),
        "encryptionDisabled is only possible with artifacts of type S3",
    )
}

/// The environment that a build would run in.
pub(super) fn environment(environment: &ProjectEnvironment) -> Check {
    let kind = environment.r#type.as_str();
    let text = format!(
        "environment type {kind} is not supported by Towline; use LINUX_CONTAINER or ARM_CONTAINER"
    );
    refuse(!matches!(kind, "LINUX_CONTAINER" | "ARM_CONTAINER"), &text)?;
    refuse(
        environment.privileged_mode == Some(true),
        "privilegedMode is not supported by Towline; builds run unprivileged on the runner",
    )?;
    for (given, name) in [
        (environment.certificate.is_some(), "certificate"),
        (
            environment.registry_credential.is_some(),
            "registryCredential",
        ),
        (environment.fleet.is_some(), "fleet"),
        (environment.docker_server.is_some(), "dockerServer"),
        (
            environment.compute_configuration.is_some(),
            "computeConfiguration",
        ),
        (environment.host_kernel.is_some(), "hostKernel"),
    ] {
        let text = format!("{name} is not supported by Towline; builds run on the runner's system");
        refuse(given, &text)?;
    }
    for variable in environment.environment_variables.iter().flatten() {
        let kind = variable.r#type.as_deref().unwrap_or("PLAINTEXT");
        let text = format!(
            "environment variable {}: type {kind} is not supported by Towline yet; use PLAINTEXT",
            variable.name
        );
        refuse(kind != "PLAINTEXT", &text)?;
    }
    Ok(())
}

/// Builds start with an empty cache, which is all that NO_CACHE and LOCAL promise.
pub(super) fn cache(cache: &ProjectCache) -> Check {
    refuse(
        cache.r#type == "S3",
        "an S3 cache is not supported by Towline yet; use NO_CACHE or LOCAL",
    )
}

/// Where logs may go.
pub(super) fn logs(logs: &LogsConfig) -> Check {
    let s3 = logs.s3_logs.as_ref();
    refuse(
        s3.is_some_and(|s3| s3.status == "ENABLED"),
        "logs in S3 are not supported by Towline yet; read them with `towline logs`",
    )
}
