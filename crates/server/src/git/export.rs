//! A repository in a form that can be backed up while it is pushed to.
//!
//! Git itself packs what the references reach at one moment, so nothing half pushed comes along and
//! housekeeping at the same time does no harm.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::Stdio;

use tokio::task::spawn_blocking;
use towline_core::Span;
use towline_store::{Range, Store, StoreError};

use super::{GitError, REPOSITORY, directory, program};
use crate::App;

/// Time for looking up.
const LOOK: Span = Span::minutes(5);

/// Time for packing a whole repository.
const PACK: Span = Span::hours(2);

/// Housekeeping may remove a commit between looking and packing: then both are done again.
const TRIES: usize = 5;

/// The references, in git's own form.
const REFERENCES: &str = "packed-refs";

/// Names of the repositories in `store`.
pub(crate) async fn names(store: &dyn Store) -> Result<Vec<String>, StoreError> {
    let rows = store.list(REPOSITORY, Range::default()).await?;
    Ok(rows.into_iter().map(|(name, _)| name).collect())
}

/// Makes a repository in the directory `into`, which does not exist, with the references that `name`
/// has now, all that they reach, and those of `commits` that it has, reachable or not.
pub(crate) async fn export(
    app: &App,
    name: &str,
    commits: &BTreeSet<String>,
    into: &Path,
) -> Result<(), GitError> {
    for attempt in 1.. {
        match attempt_export(app, name, commits, into).await {
            Err(GitError::Failed { detail, .. }) if attempt < TRIES => {
                tracing::warn!(repository = name, detail, "exported again");
                tokio::fs::remove_dir_all(into).await?;
            }
            other => return other,
        }
    }
    Ok(())
}

/// The files of an exported repository, relative to it.
pub(crate) fn exported(into: &Path) -> std::io::Result<Vec<String>> {
    let mut files = vec!["HEAD".to_string(), "config".into(), REFERENCES.into()];
    for entry in std::fs::read_dir(into.join("objects/pack"))? {
        let name = entry?.file_name();
        files.push(format!("objects/pack/{}", name.to_string_lossy()));
    }
    Ok(files)
}

async fn attempt_export(
    app: &App,
    name: &str,
    commits: &BTreeSet<String>,
    into: &Path,
) -> Result<(), GitError> {
    let from = directory(app, name);
    tokio::fs::create_dir_all(into.join("objects/pack")).await?;
    for file in ["HEAD", "config"] {
        tokio::fs::copy(from.join(file), into.join(file)).await?;
    }
    let git = || {
        let mut command = program::command(app);
        command.arg("--git-dir").arg(&from);
        command
    };
    let mut list = git();
    list.args(["for-each-ref", "--format=%(objectname) %(refname)"]);
    list.stdout(File::create(into.join(REFERENCES))?);
    program::run(app, list, "for-each-ref", LOOK).await?;

    let wanted = into.join("wanted");
    let asked = lines(commits);
    let (at, ask) = (wanted.clone(), asked.clone());
    blocking(move || std::fs::write(at, ask)).await?;
    let mut known = git();
    known.args(["cat-file", "--batch-check=%(objectname) %(objecttype)"]);
    known.stdin(File::open(&wanted)?);
    let known = program::run(app, known, "cat-file", LOOK).await?;

    let (references, at) = (into.join(REFERENCES), wanted.clone());
    blocking(move || write_wanted(&references, &known, &at)).await?;
    let mut pack = git();
    // Without a search for new deltas: those that there are go along.
    pack.args([
        "pack-objects",
        "--revs",
        "--delta-base-offset",
        "--window=0",
    ]);
    pack.args(["--non-empty", "--quiet"]);
    pack.arg(into.join("objects/pack/pack"));
    pack.stdin(File::open(&wanted)?).stdout(Stdio::null());
    program::run(app, pack, "pack-objects", PACK).await?;
    tokio::fs::remove_file(&wanted).await?;
    Ok(())
}

fn lines(commits: &BTreeSet<String>) -> String {
    commits.iter().map(|id| format!("{id}\n")).collect()
}

/// What is to be packed: every reference, and the known ones among the commits.
fn write_wanted(references: &Path, known: &[u8], into: &Path) -> std::io::Result<()> {
    let mut wanted = BufWriter::new(File::create(into)?);
    for line in BufReader::new(File::open(references)?).lines() {
        if let Some((id, _)) = line?.split_once(' ') {
            writeln!(wanted, "{id}")?;
        }
    }
    for line in String::from_utf8_lossy(known).lines() {
        if let Some(id) = line.strip_suffix(" commit") {
            writeln!(wanted, "{id}")?;
        }
    }
    wanted.flush()
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> std::io::Result<T> {
    spawn_blocking(work).await.map_err(std::io::Error::other)?
}
