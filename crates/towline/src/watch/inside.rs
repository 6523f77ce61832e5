//! What is shown of a host or a build by those who want more: its steps, and what it printed last.
//! Pure.

use super::build::{Build, Phase};
use super::deployment::Target;
use super::detail::{Detail, View};
use crate::terminal::{Line, Tone, safe, sign, span, width};

/// Lines of output that are kept and shown.
pub(super) const LAST: usize = 5;

/// The lifecycle events of a host, as many in a line as there is room for, and what it printed.
pub(super) fn host(target: &Target, indent: usize, view: &View) -> Vec<Line> {
    let over = target.status == "Succeeded";
    // What has not begun has nothing to tell.
    let begun = !["Pending", "Skipped", ""].contains(&target.status.as_str());
    let mut lines = Vec::new();
    if begun && view.detail >= Detail::Steps {
        lines.extend(events(target, indent, view));
    }
    if !over {
        lines.extend(output(&target.printed, indent, view));
    }
    lines.into_iter().map(|line| line.detail(over)).collect()
}

fn events(target: &Target, indent: usize, view: &View) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::indented(indent);
    let mut columns = indent;
    for (name, status) in &target.events {
        let (sign, tone) = sign(status);
        let wanted = width::of(&safe(name)) + 2;
        if columns > indent && columns + wanted > view.look.width {
            lines.push(std::mem::replace(&mut line, Line::indented(indent)));
            columns = indent;
        }
        line = line.push(tone, &format!("{sign} ")).plain(name).plain("  ");
        columns += wanted + 2;
    }
    if columns > indent {
        lines.push(line);
    }
    lines
}

/// The phases of a build, and what it printed.
pub(super) fn build(build: &Build, indent: usize, view: &View) -> Vec<Line> {
    let shown = build
        .phases
        .iter()
        .filter(|phase| phase.name != "COMPLETED");
    let shown: Vec<&Phase> = shown.collect();
    let names = shown.iter().map(|phase| width::of(&safe(&phase.name)));
    let names = names.max().unwrap_or(0);
    let mut lines: Vec<Line> = shown
        .into_iter()
        .map(|one| phase(one, indent, names, view.now))
        .collect();
    if build.status != "SUCCEEDED" {
        lines.extend(output(&build.printed, indent + 2, view));
    }
    lines
}

fn phase(phase: &Phase, indent: usize, names: usize, now: f64) -> Line {
    let status = match phase.status.as_str() {
        "" => "IN_PROGRESS",
        status => status,
    };
    let (sign, tone) = sign(status);
    let took = span(phase.ended.unwrap_or(now) - phase.started);
    Line::indented(indent)
        .push(tone, &format!("{sign} "))
        .padded(Tone::Plain, &phase.name, names + 2)
        .padded(Tone::Quiet, &took, 8)
        .plain(&format!("  {}", phase.note))
        .detail(phase.status == "SUCCEEDED")
}

fn output(printed: &[String], indent: usize, view: &View) -> Vec<Line> {
    if view.detail < Detail::Output {
        return Vec::new();
    }
    let line = |text: &String| {
        let text = crate::terminal::log(text, false);
        Line::indented(indent).push(Tone::Quiet, "│ ").plain(&text)
    };
    printed.iter().map(line).collect()
}

/// The last lines of what was printed until now and of what came.
pub(super) fn keep(printed: &mut Vec<String>, came: impl IntoIterator<Item = String>) {
    printed.extend(came);
    let old = printed.len().saturating_sub(LAST);
    printed.drain(..old);
}
