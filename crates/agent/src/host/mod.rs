//! The host agent: poll, fetch, verify, install, hooks, journal.
