//! One line of a log, and how it is printed. Pure.

use serde_json::json;

use crate::fields::Fields;
use crate::terminal::{Look, Tone, clock, log, safe};

/// A line and where it comes from.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct LogLine {
    /// The build or deployment.
    pub(super) source: String,
    /// Stage and action of an execution.
    pub(super) action: String,
    /// Empty for builds.
    pub(super) host: String,
    /// The lifecycle event or phase.
    pub(super) step: String,
    pub(super) at: Option<f64>,
    pub(crate) text: String,
}

impl LogLine {
    /// For people. A log is not cut: people search in it, and terminals wrap it.
    pub(super) fn shown(&self, timestamps: bool, look: &Look) -> String {
        let parts = [&self.action, &self.host];
        let mut place: Vec<&str> = parts.into_iter().map(String::as_str).collect();
        if !self.host.is_empty() {
            place.push(&self.step);
        }
        place.retain(|part| !part.is_empty());
        let mut head = String::new();
        if timestamps {
            let at = self.at.map_or_else(|| "        ".to_string(), clock);
            head.push_str(&format!("{at} "));
        }
        if !place.is_empty() {
            head.push_str(&format!("{} │ ", safe(&place.join(" "))));
        }
        let head = look.paint(Tone::Quiet, &head);
        format!("{head}{}\n", log(&self.text, look.colour))
    }

    /// For programs: as it was printed.
    pub(super) fn document(&self, fields: &Fields) -> String {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_string());
        let document = json!({"source": self.source, "action": given(&self.action),
            "host": given(&self.host), "step": given(&self.step), "at": self.at,
            "line": self.text});
        format!("{}\n", fields.record(document))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::golden;

    fn lines() -> Vec<LogLine> {
        let line = |action: &str, host: &str, step: &str, text: &str| LogLine {
            source: "d-ABCDEFGHI".into(),
            action: action.into(),
            host: host.into(),
            step: step.into(),
            at: Some(1_795_729_669.25),
            text: text.into(),
        };
        vec![
            line("", "", "BUILD", "\u{1b}[32mok\u{1b}[0m 5 tests"),
            line("Build/Package", "", "BUILD", "compiling"),
            line("", "web-1", "AfterInstall", "copied\t3 files"),
            line(
                "",
                "web\n1",
                "Install",
                "\u{1b}]0;x\u{7}\u{202e}exe\r\u{1b}[1A",
            ),
        ]
    }

    #[test]
    fn lines_begin_with_where_they_come_from() {
        golden::check!(|look| {
            let plain = lines().into_iter().map(|line| line.shown(false, look));
            let timed = lines().into_iter().map(|line| line.shown(true, look));
            plain.chain(timed).collect()
        });
    }

    #[test]
    fn a_document_has_the_line_as_it_was() {
        let document = lines()[3].document(&Fields::default());
        let value: serde_json::Value = serde_json::from_str(&document).unwrap();
        assert_eq!(value["line"], lines()[3].text);
        assert!(!document.trim_end().contains(|c: char| c.is_control()));
    }
}
