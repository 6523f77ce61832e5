//! One link of an explanation: an object, its state, and the reason of that state.

use towline_api::Timestamp;
use towline_api::towline::ExplanationLink;
use towline_core::{Reason, Time};

/// Lines of output that a link shows.
pub(super) const LINES: usize = 12;

/// Something that can be asked about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// By name.
    Pipeline(String),
    /// By pipeline and number.
    Execution(String, u64),
    /// By pipeline and number.
    Action(String, u64),
    /// By id, `project:uuid`.
    Build(String),
    /// By id.
    Deployment(String),
    /// By deployment id and host name.
    Target(String, String),
    /// By name.
    Host(String),
}

/// What one object says, and the object behind it. Empty when it was deleted meanwhile.
#[derive(Default)]
pub(super) struct Step {
    pub(super) links: Vec<Link>,
    pub(super) next: Option<Subject>,
}

/// An object, its state, and why.
pub(super) struct Link {
    kind: &'static str,
    id: String,
    name: Option<String>,
    arn: Option<String>,
    status: String,
    reason: Reason,
    lines: Vec<String>,
    command: Option<String>,
}

impl Link {
    /// An object that is in `status` because of `reason`.
    pub(super) fn new(
        kind: &'static str,
        id: impl Into<String>,
        status: &str,
        reason: Reason,
    ) -> Link {
        Link {
            kind,
            id: id.into(),
            name: None,
            arn: None,
            status: status.into(),
            reason,
            lines: Vec::new(),
            command: None,
        }
    }

    /// With a name for people, where the id is none.
    pub(super) fn named(self, name: impl Into<String>) -> Link {
        Link {
            name: Some(name.into()),
            ..self
        }
    }

    /// With its ARN.
    pub(super) fn arn(self, arn: impl Into<String>) -> Link {
        Link {
            arn: Some(arn.into()),
            ..self
        }
    }

    /// With the last lines of its output.
    pub(super) fn output(self, lines: Vec<String>) -> Link {
        Link { lines, ..self }
    }

    /// With the last lines of a text.
    pub(super) fn tail(self, text: &str) -> Link {
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let last = &lines[lines.len().saturating_sub(LINES)..];
        self.output(last.iter().map(|line| line.to_string()).collect())
    }

    /// With the command line that goes on from here.
    pub(super) fn command(self, command: Option<String>) -> Link {
        Link { command, ..self }
    }

    /// As the API shows it.
    pub(super) fn shown(self) -> ExplanationLink {
        let Reason {
            code,
            detail,
            unblock,
            since,
        } = self.reason;
        ExplanationLink {
            kind: self.kind.into(),
            id: self.id,
            name: self.name,
            arn: self.arn,
            status: self.status,
            code,
            detail,
            unblock,
            since: Timestamp(since.epoch_seconds()),
            lines: self.lines,
            command: self.command,
        }
    }
}

/// The reason of a row that was stored before reasons were complete.
pub(super) fn unexplained(since: Time) -> Reason {
    let detail = "it was stored by an older version, which kept no reason";
    Reason::fact("Unexplained", detail, since)
}

/// A span for people: `3 s`, `12 min`, `5.2 h`, `4.0 days`.
pub(crate) fn span(span: towline_core::Span) -> String {
    let seconds = span.0 / 1000;
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{:.1} h", seconds as f64 / 3600.0),
        _ => format!("{:.1} days", seconds as f64 / 86_400.0),
    }
}
