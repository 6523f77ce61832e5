//! Checks of names that connect actions: artifacts and namespaces.

use std::collections::HashMap;

use super::super::declaration::{ActionDeclaration, Declaration, StageDeclaration};
use super::super::variables::{DECLARED, IMPLICIT};
use super::Invalid;

/// When an action runs: stage, then run order. Equal moments run in parallel.
type Moment = (usize, u32);

/// Every action with the moment it runs at.
pub(super) fn moments(
    declaration: &Declaration,
) -> Vec<(Moment, &StageDeclaration, &ActionDeclaration)> {
    let stages = declaration.stages.iter().enumerate();
    let all = stages.flat_map(|(at, stage)| {
        let actions = stage.actions.iter();
        actions.map(move |action| ((at, action.run_order), stage, action))
    });
    all.collect()
}

/// An input is an artifact of an action that surely ran before; outputs are unique.
pub(super) fn check_artifacts(declaration: &Declaration) -> Result<(), Invalid> {
    let all = moments(declaration);
    let mut producers: HashMap<&str, Moment> = HashMap::new();
    for (moment, _, action) in &all {
        for output in &action.output_artifacts {
            if producers.insert(&output.name, *moment).is_some() {
                return Err(Invalid::Action(format!(
                    "Output artifact name '{}' of action '{}' is used more than once in the \
                     pipeline",
                    output.name, action.name
                )));
            }
        }
    }
    for (moment, stage, action) in &all {
        for input in &action.input_artifacts {
            let ready = producers
                .get(input.name.as_str())
                .is_some_and(|made| made < moment);
            if !ready {
                return Err(Invalid::Action(format!(
                    "Input artifact '{}' of action '{}' in stage '{}' is not an output artifact \
                     of an action that runs before it",
                    input.name, action.name, stage.name
                )));
            }
        }
    }
    Ok(())
}

/// Namespaces are unique and differ from artifact names and the reserved ones.
pub(super) fn check_namespaces(declaration: &Declaration) -> Result<(), Invalid> {
    let mut uses: HashMap<&str, Vec<String>> = HashMap::new();
    for (stage, action) in declaration.actions() {
        let Some(namespace) = action.namespace.as_deref() else {
            continue;
        };
        if namespace == IMPLICIT || namespace == DECLARED {
            return Err(Invalid::Action(format!(
                "Namespace '{namespace}' of action '{}' is reserved",
                action.name
            )));
        }
        let artifacts = declaration.actions().flat_map(|(_, a)| &a.output_artifacts);
        if artifacts.into_iter().any(|a| a.name == namespace) {
            return Err(Invalid::Action(format!(
                "Namespace '{namespace}' of action '{}' is also the name of an artifact",
                action.name
            )));
        }
        let place = format!(
            "StageName=[{}], ActionName=[{}], Namespace=[{namespace}]",
            stage.name, action.name
        );
        uses.entry(namespace).or_default().push(place);
    }
    let mut twice: Vec<String> = uses
        .into_values()
        .filter(|u| u.len() > 1)
        .flatten()
        .collect();
    if twice.is_empty() {
        return Ok(());
    }
    twice.sort();
    Err(Invalid::Action(format!(
        "Namespaces must be unique across the pipeline definition. The following occur more than \
         once in the pipeline.\n{}",
        twice.join("\n")
    )))
}
