//! Texts recorded from AWS, and the table itself.

use serde_json::json;

use super::*;
use crate::{codebuild, codedeploy, codepipeline, hostcommand, towline};

fn pipeline(stage: &str, action: Value) -> Value {
    json!({"pipeline": {
        "name": "web", "roleArn": "arn:aws:iam::123456789012:role/x",
        "stages": [{"name": stage, "actions": [action]}],
    }})
}

fn action() -> Value {
    json!({"name": "a", "actionTypeId":
        {"category": "Build", "owner": "AWS", "provider": "CodeBuild", "version": "1"}})
}

fn texts(value: &Value) -> String {
    let found = validate(&codepipeline::shapes::CREATE_PIPELINE_INPUT, value);
    if found.is_empty() {
        String::new()
    } else {
        violations_message(&found)
    }
}

#[test]
fn a_good_pipeline_passes() {
    assert_eq!(texts(&pipeline("Build", action())), "");
}

#[test]
fn a_bad_provider_has_the_recorded_text() {
    let mut action = action();
    action["actionTypeId"]["provider"] = json!("Code Build");
    assert_eq!(
        texts(&pipeline("Build", action)),
        "1 validation error detected: Value at 'pipeline.stages.1.member.actions.1.member.\
         actionTypeId.provider' failed to satisfy constraint: Member must satisfy regular \
         expression pattern: [0-9A-Za-z_-]+"
    );
}

#[test]
fn an_empty_configuration_value_is_reported_at_the_map() {
    let mut action = action();
    action["configuration"] = json!({"ProjectName": ""});
    assert_eq!(
        texts(&pipeline("Build", action)),
        "1 validation error detected: Value at 'pipeline.stages.1.member.actions.1.member.\
         configuration' failed to satisfy constraint: Map value must satisfy constraint: [Member \
         must have length less than or equal to 50000, Member must have length greater than or \
         equal to 1]"
    );
}

/// Else two megabytes of `{}` would make an answer a hundred times as long.
#[test]
fn a_request_with_very_many_errors_names_only_the_first() {
    let stages = vec![json!({}); 100_000];
    let value = json!({"pipeline": {"name": "web", "stages": stages}});
    let found = validate(&codepipeline::shapes::CREATE_PIPELINE_INPUT, &value);
    assert_eq!(found.len(), VIOLATIONS_MAX);
    let text = violations_message(&found);
    assert!(
        text.starts_with("100 validation errors detected: "),
        "{text}"
    );
}

#[test]
fn several_errors_are_counted_and_in_order() {
    let mut action = action();
    action["runOrder"] = json!(0);
    action["actionTypeId"]["owner"] = json!("Me");
    action["actionTypeId"]
        .as_object_mut()
        .unwrap()
        .remove("version");
    insta::assert_snapshot!(texts(&pipeline("Build it", action)).replace("; ", ";\n"), @r"
    4 validation errors detected: Value at 'pipeline.stages.1.member.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9.@\-_]+;
    Value at 'pipeline.stages.1.member.actions.1.member.actionTypeId.owner' failed to satisfy constraint: Member must satisfy enum value set: [AWS, ThirdParty, Custom];
    Value at 'pipeline.stages.1.member.actions.1.member.actionTypeId.version' failed to satisfy constraint: Member must not be null;
    Value at 'pipeline.stages.1.member.actions.1.member.runOrder' failed to satisfy constraint: Member must have value greater than or equal to 1
    ");
}

#[test]
fn every_pattern_compiles_and_is_anchored() {
    let inputs = codedeploy::Operation::ALL.iter().map(|op| op.input());
    let inputs = inputs
        .chain(codepipeline::Operation::ALL.iter().map(|op| op.input()))
        .chain(codebuild::Operation::ALL.iter().map(|op| op.input()))
        .chain(hostcommand::Operation::ALL.iter().map(|op| op.input()))
        .chain(towline::Operation::ALL.iter().map(|op| op.input()));
    let mut patterns = std::collections::BTreeSet::new();
    for input in inputs {
        collect(input, &mut patterns);
    }
    assert!(patterns.len() > 15, "{}", patterns.len());
    for pattern in patterns {
        compiled(pattern);
    }
    assert!(!compiled("AWS|ThirdParty").is_match("AWSome"));
}

fn collect(shape: &'static Shape, patterns: &mut std::collections::BTreeSet<&'static str>) {
    patterns.extend(shape.pattern);
    match shape.kind {
        Kind::List(inner) => collect(inner, patterns),
        Kind::Map(key, inner) => {
            collect(key, patterns);
            collect(inner, patterns);
        }
        Kind::Structure(members) => members.iter().for_each(|m| collect(m.shape, patterns)),
        _ => {}
    }
}
