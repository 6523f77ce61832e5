//! The schema of a pipeline's file: the shape of CreatePipeline, and what each action type wants.

use serde_json::{Value, json};
use towline_api::codepipeline::shapes::{PIPELINE_DECLARATION, TAG_LIST};
use towline_core::pipeline::ActionType;
use towline_core::pipeline::catalogue::Count;

use super::shape::{Maker, Purpose};

pub(super) fn schema() -> Value {
    let mut maker = Maker::new(Purpose::File);
    let pipeline = maker.of(&PIPELINE_DECLARATION);
    let tags = maker.of(&TAG_LIST);
    let registered = towline_providers::registered().into_iter();
    let catalogue: Vec<ActionType> = registered.map(|one| one.action_type).collect();
    let declaration = maker.definition(PIPELINE_DECLARATION.name);
    declaration["properties"]["stages"]["minItems"] = json!(2);
    declaration["properties"]["executionMode"] = json!({"enum": ["SUPERSEDED", null]});
    declaration["oneOf"] = json!([
        {"required": ["artifactStore"], "properties": {"artifactStore": {"type": "object"}}},
        {"required": ["artifactStores"], "properties": {"artifactStores": {"type": "object"}}},
    ]);
    let rules: Vec<Value> = catalogue.iter().map(rule).collect();
    let action = maker.definition("ActionDeclaration");
    action["allOf"] = json!(rules);
    let types: Vec<Value> = catalogue.iter().map(identity).collect();
    let kind = maker.definition("ActionTypeId");
    kind["anyOf"] = json!(types);
    let whole = json!({
        "description": "A pipeline in AWS's structure, or an object with one as `pipeline`.",
        "if": {"required": ["pipeline"], "properties": {"pipeline": {"type": "object"}}},
        "then": {
            "properties": {
                "pipeline": pipeline,
                "tags": {"anyOf": [tags, {"type": "null"}]},
                "metadata": {"description": "Of the answer of GetPipeline; has no effect."},
            },
        },
        "else": pipeline,
    });
    maker.finish("Pipeline", whole)
}

/// The four parts of a type's name; a version may be written as a number.
fn identity(known: &ActionType) -> Value {
    let id = &known.id;
    let versions = match id.version.parse::<u32>() {
        Ok(number) => json!([id.version, number]),
        Err(_) => json!([id.version]),
    };
    json!({"properties": {
        "category": {"const": id.category},
        "owner": {"const": id.owner},
        "provider": {"const": id.provider},
        "version": {"enum": versions},
    }})
}

/// What an action of this type has.
fn rule(known: &ActionType) -> Value {
    let names: Vec<&str> = known.properties.iter().map(|p| p.name).collect();
    let required = known.properties.iter().filter(|p| p.required);
    let required: Vec<&str> = required.map(|p| p.name).collect();
    let mut configuration = json!({"propertyNames": {"enum": names}});
    let mut then = json!({"properties": {}});
    let mut needed = Vec::new();
    if !required.is_empty() {
        configuration["required"] = json!(required);
        configuration["type"] = json!("object");
        needed.push("configuration");
    }
    then["properties"]["configuration"] = configuration;
    for (name, count) in [
        ("inputArtifacts", known.inputs),
        ("outputArtifacts", known.outputs),
    ] {
        let Count { minimum, maximum } = count;
        then["properties"][name] = json!({"minItems": minimum, "maxItems": maximum});
        if minimum > 0 {
            then["properties"][name]["type"] = json!("array");
            needed.push(name);
        }
    }
    if !known.id.is_approval() {
        then["properties"]["timeoutInMinutes"] = json!({"type": "null"});
    }
    then["required"] = json!(needed);
    let kind = identity(known);
    json!({"if": {"properties": {"actionTypeId": kind}}, "then": then})
}
