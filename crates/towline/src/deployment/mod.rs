//! `towline deployment`: one file for each verb. What deployments are named by is in `find`.

mod find;
mod list;
mod rollback;
mod show;
pub(crate) mod stop;
mod view;
mod watch;

use crate::config::Connection;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal::{self, Terminal};

pub(crate) use find::{Group, applications, find, find_group, group_of, groups, ids};

/// Deployments to hosts.
///
/// DEPLOYMENT is an id, the beginning of one, or its address; APPLICATION/GROUP stands for the newest
/// deployment of a deployment group.
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
    Watch(watch::Args),
    Stop(stop::Args),
    Rollback(rollback::Args),
}

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<Exit, Failure> {
    let session = Session::open(&args.connection)?;
    let (look, terminal) = (args.look, Terminal::find(args.look));
    let done = match args.verb {
        Verb::List(args) => list::run(&session, terminal, &args).await,
        Verb::Show(args) => show::run(&session, terminal, &args).await,
        Verb::Watch(args) => return watch::run(&session, args, look).await,
        Verb::Stop(args) => return stop::run(&session, &args, look).await,
        Verb::Rollback(args) => return rollback::run(&session, args, look).await,
    };
    done.map(|()| Exit::Succeeded)
}
