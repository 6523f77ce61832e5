//! A simulator for the machines of `towline-core`: random worlds with faults, crashes and user
//! commands, and the invariants that must hold after every step.
//!
//! One seed is one world on a virtual clock: rows in memory with the store's conditions, hosts,
//! runners, providers and people. The same seed always does the same.
//!
//! Reading order: [`plan`] (what a world is made of), `world` (clock and queue), `shell` (the
//! driver with its crashes), `watch` (the invariants), [`shrink`] (a failure made small), [`many`]
//! (many seeds at once).
//!
//! Not here: anything of the real server. Only `core` is linked.

#[cfg(feature = "broken-rules")]
pub mod broken;
pub mod coverage;
pub mod many;
pub mod names;
pub mod plan;
mod random;
mod rows;
mod shell;
pub mod shrink;
mod watch;
mod world;

pub use plan::Plan;
pub use watch::Failure;
pub use world::{Ended, run};
