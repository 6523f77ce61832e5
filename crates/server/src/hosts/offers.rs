//! Commands on offer, host by host, in memory: after a restart the machines offer them again.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use towline_auth::envelope::{EnvelopeError, EnvelopeSigner};
use towline_core::deployment::HostCommand;
use towline_core::{Span, Time};

/// A command that was handed out and not acknowledged is handed out again after this time. An
/// agent needs some 50 ms from poll to acknowledgement.
const AGAIN: Span = Span::seconds(5);

/// What the server knows about its hosts at this moment.
pub struct Hosts {
    table: Mutex<HashMap<String, Host>>,
    signer: EnvelopeSigner,
}

/// What a poll finds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A command to run.
    Command(HostCommand),
    /// Nothing before this time, unless the host's watch changes.
    Nothing(Option<Time>),
}

struct Host {
    offers: Vec<Offer>,
    heard: Option<Time>,
    /// Polls that are held for it.
    held: usize,
    changed: watch::Sender<()>,
}

struct Offer {
    command: HostCommand,
    due: Time,
}

impl Default for Host {
    fn default() -> Host {
        Host {
            offers: Vec::new(),
            heard: None,
            held: 0,
            changed: watch::Sender::new(()),
        }
    }
}

impl Hosts {
    /// An empty table; the signer's key is kept in the data directory.
    pub fn open(data: &Path) -> Result<Hosts, EnvelopeError> {
        Ok(Hosts {
            table: Mutex::default(),
            signer: EnvelopeSigner::open_or_create(data)?,
        })
    }

    /// What signs the specifications of deployments.
    pub fn signer(&self) -> &EnvelopeSigner {
        &self.signer
    }

    /// When the host's agent was heard of last, since this server started.
    pub fn last_contact(&self, host: &str) -> Option<Time> {
        self.table().get(host).and_then(|host| host.heard)
    }

    /// Hosts that were heard of after `after`, with the moment.
    pub(super) fn heard_after(&self, after: Time) -> Vec<(String, Time)> {
        let table = self.table();
        let heard = table
            .iter()
            .filter_map(|(name, host)| Some((name.clone(), host.heard?)));
        heard.filter(|(_, at)| *at > after).collect()
    }

    /// The host was heard of during the last `span`, or is waiting for an answer now.
    pub(crate) fn heard_since(&self, host: &str, now: Time, span: Span) -> bool {
        let recent = |heard| now.since(heard) <= span;
        let table = self.table();
        let host = table.get(host);
        host.is_some_and(|host| host.held > 0 || host.heard.is_some_and(recent))
    }

    /// A poll of the host is held, until this is dropped.
    pub(super) fn held<'a>(&'a self, host: &'a str) -> Held<'a> {
        self.table().entry(host.into()).or_default().held += 1;
        Held { hosts: self, host }
    }

    /// The host's agent has just said something.
    pub(crate) fn heard(&self, host: &str, now: Time) {
        self.table().entry(host.into()).or_default().heard = Some(now);
    }

    /// Puts a command on offer; offering it twice changes nothing.
    pub(crate) fn offer(&self, command: HostCommand, now: Time) {
        let mut table = self.table();
        let host = table.entry(command.host.clone()).or_default();
        if host
            .offers
            .iter()
            .all(|offer| offer.command.id != command.id)
        {
            host.offers.push(Offer { command, due: now });
            host.changed.send_replace(());
        }
    }

    /// Whether a command of the deployment is on offer to the host.
    pub(super) fn offers(&self, host: &str, deployment: &str) -> bool {
        let table = self.table();
        let offers = table.get(host).map(|host| &host.offers);
        let mut commands = offers.into_iter().flatten().map(|offer| &offer.command);
        commands.any(|command| command.deployment == deployment)
    }

    /// Takes a command off the table.
    pub(crate) fn withdraw(&self, host: &str, command: &str) {
        if let Some(host) = self.table().get_mut(host) {
            host.offers.retain(|offer| offer.command.id != command);
        }
    }

    /// Changes when a command is put on offer to the host.
    pub(super) fn watch(&self, host: &str) -> watch::Receiver<()> {
        self.table()
            .entry(host.into())
            .or_default()
            .changed
            .subscribe()
    }

    /// Hands out the command that has waited longest, if one is due.
    pub(super) fn take(&self, host: &str, now: Time) -> Found {
        let mut table = self.table();
        let offers = match table.get_mut(host) {
            Some(host) => &mut host.offers,
            None => return Found::Nothing(None),
        };
        match offers.iter_mut().min_by_key(|offer| offer.due) {
            Some(offer) if offer.due <= now => {
                offer.due = now + AGAIN;
                Found::Command(offer.command.clone())
            }
            other => Found::Nothing(other.map(|offer| offer.due)),
        }
    }

    fn table(&self) -> MutexGuard<'_, HashMap<String, Host>> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn command(id: &str) -> HostCommand {
        HostCommand {
            id: id.into(),
            deployment: "d-A1B2C3D4E".into(),
            host: "web".into(),
            event: "Install".into(),
        }
    }

    fn hosts() -> (tempfile::TempDir, Hosts) {
        let directory = tempfile::tempdir().unwrap();
        let hosts = Hosts::open(directory.path()).unwrap();
        (directory, hosts)
    }

    #[test]
    fn handed_out_again_until_withdrawn() {
        let (_directory, hosts) = hosts();
        assert_eq!(hosts.take("web", Time(0)), Found::Nothing(None));
        hosts.offer(command("a"), Time(0));
        hosts.offer(command("a"), Time(9));
        assert_eq!(hosts.take("web", Time(0)), Found::Command(command("a")));
        let again = Time(0) + AGAIN;
        assert_eq!(hosts.take("web", Time(1)), Found::Nothing(Some(again)));
        assert_eq!(hosts.take("web", again), Found::Command(command("a")));
        hosts.withdraw("web", "a");
        assert_eq!(hosts.take("web", Time(i64::MAX)), Found::Nothing(None));
    }

    #[test]
    fn two_deployments_on_one_host_are_both_served() {
        let (_directory, hosts) = hosts();
        hosts.offer(command("a"), Time(0));
        hosts.offer(command("b"), Time(1));
        assert_eq!(hosts.take("web", Time(2)), Found::Command(command("a")));
        assert_eq!(hosts.take("web", Time(2)), Found::Command(command("b")));
    }

    #[test]
    fn an_offer_wakes_the_poll_that_is_held() {
        let (_directory, hosts) = hosts();
        let watch = hosts.watch("web");
        hosts.offer(command("a"), Time(0));
        assert!(watch.has_changed().unwrap());
    }
}
