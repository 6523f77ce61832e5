//! The S3 endpoint and the artifact store behind it.
//!
//! [`objects`] is for the rest of the server; `endpoint` speaks S3 over HTTP through the `s3s`
//! crate, which parses requests and verifies signatures. Metadata are rows, bytes are files: a file
//! is written and synced first, then its row is committed, so a crash leaves at most a file without
//! a row, which the sweep at start removes.

mod buckets;
mod checksums;
mod endpoint;
mod error;
mod listing;
mod multipart;
pub mod objects;
mod receive;
mod rows;
mod state;
#[cfg(test)]
mod tests;
mod versions;

pub use checksums::{Algorithm, Checksum};
pub use endpoint::service;
pub(crate) use error::DAMAGED;
pub use error::ObjectError;
pub use rows::{Headers, Version};
pub use state::Objects;
pub(crate) use state::{StoredFile, stored_files};
pub use versions::Conditions;
