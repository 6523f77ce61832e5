//! `towline restore`: makes a data directory of a backup, without a server.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use towline_server::backup;

use crate::backup::told;
use crate::failure::Failure;
use crate::terminal::{self, Terminal};

/// Restore a backup into an empty or absent directory, on which `towline server` then starts.
///
/// Everything is verified; a restore that fails leaves nothing, and one that is killed leaves a
/// directory that no server starts on.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What `towline backup` wrote; `-` is standard input.
    file: PathBuf,
    /// The data directory to make.
    #[arg(long, env = "TOWLINE_DATA", required_unless_present = "verify")]
    data: Option<PathBuf>,
    /// Only read the backup and say whether it is whole.
    #[arg(long)]
    verify: bool,
}

/// Runs the command.
pub(crate) async fn run(args: &Args) -> Result<(), Failure> {
    let file = args.file.display();
    let from: Box<dyn Read + Send> = match args.file == Path::new("-") {
        true => Box::new(std::io::stdin()),
        false => {
            Box::new(File::open(&args.file).map_err(|e| Failure::file("read", &args.file, e))?)
        }
    };
    let look = Terminal::find(terminal::Options::default()).out;
    match &args.data {
        Some(data) if !args.verify => {
            let restored = backup::restore(from, data).await;
            let manifest =
                restored.map_err(|e| Failure::new(format!("{file} was not restored"), e))?;
            terminal::print(&told(data, &manifest, &look));
        }
        _ => {
            let verified = backup::verify(from, &std::env::temp_dir()).await;
            let manifest =
                verified.map_err(|e| Failure::new(format!("{file} cannot be restored"), e))?;
            terminal::print(&told(&args.file, &manifest, &look));
        }
    }
    Ok(())
}
