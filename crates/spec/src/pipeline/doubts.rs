//! What the server takes although it is hardly meant.

use std::collections::HashSet;

use towline_core::pipeline::Declaration;
use towline_core::pipeline::declaration::StageDeclaration;
use towline_core::pipeline::validate::Step;
use towline_core::pipeline::variables::{DECLARED, references};

use super::place;
use crate::diagnostic::Diagnostics;
use crate::yaml::Node;

/// Warns of it.
pub(super) fn check(declaration: &Declaration, root: &Node, out: &mut Diagnostics) {
    unread_artifacts(declaration, root, out);
    unused_variables(declaration, root, out);
    for (number, stage) in declaration.stages.iter().enumerate() {
        idle_approvals(stage, number, root, out);
        loose_values(stage, number, root, out);
    }
}

fn member(name: &str) -> Step {
    Step::Member(name.into())
}

fn action(stage: usize, number: usize) -> Vec<Step> {
    let (stage, number) = (Step::Element(stage), Step::Element(number));
    vec![member("stages"), stage, member("actions"), number]
}

fn unread_artifacts(declaration: &Declaration, root: &Node, out: &mut Diagnostics) {
    let inputs = declaration.actions().flat_map(|(_, a)| &a.input_artifacts);
    let read: HashSet<&str> = inputs.map(|input| input.name.as_str()).collect();
    for (at, stage) in declaration.stages.iter().enumerate() {
        for (number, declared) in stage.actions.iter().enumerate() {
            for (index, output) in declared.output_artifacts.iter().enumerate() {
                if read.contains(output.name.as_str()) {
                    continue;
                }
                let mut steps = action(at, number);
                steps.extend([
                    member("outputArtifacts"),
                    Step::Element(index),
                    member("name"),
                ]);
                let what = format!("no action reads the artifact '{}'", output.name);
                let fix = "name it in the `inputArtifacts` of a later action, or remove it";
                out.warning(place::find(root, &steps), what, fix)
                    .why("it is made and stored in every execution, and nothing uses it");
            }
        }
    }
}

fn unused_variables(declaration: &Declaration, root: &Node, out: &mut Diagnostics) {
    let values = declaration
        .actions()
        .flat_map(|(_, action)| action.configuration.values());
    let used: HashSet<String> = values
        .flat_map(|value| references(value))
        .filter(|reference| reference.namespace == DECLARED)
        .map(|reference| reference.key.to_string())
        .collect();
    for (number, variable) in declaration.variables.iter().enumerate() {
        if used.contains(&variable.name) {
            continue;
        }
        let name = &variable.name;
        let steps = [member("variables"), Step::Element(number), member("name")];
        let what = format!("no action uses the variable '{name}'");
        let fix = format!("write #{{variables.{name}}} in a configuration, or remove it");
        out.warning(place::find(root, &steps), what, fix)
            .why("whoever starts the pipeline can set it, and nothing changes");
    }
}

/// An approval that runs beside what it should hold back.
fn idle_approvals(stage: &StageDeclaration, at: usize, root: &Node, out: &mut Diagnostics) {
    for (number, approval) in stage.actions.iter().enumerate() {
        if !approval.action_type_id.is_approval() {
            continue;
        }
        let beside = stage.actions.iter().find(|other| {
            other.run_order == approval.run_order && !other.action_type_id.is_approval()
        });
        if let Some(other) = beside {
            let what = format!(
                "the approval '{}' does not hold back '{}': both have runOrder {}",
                approval.name, other.name, other.run_order
            );
            let fix = format!("give '{}' a greater `runOrder`", other.name);
            out.warning(place::find(root, &action(at, number)), what, fix)
                .why("actions of one `runOrder` start together, before anybody has answered");
        }
    }
}

/// Spaces around a value are taken as part of it.
fn loose_values(stage: &StageDeclaration, at: usize, root: &Node, out: &mut Diagnostics) {
    for (number, declared) in stage.actions.iter().enumerate() {
        for (key, value) in &declared.configuration {
            if value.trim() == value {
                continue;
            }
            let mut steps = action(at, number);
            steps.extend([member("configuration"), member(key)]);
            let what = format!("the value of '{key}' begins or ends with a space");
            out.warning(place::find(root, &steps), what, "remove the space")
                .why("the space is part of the name that is looked for");
        }
    }
}
