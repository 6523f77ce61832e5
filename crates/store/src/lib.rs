//! Rows and events on disk: one trait, one file per database.
//!
//! A [`Batch`] is one transaction: all its rows and events, or none. An answered commit is on disk.
//! The store knows kinds, keys and JSON text; it must not know what a deployment is.

#[cfg(test)]
mod conformance;
mod error;
mod observer;
mod range;
mod sqlite;
mod traits;

pub use error::StoreError;
pub use observer::Transaction;
pub use range::{Range, past_prefix};
pub use sqlite::{DirectoryLock, FILE as DATABASE_FILE, Snapshot, SqliteStore, put_event};
pub use towline_core::{Event, Expect, Row};
pub use traits::{Batch, Store, StoreExt, StoredEvent, parse};
