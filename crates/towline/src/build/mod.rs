//! `towline build`: one file for each verb. What builds are named by is in `find`.

mod find;
mod list;
mod show;
mod start;
pub(crate) mod stop;
mod watch;

use crate::completion;
use crate::config::Connection;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::logs;
use crate::session::Session;
use crate::terminal::{self, Terminal};
use clap_complete::ArgValueCandidates;

pub(crate) use find::find;

/// Builds of CodeBuild projects.
///
/// BUILD is an id (PROJECT:UUID), the beginning of one, its ARN or its address; a project stands for
/// its newest build.
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
    Start(start::Args),
    Watch(watch::Args),
    Stop(stop::Args),
    /// Print the log of a build; the same as `towline logs BUILD`.
    Logs {
        /// The build.
        #[arg(value_name = "BUILD|PROJECT", add = ArgValueCandidates::new(completion::builds))]
        name: String,
        #[command(flatten)]
        choice: logs::Choice,
    },
}

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<Exit, Failure> {
    let session = Session::open(&args.connection)?;
    let (look, terminal) = (args.look, Terminal::find(args.look));
    let done = match args.verb {
        Verb::List(args) => list::run(&session, terminal, &args).await,
        Verb::Show(args) => show::run(&session, terminal, &args).await,
        Verb::Start(args) => return start::run(&session, args, look).await,
        Verb::Watch(args) => return watch::run(&session, args, look).await,
        Verb::Stop(args) => return stop::run(&session, &args, look).await,
        Verb::Logs { name, choice } => {
            let id = find(&session, &name).await?;
            return logs::of_build(&session, id, choice, terminal.out).await;
        }
    };
    done.map(|()| Exit::Succeeded)
}
