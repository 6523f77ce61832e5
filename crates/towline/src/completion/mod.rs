//! `towline completion`: the script that makes a shell complete our command lines, with the names of
//! the server's objects.

mod live;

use clap::{CommandFactory, ValueEnum};
use clap_complete::env::{Bash, CompleteEnv, EnvCompleter, Fish, Powershell, Zsh};

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
/// fish: towline completion fish | source in ~/.config/fish/config.fish; PowerShell: towline
/// completion powershell | Out-String | Invoke-Expression in $PROFILE.
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
    Powershell,
}

/// Prints the script.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    terminal::print(&script(args.shell)?);
    Ok(())
}

fn script(shell: Shell) -> Result<String, Failure> {
    let completer: &dyn EnvCompleter = match shell {
        Shell::Bash => &Bash,
        Shell::Zsh => &Zsh,
        Shell::Fish => &Fish,
        Shell::Powershell => &Powershell,
    };
    let mut script = Vec::new();
    let name = "towline";
    let written = completer.write_registration(VARIABLE, name, name, name, &mut script);
    written.map_err(|error| Failure::new("no script was made", error))?;
    Ok(String::from_utf8_lossy(&script).into_owned())
}

/// Answers a shell that asks for completions, and ends; otherwise does nothing.
pub(crate) fn answer<C: CommandFactory>() {
    CompleteEnv::with_factory(C::command)
        .var(VARIABLE)
        .complete();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shell_is_told_how_to_ask() {
        for (shell, asks) in [
            (Shell::Bash, "complete -o "),
            (Shell::Zsh, "#compdef towline"),
            (Shell::Fish, "complete --keep-order"),
            (Shell::Powershell, "Register-ArgumentCompleter"),
        ] {
            let script = script(shell).unwrap();
            assert!(script.contains(asks), "{shell:?}: {script}");
            assert!(script.contains(VARIABLE), "{shell:?}: {script}");
        }
    }
}
