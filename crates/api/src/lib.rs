//! The AWS contracts as types: shapes, constraints, operations and error names. No behaviour.

mod error;

pub use error::ApiError;
