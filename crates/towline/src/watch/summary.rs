//! The last words on what did not end well: cause, host, phase, last lines, what to do and what to
//! type. From the server's explanation. Pure.

use towline_api::towline::{Explanation, ExplanationLink};

use super::model::{Subject, World};
use crate::document::short;
use crate::exit::Exit;
use crate::terminal::{Look, Tone, log, safe, sign, span, width, word};

/// Columns of the names at the left.
const NAMES: usize = 9;

/// The one line that says how it ended.
pub(super) fn verdict(world: &World, look: &Look) -> String {
    let (started, ended) = world.times();
    let took = ended.map_or(0.0, |ended| ended - started);
    let kind = match &world.subject {
        Subject::Execution { pipeline, id } => format!("execution {} of {pipeline}", short(id)),
        Subject::Deployment(id) => format!("deployment {id}"),
        Subject::Build(id) => format!("build {id}"),
    };
    let (sign, tone) = sign(world.status());
    let rollback = match world.rolled_back_by() {
        Some(one) => format!(", rolled back by {}", one.id),
        None => String::new(),
    };
    let words = format!(
        "{sign} {} {} after {}{rollback}",
        safe(&kind),
        word(world.status()),
        span(took)
    );
    format!("{}\n", look.paint(tone, &width::fit(&words, look.width)))
}

/// Everything that helps to go on.
pub(super) fn summary(world: &World, told: &[Explanation], look: &Look) -> String {
    let links: Vec<&ExplanationLink> = told.iter().flat_map(|one| &one.links).collect();
    let mut text = String::from("\n");
    let mut say = |name: &str, said: &str| {
        if !said.is_empty() {
            text.push_str(&entry(name, said, look));
        }
    };
    say("cause", cause(&links));
    say("host", &host(&links));
    say("phase", &phase(&links));
    let output = links.iter().rev().find(|link| !link.lines.is_empty());
    for line in output.iter().flat_map(|link| &link.lines) {
        text.push_str(&output_line(line, look));
    }
    let mut say = |name: &str, said: &str| {
        if !said.is_empty() {
            text.push_str(&entry(name, said, look));
        }
    };
    let unblock = links.iter().rev().map(|link| link.unblock.as_str());
    say(
        "do",
        unblock
            .into_iter()
            .find(|words| !words.is_empty())
            .unwrap_or_default(),
    );
    for command in next(world, &links) {
        // It is copied: it stays in one line.
        let unlimited = Look {
            width: usize::MAX,
            ..*look
        };
        text.push_str(&entry("next", &command, &unlimited));
    }
    text
}

/// A name and its words, wrapped.
fn entry(name: &str, said: &str, look: &Look) -> String {
    let said = safe(said);
    let room = look.width.saturating_sub(NAMES + 2).max(20);
    let lines = match look.width {
        usize::MAX => vec![said],
        _ => width::wrap(&said, room),
    };
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let name = if at == 0 { name } else { "" };
        let name = look.paint(Tone::Quiet, &width::pad(name, NAMES));
        text.push_str(&format!("  {}{line}\n", name));
    }
    text
}

fn output_line(line: &str, look: &Look) -> String {
    let line = log(line, false);
    let room = look.width.saturating_sub(NAMES + 4);
    let (margin, line) = (" ".repeat(NAMES + 2), width::fit(&line, room));
    format!("{margin}{} {line}\n", look.paint(Tone::Quiet, "│"))
}

/// The last thing in the chain that says something of its own.
fn cause<'a>(links: &[&'a ExplanationLink]) -> &'a str {
    let target = links.iter().rev().find(|link| link.kind == "target");
    let last = target.or(links.last());
    last.map_or("", |link| link.detail.as_str())
}

fn host(links: &[&ExplanationLink]) -> String {
    let named = |kind: &str| links.iter().find(|link| link.kind == kind);
    match (named("target"), named("host")) {
        (Some(target), _) => target.name.clone().unwrap_or_default(),
        (None, Some(host)) => host.id.clone(),
        (None, None) => String::new(),
    }
}

/// Where in the work it happened.
fn phase(links: &[&ExplanationLink]) -> String {
    let id = |kind: &str| {
        let link = links.iter().find(|link| link.kind == kind);
        link.map(|link| link.id.as_str())
    };
    let action = links.iter().find(|link| link.kind == "action");
    let action = action.and_then(|link| link.name.as_deref());
    let script = id("script").map(|script| format!("script {script}"));
    let parts = [
        action,
        id("lifecycle-event"),
        id("phase"),
        script.as_deref(),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

/// Commands to type: the whole log, then what goes on from here.
fn next(world: &World, links: &[&ExplanationLink]) -> Vec<String> {
    let mut commands = Vec::new();
    let logged = ["deployment", "build"];
    let work = links
        .iter()
        .rev()
        .find(|link| logged.contains(&link.kind.as_str()));
    if let Some(work) = work {
        commands.push(format!("towline logs {} --failed", work.id));
    }
    match (&world.subject, world.outcome()) {
        (Subject::Execution { pipeline, id }, Exit::Failed | Exit::Stopped) => {
            commands.push(format!("towline pipeline retry {} --watch", short(id)));
            commands.push(format!("towline pipeline start {pipeline} --watch"));
        }
        (Subject::Execution { pipeline, .. }, Exit::Superseded) => {
            commands.push(format!("towline pipeline watch {pipeline}"));
        }
        (Subject::Execution { pipeline, .. }, _) => {
            commands.push(format!("towline pipeline start {pipeline} --watch"));
        }
        (Subject::Deployment(id), Exit::Failed | Exit::Stopped) => {
            commands.push(format!("towline deployment rollback {id}"));
        }
        (Subject::Deployment(_), _) => {}
        (Subject::Build(id), _) => {
            let project = id.split(':').next().unwrap_or_default();
            commands.push(format!("towline build start {project} --watch"));
        }
    }
    commands
}

#[cfg(test)]
mod tests {
    use towline_api::towline::ExplainOutput;

    use super::*;
    use crate::terminal::golden;
    use crate::watch::sample;

    fn told(name: &str) -> Vec<Explanation> {
        let text = match name {
            "execution" => include_str!("sample/explain-execution.json"),
            _ => include_str!("sample/explain-hostile.json"),
        };
        let value = serde_json::from_str(text).unwrap();
        let output: ExplainOutput = towline_api::decode(value).unwrap();
        output.explanations
    }

    #[test]
    fn a_failed_release_ends_with_cause_host_phase_output_and_commands() {
        let world = sample::rolled_back();
        golden::check!(|look| verdict(&world, look) + &summary(&world, &told("execution"), look));
    }

    #[test]
    fn a_hostile_log_cannot_break_the_terminal() {
        let world = sample::hostile();
        golden::check!(|look| verdict(&world, look) + &summary(&world, &told("hostile"), look));
    }
}
