//! Access keys: who may sign requests, sealed on disk.
