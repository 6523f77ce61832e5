//! Bytes on disk: objects with digests, and archives read with limits.

pub mod archive;
pub mod crew;
pub mod disk;
