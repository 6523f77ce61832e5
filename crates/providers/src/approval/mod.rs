//! Approval providers.
