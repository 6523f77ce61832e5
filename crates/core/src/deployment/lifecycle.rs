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
    format!("{}/{target}/{secret}", order.id)
}

/// Deployment id and target name inside a command identifier.
pub fn parse_command(command: &str) -> Option<(&str, &str)> {
    let (deployment, rest) = command.split_once('/')?;
    let (target, _) = rest.split_once('/')?;
    Some((deployment, target))
}
