//! The control plane: protocols turn requests into facts, the driver commits, then acts.
//!
//! [`App`] is what every operation gets: settings, clock, store, and the drivers of the machines.

mod app;
mod clock;
mod console;
mod datadir;
mod driver;
mod events;
mod fault;
#[cfg(test)]
mod fixture;
mod health;
mod logs;
mod measures;
mod metrics;
mod random;
mod serve;
mod transitions;

pub mod backup;
pub mod codebuild;
pub mod codedeploy;
pub mod codepipeline;
pub mod doctor;
pub mod git;
pub mod hosts;
pub mod http;
pub mod keys;
pub mod runners;
pub mod s3;
pub mod sources;
pub mod towline;
mod why;
pub mod world;

pub use app::{App, Settings};
pub use clock::{AdvanceError, Advanced, Clock, ClockError};
pub use datadir::{DataError, Finding, examine};
pub use driver::{DriveError, Driver, Owned};
pub use random::Random;
pub use serve::{Ready, ServerConfig, ServerError, serve};
