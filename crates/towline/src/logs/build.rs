//! The log of a build: lines after those that are known, with the phases that the runner's lines tell.

use serde_json::json;
use towline_agent::client::TOWLINE;
use towline_api::towline::{GetLogLinesOutput, LineTime};

use super::line::LogLine;
use crate::document::{list, text};
use crate::failure::Failure;
use crate::session::Session;
use crate::watch::build_document;

/// What the runner begins its own lines with when it enters a phase; date and time are between.
const SERVICE: &str = "[Container] ";
const PHASE: &str = "Entering phase ";

/// Lines of one answer.
const PAGE: usize = 1000;

/// A build whose log is read.
pub(crate) struct BuildLog {
    id: String,
    action: String,
    /// The number of the next line.
    next: i64,
    /// The phase of the next line.
    phase: String,
    complete: bool,
}

impl BuildLog {
    pub(crate) fn new(id: &str, action: &str) -> BuildLog {
        BuildLog {
            id: id.to_string(),
            action: action.to_string(),
            next: 0,
            phase: String::new(),
            complete: false,
        }
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The number of the line that the next read begins with, from 0.
    pub(super) fn next(&self) -> i64 {
        self.next
    }

    /// Whether everything was read and nothing more will come.
    pub(crate) fn is_complete(&self) -> bool {
        self.complete
    }

    /// The lines since the last read.
    pub(crate) async fn read(&mut self, session: &Session) -> Result<Vec<LogLine>, Failure> {
        let mut lines = Vec::new();
        while !self.complete {
            let input = json!({"id": self.id, "from": self.next, "limit": PAGE});
            let page: GetLogLinesOutput = session.call(TOWLINE, "GetLogLines", &input).await?;
            let some = page.lines.len();
            lines.extend(self.take(page));
            if some < PAGE {
                break;
            }
        }
        Ok(lines)
    }

    fn take(&mut self, page: GetLogLinesOutput) -> Vec<LogLine> {
        let times = page.times.unwrap_or_default();
        let mut lines = Vec::new();
        for text in page.lines {
            if let Some(phase) = entered(&text) {
                self.phase = phase.to_string();
            }
            lines.push(LogLine {
                source: self.id.clone(),
                action: self.action.clone(),
                host: String::new(),
                step: self.phase.clone(),
                at: at(&times, self.next),
                text,
            });
            self.next += 1;
        }
        self.complete = page.complete && self.next >= page.total;
        lines
    }

    /// The phases that did not end well.
    pub(super) async fn failed(&self, session: &Session) -> Result<Vec<String>, Failure> {
        let build = build_document(session, &self.id).await?;
        let bad = ["FAILED", "FAULT", "TIMED_OUT", "CLIENT_ERROR"];
        let phases = list(&build["phases"]).iter();
        let failed = phases.filter(|one| bad.contains(&text(&one["phaseStatus"])));
        Ok(failed
            .map(|one| text(&one["phaseType"]).to_string())
            .collect())
    }
}

/// The phase that a line of the runner tells: `[Container] 2026/11/27 01:50:28.123456 Entering phase
/// BUILD`.
fn entered(line: &str) -> Option<&str> {
    let said = line.strip_prefix(SERVICE)?;
    said.splitn(3, ' ').nth(2)?.strip_prefix(PHASE)
}

/// When a line arrived: each time holds from its line on.
fn at(times: &[LineTime], line: i64) -> Option<f64> {
    let after = times.partition_point(|time| time.line <= line);
    let before = after.checked_sub(1)?;
    Some(times[before].at.0)
}

#[cfg(test)]
mod tests {
    use towline_api::Timestamp;

    use super::*;

    fn page(lines: &[&str], total: i64, complete: bool) -> GetLogLinesOutput {
        GetLogLinesOutput {
            lines: lines.iter().map(|line| (*line).to_string()).collect(),
            from: 0,
            total,
            complete,
            times: None,
        }
    }

    #[test]
    fn lines_belong_to_the_phase_that_was_entered_last() {
        let mut log = BuildLog::new("web:1", "");
        let lines = [
            "first",
            "[Container] 2026/11/26 21:47:49.250000 Entering phase BUILD",
            "Entering phase FORGED",
            "[Container] nonsense",
            "[Container] ",
        ];
        let read = log.take(page(&lines, 6, true));
        let phases: Vec<&str> = read.iter().map(|line| line.step.as_str()).collect();
        assert_eq!(phases, ["", "BUILD", "BUILD", "BUILD", "BUILD"]);
        assert!(!log.is_complete(), "a line is missing");
        assert_eq!(log.take(page(&["last"], 6, true))[0].step, "BUILD");
        assert!(log.is_complete());
    }

    #[test]
    fn a_time_holds_until_the_next() {
        let time = |line, at| LineTime {
            line,
            at: Timestamp(at),
        };
        let times = [time(5, 1.0), time(7, 2.0)];
        let found = [4, 5, 6, 7, 9].map(|line| at(&times, line));
        assert_eq!(found, [None, Some(1.0), Some(1.0), Some(2.0), Some(2.0)]);
        assert_eq!(at(&[], 0), None);
    }
}
