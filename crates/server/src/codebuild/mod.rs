//! CodeBuild operations: projects, builds, reports.
