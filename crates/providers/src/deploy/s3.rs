//! `Deploy/AWS/S3`: puts the input artifact, or the files in it, into a bucket of this server.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::io::AsyncWriteExt;
use towline_blob::archive::{self, Kind, Limits};
use towline_core::pipeline::catalogue::{ActionType, ActionTypeId};
use towline_core::pipeline::declaration::ActionDeclaration;
use towline_core::pipeline::job::{
    ActionFailure, ActionJob, ActionOutcome, ActionSuccess, Artifact, External, FailureCode,
};

use super::content_type;
use crate::world::PutOptions;
use crate::{Provider, Registration, World, input, setting};

/// Copies an archive as it is, or unpacks it file by file.
pub struct S3;

/// A deployment may take 90 minutes.
pub fn registration() -> Registration {
    let action_type = ActionType::new(ActionTypeId::aws("Deploy", "S3"), (1, 1), (0, 0))
        .required(&["BucketName", "Extract"])
        .optional(&["ObjectKey", "CacheControl"])
        .unsupported(&["KMSEncryptionKeyARN", "CannedACL"])
        .timeout_minutes(90)
        .check(check);
    Registration::new(action_type, S3)
}

fn check(action: &ActionDeclaration) -> Result<(), String> {
    let extract = action.configuration.get("Extract").map(String::as_str);
    let name = &action.name;
    match extract {
        Some("false") if !action.configuration.contains_key("ObjectKey") => Err(format!(
            "Action configuration for action '{name}' is missing required configuration \
             'ObjectKey': it is needed when Extract is false"
        )),
        Some("true" | "false") => Ok(()),
        other => Err(format!(
            "Extract of action '{name}' must be true or false, not '{}'",
            other.unwrap_or_default()
        )),
    }
}

#[async_trait]
impl Provider for S3 {
    async fn run(&self, world: &dyn World, job: &ActionJob) -> ActionOutcome {
        let bucket = setting(&job.configuration, "BucketName")?;
        let artifact = input(job)?;
        let key = job.configuration.get("ObjectKey");
        let key = key.map(|key| placeholders(key, job)).unwrap_or_default();
        if setting(&job.configuration, "Extract")? == "true" {
            extract(world, job, artifact, bucket, &key).await?;
        } else {
            let artifacts = world.artifacts();
            let (info, body) = artifacts
                .open(&artifact.bucket, &artifact.key, None)
                .await?;
            let options = PutOptions {
                content_type: info.content_type,
                ..options(job)
            };
            artifacts.put(bucket, &key, body, options).await?;
        }
        Ok(ActionSuccess {
            external: External {
                id: Some(format!("{bucket}/{key}")),
                url: None,
                summary: Some("Deployment Succeeded".into()),
            },
            ..ActionSuccess::default()
        })
    }
}

/// `{datetime}` and `{uuid}` in an object key: the same whenever the action is run again.
fn placeholders(key: &str, job: &ActionJob) -> String {
    let started = Timestamp::from_millisecond(job.started.0).unwrap_or_default();
    let datetime = started.strftime("%Y-%m-%d_%H-%M-%S").to_string();
    key.replace("{datetime}", &datetime)
        .replace("{uuid}", &job.id)
}

fn options(job: &ActionJob) -> PutOptions {
    PutOptions {
        content_type: None,
        cache_control: job.configuration.get("CacheControl").cloned(),
    }
}

async fn extract(
    world: &dyn World,
    job: &ActionJob,
    artifact: &Artifact,
    bucket: &str,
    prefix: &str,
) -> Result<(), ActionFailure> {
    let scratch = tempfile::tempdir_in(world.scratch()).map_err(disk)?;
    let archive = scratch.path().join("artifact");
    download(world, artifact, &archive).await?;
    let tree = scratch.path().join("files");
    let files = unpack(archive, tree.clone()).await?;
    let prefix = prefix.trim_end_matches('/');
    for file in files {
        let name = file.to_string_lossy();
        let key = match prefix {
            "" => name.to_string(),
            prefix => format!("{prefix}/{name}"),
        };
        let body = tokio::fs::File::open(tree.join(&file))
            .await
            .map_err(disk)?;
        let options = PutOptions {
            content_type: Some(content_type::of(&name).to_string()),
            ..options(job)
        };
        world
            .artifacts()
            .put(bucket, &key, Box::pin(body), options)
            .await?;
    }
    Ok(())
}

async fn download(
    world: &dyn World,
    artifact: &Artifact,
    into: &Path,
) -> Result<(), ActionFailure> {
    let artifacts = world.artifacts();
    let (_, mut body) = artifacts
        .open(&artifact.bucket, &artifact.key, None)
        .await?;
    let mut file = tokio::fs::File::create(into).await.map_err(disk)?;
    tokio::io::copy(&mut body, &mut file).await.map_err(disk)?;
    file.flush().await.map_err(disk)
}

/// Unpacks and gives the regular files, relative to `tree`, in order of their names.
async fn unpack(archive: PathBuf, tree: PathBuf) -> Result<Vec<PathBuf>, ActionFailure> {
    let work = move || -> Result<Vec<PathBuf>, ActionFailure> {
        archive::unpack(&archive, Kind::Zip, &tree, &Limits::default()).map_err(|e| {
            ActionFailure::job(format!("The input artifact cannot be unpacked: {e}"))
        })?;
        let mut files = Vec::new();
        walk(&tree, Path::new(""), &mut files).map_err(disk)?;
        files.sort();
        Ok(files)
    };
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|e| {
        Err(ActionFailure::job(format!(
            "unpacking was interrupted: {e}"
        )))
    })
}

/// Symbolic links are left out: an object store has none.
fn walk(tree: &Path, below: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(tree.join(below))? {
        let entry = entry?;
        let path = below.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(tree, &path, files)?;
        } else if kind.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn disk(error: std::io::Error) -> ActionFailure {
    let message = format!("the files cannot be kept on the server's disk: {error}");
    ActionFailure::new(FailureCode::SystemUnavailable, message)
}
