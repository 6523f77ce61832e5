//! `--dry-run`: what a command would do, with the exit codes of `towline pipeline diff`. What it would
//! be is said by the commands, as an [`Outlook`].

use clap::ArgMatches;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::intent::Outlook;
use crate::terminal::{self, Line, Terminal};

/// Looking at what would happen.
#[derive(Debug, Clone, Copy, clap::Args)]
#[group(skip)]
pub(crate) struct DryRun {
    /// Change nothing: check, and print what would be done. Exit code 0 when nothing would change, 1
    /// when something would, 2 when that cannot be said.
    #[arg(id = FLAG, long = "dry-run")]
    wanted: bool,
}

/// The flag's name among the arguments of a command.
const FLAG: &str = "dry_run";

impl DryRun {
    /// Whether nothing may be changed.
    pub(crate) fn wanted(self) -> bool {
        self.wanted
    }

    /// Fails when documents are wanted of a dry run, which has none.
    pub(crate) fn in_words(self, json: bool) -> Result<(), Failure> {
        match self.wanted && json {
            true => Err(Failure::new(
                "--dry-run and --json exclude each other",
                "nothing happens, so there is no event",
            )
            .usage()),
            false => Ok(()),
        }
    }
}

/// Prints what would be done.
pub(crate) fn tell(outlook: &Outlook, look: terminal::Options) -> Exit {
    let look = Terminal::find(look).out;
    match outlook {
        Outlook::Would(intent) => {
            terminal::print(&intent.text("would", &look));
            exit(true)
        }
        Outlook::Nothing(why) => {
            let line = Line::default().plain("nothing would change: ").plain(why);
            terminal::print(&(line.render(&look) + "\n"));
            exit(false)
        }
    }
}

/// The exit code of a look at what would change.
pub(crate) fn exit(changes: bool) -> Exit {
    match changes {
        true => Exit::Failed,
        false => Exit::Succeeded,
    }
}

/// A failure of such a look: exit code 1 says that something would change, so no failure may have it.
pub(crate) fn failure(failure: Failure) -> Failure {
    match failure.exit() {
        Exit::Failed => failure.usage(),
        _ => failure,
    }
}

/// Whether the command that was typed is a dry run.
pub(crate) fn is(matches: &ArgMatches) -> bool {
    let mut leaf = matches;
    while let Some((_, next)) = leaf.subcommand() {
        leaf = next;
    }
    let given = leaf.try_get_one::<bool>(FLAG);
    given.ok().flatten().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn a_dry_run_is_known_by_the_flag_of_the_last_command() {
        let found = |words: &[&str]| {
            let matches = crate::Command::command().try_get_matches_from(words);
            is(&matches.expect("a command"))
        };
        assert!(found(&["towline", "pipeline", "stop", "shop", "--dry-run"]));
        assert!(found(&[
            "towline",
            "deploy",
            ".",
            "-a",
            "shop",
            "--dry-run"
        ]));
        assert!(!found(&["towline", "pipeline", "stop", "shop"]));
        assert!(!found(&["towline", "pipeline", "list"]));
    }

    #[test]
    fn every_command_that_changes_something_can_be_looked_at() {
        let mut program = crate::Command::command();
        program.build();
        let changing = [
            "pipeline apply",
            "pipeline start",
            "pipeline stop",
            "pipeline retry",
            "pipeline approve",
            "pipeline transition enable",
            "pipeline transition disable",
            "deploy",
            "deployment stop",
            "deployment rollback",
            "build start",
            "build stop",
            "repo create",
            "clock advance",
        ];
        for path in changing {
            let mut command = &program;
            for name in path.split(' ') {
                command = command.find_subcommand(name).expect("a command");
            }
            assert!(
                command.get_arguments().any(|arg| arg.get_id() == FLAG),
                "{path}"
            );
        }
    }

    #[test]
    fn no_failure_says_that_something_would_change() {
        let failed = Failure::new("a", "b");
        assert_eq!(failure(failed.clone()).exit(), Exit::Usage);
        assert_eq!(failure(failed.unauthorised()).exit(), Exit::Unauthorised);
        assert_eq!((exit(false).code(), exit(true).code()), (0, 1));
    }
}
