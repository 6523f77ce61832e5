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

#[cfg(test)]
mod tests {
    use towline_blob::archive::{Member, pack_zip};
    use towline_core::Time;

    use super::*;
    use crate::fake::{Fake, job};

    fn zip() -> Vec<u8> {
        let directory = tempfile::tempdir().unwrap();
        std::fs::create_dir(directory.path().join("css")).unwrap();
        std::fs::write(directory.path().join("index.html"), "<h1>").unwrap();
        std::fs::write(directory.path().join("css/main.css"), "body {}").unwrap();
        let out = directory.path().join("out.zip");
        let members = ["index.html", "css/main.css"].map(Member::same);
        pack_zip(directory.path(), &members, &out).unwrap();
        std::fs::read(out).unwrap()
    }

    #[tokio::test]
    async fn files_are_unpacked_below_the_prefix_with_their_types() {
        let world = Fake::new();
        world.hold("store/shop/Input/1", zip());
        let settings = [
            ("BucketName", "site"),
            ("Extract", "true"),
            ("ObjectKey", "v1/"),
            ("CacheControl", "no-cache"),
        ];
        let done = S3.run(&world, &job(&settings, &[])).await.unwrap();
        assert_eq!(done.external.id.as_deref(), Some("site/v1/"));
        assert_eq!(world.content("site/v1/index.html"), "<h1>");
        let put = world.put.lock().unwrap();
        let (_, options) = &put["site/v1/css/main.css"];
        assert_eq!(options.content_type.as_deref(), Some("text/css"));
        assert_eq!(options.cache_control.as_deref(), Some("no-cache"));
    }

    #[tokio::test]
    async fn an_archive_is_copied_to_a_key_that_stays_when_run_again() {
        let world = Fake::new();
        let settings = [
            ("BucketName", "site"),
            ("Extract", "false"),
            ("ObjectKey", "{datetime}-{uuid}.zip"),
        ];
        let mut job = job(&settings, &[]);
        job.started = Time(1_000_000_000_000);
        S3.run(&world, &job).await.unwrap();
        let key = "site/2001-09-09_01-46-40-action.zip";
        assert_eq!(world.content(key), "store/shop/Input/1@v2");
    }

    #[tokio::test]
    async fn what_is_no_zip_fails_by_name() {
        let settings = [("BucketName", "site"), ("Extract", "true")];
        let failure = S3
            .run(&Fake::new(), &job(&settings, &[]))
            .await
            .unwrap_err();
        assert_eq!(failure.code, FailureCode::JobFailed);
        assert!(failure.message.contains("cannot be unpacked"), "{failure}");
    }
}
