//! Lines of logs as HTML: colours, folds, and nothing that a page would obey.

pub(crate) mod ansi;
pub(crate) mod errors;
pub(crate) mod fold;
pub(crate) mod group;
