//! `Explain`: from an object down to the cause of its state.
//!
//! ```text
//! pipeline ─► execution ─► stage ─► the execution that holds it
//!                 └─► action ─► build ─► phase | runner
//!                        └────► deployment ─► target ─► lifecycle event ─► script
//!                                                └────► host
//! ```
//!
//! Nothing is decided here and nothing is stored: the machines left a reason in every state, and
//! this module reads the rows and puts the reasons in a line, the cause last. One file for each
//! kind of object says what an object of this kind tells and which object is behind it.

mod action;
mod build;
mod command;
mod deployment;
mod execution;
mod host;
mod ids;
mod link;
mod pipeline;
mod target;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use towline_api::ApiError;
use towline_api::towline::{ExplainInput, ExplainOutput, Explanation};

use crate::App;
pub(crate) use link::span;
use link::{Step, Subject};

/// `Explain`: one chain for every object that the id names.
pub(crate) async fn explain(app: &App, input: ExplainInput) -> Result<ExplainOutput, ApiError> {
    let mut explanations = Vec::new();
    for subject in ids::find(app, &input.id).await? {
        explanations.push(follow(app, subject).await?);
    }
    Ok(ExplainOutput { explanations })
}

/// Walks from an object to the cause. An object that was seen ends the walk.
async fn follow(app: &App, subject: Subject) -> Result<Explanation, ApiError> {
    let mut seen = HashSet::new();
    let mut next = Some(subject);
    let mut links = Vec::new();
    while let Some(subject) = next
        && seen.insert(subject.clone())
    {
        let step = look(app, &subject).await?;
        links.extend(step.links.into_iter().map(link::Link::shown));
        next = step.next;
    }
    Ok(Explanation { links })
}

async fn look(app: &App, subject: &Subject) -> Result<Step, ApiError> {
    match subject {
        Subject::Pipeline(name) => pipeline::look(app, name).await,
        Subject::Execution(pipeline, number) => execution::look(app, pipeline, *number).await,
        Subject::Action(pipeline, number) => action::look(app, pipeline, *number).await,
        Subject::Build(id) => build::look(app, id).await,
        Subject::Deployment(id) => deployment::look(app, id).await,
        Subject::Target(deployment, host) => target::look(app, deployment, host).await,
        Subject::Host(name) => host::look(app, name).await,
    }
}
