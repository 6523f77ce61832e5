//! From a project and the overrides of one start to the definition of a build. Pure.

use towline_api::ApiError;
use towline_api::codebuild::{
    Build, BuildArtifacts, EnvironmentVariable, Project, ProjectArtifacts, ProjectSource,
    StartBuildInput,
};
use towline_api::towline::{BuildOutput, BuildSource};

use super::definition::Definition;
use super::{check, invalid};

/// The project as this one build sees it.
pub(super) fn overridden(
    mut project: Project,
    input: &StartBuildInput,
) -> Result<Project, ApiError> {
    refuse_unsupported(input)?;
    macro_rules! replace {
        ($($field:ident = $given:ident),* $(,)?) => {$(
            if input.$given.is_some() {
                project.$field = input.$given.clone();
            }
        )*};
    }
    replace!(
        secondary_sources = secondary_sources_override,
        secondary_source_versions = secondary_sources_version_override,
        source_version = source_version,
        artifacts = artifacts_override,
        secondary_artifacts = secondary_artifacts_override,
        cache = cache_override,
        service_role = service_role_override,
        timeout_in_minutes = timeout_in_minutes_override,
        queued_timeout_in_minutes = queued_timeout_in_minutes_override,
        encryption_key = encryption_key_override,
        logs_config = logs_config_override,
        auto_retry_limit = auto_retry_limit_override,
    );
    if let Some(source) = &mut project.source {
        override_source(source, input);
    }
    if let Some(environment) = &mut project.environment {
        let given = input
            .environment_variables_override
            .as_deref()
            .unwrap_or_default();
        merge(
            environment.environment_variables.get_or_insert_default(),
            given,
        );
        if let Some(kind) = &input.environment_type_override {
            environment.r#type.clone_from(kind);
        }
        if let Some(image) = &input.image_override {
            environment.image.clone_from(image);
        }
        if let Some(compute) = &input.compute_type_override {
            environment.compute_type.clone_from(compute);
        }
        if input.privileged_mode_override.is_some() {
            environment.privileged_mode = input.privileged_mode_override;
        }
    }
    check::project(&project)?;
    Ok(project)
}

fn refuse_unsupported(input: &StartBuildInput) -> Result<(), ApiError> {
    for (given, name) in [
        (
            input.debug_session_enabled == Some(true),
            "debugSessionEnabled",
        ),
        (input.certificate_override.is_some(), "certificateOverride"),
        (
            input.registry_credential_override.is_some(),
            "registryCredentialOverride",
        ),
        (input.fleet_override.is_some(), "fleetOverride"),
        (input.host_kernel_override.is_some(), "hostKernelOverride"),
    ] {
        if given {
            let text = format!("Invalid input: {name} is not supported by Towline");
            return Err(invalid(text));
        }
    }
    Ok(())
}

fn override_source(source: &mut ProjectSource, input: &StartBuildInput) {
    if let Some(kind) = &input.source_type_override {
        source.r#type.clone_from(kind);
        if kind == "NO_SOURCE" {
            source.location = None;
        }
    }
    if input.source_location_override.is_some() {
        source.location.clone_from(&input.source_location_override);
    }
    if input.buildspec_override.is_some() {
        source.buildspec.clone_from(&input.buildspec_override);
    }
    if input.git_clone_depth_override.is_some() {
        source.git_clone_depth = input.git_clone_depth_override;
    }
    if input.report_build_status_override.is_some() {
        source.report_build_status = input.report_build_status_override;
    }
}

/// By name: the same name is replaced, a new one is added.
pub(super) fn merge(into: &mut Vec<EnvironmentVariable>, given: &[EnvironmentVariable]) {
    for variable in given {
        let mut variable = variable.clone();
        variable.r#type.get_or_insert_with(|| "PLAINTEXT".into());
        match into.iter_mut().find(|old| old.name == variable.name) {
            Some(old) => *old = variable,
            None => into.push(variable),
        }
    }
}

/// The definition of a build of this project. Identity is added by the caller.
pub(super) fn definition(project: &Project, uuid: &str) -> Result<Definition, ApiError> {
    let source = project.source.clone().unwrap_or_default();
    let artifacts = project.artifacts.clone().unwrap_or_default();
    let name = project.name.clone().unwrap_or_default();
    let mut sources = vec![fetch(&source, "", project.source_version.as_deref())?];
    for secondary in project.secondary_sources.iter().flatten() {
        let id = secondary.source_identifier.clone().unwrap_or_default();
        let versions = project.secondary_source_versions.iter().flatten();
        let version = versions.clone().find(|v| v.source_identifier == id);
        sources.push(fetch(
            secondary,
            &id,
            version.map(|v| v.source_version.as_str()),
        )?);
    }
    let secondary = project.secondary_artifacts.as_deref().unwrap_or_default();
    let mut outputs = Vec::new();
    for artifact in std::iter::once(&artifacts).chain(secondary) {
        outputs.extend(upload(artifact, &name, uuid));
    }
    let base = Build {
        project_name: Some(name),
        source_version: project.source_version.clone(),
        source: Some(source),
        secondary_sources: project.secondary_sources.clone(),
        secondary_source_versions: project.secondary_source_versions.clone(),
        artifacts: Some(shown(&artifacts, &outputs)),
        secondary_artifacts: Some(secondary.iter().map(|a| shown(a, &outputs)).collect()),
        cache: project.cache.clone(),
        environment: project.environment.clone(),
        service_role: project.service_role.clone(),
        encryption_key: project.encryption_key.clone(),
        timeout_in_minutes: project.timeout_in_minutes,
        queued_timeout_in_minutes: project.queued_timeout_in_minutes,
        ..Build::default()
    };
    Ok(Definition {
        base,
        sources,
        outputs,
        logs_disabled: logs_disabled(project),
        request: None,
    })
}

fn logs_disabled(project: &Project) -> bool {
    let logs = project
        .logs_config
        .as_ref()
        .and_then(|l| l.cloud_watch_logs.as_ref());
    logs.is_some_and(|logs| logs.status == "DISABLED")
}

fn fetch(source: &ProjectSource, id: &str, version: Option<&str>) -> Result<BuildSource, ApiError> {
    let mut fetch = BuildSource {
        identifier: id.to_string(),
        ..BuildSource::default()
    };
    if source.r#type == "S3" {
        let location = source.location.as_deref().unwrap_or_default();
        let (bucket, key) = check::s3_location(location)?;
        fetch.bucket = Some(bucket);
        fetch.key = Some(key);
        fetch.version = version.filter(|v| !v.is_empty()).map(str::to_string);
    }
    Ok(fetch)
}

/// Where an artifact of type S3 goes: `path`, the build id and the name, as far as given.
fn upload(artifact: &ProjectArtifacts, project: &str, uuid: &str) -> Option<BuildOutput> {
    if artifact.r#type != "S3" {
        return None;
    }
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let path = text(&artifact.path);
    let name = artifact.name.clone().unwrap_or_else(|| project.to_string());
    let build_id = match artifact.namespace_type.as_deref() {
        Some("BUILD_ID") => uuid,
        _ => "",
    };
    let parts = [path.trim_matches('/'), build_id, name.trim_matches('/')];
    let key: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Some(BuildOutput {
        identifier: text(&artifact.artifact_identifier),
        bucket: text(&artifact.location),
        key: key.join("/"),
        packaging: artifact.packaging.clone().unwrap_or_else(|| "NONE".into()),
        use_buildspec_name: artifact.override_artifact_name,
        required: None,
    })
}

fn shown(artifact: &ProjectArtifacts, outputs: &[BuildOutput]) -> BuildArtifacts {
    let id = artifact.artifact_identifier.clone().unwrap_or_default();
    let output = outputs.iter().find(|output| output.identifier == id);
    BuildArtifacts {
        location: Some(output.map_or(String::new(), location)),
        override_artifact_name: artifact.override_artifact_name,
        encryption_disabled: artifact.encryption_disabled,
        artifact_identifier: artifact.artifact_identifier.clone(),
        bucket_owner_access: artifact.bucket_owner_access.clone(),
        ..BuildArtifacts::default()
    }
}

/// An output as the API names it.
pub(super) fn location(output: &BuildOutput) -> String {
    format!("arn:aws:s3:::{}/{}", output.bucket, output.key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use towline_api::codebuild::ProjectEnvironment;

    fn variable(name: &str, value: &str) -> EnvironmentVariable {
        EnvironmentVariable {
            name: name.into(),
            value: value.into(),
            r#type: Some("PLAINTEXT".into()),
        }
    }

    fn project() -> Project {
        Project {
            name: Some("shop".into()),
            source: Some(ProjectSource {
                r#type: "NO_SOURCE".into(),
                buildspec: Some("version: 0.2\n".into()),
                ..ProjectSource::default()
            }),
            artifacts: Some(ProjectArtifacts {
                r#type: "S3".into(),
                location: Some("bucket".into()),
                path: Some("/out/".into()),
                ..ProjectArtifacts::default()
            }),
            environment: Some(ProjectEnvironment {
                r#type: "LINUX_CONTAINER".into(),
                environment_variables: Some(vec![variable("A", "1"), variable("B", "1")]),
                ..ProjectEnvironment::default()
            }),
            ..Project::default()
        }
    }

    #[test]
    fn variables_merge_by_name() {
        let input = StartBuildInput {
            environment_variables_override: Some(vec![variable("B", "2"), variable("C", "2")]),
            ..StartBuildInput::default()
        };
        let environment = overridden(project(), &input).unwrap().environment.unwrap();
        let merged = [variable("A", "1"), variable("B", "2"), variable("C", "2")];
        assert_eq!(environment.environment_variables.unwrap(), merged);
    }

    #[test]
    fn overrides_are_checked_like_the_project() {
        let input = StartBuildInput {
            source_type_override: Some("GITHUB".into()),
            ..StartBuildInput::default()
        };
        let refusal = overridden(project(), &input).unwrap_err();
        assert!(refusal.message.contains("GITHUB"), "{refusal}");
    }

    #[test]
    fn keys_are_made_of_path_build_id_and_name() {
        let key = |change: &dyn Fn(&mut ProjectArtifacts)| {
            let mut project = project();
            change(project.artifacts.as_mut().unwrap());
            definition(&project, "uuid").unwrap().outputs[0].key.clone()
        };
        assert_eq!(key(&|_| {}), "out/shop");
        assert_eq!(
            key(&|a| a.namespace_type = Some("BUILD_ID".into())),
            "out/uuid/shop"
        );
        let root = |a: &mut ProjectArtifacts| {
            a.name = Some("/".into());
            a.path = None;
        };
        assert_eq!(key(&root), "");
    }
}
