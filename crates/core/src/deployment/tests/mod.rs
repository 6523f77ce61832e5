//! Behaviour of the deployment machine: the health budget table, limits, stop, rollback, and
//! properties over random fleets.

mod budget;
mod ending;
mod events;
mod fleet;
mod plan;
mod properties;
mod reasons;
mod reports;
