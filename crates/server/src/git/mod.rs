//! Hosted Git repositories over smart HTTP.
