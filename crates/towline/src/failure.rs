//! How a command fails: what happened, why, how to mend it, and the exit code. Printed on standard
//! error by `main`, nowhere else. Parts of it come from servers: it is shown with escapes.

use std::fmt;
use std::path::Path;

use crate::exit::Exit;
use crate::terminal::{Look, Tone, hang, safe};

/// A failed command, in the words of the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    what: String,
    why: String,
    fix: String,
    exit: Exit,
    transient: bool,
}

impl Failure {
    /// Something did not work. `what` reads after "error: ".
    pub(crate) fn new(what: impl Into<String>, why: impl fmt::Display) -> Failure {
        Failure {
            what: what.into(),
            why: why.to_string(),
            fix: String::new(),
            exit: Exit::Failed,
            transient: false,
        }
    }

    /// A file or directory could not be used.
    pub(crate) fn file(verb: &str, path: &Path, why: impl fmt::Display) -> Failure {
        Failure::new(format!("cannot {verb} {}", path.display()), why)
    }

    /// What the person can do about it.
    #[must_use]
    pub(crate) fn fix(mut self, fix: impl Into<String>) -> Failure {
        self.fix = fix.into();
        self
    }

    /// The command was given wrongly (exit code 2, as for arguments that do not parse).
    #[must_use]
    pub(crate) fn usage(mut self) -> Failure {
        self.exit = Exit::Usage;
        self
    }

    /// The key is unknown, wrong, or may not do this (exit code 4).
    #[must_use]
    pub(crate) fn unauthorised(mut self) -> Failure {
        self.exit = Exit::Unauthorised;
        self
    }

    /// The same may succeed later.
    #[must_use]
    pub(crate) fn transient(mut self, transient: bool) -> Failure {
        self.transient = transient;
        self
    }

    /// Whether the same may succeed later: the server was not there, or asked for patience.
    pub(crate) fn is_transient(&self) -> bool {
        self.transient
    }

    /// How the command ended.
    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }
}

impl Failure {
    /// For the person at a terminal: the same, in colour and broken at spaces.
    pub(crate) fn text(&self, look: &Look) -> String {
        let (error, fix) = ("error: ", "  fix: ");
        let words = format!("{}: {}", safe(&self.what), safe(&self.why));
        let mut lines = hang(&look.paint(Tone::Bad, error), error.len(), &words, look);
        if !self.fix.is_empty() {
            let head = look.paint(Tone::Good, fix);
            lines.extend(hang(&head, fix.len(), &safe(&self.fix), look));
        }
        lines.join("\n") + "\n"
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}: {}", safe(&self.what), safe(&self.why))?;
        if self.fix.is_empty() {
            return Ok(());
        }
        write!(f, "\n  fix: {}", safe(&self.fix))
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names;
    use crate::terminal::golden;

    #[test]
    fn a_failure_says_what_why_and_how_to_mend_it() {
        let failure = Failure::file("read", Path::new("/data/key"), "permission denied");
        assert_eq!(
            failure.to_string(),
            "error: cannot read /data/key: permission denied"
        );
        let failure = failure.fix("run it as the user of the server");
        assert_eq!(
            failure.to_string(),
            "error: cannot read /data/key: permission denied\n  fix: run it as the user of the server"
        );
    }

    #[test]
    fn failures_fit_the_terminal_and_name_what_was_meant() {
        let there = ["shop", "shop-staging", "billing"].map(String::from);
        let failures = [
            names::unknown("pipeline", "shpo", &there),
            names::unknown("pipeline", "inventory", &there),
            names::unknown("host", "web-1", &[]),
            names::unique("pipeline", "sho", &there).unwrap_err(),
            Failure::file("read", Path::new("/data/key"), "permission denied")
                .fix("run it as the user of the server"),
            Failure::new("no\nerror: forged", "\x1b[2J"),
        ];
        golden::check!(|look| failures.iter().map(|one| one.text(look)).collect());
        let plain = failures[0].text(&Look::PLAIN);
        assert_eq!(plain, format!("{}\n", failures[0]));
    }

    #[test]
    fn exit_codes_tell_failures_apart() {
        let failure = Failure::new("a", "b");
        assert_eq!(failure.exit(), Exit::Failed);
        assert_eq!(failure.clone().usage().exit(), Exit::Usage);
        assert_eq!(failure.unauthorised().exit(), Exit::Unauthorised);
    }

    #[test]
    fn words_of_a_server_cannot_make_lines_or_colours() {
        let text = Failure::new("no\nerror: forged", "\x1b[2J").to_string();
        assert_eq!(text, "error: no\\nerror: forged: \\u{1b}[2J");
    }
}
