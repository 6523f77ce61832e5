//! `towline build list`.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};

use super::find::projects;
use crate::client::CODEBUILD;
use crate::completion;
use crate::document::{list, text, texts, time};
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::names;
use crate::session::{Listing, Session};
use crate::terminal::{self, Cell, Give, Look, Table, Terminal, Tone, ago, span};

/// Builds that one request may ask for.
const BATCH: usize = 100;

/// List builds, the newest first.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only those of this project.
    #[arg(add = ArgValueCandidates::new(completion::projects))]
    project: Option<String>,
    /// At most so many.
    #[arg(long, short = 'n', value_name = "NUMBER", default_value_t = 20)]
    limit: usize,
    /// Print JSON: the answer of BatchGetBuilds.
    #[arg(long, fields_of = &["build list"])]
    json: Option<Fields>,
}

pub(super) async fn run(session: &Session, terminal: Terminal, args: &Args) -> Result<(), Failure> {
    let builds = builds(session, args).await?;
    if let Some(fields) = &args.json {
        fields.print("build list", json!({"builds": builds}));
        return Ok(());
    }
    match builds.is_empty() {
        true => terminal::tell("no builds\n"),
        false => {
            let now = session.now().await?;
            terminal::print(&view(&builds, now, &terminal.out));
        }
    }
    Ok(())
}

async fn builds(session: &Session, args: &Args) -> Result<Vec<Value>, Failure> {
    let listing = match &args.project {
        Some(project) => {
            let there = projects(session).await?;
            if !there.contains(project) {
                return Err(names::unknown("project", project, &there));
            }
            let input = json!({"projectName": project});
            Listing::new("ListBuildsForProject", input, "ids")
        }
        None => Listing::new("ListBuilds", json!({}), "ids"),
    };
    let ids = texts(&session.pages(CODEBUILD, listing, args.limit).await?);
    let mut builds = Vec::new();
    for some in ids.chunks(BATCH) {
        let input = json!({"ids": some});
        let output: Value = session.call(CODEBUILD, "BatchGetBuilds", &input).await?;
        builds.extend_from_slice(list(&output["builds"]));
    }
    Ok(builds)
}

/// `Build`s.
fn view(builds: &[Value], now: f64, look: &Look) -> String {
    let mut table = Table::new(&[
        ("BUILD", Give::Shrink),
        ("STATE", Give::Never),
        ("PHASE", Give::Never),
        ("STARTED", Give::Never),
        ("TOOK", Give::Never),
        ("BY", Give::Drop),
    ]);
    for build in builds {
        let started = time(&build["startTime"]).unwrap_or_default();
        let ended = time(&build["endTime"]).unwrap_or(now);
        table.row(vec![
            Cell::new(text(&build["id"])),
            Cell::state(text(&build["buildStatus"])),
            Cell::new(text(&build["currentPhase"])).tone(Tone::Quiet),
            Cell::new(&ago(started, now)),
            Cell::new(&span(ended - started)),
            Cell::new(text(&build["initiator"])).tone(Tone::Quiet),
        ]);
    }
    table.render(look)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::golden;

    #[test]
    fn a_build_is_a_line_with_phase_and_length() {
        let build = |id: &str, status: &str, phase: &str, end: Option<f64>| {
            json!({"id": id, "buildStatus": status, "currentPhase": phase, "startTime": 100.0,
                "endTime": end, "initiator": "codepipeline/shop"})
        };
        let builds = [
            build(
                "web-package:dd092824-c215-4418-a7ab-cc46e788e03b",
                "IN_PROGRESS",
                "BUILD",
                None,
            ),
            build("p\u{1b}[2J:51eb3eae", "TIMED_OUT", "COMPLETED", Some(130.0)),
        ];
        golden::check!(|look| view(&builds, 700.0, look));
    }
}
