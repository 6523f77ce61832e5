//! Projects.

use std::sync::Arc;

use serde_json::json;
use towline_api::ApiError;
use towline_api::codebuild::{
    BatchGetProjectsInput, BatchGetProjectsOutput, CreateProjectInput, CreateProjectOutput,
    DeleteProjectInput, DeleteProjectOutput, InvalidateProjectCacheInput,
    InvalidateProjectCacheOutput, ListProjectsInput, ListProjectsOutput, Project, ProjectBadge,
    ProjectCache, UpdateProjectInput, UpdateProjectOutput,
};
use towline_core::Row;
use towline_store::{Range, StoreError, StoreExt};

use super::{arn, check, invalid, missing, page, short, stored, timestamp};
use crate::App;
use crate::events::event;

/// Rows of projects; the key is the name.
const KIND: &str = "project";

/// Minutes, where the project names none.
const TIMEOUT: i32 = 60;
const QUEUED_TIMEOUT: i32 = 480;

/// A project by name or ARN.
pub(super) async fn find(app: &App, name: &str) -> Result<Option<Project>, ApiError> {
    let name = short(name, ":project/");
    app.store.get_as(KIND, name).await.map_err(stored)
}

/// A project that must exist.
pub(super) async fn get(app: &App, name: &str) -> Result<Project, ApiError> {
    let found = find(app, name).await?;
    found.ok_or_else(|| {
        let name = short(name, ":project/");
        let arn = arn(app, &format!("project/{name}"));
        missing(format!("Project cannot be found: {arn}"))
    })
}

pub(super) async fn create(
    app: &Arc<App>,
    input: CreateProjectInput,
) -> Result<CreateProjectOutput, ApiError> {
    let now = timestamp(app.clock.now());
    let settings = &app.settings;
    let key = format!(
        "arn:aws:kms:{}:{}:alias/aws/s3",
        settings.region, settings.account
    );
    badge(input.badge_enabled)?;
    let project = Project {
        arn: Some(arn(app, &format!("project/{}", input.name))),
        name: Some(input.name),
        description: input.description,
        source: Some(input.source),
        secondary_sources: input.secondary_sources,
        source_version: input.source_version,
        secondary_source_versions: input.secondary_source_versions,
        artifacts: Some(input.artifacts),
        secondary_artifacts: input.secondary_artifacts,
        cache: Some(input.cache.unwrap_or_else(no_cache_type)),
        environment: Some(input.environment),
        service_role: Some(role(app, input.service_role)),
        timeout_in_minutes: Some(input.timeout_in_minutes.unwrap_or(TIMEOUT)),
        queued_timeout_in_minutes: Some(input.queued_timeout_in_minutes.unwrap_or(QUEUED_TIMEOUT)),
        encryption_key: Some(input.encryption_key.unwrap_or(key)),
        tags: input.tags,
        created: Some(now),
        last_modified: Some(now),
        vpc_config: input.vpc_config,
        badge: Some(ProjectBadge {
            badge_enabled: Some(false),
            badge_request_url: None,
        }),
        logs_config: input.logs_config,
        file_system_locations: input.file_system_locations,
        build_batch_config: input.build_batch_config,
        concurrent_build_limit: input.concurrent_build_limit,
        auto_retry_limit: input.auto_retry_limit,
        ..Project::default()
    };
    let project = complete(project)?;
    let name = project.name.clone().unwrap_or_default();
    let event = event(app, "project.created", &name, json!({"project": name}));
    match app
        .commit(vec![Row::create(KIND, name, &project)], vec![event])
        .await
    {
        Ok(()) => Ok(CreateProjectOutput {
            project: Some(project),
        }),
        Err(StoreError::Conflict { .. }) => Err(ApiError::new(
            "ResourceAlreadyExistsException",
            format!(
                "Project already exists: {}",
                project.arn.unwrap_or_default()
            ),
        )),
        Err(error) => Err(stored(error)),
    }
}

pub(super) async fn update(
    app: &Arc<App>,
    input: UpdateProjectInput,
) -> Result<UpdateProjectOutput, ApiError> {
    badge(input.badge_enabled)?;
    let mut project = find(app, &input.name).await?.ok_or_else(|| {
        let arn = arn(app, &format!("project/{}", input.name));
        missing(format!("The provided project {arn} does not exist"))
    })?;
    // A given member replaces the old one whole.
    macro_rules! replace {
        ($($field:ident),* $(,)?) => {$(
            if input.$field.is_some() {
                project.$field = input.$field;
            }
        )*};
    }
    replace!(
        description,
        source,
        secondary_sources,
        source_version,
        secondary_source_versions,
        artifacts,
        secondary_artifacts,
        cache,
        environment,
        timeout_in_minutes,
        queued_timeout_in_minutes,
        encryption_key,
        tags,
        vpc_config,
        logs_config,
        file_system_locations,
        build_batch_config,
        concurrent_build_limit,
        auto_retry_limit,
    );
    if let Some(given) = input.service_role {
        project.service_role = Some(role(app, given));
    }
    project.last_modified = Some(timestamp(app.clock.now()));
    let project = complete(project)?;
    let name = project.name.clone().unwrap_or_default();
    let event = event(app, "project.updated", &name, json!({"project": name}));
    app.commit(vec![Row::put(KIND, name, &project)], vec![event])
        .await
        .map_err(stored)?;
    Ok(UpdateProjectOutput {
        project: Some(project),
    })
}

/// Checks the project and fills in what AWS always returns.
fn complete(mut project: Project) -> Result<Project, ApiError> {
    check::project(&project)?;
    if let Some(environment) = &mut project.environment {
        environment.privileged_mode.get_or_insert(false);
        environment
            .image_pull_credentials_type
            .get_or_insert_with(|| "CODEBUILD".into());
        let variables = environment.environment_variables.get_or_insert_default();
        for variable in variables {
            variable.r#type.get_or_insert_with(|| "PLAINTEXT".into());
        }
    }
    Ok(project)
}

fn badge(enabled: Option<bool>) -> Result<(), ApiError> {
    match enabled {
        Some(true) => Err(invalid(
            "Invalid input: build badges are not supported by Towline yet",
        )),
        _ => Ok(()),
    }
}

/// A bare role name stands for a service role of this account.
fn role(app: &App, given: String) -> String {
    match given.starts_with("arn:") {
        true => given,
        false => format!(
            "arn:aws:iam::{}:role/service-role/{given}",
            app.settings.account
        ),
    }
}

fn no_cache_type() -> ProjectCache {
    ProjectCache {
        r#type: "NO_CACHE".into(),
        ..ProjectCache::default()
    }
}

/// Deleting an unknown project is fine; builds stay readable.
pub(super) async fn delete(
    app: &Arc<App>,
    input: DeleteProjectInput,
) -> Result<DeleteProjectOutput, ApiError> {
    let name = short(&input.name, ":project/");
    let event = event(app, "project.deleted", name, json!({"project": name}));
    app.commit(vec![Row::delete(KIND, name)], vec![event])
        .await
        .map_err(stored)?;
    Ok(DeleteProjectOutput {})
}

pub(super) async fn batch_get(
    app: &Arc<App>,
    input: BatchGetProjectsInput,
) -> Result<BatchGetProjectsOutput, ApiError> {
    let (mut projects, mut unknown) = (Vec::new(), Vec::new());
    for name in input.names {
        match find(app, &name).await? {
            Some(project) => projects.push(project),
            None => unknown.push(name),
        }
    }
    Ok(BatchGetProjectsOutput {
        projects: Some(projects),
        projects_not_found: Some(unknown),
    })
}

pub(super) async fn list(
    app: &Arc<App>,
    input: ListProjectsInput,
) -> Result<ListProjectsOutput, ApiError> {
    let mut rows: Vec<(String, Project)> = app
        .store
        .list_as(KIND, Range::default())
        .await
        .map_err(stored)?;
    let key = |project: &Project| match input.sort_by.as_deref() {
        Some("CREATED_TIME") => project.created.map_or(0.0, |t| t.0),
        Some("LAST_MODIFIED_TIME") => project.last_modified.map_or(0.0, |t| t.0),
        _ => 0.0,
    };
    // Rows come by name, and sorting keeps that order among equals.
    rows.sort_by(|(_, a), (_, b)| key(a).total_cmp(&key(b)));
    if page::descending(input.sort_order.as_deref(), false) {
        rows.reverse();
    }
    let names = rows.into_iter().map(|(name, _)| name).collect();
    let (projects, next_token) = page::slice(names, input.next_token, page::SIZE)?;
    Ok(ListProjectsOutput {
        next_token,
        projects: Some(projects),
    })
}

/// There is no cache, so it is always as good as empty.
pub(super) async fn no_cache(
    app: &Arc<App>,
    input: InvalidateProjectCacheInput,
) -> Result<InvalidateProjectCacheOutput, ApiError> {
    get(app, &input.project_name).await?;
    Ok(InvalidateProjectCacheOutput {})
}
