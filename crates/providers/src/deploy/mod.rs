//! Deploy providers.
