//! The `towline` program: one module per command, printing and exit codes. What the commands do is
//! in the server and agent crates.

mod access;
mod agent;
mod backup;
mod ca;
mod client;
mod clock;
mod demo;
mod doctor;
mod duration;
mod env;
mod events;
mod failure;
mod logging;
mod metrics;
mod repo;
mod restore;
mod runner;
mod server;
mod signals;
mod why;

use std::process::ExitCode;

use clap::Parser;

use crate::failure::Failure;

/// Where a server keeps everything unless `--data` says otherwise.
const SERVER_DATA: &str = "/var/lib/towline";

/// CodePipeline and CodeDeploy that you run yourself.
#[derive(Debug, Parser)]
#[command(name = "towline", version, propagate_version = true)]
enum Command {
    Server(server::Args),
    Agent(agent::Args),
    Runner(runner::Args),
    Env(env::Args),
    Events(events::Args),
    Ca(ca::Args),
    Clock(clock::Args),
    #[command(subcommand)]
    Repo(repo::Command),
    Backup(backup::Args),
    Restore(restore::Args),
    Why(why::Args),
    Metrics(metrics::Args),
    Doctor(doctor::Args),
    Demo(demo::Args),
}

#[expect(clippy::print_stderr, reason = "failures are told on standard error")]
fn main() -> ExitCode {
    // The one TLS provider of the process; a second installation cannot happen here.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match run(Command::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            failure.exit_code()
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Server(args) => block_on(server::run(args)),
        Command::Agent(args) => agent::run(args),
        Command::Runner(args) => block_on(runner::run(args)),
        Command::Env(args) => env::run(&args),
        Command::Events(args) => block_on(events::run(&args)),
        Command::Ca(args) => ca::run(&args),
        Command::Backup(args) => block_on(backup::run(&args)),
        Command::Clock(args) => block_on(clock::run(&args)),
        Command::Restore(args) => block_on(restore::run(&args)),
        Command::Repo(command) => block_on(repo::run(&command)),
        Command::Why(args) => block_on(why::run(&args)),
        Command::Metrics(args) => block_on(metrics::run(args)),
        Command::Doctor(args) => block_on(doctor::run(args)),
        Command::Demo(args) => block_on(demo::run(&args)),
    }
}

/// Runs a command on the threads it needs.
fn block_on(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime
        .map_err(|e| Failure::new("cannot start threads", e))?
        .block_on(work)
}
