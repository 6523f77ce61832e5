//! Every kind of event of this machine occurs, and each tells what it says it tells.

use super::*;
use crate::event::Maker;
use crate::pipeline::fixture::{declaration, three_stages};
use crate::{Span, Time};

#[test]
fn every_registered_kind_occurs() {
    let mut rig = Rig::new(with_approval());
    rig.deliver("Fetch", "v1");
    let approval = rig.running_id("Ask");
    let token = rig.action(&approval).token.expect("a token");
    rig.tell(Fact::Approve(Approval {
        stage: "Gate".into(),
        action: "Ask".into(),
        token,
        approved: true,
        summary: String::new(),
        by: "arn:ann".into(),
    }))
    .expect("answered");
    rig.succeed("Publish");
    let mut seen = std::mem::take(&mut rig.witness.seen);

    // Overtaken, failed and retried, stopped, cancelled, and gone.
    let mut rig = Rig::new(three_stages());
    close(&mut rig, "Build", Some("freeze"));
    rig.deliver("Fetch", "v1");
    rig.start();
    rig.deliver("Fetch", "v2");
    rig.now = Time(rig.now.0 + Span::hours(31 * 24).0);
    close(&mut rig, "Build", None);
    rig.start();
    rig.deliver("Fetch", "v3");
    rig.fail("Compile");
    let last = rig
        .all::<Execution>(kind::EXECUTION)
        .pop()
        .expect("three")
        .id;
    retry(&mut rig, "Build", &last, false).expect("resumed");
    stop(&mut rig, &last, false).expect("waits for its action");
    stop(&mut rig, &last, true).expect("given up");
    rig.start();
    rig.tell(Fact::Update(Box::new(declaration(three_stages()))))
        .expect("updated");
    rig.tell(Fact::Delete).expect("deleted");
    seen.extend(std::mem::take(&mut rig.witness.seen));

    rig.witness.seen = seen;
    rig.witness.assert_saw_all_of(Maker::Pipeline);
}
