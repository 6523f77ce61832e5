//! What is wrong with a declaration, in the words of CodePipeline. Stops at the first error.
//!
//! Shape constraints (lengths, patterns, required members) are checked before, by the API's table.
//! Order here: pipeline, stages, actions in document order, references. What this server does not
//! support is refused last in each group, by name.

mod actions;
mod flow;
mod references;
mod structure;

#[cfg(test)]
mod tests;

use super::catalogue::ActionType;
use super::declaration::Declaration;

/// What a declaration is checked against.
pub struct Context<'a> {
    /// The action types there are.
    pub catalogue: &'a [ActionType],
    /// The pipeline's region.
    pub region: &'a str,
}

/// Why a declaration is refused; each variant is one exception of the API.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// `InvalidStructureException`
    #[error("{0}")]
    Structure(String),
    /// `InvalidStageDeclarationException`
    #[error("{0}")]
    Stage(String),
    /// `InvalidActionDeclarationException`
    #[error("{0}")]
    Action(String),
    /// `InvalidBlockerDeclarationException`
    #[error("{0}")]
    Blocker(String),
    /// `ValidationException`
    #[error("{0}")]
    Value(String),
    /// `LimitExceededException`
    #[error("{0}")]
    Limit(String),
}

/// Checks a whole declaration.
pub fn validate(declaration: &Declaration, context: &Context<'_>) -> Result<(), Invalid> {
    structure::check_pipeline(declaration)?;
    structure::check_stages(declaration)?;
    actions::check(declaration, context)?;
    actions::check_regions(declaration, context)?;
    flow::check_artifacts(declaration)?;
    flow::check_namespaces(declaration)?;
    references::check(declaration)
}
