//! Checks of variable references in configuration values.

use super::super::declaration::Declaration;
use super::super::variables::{DECLARED, IMPLICIT, Reference, references};
use super::flow::timed;
use super::{Findings, Invalid};

/// What is wrong with a reference.
enum Trouble {
    InSource,
    Undeclared,
    NoNamespace,
}

pub(super) fn check(declaration: &Declaration, out: &mut Findings) {
    let all = timed(declaration);
    for one in &all {
        let earlier = all.iter().filter(|other| other.moment < one.moment);
        let known: Vec<&str> = earlier
            .filter_map(|other| other.action.namespace.as_deref())
            .collect();
        let source = one.action.action_type_id.is_source();
        for (key, value) in &one.action.configuration {
            for reference in references(value) {
                let Some(trouble) = judge(declaration, source, &known, &reference) else {
                    continue;
                };
                let text = format!(
                    "StageName=[{}], ActionName=[{}], ActionConfigurationKey=[{key}], \
                     VariableReferenceText=[{}]",
                    one.stage.name, one.action.name, reference.text
                );
                let place = one.place.clone().member("configuration").member(key);
                out.add(place, trouble.explain(&text), trouble.fix(&known));
            }
        }
    }
}

fn judge(
    declaration: &Declaration,
    source: bool,
    known: &[&str],
    reference: &Reference<'_>,
) -> Option<Trouble> {
    let declared = || {
        declaration
            .variables
            .iter()
            .any(|v| v.name == reference.key)
    };
    match reference.namespace {
        IMPLICIT if reference.key == "PipelineExecutionId" => None,
        DECLARED if source => Some(Trouble::InSource),
        DECLARED if declared() => None,
        DECLARED => Some(Trouble::Undeclared),
        other if known.contains(&other) => None,
        _ => Some(Trouble::NoNamespace),
    }
}

impl Trouble {
    fn explain(&self, place: &str) -> Invalid {
        match self {
            Trouble::InSource => Invalid::Structure(format!(
                "Variables at the pipeline level cannot be used in source actions.\n{place}"
            )),
            Trouble::Undeclared => Invalid::Structure(format!(
                "The referenced variables haven't been declared.\n{place}"
            )),
            Trouble::NoNamespace => Invalid::Action(format!(
                "Valid format for a pipeline execution variable reference is a namespace and a key \
                 separated by a period (.). The following pipeline execution variables are \
                 referencing a namespace that does not exist.\n{place}"
            )),
        }
    }

    fn fix(&self, known: &[&str]) -> String {
        match self {
            Trouble::InSource => "write the value itself".into(),
            Trouble::Undeclared => "add the variable to `variables` of the pipeline".into(),
            Trouble::NoNamespace if known.is_empty() => {
                "give an earlier action a `namespace`, or use #{codepipeline.PipelineExecutionId}"
                    .into()
            }
            Trouble::NoNamespace => format!(
                "use the namespace of an action that runs earlier: {}",
                known.join(", ")
            ),
        }
    }
}
