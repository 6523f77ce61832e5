//! Where a client goes on: after an event that there is.
//!
//! Numbers are given without gaps, except by a restore: it begins again far beyond every number
//! that the server may have given which it replaces ([`BEYOND`]). So a number that a client has and
//! that is not stored is of events that are lost, and going on from there would pass over others.

use towline_api::ApiError;
use towline_core::{Event, Time};
use towline_store::{Store, StoreError};

/// The kind of the event after the gap, the first one of a restored server. `lastEvent` in it is the
/// last one before the gap.
pub(crate) const RESTORED: &str = "server.restored";

/// The smallest gap, for a machine whose clock was reset.
const BEYOND: u64 = 1_000_000_000_000;

/// The number of a restored server's first event: the microsecond of the restore, as no server has
/// stored a million events a second all its life. It fits into the integers that every reader of
/// JSON keeps apart.
pub(crate) fn after_restore(last: u64, now: Time) -> u64 {
    let microsecond = u64::try_from(now.0.saturating_mul(1000)).unwrap_or(0);
    microsecond.max(last + BEYOND)
}

/// That there is an event `after`, or that everything is wanted.
pub(crate) async fn check(store: &dyn Store, after: u64) -> Result<(), ApiError> {
    let Some(before) = after.checked_sub(1) else {
        return Ok(());
    };
    let unreadable = |error: StoreError| crate::fault::store(&error);
    let found = store.events(before, 1).await.map_err(unreadable)?;
    match found.first() {
        Some(stored) if stored.seq == after => Ok(()),
        Some(stored) => {
            let last = last_before(&stored.event).unwrap_or(before);
            let why = format!(
                "it was lost when a backup was restored, and the last one before it is {last}."
            );
            Err(missing(after, &why, last))
        }
        None => {
            let newest = store.last_event().await.map_err(unreadable)?;
            let why = format!("the newest one is {newest}: was an older backup restored?");
            Err(missing(after, &why, newest))
        }
    }
}

/// The last event before a gap, of the event after it.
fn last_before(event: &Event) -> Option<u64> {
    let last = event.detail["lastEvent"].as_u64();
    last.filter(|_| event.kind == RESTORED)
}

fn missing(after: u64, why: &str, last: u64) -> ApiError {
    let text = format!(
        "event {after} does not exist, {why} Start again with after={last}, or with after=0 to get \
         all events"
    );
    ApiError::new("EventNotFoundException", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_restore_begins_beyond_every_number_that_was_given() {
        let now = Time(1_790_000_000_000);
        assert_eq!(after_restore(17, now), 1_790_000_000_000_000);
        // Another restore, of the same backup or of one that was taken since.
        let later = Time(now.0 + 1);
        assert!(after_restore(17, later) >= after_restore(17, now) + 1000);
        let old = after_restore(17, now) + 5;
        assert_eq!(after_restore(old, Time(0)), old + BEYOND);
        assert!(after_restore(17, Time(4_000_000_000_000)) < 1 << 53);
    }
}
