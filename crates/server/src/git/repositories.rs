//! `CreateRepository` and `ListRepositories` of the private API.

use serde::{Deserialize, Serialize};
use towline_api::ApiError;
use towline_api::towline::{
    CreateRepositoryInput, CreateRepositoryOutput, ListRepositoriesOutput, Repository,
};
use towline_core::{Event, Row, Span, Time};
use towline_store::{Range, StoreError, StoreExt};

use super::{GitError, REPOSITORY, directory, program, sync};
use crate::{App, fault};

/// Time for a command that only touches a few small files.
const QUICK: Span = Span::minutes(1);

/// A repository as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Stored {
    name: String,
    created: Time,
}

/// Makes an empty repository with the initial branch `main`.
pub async fn create_repository(
    app: &App,
    input: CreateRepositoryInput,
) -> Result<CreateRepositoryOutput, ApiError> {
    let name = input.name;
    check_name(&name)?;
    if exists(app, &name).await.map_err(|e| fault::store(&e))? {
        return Err(already_there(&name));
    }
    init(app, &name).await.map_err(|e| unavailable(&e))?;
    let now = app.clock.now();
    let stored = Stored {
        name: name.clone(),
        created: now,
    };
    let event = Event {
        at: now,
        kind: "repository.created".into(),
        subject: name.clone(),
        detail: serde_json::json!({ "repository": name }),
    };
    let row = Row::create(REPOSITORY, name.as_str(), &stored);
    match app.commit(vec![row], vec![event]).await {
        Ok(()) => Ok(CreateRepositoryOutput {
            repository: shown(app, &name),
        }),
        Err(StoreError::Conflict { .. }) => Err(already_there(&name)),
        Err(error) => Err(fault::store(&error)),
    }
}

/// All repositories by name.
pub async fn list_repositories(app: &App) -> Result<ListRepositoriesOutput, ApiError> {
    let rows = app
        .store
        .list_as::<Stored>(REPOSITORY, Range::default())
        .await
        .map_err(|e| fault::store(&e))?;
    let repositories = rows.iter().map(|(name, _)| shown(app, name));
    Ok(ListRepositoriesOutput {
        repositories: repositories.collect(),
    })
}

/// Is there a repository with this name?
pub async fn exists(app: &App, name: &str) -> Result<bool, StoreError> {
    Ok(app.store.get(REPOSITORY, name).await?.is_some())
}

/// CodeCommit's rule for names: letters, digits, `.`, `_`, `-`, at most 100 of them, and no `.git`
/// at the end; names that begin with `.` or `-` would be taken for something else by programs.
pub fn check_name(name: &str) -> Result<(), ApiError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let sound = (1..=100).contains(&name.len()) && name.chars().all(allowed);
    if sound && !name.starts_with(['.', '-']) && !name.ends_with(".git") {
        return Ok(());
    }
    Err(ApiError::new(
        "InvalidRepositoryNameException",
        "The repository name is not valid. Use 1 to 100 letters, digits, periods, underscores and \
         dashes; it must not begin with a period or a dash and must not end with .git",
    ))
}

/// Makes the directory, or completes what a crash left of it.
async fn init(app: &App, name: &str) -> Result<(), GitError> {
    let directory = directory(app, name);
    tokio::fs::create_dir_all(&directory).await?;
    let mut init = program::command(app);
    init.args([
        "init",
        "--quiet",
        "--bare",
        "--template=",
        "--initial-branch=main",
        "--",
    ]);
    init.arg(&directory);
    program::run(app, init, "init", QUICK).await?;
    sync::created(directory).await?;
    Ok(())
}

fn shown(app: &App, name: &str) -> Repository {
    let settings = &app.settings;
    let (region, account) = (&settings.region, &settings.account);
    Repository {
        name: name.into(),
        arn: format!("arn:aws:codecommit:{region}:{account}:{name}"),
        clone_url: format!("{}/git/{name}", settings.url),
    }
}

fn already_there(name: &str) -> ApiError {
    ApiError::new(
        "RepositoryNameExistsException",
        format!("Repository named {name} already exists: push to it, or choose another name"),
    )
}

/// Our own trouble: told in full to whoever may create repositories, and logged.
fn unavailable(error: &GitError) -> ApiError {
    tracing::error!(%error, "repositories");
    ApiError::internal(format!("The repository is not available: {error}"))
}
