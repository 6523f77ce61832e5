//! The `towline` program: one module per command, printing and exit codes. What the commands do is
//! in the server and agent crates.

mod access;
mod agent;
mod appspec;
mod backup;
mod build;
mod buildspec;
mod ca;
mod client;
mod clock;
mod completion;
mod config;
mod consent;
mod demo;
mod deploy;
mod deployment;
mod doctor;
mod document;
mod dry_run;
mod duration;
mod env;
mod events;
mod exit;
mod failure;
mod fields;
mod hosts;
mod intent;
mod lint;
mod logging;
mod logs;
mod metrics;
mod names;
mod pipeline;
#[cfg(test)]
mod reference;
mod repo;
mod restore;
mod runner;
mod said;
mod schema;
mod server;
mod session;
mod signals;
mod terminal;
mod watch;
mod web;
mod why;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::terminal::Terminal;

/// Where a server keeps everything unless `--data` says otherwise.
const SERVER_DATA: &str = "/var/lib/towline";

/// CodePipeline and CodeDeploy that you run yourself.
#[derive(Debug, Parser)]
#[command(name = "towline", version, propagate_version = true, after_help = exit::HELP)]
enum Command {
    Pipeline(pipeline::Args),
    Deploy(deploy::Args),
    Deployment(deployment::Args),
    Build(build::Args),
    Hosts(hosts::Args),
    Logs(logs::Args),
    Appspec(appspec::Args),
    Buildspec(buildspec::Args),
    Schema(schema::Args),
    Server(server::Args),
    Agent(agent::Args),
    Runner(runner::Args),
    Env(env::Args),
    Config(config::Command),
    Completion(completion::Args),
    Events(events::Args),
    Ca(ca::Args),
    Clock(clock::Args),
    Repo(repo::Args),
    Backup(backup::Args),
    Restore(restore::Args),
    Why(why::Args),
    Metrics(metrics::Args),
    Doctor(doctor::Args),
    Demo(demo::Args),
}

fn main() -> ExitCode {
    // The one TLS provider of the process; a second installation cannot happen here.
    let _ = rustls::crypto::ring::default_provider().install_default();
    completion::answer::<Command>();
    let parsed = Command::command().try_get_matches().and_then(|found| {
        let command = Command::from_arg_matches(&found)?;
        Ok((command, dry_run::is(&found)))
    });
    let (command, dry) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return unparsed(&error),
    };
    let done = match dry {
        true => run(command).map_err(dry_run::failure),
        false => run(command),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(failure) => {
            let look = Terminal::find(terminal::Options::default()).err;
            terminal::tell(&failure.text(&look));
            failure.exit().into()
        }
    }
}

/// Prints the help, or what is wrong with the arguments: they may come from anywhere and are shown
/// with escapes.
fn unparsed(error: &clap::Error) -> ExitCode {
    let text = error.to_string();
    let shown: String = text
        .lines()
        .map(|line| terminal::safe(line) + "\n")
        .collect();
    if shown == text {
        // With its colours. A reader that has seen enough is no failure.
        let _ = error.print();
    } else {
        terminal::tell(&shown);
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn run(command: Command) -> Result<Exit, Failure> {
    let done = match command {
        Command::Pipeline(args) => return block_on(pipeline::run(args)),
        Command::Deploy(args) => return block_on(deploy::run(args)),
        Command::Deployment(args) => return block_on(deployment::run(args)),
        Command::Build(args) => return block_on(build::run(args)),
        Command::Hosts(args) => return block_on(hosts::run(args)),
        Command::Logs(args) => return block_on(logs::run(args)),
        Command::Appspec(args) => return appspec::run(&args),
        Command::Buildspec(args) => return buildspec::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Server(args) => block_on(server::run(args)),
        Command::Agent(args) => agent::run(args),
        Command::Runner(args) => block_on(runner::run(args)),
        Command::Env(args) => env::run(&args),
        Command::Config(args) => config::run(&args),
        Command::Completion(args) => completion::run(&args),
        Command::Events(args) => block_on(events::run(&args)),
        Command::Ca(args) => ca::run(&args),
        Command::Backup(args) => block_on(backup::run(&args)),
        Command::Clock(args) => return block_on(clock::run(&args)),
        Command::Restore(args) => block_on(restore::run(&args)),
        Command::Repo(args) => return block_on(repo::run(&args)),
        Command::Why(args) => block_on(why::run(&args)),
        Command::Metrics(args) => block_on(metrics::run(args)),
        Command::Doctor(args) => block_on(doctor::run(args)),
        Command::Demo(args) => block_on(demo::run(&args)),
    };
    done.map(|()| Exit::Succeeded)
}

/// Runs a command on the threads it needs.
fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime
        .map_err(|e| Failure::new("cannot start threads", e))?
        .block_on(work)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_line_can_be_parsed() {
        Command::command().debug_assert();
    }
}
