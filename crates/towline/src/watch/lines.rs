//! One change as one line, for files and pipes. What its neighbours say is not said again. Pure.

use serde_json::Value;

use super::detail::Detail;
use super::model::{Subject, World};
use crate::document::{count, list, short, text, texts, time};
use crate::terminal::{Line, Tone, clock, log, sign, word};

/// The lines of an event, as many as are wanted.
pub(super) fn lines(world: &World, event: &Value, wanted: Detail) -> Vec<Line> {
    let known = line(world, event);
    let known = known.or_else(|| step(event).filter(|_| wanted >= Detail::Steps));
    match known {
        Some(line) => vec![line],
        None if wanted < Detail::Output => Vec::new(),
        None if event["kind"] == "target.output" => printed(event),
        None => vec![other(event)],
    }
}

/// Lines that something printed.
pub(super) fn output(at: f64, place: &str, printed: &[String]) -> Vec<Line> {
    let line = |text: &String| {
        Line::default()
            .push(Tone::Quiet, &format!("{}    {place} │ ", clock(at)))
            .plain(&log(text, false))
    };
    printed.iter().map(line).collect()
}

fn printed(event: &Value) -> Vec<Line> {
    let detail = &event["detail"];
    let (host, step) = (text(&detail["target"]), text(&detail["lifecycleEvent"]));
    let at = time(&event["at"]).unwrap_or_default();
    output(
        at,
        &format!("{host} {step}"),
        &texts(list(&detail["lines"])),
    )
}

/// A lifecycle event of a host or a phase of a build.
fn step(event: &Value) -> Option<Line> {
    let detail = &event["detail"];
    let (place, status, said) = match text(&event["kind"]) {
        "target.lifecycle-event" => {
            let name = text(&detail["lifecycleEvent"]);
            let place = format!("{} {name}", text(&detail["target"]));
            (
                place,
                text(&detail["to"]),
                &detail["diagnostics"]["message"],
            )
        }
        "build.phase-started" => (phase(event), "IN_PROGRESS", &Value::Null),
        "build.phase-ended" => {
            let said = &detail["contexts"][0]["message"];
            (phase(event), text(&detail["phaseStatus"]), said)
        }
        _ => return None,
    };
    let said = match text(said) {
        "" => String::new(),
        _ if status.eq_ignore_ascii_case("Succeeded") => String::new(),
        said => format!(": {said}"),
    };
    let (sign, tone) = sign(status);
    let line = Line::default()
        .push(Tone::Quiet, &clock(time(&event["at"]).unwrap_or_default()))
        .push(tone, &format!("    {sign} "))
        .padded(Tone::Plain, &place, 28)
        .push(tone, &format!(" {}", word(status)));
    Some(line.plain(&said))
}

fn phase(event: &Value) -> String {
    let build = build_name(text(&event["subject"]));
    format!("{build} {}", text(&event["detail"]["phase"]))
}

/// Of an event whose words nobody needs usually.
fn other(event: &Value) -> Line {
    let (kind, subject) = (text(&event["kind"]), text(&event["subject"]));
    let at = clock(time(&event["at"]).unwrap_or_default());
    Line::default().push(Tone::Quiet, &format!("{at}    · {kind} {subject}"))
}

/// The line of an event; `None` when it says nothing new.
fn line(world: &World, event: &Value) -> Option<Line> {
    let kind = text(&event["kind"]);
    let detail = &event["detail"];
    let (what, change) = kind.split_once('.')?;
    let (place, said) = match what {
        "execution" => execution(event, change),
        "action" => action(world, change, detail)?,
        "deployment" => deployment(event, change)?,
        "target" => target(change, detail)?,
        "build" => build(world, event, change)?,
        _ => return None,
    };
    let status = match change {
        "approval-needed" => "Waiting",
        "stopping" => "Stopping",
        _ => text(&detail["to"]),
    };
    let (sign, tone) = sign(status);
    let words = match change {
        "approval-needed" => "waits".to_string(),
        "started" => "started".to_string(),
        "created" => "created".to_string(),
        _ => word(status),
    };
    let said = if said.is_empty() {
        said
    } else {
        format!(": {said}")
    };
    let line = Line::default()
        .push(Tone::Quiet, &clock(time(&event["at"]).unwrap_or_default()))
        .push(tone, &format!("  {sign} "))
        .padded(Tone::Plain, &place, 30)
        .push(tone, &format!(" {words}"));
    Some(line.plain(&said))
}

/// Why it failed is said by its parts, and at the end.
fn execution(event: &Value, change: &str) -> (String, String) {
    let said = match change {
        "failed" => String::new(),
        _ => why(&event["detail"]),
    };
    (
        format!("execution {}", short(text(&event["subject"]))),
        said,
    )
}

fn action(world: &World, change: &str, detail: &Value) -> Option<(String, String)> {
    let place = format!("{} / {}", text(&detail["stage"]), text(&detail["action"]));
    let said = match change {
        "started" | "succeeded" => text(&detail["external"]["summary"]).to_string(),
        "approval-needed" => {
            let Subject::Execution { pipeline, .. } = &world.subject else {
                return None;
            };
            let detail = text(&detail["reason"]["detail"]);
            format!("{detail} (towline pipeline approve {pipeline})")
        }
        _ => {
            let said = [&detail["external"]["summary"], &detail["error"]["message"]];
            let said = said.into_iter().map(text).find(|words| !words.is_empty());
            said.map_or_else(|| why(detail), str::to_string)
        }
    };
    Some((place, said))
}

fn deployment(event: &Value, change: &str) -> Option<(String, String)> {
    let detail = &event["detail"];
    let said = match change {
        "created" => {
            let by = match text(&detail["rollsBack"]) {
                "" => String::new(),
                failed => format!(", to roll back {failed}"),
            };
            format!("for {} hosts{by}", count(&detail["targets"]))
        }
        "targets-skipped" => format!("{} hosts", count(&detail["count"])),
        "started" | "ending" => return None,
        _ => why(detail),
    };
    Some((format!("deployment {}", text(&event["subject"])), said))
}

fn target(change: &str, detail: &Value) -> Option<(String, String)> {
    let host = text(&detail["target"]);
    match change {
        "started" | "succeeded" | "skipped" => Some((host.to_string(), String::new())),
        "failed" => Some((host.to_string(), why(detail))),
        _ => None,
    }
}

/// The phases of a build are told when the build is what is watched.
fn build(world: &World, event: &Value, change: &str) -> Option<(String, String)> {
    let detail = &event["detail"];
    let alone = matches!(world.subject, Subject::Build(_));
    match change {
        "phase-ended" if alone || text(&detail["phaseStatus"]) != "SUCCEEDED" => {
            let said = text(&detail["contexts"][0]["message"]);
            Some((
                format!("phase {}", text(&detail["phase"])),
                said.to_string(),
            ))
        }
        "phase-started" | "phase-ended" | "leased" => None,
        "lease-lost" => Some((place(event), why(detail))),
        _ if alone => Some((place(event), why(detail))),
        _ => None,
    }
}

fn place(event: &Value) -> String {
    format!("build {}", build_name(text(&event["subject"])))
}

/// Project and the beginning of the number.
pub(super) fn build_name(id: &str) -> String {
    let (project, number) = id.split_once(':').unwrap_or((id, ""));
    format!("{project}:{}", short(number))
}

/// The reason of what did not go well.
fn why(detail: &Value) -> String {
    let well = ["Succeeded", "SUCCEEDED"].contains(&text(&detail["to"]));
    match well {
        true => String::new(),
        false => text(&detail["reason"]["detail"]).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::golden;
    use crate::watch::sample;

    fn told(detail: Detail, only: &str) -> impl Fn(&crate::terminal::Look) -> String {
        let world = sample::rolled_back();
        let only = only.to_string();
        move |look| {
            let events = sample::events().filter(|one| text(&one["kind"]).starts_with(&only));
            let lines = events.flat_map(|event| lines(&world, &event, detail));
            lines.map(|line| line.render(look) + "\n").collect()
        }
    }

    #[test]
    fn the_events_of_a_failed_execution_are_a_few_lines() {
        golden::check!(told(Detail::Usual, ""));
    }

    #[test]
    fn those_who_want_more_read_every_lifecycle_event_and_phase() {
        golden::check!(told(Detail::Steps, "target."));
        golden::check!(told(Detail::Steps, "build."));
    }

    #[test]
    fn those_who_want_all_read_every_event_and_what_is_printed() {
        let all =
            sample::events().map(|event| lines(&sample::rolled_back(), &event, Detail::Output));
        assert!(all.into_iter().all(|lines| !lines.is_empty()));
        let event = serde_json::json!({"kind": "target.output", "at": 1_795_745_911.0,
            "subject": "d-ABCDEFGHI", "detail": {"target": "web-1", "lifecycleEvent": "Install",
            "lines": ["copied\t3 files", "\u{1b}[31mred\u{1b}[0m\u{1b}[2J"]}});
        golden::check!(|look| {
            let lines = lines(&sample::deployment(), &event, Detail::Output);
            let lines = lines.into_iter().chain([other(&event)]);
            lines.map(|line| line.render(look) + "\n").collect()
        });
    }
}
