//! `ListAccessKeys`: which keys there are and what they may do. Their secrets are not told.

use std::sync::Arc;

use towline_api::towline::{AccessKey, ListAccessKeysOutput};
use towline_api::{ApiError, Timestamp};
use towline_auth::caller::Role;
use towline_core::Time;
use towline_store::{Range, StoreExt};

use super::{KIND, KeyError, Stored};
use crate::App;

/// All keys, by id.
pub async fn list_access_keys(app: &Arc<App>) -> Result<ListAccessKeysOutput, ApiError> {
    let rows = app.store.list_as::<Stored>(KIND, Range::default()).await;
    let rows = rows.map_err(KeyError::from)?.into_iter();
    let keys = rows.map(|(access_key_id, stored)| AccessKey {
        access_key_id,
        arn: stored.arn,
        role: role(&stored.role),
        created: stamp(stored.created),
        expires: stored.expires.map(stamp),
    });
    Ok(ListAccessKeysOutput {
        keys: keys.collect(),
    })
}

fn role(role: &Role) -> String {
    match role {
        Role::Admin => "admin".into(),
        Role::Host { name } => format!("host {name}"),
        Role::Join => "join".into(),
        Role::Runner => "runner".into(),
    }
}

fn stamp(time: Time) -> Timestamp {
    Timestamp(time.epoch_seconds())
}
