//! Checks of each action against the type it names.

use std::collections::HashSet;

use super::super::catalogue::{ActionType, Count};
use super::super::declaration::{ActionDeclaration, Declaration};
use super::{Context, Invalid};

fn action(text: String) -> Invalid {
    Invalid::Action(text)
}

pub(super) fn check(declaration: &Declaration, context: &Context<'_>) -> Result<(), Invalid> {
    for stage in &declaration.stages {
        let mut seen = HashSet::new();
        for declared in &stage.actions {
            if !seen.insert(&declared.name) {
                return Err(action(format!(
                    "Action name '{}' is used more than once in stage '{}'",
                    declared.name, stage.name
                )));
            }
            let known = known_type(declared, context)?;
            check_members(declared)?;
            check_configuration(declared, known)?;
            let (inputs, outputs) = (&declared.input_artifacts, &declared.output_artifacts);
            check_count(declared, "input", inputs.len(), known.inputs)?;
            check_count(declared, "output", outputs.len(), known.outputs)?;
            if let Some(check) = known.check {
                check(declared).map_err(Invalid::Action)?;
            }
        }
    }
    Ok(())
}

fn known_type<'a>(
    declared: &ActionDeclaration,
    context: &Context<'a>,
) -> Result<&'a ActionType, Invalid> {
    let id = &declared.action_type_id;
    let found = context.catalogue.iter().find(|t| t.id == *id);
    found.ok_or_else(|| {
        // The region is printed in the form of an enum constant.
        let region = context.region.to_uppercase().replace('-', "_");
        action(format!(
            "ActionType (Category: '{}', Provider: '{}', Owner: '{}', Version: '{}') in action \
             '{}' is not available in region '{region}'",
            id.category, id.provider, id.owner, id.version, declared.name
        ))
    })
}

/// Members that only some types may carry.
fn check_members(declared: &ActionDeclaration) -> Result<(), Invalid> {
    let name = &declared.name;
    let id = &declared.action_type_id;
    let files = declared
        .output_artifacts
        .iter()
        .any(|o| !o.files.is_empty());
    if !declared.commands.is_empty() || files {
        return Err(action(format!(
            "The following action cannot contain a commands field: {name}. To use the commands \
             field, use a compute action."
        )));
    }
    if !declared.output_variables.is_empty() || !declared.environment_variables.is_empty() {
        return Err(action(format!(
            "Action {name} of type {} cannot contain outputVariables or environmentVariables",
            id.provider
        )));
    }
    if declared.timeout_in_minutes.is_some() && !id.is_approval() {
        return Err(action(format!(
            "Action {name} of type {} cannot contain timeoutInMinutes: only manual approvals can",
            id.provider
        )));
    }
    Ok(())
}

fn check_configuration(declared: &ActionDeclaration, known: &ActionType) -> Result<(), Invalid> {
    let name = &declared.name;
    let given = &declared.configuration;
    let mut required = known.properties.iter().filter(|p| p.required);
    if let Some(missing) = required.find(|p| !given.contains_key(p.name)) {
        return Err(action(format!(
            "Action configuration for action '{name}' is missing required configuration '{}'",
            missing.name
        )));
    }
    for key in given.keys() {
        if known.unsupported.contains(&key.as_str()) {
            return Err(action(format!(
                "Towline does not support configuration '{key}' of action '{name}' yet: remove it"
            )));
        }
        if !known.properties.iter().any(|p| p.name == key) {
            return Err(action(format!(
                "Action configuration for action '{name}' contains unknown configuration '{key}'"
            )));
        }
    }
    Ok(())
}

fn check_count(
    declared: &ActionDeclaration,
    what: &str,
    count: usize,
    allowed: Count,
) -> Result<(), Invalid> {
    let name = &declared.name;
    if count < allowed.minimum {
        return Err(action(format!(
            "Action {name} declares {count} {what} artifacts which is less than the minimum count \
             ({})",
            allowed.minimum
        )));
    }
    if count > allowed.maximum {
        return Err(action(format!(
            "Action {name} declares {count} {what} artifacts which is more than the maximum count \
             ({})",
            allowed.maximum
        )));
    }
    Ok(())
}

/// Every region with an action needs a store; this server has one region only.
pub(super) fn check_regions(
    declaration: &Declaration,
    context: &Context<'_>,
) -> Result<(), Invalid> {
    let home = context.region;
    let regions = declaration
        .actions()
        .filter_map(|(_, a)| a.region.as_deref());
    let foreign: Vec<&str> = regions.filter(|region| *region != home).collect();
    if let Some(stores) = &declaration.artifact_stores {
        let mut wanted = [home].into_iter().chain(foreign.iter().copied());
        if let Some(missing) = wanted.find(|region| !stores.contains_key(*region)) {
            return Err(Invalid::Value(format!(
                "Your pipeline must have an artifact store, such as an artifact bucket, for each \
                 region where you have an action. The following region is missing in \
                 'pipeline.artifactStores': {missing}."
            )));
        }
    } else if !foreign.is_empty() {
        return Err(Invalid::Value(
            "Your pipeline contains actions in more than one region. Use 'pipeline.artifactStores' \
             instead of 'pipeline.artifactStore' to declare an artifact store, such as an artifact \
             bucket, for each region where you have an action."
                .into(),
        ));
    }
    match foreign.first() {
        None => Ok(()),
        Some(region) => Err(action(format!(
            "Towline does not support actions in other regions yet: the pipeline is in {home}, an \
             action in {region}"
        ))),
    }
}
