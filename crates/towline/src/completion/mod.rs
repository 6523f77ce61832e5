//! `towline completion`: the script that makes a shell complete our command lines, with the names of
//! the server's objects.

mod live;

use clap::{CommandFactory, ValueEnum};
use clap_complete::env::{Bash, CompleteEnv, EnvCompleter, Fish, Zsh};

use crate::failure::Failure;
use crate::terminal;

pub(crate) use live::{
    applications, builds, deployments, executions, groups, hosts, logged, pipelines, projects,
};

/// The variable in which a shell asks for completions.
const VARIABLE: &str = "COMPLETE";

/// Print the script that lets a shell complete commands, flags and live names.
///
/// bash: source <(towline completion bash) in ~/.bashrc; zsh: the same in ~/.zshrc, after compinit;
/// fish: towline completion fish | source in ~/.config/fish/config.fish.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// Prints the script.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let completer: &dyn EnvCompleter = match args.shell {
        Shell::Bash => &Bash,
        Shell::Zsh => &Zsh,
        Shell::Fish => &Fish,
    };
    let mut script = Vec::new();
    let name = "towline";
    let written = completer.write_registration(VARIABLE, name, name, name, &mut script);
    written.map_err(|error| Failure::new("no script was made", error))?;
    terminal::print(&String::from_utf8_lossy(&script));
    Ok(())
}

/// Answers a shell that asks for completions, and ends; otherwise does nothing.
pub(crate) fn answer<C: CommandFactory>() {
    CompleteEnv::with_factory(C::command)
        .var(VARIABLE)
        .complete();
}
