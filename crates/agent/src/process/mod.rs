//! Running and ending child processes.
