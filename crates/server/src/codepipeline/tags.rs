//! TagResource, UntagResource, ListTagsForResource.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use towline_api::{ApiError, codepipeline as api, decode, encode};
use towline_core::pipeline::records::kind;
use towline_core::{Expect, Row};
use towline_store::StoreError;

use super::{errors, pipelines};
use crate::App;

const TAGS_MAX: usize = 50;

type Tags = BTreeMap<String, String>;

/// `tags` with `new` merged in, or why that is refused.
pub(super) fn checked(arn: &str, mut tags: Tags, new: &[api::Tag]) -> Result<Tags, ApiError> {
    for tag in new {
        check_key(&tag.key)?;
        tags.insert(tag.key.clone(), tag.value.clone());
    }
    if tags.len() > TAGS_MAX {
        return Err(ApiError::new(
            "TooManyTagsException",
            format!("Tag limit exceeded for resource [{arn}]."),
        ));
    }
    Ok(tags)
}

fn check_key(key: &str) -> Result<(), ApiError> {
    if !key.starts_with("aws:") {
        return Ok(());
    }
    Err(ApiError::new(
        "InvalidTagsException",
        "Not allowed to modify system tags. System tags start with 'aws:'. msg=[Caller is an end \
         user and not allowed to mutate system tags]",
    ))
}

/// The stored tags of an existing resource, as text (for the condition) and as a map.
async fn stored(app: &App, arn: &str) -> Result<(Option<String>, Tags), ApiError> {
    let name = arn.rsplit(':').next().unwrap_or_default();
    let exists = pipelines::arn(app, name) == arn && pipelines::find(app, name).await.is_ok();
    if !exists {
        return Err(ApiError::new(
            "ResourceNotFoundException",
            format!("The resource with ARN '{arn}' does not exist"),
        ));
    }
    let text = app.store.get(kind::TAG, arn).await;
    let text = text.map_err(|e| errors::store(&e))?;
    let tags = text.as_deref().map(serde_json::from_str).transpose();
    let tags = tags.map_err(|e| ApiError::internal(format!("stored tags of {arn}: {e}")))?;
    Ok((text, tags.unwrap_or_default()))
}

async fn store(
    app: &App,
    arn: String,
    before: Option<String>,
    tags: &Tags,
) -> Result<(), ApiError> {
    let row = Row {
        expect: before.map_or(Expect::Absent, Expect::Is),
        ..Row::put(kind::TAG, arn, tags)
    };
    let stored = app.commit(vec![row], Vec::new()).await;
    stored.map_err(|error| match error {
        StoreError::Conflict { .. } => ApiError::new(
            "ConcurrentModificationException",
            "The tags were changed by another request at the same time; try again",
        ),
        other => errors::store(&other),
    })
}

pub(super) async fn tag(app: &Arc<App>, input: Value) -> Result<Value, ApiError> {
    let request: api::TagResourceInput = decode(input)?;
    let (before, tags) = stored(app, &request.resource_arn).await?;
    let tags = checked(&request.resource_arn, tags, &request.tags)?;
    store(app, request.resource_arn, before, &tags).await?;
    Ok(json!({}))
}

pub(super) async fn untag(app: &Arc<App>, input: Value) -> Result<Value, ApiError> {
    let request: api::UntagResourceInput = decode(input)?;
    for key in &request.tag_keys {
        check_key(key)?;
    }
    let (before, mut tags) = stored(app, &request.resource_arn).await?;
    tags.retain(|key, _| !request.tag_keys.contains(key));
    store(app, request.resource_arn, before, &tags).await?;
    Ok(json!({}))
}

pub(super) async fn list(app: &Arc<App>, input: Value) -> Result<Value, ApiError> {
    let request: api::ListTagsForResourceInput = decode(input)?;
    if request.next_token.is_some() {
        return Err(ApiError::new(
            "InvalidNextTokenException",
            "Tags are always listed in one answer, so there is no nextToken",
        ));
    }
    let (_, tags) = stored(app, &request.resource_arn).await?;
    let tag = |(key, value)| api::Tag { key, value };
    encode(&api::ListTagsForResourceOutput {
        tags: Some(tags.into_iter().map(tag).collect()),
        next_token: None,
    })
}
