//! When hosts were heard of last: in memory at every poll, on disk every few minutes, so that a
//! restart does not make a silent host look like one that never polled.

use std::sync::Arc;

use towline_api::ApiError;
use towline_core::{Row, Span, Time};
use towline_store::StoreError;

use crate::App;
use crate::codedeploy::rows;

/// Row kind of a host's last contact; key: instance name.
const HOST_CONTACT: &str = "host-contact";

/// How often contacts are stored: one transaction for all hosts that were heard of meanwhile.
const EVERY: Span = Span::minutes(5);

/// Stores contacts until the server stops.
pub(crate) async fn keep(app: Arc<App>) {
    let mut stored = Time(0);
    loop {
        app.clock.sleep(EVERY).await;
        let now = app.clock.now();
        match store(&app, stored).await {
            Ok(()) => stored = now,
            Err(error) => tracing::warn!(%error, "the last contacts of hosts are not stored"),
        }
    }
}

/// Stores the contacts after `after`.
pub(crate) async fn store(app: &App, after: Time) -> Result<(), StoreError> {
    let heard = app.hosts.heard_after(after);
    let rows: Vec<Row> = heard
        .into_iter()
        .map(|(name, at)| Row::put(HOST_CONTACT, name, &at))
        .collect();
    match rows.is_empty() {
        true => Ok(()),
        false => app.commit(rows, Vec::new()).await,
    }
}

/// When the host was heard of last; `None` when it never was.
pub(crate) async fn last(app: &App, host: &str) -> Result<Option<Time>, ApiError> {
    match app.hosts.last_contact(host) {
        Some(at) => Ok(Some(at)),
        None => rows::get(app, HOST_CONTACT, host).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[tokio::test]
    async fn a_contact_is_known_after_a_restart() {
        let directory = tempfile::tempdir().unwrap();
        let app = fixture::app(directory.path()).await;
        app.hosts.heard("web-1", Time(7_000));
        store(&app, Time(0)).await.unwrap();
        drop(app);
        let app = fixture::app(directory.path()).await;
        assert_eq!(last(&app, "web-1").await.unwrap(), Some(Time(7_000)));
        assert_eq!(last(&app, "web-2").await.unwrap(), None);
    }
}
