//! What is wrong with a declaration, in the words of CodePipeline.
//!
//! Shape constraints (lengths, patterns, required members) are checked before, by the API's table.
//! Order here: pipeline, stages, actions in document order, references. What this server does not
//! support is refused last in each group, by name. The API tells the first fault, a linter all.

mod actions;
mod fault;
mod flow;
mod references;
mod structure;

#[cfg(test)]
mod tests;

pub use fault::{Fault, Invalid, Place, Step};

use super::catalogue::ActionType;
use super::declaration::Declaration;
use fault::Findings;

/// What a declaration is checked against.
pub struct Context<'a> {
    /// The action types there are.
    pub catalogue: &'a [ActionType],
    /// The pipeline's region.
    pub region: &'a str,
}

/// Checks a whole declaration; tells the first fault.
pub fn validate(declaration: &Declaration, context: &Context<'_>) -> Result<(), Invalid> {
    let first = faults(declaration, context).into_iter().next();
    first.map_or(Ok(()), |fault| Err(fault.invalid))
}

/// Everything that is wrong with a declaration.
pub fn faults(declaration: &Declaration, context: &Context<'_>) -> Vec<Fault> {
    let mut out = Findings::default();
    structure::check_pipeline(declaration, &mut out);
    structure::check_stages(declaration, &mut out);
    actions::check(declaration, context, &mut out);
    actions::check_regions(declaration, context, &mut out);
    flow::check_artifacts(declaration, &mut out);
    flow::check_namespaces(declaration, &mut out);
    references::check(declaration, &mut out);
    out.into_list()
}
