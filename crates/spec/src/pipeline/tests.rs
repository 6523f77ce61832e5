//! Files that are read, and what is said of those that are not.

use serde_json::json;
use towline_core::pipeline::catalogue::{ActionType, ActionTypeId};

use super::{Context, lint, read};

fn catalogue() -> Vec<ActionType> {
    let new = |category, provider, inputs, outputs| {
        ActionType::new(ActionTypeId::aws(category, provider), inputs, outputs)
    };
    vec![
        new("Source", "S3", (0, 0), (1, 1))
            .required(&["S3Bucket", "S3ObjectKey"])
            .optional(&["PollForSourceChanges"]),
        new("Deploy", "CodeDeploy", (1, 1), (0, 0))
            .required(&["ApplicationName", "DeploymentGroupName"]),
        new("Approval", "Manual", (0, 0), (0, 0)),
    ]
}

/// The remarks: severity, place, what, fix.
fn remarks(file: &str, text: &str) -> String {
    let catalogue = catalogue();
    let context = Context {
        catalogue: &catalogue,
        region: "us-east-1",
    };
    let all = lint(file, text, &context);
    assert!(
        all.iter()
            .all(|one| !one.why.is_empty() && !one.fix.is_empty())
    );
    let all: Vec<String> = all.iter().map(ToString::to_string).collect();
    all.join("\n")
}

const GOOD: &str = "\
name: shop
roleArn: arn:aws:iam::123456789012:role/pipeline
artifactStore: {type: S3, location: artifacts}
stages:
  - name: Source
    actions:
      - name: Fetch
        actionTypeId: {category: Source, owner: AWS, provider: S3, version: 1}
        configuration:
          S3Bucket: code
          S3ObjectKey: app.zip
          PollForSourceChanges: false
        outputArtifacts:
          - name: App
  - name: Deploy
    actions:
      - name: Ask
        actionTypeId: {category: Approval, owner: AWS, provider: Manual, version: '1'}
      - name: Fleet
        runOrder: 2
        actionTypeId: {category: Deploy, owner: AWS, provider: CodeDeploy, version: '1'}
        configuration: {ApplicationName: shop, DeploymentGroupName: web}
        inputArtifacts:
          - name: App
";

#[test]
fn bare_words_of_yaml_are_what_belongs_in_their_place() {
    assert_eq!(remarks("shop.yml", GOOD), "");
    let (input, _) = read("shop.yml", GOOD);
    let pipeline = &input.expect("a pipeline")["pipeline"];
    let fetch = &pipeline["stages"][0]["actions"][0];
    assert_eq!(fetch["actionTypeId"]["version"], "1");
    assert_eq!(fetch["configuration"]["PollForSourceChanges"], "false");
    assert_eq!(pipeline["stages"][1]["actions"][1]["runOrder"], 2);
}

#[test]
fn json_means_what_it_says() {
    let (input, _) = read("shop.yml", GOOD);
    let mut input = input.expect("a pipeline");
    assert_eq!(remarks("shop.json", &input.to_string()), "");
    input["pipeline"]["stages"][0]["actions"][0]["actionTypeId"]["version"] = json!(1);
    let said = remarks("shop.json", &format!("{input:#}"));
    insta::assert_snapshot!(said, @r#"
    error: pipeline.stages[0].actions[0].actionTypeId.version must be a string, but is a number
     --> shop.json:19:26
      = help: write a string
    "#);
}

#[test]
fn the_answer_of_get_pipeline_and_tags_are_taken() {
    let (input, _) = read("shop.yml", GOOD);
    let mut input = input.expect("a pipeline");
    input["metadata"] = json!({"pipelineArn": "x"});
    input["tags"] = json!([{"key": "team", "value": "web"}]);
    let text = input.to_string();
    assert_eq!(remarks("shop.json", &text), "");
    let (input, _) = read("shop.json", &text);
    let input = input.expect("a pipeline");
    assert_eq!(input["tags"][0]["value"], "web");
    assert_eq!(input.get("metadata"), None, "it is no part of a request");
}

#[test]
fn everything_that_is_wrong_is_told_with_its_place() {
    let text = GOOD
        .replace("S3ObjectKey", "S3Objectkey")
        .replace(
            "          - name: App\n  - name: Deploy",
            "          - name: Ap\n  - name: Deploy",
        )
        .replace("runOrder: 2", "runOder: 2")
        .replace("category: Approval", "category: Aproval")
        .replace("location: artifacts", "location: [artifacts]");
    insta::assert_snapshot!(remarks("shop.yml", &text));
}

#[test]
fn doubts_are_warnings() {
    let text = GOOD
        .replace("runOrder: 2", "runOrder: 1")
        .replace("DeploymentGroupName: web", "DeploymentGroupName: 'web '")
        .replace(
            "          - name: App\n  - name: Deploy",
            "          - name: App2\n  - name: Deploy",
        )
        .replace("stages:", "variables: [{name: unused}]\nstages:");
    insta::assert_snapshot!(remarks("shop.yml", &text));
}

#[test]
fn what_is_no_pipeline_is_told_in_one_remark() {
    for (file, text, what) in [
        ("p.yml", "", "the file is nothing where a mapping belongs"),
        (
            "p.yml",
            "- a\n",
            "the file is a list where a mapping belongs",
        ),
        (
            "p.yml",
            "Resources:\n  P: {}\n",
            "this is a CloudFormation template",
        ),
        (
            "p.json",
            "{\"name\": }",
            "this is not valid JSON: expected value",
        ),
        ("p.json", "name: shop\n", "this is not valid JSON"),
        ("p.yml", "name: [\n", "this is not valid YAML"),
    ] {
        let said = remarks(file, text);
        assert!(
            said.contains(what) && said.matches("error").count() == 1,
            "{text:?}: {said}"
        );
        assert!(read(file, text).0.is_none(), "{text:?}");
    }
}

#[test]
fn a_file_with_more_errors_than_are_told_is_not_taken_for_a_good_one() {
    let wrong = "      - name: [list]\n".repeat(150);
    let file = GOOD.replace(
        "      - name: Fetch\n",
        &format!("{wrong}      - name: Fetch\n"),
    );
    let said = remarks("p.yml", &file);
    assert_eq!(said.matches("error").count(), 100, "{said}");
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[-a:{}\\[\\],&*!|>'\"%@ \n\t#?<0-9]{0,80}") {
        remarks("p.yml", &text);
        remarks("p.json", &text);
    }
}
