//! Checks of names that connect actions: artifacts and namespaces.

use std::collections::HashMap;

use super::super::declaration::{ActionDeclaration, Declaration, StageDeclaration};
use super::super::variables::{DECLARED, IMPLICIT};
use super::{Findings, Invalid, Place};

/// When an action runs: stage, then run order. Equal moments run in parallel.
type Moment = (usize, u32);

/// An action with the moment it runs at.
pub(super) struct Timed<'d> {
    pub(super) moment: Moment,
    pub(super) stage: &'d StageDeclaration,
    pub(super) action: &'d ActionDeclaration,
    pub(super) place: Place,
}

/// Every action.
pub(super) fn timed(declaration: &Declaration) -> Vec<Timed<'_>> {
    let mut all = Vec::new();
    for (at, stage) in declaration.stages.iter().enumerate() {
        for (number, action) in stage.actions.iter().enumerate() {
            all.push(Timed {
                moment: (at, action.run_order),
                stage,
                action,
                place: Place::action(at, number),
            });
        }
    }
    all
}

/// An input is an artifact of an action that surely ran before; outputs are unique.
pub(super) fn check_artifacts(declaration: &Declaration, out: &mut Findings) {
    let all = timed(declaration);
    let mut producers: HashMap<&str, Moment> = HashMap::new();
    for one in &all {
        for (number, output) in one.action.output_artifacts.iter().enumerate() {
            if producers.insert(&output.name, one.moment).is_some() {
                let what = format!(
                    "Output artifact name '{}' of action '{}' is used more than once in the \
                     pipeline",
                    output.name, one.action.name
                );
                let place = one.place.clone().member("outputArtifacts");
                let place = place.element(number).member("name");
                out.add(place, Invalid::Action(what), "rename one of them");
            }
        }
    }
    for one in &all {
        for (number, input) in one.action.input_artifacts.iter().enumerate() {
            let made = producers.get(input.name.as_str());
            if made.is_some_and(|made| *made < one.moment) {
                continue;
            }
            let what = format!(
                "Input artifact '{}' of action '{}' in stage '{}' is not an output artifact of an \
                 action that runs before it",
                input.name, one.action.name, one.stage.name
            );
            let place = one.place.clone().member("inputArtifacts");
            let place = place.element(number).member("name");
            let fix = earlier(&producers, one.moment, made.is_some());
            out.add(place, Invalid::Action(what), fix);
        }
    }
}

/// What an action can read at this moment.
fn earlier(producers: &HashMap<&str, Moment>, moment: Moment, late: bool) -> String {
    let mut there: Vec<&str> = producers
        .iter()
        .filter(|(_, made)| **made < moment)
        .map(|(name, _)| *name)
        .collect();
    there.sort_unstable();
    match (late, there.is_empty()) {
        (true, _) => {
            "let the action that makes it run first: in an earlier stage, or with a lower \
                      `runOrder`"
                .into()
        }
        (false, true) => "let an earlier action have it in its `outputArtifacts`".into(),
        (false, false) => format!("use one of: {}", there.join(", ")),
    }
}

/// Namespaces are unique and differ from artifact names and the reserved ones.
pub(super) fn check_namespaces(declaration: &Declaration, out: &mut Findings) {
    let mut uses: HashMap<&str, Vec<(String, Place)>> = HashMap::new();
    for one in timed(declaration) {
        let Some(namespace) = one.action.namespace.as_deref() else {
            continue;
        };
        let place = one.place.member("namespace");
        if namespace == IMPLICIT || namespace == DECLARED {
            let what = format!(
                "Namespace '{namespace}' of action '{}' is reserved",
                one.action.name
            );
            out.add(place.clone(), Invalid::Action(what), "choose another name");
        }
        let mut artifacts = declaration.actions().flat_map(|(_, a)| &a.output_artifacts);
        if artifacts.any(|artifact| artifact.name == namespace) {
            let what = format!(
                "Namespace '{namespace}' of action '{}' is also the name of an artifact",
                one.action.name
            );
            out.add(place.clone(), Invalid::Action(what), "choose another name");
        }
        let text = format!(
            "StageName=[{}], ActionName=[{}], Namespace=[{namespace}]",
            one.stage.name, one.action.name
        );
        uses.entry(namespace).or_default().push((text, place));
    }
    let twice = uses.into_values().filter(|uses| uses.len() > 1).flatten();
    let mut twice: Vec<(String, Place)> = twice.collect();
    twice.sort_by(|(a, _), (b, _)| a.cmp(b));
    let Some((_, place)) = twice.last().cloned() else {
        return;
    };
    let twice: Vec<String> = twice.into_iter().map(|(text, _)| text).collect();
    let what = format!(
        "Namespaces must be unique across the pipeline definition. The following occur more than \
         once in the pipeline.\n{}",
        twice.join("\n")
    );
    out.add(place, Invalid::Action(what), "rename all but one");
}
