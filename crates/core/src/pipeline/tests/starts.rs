//! What starts an execution: tokens, variables, changes of a source.

use std::collections::BTreeMap;

use serde_json::json;

use super::super::fixture::{Rig, declaration, three_stages, trigger};
use super::super::job::ActionSuccess;
use super::super::machine::{Fact, Refusal, Reply, Start};
use super::super::records::{Execution, kind};
use super::first;
use crate::Span;

#[test]
fn a_client_token_starts_once_a_day() {
    let mut rig = Rig::new(three_stages());
    let start = || {
        Fact::Start(Start {
            token: Some("t-1".into()),
            ..Start::because(trigger("StartPipelineExecution"))
        })
    };
    let one = rig.tell(start());
    rig.reload();
    assert_eq!(rig.tell(start()), one);
    rig.now = rig.now + Span::hours(24);
    assert_ne!(rig.tell(start()), one);
}

#[test]
fn variables_have_defaults_are_checked_and_reach_the_action() {
    let mut value = three_stages();
    value["variables"] = json!([{"name": "Project", "defaultValue": "shop"}, {"name": "Need"}]);
    value["stages"][0]["actions"][0]["namespace"] = json!("Code");
    let settings = json!({
        "ProjectName": "#{variables.Project}",
        "EnvironmentVariables": "#{Code.CommitId}/#{variables.Need}",
    });
    value["stages"][1]["actions"][0]["configuration"] = settings;
    let mut rig = Rig::new(value);
    assert_eq!(
        rig.reason(&first(&rig)),
        "MissingVariable: pipeline variable 'Need' has no default value and the start gave none"
    );
    let start = |name: &str| Start {
        variables: BTreeMap::from([(name.to_string(), "x".to_string())]),
        ..Start::because(trigger("StartPipelineExecution"))
    };
    let refused = rig.tell(Fact::Start(start("Other")));
    assert!(matches!(refused, Err(Refusal::Invalid(_))));
    rig.tell(Fact::Start(start("Need"))).expect("started");
    let variables = BTreeMap::from([("CommitId".to_string(), "abc".to_string())]);
    rig.end(
        "Fetch",
        Ok(ActionSuccess {
            variables,
            ..ActionSuccess::default()
        }),
    );
    let job = rig.jobs.last().expect("a job");
    assert_eq!(job.configuration["ProjectName"], "shop");
    assert_eq!(job.configuration["EnvironmentVariables"], "abc/x");
}

#[test]
fn an_unknown_output_variable_fails_the_action_before_it_starts() {
    let mut value = three_stages();
    value["stages"][0]["actions"][0]["namespace"] = json!("Code");
    value["stages"][1]["actions"][0]["configuration"]["ProjectName"] = json!("#{Code.Nope}");
    let mut rig = Rig::new(value);
    let id = first(&rig);
    rig.succeed("Fetch");
    assert_eq!(rig.status(&id), "Failed");
    assert!(rig.reason(&id).contains("has no key 'Nope'"));
    assert_eq!(rig.jobs.len(), 1);
}

fn changed(rig: &mut Rig, revision: &str) -> Option<String> {
    let fact = Fact::SourceChanged {
        action: "Fetch".into(),
        revision: revision.into(),
        trigger: trigger("PollForSourceChanges"),
    };
    match rig.tell(fact).expect("a source") {
        Reply::Execution(id) => Some(id),
        _ => None,
    }
}

#[test]
fn a_source_change_starts_exactly_one_execution() {
    let mut rig = Rig::new(three_stages());
    assert_eq!(changed(&mut rig, "v1"), None, "the first run may take it");
    rig.deliver("Fetch", "v1");
    assert_eq!(changed(&mut rig, "v1"), None, "taken");
    rig.reload();
    assert!(changed(&mut rig, "v2").is_some());
    assert_eq!(changed(&mut rig, "v2"), None, "started for it already");
    rig.deliver("Fetch", "v2");
    assert_eq!(rig.all::<Execution>(kind::EXECUTION).len(), 2);
}

#[test]
fn a_change_during_the_source_action_is_not_missed() {
    let mut rig = Rig::new(three_stages());
    changed(&mut rig, "v2");
    rig.deliver("Fetch", "v1");
    assert_eq!(rig.all::<Execution>(kind::EXECUTION).len(), 2);
    changed(&mut rig, "v3");
    rig.fail("Fetch");
    assert_eq!(rig.all::<Execution>(kind::EXECUTION).len(), 3);
}

#[test]
fn a_source_declared_anew_reports_first_where_it_stands() {
    let mut rig = Rig::new(three_stages());
    rig.deliver("Fetch", "v1");
    let mut value = three_stages();
    value["stages"][0]["actions"][0]["configuration"]["S3ObjectKey"] = json!("other.zip");
    let next = declaration(value);
    rig.tell(Fact::Update(Box::new(next))).expect("updated");
    assert_eq!(changed(&mut rig, "w1"), None);
    assert!(changed(&mut rig, "w2").is_some());
}
