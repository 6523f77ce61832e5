//! The `codedeploy` service: botocore (Apache-2.0), codedeploy-2014-10-06.
//!
//! Made by `cargo xtask codegen`; do not edit.

mod operation;
mod requests;
pub mod shapes;
mod types;

pub use operation::Operation;
pub use requests::*;
pub use types::*;

/// Prefixes of `X-Amz-Target`; each belongs to the signing name at the same place.
pub const TARGETS: [&str; 1] = ["CodeDeploy_20141006"];

/// Service names in the scope of a signature.
pub const SIGNING_NAMES: [&str; 1] = ["codedeploy"];
