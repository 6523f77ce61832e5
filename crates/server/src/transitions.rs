//! What is said of transitions once they are on disk: a line in the log and a count.
//!
//! The end of a machine is worth a line to everybody, any other transition only to who debugs.

use towline_core::Event;

use crate::App;

/// Most characters of a reason that go to the log.
const LOGGED: usize = 500;

/// Ends of machines.
const FINAL: [&str; 13] = [
    "build.failed",
    "build.fault",
    "build.stopped",
    "build.succeeded",
    "build.timed-out",
    "deployment.failed",
    "deployment.stopped",
    "deployment.succeeded",
    "execution.canceled",
    "execution.failed",
    "execution.stopped",
    "execution.succeeded",
    "execution.superseded",
];

/// Events in few words, taken before the commit swallows them.
pub(crate) struct Told(Vec<Line>);

struct Line {
    kind: String,
    subject: String,
    reason: Option<String>,
}

impl Told {
    /// What there is to say.
    pub(crate) fn of(events: &[Event]) -> Told {
        Told(events.iter().map(line).collect())
    }

    /// The events are on disk.
    pub(crate) fn tell(self, app: &App) {
        for line in self.0 {
            line.log();
            app.metrics.work.stored(line.kind);
        }
    }
}

fn line(event: &Event) -> Line {
    let reason = event.detail["reason"]["detail"].as_str();
    Line {
        kind: event.kind.clone(),
        subject: event.subject.clone(),
        reason: reason.map(|text| text.chars().take(LOGGED).collect()),
    }
}

impl Line {
    /// The subject is a field with the name of what it is an id of, as in every other line.
    fn log(&self) {
        let Line {
            kind,
            subject,
            reason,
        } = self;
        let of = |what: &str| kind.starts_with(what).then_some(&**subject);
        let deployment = of("deployment.").or(of("target."));
        let build = of("build.");
        let execution = of("execution.").or(of("stage.")).or(of("action."));
        let pipeline = of("pipeline.");
        let host = of("host.");
        if FINAL.contains(&&**kind) {
            tracing::info!(kind, deployment, execution, build, reason, "ended");
        } else {
            tracing::debug!(
                kind,
                deployment,
                execution,
                build,
                pipeline,
                host,
                reason,
                "transition"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use towline_core::Time;

    use super::*;

    #[test]
    fn a_reason_is_cut_and_its_absence_is_fine() {
        let event = |detail: Value| Event {
            at: Time(1),
            kind: "build.failed".into(),
            subject: "web:1".into(),
            detail,
        };
        let long = line(&event(json!({"reason": {"detail": "x".repeat(2000)}})));
        assert_eq!(long.reason.map(|r| r.len()), Some(LOGGED));
        assert_eq!(line(&event(json!({"reason": 7}))).reason, None);
        assert_eq!(line(&event(Value::Null)).reason, None);
    }
}
