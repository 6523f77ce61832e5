//! The host agent and the build runner.

pub mod client;
mod clock;
pub mod host;
pub mod process;
pub mod runner;
