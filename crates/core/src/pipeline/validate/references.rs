//! Checks of variable references in configuration values.

use super::super::declaration::Declaration;
use super::super::variables::{DECLARED, IMPLICIT, Reference, references};
use super::Invalid;
use super::flow::moments;

/// What is wrong with a reference.
enum Fault {
    InSource,
    Undeclared,
    NoNamespace,
}

pub(super) fn check(declaration: &Declaration) -> Result<(), Invalid> {
    let all = moments(declaration);
    for (moment, stage, action) in &all {
        let earlier = all.iter().filter(|(made, _, _)| made < moment);
        let known: Vec<&str> = earlier
            .filter_map(|(_, _, a)| a.namespace.as_deref())
            .collect();
        let source = action.action_type_id.is_source();
        for (key, value) in &action.configuration {
            for reference in references(value) {
                let Some(fault) = judge(declaration, source, &known, &reference) else {
                    continue;
                };
                let place = format!(
                    "StageName=[{}], ActionName=[{}], ActionConfigurationKey=[{key}], \
                     VariableReferenceText=[{}]",
                    stage.name, action.name, reference.text
                );
                return Err(fault.explain(&place));
            }
        }
    }
    Ok(())
}

fn judge(
    declaration: &Declaration,
    source: bool,
    known: &[&str],
    reference: &Reference<'_>,
) -> Option<Fault> {
    let declared = || {
        declaration
            .variables
            .iter()
            .any(|v| v.name == reference.key)
    };
    match reference.namespace {
        IMPLICIT if reference.key == "PipelineExecutionId" => None,
        DECLARED if source => Some(Fault::InSource),
        DECLARED if declared() => None,
        DECLARED => Some(Fault::Undeclared),
        other if known.contains(&other) => None,
        _ => Some(Fault::NoNamespace),
    }
}

impl Fault {
    fn explain(self, place: &str) -> Invalid {
        match self {
            Fault::InSource => Invalid::Structure(format!(
                "Variables at the pipeline level cannot be used in source actions.\n{place}"
            )),
            Fault::Undeclared => Invalid::Structure(format!(
                "The referenced variables haven't been declared.\n{place}"
            )),
            Fault::NoNamespace => Invalid::Action(format!(
                "Valid format for a pipeline execution variable reference is a namespace and a key \
                 separated by a period (.). The following pipeline execution variables are \
                 referencing a namespace that does not exist.\n{place}"
            )),
        }
    }
}
