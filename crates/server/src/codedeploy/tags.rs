//! Resource tags of applications and deployment groups. Not the tags of instances, which decide
//! where a deployment goes.

use std::collections::BTreeMap;
use std::sync::Arc;

use towline_api::ApiError;
use towline_api::codedeploy::*;
use towline_core::{Expect, Row};
use towline_store::StoreError;

use super::rows::{self, fault};
use super::{applications, check, deployment_groups, page};
use crate::App;

/// Row kind of a resource's tags; key: ARN.
pub(super) const TAGS: &str = "tag";

type Tags = BTreeMap<String, String>;

/// ARN of an application.
pub(super) fn application_arn(app: &App, name: &str) -> String {
    format!("{}application:{name}", prefix(app))
}

/// ARN of a deployment group.
pub(super) fn group_arn(app: &App, application: &str, group: &str) -> String {
    format!("{}deploymentgroup:{application}/{group}", prefix(app))
}

fn prefix(app: &App) -> String {
    let settings = &app.settings;
    format!(
        "arn:aws:codedeploy:{}:{}:",
        settings.region, settings.account
    )
}

/// The row of a new resource's tags, if it has any.
pub(super) fn birth(arn: String, tags: Vec<Tag>) -> Option<Row> {
    let tags = collect(tags);
    (!tags.is_empty()).then(|| Row::put(TAGS, arn, &tags))
}

fn collect(tags: Vec<Tag>) -> Tags {
    let pair = |tag: Tag| (tag.key.unwrap_or_default(), tag.value.unwrap_or_default());
    tags.into_iter().map(pair).collect()
}

/// Rows that carry the tags of an application and of its groups to their new ARNs.
pub(super) async fn moved_application(
    app: &App,
    old: &str,
    new: &str,
) -> Result<Vec<Row>, ApiError> {
    let mut rows = Vec::new();
    let (from, to) = (application_arn(app, old), application_arn(app, new));
    if let Some(tags) = rows::get::<Tags>(app, TAGS, &from).await? {
        rows.extend(moved(from, to, &tags));
    }
    let (from, to) = (group_arn(app, old, ""), group_arn(app, new, ""));
    for (arn, tags) in rows::list::<Tags>(app, TAGS, &from).await? {
        let to = format!("{to}{}", &arn[from.len()..]);
        rows.extend(moved(arn, to, &tags));
    }
    Ok(rows)
}

/// Rows that carry the tags of a group to its new ARN.
pub(super) async fn moved_group(app: &App, from: String, to: String) -> Result<Vec<Row>, ApiError> {
    let tags = rows::get::<Tags>(app, TAGS, &from).await?;
    Ok(tags.map_or_else(Vec::new, |tags| moved(from, to, &tags).into()))
}

fn moved(from: String, to: String, tags: &Tags) -> [Row; 2] {
    [Row::delete(TAGS, from), Row::put(TAGS, to, tags)]
}

pub(super) async fn tag(
    app: &Arc<App>,
    input: TagResourceInput,
) -> Result<TagResourceOutput, ApiError> {
    present(&input.resource_arn)?;
    if input.tags.is_empty() {
        return Err(ApiError::new("TagRequiredException", "No tag was given"));
    }
    check::tags(&input.tags, "InvalidTagsToAddException")?;
    let new = collect(input.tags);
    alter(app, &input.resource_arn, |tags| {
        tags.extend(new.clone());
        match tags.len() > 50 {
            true => Err(ApiError::new(
                "InvalidTagsToAddException",
                "A resource can have at most 50 tags",
            )),
            false => Ok(()),
        }
    })
    .await?;
    Ok(TagResourceOutput {})
}

pub(super) async fn untag(
    app: &Arc<App>,
    input: UntagResourceInput,
) -> Result<UntagResourceOutput, ApiError> {
    present(&input.resource_arn)?;
    if input.tag_keys.is_empty() {
        return Err(ApiError::new(
            "TagRequiredException",
            "No tag key was given",
        ));
    }
    alter(app, &input.resource_arn, |tags| {
        tags.retain(|key, _| !input.tag_keys.contains(key));
        Ok(())
    })
    .await?;
    Ok(UntagResourceOutput {})
}

pub(super) async fn list(
    app: &Arc<App>,
    input: ListTagsForResourceInput,
) -> Result<ListTagsForResourceOutput, ApiError> {
    present(&input.resource_arn)?;
    let exists = resource_exists(app, &input.resource_arn).await;
    match exists {
        // The operation declares no such exception.
        Err(error) if error.code.ends_with("DoesNotExistException") => {
            return Err(ApiError::new("InvalidArnException", error.message));
        }
        other => other?,
    }
    let tags = rows::get::<Tags>(app, TAGS, &input.resource_arn).await?;
    let all = tags.unwrap_or_default().into_iter().collect();
    let next = input.next_token.as_deref();
    let (tags, next_token) = page::slice(Operation::ListTagsForResource, all, next)?;
    let tag = |(key, value)| Tag {
        key: Some(key),
        value: Some(value),
    };
    Ok(ListTagsForResourceOutput {
        tags: Some(tags.into_iter().map(tag).collect()),
        next_token,
    })
}

fn present(arn: &str) -> Result<(), ApiError> {
    match arn.is_empty() {
        true => Err(ApiError::new(
            "ResourceArnRequiredException",
            "The resource ARN is missing",
        )),
        false => Ok(()),
    }
}

async fn resource_exists(app: &App, arn: &str) -> Result<(), ApiError> {
    let invalid = || {
        ApiError::new(
            "InvalidArnException",
            format!("`{arn}` is not the ARN of a CodeDeploy resource of this account and region"),
        )
    };
    let rest = arn.strip_prefix(&prefix(app)).ok_or_else(invalid)?;
    let (kind, name) = rest.split_once([':', '/']).ok_or_else(invalid)?;
    match kind {
        "application" => applications::find(app, name).await.map(drop),
        "deploymentgroup" => {
            let (application, group) = name.split_once('/').ok_or_else(invalid)?;
            let application = applications::find(app, application).await?;
            deployment_groups::find(app, &application, group)
                .await
                .map(drop)
        }
        "deploymentconfig" | "instance" => Err(ApiError::new(
            "ArnNotSupportedException",
            "Only applications and deployment groups can be tagged",
        )),
        _ => Err(invalid()),
    }
}

/// Changes the tags of a resource; tries again when somebody else changed them meanwhile.
async fn alter(
    app: &App,
    arn: &str,
    mut change: impl FnMut(&mut Tags) -> Result<(), ApiError>,
) -> Result<(), ApiError> {
    resource_exists(app, arn).await?;
    if rows::change(app, TAGS, arn, &[], |tags| {
        change(tags).map(|()| Vec::new())
    })
    .await?
    .is_some()
    {
        return Ok(());
    }
    let mut tags = Tags::new();
    change(&mut tags)?;
    let row = Row {
        expect: Expect::Absent,
        ..Row::put(TAGS, arn, &tags)
    };
    match app.commit(vec![row], Vec::new()).await {
        Ok(()) => Ok(()),
        Err(StoreError::Conflict { .. }) => Err(rows::busy()),
        Err(error) => Err(fault(error)),
    }
}
