//! Reading, stopping and deleting builds.

use std::sync::Arc;

use towline_api::ApiError;
use towline_api::codebuild::{
    BatchDeleteBuildsInput, BatchDeleteBuildsOutput, BatchGetBuildsInput, BatchGetBuildsOutput,
    BuildNotDeleted, ListBuildsForProjectInput, ListBuildsForProjectOutput, ListBuildsInput,
    ListBuildsOutput, StopBuildInput, StopBuildOutput,
};
use towline_auth::caller::Caller;
use towline_core::Row;
use towline_core::build::{self, Build, Fact, Record};
use towline_store::{Range, StoreExt};

use super::definition::{self, Definition};
use super::page::{self, Page};
use super::{invalid, missing, projects, short, start, stored, view};
use crate::{App, DriveError, Owned, fault};

/// A build by id or ARN, with its state.
pub(super) async fn find(app: &App, id: &str) -> Result<Option<(Definition, Record)>, ApiError> {
    let id = short(id, ":build/");
    let Some(definition) = start::definition_of(app, id).await? else {
        return Ok(None);
    };
    let record = app.store.get_as(build::KIND, id).await.map_err(stored)?;
    Ok(record.map(|record| (definition, record)))
}

/// A build that must exist.
pub(super) async fn get(app: &App, id: &str) -> Result<(Definition, Record), ApiError> {
    if !short(id, ":build/").contains(':') {
        return Err(invalid("Invalid build ID provided"));
    }
    let found = find(app, id).await?;
    found.ok_or_else(|| missing(format!("Build {id} does not exist")))
}

/// The state of a build that must exist.
pub(super) async fn record(app: &App, id: &str) -> Result<Record, ApiError> {
    let record = app.store.get_as(build::KIND, id).await.map_err(stored)?;
    record.ok_or_else(|| missing(format!("Build {id} does not exist")))
}

pub(super) async fn stop(
    app: &Arc<App>,
    caller: &Caller,
    input: StopBuildInput,
) -> Result<StopBuildOutput, ApiError> {
    let (definition, before) = get(app, &input.id).await?;
    if !before.status.is_final() {
        let by = caller.arn.clone();
        match Build::driver(app)
            .tell(app, &before.id, Fact::Stop { by })
            .await
        {
            Ok(_) | Err(DriveError::Refused(_)) => {}
            Err(error) => return Err(fault::drive(&error)),
        }
    }
    let record = record(app, &before.id).await?;
    Ok(StopBuildOutput {
        build: Some(view::build(app, &definition, &record)),
    })
}

pub(super) async fn batch_get(
    app: &Arc<App>,
    input: BatchGetBuildsInput,
) -> Result<BatchGetBuildsOutput, ApiError> {
    let (mut builds, mut unknown) = (Vec::new(), Vec::new());
    for id in input.ids {
        match find(app, &id).await? {
            Some((definition, record)) => builds.push(view::build(app, &definition, &record)),
            None => unknown.push(id),
        }
    }
    Ok(BatchGetBuildsOutput {
        builds: Some(builds),
        builds_not_found: Some(unknown),
    })
}

pub(super) async fn batch_delete(
    app: &Arc<App>,
    input: BatchDeleteBuildsInput,
) -> Result<BatchDeleteBuildsOutput, ApiError> {
    let (mut deleted, mut kept) = (Vec::new(), Vec::new());
    for id in input.ids {
        let why = match find(app, &id).await? {
            None => "BUILD_NOT_FOUND",
            Some((_, record)) if !record.status.is_final() => "BUILD_IN_PROGRESS",
            Some((definition, record)) => {
                delete(app, &definition, &record).await?;
                deleted.push(id);
                continue;
            }
        };
        kept.push(BuildNotDeleted {
            id: Some(id),
            status_code: Some(why.into()),
        });
    }
    Ok(BatchDeleteBuildsOutput {
        builds_deleted: Some(deleted),
        builds_not_deleted: Some(kept),
    })
}

async fn delete(app: &App, definition: &Definition, record: &Record) -> Result<(), ApiError> {
    let number = definition.base.build_number.unwrap_or_default();
    let place = format!("{}/{number:012}", record.project);
    let by_time = format!("{:015}/{}", record.started.0.max(0), record.id);
    let rows = vec![
        Row::delete(build::KIND, &record.id),
        Row::delete(definition::KIND, &record.id),
        Row::delete(start::BY_PROJECT, place),
        Row::delete(start::BY_TIME, by_time),
    ];
    app.commit(rows, Vec::new()).await.map_err(stored)?;
    crate::runners::forget_log(app, &record.id).await;
    Ok(())
}

pub(super) async fn list(
    app: &Arc<App>,
    input: ListBuildsInput,
) -> Result<ListBuildsOutput, ApiError> {
    let page = Page {
        kind: start::BY_TIME,
        prefix: String::new(),
        size: page::SIZE,
        reverse: page::descending(input.sort_order.as_deref(), true),
        token: input.next_token,
    };
    let (ids, next_token) = ids(app, page).await?;
    Ok(ListBuildsOutput {
        ids: Some(ids),
        next_token,
    })
}

pub(super) async fn of_project(
    app: &Arc<App>,
    input: ListBuildsForProjectInput,
) -> Result<ListBuildsForProjectOutput, ApiError> {
    let name = short(&input.project_name, ":project/").to_string();
    let prefix = format!("{name}/");
    let any = Range {
        limit: 1,
        ..Range::prefix(&prefix)
    };
    if app
        .store
        .list(start::BY_PROJECT, any)
        .await
        .map_err(stored)?
        .is_empty()
    {
        // Builds of a deleted project stay readable.
        projects::get(app, &name).await?;
    }
    let page = Page {
        kind: start::BY_PROJECT,
        prefix,
        size: page::SIZE,
        reverse: page::descending(input.sort_order.as_deref(), true),
        token: input.next_token,
    };
    let (ids, next_token) = ids(app, page).await?;
    Ok(ListBuildsForProjectOutput {
        ids: Some(ids),
        next_token,
    })
}

async fn ids(app: &App, page: Page) -> Result<(Vec<String>, Option<String>), ApiError> {
    let (rows, token) = page::read(app, page).await?;
    let ids = rows
        .into_iter()
        .filter_map(|(_, doc)| serde_json::from_str(&doc).ok());
    Ok((ids.collect(), token))
}
