//! ListHosts: registered hosts, and when their agents were heard of last.

use std::sync::Arc;

use towline_api::towline::{Host, ListHostsInput, ListHostsOutput};
use towline_api::{ApiError, Timestamp};
use towline_core::Time;
use towline_store::{Range, StoreExt};

use super::contact::Contact;
use crate::codedeploy::instances::{INSTANCE, Instance};
use crate::{App, fault};

/// Hosts of one answer unless the caller says otherwise.
const DEFAULT_LIMIT: usize = 100;

/// Hosts by name, from the one after `after` on.
pub async fn list_hosts(
    app: &Arc<App>,
    input: ListHostsInput,
) -> Result<ListHostsOutput, ApiError> {
    let range = Range {
        after: input.after,
        limit: input
            .limit
            .and_then(|n| usize::try_from(n).ok())
            .unwrap_or(DEFAULT_LIMIT),
        ..Range::default()
    };
    let rows: Vec<(String, Instance)> = app
        .store
        .list_as(INSTANCE, range)
        .await
        .map_err(|e| fault::store(&e))?;
    let next = rows.last().map(|(name, _)| name.clone());
    let registered = rows.into_iter().map(|(_, instance)| instance);
    let registered = registered.filter(|instance| instance.deregistered.is_none());
    let now = app.clock.now();
    let hosts = registered.map(|instance| {
        let contact = app.hosts.contact(&instance, now);
        Host {
            last_contact: contact.last().map(timestamp),
            silent: matches!(contact, Contact::Silent(_)),
            registered: timestamp(instance.registered),
            name: instance.name,
            arn: instance.arn,
        }
    });
    Ok(ListHostsOutput {
        hosts: hosts.collect(),
        next,
        now: timestamp(now),
    })
}

fn timestamp(at: Time) -> Timestamp {
    Timestamp(at.epoch_seconds())
}
