//! Which lifecycle events run on a target, in which order, and what their commands are called.

use super::record::Order;

/// Lifecycle events of an in-place deployment without a load balancer.
pub const IN_PLACE: [&str; 7] = [
    "ApplicationStop",
    "DownloadBundle",
    "BeforeInstall",
    "Install",
    "AfterInstall",
    "ApplicationStart",
    "ValidateService",
];

/// `ignoreApplicationStopFailures` covers a failure of this event.
pub(super) fn failure_is_ignorable(event: &str) -> bool {
    event == "ApplicationStop"
}

/// The identifier of the one command that runs `event` on `target`: readable by the server, but
/// not to be guessed, since the last part depends on the seed.
pub(super) fn command_id(order: &Order, target: &str, event: &str) -> String {
    let secret = order.seed.uuid(&["command", target, event]);
    format!("{}/{target}/{event}/{secret}", order.id)
}

/// The readable parts of a command identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'a> {
    /// Deployment id.
    pub deployment: &'a str,
    /// Target name.
    pub target: &'a str,
    /// Lifecycle event.
    pub event: &'a str,
}

/// Takes a command identifier apart; `None` when it cannot be one.
pub fn parse_command(command: &str) -> Option<Parts<'_>> {
    let mut parts = command.split('/');
    let (deployment, target, event) = (parts.next()?, parts.next()?, parts.next()?);
    parts.next()?;
    parts.next().is_none().then_some(Parts {
        deployment,
        target,
        event,
    })
}
