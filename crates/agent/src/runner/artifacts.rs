//! Packs and uploads what a build made.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use md5::Md5;
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;
use towline_api::towline::{BuildArtifact, BuildOutput};
use towline_blob::archive::{Member, pack_zip};
use towline_spec::buildspec::{Artifact, Buildspec};

use super::environment;
use super::log::Spool;
use super::place::Place;
use super::select::{self, Selection};
use super::session::{Failure, Lost, Session};
use crate::client::Upload;

/// What an upload needs.
pub(super) struct Uploads<'a> {
    pub(super) session: &'a Session,
    pub(super) log: &'a Spool,
    pub(super) place: &'a Place,
    /// Values of variables in patterns.
    pub(super) values: &'a BTreeMap<String, String>,
    /// The build's ARN.
    pub(super) build: &'a str,
}

impl Uploads<'_> {
    /// Uploads every artifact that the project or pipeline wants and the buildspec has.
    pub(super) async fn all(
        &self,
        spec: &Buildspec,
        outputs: &[BuildOutput],
        done: &mut Vec<BuildArtifact>,
    ) -> Result<(), Failure> {
        for output in outputs {
            let found = match output.identifier.as_str() {
                "" => spec.artifacts.as_ref(),
                id => {
                    let mut all = spec.secondary_artifacts.iter();
                    all.find(|(key, _)| key == id).map(|(_, artifact)| artifact)
                }
            };
            match found {
                Some(artifact) => done.push(self.one(artifact, output).await?),
                None => self.log.service(&format!(
                    "No artifact is uploaded to {}/{}: the buildspec has no block for it",
                    output.bucket, output.key
                )),
            }
        }
        Ok(())
    }

    async fn one(
        &self,
        artifact: &Artifact,
        output: &BuildOutput,
    ) -> Result<BuildArtifact, Failure> {
        self.log.service("Assembling file list");
        let files = environment::expanded(&artifact.files, self.values);
        let source = self.place.source.clone();
        let selection = blocking(move || select::select(&source, &files)).await??;
        for note in &selection.notes {
            self.log.service(note);
        }
        if selection.files.is_empty() {
            return Err(Failure::client("no matching artifact paths found"));
        }
        match output.packaging.as_str() {
            "ZIP" => self.zip(selection, output).await,
            _ => self.single_files(selection, output).await,
        }
    }

    async fn zip(
        &self,
        selection: Selection,
        output: &BuildOutput,
    ) -> Result<BuildArtifact, Failure> {
        let members: Vec<Member> = selection
            .files
            .into_iter()
            .map(|(name, path)| Member { name, path })
            .collect();
        let source = self.place.source.clone();
        let name = format!("artifact-{}.zip", output.identifier);
        let file = self.place.own.join(name);
        let archive = file.clone();
        let digests = blocking(move || {
            pack_zip(&source, &members, &archive).map_err(|e| Failure::client(e.to_string()))?;
            digests(&archive).map_err(|e| Failure::client(e.to_string()))
        });
        let digests = digests.await??;
        self.put(&file, output, &output.key, &digests).await?;
        Ok(BuildArtifact {
            identifier: output.identifier.clone(),
            location: format!("arn:aws:s3:::{}/{}", output.bucket, output.key),
            sha256: Some(digests.sha256),
            md5: Some(digests.md5),
        })
    }

    async fn single_files(
        &self,
        selection: Selection,
        output: &BuildOutput,
    ) -> Result<BuildArtifact, Failure> {
        for (name, path) in selection.files {
            let file = self.place.source.join(path);
            let read = file.clone();
            let digests = blocking(move || digests(&read)).await?;
            let digests = digests.map_err(|e| Failure::client(format!("{name}: {e}")))?;
            let key = match output.key.as_str() {
                "" => name,
                prefix => format!("{prefix}/{name}"),
            };
            self.put(&file, output, &key, &digests).await?;
        }
        Ok(BuildArtifact {
            identifier: output.identifier.clone(),
            location: format!("arn:aws:s3:::{}/{}", output.bucket, output.key),
            sha256: None,
            md5: None,
        })
    }

    async fn put(
        &self,
        file: &Path,
        output: &BuildOutput,
        key: &str,
        digests: &Digests,
    ) -> Result<(), Failure> {
        let metadata = [
            ("codebuild-buildarn", self.build),
            ("codebuild-content-md5", digests.md5.as_str()),
            ("codebuild-content-sha256", digests.sha256.as_str()),
        ];
        let upload = Upload {
            bucket: &output.bucket,
            key,
            file,
            sha256: &digests.sha256,
            metadata: &metadata,
        };
        let failed = |why: String| Failure::client(format!("Failed to upload artifacts: {why}"));
        match self.session.upload(upload).await {
            Ok(answer) => answer.map_err(|error| failed(error.to_string())),
            Err(Lost) => Err(failed("the build is not this runner's any more".into())),
        }
    }
}

struct Digests {
    sha256: String,
    md5: String,
}

fn digests(file: &PathBuf) -> io::Result<Digests> {
    let mut file = File::open(file)?;
    let (mut sha256, mut md5) = (Sha256::new(), Md5::new());
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        sha256.update(&buffer[..read]);
        md5.update(&buffer[..read]);
    }
    Ok(Digests {
        sha256: hex::encode(sha256.finalize()),
        md5: hex::encode(md5.finalize()),
    })
}

/// Work with files, off the threads that serve the network.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    let done = spawn_blocking(work).await;
    done.map_err(|error| Failure::client(format!("the runner failed: {error}")))
}
