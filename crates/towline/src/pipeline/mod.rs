//! `towline pipeline`: one file for each verb. What pipelines are named by is in `find`.

mod apply;
mod approve;
mod diff;
mod file;
mod find;
mod lint;
mod list;
mod retry;
mod show;
mod start;
pub(crate) mod stop;
mod transition;
mod view;
mod watch;

use crate::config::Connection;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal::{self, Terminal};

pub(crate) use find::{Named, find, names, newest};

/// Pipelines and their executions.
///
/// PIPELINE is a name, or the ARN or address of one. Where an execution is wanted, a pipeline stands
/// for its newest one; an execution is its id, the beginning of it, or its address.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
    #[command(flatten)]
    connection: Connection,
    #[command(flatten)]
    look: terminal::Options,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    List(list::Args),
    Show(show::Args),
    Apply(apply::Args),
    Diff(diff::Args),
    Lint(lint::Args),
    Start(start::Args),
    Watch(watch::Args),
    Stop(stop::Args),
    Retry(retry::Args),
    Approve(approve::Args),
    Transition(transition::Args),
}

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<Exit, Failure> {
    let (look, terminal) = (args.look, Terminal::find(args.look));
    let session = || Session::open(&args.connection);
    let done = match args.verb {
        Verb::List(args) => list::run(&session()?, terminal, &args).await,
        Verb::Show(args) => show::run(&session()?, terminal, &args).await,
        Verb::Apply(args) => return apply::run(&session()?, &args, look).await,
        Verb::Diff(args) => return diff::run(&session()?, &args, look).await,
        Verb::Lint(lint) => return lint::run(&lint, &args.connection, look),
        Verb::Start(args) => return start::run(&session()?, args, look).await,
        Verb::Watch(args) => return watch::run(&session()?, args, look).await,
        Verb::Stop(args) => return stop::run(&session()?, &args, look).await,
        Verb::Retry(args) => return retry::run(&session()?, args, look).await,
        Verb::Approve(args) => return approve::run(&session()?, &args, look).await,
        Verb::Transition(args) => return transition::run(&session()?, &args, look).await,
    };
    done.map(|()| Exit::Succeeded)
}
