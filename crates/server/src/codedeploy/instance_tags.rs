//! Tags of on-premises instances: they decide which deployment groups reach a host.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;
use towline_api::ApiError;
use towline_api::codedeploy::*;
use towline_store::StoreError;

use super::check;
use super::instances::{INSTANCE, Instance, missing};
use super::rows::{self, fault};
use crate::App;
use crate::events::event;

/// Tags of an instance.
const MOST_TAGS: usize = 10;

pub(super) async fn add_tags(
    app: &Arc<App>,
    input: AddTagsToOnPremisesInstancesInput,
) -> Result<AddTagsToOnPremisesInstancesOutput, ApiError> {
    check_tagging(&input.tags, &input.instance_names)?;
    retag(app, &input.instance_names, |tags| {
        for tag in &input.tags {
            let value = tag.value.clone().unwrap_or_default();
            tags.insert(tag.key.clone().unwrap_or_default(), value);
        }
    })
    .await?;
    Ok(AddTagsToOnPremisesInstancesOutput {})
}

pub(super) async fn remove_tags(
    app: &Arc<App>,
    input: RemoveTagsFromOnPremisesInstancesInput,
) -> Result<RemoveTagsFromOnPremisesInstancesOutput, ApiError> {
    check_tagging(&input.tags, &input.instance_names)?;
    retag(app, &input.instance_names, |tags| {
        tags.retain(|key, value| {
            let named = |tag: &Tag| {
                tag.key.as_deref() == Some(key.as_str())
                    && tag.value.as_deref().is_none_or(|wanted| wanted == value)
            };
            !input.tags.iter().any(named)
        });
    })
    .await?;
    Ok(RemoveTagsFromOnPremisesInstancesOutput {})
}

fn check_tagging(tags: &[Tag], names: &[String]) -> Result<(), ApiError> {
    if tags.is_empty() {
        return Err(ApiError::new("TagRequiredException", "No tag was given"));
    }
    if names.is_empty() {
        return check::INSTANCE.present("");
    }
    check::tags(tags, "InvalidTagException")?;
    if names.len() > 100 {
        return Err(ApiError::new(
            "InstanceLimitExceededException",
            format!(
                "{} instances were named; one call may name at most 100",
                names.len()
            ),
        ));
    }
    names
        .iter()
        .try_for_each(|name| check::INSTANCE.formed(name))
}

/// Not more tags than an instance may have.
pub(crate) fn check_tags(instance: &Instance) -> Result<(), ApiError> {
    match instance.tags.len() > MOST_TAGS {
        true => Err(ApiError::new(
            "TagLimitExceededException",
            format!(
                "Instance {} would have more than {MOST_TAGS} tags",
                instance.name
            ),
        )),
        false => Ok(()),
    }
}

/// Changes the tags of all named instances, or of none.
async fn retag(
    app: &App,
    names: &[String],
    change: impl Fn(&mut BTreeMap<String, String>),
) -> Result<(), ApiError> {
    let mut changed = Vec::new();
    for name in names {
        let seen = rows::see::<Instance>(app, INSTANCE, name).await?;
        let seen = seen.filter(|seen| seen.doc.deregistered.is_none());
        let seen = seen.ok_or_else(|| missing(name))?;
        let mut instance = seen.doc.clone();
        change(&mut instance.tags);
        check_tags(&instance)?;
        changed.push(seen.replaced(&instance));
    }
    let subject = names.join(", ");
    let event = event(app, "host.tagged", subject, json!({"hosts": names}));
    match app.commit(changed, vec![event]).await {
        Ok(()) => Ok(()),
        Err(StoreError::Conflict { .. }) => Err(rows::busy()),
        Err(error) => Err(fault(error)),
    }
}
