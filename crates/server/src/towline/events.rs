//! ListEvents: the event stream as a long poll.

use std::sync::Arc;

use tokio::time::{Duration, Instant, timeout_at};
use towline_api::towline::{Event, ListEventsInput, ListEventsOutput};
use towline_api::{ApiError, Timestamp};
use towline_store::{StoreError, StoredEvent};

use crate::App;
use crate::events::place;

/// Events of one answer unless the caller says otherwise.
const DEFAULT_LIMIT: usize = 100;

/// Events after a number; waits for the first one as long as the caller wants.
pub(super) async fn list(
    app: &Arc<App>,
    input: &ListEventsInput,
) -> Result<ListEventsOutput, ApiError> {
    let after = input.after.and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
    let limit = input
        .limit
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(DEFAULT_LIMIT);
    // Held for a client, so in real time.
    let patience = u64::try_from(input.wait_seconds.unwrap_or(0)).unwrap_or(0);
    let end = Instant::now() + Duration::from_secs(patience);
    // Subscribed before the first look, so that nothing slips between look and wait.
    let mut news = app.bus.subscribe();
    place::check(&*app.store, after).await?;
    loop {
        news.mark_unchanged();
        let found = app.store.events(after, limit).await.map_err(unreadable)?;
        if !found.is_empty() || Instant::now() >= end {
            let last = app.store.last_event().await.map_err(unreadable)?;
            let events = found.into_iter().map(event).collect();
            return Ok(ListEventsOutput {
                events,
                last: number(last),
            });
        }
        let wait = app.clock.idle(timeout_at(end, news.changed()));
        // Whether there is something new or not, the store tells.
        let _ = wait.await;
    }
}

fn event(StoredEvent { seq, event }: StoredEvent) -> Event {
    Event {
        seq: number(seq),
        at: Timestamp(event.at.epoch_seconds()),
        kind: event.kind.clone(),
        subject: event.subject.clone(),
        detail: event.detail.to_string(),
    }
}

fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

fn unreadable(error: StoreError) -> ApiError {
    crate::fault::store(&error)
}
