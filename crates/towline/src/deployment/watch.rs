//! `towline deployment watch`.

use super::find;
use crate::completion;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal;
use crate::watch::{self, Subject};
use clap_complete::ArgValueCandidates;

/// Watch a deployment, and its rollback if there is one, to the end; the exit code is the outcome.
///
/// Progress is shown on standard error: hosts with bars that are drawn again and again on a terminal,
/// a line for each change otherwise. Ctrl-C ends the watching, not the deployment; a second one within
/// two seconds asks whether to stop it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The deployment.
    #[arg(value_name = "DEPLOYMENT|APPLICATION/GROUP", add = ArgValueCandidates::new(completion::deployments))]
    name: String,
    #[command(flatten)]
    options: watch::Options,
}

pub(super) async fn run(
    session: &Session,
    args: Args,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    let subject = Subject::Deployment(find(session, &args.name).await?);
    watch::follow(session, subject, None, look, args.options).await
}
