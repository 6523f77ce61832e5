//! What the server knows about its hosts at this moment, in memory.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};
use towline_auth::envelope::{EnvelopeError, EnvelopeSigner};
use towline_core::{Span, Time};

use super::offers::Offer;

/// Characters that are kept of what an agent calls itself.
const LONGEST_AGENT: usize = 100;

/// Commands on offer and contacts, host by host.
pub struct Hosts {
    table: Mutex<HashMap<String, Entry>>,
    signer: EnvelopeSigner,
    /// Since when hosts can be heard.
    pub(super) since: Time,
    /// A host is heard that was silent, or for the first time.
    pub(super) news: Notify,
}

pub(super) struct Entry {
    pub(super) offers: Vec<Offer>,
    pub(super) heard: Option<Time>,
    /// What its agent calls itself.
    pub(super) agent: Option<String>,
    /// What its agent said of the machine at its last poll.
    pub(super) machine: Machine,
    /// A restart knows that it was heard of.
    pub(super) stored: bool,
    /// Polls that are held for it.
    pub(super) held: usize,
    /// It was said to be silent since then, and not yet to be back.
    pub(super) silent: Option<Time>,
    pub(super) changed: watch::Sender<()>,
}

/// A machine as its agent tells it; other agents than Towline's tell nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Machine {
    /// How far its clock is ahead of ours.
    pub(crate) ahead: Option<Span>,
    /// Bytes that are free where the agent keeps bundles, and all bytes there.
    pub(crate) disk: Option<(i64, i64)>,
}

impl Default for Entry {
    fn default() -> Entry {
        Entry {
            offers: Vec::new(),
            heard: None,
            agent: None,
            machine: Machine::default(),
            stored: false,
            held: 0,
            silent: None,
            changed: watch::Sender::new(()),
        }
    }
}

impl Hosts {
    /// An empty table; the signer's key is kept in the data directory.
    pub fn open(data: &Path, now: Time) -> Result<Hosts, EnvelopeError> {
        Ok(Hosts {
            table: Mutex::default(),
            signer: EnvelopeSigner::open_or_create(data)?,
            since: now,
            news: Notify::new(),
        })
    }

    /// What signs the specifications of deployments.
    pub fn signer(&self) -> &EnvelopeSigner {
        &self.signer
    }

    /// What the host's agent calls itself; `None` until it is heard of.
    pub(crate) fn agent(&self, host: &str) -> Option<String> {
        self.table().get(host)?.agent.clone()
    }

    /// What the host's agent said of its machine.
    pub(crate) fn machine(&self, host: &str) -> Machine {
        let table = self.table();
        table.get(host).map(|host| host.machine).unwrap_or_default()
    }

    /// The host's agent has said something of its machine.
    pub(crate) fn tells(&self, host: &str, machine: Machine) {
        self.table().entry(host.into()).or_default().machine = machine;
    }

    /// The host's agent has said what it is.
    pub(crate) fn introduced(&self, host: &str, agent: &str) {
        let mut table = self.table();
        let entry = table.entry(host.into()).or_default();
        if entry.agent.as_deref() != Some(agent) {
            entry.agent = Some(agent.chars().take(LONGEST_AGENT).collect());
        }
    }

    pub(super) fn table(&self) -> MutexGuard<'_, HashMap<String, Entry>> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
