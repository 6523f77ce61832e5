//! Everything that touches the world for a pipeline or a deployment, one file per provider.

pub mod approval;
pub mod build;
pub mod deploy;
pub mod source;
