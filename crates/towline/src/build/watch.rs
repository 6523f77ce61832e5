//! `towline build watch`.

use super::find;
use crate::completion;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal;
use crate::watch::{self, Subject};
use clap_complete::ArgValueCandidates;

/// Watch a build to its end; the exit code is its outcome.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The build.
    #[arg(value_name = "BUILD|PROJECT", add = ArgValueCandidates::new(completion::builds))]
    name: String,
    #[command(flatten)]
    options: watch::Options,
}

pub(super) async fn run(
    session: &Session,
    args: Args,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    let subject = Subject::Build(find(session, &args.name).await?);
    watch::follow(session, subject, None, look, args.options).await
}
