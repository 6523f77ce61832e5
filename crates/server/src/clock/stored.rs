//! What of the clock outlives the process: no start goes back behind what is stored.

use serde::{Deserialize, Serialize};
use towline_core::{Row, Span, Time};
use towline_store::{Store, StoreError, StoreExt};

use super::Clock;

/// Row kind of the one row that says how far a clock was moved; key: [`KEY`].
const KIND: &str = "clock";
const KEY: &str = "dev";

#[derive(Serialize, Deserialize)]
struct Stored {
    ahead: Span,
}

/// Why there is no clock.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The directory's time is not the machine's.
    #[error(
        "the clock of this data directory was moved {hours} hours ahead with --dev-clock, and it \
         cannot go back: start with --dev-clock again, or choose another directory with --data"
    )]
    Moved {
        /// How far, to the nearest hour.
        hours: i64,
    },
}

impl Clock {
    /// The clock of a data directory.
    pub async fn open(store: &dyn Store, dev: bool) -> Result<Clock, ClockError> {
        let stored: Option<Stored> = store.get_as(KIND, KEY).await?;
        let newest = newest(store).await?;
        match (dev, stored) {
            (false, None) => Ok(Clock::system(newest)),
            (false, Some(Stored { ahead })) => Err(ClockError::Moved {
                hours: (ahead.0 + 1_800_000) / 3_600_000,
            }),
            (true, stored) => {
                // A crash while it was moved: the events know better how far it came.
                let told = newest.map_or(0, |newest| newest.0 - super::wall_micros() / 1000);
                let ahead = stored.map_or(0, |stored| stored.ahead.0);
                Ok(Clock::dev(Span(ahead.max(told).max(0))))
            }
        }
    }

    /// The row that remembers how far the clock was moved.
    pub fn row(&self) -> Option<Row> {
        let ahead = self.ahead()?;
        Some(Row::put(KIND, KEY, &Stored { ahead }))
    }
}

/// When the newest event was.
async fn newest(store: &dyn Store) -> Result<Option<Time>, StoreError> {
    let last = store.last_event().await?;
    let found = store.events(last.saturating_sub(1), 1).await?;
    Ok(found.last().map(|stored| stored.event.at))
}
