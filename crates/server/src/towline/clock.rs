//! GetClock and AdvanceClock: the server's time, and moving it where it can be moved.

use std::sync::Arc;

use towline_api::towline::{AdvanceClockInput, AdvanceClockOutput, GetClockOutput};
use towline_api::{ApiError, Timestamp};
use towline_core::{Span, Time};

use crate::App;
use crate::clock::AdvanceError;

/// What the clock shows.
pub(super) fn get(app: &App) -> GetClockOutput {
    GetClockOutput {
        now: stamp(app.clock.now()),
        movable: app.clock.ahead().is_some(),
        ahead_seconds: app.clock.ahead().unwrap_or_default().0 / 1000,
    }
}

/// Moves the clock; a call that would take too long says how much is left.
pub(super) async fn advance(
    app: &Arc<App>,
    input: &AdvanceClockInput,
) -> Result<AdvanceClockOutput, ApiError> {
    let before = app.store.last_event().await.map_err(unreadable)?;
    let moved = app.clock.advance(Span::seconds(input.seconds)).await;
    if let Some(row) = app
        .clock
        .row()
        .filter(|_| moved != Err(AdvanceError::Moving))
    {
        // However far it came, it does not go back.
        app.commit(vec![row], Vec::new())
            .await
            .map_err(unreadable)?;
    }
    let moved = moved.map_err(|error| refused(&error))?;
    let last = app.store.last_event().await.map_err(unreadable)?;
    Ok(AdvanceClockOutput {
        now: stamp(moved.now),
        fired: number(moved.fired),
        // Whole seconds, none lost: what is left is asked for again.
        remaining_seconds: (moved.left.0 + 999) / 1000,
        after: number(before),
        last: number(last),
    })
}

fn refused(error: &AdvanceError) -> ApiError {
    let code = match error {
        AdvanceError::NotMovable => "ClockNotMovableException",
        AdvanceError::Moving => "ConcurrentModificationException",
        AdvanceError::Restless(_) => "ServerNotAtRestException",
    };
    ApiError::new(code, error.to_string())
}

fn stamp(time: Time) -> Timestamp {
    Timestamp(time.epoch_seconds())
}

fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn unreadable(error: towline_store::StoreError) -> ApiError {
    crate::fault::store(&error)
}
