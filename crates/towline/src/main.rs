//! The `towline` program: one module per command, printing and exit codes. What the commands do is
//! in the server and agent crates.

mod access;
mod client;
mod demo;
mod env;
mod failure;
mod logging;
mod repo;
mod signals;

use std::process::ExitCode;

use clap::Parser;

use crate::failure::Failure;

/// Where a server keeps everything unless `--data` says otherwise.
const SERVER_DATA: &str = "/var/lib/towline";

/// CodePipeline and CodeDeploy that you run yourself.
#[derive(Debug, Parser)]
#[command(name = "towline", version, propagate_version = true)]
enum Command {
    Env(env::Args),
    #[command(subcommand)]
    Repo(repo::Command),
    Demo(demo::Args),
}

#[expect(clippy::print_stderr, reason = "failures are told on standard error")]
fn main() -> ExitCode {
    let command = Command::parse();
    match start(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            failure.exit_code()
        }
    }
}

fn start(command: Command) -> Result<(), Failure> {
    // The one TLS provider of the process; a second installation cannot happen here.
    let _ = rustls::crypto::ring::default_provider().install_default();
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Failure::new("cannot start threads", e))?
        .block_on(run(command))
}

async fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Env(args) => env::run(&args),
        Command::Repo(command) => repo::run(&command).await,
        Command::Demo(args) => demo::run(&args).await,
    }
}
