//! `towline pipeline watch`.

use super::find;
use crate::completion;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal;
use crate::watch::{self, Subject};
use clap_complete::ArgValueCandidates;

/// Watch an execution to its end; the exit code is its outcome.
///
/// Progress is shown on standard error: a tree that is drawn again and again on a terminal, a line
/// for each change otherwise. Ctrl-C ends the watching, not the execution; a second one within two
/// seconds asks whether to stop it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// An execution, or a pipeline for its newest one.
    #[arg(value_name = "PIPELINE|EXECUTION", add = ArgValueCandidates::new(completion::executions))]
    name: String,
    #[command(flatten)]
    options: watch::Options,
}

pub(super) async fn run(
    session: &Session,
    args: Args,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    let named = find(session, &args.name).await?;
    let id = named.execution(session).await?;
    let subject = Subject::execution(&named.pipeline, &id);
    watch::follow(session, subject, None, look, args.options).await
}
