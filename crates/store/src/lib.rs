//! Rows and events on disk: one trait, one file per database.
//!
//! A [`Batch`] is one transaction: all its rows and events, or none. An answered commit is on disk.
//! The store knows kinds, keys and JSON text; it must not know what a deployment is.

mod error;
mod traits;

pub use error::StoreError;
pub use towline_core::{Event, Expect, Row};
pub use traits::{Batch, Range, Store, StoreExt, StoredEvent};
