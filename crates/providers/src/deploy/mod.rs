//! Deploy providers.

pub mod codedeploy;
mod content_type;
pub mod s3;
