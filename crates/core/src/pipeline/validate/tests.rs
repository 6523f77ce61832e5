//! Every refusal, in its exact words.

use serde_json::{Value, json};

use super::super::fixture::{action, catalogue, declaration, pipeline, three_stages};
use super::{Context, Invalid, validate};

fn check(value: Value) -> Result<(), Invalid> {
    let catalogue = catalogue();
    let context = Context {
        catalogue: &catalogue,
        region: "us-east-1",
    };
    validate(&declaration(value), &context)
}

/// The refusal of three good stages after `change`, as `Kind: text`.
fn refusal(change: impl FnOnce(&mut Value)) -> String {
    let mut value = three_stages();
    change(&mut value);
    let error = check(value).expect_err("must be refused");
    let kind = match &error {
        Invalid::Structure(_) => "Structure",
        Invalid::Stage(_) => "Stage",
        Invalid::Action(_) => "Action",
        Invalid::Blocker(_) => "Blocker",
        Invalid::Value(_) => "Validation",
        Invalid::Limit(_) => "Limit",
    };
    format!("{kind}: {error}")
}

fn add(value: &mut Value, stage: usize, action: Value) {
    let actions = value["stages"][stage]["actions"].as_array_mut();
    actions.expect("a list").push(action);
}

fn compile(value: &mut Value) -> &mut Value {
    &mut value["stages"][1]["actions"][0]
}

#[test]
fn a_good_declaration_passes() {
    assert_eq!(check(three_stages()), Ok(()));
}

#[test]
fn structure_texts() {
    let one = refusal(|v| v["stages"] = json!([v["stages"][0]]));
    insta::assert_snapshot!(one, @"Structure: Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline");
    let many = refusal(|v| {
        let stage = v["stages"][1].clone();
        v["stages"]
            .as_array_mut()
            .expect("a list")
            .extend(vec![stage; 50]);
    });
    insta::assert_snapshot!(many, @"Structure: Pipeline has too many stages. There can only be up to 50 stages in a pipeline");
    let mixed = refusal(|v| add(v, 0, action("Ask", "Approval/Manual", &[], &[])));
    insta::assert_snapshot!(mixed, @"Structure: Pipeline should start with a stage that only contains source actions");
    let late =
        refusal(|v| v["stages"][2]["actions"][0] = action("Again", "Source/S3", &[], &["X"]));
    insta::assert_snapshot!(late, @"Structure: Source actions can only be included in the first stage of the pipeline");
    let idle = refusal(|v| v["stages"] = json!([v["stages"][0], {"name": "Empty", "actions": []}]));
    insta::assert_snapshot!(idle, @"Structure: Pipeline should contain at least 1 action whose category is not Source");
    let store = refusal(|v| v["artifactStore"] = Value::Null);
    insta::assert_snapshot!(store, @"Structure: Pipeline must declare exactly one of artifactStore and artifactStores");
    let twice = refusal(|v| v["variables"] = json!([{"name": "a"}, {"name": "a"}]));
    insta::assert_snapshot!(twice, @"Structure: Variable names must be unique. The following variable name is already in use: a");
}

#[test]
fn v1_refuses_what_came_with_v2() {
    let v1 = |change: fn(&mut Value)| {
        refusal(|v| {
            v["pipelineType"] = json!("V1");
            change(v);
        })
    };
    insta::assert_snapshot!(v1(|v| v["variables"] = json!([{"name": "a"}])), @"Structure: Pipeline variable can only be used with V2 pipelines");
    insta::assert_snapshot!(v1(|v| v["triggers"] = json!([{}])), @"Structure: Triggers on tag can only be used with V2 pipelines");
    insta::assert_snapshot!(v1(|v| v["executionMode"] = json!("QUEUED")), @"Structure: QUEUED or PARALLEL mode can only be used with V2 pipelines");
    insta::assert_snapshot!(v1(|v| v["stages"][1]["onFailure"] = json!({"result": "ROLLBACK"})), @"Stage: Stage level conditions can only be used with V2 pipelines.");
}

#[test]
fn gaps_are_refused_by_name() {
    insta::assert_snapshot!(refusal(|v| v["executionMode"] = json!("PARALLEL")), @"Structure: Towline does not support executionMode PARALLEL yet: use SUPERSEDED");
    insta::assert_snapshot!(refusal(|v| v["stages"][1]["onSuccess"] = json!({"conditions": []})), @"Stage: Towline does not support beforeEntry, onSuccess and onFailure yet: remove them from stage 'Build'");
    insta::assert_snapshot!(refusal(|v| v["stages"][2]["actions"][0]["configuration"]["CannedACL"] = json!("private")), @"Action: Towline does not support configuration 'CannedACL' of action 'Publish' yet: remove it");
    let trigger = json!([{"providerType": "CodeStarSourceConnection", "gitConfiguration": {"sourceActionName": "Fetch"}}]);
    insta::assert_snapshot!(refusal(|v| v["triggers"] = trigger), @"Structure: Triggers for connections must reference a CodeStarSourceConnection action.");
}

#[test]
fn stage_texts() {
    insta::assert_snapshot!(refusal(|v| v["stages"][2]["name"] = json!("Build")), @"Stage: Stage name 'Build' is used more than once");
    insta::assert_snapshot!(refusal(|v| v["stages"][1]["actions"] = json!([])), @"Stage: Stage 'Build' should contain at least 1 action");
    let both = json!({"result": "ROLLBACK", "conditions": [{}]});
    insta::assert_snapshot!(refusal(|v| v["stages"][1]["onFailure"] = both), @"Stage: The following stage cannot have a failure exit gate configured with both top level result and conditions: 'Build");
    insta::assert_snapshot!(refusal(|v| v["stages"][1]["blockers"] = json!([{"name": "b"}])), @"Blocker: Stage 'Build' declares blockers, which are reserved");
}

#[test]
fn action_texts() {
    insta::assert_snapshot!(refusal(|v| compile(v)["actionTypeId"]["provider"] = json!("Nope")), @"Action: ActionType (Category: 'Build', Provider: 'Nope', Owner: 'AWS', Version: '1') in action 'Compile' is not available in region 'US_EAST_1'");
    insta::assert_snapshot!(refusal(|v| compile(v)["configuration"] = json!({})), @"Action: Action configuration for action 'Compile' is missing required configuration 'ProjectName'");
    insta::assert_snapshot!(refusal(|v| compile(v)["configuration"]["Nope"] = json!("1")), @"Action: Action configuration for action 'Compile' contains unknown configuration 'Nope'");
    insta::assert_snapshot!(refusal(|v| compile(v)["inputArtifacts"] = json!([])), @"Action: Action Compile declares 0 input artifacts which is less than the minimum count (1)");
    insta::assert_snapshot!(refusal(|v| compile(v)["commands"] = json!(["make"])), @"Action: The following action cannot contain a commands field: Compile. To use the commands field, use a compute action.");
    insta::assert_snapshot!(refusal(|v| compile(v)["timeoutInMinutes"] = json!(5)), @"Action: Action Compile of type CodeBuild cannot contain timeoutInMinutes: only manual approvals can");
    let twin = refusal(|v| {
        let twin = compile(v).clone();
        add(v, 1, twin);
    });
    insta::assert_snapshot!(twin, @"Action: Action name 'Compile' is used more than once in stage 'Build'");
}

#[test]
fn artifact_texts() {
    insta::assert_snapshot!(refusal(|v| compile(v)["inputArtifacts"][0]["name"] = json!("Site")), @"Action: Input artifact 'Site' of action 'Compile' in stage 'Build' is not an output artifact of an action that runs before it");
    insta::assert_snapshot!(refusal(|v| compile(v)["outputArtifacts"][0]["name"] = json!("App")), @"Action: Output artifact name 'App' of action 'Compile' is used more than once in the pipeline");
}

#[test]
fn namespace_texts() {
    let twice = refusal(|v| {
        v["stages"][0]["actions"][0]["namespace"] = json!("N");
        compile(v)["namespace"] = json!("N");
    });
    insta::assert_snapshot!(twice, @r"
    Action: Namespaces must be unique across the pipeline definition. The following occur more than once in the pipeline.
    StageName=[Build], ActionName=[Compile], Namespace=[N]
    StageName=[Source], ActionName=[Fetch], Namespace=[N]
    ");
    insta::assert_snapshot!(refusal(|v| compile(v)["namespace"] = json!("variables")), @"Action: Namespace 'variables' of action 'Compile' is reserved");
    insta::assert_snapshot!(refusal(|v| compile(v)["namespace"] = json!("Site")), @"Action: Namespace 'Site' of action 'Compile' is also the name of an artifact");
}

#[test]
fn reference_texts() {
    let refer = |text: &str| {
        let text = json!(text);
        refusal(|v| compile(v)["configuration"]["ProjectName"] = text)
    };
    insta::assert_snapshot!(refer("#{Nowhere.Key}"), @r"
    Action: Valid format for a pipeline execution variable reference is a namespace and a key separated by a period (.). The following pipeline execution variables are referencing a namespace that does not exist.
    StageName=[Build], ActionName=[Compile], ActionConfigurationKey=[ProjectName], VariableReferenceText=[#{Nowhere.Key}]
    ");
    insta::assert_snapshot!(refer("#{variables.x}"), @r"
    Structure: The referenced variables haven't been declared.
    StageName=[Build], ActionName=[Compile], ActionConfigurationKey=[ProjectName], VariableReferenceText=[#{variables.x}]
    ");
    let source = refusal(|v| {
        v["variables"] = json!([{"name": "x"}]);
        v["stages"][0]["actions"][0]["configuration"]["S3ObjectKey"] = json!("#{variables.x}");
    });
    insta::assert_snapshot!(source, @r"
    Structure: Variables at the pipeline level cannot be used in source actions.
    StageName=[Source], ActionName=[Fetch], ActionConfigurationKey=[S3ObjectKey], VariableReferenceText=[#{variables.x}]
    ");
}

#[test]
fn a_namespace_is_known_only_to_actions_that_surely_run_later() {
    let sibling = refusal(|v| {
        let mut twin = action("Twin", "Build/CodeBuild", &["App"], &[]);
        twin["namespace"] = json!("Twin");
        add(v, 1, twin);
        compile(v)["configuration"]["ProjectName"] = json!("#{Twin.Out}");
    });
    assert!(
        sibling.contains("referencing a namespace that does not exist"),
        "{sibling}"
    );
}

#[test]
fn regions() {
    insta::assert_snapshot!(refusal(|v| compile(v)["region"] = json!("eu-west-1")), @"Validation: Your pipeline contains actions in more than one region. Use 'pipeline.artifactStores' instead of 'pipeline.artifactStore' to declare an artifact store, such as an artifact bucket, for each region where you have an action.");
    let missing = refusal(|v| {
        v["artifactStore"] = Value::Null;
        v["artifactStores"] = json!({"us-east-1": {"type": "S3", "location": "b"}});
        compile(v)["region"] = json!("eu-west-1");
    });
    insta::assert_snapshot!(missing, @"Validation: Your pipeline must have an artifact store, such as an artifact bucket, for each region where you have an action. The following region is missing in 'pipeline.artifactStores': eu-west-1.");
}

#[test]
fn the_type_is_deduced_from_the_features() {
    let kind = |value: Value| declaration(value).pipeline_type;
    assert_eq!(kind(three_stages()).as_deref(), Some("V1"));
    let mut value = pipeline(json!([]));
    value["variables"] = json!([{"name": "a"}]);
    assert_eq!(kind(value).as_deref(), Some("V2"));
}
