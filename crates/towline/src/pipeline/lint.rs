//! `towline pipeline lint`: what the server would say of a file, without a server.

use std::path::{Path, PathBuf};

use towline_core::pipeline::ActionType;
use towline_spec::diagnostic::Diagnostic;
use towline_spec::pipeline::{Context, lint as check};

use crate::config::{Config, Connection};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::lint::{self, Linted};
use crate::terminal;

/// Say what is wrong or doubtful about the file of a pipeline.
///
/// The rules are those of CreatePipeline, for a server in the region that flags, environment and
/// files name. Needs no server. Exit code 1 when there are errors; warnings are none.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// YAML or JSON in AWS's structure; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print JSON: an object with `diagnostics`, `errors` and `warnings`; its schema is
    /// `towline schema lint`.
    #[arg(long, fields_of = &["lint"])]
    json: Option<Fields>,
}

pub(super) fn run(
    args: &Args,
    connection: &Connection,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    let region = Config::find(connection)?.region.value;
    let mut files = Vec::new();
    for file in &args.files {
        let text = lint::read(file)?;
        let remarks = remarks(file, &text, &region);
        files.push(Linted { text, remarks });
    }
    Ok(lint::tell(&files, args.json.as_ref(), look))
}

/// All that there is to say of a file, for a server in this region.
pub(super) fn remarks(file: &Path, text: &str, region: &str) -> Vec<Diagnostic> {
    let registered = towline_providers::registered().into_iter();
    let catalogue: Vec<ActionType> = registered.map(|one| one.action_type).collect();
    let context = Context {
        catalogue: &catalogue,
        region,
    };
    check(&file.display().to_string(), text, &context)
}
