//! Build providers.
