//! Objects as files.
