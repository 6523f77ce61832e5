//! Checks of the pipeline as a whole and of its stages.

use std::collections::HashSet;

use serde_json::Value;

use super::super::declaration::{ActionDeclaration, Declaration, Mode, StageDeclaration};
use super::{Findings, Invalid, Place};

const STAGES_MIN: usize = 2;
const STAGES_MAX: usize = 50;
const ACTIONS_MAX: usize = 1000;

pub(super) fn check_pipeline(declaration: &Declaration, out: &mut Findings) {
    check_shape(declaration, out);
    check_store(declaration, out);
    check_variables(declaration, out);
    check_type(declaration, out);
    check_triggers(declaration, out);
    match declaration.execution_mode {
        Mode::Superseded => {}
        Mode::Queued => unsupported_mode("QUEUED", out),
        Mode::Parallel => unsupported_mode("PARALLEL", out),
    }
}

fn structure(text: impl Into<String>) -> Invalid {
    Invalid::Structure(text.into())
}

fn member(name: &str) -> Place {
    Place::default().member(name)
}

fn unsupported_mode(mode: &str, out: &mut Findings) {
    let what = format!("Towline does not support executionMode {mode} yet: use SUPERSEDED");
    let fix = "write SUPERSEDED, or leave `executionMode` out";
    out.add(member("executionMode"), structure(what), fix);
}

fn check_shape(declaration: &Declaration, out: &mut Findings) {
    let stages = &declaration.stages;
    if stages.len() < STAGES_MIN {
        let count = stages.len();
        let what = format!(
            "Pipeline has only {count} stage(s). There should be a minimum of 2 stages in a pipeline"
        );
        let fix =
            "add a stage: the first one has the sources, a later one does something with them";
        out.add(member("stages"), structure(what), fix);
    }
    if stages.len() > STAGES_MAX {
        let what = "Pipeline has too many stages. There can only be up to 50 stages in a pipeline";
        let fix = "put actions of several stages into one, or make two pipelines";
        out.add(member("stages").element(STAGES_MAX), structure(what), fix);
    }
    check_sources(stages, out);
    if !stages.is_empty() && stages[1..].iter().all(|stage| stage.actions.is_empty()) {
        let what = "Pipeline should contain at least 1 action whose category is not Source";
        let fix = "add a stage with an action, for example Build with CodeBuild";
        out.add(member("stages"), structure(what), fix);
    }
    let actions = declaration.actions().count();
    if actions > ACTIONS_MAX {
        let what = format!("Pipeline has {actions} actions, more than {ACTIONS_MAX}");
        let fix = "make two pipelines of it";
        out.add(member("stages"), Invalid::Limit(what), fix);
    }
}

/// The first stage has sources and nothing else, the others have none.
fn check_sources(stages: &[StageDeclaration], out: &mut Findings) {
    let is_source = |action: &ActionDeclaration| action.action_type_id.is_source();
    let Some((first, others)) = stages.split_first() else {
        return;
    };
    let stranger = first.actions.iter().position(|action| !is_source(action));
    if first.actions.is_empty() || stranger.is_some() {
        let place = stranger.map_or(Place::stage(0), |number| Place::action(0, number));
        let what = "Pipeline should start with a stage that only contains source actions";
        let fix = "begin with a stage of Source actions, and put all others into later stages";
        out.add(place, structure(what), fix);
    }
    for (number, stage) in others.iter().enumerate() {
        if let Some(late) = stage.actions.iter().position(is_source) {
            let what = "Source actions can only be included in the first stage of the pipeline";
            let place = Place::action(number + 1, late);
            out.add(place, structure(what), "move it to the first stage");
        }
    }
}

fn check_store(declaration: &Declaration, out: &mut Findings) {
    let (one, many) = (&declaration.artifact_store, &declaration.artifact_stores);
    if one.is_some() == many.is_some() {
        let place = match many {
            Some(_) => member("artifactStores"),
            None => Place::default(),
        };
        let what = "Pipeline must declare exactly one of artifactStore and artifactStores";
        let fix = "write `artifactStore` with `type` S3 and `location`, the name of a bucket";
        out.add(place, structure(what), fix);
    }
}

fn check_variables(declaration: &Declaration, out: &mut Findings) {
    let mut seen = HashSet::new();
    for (number, variable) in declaration.variables.iter().enumerate() {
        if !seen.insert(&variable.name) {
            let what = format!(
                "Variable names must be unique. The following variable name is already in use: {}",
                variable.name
            );
            let place = member("variables").element(number).member("name");
            out.add(place, structure(what), "rename or remove one of them");
        }
    }
}

/// An explicit V1 may not use what came with V2.
fn check_type(declaration: &Declaration, out: &mut Findings) {
    if declaration.pipeline_type.as_deref() != Some("V1") {
        return;
    }
    let fix = "write `pipelineType` V2, or remove it";
    let mut refuse = |name, what: &str| out.add(member(name), structure(what), fix);
    if !declaration.variables.is_empty() {
        let what = "Pipeline variable can only be used with V2 pipelines";
        refuse("variables", what);
    }
    if !declaration.triggers.is_empty() {
        let what = "Triggers on tag can only be used with V2 pipelines";
        refuse("triggers", what);
    }
    if declaration.execution_mode != Mode::Superseded {
        let what = "QUEUED or PARALLEL mode can only be used with V2 pipelines";
        refuse("executionMode", what);
    }
}

fn check_triggers(declaration: &Declaration, out: &mut Findings) {
    if declaration.triggers.is_empty() {
        return;
    }
    let connected = |trigger: &Value| {
        let name = trigger["gitConfiguration"]["sourceActionName"].as_str();
        let source = name.and_then(|name| declaration.source(name));
        source.is_some_and(|s| s.action_type_id.provider == "CodeStarSourceConnection")
    };
    let fix = "remove `triggers`: a push to the branch of a source starts the pipeline";
    let what = match declaration.triggers.iter().all(connected) {
        false => "Triggers for connections must reference a CodeStarSourceConnection action.",
        true => "Towline does not support triggers yet",
    };
    out.add(member("triggers"), structure(what), fix);
}

pub(super) fn check_stages(declaration: &Declaration, out: &mut Findings) {
    let mut seen = HashSet::new();
    for (number, stage) in declaration.stages.iter().enumerate() {
        let name = &stage.name;
        if !seen.insert(name) {
            let what = format!("Stage name '{name}' is used more than once");
            let place = Place::stage(number).member("name");
            out.add(place, Invalid::Stage(what), "rename one of them");
        }
        if stage.actions.is_empty() {
            let what = format!("Stage '{name}' should contain at least 1 action");
            let fix = "add an action, or remove the stage";
            out.add(Place::stage(number), Invalid::Stage(what), fix);
        }
        if !stage.blockers.is_empty() {
            let what = format!("Stage '{name}' declares blockers, which are reserved");
            let place = Place::stage(number).member("blockers");
            out.add(place, Invalid::Blocker(what), "remove `blockers`");
        }
        if let Some((member, what)) = gates(declaration, stage) {
            let fix = "remove the conditions; an Approval action can hold a release";
            out.add(
                Place::stage(number).member(member),
                Invalid::Stage(what),
                fix,
            );
        }
    }
}

/// What is wrong with the conditions of a stage, and in which member.
fn gates(declaration: &Declaration, stage: &StageDeclaration) -> Option<(&'static str, String)> {
    let given = [
        ("beforeEntry", &stage.before_entry),
        ("onSuccess", &stage.on_success),
        ("onFailure", &stage.on_failure),
    ];
    let (first, _) = given.into_iter().find(|(_, gate)| gate.is_some())?;
    if declaration.pipeline_type.as_deref() == Some("V1") {
        let what = "Stage level conditions can only be used with V2 pipelines.";
        return Some((first, what.into()));
    }
    let failure = stage.on_failure.as_ref();
    let has = |key: &str| failure.is_some_and(|f| f.get(key).is_some());
    if has("result") && has("conditions") {
        let what = format!(
            "The following stage cannot have a failure exit gate configured with both top level \
             result and conditions: '{}",
            stage.name
        );
        return Some(("onFailure", what));
    }
    let rollback = failure.and_then(|f| f["result"].as_str()) == Some("ROLLBACK");
    if rollback && declaration.execution_mode == Mode::Parallel {
        let what =
            "Failure conditions with rollback result type cannot be added to a PARALLEL pipeline.";
        return Some(("onFailure", what.into()));
    }
    let what = format!(
        "Towline does not support beforeEntry, onSuccess and onFailure yet: remove them from stage \
         '{}'",
        stage.name
    );
    Some((first, what))
}
