//! Gets a build's sources and finds its buildspec.

use std::path::{Component, Path, PathBuf};

use tokio::task::spawn_blocking;
use towline_api::towline::{BuildJob, BuildSource};
use towline_blob::archive::{self, Limits};
use towline_spec::buildspec::{self, Buildspec};
use towline_spec::diagnostic::{Diagnostic, Severity};

use super::log::Spool;
use super::place::Place;
use super::session::{Failure, Session};
use crate::client::ClientError;

/// Larger than any buildspec that people write.
const MAX_BUILDSPEC: u64 = 1024 * 1024;

/// Tries for one download while the server is away.
const TRIES: u32 = 5;

/// Fetches and unpacks every source of the build.
pub(super) async fn fetch(session: &Session, job: &BuildJob, place: &Place) -> Result<(), Failure> {
    for (index, source) in job.sources.iter().enumerate() {
        let directory = match source.identifier.as_str() {
            "" => place.source.clone(),
            identifier => place.secondary(identifier),
        };
        let file = place.own.join(format!("source-{index}"));
        fetch_one(session, source, &file, directory).await?;
    }
    Ok(())
}

async fn fetch_one(
    session: &Session,
    source: &BuildSource,
    file: &Path,
    directory: PathBuf,
) -> Result<(), Failure> {
    let (Some(bucket), Some(key)) = (&source.bucket, &source.key) else {
        return Ok(()); // NO_SOURCE
    };
    let what = format!("{bucket}/{key}");
    let mut tries = 1;
    loop {
        let version = source.version.as_deref();
        match session.client.download(bucket, key, version, file).await {
            Ok(_) => break,
            Err(error) if error.is_transient() && tries < TRIES => tries += 1,
            Err(error) => return Err(refused(&what, &error)),
        }
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
    let archive = file.to_path_buf();
    let unpacked = spawn_blocking(move || unpack(&archive, &directory)).await;
    match unpacked {
        Ok(Ok(())) => Ok(()),
        Ok(Err(why)) => Err(Failure::client(format!("source {what}: {why}"))),
        Err(error) => Err(Failure::client(format!("source {what}: {error}"))),
    }
}

fn refused(what: &str, error: &ClientError) -> Failure {
    Failure::client(format!("source {what} cannot be fetched: {error}"))
}

/// Zip, tar and gzipped tar are told apart by content.
fn unpack(file: &Path, directory: &Path) -> Result<(), String> {
    let kind = archive::detect(file).map_err(|e| e.to_string())?;
    let kind = kind.ok_or("it is no zip or tar archive")?;
    archive::unpack(file, kind, directory, &Limits::default()).map_err(|e| e.to_string())?;
    std::fs::remove_file(file).map_err(|e| e.to_string())
}

/// The buildspec: given inline, or a file of the primary source.
pub(super) fn buildspec(job: &BuildJob, place: &Place, log: &Spool) -> Result<Buildspec, Failure> {
    let (name, text) = match &job.buildspec {
        Some(text) => ("inline buildspec".to_string(), text.clone()),
        None => {
            let name = job.buildspec_path.clone();
            let name = name.unwrap_or_else(|| "buildspec.yml".into());
            let path = path(place, &name)?;
            log.service(&format!("YAML location is {}", path.display()));
            let text = std::fs::read_to_string(&path)
                .map_err(|error| Failure::yaml(format!("{name} cannot be read: {error}")))?;
            (name, text)
        }
    };
    match buildspec::parse(&name, &text) {
        Ok((spec, warnings)) => {
            for warning in &warnings {
                log.service(&warning.to_string());
            }
            supported_users(&spec)?;
            Ok(spec)
        }
        Err(list) => {
            for diagnostic in &list {
                log.service(&diagnostic.render(&text));
            }
            let error = list.iter().find(|d| d.severity == Severity::Error);
            Err(Failure::yaml(error.map_or(String::new(), summary)))
        }
    }
}

fn summary(diagnostic: &Diagnostic) -> String {
    let at = diagnostic.at;
    format!(
        "{} ({}:{}:{}; {})",
        diagnostic.what, diagnostic.file, at.line, at.column, diagnostic.fix
    )
}

fn path(place: &Place, name: &str) -> Result<PathBuf, Failure> {
    let relative = Path::new(name).strip_prefix(&place.source);
    let relative = relative.unwrap_or(Path::new(name));
    let inside = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !inside {
        let text = format!("buildspec {name} is not inside the source; write a relative path");
        return Err(Failure::yaml(text));
    }
    let path = place.source.join(relative);
    let missing = || Failure::yaml(format!("YAML file does not exist: no {name} in the source"));
    // A link in the source must not make the runner read its own machine's files.
    let real = path.canonicalize().map_err(|_| missing())?;
    let metadata = std::fs::metadata(&real).map_err(|_| missing())?;
    if !real.starts_with(&place.source) || !metadata.is_file() {
        return Err(missing());
    }
    if metadata.len() > MAX_BUILDSPEC {
        return Err(Failure::yaml(format!(
            "{name} is larger than {MAX_BUILDSPEC} bytes"
        )));
    }
    Ok(real)
}

/// Commands run as the runner's own user and nobody else.
fn supported_users(spec: &Buildspec) -> Result<(), Failure> {
    let phases = spec.phases.all().into_iter();
    let users = phases.filter_map(|phase| phase.run_as.as_ref());
    let mut users = users.chain(&spec.run_as);
    let own = std::env::var("USER").unwrap_or_else(|_| "root".into());
    match users.find(|user| **user != own) {
        Some(user) => Err(Failure::yaml(format!(
            "run-as {user} is not supported by Towline yet; commands run as {own}"
        ))),
        None => Ok(()),
    }
}
