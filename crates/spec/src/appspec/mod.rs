//! The AppSpec file of a server deployment: what to copy, with which permissions, what to run.
//!
//! [`parse`] takes the YAML or JSON text that CodeDeploy takes, and refuses what its agents refuse
//! with their words. What they silently ignore (unknown keys and events) is ignored too, with a
//! warning. AppSpec files for ECS and Lambda are another grammar and are refused by name.

mod acl;
mod context;
mod hooks;
mod mentions;
mod parse;
mod permission;
#[cfg(test)]
mod tests;

pub use acl::{Ace, AceKind};
pub use context::Context;
pub use hooks::Script;
pub use mentions::{Mention, Use, mentions};
pub use parse::parse;
pub use permission::{Kind, Permission};

/// The JSON Schema of the file, for editors.
pub const SCHEMA: &str = include_str!("schema.json");

/// What the file is called in a revision, the first one that is there.
pub const NAMES: [&str; 2] = ["appspec.yml", "appspec.yaml"];

/// The events that an AppSpec file of a server deployment can have scripts for.
pub const EVENTS: [&str; 9] = [
    "ApplicationStop",
    "BeforeInstall",
    "AfterInstall",
    "ApplicationStart",
    "ValidateService",
    "BeforeBlockTraffic",
    "AfterBlockTraffic",
    "BeforeAllowTraffic",
    "AfterAllowTraffic",
];

/// A valid AppSpec file for Linux.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppSpec {
    /// What to copy, in order.
    pub files: Vec<FileEntry>,
    /// What to do when a file to install is there already; beats the deployment's own setting.
    pub file_exists_behavior: Option<FileExistsBehavior>,
    /// What to set on installed files, in order.
    pub permissions: Vec<Permission>,
    /// Event and its scripts, in the order of the file.
    pub hooks: Vec<(String, Vec<Script>)>,
}

impl AppSpec {
    /// The scripts of `event`, in order; empty when it has none.
    pub fn scripts(&self, event: &str) -> &[Script] {
        self.hooks
            .iter()
            .find(|(name, _)| name == event)
            .map_or(&[], |(_, scripts)| scripts)
    }
}

/// One entry of `files`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// A file or directory of the revision, relative to its root; `/` is all of it.
    pub source: String,
    /// The directory on the host.
    pub destination: String,
}

/// What to do when a file to install exists although no earlier deployment of the group made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FileExistsBehavior {
    /// The deployment fails.
    #[default]
    Disallow,
    /// The file of the revision takes its place.
    Overwrite,
    /// The file on the host stays.
    Retain,
}

impl FileExistsBehavior {
    /// Reads the upper-case name.
    pub fn from_name(name: &str) -> Option<FileExistsBehavior> {
        match name {
            "DISALLOW" => Some(FileExistsBehavior::Disallow),
            "OVERWRITE" => Some(FileExistsBehavior::Overwrite),
            "RETAIN" => Some(FileExistsBehavior::Retain),
            _ => None,
        }
    }
}
