//! A plan is what is carried out, as long as no host fails.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::fleet::{Fleet, earlier, hosts, order, revision};
use crate::deployment::plan::plan;
use crate::deployment::*;

fn minimum() -> impl Strategy<Value = Minimum> {
    prop_oneof![
        (0u32..12).prop_map(Minimum::HostCount),
        (0u32..=100).prop_map(Minimum::FleetPercent),
        Just(Minimum::OneAtATime),
    ]
}

/// Hosts with any history: which revision they have, and whether the last deployment went well.
fn fleet() -> impl Strategy<Value = Vec<Host>> {
    let one = (
        any::<bool>(),
        prop::option::of(prop_oneof!["old.zip", "older.zip"]),
    );
    prop::collection::vec(one, 0..14).prop_map(|standings| {
        let mut fleet = hosts(standings.len());
        for (host, (healthy, key)) in fleet.iter_mut().zip(standings) {
            let revision = key.map(|key| revision(&key));
            host.standing = Standing { healthy, revision };
        }
        fleet
    })
}

proptest! {
    /// Hosts are started in the order of the plan, as many at once as it says, whoever is quick.
    #[test]
    fn what_is_planned_is_carried_out(
        minimum in minimum(),
        fleet in fleet(),
        choices in prop::collection::vec(any::<usize>(), 400),
    ) {
        let order = Order { previous: Some(earlier()), ..order(minimum) };
        let planned = plan(order.clone(), fleet.clone(), None);
        let mut real = Fleet::new(order, fleet.clone());
        let mut started: Vec<String> = Vec::new();
        let mut choices = choices.into_iter().cycle();
        let mut in_flight: BTreeSet<String> = BTreeSet::new();
        while !real.offered.is_empty() {
            for command in &real.offered {
                if in_flight.insert(command.host.clone()) && !started.contains(&command.host) {
                    started.push(command.host.clone());
                }
            }
            let left = fleet.len() - (started.len() - in_flight.len());
            prop_assert_eq!(in_flight.len(), planned.at_a_time.min(left));
            let at = choices.next().unwrap_or_default() % real.offered.len();
            let command = real.offered[at].clone();
            real.offered.remove(at);
            real.acknowledge(&command);
            real.complete(&command, true);
            if real.target(&command.host).status.is_final() {
                in_flight.remove(&command.host);
            }
        }
        prop_assert_eq!(&started, &planned.hosts);
        match planned.problem {
            Some(problem) => prop_assert_eq!(real.code(), problem.code.as_str()),
            None => {
                prop_assert_eq!(real.status(), Status::Succeeded);
                prop_assert_eq!(started.len(), fleet.len());
            }
        }
    }
}

#[test]
fn what_would_fail_at_once_touches_no_host() {
    let missing = ErrorInformation {
        code: "REVISION_MISSING".into(),
        message: "it is not there".into(),
    };
    let planned = plan(order(Minimum::OneAtATime), hosts(3), Some(missing.clone()));
    let nothing = Plan {
        hosts: Vec::new(),
        at_a_time: 0,
        problem: Some(missing),
    };
    assert_eq!(planned, nothing);
    let nobody = plan(order(Minimum::OneAtATime), Vec::new(), None);
    assert_eq!(
        nobody.problem.map(|one| one.code),
        Some("NO_INSTANCES".into())
    );
}
