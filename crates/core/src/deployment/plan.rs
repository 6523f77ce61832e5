//! What a deployment would do, before there is one. Nothing is decided here: the machine is made as
//! for a real one, looked at and thrown away.

use super::create::create;
use super::{Effect, ErrorInformation, Host, Order};

/// The way through the hosts as long as none fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Names in the order in which they are started; none when it would fail before.
    pub hosts: Vec<String>,
    /// So many are started at once; from then on one whenever one has succeeded.
    pub at_a_time: usize,
    /// Why it would fail before the first host.
    pub problem: Option<ErrorInformation>,
}

/// What [`create`] with the same arguments would begin.
pub fn plan(order: Order, hosts: Vec<Host>, problem: Option<ErrorInformation>) -> Plan {
    let (deployment, birth) = create(order, hosts, problem);
    let offered = birth.effects.into_iter().filter_map(|effect| match effect {
        Effect::Offer(command) => Some(command.host),
        _ => None,
    });
    let mut hosts: Vec<String> = offered.collect();
    let at_a_time = hosts.len();
    let problem = deployment.record.error.clone();
    if problem.is_none() {
        let name = |place: &usize| deployment.targets[*place].name.clone();
        hosts.extend(deployment.queue.iter().map(name));
    }
    Plan {
        hosts,
        at_a_time,
        problem,
    }
}
