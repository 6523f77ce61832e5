//! What every operation and every effect gets to work with.

use std::collections::HashSet;
use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use tokio_util::{sync::CancellationToken, task::TaskTracker};
use towline_auth::seal::Sealer;
use towline_core::build::Build;
use towline_core::deployment::Deployment;
use towline_core::{Event, Row};
use towline_store::{Batch, Store, StoreError};

use crate::health::Health;
use crate::measures::Measures;
use crate::metrics::Metrics;
use crate::{Clock, Driver, Random, events::Bus, runners::Queue, transitions};

/// Identity and place of this server.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Twelve digits; part of every ARN.
    pub account: String,
    /// The only region that signatures may name.
    pub region: String,
    /// The data directory.
    pub data: PathBuf,
    /// The address that clients, agents and runners use, without a slash at the end.
    pub url: String,
}

/// The server's shared parts. One per process, in an `Arc`.
pub struct App {
    /// Identity and place.
    pub settings: Settings,
    /// The only clock.
    pub clock: Clock,
    /// The only source of randomness.
    pub random: Random,
    /// Seals secrets before they are stored.
    pub sealer: Sealer,
    /// Access keys that were opened lately.
    pub keys: crate::keys::Known,
    /// Rows and events.
    pub store: Arc<dyn Store>,
    /// Bytes of buckets.
    pub objects: crate::s3::Objects,
    /// Pipeline machines and the providers of their actions.
    pub pipelines: crate::codepipeline::Pipelines,
    /// Commands on offer to hosts.
    pub hosts: crate::hosts::Hosts,
    /// Live deployments.
    pub deployments: Driver<Deployment>,
    /// Wakes waiters when events were committed.
    pub bus: Bus,
    /// Cancelled when the server stops.
    pub stop: CancellationToken,
    /// Builds that are under way.
    pub builds: Driver<Build>,
    /// Builds that wait for a runner.
    pub runners: Queue,
    /// Held by the backup that is under way.
    pub backups: Arc<tokio::sync::Mutex<()>>,
    /// Held while something that was deleted is cleared away.
    pub removals: tokio::sync::Mutex<()>,
    /// What `/metrics` shows.
    pub metrics: Arc<Metrics>,
    /// The last look at whether the server can store.
    pub health: Health,
    /// Where the lines of logs are that were looked at lately.
    pub(crate) logs: crate::logs::Logs,
    /// Events, counted.
    pub measures: Measures,
    tasks: TaskTracker,
    running: Mutex<HashSet<String>>,
}

impl App {
    /// Puts the parts together.
    pub async fn new(
        settings: Settings,
        clock: Clock,
        random: Random,
        sealer: Sealer,
        store: Arc<dyn Store>,
    ) -> Result<Arc<App>, StoreError> {
        let last = store.last_event().await?;
        let objects =
            crate::s3::Objects::open(&settings.data).map_err(|e| StoreError::Unusable {
                path: settings.data.display().to_string(),
                detail: format!("the directory of objects cannot be opened: {e}"),
            })?;
        let pipelines = crate::codepipeline::Pipelines::open(&settings.data).map_err(|e| {
            StoreError::Unusable {
                path: settings.data.display().to_string(),
                detail: format!("the directory for temporary files cannot be made: {e}"),
            }
        })?;
        let hosts = crate::hosts::Hosts::open(&settings.data, clock.now()).map_err(|e| {
            StoreError::Unusable {
                path: settings.data.display().to_string(),
                detail: format!("the key that signs deployments cannot be opened: {e}"),
            }
        })?;
        Ok(Arc::new(App {
            metrics: Arc::new(Metrics::new(clock.now())),
            health: Health::default(),
            logs: crate::logs::Logs::default(),
            measures: Measures::default(),
            pipelines,
            settings,
            clock,
            random,
            sealer,
            keys: crate::keys::Known::default(),
            store,
            objects,
            hosts,
            deployments: Driver::default(),
            bus: Bus::new(last),
            stop: CancellationToken::new(),
            builds: Driver::default(),
            runners: Queue::default(),
            backups: Arc::default(),
            removals: tokio::sync::Mutex::default(),
            tasks: TaskTracker::new(),
            running: Mutex::default(),
        }))
    }

    /// Commits rows and events and wakes waiters: every write of the server goes through here.
    pub async fn commit(&self, rows: Vec<Row>, events: Vec<Event>) -> Result<(), StoreError> {
        debug_assert!(
            events
                .iter()
                .all(|event| towline_core::event::is_registered(&event.kind)),
            "every kind of event is in the list: {events:?}"
        );
        let _busy = self.clock.busy();
        let told = transitions::Told::of(&events);
        let seq = self.store.commit(Batch { rows, events }).await?;
        self.bus.published(seq);
        told.tell(self);
        Ok(())
    }

    /// Runs `work` in the background until it ends or the server stops.
    pub fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let stop = self.stop.clone();
        let work = self.clock.track(work);
        self.tasks.spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = work => {}
            }
        });
    }

    /// Like [`App::spawn`], unless work with this id is already under way: effects are issued again
    /// after a failed commit, and whoever receives one twice recognises the id.
    pub fn spawn_once(
        self: &Arc<Self>,
        id: String,
        work: impl Future<Output = ()> + Send + 'static,
    ) {
        if !self.running().insert(id.clone()) {
            return;
        }
        let app = Arc::clone(self);
        self.spawn(async move {
            let _leave = Leave { app, id };
            work.await;
        });
    }

    /// Stops all background work and waits for its end.
    pub async fn shutdown(&self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }

    fn running(&self) -> std::sync::MutexGuard<'_, HashSet<String>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes an id off the list of running work, also when the work panics.
struct Leave {
    app: Arc<App>,
    id: String,
}

impl Drop for Leave {
    fn drop(&mut self) {
        self.app.running().remove(&self.id);
    }
}
