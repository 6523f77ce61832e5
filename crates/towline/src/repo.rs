//! `towline repo`: the server's Git repositories.
#![expect(clippy::print_stdout, reason = "printing is what this command does")]

use serde_json::json;
use towline_agent::client::TOWLINE;
use towline_api::towline::CreateRepositoryOutput;

use crate::config::Connection;
use crate::failure::Failure;
use crate::session::Session;

/// Git repositories of the server.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make a repository and print its clone URL.
    ///
    /// Git asks for a user and a password: they are an access key id and its secret.
    Create {
        /// Its name, as pipelines call it.
        name: String,
    },
}

/// Runs the command.
pub(crate) async fn run(args: &Args) -> Result<(), Failure> {
    let Command::Create { name } = &args.command;
    let session = Session::open(&args.connection)?;
    let input = json!({"name": name});
    let output: CreateRepositoryOutput = session.call(TOWLINE, "CreateRepository", &input).await?;
    println!("{}", output.repository.clone_url);
    Ok(())
}
