//! A pipeline with all its executions as one pure machine: stages, actions, approvals, modes.
//!
//! Reading order: [`catalogue`] (what an action type is), [`job`] (what the shell is asked to do).

pub mod catalogue;
pub mod job;
