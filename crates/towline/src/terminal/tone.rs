//! Colours and signs. A sign and a word always say what a colour says.

use super::Look;

/// What a piece of text means; only then it has a colour. The sixteen colours of the terminal are
/// used, which their owner chose for the background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Strong,
    Quiet,
    Good,
    Bad,
    Busy,
    Held,
}

impl Tone {
    fn code(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Strong => "1",
            Tone::Quiet => "2",
            Tone::Good => "32",
            Tone::Bad => "31",
            Tone::Busy => "36",
            Tone::Held => "35",
        }
    }
}

impl Look {
    /// The text in its colour, where there are colours.
    pub(crate) fn paint(&self, tone: Tone, text: &str) -> String {
        if !self.colour || tone == Tone::Plain || text.is_empty() {
            return text.to_string();
        }
        format!("\x1b[{}m{text}\x1b[0m", tone.code())
    }
}

/// Sign and colour of a state in the words of any of the APIs.
pub(crate) fn sign(status: &str) -> (char, Tone) {
    match status.to_ascii_uppercase().as_str() {
        "SUCCEEDED" | "ENABLED" => ('✓', Tone::Good),
        "FAILED" | "FAULT" | "TIMED_OUT" | "CLIENT_ERROR" => ('✗', Tone::Bad),
        "INPROGRESS" | "IN_PROGRESS" => ('●', Tone::Busy),
        "WAITING" | "STOPPING" | "DISABLED" => ('◆', Tone::Held),
        "STOPPED" | "CANCELLED" | "ABANDONED" => ('■', Tone::Held),
        "SUPERSEDED" | "SKIPPED" => ('–', Tone::Quiet),
        _ => ('○', Tone::Quiet),
    }
}

/// The state in plain words, and harmless.
pub(crate) fn word(status: &str) -> String {
    super::safe(&towline_words::word(status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_of_all_apis_have_the_same_words() {
        for (status, shown) in [
            ("InProgress", "● in progress"),
            ("IN_PROGRESS", "● in progress"),
            ("Succeeded", "✓ succeeded"),
            ("TIMED_OUT", "✗ timed out"),
            ("Superseded", "– superseded"),
            ("Created", "○ created"),
        ] {
            assert_eq!(format!("{} {}", sign(status).0, word(status)), shown);
        }
    }

    #[test]
    fn only_what_means_something_is_coloured() {
        let look = Look {
            colour: true,
            ..Look::PLAIN
        };
        assert_eq!(look.paint(Tone::Bad, "failed"), "\x1b[31mfailed\x1b[0m");
        assert_eq!(look.paint(Tone::Plain, "web-1"), "web-1");
        assert_eq!(Look::PLAIN.paint(Tone::Bad, "failed"), "failed");
    }
}
