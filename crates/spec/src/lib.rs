//! Users' files: every diagnostic has file, line, column, a reason and a fix.

pub mod appspec;
pub mod buildspec;
pub mod diagnostic;
pub mod glob;
pub mod near;
pub mod pipeline;
pub mod report;
pub mod yaml;
