//! Backups: everything of a running server in one file, and the way back.
//!
//! The file is a plain tar archive of a data directory, so that it can be looked into, and be
//! unpacked by hand should this program be lost:
//!
//! ```text
//! towline-backup.json       the header: format, schema, program, when
//! towline.db                the database as it was at one moment
//! seal-key, ca-key.pem, …   the keys
//! git/<name>.git/…          repositories: references and all that they reach
//! logs/builds/…             logs of builds
//! blob/ab/abcd…             objects
//! files.jsonl               path, size and SHA-256 of each of the above
//! manifest.json             what there was in all: without it the file was cut off
//! ```
//!
//! | module | job |
//! |---|---|
//! | `take` | the moment: database copied, deletions of objects held back, then one file after the other |
//! | `archive` | writing: tar, digests, never more in memory than a few pieces |
//! | `answer` | the endpoint `GET /backup` |
//! | `read` | reading: names, limits, digests, the manifest |
//! | `restore` | a verified backup becomes a data directory, or nothing |
//! | `format` | header, list and manifest |

mod answer;
mod archive;
mod format;
mod read;
mod restore;
mod take;
#[cfg(test)]
mod tests;

pub(crate) use answer::answer;
pub use format::Manifest;
pub use read::ReadError;
pub use restore::{RestoreError, restore, verify};
pub(crate) use take::clean;
