//! CodeDeploy operations, one file per resource.
