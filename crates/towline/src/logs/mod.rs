//! `towline logs`: what builds and the scripts on hosts printed, chosen by host, step, time and text,
//! and followed while it comes.
//!
//! A *source* is one build or one deployment. It is read from where the last read ended, so reading
//! once and following are the same thing.

mod build;
mod choose;
mod deployment;
mod line;
mod news;
mod read;

use crate::completion;
use crate::config::Connection;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal::{self, Look, Terminal};
use crate::watch::Subject;
use clap_complete::ArgValueCandidates;

pub(crate) use build::BuildLog;
pub(crate) use choose::{Choice, subject};
pub(crate) use news::News;

/// Print what builds and the scripts of deployments printed.
///
/// Of an execution, all builds and deployments of its actions. Lines of several sources begin with
/// the source. The scripts of hosts with AWS's agent are known by the last lines of those that
/// failed.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A build, a deployment, an execution or a pipeline (for its newest execution): an id or the
    /// beginning of one, an ARN, an address, APPLICATION/GROUP.
    #[arg(value_name = "ID|PIPELINE", add = ArgValueCandidates::new(completion::logged))]
    name: String,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    connection: Connection,
    #[command(flatten)]
    look: terminal::Options,
}

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<Exit, Failure> {
    let session = Session::open(&args.connection)?;
    let look = Terminal::find(args.look).out;
    let subject = subject(&session, &args.name).await?;
    read::run(&session, subject, args.choice, look).await
}

/// The log of one build.
pub(crate) async fn of_build(
    session: &Session,
    id: String,
    choice: Choice,
    look: Look,
) -> Result<Exit, Failure> {
    read::run(session, Subject::Build(id), choice, look).await
}
