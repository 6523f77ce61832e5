//! The stream of stored events: who waits for them, how they are told, and in whose words.
//!
//! Nothing here makes an event: that is done by machines and operations, in the transaction of the
//! change itself.

mod bus;
mod eventbridge;
pub(crate) mod place;
mod query;
mod stream;

pub(crate) use bus::Bus;
pub(crate) use stream::{before, stream};

use serde_json::Value;
use towline_core::Event;

use crate::App;

/// An event of an operation, to be committed with its rows.
pub(crate) fn event(app: &App, kind: &str, subject: impl Into<String>, detail: Value) -> Event {
    Event {
        at: app.clock.now(),
        kind: kind.into(),
        subject: subject.into(),
        detail,
    }
}
