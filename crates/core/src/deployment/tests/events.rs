//! Every kind of event of this machine occurs, and each tells what it says it tells.

use super::fleet::{Fleet, hosts, order};
use crate::deployment::*;
use crate::event::Maker;

#[test]
fn every_registered_kind_occurs() {
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 2);
    fleet.run(|_| true);
    assert_eq!(fleet.status(), Status::Succeeded);
    let mut witness = fleet.witness.expect("a witness");

    // The first host fails, the others are left out.
    let mut fleet = Fleet::sized(Minimum::OneAtATime, 3);
    fleet.run(|_| false);
    assert_eq!(fleet.status(), Status::Failed);
    witness.seen.extend(fleet.witness.expect("a witness").seen);

    // A stop takes back what no host has taken.
    let mut fleet = Fleet::new(order(Minimum::HostCount(1)), hosts(3));
    fleet
        .tell(Fact::Stop {
            rollback: None,
            by: "arn:ann".into(),
        })
        .expect("not ended");
    assert_eq!(fleet.status(), Status::Stopped);
    witness.seen.extend(fleet.witness.expect("a witness").seen);

    witness.assert_saw_all_of(Maker::Deployment);
}
