//! CodePipeline operations, one file per resource.
