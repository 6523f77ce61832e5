//! Source providers.
