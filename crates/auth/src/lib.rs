//! Signatures, keys, the signed deployment envelope and sealed secrets.

pub mod ca;
pub mod caller;
pub mod envelope;
pub mod private;
pub mod seal;
pub mod sigv4;
