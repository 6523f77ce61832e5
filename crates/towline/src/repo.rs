//! `towline repo`: the server's Git repositories.
#![expect(clippy::print_stdout, reason = "printing is what this command does")]

use std::path::PathBuf;

use serde_json::json;
use towline_agent::client::TOWLINE;
use towline_api::towline::CreateRepositoryOutput;

use crate::failure::Failure;
use crate::{access, client};

/// Git repositories of the server.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Make a repository and print its clone URL.
    ///
    /// Git asks for a user and a password: they are an access key id and its secret.
    Create {
        /// Its name, as pipelines call it.
        name: String,
        /// The server's data directory; without it the address and the key come from the
        /// environment that `towline env` makes.
        #[arg(long, env = "TOWLINE_DATA")]
        data: Option<PathBuf>,
    },
}

/// Runs the command.
pub(crate) async fn run(command: &Command) -> Result<(), Failure> {
    let Command::Create { name, data } = command;
    let client = access::client(data.as_deref())?;
    let input = json!({"name": name});
    let output: CreateRepositoryOutput =
        client::call(&client, TOWLINE, "CreateRepository", &input).await?;
    println!("{}", output.repository.clone_url);
    Ok(())
}
