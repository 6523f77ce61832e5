//! CreatePipeline, GetPipeline, UpdatePipeline, ListPipelines, DeletePipeline.

use std::sync::Arc;

use serde_json::{Value, json};
use towline_api::{ApiError, codepipeline as api, decode, encode};
use towline_auth::caller::Caller;
use towline_core::Row;
use towline_core::pipeline::records::{PipelineRecord, kind, version_key};
use towline_core::pipeline::validate::{Context, validate};
use towline_core::pipeline::{Declaration, Fact, Pipeline};
use towline_store::{Range, StoreError, StoreExt};

use super::{errors, page, secrets, shapes, tags};
use crate::{App, sources};

/// Pipelines of one account and region.
const PIPELINES_MAX: usize = 1000;

/// The stored pipeline, or `PipelineNotFoundException`.
pub(super) async fn find(app: &App, name: &str) -> Result<PipelineRecord, ApiError> {
    let found = app.store.get_as(kind::PIPELINE, name).await;
    let found = found.map_err(|e| errors::store(&e))?;
    found.ok_or_else(|| errors::no_pipeline(app, name))
}

/// The ARN of a pipeline.
pub(super) fn arn(app: &App, name: &str) -> String {
    let settings = &app.settings;
    format!(
        "arn:aws:codepipeline:{}:{}:{name}",
        settings.region, settings.account
    )
}

/// The declaration in a request, validated.
fn declared(app: &App, input: &Value) -> Result<Declaration, ApiError> {
    let declaration = serde_json::from_value(input["pipeline"].clone());
    let mut declaration: Declaration =
        declaration.map_err(|e| ApiError::new("SerializationException", e.to_string()))?;
    let context = Context {
        catalogue: &app.pipelines.catalogue,
        region: &app.settings.region,
    };
    validate(&declaration, &context).map_err(|e| errors::invalid(&e))?;
    declaration.normalise();
    Ok(declaration)
}

fn shown(app: &App, declaration: &Declaration) -> Result<api::PipelineDeclaration, ApiError> {
    shapes::declaration(&app.pipelines.catalogue, declaration)
}

pub(super) async fn create(
    app: &Arc<App>,
    caller: &Caller,
    input: Value,
) -> Result<Value, ApiError> {
    let declaration = declared(app, &input)?;
    let request: api::CreatePipelineInput = decode(input)?;
    let arn = arn(app, &declaration.name);
    let tag_list = request.tags.unwrap_or_default();
    let tag_map = tags::checked(&arn, Default::default(), &tag_list)?;
    check_room(app).await?;
    let now = app.clock.now();
    let record = PipelineRecord {
        declaration,
        region: app.settings.region.clone(),
        created: now,
        updated: now,
        arn,
    };
    let name = record.declaration.name.clone();
    let arn = record.arn.clone();
    let catalogue = Arc::clone(&app.pipelines.catalogue);
    let standing = sources::standing(app, &record.declaration).await;
    let seed = app.random.seed();
    let (machine, mut birth) =
        Pipeline::create(record, seed, catalogue, standing, &caller.arn, now);
    birth.rows.push(Row::put(kind::TAG, arn, &tag_map));
    let created = app
        .pipelines
        .driver
        .create(app, &name, machine, birth)
        .await;
    created.map_err(|error| match error {
        StoreError::Conflict { .. } => name_in_use(app, &name),
        other => errors::store(&other),
    })?;
    let record = find(app, &name).await?;
    encode(&api::CreatePipelineOutput {
        pipeline: Some(shown(app, &record.declaration)?),
        tags: Some(tag_list),
    })
}

fn name_in_use(app: &App, name: &str) -> ApiError {
    let account = &app.settings.account;
    ApiError::new(
        "PipelineNameInUseException",
        format!("A pipeline with the name '{name}' already exists in account '{account}'"),
    )
}

async fn check_room(app: &App) -> Result<(), ApiError> {
    let range = Range {
        limit: PIPELINES_MAX,
        ..Range::default()
    };
    let all = app.store.list(kind::PIPELINE, range).await;
    let all = all.map_err(|e| errors::store(&e))?;
    if all.len() < PIPELINES_MAX {
        return Ok(());
    }
    Err(ApiError::new(
        "LimitExceededException",
        format!("The account has {PIPELINES_MAX} pipelines already: delete one first"),
    ))
}

pub(super) async fn get(app: &Arc<App>, input: Value) -> Result<Value, ApiError> {
    let request: api::GetPipelineInput = decode(input)?;
    let current = find(app, &request.name).await?;
    let record = match request.version {
        None => current,
        Some(version) => version_of(app, &request.name, version).await?,
    };
    encode(&api::GetPipelineOutput {
        pipeline: Some(shown(app, &record.declaration)?),
        metadata: Some(shapes::metadata(&record)),
    })
}

async fn version_of(app: &App, name: &str, version: i32) -> Result<PipelineRecord, ApiError> {
    let key = version_key(name, u32::try_from(version).unwrap_or_default());
    let found = app.store.get_as(kind::VERSION, &key).await;
    found.map_err(|e| errors::store(&e))?.ok_or_else(|| {
        ApiError::new(
            "PipelineVersionNotFoundException",
            format!("Pipeline '{name}' does not have a version {version}"),
        )
    })
}

pub(super) async fn update(app: &Arc<App>, input: Value) -> Result<Value, ApiError> {
    let mut declaration = declared(app, &input)?;
    let name = declaration.name.clone();
    let old = find(app, &name).await?;
    secrets::unmask(&app.pipelines.catalogue, &mut declaration, &old.declaration);
    errors::tell(app, &name, Fact::Update(Box::new(declaration))).await?;
    let record = find(app, &name).await?;
    encode(&api::UpdatePipelineOutput {
        pipeline: Some(shown(app, &record.declaration)?),
    })
}

pub(super) async fn list(app: &Arc<App>, input: Value) -> Result<Value, ApiError> {
    let request: api::ListPipelinesInput = decode(input)?;
    let listing = page::Listing("pipelines".into());
    let limit = page::limit(request.max_results, 1000);
    let range = Range {
        after: listing.key(request.next_token.as_deref())?,
        limit: limit + 1,
        ..Range::default()
    };
    let rows = app
        .store
        .list_as::<PipelineRecord>(kind::PIPELINE, range)
        .await;
    let mut rows = rows.map_err(|e| errors::store(&e))?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| more);
    encode(&api::ListPipelinesOutput {
        next_token: last.map(|(key, _)| listing.token(key)),
        pipelines: Some(rows.iter().map(|(_, r)| shapes::summary(r)).collect()),
    })
}

pub(super) async fn delete(app: &Arc<App>, input: Value) -> Result<Value, ApiError> {
    let request: api::DeletePipelineInput = decode(input)?;
    match errors::tell(app, &request.name, Fact::Delete).await {
        Ok(_) => Ok(json!({})),
        Err(error) if error.code == "PipelineNotFoundException" => Ok(json!({})),
        Err(error) => Err(error),
    }
}
