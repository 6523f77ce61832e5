//! `towline pipeline diff`: what `apply` would change.

mod view;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use towline_core::pipeline::compare::{Change, compare};

use super::{file, names};
use crate::client::CODEPIPELINE;
use crate::document::{count, text};
use crate::dry_run;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::session::Session;
use crate::terminal::{self, Terminal};

/// Show what `towline pipeline apply FILE` would change.
///
/// Exit code 0 when it would change nothing, 1 when it would change something, 2 when that cannot
/// be said.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// YAML or JSON in AWS's structure; `-` is standard input.
    file: PathBuf,
    /// Print JSON: an object with `pipeline`, `version` and `changes`; its schema is
    /// `towline schema pipeline-diff`.
    #[arg(long, fields_of = &["pipeline diff"])]
    json: Option<Fields>,
}

/// What there is, what is wanted, and how they differ.
#[derive(Debug)]
pub(super) struct Difference {
    pub(super) name: String,
    /// Of the pipeline there is; 0 when there is none.
    pub(super) version: u64,
    pub(super) changes: Vec<Change>,
}

pub(super) async fn run(
    session: &Session,
    args: &Args,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    let found = async {
        let input = file::read(&args.file, look)?;
        difference(session, &args.file, &input).await
    };
    let found = found.await.map_err(dry_run::failure)?;
    match &args.json {
        Some(fields) => fields.print("pipeline diff", view::document(&found)),
        None => show(&found, look),
    }
    Ok(dry_run::exit(!found.changes.is_empty()))
}

/// Prints it for people.
pub(super) fn show(found: &Difference, look: terminal::Options) {
    let terminal = Terminal::find(look);
    terminal::print(&view::text(found, &terminal.out));
}

/// How what a file wants differs from what there is.
pub(super) async fn difference(
    session: &Session,
    path: &Path,
    input: &Value,
) -> Result<Difference, Failure> {
    let there = current(session, input).await?;
    of(there.as_ref(), &input["pipeline"]).ok_or_else(|| {
        let why = "its structure is not that of a pipeline";
        Failure::file("compare", path, why)
            .fix("`towline pipeline lint` says what is wrong with it")
            .usage()
    })
}

/// The pipeline of the same name that the server has.
pub(super) async fn current(session: &Session, input: &Value) -> Result<Option<Value>, Failure> {
    let name = &input["pipeline"]["name"];
    if !names(session).await?.iter().any(|one| one == text(name)) {
        return Ok(None);
    }
    let input = json!({"name": name});
    let mut output: Value = session.call(CODEPIPELINE, "GetPipeline", &input).await?;
    Ok(Some(output["pipeline"].take()))
}

/// How they differ; `None` when the wanted one has a wrong structure.
pub(super) fn of(there: Option<&Value>, wanted: &Value) -> Option<Difference> {
    let complete = file::complete(wanted)?;
    let before = match there {
        Some(there) => file::complete(there)?,
        None => Value::Null,
    };
    Some(Difference {
        name: text(&wanted["name"]).into(),
        version: there.map_or(0, |there| count(&there["version"])),
        changes: compare(&before, &complete),
    })
}
