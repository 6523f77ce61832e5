//! ListActionTypes: the catalogue of this server.

use std::sync::Arc;

use serde_json::Value;
use towline_api::{ApiError, codepipeline as api, decode, encode};
use towline_core::pipeline::catalogue::{ActionType, Count, Property};

use super::{page, shapes};
use crate::App;

pub(super) fn list(app: &Arc<App>, input: Value) -> Result<Value, ApiError> {
    let request: api::ListActionTypesInput = decode(input)?;
    // Everything fits on one page, so no token was ever given.
    page::Listing("action-types".into()).key(request.next_token.as_deref())?;
    let elsewhere = request
        .region_filter
        .is_some_and(|r| r != app.settings.region);
    let owner = request.action_owner_filter;
    let wanted =
        |t: &&ActionType| !elsewhere && owner.as_ref().is_none_or(|owner| *owner == t.id.owner);
    let types = app.pipelines.catalogue.iter().filter(wanted);
    encode(&api::ListActionTypesOutput {
        action_types: types.map(action_type).collect(),
        next_token: None,
    })
}

fn action_type(known: &ActionType) -> api::ActionType {
    api::ActionType {
        id: shapes::action_type_id(&known.id),
        settings: Some(api::ActionTypeSettings::default()),
        action_configuration_properties: Some(known.properties.iter().map(property).collect()),
        input_artifact_details: count(known.inputs),
        output_artifact_details: count(known.outputs),
    }
}

fn property(property: &Property) -> api::ActionConfigurationProperty {
    api::ActionConfigurationProperty {
        name: property.name.into(),
        required: property.required,
        key: property.required && !property.secret,
        secret: property.secret,
        queryable: Some(false),
        description: None,
        r#type: None,
    }
}

fn count(count: Count) -> api::ArtifactDetails {
    api::ArtifactDetails {
        minimum_count: count.minimum as i32,
        maximum_count: count.maximum as i32,
    }
}
