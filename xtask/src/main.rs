//! Project chores: `cargo xtask <command>`.

mod codegen;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of this workspace")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes crates/api/src/generated from the models in crates/api/models.
    Codegen {
        /// Write nothing; fail when the checked-in files differ.
        #[arg(long)]
        check: bool,
    },
    /// Turns botocore's service-2.json into crates/api/models/<SERVICE>.json, without documentation.
    ///
    /// When crates/api/models/<SERVICE>.operations exists, only the operations it lists are kept.
    ImportModel {
        /// The module, for example `codedeploy`.
        service: String,
        /// The uncompressed service-2.json, or `-` for standard input.
        file: String,
    },
}

#[expect(clippy::print_stderr, reason = "a chore talks to its terminal")]
fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Codegen { check } => codegen::run(check),
        Command::ImportModel { service, file } => codegen::import(&service, &file),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
