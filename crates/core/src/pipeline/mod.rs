//! A pipeline with all its executions as one pure machine: stages, actions, approvals, modes.
//!
//! ```text
//! start ──► in front of stage 1 ──► inside: group by run order ──► in front of stage 2 … ──► end
//!                 │  lock, transition          │ failed               │ overtaken
//!                 └── waits with a Reason      └── Failed, retryable  └── Superseded
//! ```
//!
//! Reading order: [`declaration`] and [`catalogue`] (data), [`validate`] (what is refused at
//! declaration), [`records`] (what is stored), [`machine`] (facts and effects), then one file per
//! transition: `start`, `stage`, `action`, `approve`, `retry`, `stop`, `transition`, `update`,
//! `source`. `explain` has the words of all reasons, [`job`] is what a provider gets and gives back.
//! [`compare`] tells people what differs between two versions.

mod action;
mod approve;
mod artifacts;
pub mod catalogue;
pub mod compare;
pub mod declaration;
mod explain;
pub mod job;
mod lookup;
pub mod machine;
pub mod records;
mod retry;
mod source;
mod stage;
mod start;
mod stop;
mod transition;
mod turn;
mod update;
pub mod validate;
pub mod variables;
mod view;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use catalogue::{ActionType, ActionTypeId};
pub use declaration::{Declaration, Mode};
pub use machine::{Effect, Fact, Loaded, Pipeline, Refusal, Reply};
pub use start::check_start;
