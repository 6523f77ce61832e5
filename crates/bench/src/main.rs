//! The figures of the README: measures real servers, agents and runners on loopback.
//!
//! One file per figure in `figures/`, each with what it is held against in the same run. The rest
//! is the laboratory: processes, a light client, places on disk and in memory. Started by
//! `cargo xtask bench`, which builds what is measured. Not a test: a slow machine fails nothing.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it prints a table"
)]

mod bare;
mod bundle;
mod disk;
mod figures;
mod host;
mod lab;
mod load;
mod measure;
mod process;
mod server;
mod wire;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use lab::Lab;

/// Whatever goes wrong ends the run, with this text.
type Error = Box<dyn std::error::Error + Send + Sync>;
type Result<T> = std::result::Result<T, Error>;

/// Measures Towline; without names, every figure.
#[derive(Parser)]
#[command(name = "towline-bench", args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// The figures to take.
    names: Vec<String>,
    /// Also write the results as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Fewer repetitions and smaller fleets, for a look in under two minutes.
    #[arg(long)]
    quick: bool,
}

#[derive(Subcommand)]
enum Command {
    /// A server that answers everything with as many bytes as the request asks for: what HTTP costs.
    #[command(hide = true)]
    Bare,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    let outcome = runtime.block_on(async {
        match cli.command {
            Some(Command::Bare) => bare::serve().await,
            None => take(&cli).await,
        }
    });
    // Connections of simulated hosts may still be waiting; nobody needs their end.
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&*error),
    }
}

fn failed(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("error: {error}");
    ExitCode::FAILURE
}

/// Takes the figures, until Ctrl-C: processes and directories go in every case.
async fn take(cli: &Cli) -> Result<()> {
    let lab = Lab::open(cli.quick)?;
    println!("{}", measure::machine());
    let lines = tokio::select! {
        lines = figures::take(&lab, &cli.names) => lines?,
        _ = tokio::signal::ctrl_c() => return Err("interrupted".into()),
    };
    if let Some(path) = &cli.json {
        let text = serde_json::to_string_pretty(&measure::json(&lines))?;
        std::fs::write(path, text + "\n").map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}
