//! Checks of the pipeline as a whole and of its stages.

use std::collections::HashSet;

use serde_json::Value;

use super::super::declaration::{Declaration, Mode, StageDeclaration};
use super::Invalid;

const STAGES_MIN: usize = 2;
const STAGES_MAX: usize = 50;
const ACTIONS_MAX: usize = 1000;

pub(super) fn check_pipeline(declaration: &Declaration) -> Result<(), Invalid> {
    check_shape(declaration)?;
    check_store(declaration)?;
    check_variables(declaration)?;
    check_type(declaration)?;
    check_triggers(declaration)?;
    match declaration.execution_mode {
        Mode::Superseded => Ok(()),
        Mode::Queued => Err(unsupported_mode("QUEUED")),
        Mode::Parallel => Err(unsupported_mode("PARALLEL")),
    }
}

fn structure(text: impl Into<String>) -> Invalid {
    Invalid::Structure(text.into())
}

fn unsupported_mode(mode: &str) -> Invalid {
    structure(format!(
        "Towline does not support executionMode {mode} yet: use SUPERSEDED"
    ))
}

fn check_shape(declaration: &Declaration) -> Result<(), Invalid> {
    let stages = &declaration.stages;
    if stages.len() < STAGES_MIN {
        let count = stages.len();
        return Err(structure(format!(
            "Pipeline has only {count} stage(s). There should be a minimum of 2 stages in a pipeline"
        )));
    }
    if stages.len() > STAGES_MAX {
        return Err(structure(
            "Pipeline has too many stages. There can only be up to 50 stages in a pipeline",
        ));
    }
    let sources = |stage: &StageDeclaration| {
        let is_source =
            |a: &&super::super::declaration::ActionDeclaration| a.action_type_id.is_source();
        stage.actions.iter().filter(is_source).count()
    };
    let first = &stages[0];
    if sources(first) == 0 || sources(first) < first.actions.len() {
        return Err(structure(
            "Pipeline should start with a stage that only contains source actions",
        ));
    }
    if stages[1..].iter().any(|stage| sources(stage) > 0) {
        return Err(structure(
            "Source actions can only be included in the first stage of the pipeline",
        ));
    }
    if stages[1..].iter().all(|stage| stage.actions.is_empty()) {
        return Err(structure(
            "Pipeline should contain at least 1 action whose category is not Source",
        ));
    }
    let actions = declaration.actions().count();
    if actions > ACTIONS_MAX {
        return Err(Invalid::Limit(format!(
            "Pipeline has {actions} actions, more than {ACTIONS_MAX}"
        )));
    }
    Ok(())
}

fn check_store(declaration: &Declaration) -> Result<(), Invalid> {
    let (one, many) = (&declaration.artifact_store, &declaration.artifact_stores);
    if one.is_some() == many.is_some() {
        return Err(structure(
            "Pipeline must declare exactly one of artifactStore and artifactStores",
        ));
    }
    Ok(())
}

fn check_variables(declaration: &Declaration) -> Result<(), Invalid> {
    let mut seen = HashSet::new();
    let twice = declaration.variables.iter().find(|v| !seen.insert(&v.name));
    match twice {
        None => Ok(()),
        Some(variable) => Err(structure(format!(
            "Variable names must be unique. The following variable name is already in use: {}",
            variable.name
        ))),
    }
}

/// An explicit V1 may not use what came with V2.
fn check_type(declaration: &Declaration) -> Result<(), Invalid> {
    if declaration.pipeline_type.as_deref() != Some("V1") {
        return Ok(());
    }
    if !declaration.variables.is_empty() {
        return Err(structure(
            "Pipeline variable can only be used with V2 pipelines",
        ));
    }
    if !declaration.triggers.is_empty() {
        return Err(structure(
            "Triggers on tag can only be used with V2 pipelines",
        ));
    }
    if declaration.execution_mode != Mode::Superseded {
        return Err(structure(
            "QUEUED or PARALLEL mode can only be used with V2 pipelines",
        ));
    }
    Ok(())
}

fn check_triggers(declaration: &Declaration) -> Result<(), Invalid> {
    let Some(_) = declaration.triggers.first() else {
        return Ok(());
    };
    let connected = |trigger: &Value| {
        let name = trigger["gitConfiguration"]["sourceActionName"].as_str();
        let source = name.and_then(|name| declaration.source(name));
        source.is_some_and(|s| s.action_type_id.provider == "CodeStarSourceConnection")
    };
    if !declaration.triggers.iter().all(connected) {
        return Err(structure(
            "Triggers for connections must reference a CodeStarSourceConnection action.",
        ));
    }
    Err(structure("Towline does not support triggers yet"))
}

pub(super) fn check_stages(declaration: &Declaration) -> Result<(), Invalid> {
    let mut seen = HashSet::new();
    for stage in &declaration.stages {
        let name = &stage.name;
        if !seen.insert(name) {
            return Err(Invalid::Stage(format!(
                "Stage name '{name}' is used more than once"
            )));
        }
        if stage.actions.is_empty() {
            return Err(Invalid::Stage(format!(
                "Stage '{name}' should contain at least 1 action"
            )));
        }
        if !stage.blockers.is_empty() {
            return Err(Invalid::Blocker(format!(
                "Stage '{name}' declares blockers, which are reserved"
            )));
        }
        check_gates(declaration, stage)?;
    }
    Ok(())
}

fn check_gates(declaration: &Declaration, stage: &StageDeclaration) -> Result<(), Invalid> {
    if !stage.has_conditions() {
        return Ok(());
    }
    let refuse = |text: String| Err(Invalid::Stage(text));
    if declaration.pipeline_type.as_deref() == Some("V1") {
        return refuse("Stage level conditions can only be used with V2 pipelines.".into());
    }
    let failure = stage.on_failure.as_ref();
    let has = |key: &str| failure.is_some_and(|f| f.get(key).is_some());
    if has("result") && has("conditions") {
        return refuse(format!(
            "The following stage cannot have a failure exit gate configured with both top level \
             result and conditions: '{}",
            stage.name
        ));
    }
    let rollback = failure.and_then(|f| f["result"].as_str()) == Some("ROLLBACK");
    if rollback && declaration.execution_mode == Mode::Parallel {
        return refuse(
            "Failure conditions with rollback result type cannot be added to a PARALLEL pipeline."
                .into(),
        );
    }
    refuse(format!(
        "Towline does not support beforeEntry, onSuccess and onFailure yet: remove them from stage \
         '{}'",
        stage.name
    ))
}
