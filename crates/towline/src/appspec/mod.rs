//! `towline appspec`: the file that says how a revision is installed.

mod bundle;

use std::path::{Path, PathBuf};

use towline_spec::appspec::{NAMES, mentions, parse};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::lint::{self, Linted};

/// AppSpec files: how a revision is installed.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    Lint(LintArgs),
}

/// Say what is wrong or doubtful about an AppSpec file and its bundle.
///
/// The rules are those of the agent. In the directory of the file it is seen whether scripts and
/// sources are there. Needs no server. Exit code 1 when there are errors; warnings are none.
#[derive(Debug, clap::Args)]
struct LintArgs {
    /// A directory with an appspec.yml, or the file itself.
    #[arg(required = true, value_name = "DIR|FILE")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    options: lint::Options,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let Verb::Lint(args) = &args.verb;
    let files: Result<Vec<Linted>, Failure> = args.paths.iter().map(|path| one(path)).collect();
    let options = &args.options;
    Ok(lint::tell(&files?, options.json.as_ref(), options.look))
}

fn one(path: &Path) -> Result<Linted, Failure> {
    let (file, directory) = match path.is_dir() {
        true => (find(path)?, path.to_path_buf()),
        false => {
            let parent = path.parent().filter(|parent| *parent != Path::new(""));
            let directory = parent.unwrap_or(Path::new("."));
            (path.to_path_buf(), directory.to_path_buf())
        }
    };
    let text = lint::read(&file)?;
    let name = file.display().to_string();
    let (_, mut remarks) = parse(&name, &text);
    if path != Path::new("-") {
        remarks.extend(bundle::remarks(&name, &directory, &mentions(&text)));
        remarks.sort_by_key(|remark| remark.at);
    }
    Ok(Linted { text, remarks })
}

fn find(directory: &Path) -> Result<PathBuf, Failure> {
    let mut names = NAMES.iter().map(|name| directory.join(name));
    names.find(|file| file.is_file()).ok_or_else(|| {
        Failure::file("check", directory, "it has no appspec.yml")
            .fix("name the directory that holds it, or the file")
            .usage()
    })
}
