//! `Source/AWS/CodeCommit`: a branch of a repository that this server hosts, as a zip archive of
//! the tree without history.

use std::collections::BTreeMap;

use async_trait::async_trait;
use towline_core::pipeline::catalogue::{ActionType, ActionTypeId};
use towline_core::pipeline::job::{
    ActionFailure, ActionJob, ActionOutcome, ActionSuccess, Artifact, External, FailureCode,
    SourceRevision,
};

use super::{VARIABLE, cut, output, summary};
use crate::setting;
use crate::world::{Commit, PutOptions};
use crate::{Provider, Registration, World};

/// Takes the newest commit of a branch, or the one the start named.
pub struct CodeCommit;

/// The action type with its provider.
pub fn registration() -> Registration {
    let id = ActionTypeId::aws("Source", "CodeCommit");
    let action_type = ActionType::new(id, (0, 0), (1, 1))
        .required(&["RepositoryName", "BranchName"])
        .optional(&["PollForSourceChanges", "OutputArtifactFormat"]);
    Registration::new(action_type, CodeCommit)
}

#[async_trait]
impl Provider for CodeCommit {
    async fn run(&self, world: &dyn World, job: &ActionJob) -> ActionOutcome {
        let repository = setting(&job.configuration, "RepositoryName")?;
        let branch = setting(&job.configuration, "BranchName")?;
        refuse_clone_reference(&job.configuration)?;
        let slot = output(job)?;
        let repositories = world.repositories();
        let commit = match job.override_of("COMMIT_ID") {
            Some(id) => repositories.commit(repository, id).await?,
            None => repositories.head(repository, branch).await?,
        };
        store(world, repository, &commit, slot).await?;
        let variables = [
            ("CommitId", commit.id.as_str()),
            ("CommitMessage", cut(&commit.message, VARIABLE)),
            ("RepositoryName", repository),
            ("BranchName", branch),
            ("AuthorDate", &commit.author_date),
            ("CommitterDate", &commit.committer_date),
        ];
        Ok(ActionSuccess {
            external: External {
                id: Some(commit.id.clone()),
                ..External::default()
            },
            variables: variables.map(|(k, v)| (k.into(), v.into())).into(),
            revision: Some(revision(commit)),
        })
    }

    async fn newest(
        &self,
        world: &dyn World,
        configuration: &BTreeMap<String, String>,
    ) -> Result<Option<SourceRevision>, ActionFailure> {
        let repository = setting(configuration, "RepositoryName")?;
        let branch = setting(configuration, "BranchName")?;
        let commit = world.repositories().head(repository, branch).await?;
        Ok(Some(revision(commit)))
    }
}

fn refuse_clone_reference(configuration: &BTreeMap<String, String>) -> Result<(), ActionFailure> {
    match configuration
        .get("OutputArtifactFormat")
        .map(String::as_str)
    {
        None | Some("CODE_ZIP") => Ok(()),
        Some(other) => Err(ActionFailure::configuration(format!(
            "OutputArtifactFormat `{other}` is not supported: use CODE_ZIP, the tree of the commit \
             as a zip archive"
        ))),
    }
}

/// Writes the commit's tree into the slot.
async fn store(
    world: &dyn World,
    repository: &str,
    commit: &Commit,
    slot: &Artifact,
) -> Result<(), ActionFailure> {
    let file = tempfile::NamedTempFile::new_in(world.scratch()).map_err(broken)?;
    world
        .repositories()
        .archive(repository, &commit.id, file.path())
        .await?;
    let body = tokio::fs::File::open(file.path()).await.map_err(broken)?;
    let options = PutOptions {
        content_type: Some("application/zip".into()),
        ..PutOptions::default()
    };
    world
        .artifacts()
        .put(&slot.bucket, &slot.key, Box::pin(body), options)
        .await?;
    Ok(())
}

fn broken(error: std::io::Error) -> ActionFailure {
    ActionFailure::new(
        FailureCode::SystemUnavailable,
        format!("the archive of the commit cannot be kept on the server's disk: {error}"),
    )
}

fn revision(commit: Commit) -> SourceRevision {
    SourceRevision {
        id: commit.id,
        change_id: None,
        summary: Some(summary(&commit.message)),
        url: None,
        created: Some(commit.committed),
    }
}
