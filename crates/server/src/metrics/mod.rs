//! What `/metrics` shows, in the OpenMetrics text that Prometheus reads.
//!
//! Labels have few values, and all of them are words of ours: service, operation, status class,
//! kind of machine, kind of event, outcome. What a client sends, an id or a name, never becomes
//! one, so the answer tells nobody what is deployed and does not grow with use.

mod measured;
mod process;
mod requests;
mod storage;
#[cfg(test)]
mod tests;
mod work;

use std::sync::Arc;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use towline_core::Time;

use crate::{App, measures};
use measured::Measured;
use process::Process;
pub(crate) use requests::{Label, Requests};
pub(crate) use storage::Storage;
pub(crate) use work::Work;

/// The form of the answer.
pub(crate) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Everything that is counted. One per server.
pub struct Metrics {
    registry: Registry,
    /// Requests to the port.
    pub(crate) requests: Requests,
    /// Transactions of the store.
    pub(crate) storage: Storage,
    /// Machines, hosts, builds, objects, pushes.
    pub(crate) work: Work,
    measured: Arc<Measured>,
}

impl Metrics {
    /// All of them at zero, of a process that started at `started`.
    pub(crate) fn new(started: Time) -> Metrics {
        let mut registry = Registry::default();
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("towline_build", "The program that runs", build);
        let requests = Requests::register(&mut registry);
        let storage = Storage::register(&mut registry);
        let work = Work::register(&mut registry);
        let measured = Arc::new(Measured::default());
        registry.register_collector(Box::new(Arc::clone(&measured)));
        registry.register_collector(Box::new(Process { started }));
        Metrics {
            registry,
            requests,
            storage,
            work,
            measured,
        }
    }
}

/// The text of a scrape.
pub(crate) fn scrape(app: &App) -> String {
    let metrics = &app.metrics;
    metrics.work.look(app);
    metrics.measured.show(measures::recent(app));
    let mut text = String::new();
    // A String takes whatever is written.
    let _ = encode(&mut text, &metrics.registry);
    text
}
