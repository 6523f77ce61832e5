//! What is watched as a tree of lines. Pure: what is known, the time and the look of the terminal
//! in; lines out.

use super::bars;
use super::build::Build;
use super::deployment::Deployment;
use super::detail::{Detail, View};
use super::estimate::{Remaining, remaining};
use super::execution::{Action, Execution};
use super::inside;
use super::model::{Subject, World};
use super::waits::waits;
use crate::document::short;
use crate::terminal::{Line, Tone, safe, sign, span, width, word};

/// The tree.
fn lines(world: &World, view: &View) -> Vec<Line> {
    let id = world.subject.id();
    let mut lines = match &world.subject {
        Subject::Execution { .. } => execution(world, view),
        Subject::Deployment(_) => match world.deployments.get(id) {
            Some(one) => deployment(one, view),
            None => Vec::new(),
        },
        Subject::Build(_) => world
            .builds
            .get(id)
            .map_or_else(Vec::new, |one| build(one, view)),
    };
    let rollbacks = world.deployments.values();
    for rollback in rollbacks.filter(|one| one.rolls_back.is_some() && one.id != id) {
        let failed = rollback.rolls_back.as_deref().unwrap_or_default();
        lines.push(Line::default().push(Tone::Held, &format!("rolls back {failed}:")));
        lines.extend(deployment(rollback, view));
    }
    lines
}

/// As text, the newest events below it; with fewer lines when there is not room for all, never
/// without what is waited for.
pub(super) fn text(world: &World, newest: &[Line], view: &View, room: usize) -> String {
    let mut lines = lines(world, view);
    lines.extend_from_slice(newest);
    let footer = footer(world, view.now);
    let room = room.saturating_sub(footer.len());
    if lines.len() > room {
        lines.retain(|line| !line.detail);
    }
    let hidden = lines.len().saturating_sub(room);
    if hidden > 0 {
        lines.truncate(room.saturating_sub(1));
        let more = format!("… and {} more lines", hidden + 1);
        lines.push(Line::default().push(Tone::Quiet, &more));
    }
    lines.extend(footer);
    let rendered = lines.iter().map(|line| line.render(view.look) + "\n");
    rendered.collect()
}

/// Kind and name, state, time.
fn header(kind: &str, name: &str, status: &str, started: f64, ended: f64) -> Line {
    let (sign, tone) = sign(status);
    Line::default()
        .push(tone, &format!("{sign} "))
        .push(Tone::Strong, &format!("{kind} {name}"))
        .push(tone, &format!("  {}", word(status)))
        .push(Tone::Quiet, &format!("  {}", span(ended - started)))
}

fn execution(world: &World, view: &View) -> Vec<Line> {
    let now = view.now;
    let Some(known) = &world.execution else {
        return Vec::new();
    };
    let name = format!("{} {}", known.pipeline, short(&known.id));
    let ended = known.ended.unwrap_or(now);
    let head = header("execution", &name, &known.status, known.started, ended);
    let mut lines = vec![head.plain(&format!("  {}", known.revisions.join(", ")))];
    let columns = names(known);
    for stage in &known.stages {
        let (sign, tone) = sign(stage.status());
        let took = took(stage.started(), stage.ended(), now);
        lines.push(
            Line::indented(2)
                .push(tone, &format!("{sign} "))
                .padded(
                    Tone::Strong,
                    &width::fit(&safe(&stage.name), columns.0 + 2),
                    columns.0 + columns.1 + 6,
                )
                .push(Tone::Quiet, &took),
        );
        for one in &stage.actions {
            let line = action(known, one, columns, now, world);
            lines.push(line.detail(one.status == "Succeeded"));
            lines.extend(work(world, one, view));
        }
    }
    lines
}

/// Columns for names of actions and of providers.
fn names(execution: &Execution) -> (usize, usize) {
    let longest = |name: fn(&Action) -> &str, most: usize| {
        let all = execution
            .actions()
            .map(|action| width::of(&safe(name(action))));
        all.max().unwrap_or(0).min(most)
    };
    (
        longest(|action| &action.name, 24),
        longest(|action| &action.provider, 14),
    )
}

fn action(
    execution: &Execution,
    action: &Action,
    (name, provider): (usize, usize),
    now: f64,
    world: &World,
) -> Line {
    let waits = action.asks() && action.status == "InProgress";
    let (sign, tone) = sign(if waits { "Waiting" } else { &action.status });
    let line = Line::indented(4)
        .push(tone, &format!("{sign} "))
        .padded(
            Tone::Plain,
            &width::fit(&safe(&action.name), name),
            name + 2,
        )
        .padded(
            Tone::Quiet,
            &width::fit(&safe(&action.provider), provider),
            provider + 2,
        )
        .padded(Tone::Quiet, &took(action.started, action.ended, now), 8)
        .plain("  ");
    if waits {
        let command = format!("towline pipeline approve {}", execution.pipeline);
        let line = line.push(Tone::Held, "waits: ");
        return line.push(Tone::Strong, &command);
    }
    line.plain(&outcome(action, world))
}

/// What a provider says of its work.
fn outcome(action: &Action, world: &World) -> String {
    let external = action.external.as_deref().unwrap_or_default();
    let commit = external.len() == 40 && !external.contains(':');
    let work = if commit { short(external) } else { external };
    let deployed = world.deployments.get(external).map(bars::counts);
    let said = match (deployed, action.note.as_str()) {
        (Some(counts), _) => counts,
        (None, note) => note.to_string(),
    };
    format!("{work}  {said}").trim().to_string()
}

/// What goes on inside of an action that runs or that failed.
fn work(world: &World, action: &Action, view: &View) -> Vec<Line> {
    let external = action.external.as_deref().unwrap_or_default();
    let steps = view.detail >= Detail::Steps;
    if action.status == "Succeeded" && !steps {
        return Vec::new();
    }
    if let Some(deployment) = world.deployments.get(external) {
        return bars::hosts(deployment, 8, view);
    }
    match world.builds.get(external) {
        Some(build) if steps => inside::build(build, 8, view),
        Some(build) => phase(build, view.now).into_iter().collect(),
        None => Vec::new(),
    }
}

fn phase(build: &Build, now: f64) -> Option<Line> {
    let phase = build.current()?;
    let status = if phase.status.is_empty() {
        "IN_PROGRESS"
    } else {
        &phase.status
    };
    let (sign, tone) = sign(status);
    let took = span(phase.ended.unwrap_or(now) - phase.started);
    Some(
        Line::indented(8)
            .push(tone, &format!("{sign} {}  ", phase.name))
            .push(Tone::Quiet, &took)
            .plain(&format!("  {}", phase.note)),
    )
}

fn deployment(known: &Deployment, view: &View) -> Vec<Line> {
    let ended = known.ended.unwrap_or(view.now);
    let head = header("deployment", &known.id, &known.status, known.created, ended);
    let place = format!("  {} / {}", known.application, known.group);
    let (_, tone) = sign(&known.status);
    let over = ["Succeeded", "Failed", "Skipped"];
    let over = over.iter().map(|status| known.count(status)).sum();
    let total = Line::indented(2);
    let total = bars::bar(total, over, known.targets.len(), 28, tone);
    let mut lines = vec![
        head.plain(&place),
        Line::indented(2)
            .plain(&known.revision)
            .push(Tone::Quiet, &format!("  {}", known.config)),
        total.plain(&format!("  {}", bars::counts(known))),
    ];
    lines.extend(bars::hosts(known, 2, view));
    lines
}

fn build(known: &Build, view: &View) -> Vec<Line> {
    let ended = known.ended.unwrap_or(view.now);
    let head = header("build", &known.id, &known.status, known.started, ended);
    let mut lines = vec![head];
    lines.extend(inside::build(known, 2, view));
    lines
}

fn took(started: Option<f64>, ended: Option<f64>, now: f64) -> String {
    started.map_or_else(String::new, |started| span(ended.unwrap_or(now) - started))
}

/// What it waits for, how long it will take, and whether the server is still there.
fn footer(world: &World, now: f64) -> Vec<Line> {
    if world.is_final() && !world.is_rolling_back() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    if let Some(why) = &world.lost {
        lines.push(Line::default().push(Tone::Bad, &format!("◆ {why}; waiting for it")));
    } else {
        let known = || format!("waits for {}", waits(world));
        let why = world.waiting.clone().unwrap_or_else(known);
        lines.push(Line::default().push(Tone::Held, &format!("◆ {why}")));
    }
    if let Some(Remaining { left, usual }) = remaining(world, now) {
        let words = match left > 0.0 {
            true => format!(
                "about {} left; it usually takes {}",
                span(left.ceil()),
                span(usual)
            ),
            false => format!("it takes longer than the usual {}", span(usual)),
        };
        lines.push(Line::default().push(Tone::Quiet, &words));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::{Look, golden};
    use crate::watch::sample::{self, NOW};

    fn shown(world: &World) -> impl Fn(&Look) -> String {
        seen(world, Detail::Usual)
    }

    fn seen(world: &World, detail: Detail) -> impl Fn(&Look) -> String {
        move |look| {
            text(
                world,
                &[],
                &View {
                    now: NOW,
                    look,
                    detail,
                },
                usize::MAX,
            )
        }
    }

    #[test]
    fn an_execution_shows_stages_actions_and_hosts() {
        let mut world = sample::execution();
        world.waiting = Some("web-2 runs AfterInstall".into());
        golden::check!(shown(&world));
    }

    #[test]
    fn an_execution_that_waits_for_a_person_says_what_to_type() {
        golden::check!(shown(&sample::approval()));
    }

    #[test]
    fn a_failed_execution_shows_the_failed_host_and_the_rollback() {
        golden::check!(shown(&sample::rolled_back()));
    }

    #[test]
    fn a_deployment_shows_a_bar_for_each_host_and_how_long_it_takes() {
        let mut world = sample::deployment();
        world.typical.host = Some(10.0);
        golden::check!(shown(&world));
    }

    #[test]
    fn those_who_want_more_see_lifecycle_events_and_phases() {
        golden::check!(seen(&sample::execution(), Detail::Steps));
        golden::check!(seen(&sample::rolled_back(), Detail::Steps));
        golden::check!(seen(&sample::fleet(130), Detail::Steps));
    }

    #[test]
    fn those_who_want_all_see_what_is_printed() {
        let mut world = sample::deployment();
        sample::prints(&mut world);
        golden::check!(seen(&world, Detail::Output));
        let mut world = sample::build();
        sample::prints(&mut world);
        golden::check!(seen(&world, Detail::Output));
    }

    #[test]
    fn many_hosts_are_a_grid() {
        golden::check!(shown(&sample::fleet(130)));
    }

    #[test]
    fn a_build_shows_its_phases() {
        golden::check!(shown(&sample::build()));
    }

    #[test]
    fn hostile_names_stay_in_their_place() {
        golden::check!(shown(&sample::hostile()));
    }

    #[test]
    fn a_low_terminal_shows_what_matters() {
        let look = Look {
            width: 80,
            colour: false,
        };
        let view = View {
            now: NOW,
            look: &look,
            detail: Detail::Usual,
        };
        let shown = text(&sample::execution(), &[], &view, 9);
        assert_eq!(shown.lines().count(), 9, "{shown}");
        assert!(
            shown.contains("web-2") && !shown.contains("Package"),
            "{shown}"
        );
        let shown = text(&sample::execution(), &[], &view, 4);
        assert_eq!(shown.lines().count(), 4, "{shown}");
        let end = "more lines\n◆ waits for Deploy / Fleet: AfterInstall on web-2\n";
        assert!(shown.ends_with(end), "{shown}");
    }
}
