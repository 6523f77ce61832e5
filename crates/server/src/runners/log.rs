//! Build logs: one file for each build, one line after the other, addressed by byte offset.
//!
//! Writing the same lines at the same offset twice changes nothing, so a runner simply repeats
//! what was not acknowledged.

use std::io::SeekFrom;
use std::path::PathBuf;

use tokio::fs::{self, File, OpenOptions};
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use towline_api::ApiError;

use crate::App;
use crate::codebuild::definition::uuid;
use crate::logs::note;

/// Bytes of one page of a log.
const PAGE: u64 = 256 * 1024;

pub(super) fn path(app: &App, build: &str) -> PathBuf {
    let directory = app.settings.data.join("logs").join("builds");
    directory.join(format!("{}.log", uuid(build)))
}

/// The file that says when lines arrived.
pub(super) fn times_path(app: &App, build: &str) -> PathBuf {
    path(app, build).with_extension("times")
}

fn fault(error: std::io::Error) -> ApiError {
    crate::fault::disk("the log of a build", &error)
}

/// Bytes of the log so far.
pub(super) async fn length(app: &App, build: &str) -> Result<i64, ApiError> {
    match fs::metadata(path(app, build)).await {
        Ok(metadata) => Ok(i64::try_from(metadata.len()).unwrap_or(i64::MAX)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(fault(error)),
    }
}

/// Writes lines at `offset`; gives the offset of the next.
///
/// New lines get the time of their arrival, and whoever follows the log hears of them.
pub(super) async fn append(
    app: &App,
    build: &str,
    offset: i64,
    lines: &[String],
) -> Result<i64, ApiError> {
    let path = path(app, build);
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).await.map_err(fault)?;
    }
    let length = length(app, build).await?;
    if offset > length {
        return Err(ApiError::new(
            "InvalidInputException",
            format!("offset {offset} leaves a gap: the log has {length} bytes"),
        ));
    }
    let mut text = String::new();
    for line in lines {
        text.push_str(&line.replace('\n', " "));
        text.push('\n');
    }
    let end = offset + i64::try_from(text.len()).unwrap_or(i64::MAX);
    if end > length {
        let times = times_path(app, build);
        let noted = note(&times, length.unsigned_abs(), app.clock.now()).await;
        noted.map_err(fault)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    let mut file = options.open(path).await.map_err(fault)?;
    let start = SeekFrom::Start(offset.unsigned_abs());
    file.seek(start).await.map_err(fault)?;
    file.write_all(text.as_bytes()).await.map_err(fault)?;
    file.flush().await.map_err(fault)?;
    app.logs.grew();
    Ok(end)
}

/// Whole lines from `offset` on, and the offset of the next one.
pub(super) async fn read(
    app: &App,
    build: &str,
    offset: i64,
) -> Result<(Vec<String>, i64), ApiError> {
    let mut file = match File::open(path(app, build)).await {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok((Vec::new(), offset));
        }
        Err(error) => return Err(fault(error)),
    };
    let start = SeekFrom::Start(offset.unsigned_abs());
    file.seek(start).await.map_err(fault)?;
    let mut bytes = Vec::new();
    file.take(PAGE)
        .read_to_end(&mut bytes)
        .await
        .map_err(fault)?;
    // A line that is being written is left for the next page.
    let whole = bytes
        .iter()
        .rposition(|b| *b == b'\n')
        .map_or(0, |at| at + 1);
    let text = String::from_utf8_lossy(&bytes[..whole]);
    let lines = text.lines().map(str::to_string).collect();
    Ok((lines, offset + i64::try_from(whole).unwrap_or(0)))
}

/// The last whole lines, at most `count` and a page.
pub(super) async fn tail(app: &App, build: &str, count: usize) -> Result<Vec<String>, ApiError> {
    let page = i64::try_from(PAGE).unwrap_or(i64::MAX);
    let from = (length(app, build).await? - page).max(0);
    let (mut lines, _) = read(app, build, from).await?;
    if from > 0 && !lines.is_empty() {
        // It began in the middle of this one.
        lines.remove(0);
    }
    Ok(lines.split_off(lines.len().saturating_sub(count)))
}

/// Deletes the log of a build that is deleted.
pub(super) async fn forget(app: &App, build: &str) {
    for path in [path(app, build), times_path(app, build)] {
        if let Err(error) = fs::remove_file(path).await
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(build, %error, "the log of a deleted build stays on disk");
        }
    }
}
