//! The AWS contracts as types: shapes, constraints, operations and error names. No behaviour.

mod error;
mod generated;
mod scalar;
mod shape;
mod wire;

pub use error::ApiError;
pub use generated::{codebuild, codedeploy, codepipeline, hostcommand, towline};
pub use scalar::{Blob, Timestamp};
pub use shape::{Kind, Member, Shape};
pub use wire::{Wire, decode, encode};
