//! The pure machines of Towline: a roll-out and a pipeline run as state machines.
//!
//! Facts go in, changed rows, effects and events come out. Nothing in this crate reads a clock,
//! a disk or a network, and nothing draws a random number: time and seeds are arguments. That is
//! what lets a crash be survived (state is reloaded, [`Machine::pending`] gives the outstanding
//! effects again) and a wait of days be tested in microseconds.
//!
//! Reading order: [`machine`] (the contract), [`time`], [`ids`], [`reason`], [`event`], then
//! `deployment`, `pipeline` and `build`; `measures` is what their events add up to.

#[cfg(feature = "broken-rules")]
pub mod broken;
pub mod build;
pub mod deployment;
pub mod event;
pub mod ids;
pub mod machine;
pub mod measures;
pub mod pipeline;
pub mod reason;
pub mod time;

pub use event::Event;
pub use machine::{Expect, Machine, Outcome, Row};
pub use reason::Reason;
pub use time::{Span, Time};
