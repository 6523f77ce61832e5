//! `cargo xtask test`: every check in order, each with its duration, one summary line at the end.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::{error::Error, setup, sim, tidy, workspace, workspace::Workspace};

/// A check: the name on the command line and in the summary, and the work.
struct Step {
    name: &'static str,
    work: fn(&Workspace) -> Result<(), Error>,
}

const STEPS: &[Step] = &[
    Step {
        name: "format",
        work: |workspace| cargo(workspace, &["fmt", "--check"]),
    },
    Step {
        name: "lint",
        work: |workspace| {
            let lints = ["clippy", "--workspace", "--all-targets", "--locked"];
            cargo(workspace, &[&lints[..], &["--", "-D", "warnings"]].concat())
        },
    },
    Step {
        name: "tidy",
        work: tidy::run,
    },
    Step {
        name: "python",
        work: |workspace| {
            let mut command = Command::new(setup::python(workspace)?);
            command.current_dir(&workspace.root);
            workspace::run(command.args(["-m", "pyflakes", "tests"]))
        },
    },
    Step {
        name: "unit",
        work: |workspace| cargo(workspace, &["test", "--workspace", "--locked"]),
    },
    Step {
        name: "simulator",
        work: sim::suite,
    },
    Step {
        name: "build",
        work: |workspace| cargo(workspace, &["build", "--package", "towline", "--locked"]),
    },
    Step {
        name: "end-to-end",
        work: end_to_end,
    },
    Step {
        name: "demo",
        work: |workspace| {
            let mut command = Command::new(workspace.target.join("debug/towline"));
            workspace::run(command.args(["demo", "--exit"]))
        },
    },
];

/// Runs the steps called `only`, or all; stops at the first that fails.
pub(crate) fn run(workspace: &Workspace, only: &[String]) -> Result<(), Error> {
    let chosen = choose(only)?;
    setup::programs()?;
    let mut durations = Vec::new();
    let mut failure = None;
    for step in &chosen {
        println!("\n──── {} ────", step.name);
        let start = Instant::now();
        let result = (step.work)(workspace);
        durations.push((step.name, start.elapsed()));
        if let Err(error) = result {
            failure = Some(error);
            break;
        }
    }
    println!("\n{}", summary(&durations, failure.is_some()));
    failure.map_or(Ok(()), Err)
}

fn choose(only: &[String]) -> Result<Vec<&'static Step>, Error> {
    let known = |name: &String| STEPS.iter().any(|step| step.name == name);
    if let Some(unknown) = only.iter().find(|name| !known(name)) {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        let names = names.join(", ");
        return Err(Error::Other(format!(
            "there is no step `{unknown}`; the steps are {names}"
        )));
    }
    let wanted = |step: &&Step| only.is_empty() || only.iter().any(|name| name == step.name);
    Ok(STEPS.iter().filter(wanted).collect())
}

/// One line per step and the closing line; the last step is the failed one when `failed`.
fn summary(durations: &[(&str, Duration)], failed: bool) -> String {
    let mut text = String::new();
    for (at, (name, duration)) in durations.iter().enumerate() {
        let bad = failed && at + 1 == durations.len();
        let word = if bad { "FAILED" } else { "ok" };
        let seconds = duration.as_secs_f64();
        text.push_str(&format!("{name:<12} {word:<7} {seconds:>7.1} s\n"));
    }
    let bad = usize::from(failed);
    let good = durations.len() - bad;
    text + &format!("steps: {good} passed, {bad} failed")
}

fn cargo(workspace: &Workspace, args: &[&str]) -> Result<(), Error> {
    let mut command = Command::new("cargo");
    command.current_dir(&workspace.root).args(args);
    workspace::run(with_corpus(&mut command, &workspace.root))
}

fn end_to_end(workspace: &Workspace) -> Result<(), Error> {
    let mut command = Command::new(setup::python(workspace)?);
    command
        .current_dir(&workspace.root)
        .args(["-m", "pytest", "tests", "-n", "2", "--dist", "loadfile"])
        .env("TOWLINE_BIN", workspace.target.join("debug/towline"));
    workspace::run(with_corpus(&mut command, &workspace.root))
}

/// Tells the tests where a corpus of users' files lies, when the caller did not and one lies
/// beside the checkout; without it those tests say that they were skipped.
fn with_corpus<'a>(command: &'a mut Command, root: &Path) -> &'a mut Command {
    let corpus = root.join("../shared/corpus");
    if std::env::var_os("TOWLINE_CORPUS").is_none() && corpus.is_dir() {
        command.env("TOWLINE_CORPUS", corpus);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts_steps_and_names_the_failed_one() {
        let second = Duration::from_secs(1);
        let text = summary(&[("format", second), ("lint", second * 90)], true);
        assert_eq!(
            text,
            "format       ok          1.0 s\nlint         FAILED     90.0 s\nsteps: 1 passed, 1 failed"
        );
        let text = summary(&[("format", second)], false);
        assert!(text.ends_with("\nsteps: 1 passed, 0 failed"), "{text}");
    }

    #[test]
    fn steps_are_chosen_by_name_in_their_own_order() {
        let names = |only: &[&str]| {
            let only: Vec<String> = only.iter().map(ToString::to_string).collect();
            choose(&only).map(|steps| steps.iter().map(|step| step.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&["unit", "lint"]).unwrap(), ["lint", "unit"]);
        assert_eq!(names(&[]).unwrap().len(), STEPS.len());
        let error = names(&["units"]).unwrap_err().to_string();
        assert!(
            error.starts_with("there is no step `units`; the steps are format,"),
            "{error}"
        );
    }
}
