//! `towline backup`: everything of a running server in one file.

use std::io::IsTerminal;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use towline_agent::client::Client;
use towline_server::backup::{self, Manifest};

use crate::client;
use crate::config::Connection;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal::{self, Look, Terminal, paragraph};

/// Take a backup of a running server: database, objects, repositories, build logs and keys.
///
/// The server goes on meanwhile; the backup is its state at one moment. FILE appears when it is
/// complete and was read again. It holds the server's keys: keep it as safe as the server itself.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where to write it, with mode 0600; `-` is standard output.
    file: PathBuf,
    #[command(flatten)]
    connection: Connection,
}

/// Runs the command.
pub(crate) async fn run(args: &Args) -> Result<(), Failure> {
    let session = Session::open(&args.connection)?;
    let client = session.towline()?;
    if args.file == Path::new("-") {
        return to_stdout(client).await;
    }
    let manifest = to_file(client, &args.file).await?;
    let look = Terminal::find(terminal::Options::default()).out;
    terminal::print(&told(&args.file, &manifest, &look));
    let warning = "It holds the server's keys and secrets: keep it as safe as the server itself.";
    terminal::print(&paragraph(warning, &look));
    Ok(())
}

/// A place and what is in the backup that is or was there.
pub(crate) fn told(place: &Path, manifest: &Manifest, look: &Look) -> String {
    paragraph(&format!("{}: {}", place.display(), summary(manifest)), look)
}

/// What is in a backup, in one line.
fn summary(manifest: &Manifest) -> String {
    let header = &manifest.header;
    format!(
        "{} files, {} bytes, {} of them objects, {} repositories; taken {} by Towline {} with \
         schema {}",
        manifest.files,
        manifest.bytes,
        manifest.objects,
        manifest.repositories,
        header.created,
        header.towline,
        header.schema
    )
}

async fn to_stdout(client: &Client) -> Result<(), Failure> {
    if std::io::stdout().is_terminal() {
        let why = "a backup is not for the terminal";
        return Err(Failure::new("nothing was written", why)
            .fix("name a file, or send standard output to one")
            .usage());
    }
    let written = |e| Failure::new("cannot write to standard output", e);
    let out = std::io::stdout().as_fd().try_clone_to_owned();
    let mut out = tokio::fs::File::from_std(out.map_err(written)?.into());
    fetch(client, &mut out, written).await
}

/// Nothing is at `path`, or what was there before, until all of it is on the disk and was verified.
async fn to_file(client: &Client, path: &Path) -> Result<Manifest, Failure> {
    let written = |e: std::io::Error| Failure::file("write", path, e);
    let absolute = std::path::absolute(path).map_err(written)?;
    let directory = absolute.parent().unwrap_or(Path::new("/"));
    let beside = NamedTempFile::new_in(directory).map_err(written)?;
    let file = beside.reopen().map_err(written)?;
    let mut file = tokio::fs::File::from_std(file);
    fetch(client, &mut file, written).await?;
    file.sync_all().await.map_err(written)?;
    let read = beside.reopen().map_err(written)?;
    let manifest = backup::verify(read, directory).await;
    let manifest = manifest.map_err(|e| Failure::new("the backup cannot be used", e))?;
    beside.persist(path).map_err(|e| written(e.error))?;
    let synced = std::fs::File::open(directory).and_then(|d| d.sync_all());
    synced.map_err(written)?;
    Ok(manifest)
}

async fn fetch(
    client: &Client,
    out: &mut (impl AsyncWrite + Unpin),
    written: impl Fn(std::io::Error) -> Failure,
) -> Result<(), Failure> {
    let body = client.get("/backup", &[]).await;
    let mut body = body.map_err(|e| client::failure("no backup was taken", e))?;
    loop {
        let piece = body.piece().await.map_err(|e| {
            Failure::new("the backup broke off", e).fix("the server's log says why; try again")
        })?;
        let Some(piece) = piece else {
            return out.flush().await.map_err(written);
        };
        out.write_all(&piece).await.map_err(&written)?;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::terminal::golden;

    #[test]
    fn a_backup_is_told_with_its_numbers() {
        let manifest = json!({"format": 1, "created": "2026-11-26T21:47:49Z", "towline": "0.1.0",
            "schema": 12, "files": 1_204, "bytes": 73_400_320, "objects": 41_943_040,
            "repositories": 3, "lastEvent": 7_215, "list": "9f86d081"});
        let manifest: Manifest = serde_json::from_value(manifest).unwrap();
        let place = Path::new("/backup/towline-2026-11-26.tar");
        golden::check!(|look| told(place, &manifest, look));
    }
}
