//! The host agent: takes commands for one machine and carries them out.
//!
//! It speaks the same protocol as AWS's agent (CodeDeployCommand) and keeps its files under the
//! same names, so that logs are where people look for them. Reading order: [`mod@command`] (the way
//! of one command), `agent` (the loop), then what commands do: `bundle`, `install`, `hooks`.

mod agent;
mod appspec;
mod bundle;
mod command;
#[cfg(test)]
mod command_tests;
mod hooks;
mod identity;
mod install;
mod join;
mod journal;
mod kept;
mod layout;
mod live;
mod remote;
mod report;
mod root;
mod script_log;
mod service;
mod spec;
#[cfg(test)]
mod testing;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{FlockOperation, flock};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument;

use crate::client::ClientError;
use command::Host;
use identity::Identity;
use remote::Remote;
use root::{Entered, Root};

pub use join::{JoinConfig, join};

/// How to run.
#[derive(Debug, Clone)]
pub struct HostConfig {
    /// The agent's own directory; `join` was called with it.
    pub data: PathBuf,
    /// A directory that stands in for the machine (`/srv/app` is then `ROOT/srv/app`).
    pub root: Option<PathBuf>,
    /// Revisions kept for each deployment group, the current one included; at least one.
    pub max_revisions: usize,
}

/// Why the agent cannot run or join.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// No identity.
    #[error(
        "{} holds no identity: join a server first (towline agent join --data {} --server URL \
         --name NAME, with the token in TOWLINE_JOIN_TOKEN)",
        .0.display(), .0.display()
    )]
    NotJoined(PathBuf),
    /// The identity file is damaged, or something else's.
    #[error(
        "{} is not the identity that `towline agent join` wrote ({detail}): join the server again, \
         what is under way goes on then", .path.display()
    )]
    Identity {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// Another agent has the directory.
    #[error("another agent is running with {}: stop it, or give this one its own --data", .0.display())]
    Running(PathBuf),
    /// Not of the form `tlj.ID.SECRET`.
    #[error("the join token is not one that `towline` made: it looks like tlj.ID.SECRET")]
    Token,
    /// The server.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// A file of the agent's own.
    #[error("{}: {source}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The root directory.
    #[error("cannot make {} the root of this host: {source}", .root.display())]
    Root {
        /// Which.
        root: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl HostError {
    fn file(path: &Path, source: std::io::Error) -> HostError {
        HostError::File {
            path: path.into(),
            source,
        }
    }
}

/// Runs the agent until SIGTERM or SIGINT; then finishes what is being carried out.
///
/// Must be called while the process has a single thread: it may change the process's root, and
/// starts its own runtime afterwards.
pub fn run(config: HostConfig) -> Result<(), HostError> {
    let identity = Identity::load(&config.data)?;
    let _lock = lock(&config.data)?;
    let Entered { root, data, level } = match &config.root {
        Some(root) => root::enter(root, &config.data).map_err(|source| HostError::Root {
            root: root.clone(),
            source,
        })?,
        None => Entered {
            root: Root::Whole,
            data: config.data.clone(),
            level: "root /: the whole machine".into(),
        },
    };
    let begins = format!(
        "agent of {} at {}; {level}",
        identity.host_arn, identity.server
    );
    let fail = |e| HostError::file(&data, e);
    let span = tracing::error_span!("agent", host = identity.host_arn);
    // One thread for everything that waits: an agent is a guest on its host. Work on files has
    // threads of its own while there is some.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(fail)?;
    let stop = CancellationToken::new();
    let host = Host {
        service: Arc::new(Remote::new(identity, data.clone())?),
        layout: layout::Layout::open(data.join("deployment-root")).map_err(fail)?,
        root,
        journal: journal::Journal::open(data.join("journal")).map_err(fail)?,
        max_revisions: config.max_revisions.max(1),
        stop: stop.clone(),
        leftovers: TaskTracker::new(),
        groups: Default::default(),
    };
    let work = async {
        // Listening first: whoever reads that the agent is up may ask it to end.
        let ending = tokio::spawn(stop_on(asked_to_end().map_err(fail)?, stop));
        tracing::info!("{begins}");
        let result = agent::run(Arc::new(host)).await.map_err(fail);
        ending.abort();
        result
    };
    let result = runtime.block_on(work.instrument(span));
    // Draining the output of children that live on must not hold the end up.
    runtime.shutdown_background();
    result
}

/// Held as long as the agent runs.
fn lock(data: &Path) -> Result<File, HostError> {
    let path = data.join("agent.lock");
    let file = File::create(&path).map_err(|e| HostError::file(&path, e))?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(file),
        Err(rustix::io::Errno::WOULDBLOCK) => Err(HostError::Running(data.into())),
        Err(e) => Err(HostError::file(&path, e.into())),
    }
}

/// SIGTERM and SIGINT, caught from now on.
fn asked_to_end() -> std::io::Result<[Signal; 2]> {
    Ok([
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    ])
}

async fn stop_on([mut terminate, mut interrupt]: [Signal; 2], stop: CancellationToken) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("ending: no further command is taken");
    stop.cancel();
}
