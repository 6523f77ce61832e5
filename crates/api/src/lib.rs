//! The AWS contracts as types: shapes, constraints, operations and error names, and the seam between
//! server and console. No behaviour.

mod cbor;
mod error;
mod generated;
mod hand_out;
mod normalize;
pub mod pages;
#[cfg(test)]
mod round_trip;
mod scalar;
mod shape;
mod validate;
mod wire;

pub use cbor::{error_to_cbor, from_cbor, to_cbor};
pub use error::ApiError;
pub use generated::{codebuild, codedeploy, codepipeline, hostcommand, towline};
pub use hand_out::{hand_out, handed_out};
pub use normalize::{Misfit, fit, normalize};
pub use scalar::{Blob, Timestamp};
pub use shape::{Kind, Member, Shape};
pub use validate::{Violation, validate, violations_message};
pub use wire::{Wire, decode, encode};
