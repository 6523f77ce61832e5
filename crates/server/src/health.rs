//! Whether this server can do its work: a real commit, and the space that is left on its disk.
//!
//! Anybody may ask, so the answer names no file and no user, and asking often costs nothing: one
//! look serves everyone for a second.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use towline_core::Row;
use towline_store::StoreError;

use crate::App;

/// Row kind and key of what a look writes.
const PROBE: (&str, &str) = ("health", "probe");

/// How long one look serves.
const FRESH: Duration = Duration::from_secs(1);

/// How long a commit may take before the store counts as stuck.
const PATIENCE: Duration = Duration::from_secs(2);

/// The last look.
pub struct Health {
    last: Mutex<Option<(Instant, Look)>>,
    turn: Semaphore,
}

/// What a look found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    /// Why nothing can be stored.
    cause: Option<&'static str>,
}

impl Default for Health {
    fn default() -> Health {
        Health {
            last: Mutex::default(),
            turn: Semaphore::new(1),
        }
    }
}

impl Health {
    fn fresh(&self) -> Option<Look> {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, look) = last?;
        (at.elapsed() < FRESH).then_some(look)
    }

    fn keep(&self, look: Look) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), look));
    }
}

/// Whether the server can store, and what it says about itself.
pub(crate) async fn report(app: &App) -> (bool, Value) {
    let Look { cause } = look(app).await;
    let last = app.metrics.storage.last_commit();
    let age = last.map(|at| app.clock.now().since(at).0 as f64 / 1000.0);
    let free = rustix::fs::statvfs(&app.settings.data)
        .ok()
        .map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
    let report = json!({
        "status": if cause.is_none() { "ok" } else { "unavailable" },
        "cause": cause,
        "store": {"writable": cause.is_none(), "lastCommitSecondsAgo": age},
        "disk": {"freeBytes": free},
        "time": app.clock.real().epoch_seconds(),
        "version": env!("CARGO_PKG_VERSION"),
    });
    (cause.is_none(), report)
}

async fn look(app: &App) -> Look {
    let stuck = Look {
        cause: Some("the database has not stored anything for two seconds"),
    };
    if let Some(look) = app.health.fresh() {
        return look;
    }
    // One look at a time, however many ask.
    let Ok(Ok(_turn)) = timeout(PATIENCE, app.health.turn.acquire()).await else {
        return stuck;
    };
    if let Some(look) = app.health.fresh() {
        return look;
    }
    let row = Row::put(PROBE.0, PROBE.1, &app.clock.now());
    let look = match timeout(PATIENCE, app.commit(vec![row], Vec::new())).await {
        Ok(outcome) => Look {
            cause: outcome.err().as_ref().map(cause),
        },
        Err(_) => stuck,
    };
    app.health.keep(look);
    look
}

fn cause(error: &StoreError) -> &'static str {
    match error {
        StoreError::Full { .. } => "the disk is full",
        StoreError::Busy { .. } => "another program keeps the database locked",
        StoreError::Unusable { .. } => "the database cannot be used; the server's log says why",
        StoreError::Closed => "the server is stopping",
        _ => "the database failed; the server's log says why",
    }
}
