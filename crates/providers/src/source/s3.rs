//! `Source/AWS/S3`: one object of a versioned bucket, copied as it is.

use std::collections::BTreeMap;

use async_trait::async_trait;
use towline_core::pipeline::catalogue::{ActionType, ActionTypeId};
use towline_core::pipeline::job::{
    ActionFailure, ActionJob, ActionOutcome, ActionSuccess, External, SourceRevision,
};

use super::{output, summary};
use crate::setting;
use crate::world::{ObjectInfo, PutOptions};
use crate::{Provider, Registration, World};

/// User metadata of the object that describes the revision to people.
const SUMMARY_METADATA: &str = "codepipeline-artifact-revision-summary";

/// Takes the newest version of an object, or the one the start named.
pub struct S3;

/// The action type with its provider.
pub fn registration() -> Registration {
    let id = ActionTypeId::aws("Source", "S3");
    let action_type = ActionType::new(id, (0, 0), (1, 1))
        .required(&["S3Bucket", "S3ObjectKey"])
        .optional(&["PollForSourceChanges", "AllowOverrideForS3ObjectKey"]);
    Registration::new(action_type, S3)
}

#[async_trait]
impl Provider for S3 {
    async fn run(&self, world: &dyn World, job: &ActionJob) -> ActionOutcome {
        let bucket = setting(&job.configuration, "S3Bucket")?;
        let key = object_key(job)?;
        let slot = output(job)?;
        let version = job.override_of("S3_OBJECT_VERSION_ID");
        let (info, body) = world.artifacts().open(bucket, key, version).await?;
        let revision = revision(bucket, &info)?;
        let options = PutOptions {
            content_type: info.content_type.clone(),
            ..PutOptions::default()
        };
        world
            .artifacts()
            .put(&slot.bucket, &slot.key, body, options)
            .await?;
        let variables = [
            ("BucketName", bucket),
            ("ObjectKey", key),
            ("VersionId", &revision.id),
            ("ETag", &info.etag),
        ];
        Ok(ActionSuccess {
            external: External {
                id: Some(revision.id.clone()),
                ..External::default()
            },
            variables: variables.map(|(k, v)| (k.into(), v.into())).into(),
            revision: Some(revision),
        })
    }

    async fn newest(
        &self,
        world: &dyn World,
        configuration: &BTreeMap<String, String>,
    ) -> Result<Option<SourceRevision>, ActionFailure> {
        let bucket = setting(configuration, "S3Bucket")?;
        let key = setting(configuration, "S3ObjectKey")?;
        let info = world.artifacts().head(bucket, key, None).await?;
        revision(bucket, &info).map(Some)
    }
}

/// The declared key, or the one the start named where the declaration allows that.
fn object_key(job: &ActionJob) -> Result<&str, ActionFailure> {
    let declared = setting(&job.configuration, "S3ObjectKey")?;
    let Some(key) = job.override_of("S3_OBJECT_KEY") else {
        return Ok(declared);
    };
    let allowed = job.configuration.get("AllowOverrideForS3ObjectKey");
    if allowed.is_some_and(|allowed| allowed.eq_ignore_ascii_case("true")) {
        return Ok(key);
    }
    Err(ActionFailure::configuration(format!(
        "the start of this execution names the object key `{key}`, but source action `{}` takes \
         only `{declared}`: set AllowOverrideForS3ObjectKey to true to allow it",
        job.action
    )))
}

fn revision(bucket: &str, info: &ObjectInfo) -> Result<SourceRevision, ActionFailure> {
    let Some(version) = &info.version else {
        return Err(ActionFailure::configuration(format!(
            "bucket `{bucket}` is not versioned, so its objects have no revisions: enable \
             versioning on it and put the object again"
        )));
    };
    let described = info
        .metadata
        .get(SUMMARY_METADATA)
        .map(|text| summary(text));
    Ok(SourceRevision {
        id: version.clone(),
        change_id: Some(info.etag.clone()),
        summary: Some(described.unwrap_or_else(|| format!("Amazon S3 version id: {version}"))),
        url: None,
        created: Some(info.modified),
    })
}
