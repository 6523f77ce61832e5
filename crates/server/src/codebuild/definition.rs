//! What a build is made of: effective settings after overrides, input and output objects.
//!
//! Written once, when the build is started, and never changed.

use serde::{Deserialize, Serialize};
use towline_api::codebuild::{Build, StartBuildInput};
use towline_api::towline::{BuildOutput, BuildSource};

/// Rows of definitions; the key is the build id.
pub(crate) const KIND: &str = "build-definition";

/// The unchanging part of a build.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Definition {
    /// Effective settings in the shape in which BatchGetBuilds shows them.
    pub(crate) base: Build,
    /// Objects to fetch; the primary source has an empty identifier.
    pub(crate) sources: Vec<BuildSource>,
    /// Objects to make; the primary artifact has an empty identifier.
    pub(crate) outputs: Vec<BuildOutput>,
    /// No log is kept.
    #[serde(default)]
    pub(crate) logs_disabled: bool,
    /// The request that started it, for RetryBuild; absent for builds of pipelines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) request: Option<StartBuildInput>,
}

impl Definition {
    /// The project's name.
    pub(crate) fn project(&self) -> &str {
        self.base.project_name.as_deref().unwrap_or_default()
    }
}

/// The part of a build id after the project.
pub(crate) fn uuid(build: &str) -> &str {
    build.rsplit_once(':').map_or(build, |(_, uuid)| uuid)
}
