//! `towline pipeline apply`: makes a pipeline what a file says.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{diff, file};
use crate::client::CODEPIPELINE;
use crate::document::text;
use crate::dry_run::{self, DryRun};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::said;
use crate::session::Session;
use crate::terminal;

/// Create the pipeline of a file, or update it when there is one of its name.
///
/// Prints the name, the version and whether it was created, updated or unchanged. A new pipeline
/// starts at once; an updated one does not. `towline pipeline diff` shows before what would change.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// YAML or JSON in AWS's structure: a pipeline, or an object with the member `pipeline` as
    /// `aws codepipeline get-pipeline` prints it; `-` is standard input. The member `tags` counts
    /// when the pipeline is created.
    file: PathBuf,
    #[command(flatten)]
    dry: DryRun,
}

pub(super) async fn run(
    session: &Session,
    args: &Args,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    if args.dry.wanted() {
        let input = file::checked(&args.file, session.region(), look)?;
        let found = diff::difference(session, &args.file, &input).await?;
        diff::show(&found, look);
        return Ok(dry_run::exit(!found.changes.is_empty()));
    }
    let mut input = file::read(&args.file, look)?;
    let there = diff::current(session, &input).await?;
    let Some(there) = there else {
        let output: Value = session.call(CODEPIPELINE, "CreatePipeline", &input).await?;
        say(&output["pipeline"], "created");
        return Ok(Exit::Succeeded);
    };
    let difference = diff::of(Some(&there), &input["pipeline"]);
    if difference.is_some_and(|found| found.changes.is_empty()) {
        say(&there, "unchanged");
        return Ok(Exit::Succeeded);
    }
    let input = json!({"pipeline": input["pipeline"].take()});
    let output: Value = session.call(CODEPIPELINE, "UpdatePipeline", &input).await?;
    say(&output["pipeline"], "updated");
    Ok(Exit::Succeeded)
}

fn say(pipeline: &Value, done: &str) {
    let (name, version) = (text(&pipeline["name"]), pipeline["version"].to_string());
    terminal::print(&said::id(&said::applied(name, &version, done)));
}
