//! Build and test providers.

pub mod codebuild;
