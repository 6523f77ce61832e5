//! The person's yes before something that cannot be taken back: asked on a terminal, given by `--yes`
//! elsewhere. What is asked about is known by the commands.

use std::io::BufRead;

use crate::dry_run::{self, DryRun};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intent::Outlook;
use crate::terminal::{self, Terminal, unattended};

/// Names in a question.
const ASKED_WITH: usize = 20;

/// Consent that is given beforehand.
#[derive(Debug, Clone, Copy, clap::Args)]
#[group(skip)]
pub(crate) struct Consent {
    /// Do it without asking. Needed where nobody can be asked: without a terminal, with CI set, with
    /// TERM=dumb.
    #[arg(long, short)]
    yes: bool,
    #[command(flatten)]
    dry: DryRun,
}

impl Consent {
    /// Fails when `--yes` was not given and nobody can be asked for it.
    pub(crate) fn possible(self, command: &str) -> Result<(), Failure> {
        match unattended() {
            Some(why) if !self.yes && !self.dry.wanted() => Err(refusal(command, why)),
            _ => Ok(()),
        }
    }

    /// How many names of one kind are told: a question stays short, a dry run tells all.
    pub(crate) fn names(self) -> usize {
        match self.dry.wanted() {
            true => usize::MAX,
            false => ASKED_WITH,
        }
    }

    /// How the command ends here; `None` when it may go on. Says what it will do and asks, unless
    /// `--yes` was given.
    pub(crate) async fn end(self, outlook: &Outlook, look: terminal::Options) -> Option<Exit> {
        if self.dry.wanted() {
            return Some(dry_run::tell(outlook, look));
        }
        let intent = match outlook {
            Outlook::Would(intent) if !self.yes => intent,
            // There is nothing to ask about; what the server says of it is its answer.
            Outlook::Would(_) | Outlook::Nothing(_) => return None,
        };
        let look = Terminal::find(look).err;
        terminal::tell(&intent.text("this will", &look));
        (!ask("go on?").await).then(declined)
    }
}

fn refusal(command: &str, why: &str) -> Failure {
    Failure::new(format!("`towline {command}` asks before it acts"), why)
        .fix(format!("towline {command} --yes … does it without asking"))
        .usage()
}

/// The end of a command whose question was not answered with yes.
fn declined() -> Exit {
    terminal::tell("nothing was done\n");
    Exit::Failed
}

/// Asks on the terminal; anything but yes is no, and so is the end of the input.
pub(crate) async fn ask(question: &str) -> bool {
    terminal::tell(&format!("{question} [y/N] "));
    let (answer, heard) = tokio::sync::oneshot::channel();
    // A thread of its own: a read that nobody waits for any more must not keep the program.
    std::thread::spawn(move || {
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line);
        let ended = !matches!(read, Ok(bytes) if bytes > 0);
        let _ = answer.send((!ended).then_some(line));
    });
    match heard.await.ok().flatten() {
        Some(line) => is_yes(&line),
        None => {
            // The cursor still stands behind the question.
            terminal::tell("\n");
            false
        }
    }
}

fn is_yes(line: &str) -> bool {
    ["y", "yes"].contains(&line.trim().to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_yes_is_yes() {
        for yes in ["y\n", "Y", "yes\n", " YES \r\n"] {
            assert!(is_yes(yes), "{yes:?}");
        }
        for no in ["", "\n", "n\n", "yeah\n", "y y\n", "yn"] {
            assert!(!is_yes(no), "{no:?}");
        }
    }

    #[test]
    fn a_refusal_names_the_flag_and_is_wrong_usage() {
        let failure = refusal("build stop", "standard input is no terminal");
        assert_eq!(failure.exit(), Exit::Usage);
        insta::assert_snapshot!(failure, @r"
        error: `towline build stop` asks before it acts: standard input is no terminal
          fix: towline build stop --yes … does it without asking
        ");
    }
}
