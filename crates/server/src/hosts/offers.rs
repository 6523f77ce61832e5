//! Commands on offer, host by host, in memory: after a restart the machines offer them again.

use tokio::sync::watch;
use towline_core::deployment::HostCommand;
use towline_core::{Span, Time};

use super::Hosts;

/// A command that was handed out and not acknowledged is handed out again after this time. An
/// agent needs some 50 ms from poll to acknowledgement.
const AGAIN: Span = Span::seconds(5);

/// What a poll finds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A command to run.
    Command(HostCommand),
    /// Nothing before this time, unless the host's watch changes.
    Nothing(Option<Time>),
}

/// A command, and when it is handed out next.
pub(super) struct Offer {
    command: HostCommand,
    due: Time,
}

impl Hosts {
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
        let hosts = Hosts::open(directory.path(), Time(0)).unwrap();
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
