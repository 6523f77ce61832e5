//! Progress of hosts: a bar for each of a few, a sign for each of many. Pure.

use super::deployment::{Deployment, Target};
use super::detail::{Detail, View};
use super::inside;
use crate::terminal::{Line, Look, Tone, safe, sign, span, width, word};

/// So many hosts have a line each.
const FEW: usize = 20;
/// Columns of a host's name at most.
const NAME: usize = 24;

/// The hosts of a deployment, each line `indent` columns in.
pub(super) fn hosts(deployment: &Deployment, indent: usize, view: &View) -> Vec<Line> {
    match deployment.targets.len() {
        0 => Vec::new(),
        1..=FEW => each(deployment, indent, view),
        _ => grid(deployment, indent, view),
    }
}

fn each(deployment: &Deployment, indent: usize, view: &View) -> Vec<Line> {
    let names = deployment.targets.keys().map(|name| width::of(&safe(name)));
    let names = names.max().unwrap_or(0).min(NAME);
    let host = |(name, target): (&String, &Target)| {
        let (sign, tone) = sign(&target.status);
        let line = Line::indented(indent)
            .push(tone, &format!("{sign} "))
            .padded(Tone::Plain, &width::fit(&safe(name), names), names + 2);
        let (done, all) = target.progress();
        let line = bar(line, done, all, columns(view.look), tone).plain("  ");
        let said = says(target);
        let line = line.padded(tone, &said, 18).plain(" ");
        let line = line.push(Tone::Quiet, &elapsed(target, view.now));
        let done = ["Succeeded", "Pending", "Skipped"].contains(&target.status.as_str());
        let note = match target.note.as_str() {
            "" => String::new(),
            note => format!("  {note}"),
        };
        let mut lines = vec![line.plain(&note).detail(done)];
        lines.extend(inside::host(target, indent + 2, view));
        lines
    };
    deployment.targets.iter().flat_map(host).collect()
}

/// The lifecycle event that a host is at, or how it ended.
fn says(target: &Target) -> String {
    match (target.status.as_str(), target.current()) {
        ("InProgress", Some(event)) => event.to_string(),
        ("Failed", Some(event)) => format!("{event} failed"),
        (status, _) => word(status),
    }
}

fn elapsed(target: &Target, now: f64) -> String {
    let Some(started) = target.started else {
        return String::new();
    };
    span(target.ended.unwrap_or(now) - started)
}

fn columns(look: &Look) -> usize {
    match look.width {
        0..70 => 7,
        70..120 => 14,
        _ => 28,
    }
}

/// A bar of `columns`, filled as far as `done` of `all`.
pub(super) fn bar(line: Line, done: usize, all: usize, columns: usize, tone: Tone) -> Line {
    let filled = (done * columns).checked_div(all).unwrap_or(0).min(columns);
    line.push(tone, &"█".repeat(filled))
        .push(Tone::Quiet, &"░".repeat(columns - filled))
}

/// Signs of all hosts, as many in a line as there is room for, then those that failed; for who wants
/// more, also those that are at work.
fn grid(deployment: &Deployment, indent: usize, view: &View) -> Vec<Line> {
    let room = view.look.width.saturating_sub(indent).clamp(10, 100);
    let targets: Vec<(&String, &Target)> = deployment.targets.iter().collect();
    let mut lines: Vec<Line> = targets
        .chunks(room)
        .map(|row| {
            row.iter()
                .fold(Line::indented(indent), |line, (_, target)| {
                    let (sign, tone) = sign(&target.status);
                    line.push(tone, &sign.to_string())
                })
        })
        .collect();
    let busy = view.detail >= Detail::Steps;
    let named = targets
        .iter()
        .filter(|(_, target)| target.status == "Failed" || busy && target.status == "InProgress");
    for (name, target) in named.take(FEW) {
        let (sign, tone) = sign(&target.status);
        let line = Line::indented(indent)
            .push(tone, &format!("{sign} {name}"))
            .plain(&format!("  {}", target.note));
        lines.push(line);
        lines.extend(inside::host(target, indent + 2, view));
    }
    lines
}

/// How many hosts are in which state.
pub(super) fn counts(deployment: &Deployment) -> String {
    let states = ["Succeeded", "InProgress", "Failed", "Skipped", "Pending"];
    let counted = states.iter().filter_map(|status| {
        let count = deployment.count(status);
        (count > 0).then(|| format!("{count} {}", word(status)))
    });
    let hosts = deployment.targets.len();
    let noun = if hosts == 1 { "host" } else { "hosts" };
    format!("{hosts} {noun}: {}", counted.collect::<Vec<_>>().join(", "))
}
