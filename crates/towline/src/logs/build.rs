//! The log of a build: lines after an offset, with the phases that the runner's lines tell.

use serde_json::json;
use towline_agent::client::TOWLINE;
use towline_api::towline::GetBuildLogOutput;

use super::line::LogLine;
use crate::document::{list, text};
use crate::failure::Failure;
use crate::session::Session;
use crate::watch::build_document;

/// What the runner begins its own lines with.
const SERVICE: &str = "[Container] ";

/// A build whose log is read.
pub(crate) struct BuildLog {
    id: String,
    action: String,
    offset: i64,
    place: Place,
}

/// Phase and time of the lines that come next.
#[derive(Debug, Clone, Default, PartialEq)]
struct Place {
    phase: String,
    at: Option<f64>,
}

impl BuildLog {
    pub(crate) fn new(id: &str, action: &str) -> BuildLog {
        BuildLog {
            id: id.to_string(),
            action: action.to_string(),
            offset: 0,
            place: Place::default(),
        }
    }

    /// The lines since the last read.
    pub(crate) async fn read(&mut self, session: &Session) -> Result<Vec<LogLine>, Failure> {
        let mut lines = Vec::new();
        loop {
            let input = json!({"buildId": self.id, "offset": self.offset});
            let page: GetBuildLogOutput = session.call(TOWLINE, "GetBuildLog", &input).await?;
            if page.lines.is_empty() {
                return Ok(lines);
            }
            self.offset = page.next_offset;
            for text in page.lines {
                self.place.pass(&text);
                lines.push(LogLine {
                    source: self.id.clone(),
                    action: self.action.clone(),
                    host: String::new(),
                    step: self.place.phase.clone(),
                    at: self.place.at,
                    text,
                });
            }
        }
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

    /// Whether nothing more will come.
    pub(super) async fn is_over(&self, session: &Session) -> Result<bool, Failure> {
        let build = build_document(session, &self.id).await?;
        Ok(build["buildComplete"] == true)
    }
}

impl Place {
    /// Takes what a line of the runner tells: `[Container] 2026/11/27 01:50:28.123456 Entering
    /// phase BUILD`.
    fn pass(&mut self, line: &str) {
        let Some(said) = line.strip_prefix(SERVICE) else {
            return;
        };
        let mut words = said.splitn(3, ' ');
        let (date, clock) = (
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        );
        let moment = format!("{}T{clock}Z", date.replace('/', "-"));
        if let Ok(time) = moment.parse::<jiff::Timestamp>() {
            self.at = Some(time.as_millisecond() as f64 / 1000.0);
        }
        let rest = words.next().unwrap_or_default();
        if let Some(phase) = rest.strip_prefix("Entering phase ") {
            self.phase = phase.to_string();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_belong_to_the_phase_that_was_entered_last() {
        let mut place = Place::default();
        place.pass("[Container] 2026/11/26 21:47:49.250000 Entering phase BUILD");
        let at = Some(1_795_729_669.25);
        let phase = "BUILD".to_string();
        assert_eq!(place, Place { phase, at });
        for line in [
            "Entering phase FORGED",
            "[Container] nonsense",
            "",
            "[Container] ",
        ] {
            place.pass(line);
            assert_eq!((place.phase.as_str(), place.at), ("BUILD", at), "{line}");
        }
    }
}
