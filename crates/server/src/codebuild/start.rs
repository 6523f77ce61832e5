//! StartBuild and RetryBuild, and the one way in which builds come into being.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use towline_api::ApiError;
use towline_api::codebuild::{
    Build as Shown, RetryBuildInput, RetryBuildOutput, StartBuildInput, StartBuildOutput,
};
use towline_auth::caller::Caller;
use towline_core::build::{self, Build, Record, Request};
use towline_core::{Row, Span, Time};
use towline_store::{Range, StoreError, StoreExt};

use super::definition::{self, Definition};
use super::{arn, builds, invalid, plan, projects, short, stored, view};
use crate::{App, Owned};

/// Build numbers given so far; the key is the project's name and outlives the project.
const COUNTER: &str = "build-counter";
/// Idempotency tokens; the key is the token.
const TOKEN: &str = "build-token";
/// Build ids by time of start, oldest first.
pub(super) const BY_TIME: &str = "build-by-time";
/// Build ids by project and number.
pub(super) const BY_PROJECT: &str = "build-by-project";

/// How long an idempotency token is remembered.
const TOKEN_LIFE: Span = Span::minutes(5);

/// Tries when other builds of the project start at the same moment.
const TRIES: usize = 50;

#[derive(Serialize, Deserialize)]
struct Token {
    build: String,
    request: StartBuildInput,
    at: Time,
}

pub(super) async fn start(
    app: &Arc<App>,
    caller: &Caller,
    input: StartBuildInput,
) -> Result<StartBuildOutput, ApiError> {
    let build = from_request(app, caller, input).await?;
    Ok(StartBuildOutput { build: Some(build) })
}

/// A new build from the same request.
pub(super) async fn retry(
    app: &Arc<App>,
    caller: &Caller,
    input: RetryBuildInput,
) -> Result<RetryBuildOutput, ApiError> {
    let id = input.id.unwrap_or_default();
    let (definition, record) = builds::get(app, &id).await?;
    if !record.status.is_final() {
        let text = format!(
            "Invalid input: build {} is still in progress: wait for its end, or stop it first",
            record.id
        );
        return Err(invalid(text));
    }
    let Some(mut request) = definition.request else {
        let text =
            "Invalid input: the build belongs to a pipeline; retry the stage of the pipeline";
        return Err(invalid(text));
    };
    request.idempotency_token = input.idempotency_token;
    let build = from_request(app, caller, request).await?;
    Ok(RetryBuildOutput { build: Some(build) })
}

async fn from_request(
    app: &Arc<App>,
    caller: &Caller,
    request: StartBuildInput,
) -> Result<Shown, ApiError> {
    let (token, known) = token(app, &request).await?;
    if let Some(id) = known {
        let (definition, record) = builds::get(app, &id).await?;
        return Ok(view::build(app, &definition, &record));
    }
    let project = projects::get(app, &request.project_name).await?;
    let project = plan::overridden(project, &request)?;
    if project
        .source
        .as_ref()
        .is_some_and(|s| s.r#type == "CODEPIPELINE")
    {
        let text = "Invalid input: the project takes its source from a pipeline; give \
                    sourceTypeOverride and artifactsOverride to start it by hand";
        return Err(invalid(text));
    }
    within_limit(app, &project).await?;
    let uuid = app.random.uuid();
    let mut definition = plan::definition(&project, &uuid)?;
    definition.base.initiator = Some(initiator(caller));
    definition.request = Some(request.clone());
    let mut extra = Vec::new();
    let id = format!("{}:{uuid}", definition.project());
    if let Some(mut row) = token {
        let token = Token {
            build: id,
            request,
            at: app.clock.now(),
        };
        row.doc = Row::put(TOKEN, "", &token).doc;
        extra.push(row);
    }
    let record = launch(app, &mut definition, &uuid, extra).await?;
    Ok(view::build(app, &definition, &record))
}

/// The row that a new token will be stored in, or the build that a known one started.
async fn token(
    app: &App,
    request: &StartBuildInput,
) -> Result<(Option<Row>, Option<String>), ApiError> {
    let Some(text) = request.idempotency_token.as_deref() else {
        return Ok((None, None));
    };
    let Some(old) = app.store.get(TOKEN, text).await.map_err(stored)? else {
        return Ok((Some(Row::create(TOKEN, text, &())), None));
    };
    let token: Option<Token> = serde_json::from_str(&old).ok();
    match token {
        Some(token) if app.clock.now() < token.at + TOKEN_LIFE => {
            if token.request != *request {
                let text = "Invalid input: the idempotencyToken was used with other parameters";
                return Err(invalid(text));
            }
            Ok((None, Some(token.build)))
        }
        _ => {
            let mut row = Row::put(TOKEN, text, &());
            row.expect = towline_core::Expect::Is(old);
            Ok((Some(row), None))
        }
    }
}

async fn within_limit(
    app: &App,
    project: &towline_api::codebuild::Project,
) -> Result<(), ApiError> {
    let Some(limit) = project.concurrent_build_limit else {
        return Ok(());
    };
    let name = project.name.clone().unwrap_or_default();
    let range = Range::prefix(format!("{name}:"));
    let open = app.store.list(build::OPEN, range).await.map_err(stored)?;
    if open.len() < usize::try_from(limit).unwrap_or(0) {
        return Ok(());
    }
    Err(ApiError::new(
        "AccountLimitExceededException",
        format!(
            "Cannot have more than {limit} active builds for the project {name}: wait for one to \
             end, or raise its concurrentBuildLimit"
        ),
    ))
}

/// The user's name, as AWS shows it.
fn initiator(caller: &Caller) -> String {
    let name = caller.arn.rsplit_once(":user/").map(|(_, name)| name);
    name.unwrap_or_else(|| short(&caller.arn, ":assumed-role/"))
        .to_string()
}

/// Stores a build with its definition, number and places in listings, and drives it. A build that
/// exists already stays as it is.
pub(super) async fn launch(
    app: &Arc<App>,
    definition: &mut Definition,
    uuid: &str,
    extra: Vec<Row>,
) -> Result<Record, ApiError> {
    let id = format!("{}:{uuid}", definition.project());
    definition.base.id = Some(id.clone());
    definition.base.arn = Some(arn(app, &format!("build/{id}")));
    let seed = app.random.seed();
    for _ in 0..TRIES {
        let now = app.clock.now();
        let minutes = |value: Option<i32>| Span::minutes(i64::from(value.unwrap_or(60)));
        let request = Request {
            id: id.clone(),
            project: definition.project().to_string(),
            seed: seed.clone(),
            queued_limit: minutes(definition.base.queued_timeout_in_minutes),
            limit: minutes(definition.base.timeout_in_minutes),
        };
        let (machine, mut birth) = Build::create(request, now);
        let record = machine.record().clone();
        birth.rows.extend(numbered(app, definition).await?);
        birth.rows.extend(extra.iter().cloned());
        birth.rows.push(Row::put(definition::KIND, &id, definition));
        let by_time = format!("{:015}/{id}", now.0.max(0));
        birth.rows.push(Row::put(BY_TIME, by_time, &id));
        match Build::driver(app).create(app, &id, machine, birth).await {
            Ok(()) => return Ok(record),
            Err(StoreError::Conflict { kind, .. }) if kind == build::KIND => {
                return builds::record(app, &id).await;
            }
            Err(StoreError::Conflict { kind, .. }) if kind == COUNTER => {}
            Err(StoreError::Conflict { .. }) => {
                let text = "Invalid input: the idempotencyToken is being used by another request";
                return Err(invalid(text));
            }
            Err(error) => return Err(stored(error)),
        }
    }
    Err(ApiError::internal(
        "too many builds of the project start at the same moment; try again",
    ))
}

/// Takes the next number of the project.
async fn numbered(app: &App, definition: &mut Definition) -> Result<[Row; 2], ApiError> {
    let project = definition.project().to_string();
    let old = app.store.get(COUNTER, &project).await.map_err(stored)?;
    let last: i64 = old
        .as_deref()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let number = last + 1;
    definition.base.build_number = Some(number);
    let mut counter = Row::create(COUNTER, &project, &number);
    if let Some(old) = old {
        counter.expect = towline_core::Expect::Is(old);
    }
    let id = definition.base.id.clone().unwrap_or_default();
    let place = format!("{project}/{number:012}");
    Ok([counter, Row::put(BY_PROJECT, place, &id)])
}

/// The definition of an existing build.
pub(super) async fn definition_of(app: &App, id: &str) -> Result<Option<Definition>, ApiError> {
    app.store.get_as(definition::KIND, id).await.map_err(stored)
}
