//! The simulator on the command line; `cargo xtask sim` runs it in release mode.
#![expect(clippy::print_stdout, reason = "a program that prints its findings")]

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use towline_sim::plan::{Ingredient, Plan};
use towline_sim::{Ended, many, names, run, shrink};

/// Lines of a trace that are shown of the smallest world that fails.
const SHOWN: usize = 300;

/// Runs random worlds through the machines of Towline and checks what must never happen.
#[derive(Parser)]
#[command(name = "cargo xtask sim")]
struct Cli {
    /// How many seeds to run.
    #[arg(long)]
    seeds: Option<u64>,
    /// The seed to run, one line for each transition; with --seeds the first of them.
    #[arg(long)]
    seed: Option<u64>,
    /// Leave these kinds of faults, commands and parts out.
    #[arg(long, value_delimiter = ',', value_parser = Ingredient::parse)]
    without: Vec<Ingredient>,
    /// End faults and commands after so many happenings.
    #[arg(long)]
    chaos: Option<u64>,
    /// Fail when a kind of fact, reply, refusal, ending or fault was never seen.
    #[arg(long)]
    complete: bool,
    /// Threads; all processors unless given.
    #[arg(long)]
    threads: Option<usize>,
    /// Break this rule of the machines.
    #[cfg(feature = "broken-rules")]
    #[arg(long = "break", value_parser = towline_core::broken::Rule::parse)]
    broken: Option<towline_core::broken::Rule>,
    /// Break every rule in turn and show that it is noticed.
    #[cfg(feature = "broken-rules")]
    #[arg(long)]
    prove: bool,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    #[cfg(feature = "broken-rules")]
    if cli.prove {
        return prove();
    }
    let good = match (cli.seeds, cli.seed) {
        (None, Some(_)) => one(&cli.plan()),
        (seeds, _) => several(&cli, seeds.unwrap_or(1000)),
    };
    match good {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

impl Cli {
    fn plan(&self) -> Plan {
        Plan {
            without: self.without.clone(),
            chaos: self.chaos,
            #[cfg(feature = "broken-rules")]
            broken: self.broken,
            ..Plan::new(self.seed.unwrap_or(1))
        }
    }
}

/// One world with its trace.
fn one(plan: &Plan) -> bool {
    let plan = Plan {
        trace: true,
        ..plan.clone()
    };
    let ended = run(&plan);
    for line in &ended.trace {
        println!("{line}");
    }
    println!("seed {}: {} steps", plan.seed, ended.steps);
    if let Some(failure) = &ended.failure {
        println!("violated {}: {}", failure.invariant, failure.detail);
    }
    ended.failure.is_none()
}

fn several(cli: &Cli, seeds: u64) -> bool {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let start = Instant::now();
    let summary = many::many(&cli.plan(), seeds, cli.threads.unwrap_or(processors));
    let seconds = start.elapsed().as_secs_f64();
    if let Some((plan, failure)) = &summary.failure {
        println!(
            "seed {} violates {}: {}",
            plan.seed, failure.invariant, failure.detail
        );
        let (small, ended) = shrink::shrink(plan, failure.invariant);
        minimal(&small, &ended);
        return false;
    }
    for line in summary.seen.lines() {
        println!("{line}");
    }
    let rate = summary.steps as f64 / seconds * 60.0 / 1e6;
    println!(
        "{} seeds passed, {} steps in {seconds:.1} s: {rate:.2} million steps a minute",
        summary.seeds, summary.steps
    );
    let missing = summary.seen.missing(&names::wanted());
    if cli.complete && !missing.is_empty() {
        println!("never seen: {}", missing.join(", "));
        return false;
    }
    true
}

/// The smallest world that fails.
fn minimal(plan: &Plan, ended: &Ended) {
    println!("replay with: {}", plan.command());
    println!("minimal trace:");
    let left_out = ended.trace.len().saturating_sub(SHOWN);
    if left_out > 0 {
        println!("  … {left_out} lines before");
    }
    for line in &ended.trace[left_out..] {
        println!("  {line}");
    }
}

/// Seeds in which a broken rule must be noticed.
#[cfg(feature = "broken-rules")]
const PATIENCE: u64 = 2000;

#[cfg(feature = "broken-rules")]
fn prove() -> ExitCode {
    let mut unnoticed = 0;
    for rule in towline_core::broken::Rule::all() {
        let mut plan = Plan::new(1);
        plan.broken = Some(rule);
        let summary = many::many(&plan, PATIENCE, 2);
        let found = summary.failure.map(|(plan, failure)| (plan.seed, failure));
        let expected = towline_sim::broken::invariants(rule);
        let (word, what) = match found {
            Some((seed, failure)) if expected.contains(&failure.invariant) => {
                ("noticed", format!("seed {seed}: {}", failure.invariant))
            }
            Some((seed, failure)) => {
                unnoticed += 1;
                let found = failure.invariant;
                (
                    "MISTAKEN",
                    format!("seed {seed}: {found} instead of {expected:?}"),
                )
            }
            None => {
                unnoticed += 1;
                ("UNNOTICED", format!("{PATIENCE} seeds"))
            }
        };
        println!("{:<22} {word:<10} {what}", rule.name());
    }
    match unnoticed {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
