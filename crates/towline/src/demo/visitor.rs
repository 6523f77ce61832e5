//! Someone who visits every host all the time and remembers which releases answered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::task::JoinHandle;

use super::host::Host;

/// Time between two visits.
const PAUSE: Duration = Duration::from_millis(100);

type Seen = Arc<Mutex<BTreeMap<String, BTreeSet<u32>>>>;

/// Visits until it is asked what it saw.
pub(super) struct Visitor {
    seen: Seen,
    task: JoinHandle<()>,
}

impl Visitor {
    /// Begins to visit.
    pub(super) fn send(hosts: Vec<Host>, http: reqwest::Client) -> Visitor {
        let seen = Seen::default();
        let task = tokio::spawn(visit(hosts, http, Arc::clone(&seen)));
        Visitor { seen, task }
    }

    /// Ends the visits: by host, every release that answered.
    pub(super) fn saw(&self) -> BTreeMap<String, BTreeSet<u32>> {
        self.task.abort();
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Drop for Visitor {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn visit(hosts: Vec<Host>, http: reqwest::Client, seen: Seen) {
    loop {
        for host in &hosts {
            if let Ok(release) = host.release(&http).await {
                let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                seen.entry(host.name.clone()).or_default().insert(release);
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}
