//! A build: waiting for a runner, in a phase, or ended by one.

use towline_api::ApiError;
use towline_core::build::{self, Phase, PhaseStatus, Record};
use towline_core::{Reason, Time};

use super::command::line;
use super::link::{LINES, Link, Step, span, unexplained};
use crate::App;
use crate::codebuild::definition::{self, Definition};
use crate::codedeploy::rows;
use crate::runners::{self, LATELY};

/// Behind it are the runners, or the phase with the last lines of the log.
pub(super) async fn look(app: &App, id: &str) -> Result<Step, ApiError> {
    let Some(record) = rows::get::<Record>(app, build::KIND, id).await? else {
        return Ok(Step::default());
    };
    let changed = record.ended.unwrap_or(record.started);
    let reason = record
        .reason
        .clone()
        .unwrap_or_else(|| unexplained(changed));
    let arn = crate::codebuild::arn(app, &format!("build/{id}"));
    let mut links = vec![
        Link::new("build", id, record.status.name(), reason)
            .named(&record.project)
            .arn(arn)
            .command(again(app, &record).await?),
    ];
    if record.is_waiting() {
        links.push(seen(app, &record));
    } else if let Some(phase) = telling(&record) {
        let tail = runners::log_tail(app, id, LINES).await?;
        links.push(shown(phase, &record).output(tail));
    }
    Ok(Step { links, next: None })
}

/// The phase that runs or that did not end well.
fn telling(record: &Record) -> Option<&Phase> {
    if !record.status.is_final() {
        return record.phases.last();
    }
    let bad = |p: &&Phase| p.status.is_some_and(|s| s != PhaseStatus::Succeeded);
    record.phases.iter().find(bad)
}

fn shown(phase: &Phase, record: &Record) -> Link {
    let name = phase.kind.name();
    let context = phase.contexts.first().cloned().unwrap_or_default();
    let Some(status) = phase.status else {
        let runner = record.attempt.as_ref().map_or("", |a| &a.runner);
        let detail = format!("runs on runner {runner}");
        let reason = Reason::wait("RUNNING", detail, "it ends", phase.started);
        return Link::new("phase", name, "IN_PROGRESS", reason);
    };
    let code = match context.code.as_str() {
        "" => status.name(),
        code => code,
    };
    let detail = match context.message.as_str() {
        "" => format!("phase {name} ended as {}", status.name()),
        message => message.to_string(),
    };
    let since = phase.ended.unwrap_or(phase.started);
    let reason = Reason::wait(
        code,
        detail,
        "the last lines of the log say what to mend",
        since,
    );
    Link::new("phase", name, status.name(), reason)
}

/// The runners that asked for work lately.
fn seen(app: &App, record: &Record) -> Link {
    let names = app.runners.runners(app.clock.now());
    let since = record
        .reason
        .as_ref()
        .map_or(Time(0), |reason| reason.since);
    let lately = span(LATELY);
    if names.is_empty() {
        let detail = format!("no runner has asked for work in the last {lately}");
        let unblock = "start a runner, or the server without --no-runner";
        let reason = Reason::wait("NO_RUNNER", detail, unblock, since);
        return Link::new("runner", "runners", "none", reason)
            .command(Some("towline runner".into()));
    }
    let count = names.len();
    let detail = format!(
        "{count} asked for work in the last {lately}: {}",
        names.join(", ")
    );
    let unblock = "one of them gets free, or another one starts";
    let reason = Reason::wait("RUNNERS_BUSY", detail, unblock, since);
    Link::new("runner", "runners", &format!("{count} seen"), reason)
}

/// A build that ended badly is started again, unless a pipeline does that.
async fn again(app: &App, record: &Record) -> Result<Option<String>, ApiError> {
    if !record.status.is_final() || record.status == build::Status::Succeeded {
        return Ok(None);
    }
    let asked = rows::get::<Definition>(app, definition::KIND, &record.id).await?;
    let by_hand = asked.is_some_and(|definition| definition.request.is_some());
    let retry = ["aws", "codebuild", "retry-build", "--id", &record.id];
    Ok(by_hand.then(|| line(&retry)))
}
