//! The pipeline machines of this server: loaded from their rows, their actions run by providers.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use futures::FutureExt;
use towline_core::Span;
use towline_core::pipeline::job::{ActionFailure, ActionJob, ActionOutcome, External, FailureCode};
use towline_core::pipeline::machine::{Loaded, Token, needed_actions};
use towline_core::pipeline::records::{
    ActionExecution, Execution, PipelineRecord, StateRecord, kind, numbered,
};
use towline_core::pipeline::{ActionType, Effect, Fact, Pipeline};
use towline_providers::Registration;
use towline_store::{Range, Store, StoreError, StoreExt};

use crate::clock::patience;
use crate::world::ServerWorld;
use crate::{App, DriveError, Driver, Owned};

/// The longest wait before an action is run again that our storage failed.
const LONGEST_PAUSE: Span = Span::seconds(10);

/// Everything about pipelines that lives as long as the server.
pub struct Pipelines {
    /// The live machines.
    pub driver: Driver<Pipeline>,
    /// Action types with their providers.
    pub registered: Vec<Registration>,
    /// The action types alone.
    pub catalogue: Arc<Vec<ActionType>>,
    /// For temporary files of providers; emptied when the server starts.
    pub scratch: PathBuf,
}

impl Pipelines {
    /// With the production list of providers.
    pub fn open(data: &Path) -> std::io::Result<Pipelines> {
        Pipelines::with(data, towline_providers::registered())
    }

    /// With another list of providers, for tests.
    pub fn with(data: &Path, registered: Vec<Registration>) -> std::io::Result<Pipelines> {
        let scratch = data.join("scratch");
        match std::fs::remove_dir_all(&scratch) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => std::fs::create_dir_all(&scratch)?,
        }
        let types = registered.iter().map(|r| r.action_type.clone());
        Ok(Pipelines {
            driver: Driver::default(),
            catalogue: Arc::new(types.collect()),
            registered,
            scratch,
        })
    }
}

#[async_trait]
impl Owned for Pipeline {
    const WHAT: &'static str = "pipeline";

    fn driver(app: &App) -> &Driver<Pipeline> {
        &app.pipelines.driver
    }

    async fn load(app: &App, name: &str) -> Result<Option<Pipeline>, StoreError> {
        let store = &*app.store;
        let record: Option<PipelineRecord> = store.get_as(kind::PIPELINE, name).await?;
        let state: Option<StateRecord> = store.get_as(kind::STATE, name).await?;
        let (Some(pipeline), Some(state)) = (record, state) else {
            return Ok(None);
        };
        let executions: BTreeMap<u64, Execution> =
            rows(store, kind::EXECUTION, name, state.needed()).await?;
        let needed = needed_actions(&state, &executions);
        let actions: BTreeMap<u64, ActionExecution> =
            rows(store, kind::ACTION, name, needed).await?;
        let loaded = Loaded {
            pipeline,
            state,
            executions: executions.into_values().collect(),
            actions: actions.into_values().collect(),
            tokens: tokens(store, name).await?,
        };
        let catalogue = Arc::clone(&app.pipelines.catalogue);
        Ok(Some(Pipeline::load(loaded, catalogue)))
    }

    async fn unfinished(app: &App) -> Result<Vec<String>, StoreError> {
        let all: Vec<(String, StateRecord)> =
            app.store.list_as(kind::STATE, Range::default()).await?;
        let busy = all.into_iter().filter(|(_, state)| state.busy);
        Ok(busy.map(|(name, _)| name).collect())
    }

    fn perform(app: &Arc<App>, name: &str, effect: Effect) {
        let Effect::StartAction(job) = effect;
        let work = run(Arc::clone(app), name.to_string(), *job.clone());
        app.spawn_once(format!("action/{}", job.id), work);
    }
}

/// Numbered rows of a pipeline.
async fn rows<T: serde::de::DeserializeOwned>(
    store: &dyn Store,
    kind: &str,
    name: &str,
    numbers: impl IntoIterator<Item = u64>,
) -> Result<BTreeMap<u64, T>, StoreError> {
    let mut found = BTreeMap::new();
    for number in numbers {
        if let Some(row) = store.get_as(kind, &numbered(name, number)).await? {
            found.insert(number, row);
        }
    }
    Ok(found)
}

async fn tokens(store: &dyn Store, name: &str) -> Result<BTreeMap<String, Token>, StoreError> {
    let prefix = format!("{name}/");
    let rows: Vec<(String, Token)> = store.list_as(kind::TOKEN, Range::prefix(&*prefix)).await?;
    let token = |(key, row): (String, Token)| (key[prefix.len()..].to_string(), row);
    Ok(rows.into_iter().map(token).collect())
}

/// Runs an action to its end and tells the machine. What fails for want of our own storage is run
/// again for as long as the action is wanted: providers are idempotent.
async fn run(app: Arc<App>, pipeline: String, job: ActionJob) {
    let driver = &app.pipelines.driver;
    let mut pause = Span::seconds(1);
    loop {
        let outcome = attempt(&app, &job).await;
        let Some(trouble) = ours(&outcome) else {
            let action = job.id.clone();
            let fact = Fact::Ended { action, outcome };
            return driver.report(&app, &pipeline, fact).await;
        };
        tracing::warn!(pipeline, action = job.id, %trouble, "tried again");
        patience(pause).await;
        pause = Span((pause.0 * 2).min(LONGEST_PAUSE.0));
        if !wanted(&app, &pipeline, &job, trouble).await {
            return;
        }
    }
}

async fn attempt(app: &Arc<App>, job: &ActionJob) -> ActionOutcome {
    let world = ServerWorld::new(Arc::clone(app));
    let found = towline_providers::find(&app.pipelines.registered, &job.action_type);
    match found.and_then(|entry| entry.provider.clone()) {
        // A defect in one provider must not leave its action running for ever.
        Some(provider) => AssertUnwindSafe(provider.run(&world, job))
            .catch_unwind()
            .await
            .unwrap_or_else(|_| panicked(job)),
        None => Err(ActionFailure::configuration(format!(
            "no provider runs actions of type {}/{}",
            job.action_type.category, job.action_type.provider
        ))),
    }
}

/// The failure, if it is this server's and not the action's.
fn ours(outcome: &ActionOutcome) -> Option<&ActionFailure> {
    let failure = outcome.as_ref().err()?;
    (failure.code == FailureCode::SystemUnavailable).then_some(failure)
}

/// Whether the action still runs; shows what it waits for. A store that is still in trouble is no
/// answer, so the action is tried again.
async fn wanted(app: &Arc<App>, pipeline: &str, job: &ActionJob, trouble: &ActionFailure) -> bool {
    let fact = Fact::Progress {
        action: job.id.clone(),
        external: External {
            summary: Some(format!("Tried again: {}", trouble.message)),
            ..trouble.external.clone()
        },
    };
    let told = app.pipelines.driver.tell(app, pipeline, fact).await;
    matches!(told, Ok(_) | Err(DriveError::Store(_)))
}

fn panicked(job: &ActionJob) -> ActionOutcome {
    tracing::error!(
        action = job.id,
        pipeline = job.pipeline,
        "a provider panicked"
    );
    Err(ActionFailure::new(
        FailureCode::JobFailed,
        "The provider stopped unexpectedly; the server's log says more",
    ))
}
