//! The build runner: leases builds and runs them, each in a directory and a shell of its own.
//!
//! ```text
//! lease ─► fetch sources ─► buildspec ─► phases in one shell ─► reports, artifacts ─► complete
//!   └── heartbeat: when the lease is lost or the build stopped, everything of it is killed
//! ```
//!
//! Reading order: [`build`] (the phases of one build), [`commands`], [`shell`], [`sandbox`].

mod artifacts;
mod build;
mod commands;
mod environment;
mod heartbeat;
mod log;
mod place;
mod reports;
mod sandbox;
mod select;
mod session;
mod shell;
mod source;

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use towline_api::towline::{BuildJob, LeaseBuildInput, LeaseBuildOutput};

use crate::client::{Access, Client, ClientError, TOWLINE};
use sandbox::Isolation;

/// Seconds that the server holds a request for work open.
const WAIT: i32 = 20;

/// Pause before asking again after a failure.
const PAUSE: Duration = Duration::from_secs(2);

/// How to run.
#[derive(Debug, Clone)]
pub struct RunnerConfig {
    /// Shown as the runner of a build.
    pub name: String,
    /// Where the server is, and the keys of a runner.
    pub access: Access,
    /// An own directory; builds in it are thrown away at start.
    pub work: PathBuf,
    /// Directories that builds must not see, such as the server's data.
    pub hide: Vec<PathBuf>,
    /// Builds at a time; at least one.
    pub slots: usize,
}

/// Why a runner cannot run.
#[derive(Debug, thiserror::Error)]
pub enum RunnerError {
    /// The server's address or certificate.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The own directory.
    #[error("cannot use {path} as the runner's directory: {source}")]
    Work {
        /// The directory.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What all builds of a runner share.
struct Runner {
    config: RunnerConfig,
    client: Client,
    isolation: Isolation,
}

/// Runs builds until `stop` resolves; a build that is under way is then given back to the server.
///
/// Boxed, so that the runner is compiled in this crate and not once more in a program that runs it.
pub fn run<'a>(
    config: RunnerConfig,
    stop: impl Future<Output = ()> + Send + 'a,
) -> Boxed<'a, Result<(), RunnerError>> {
    run_boxed(config, Box::pin(stop))
}

fn run_boxed(config: RunnerConfig, stop: Boxed<'_, ()>) -> Boxed<'_, Result<(), RunnerError>> {
    Box::pin(async move {
        let (slots, end) = start(config).await?;
        stop.await;
        end.cancel();
        slots.join_all().await;
        Ok(())
    })
}

/// The slots at work, and what ends them.
async fn start(config: RunnerConfig) -> Result<(JoinSet<()>, CancellationToken), RunnerError> {
    let client = Client::new(config.access.clone())?;
    let prepared = place::prepare(&config.work);
    prepared.map_err(|source| RunnerError::Work {
        path: config.work.clone(),
        source,
    })?;
    let isolation = Isolation::probe(config.hide.clone()).await;
    tracing::info!(
        runner = config.name,
        isolation = isolation.describe(),
        "runner waits for builds"
    );
    let runner = Arc::new(Runner {
        client,
        isolation,
        config,
    });
    let end = CancellationToken::new();
    let mut slots = JoinSet::new();
    for _ in 0..runner.config.slots.max(1) {
        slots.spawn(slot(Arc::clone(&runner), end.clone()));
    }
    Ok((slots, end))
}

/// One build after the other.
async fn slot(runner: Arc<Runner>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let leased = tokio::select! {
            leased = lease(&runner) => leased,
            () = stop.cancelled() => return,
        };
        match leased {
            Ok(Some(job)) => build::run(&runner, job, &stop).await,
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(%error, "no answer to the request for a build; asking again");
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    () = stop.cancelled() => return,
                }
            }
        }
    }
}

async fn lease(runner: &Runner) -> Result<Option<BuildJob>, ClientError> {
    let input = LeaseBuildInput {
        runner_name: runner.config.name.clone(),
        wait_seconds: Some(WAIT),
    };
    let output: LeaseBuildOutput = runner.client.call(TOWLINE, "LeaseBuild", &input).await?;
    Ok(output.job)
}
