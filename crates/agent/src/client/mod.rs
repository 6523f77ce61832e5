//! Signed calls to the server.
