//! Behaviour of the machine, one story per test.

mod approvals;
mod controls;
mod events;
mod reasons;
mod stages;
mod starts;

use serde_json::json;

use super::fixture::{Rig, action, pipeline};
use super::machine::{Approval, Fact, Refusal, Reply};
use super::records::{Execution, kind};

fn first(rig: &Rig) -> String {
    rig.all::<Execution>(kind::EXECUTION)[0].id.clone()
}

fn close(rig: &mut Rig, stage: &str, disable: Option<&str>) {
    let fact = Fact::SetTransition {
        stage: stage.into(),
        outbound: false,
        disable: disable.map(String::from),
        by: "arn:ann".into(),
    };
    rig.tell(fact).expect("set");
}

fn stop(rig: &mut Rig, execution: &str, abandon: bool) -> Result<Reply, Refusal> {
    rig.tell(Fact::Stop {
        execution: execution.into(),
        abandon,
        reason: Some("wrong branch".into()),
        by: "arn:ann".into(),
    })
}

fn retry(rig: &mut Rig, stage: &str, execution: &str, all: bool) -> Result<Reply, Refusal> {
    rig.tell(Fact::Retry {
        stage: stage.into(),
        execution: execution.into(),
        all,
    })
}

fn with_approval() -> serde_json::Value {
    pipeline(json!([
        {"name": "Source", "actions": [action("Fetch", "Source/S3", &[], &["App"])]},
        {"name": "Gate", "actions": [action("Ask", "Approval/Manual", &[], &[])]},
        {"name": "Deploy", "actions": [action("Publish", "Deploy/S3", &["App"], &[])]},
    ]))
}

fn answer(rig: &mut Rig, token: &str, approved: bool) -> Result<Reply, Refusal> {
    rig.tell(Fact::Approve(Approval {
        stage: "Gate".into(),
        action: "Ask".into(),
        token: token.into(),
        approved,
        summary: "looks good".into(),
        by: "arn:ann".into(),
    }))
}

fn token(rig: &Rig) -> String {
    let id = rig.running_id("Ask");
    rig.action(&id).token.expect("a token")
}
