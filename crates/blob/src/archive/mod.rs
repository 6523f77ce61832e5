//! Zip and tar, read and written with limits.
