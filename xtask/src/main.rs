//! Project chores: `cargo xtask <command>`. One module per command; this file only dispatches.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a chore talks to its terminal"
)]

mod bench;
mod codegen;
mod docs;
mod error;
mod setup;
mod sim;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::{error::Error, workspace::Workspace};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of this workspace")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measures release builds on this machine: the figures of the README.
    ///
    /// Takes names of figures, --quick and --json FILE; without names, every figure is taken.
    #[command(disable_help_flag = true)]
    Bench {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Writes crates/api/src/generated from the models in crates/api/models.
    Codegen {
        /// Write nothing; fail when the checked-in files differ.
        #[arg(long)]
        check: bool,
    },
    /// Writes the reference pages in docs/ from the command line of the program.
    Docs,
    /// Turns botocore's service-2.json into crates/api/models/<SERVICE>.json, without documentation.
    ///
    /// When crates/api/models/<SERVICE>.operations exists, only the operations it lists are kept.
    ImportModel {
        /// The module, for example `codedeploy`.
        service: String,
        /// The uncompressed service-2.json, or `-` for standard input.
        file: String,
    },
    /// Runs random worlds through the machines of `core` and checks what must never happen.
    ///
    /// `--seeds N` runs many, `--seed S` one with its trace; `-- --help` shows the rest.
    Sim {
        /// Handed on to the simulator.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Everything that must hold before a change lands: format, lints, rules, tests, demo.
    Test {
        /// Run only these steps (a full run prints their names).
        steps: Vec<String>,
    },
    /// Checks the rules of the house that no compiler knows.
    Tidy,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Error> {
    match command {
        Command::Bench { arguments } => bench::run(&Workspace::find()?, &arguments)?,
        Command::Codegen { check } => codegen::run(check)?,
        Command::Docs => docs::run(&Workspace::find()?)?,
        Command::ImportModel { service, file } => codegen::import(&service, &file)?,
        Command::Sim { args } => sim::run(&Workspace::find()?, &args)?,
        Command::Test { steps } => test::run(&Workspace::find()?, &steps)?,
        Command::Tidy => tidy::run(&Workspace::find()?)?,
    }
    Ok(())
}
