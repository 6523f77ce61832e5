//! One change as one line, for files and pipes. What its neighbours say is not said again. Pure.

use serde_json::Value;

use super::model::{Subject, World};
use crate::document::{count, short, text, time};
use crate::terminal::{Line, Tone, clock, sign, word};

/// The line of an event; `None` when it says nothing new.
pub(super) fn line(world: &World, event: &Value) -> Option<Line> {
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
    let id = text(&event["subject"]);
    let (project, number) = id.split_once(':').unwrap_or((id, ""));
    format!("build {project}:{}", short(number))
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

    #[test]
    fn the_events_of_a_failed_execution_are_a_few_lines() {
        let world = sample::rolled_back();
        golden::check!(|look| {
            let lines = sample::EVENTS.lines().filter_map(|event| {
                let event = serde_json::from_str(event).unwrap();
                line(&world, &event)
            });
            lines.map(|line| line.render(look) + "\n").collect()
        });
    }
}
