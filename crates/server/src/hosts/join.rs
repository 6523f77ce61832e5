//! Joining: a key of its own for a host, and its registration as an on-premises instance.

use std::sync::Arc;

use serde_json::json;
use towline_api::ApiError;
use towline_api::towline::{JoinHostInput, JoinHostOutput};
use towline_auth::caller::Role;
use towline_core::{Event, Row};
use towline_store::{Range, Store, StoreError};

use crate::codedeploy::instance_tags;
use crate::codedeploy::instances::{self, INSTANCE, Identity, Instance};
use crate::codedeploy::rows::{self, fault};
use crate::{App, keys};

/// Row kind of a host's access key id; key: instance name.
const HOST_KEY: &str = "host-key";

/// Whether hosts have joined, which know the certificate that deployments are signed with.
pub(crate) async fn any_joined(store: &dyn Store) -> Result<bool, StoreError> {
    let first = Range {
        limit: 1,
        ..Range::default()
    };
    Ok(!store.list(HOST_KEY, first).await?.is_empty())
}

/// `JoinHost`: registers the host, or gives a known host a new key in place of its old one. Tags
/// that are given are added to those that the host has.
pub async fn join_host(app: &Arc<App>, input: JoinHostInput) -> Result<JoinHostOutput, ApiError> {
    instances::check_name(&input.name)?;
    let arn = format!(
        "arn:aws:iam::{}:user/towline/{}",
        app.settings.account, input.name
    );
    let (mut instance, mut rows) = registered(app, &input.name, &arn).await?;
    for tag in input.tags.unwrap_or_default() {
        let value = tag.value.unwrap_or_default();
        instance.tags.insert(tag.key, value);
    }
    instance_tags::check_tags(&instance)?;
    rows.push(Row::put(INSTANCE, input.name.clone(), &instance));

    let role = Role::Host {
        name: input.name.clone(),
    };
    let (key, credentials) = keys::mint(app, role, &arn, None)?;
    rows.push(key);
    if let Some(old) = rows::get::<String>(app, HOST_KEY, &input.name).await? {
        rows.push(keys::revoke(&old));
    }
    rows.push(Row::put(
        HOST_KEY,
        input.name.clone(),
        &credentials.access_key_id,
    ));
    let event = Event {
        at: app.clock.now(),
        kind: "host.joined".into(),
        subject: input.name.clone(),
        detail: json!({"arn": arn, "tags": instance.tags}),
    };
    match app.commit(rows, vec![event]).await {
        Ok(()) => Ok(JoinHostOutput {
            host_arn: arn,
            access_key_id: credentials.access_key_id,
            secret_access_key: credentials.secret.expose().into(),
            region: app.settings.region.clone(),
            signer_certificate: app.hosts.signer().certificate_pem().into(),
        }),
        Err(StoreError::Conflict { .. }) => Err(taken(&input.name)),
        Err(error) => Err(fault(error)),
    }
}

/// The host's instance as it is, or a new registration with its rows.
async fn registered(
    app: &Arc<App>,
    name: &str,
    arn: &str,
) -> Result<(Instance, Vec<Row>), ApiError> {
    let identity = Identity::User(arn.into());
    match rows::get::<Instance>(app, INSTANCE, name).await? {
        Some(instance) if instance.deregistered.is_none() => match instance.identity == identity {
            true => Ok((instance, Vec::new())),
            false => Err(taken(name)),
        },
        _ => instances::registration(app, name, identity).await,
    }
}

fn taken(name: &str) -> ApiError {
    ApiError::new(
        "InstanceNameAlreadyRegisteredException",
        format!("An instance {name} with another identity is registered; deregister it first"),
    )
}
