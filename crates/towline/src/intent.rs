//! What a command is about to do, in words: before a person is asked, and for a dry run. Pure; what
//! the words are made of is read by the commands.

use crate::terminal::{Line, Look, Tone};

/// Columns of the names at the left.
const NAMES: usize = 9;

/// Something that has not been done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Intent {
    act: String,
    details: Vec<(&'static str, String)>,
}

/// What there would be to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outlook {
    Would(Intent),
    /// Everything is as it should be, for this reason.
    Nothing(String),
}

impl Intent {
    /// `act` reads after "would": verb and object.
    pub(crate) fn to(act: impl Into<String>) -> Intent {
        Intent {
            act: act.into(),
            details: Vec::new(),
        }
    }

    /// What more can be said of it; empty words are left out.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, words: impl Into<String>) -> Intent {
        let words = words.into();
        if !words.is_empty() {
            self.details.push((name, words));
        }
        self
    }

    /// The lines, the first of which begins with `lead`.
    pub(crate) fn text(&self, lead: &str, look: &Look) -> String {
        let first = Line::default().plain(lead).plain(" ");
        let mut lines = vec![first.push(Tone::Strong, &self.act)];
        for (name, words) in &self.details {
            let line = Line::indented(2).padded(Tone::Quiet, name, NAMES);
            lines.push(line.plain(words));
        }
        // What somebody agrees to is never cut.
        let whole = Look {
            width: usize::MAX,
            ..*look
        };
        lines
            .iter()
            .map(|line| line.render(&whole) + "\n")
            .collect()
    }
}

/// "1 host", "3 hosts".
pub(crate) fn number(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::golden;

    #[test]
    fn the_act_comes_first_and_nothing_of_it_is_obeyed_by_a_terminal() {
        let intent = Intent::to("stop deployment d-ABCDEFGHI of shop/w\u{1b}[5meb")
            .with("state", "in progress")
            .with("then", "")
            .with(
                "hosts",
                format!("{}: 1 succeeded, 2 not started", number(3, "host")),
            );
        golden::check!(|look| intent.text("this will", look));
        assert_eq!(number(1, "host"), "1 host");
    }
}
