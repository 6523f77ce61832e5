//! What the terminal is like, and text for it. Data goes to standard output, everything else to
//! standard error. What is printed is known before: nothing here knows a server.

mod escape;
#[cfg(test)]
pub(crate) mod golden;
mod hang;
mod line;
mod table;
mod time;
mod tone;
pub(crate) mod width;

use std::io::{IsTerminal, Write};
use std::os::fd::AsFd;

use rustix::termios::tcgetwinsize;

pub(crate) use escape::{log, safe};
pub(crate) use hang::{hang, paragraph};
pub(crate) use line::Line;
pub(crate) use table::{Cell, Give, Table};
pub(crate) use time::clock;
pub(crate) use tone::{Tone, sign, word};
pub(crate) use towline_words::{ago, span};

/// How output looks.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
#[group(skip)]
pub(crate) struct Options {
    /// Colours: on a terminal, always or never. NO_COLOR, CI and TERM=dumb turn `auto` off.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", global = true)]
    color: When,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum When {
    #[default]
    Auto,
    Always,
    Never,
}

/// What text is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    /// Columns; a pipe has room for everything.
    pub(crate) width: usize,
    /// Whether there are colours.
    pub(crate) colour: bool,
}

impl Look {
    /// For a file.
    pub(crate) const PLAIN: Look = Look {
        width: usize::MAX,
        colour: false,
    };
}

/// Standard output and standard error.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terminal {
    /// For data.
    pub(crate) out: Look,
    /// For everything else.
    pub(crate) err: Look,
    /// Lines that standard error has, when text may be drawn there again and again.
    pub(crate) live: Option<usize>,
}

impl Terminal {
    /// As it is now.
    pub(crate) fn find(options: Options) -> Terminal {
        let (out, err) = (std::io::stdout(), std::io::stderr());
        let (seen, told) = (Stream::of(&out), Stream::of(&err));
        let surroundings = Surroundings::read(|name| std::env::var(name).ok());
        Terminal {
            out: surroundings.look(options.color, seen),
            err: surroundings.look(options.color, told),
            live: told.lines.filter(|_| !surroundings.still),
        }
    }
}

/// Why nobody can be asked here; `None` where somebody can.
pub(crate) fn unattended() -> Option<&'static str> {
    let surroundings = Surroundings::read(|name| std::env::var(name).ok());
    let (asked, told) = (std::io::stdin(), std::io::stderr());
    surroundings.unattended(asked.is_terminal(), told.is_terminal())
}

/// One of the standard streams.
#[derive(Debug, Clone, Copy, Default)]
struct Stream {
    terminal: bool,
    width: Option<usize>,
    lines: Option<usize>,
}

impl Stream {
    fn of<F: AsFd + IsTerminal>(file: &F) -> Stream {
        if !file.is_terminal() {
            return Stream::default();
        }
        let size = tcgetwinsize(file).ok();
        let known = |n: u16| (n > 0).then_some(usize::from(n));
        Stream {
            terminal: true,
            width: size.and_then(|size| known(size.ws_col)),
            lines: Some(size.and_then(|size| known(size.ws_row)).unwrap_or(24)),
        }
    }
}

/// What the environment says of the terminal.
#[derive(Debug, Clone, Copy)]
struct Surroundings {
    plain: bool,
    still: bool,
    ci: bool,
    columns: Option<usize>,
}

impl Surroundings {
    fn read(variable: impl Fn(&str) -> Option<String>) -> Surroundings {
        let set = |name| variable(name).is_some_and(|value| !value.is_empty());
        let dumb = variable("TERM").is_some_and(|term| term == "dumb");
        let ci = set("CI") && variable("CI").is_none_or(|ci| ci != "false");
        let still = dumb || ci;
        Surroundings {
            plain: still || set("NO_COLOR"),
            still,
            ci,
            columns: variable("COLUMNS").and_then(|n| n.parse().ok()),
        }
    }

    fn unattended(self, asked: bool, told: bool) -> Option<&'static str> {
        match (asked, told) {
            (false, _) => Some("standard input is no terminal"),
            (_, false) => Some("standard error is no terminal"),
            _ if self.ci => Some("CI is set, so nobody is there to answer"),
            _ if self.still => Some("with TERM=dumb nobody is asked"),
            _ => None,
        }
    }

    fn look(self, when: When, stream: Stream) -> Look {
        let width = match (stream.terminal, self.columns) {
            (true, columns) => stream.width.or(columns).unwrap_or(80),
            (false, columns) => columns.unwrap_or(Look::PLAIN.width),
        };
        let colour = match when {
            When::Auto => stream.terminal && !self.plain,
            When::Always => true,
            When::Never => false,
        };
        Look { width, colour }
    }
}

/// Prints data. A reader that has seen enough is no failure.
pub(crate) fn print(text: &str) {
    is_read(text);
}

/// Prints data; whether somebody reads it.
pub(crate) fn is_read(text: &str) -> bool {
    std::io::stdout().write_all(text.as_bytes()).is_ok()
}

/// Tells something that is no data.
pub(crate) fn tell(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Tells a sentence, broken at spaces where the terminal ends.
pub(crate) fn say(words: &str) {
    let look = Terminal::find(Options::default()).err;
    tell(&paragraph(words, &look));
}

/// Prints a document.
pub(crate) fn print_json(document: &serde_json::Value) {
    print(&format!("{document:#}\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCREEN: Stream = Stream {
        terminal: true,
        width: Some(120),
        lines: Some(40),
    };

    fn surroundings(variables: &'static [(&str, &str)]) -> Surroundings {
        Surroundings::read(|name| {
            let found = variables.iter().find(|(one, _)| *one == name);
            found.map(|(_, value)| value.to_string())
        })
    }

    #[test]
    fn colours_are_for_terminals_that_want_them() {
        let colour = |variables, when, stream| surroundings(variables).look(when, stream).colour;
        assert!(colour(&[], When::Auto, SCREEN));
        assert!(colour(&[("NO_COLOR", "")], When::Auto, SCREEN));
        assert!(colour(&[("CI", "false")], When::Auto, SCREEN));
        for unwanted in [[("NO_COLOR", "1")], [("CI", "true")], [("TERM", "dumb")]] {
            let found = surroundings(Box::leak(Box::new(unwanted)));
            assert!(!found.look(When::Auto, SCREEN).colour, "{unwanted:?}");
            assert!(found.look(When::Always, SCREEN).colour, "{unwanted:?}");
        }
        assert!(!colour(&[], When::Auto, Stream::default()));
        assert!(colour(&[], When::Always, Stream::default()));
        assert!(!colour(&[], When::Never, SCREEN));
    }

    #[test]
    fn no_animation_where_it_would_fill_a_log() {
        assert!(!surroundings(&[("NO_COLOR", "1")]).still);
        assert!(surroundings(&[("CI", "1")]).still);
        assert!(surroundings(&[("TERM", "dumb")]).still);
    }

    #[test]
    fn questions_are_for_terminals_with_somebody_before_them() {
        let asked = |variables, asked, told| surroundings(variables).unattended(asked, told);
        assert_eq!(asked(&[], true, true), None);
        assert_eq!(asked(&[("CI", "false")], true, true), None);
        for (why, found) in [
            ("input", asked(&[], false, true)),
            ("error", asked(&[], true, false)),
            ("CI", asked(&[("CI", "1")], true, true)),
            ("TERM", asked(&[("TERM", "dumb")], true, true)),
        ] {
            assert!(found.is_some_and(|found| found.contains(why)), "{why}");
        }
    }

    #[test]
    fn a_pipe_has_no_width_unless_told() {
        let width = |variables, stream| surroundings(variables).look(When::Auto, stream).width;
        assert_eq!(width(&[], SCREEN), 120);
        assert_eq!(width(&[("COLUMNS", "70")], SCREEN), 120);
        assert_eq!(width(&[], Stream::default()), usize::MAX);
        assert_eq!(width(&[("COLUMNS", "70")], Stream::default()), 70);
    }
}
