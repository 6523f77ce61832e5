//! One file for each page: what it asks, and how it shows it.

pub(crate) mod approval;
pub(crate) mod build;
pub(crate) mod builds;
mod changes;
pub(crate) mod compare;
pub(crate) mod definition;
pub(crate) mod deployment;
pub(crate) mod deployments;
pub(crate) mod excerpt;
pub(crate) mod execution;
pub(crate) mod guide;
pub(crate) mod home;
pub(crate) mod hosts;
pub(crate) mod lists;
pub(crate) mod logs;
pub(crate) mod palette;
pub(crate) mod pipeline;
pub(crate) mod pipelines;
pub(crate) mod queue;
pub(crate) mod target;
pub(crate) mod versions;
