//! Users' files: every diagnostic has file, line, column and a fix.

pub mod appspec;
pub mod buildspec;
pub mod diagnostic;
pub mod glob;
pub mod report;
pub mod yaml;
