//! The `hostcommand` service: hand-written from the public CodeDeploy agent: the API that host agents poll; the members HostTime, DiskFreeBytes and DiskTotalBytes are Towline's, and other agents leave them out.
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
pub const TARGETS: [&str; 2] = [
    "CodeDeployCommandService_v20141006",
    "CodeDeployCommandService",
];

/// Service names in the scope of a signature.
pub const SIGNING_NAMES: [&str; 2] = ["codedeploy-commands", "codedeploy-commands-secure"];
