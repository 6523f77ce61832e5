//! The commits that pipelines speak of: a backup keeps them, also when no branch has them any more.

use std::collections::BTreeSet;

use towline_core::pipeline::records::{Execution, StateRecord, kind, numbered};
use towline_store::{Range, Store, StoreError, StoreExt};

/// Ids of commits that a pipeline has seen, or that a live execution runs.
pub(crate) async fn known_commits(store: &dyn Store) -> Result<BTreeSet<String>, StoreError> {
    let mut ids = BTreeSet::new();
    let states: Vec<(String, StateRecord)> = store.list_as(kind::STATE, Range::default()).await?;
    for (name, state) in states {
        for watched in state.sources.values() {
            ids.extend(watched.reported.iter().chain(&watched.consumed).cloned());
        }
        for number in state.needed() {
            let row = numbered(&name, number);
            let execution: Option<Execution> = store.get_as(kind::EXECUTION, &row).await?;
            if let Some(execution) = execution {
                ids.extend(execution.revisions.into_iter().map(|d| d.revision.id));
                ids.extend(execution.overrides.into_iter().map(|o| o.revision.value));
            }
        }
    }
    let is_commit = |id: &String| id.len() == 40 && id.bytes().all(|b| b.is_ascii_hexdigit());
    ids.retain(is_commit);
    Ok(ids)
}
