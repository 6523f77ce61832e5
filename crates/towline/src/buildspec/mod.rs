//! `towline buildspec`: the file that says how to build.

use std::path::{Path, PathBuf};

use towline_spec::buildspec;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::lint::{self, Linted};

/// Build specifications: what a build runs and keeps.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    Lint(LintArgs),
}

/// Say what is wrong or doubtful about a build specification.
///
/// The rules are those of the runner. Needs no server. Exit code 1 when there are errors; warnings
/// are none.
#[derive(Debug, clap::Args)]
struct LintArgs {
    /// A buildspec.yml; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    options: lint::Options,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let Verb::Lint(args) = &args.verb;
    let files: Result<Vec<Linted>, Failure> = args.files.iter().map(|file| one(file)).collect();
    let options = &args.options;
    Ok(lint::tell(&files?, options.json.as_ref(), options.look))
}

fn one(file: &Path) -> Result<Linted, Failure> {
    let text = lint::read(file)?;
    let remarks = buildspec::lint(&file.display().to_string(), &text);
    Ok(Linted { text, remarks })
}
