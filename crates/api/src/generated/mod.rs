//! Made by `cargo xtask codegen` from `crates/api/models`; do not edit.

pub mod codebuild;
pub mod codedeploy;
pub mod codepipeline;
pub mod hostcommand;
pub mod towline;
