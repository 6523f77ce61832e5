//! When hosts were heard of last: in memory at every poll, on disk at the first one and every few
//! minutes, so that a restart does not make a silent host look like one that never polled.

use std::sync::Arc;

use towline_core::{Row, Span, Time};
use towline_store::{Range, StoreError, StoreExt};

use super::Hosts;
use super::silence::HOST_SILENT;
use super::table::Entry;
use crate::App;
use crate::codedeploy::instances::Instance;

/// Row kind of a host's last contact; key: instance name.
pub(crate) const HOST_CONTACT: &str = "host-contact";

/// How often contacts are stored: one transaction for all hosts that were heard of meanwhile.
const EVERY: Span = Span::minutes(5);

/// Agents poll at least once a minute: one that was not heard of for so long is silent.
pub(crate) const SILENT: Span = Span::minutes(5);

/// What is known of a host's agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contact {
    /// It has never polled since it was registered.
    Never,
    /// It was heard of then, and lately enough.
    Heard(Time),
    /// It was heard of then, and should have been since.
    Silent(Time),
}

impl Contact {
    /// When it was heard of last.
    pub(crate) fn last(self) -> Option<Time> {
        match self {
            Contact::Never => None,
            Contact::Heard(at) | Contact::Silent(at) => Some(at),
        }
    }
}

impl Entry {
    /// When it counts as silent unless it is heard of; `None` when it was never heard of.
    pub(super) fn due(&self, since: Time, now: Time) -> Option<Time> {
        let heard = self.heard?;
        Some(match (self.held, self.silent) {
            // One that was silent before a restart is not given time anew.
            (0, Some(silent)) if heard <= silent => heard + SILENT,
            (0, _) => heard.max(since) + SILENT,
            // It is there, waiting for an answer.
            _ => now + SILENT,
        })
    }
}

impl Hosts {
    /// What is known of the agent of a registered host.
    pub(crate) fn contact(&self, instance: &Instance, now: Time) -> Contact {
        let table = self.table();
        let host = table.get(&instance.name);
        // A host of the same name that was here before is another one.
        let heard = host.and_then(|host| host.heard.filter(|at| *at >= instance.registered));
        match (heard, host.and_then(|host| host.due(self.since, now))) {
            (Some(at), Some(due)) if due <= now => Contact::Silent(at),
            (Some(at), _) => Contact::Heard(at),
            (None, _) => Contact::Never,
        }
    }

    /// The host was heard of during the last minutes, or is waiting for an answer now.
    pub(crate) fn alive(&self, host: &str, now: Time) -> bool {
        let table = self.table();
        let host = table.get(host);
        let recent = |heard| now.since(heard) < SILENT;
        host.is_some_and(|host| host.held > 0 || host.heard.is_some_and(recent))
    }

    /// The host's agent has just said something.
    pub(crate) fn heard(&self, host: &str, now: Time) {
        let mut table = self.table();
        let host = table.entry(host.into()).or_default();
        let before = host.heard.replace(now);
        if before.is_none() || host.silent.is_some() {
            self.news.notify_one();
        }
    }

    /// A poll of the host is held, until this is dropped.
    pub(super) fn held<'a>(&'a self, host: &'a str) -> Held<'a> {
        self.table().entry(host.into()).or_default().held += 1;
        Held { hosts: self, host }
    }

    /// The host is not registered any more.
    pub(crate) fn forget(&self, host: &str) {
        if let Some(host) = self.table().get_mut(host) {
            host.heard = None;
            host.silent = None;
            host.stored = false;
        }
    }

    /// Contacts with these hosts, by name.
    fn contacts(&self, wanted: impl Fn(&Entry, Time) -> bool) -> Vec<(String, Time)> {
        let table = self.table();
        let heard = table.iter().filter_map(|(name, host)| {
            let at = host.heard.filter(|at| wanted(host, *at))?;
            Some((name.clone(), at))
        });
        heard.collect()
    }
}

/// See [`Hosts::held`].
pub(super) struct Held<'a> {
    hosts: &'a Hosts,
    host: &'a str,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if let Some(host) = self.hosts.table().get_mut(self.host) {
            host.held -= 1;
        }
    }
}

/// At start: what the last process knew.
pub(crate) async fn load(app: &App) -> Result<(), StoreError> {
    let all = Range::default;
    let contacts: Vec<(String, Time)> = app.store.list_as(HOST_CONTACT, all()).await?;
    let silent: Vec<(String, Time)> = app.store.list_as(HOST_SILENT, all()).await?;
    let mut table = app.hosts.table();
    for (name, at) in contacts {
        let host = table.entry(name).or_default();
        host.heard = Some(at);
        host.stored = true;
    }
    for (name, at) in silent {
        let host = table.entry(name).or_default();
        host.silent = Some(at);
        // The contact itself may not have been stored.
        host.heard = host.heard.max(Some(at));
    }
    Ok(())
}

/// Stores contacts until the server stops.
pub(crate) async fn keep(app: Arc<App>) {
    let mut stored = app.hosts.since;
    loop {
        app.clock.sleep(EVERY).await;
        let now = app.clock.now();
        match store(&app, stored).await {
            Ok(()) => stored = now,
            Err(error) => tracing::warn!(%error, "the last contacts of hosts are not stored"),
        }
    }
}

/// Stores the contacts after `after`.
pub(crate) async fn store(app: &App, after: Time) -> Result<(), StoreError> {
    put(app, app.hosts.contacts(|_, at| at > after)).await
}

/// Stores the first contacts with hosts: a restart must not take them for hosts that never polled.
pub(super) async fn store_first(app: &App) -> Result<(), StoreError> {
    put(app, app.hosts.contacts(|host, _| !host.stored)).await
}

async fn put(app: &App, contacts: Vec<(String, Time)>) -> Result<(), StoreError> {
    if contacts.is_empty() {
        return Ok(());
    }
    let row = |(name, at): &(String, Time)| Row::put(HOST_CONTACT, name.clone(), at);
    let rows = contacts.iter().map(row).collect();
    app.commit(rows, Vec::new()).await?;
    let mut table = app.hosts.table();
    for (name, _) in contacts {
        table.entry(name).or_default().stored = true;
    }
    Ok(())
}
