//! Findings as text. Pure.

use towline_server::doctor::{Finding, Level};

use crate::terminal::{Look, Tone, hang, safe};

/// Columns before the words of a finding.
const HEAD: usize = 22;

/// A line for each finding, with its remedy; where there is little room, more lines.
pub(super) fn text(findings: &[Finding], look: &Look) -> String {
    let mut text = format!("towline {}\n", env!("CARGO_PKG_VERSION"));
    for finding in findings {
        let (level, tone) = match finding.level {
            Level::Ok => ("ok  ", Tone::Good),
            Level::Warn => ("warn", Tone::Held),
            Level::Fail => ("FAIL", Tone::Bad),
        };
        let head = format!("{}  {:<15} ", look.paint(tone, level), finding.check);
        // Whatever a server sent.
        let mut words = safe(&finding.detail);
        if !finding.remedy.is_empty() {
            words.push_str(&format!(" -> {}", safe(&finding.remedy)));
        }
        for line in hang(&head, HEAD, &words, look) {
            text.push_str(&format!("{line}\n"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::golden;

    #[test]
    fn a_finding_has_its_remedy() {
        let findings = [
            Finding::ok("clock", "0.1 s apart"),
            Finding::warn("git", "not found\nin\x1b[31m PATH", "install git"),
            Finding::fail(
                "server",
                "http://127.0.0.1:7070 does not answer: connection refused",
                "start `towline server` with this --data, or name its address with --server",
            ),
        ];
        golden::check!(|look| text(&findings, look));
    }
}
