//! One step of an Install, as it is kept in `*-install.json`.

use std::path::PathBuf;

use serde::Serialize;

/// The content of the file.
#[derive(Debug, Serialize)]
pub(super) struct Instructions<'p> {
    pub(super) instructions: &'p [Instruction],
}

/// What to do. Paths are the deployment's own, before any mapping to a root directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Instruction {
    /// Make a directory that is not there.
    Mkdir { directory: PathBuf },
    /// Copy a file or recreate a link.
    Copy(Copy),
    /// Octal digits.
    Chmod { mode: String, file: PathBuf },
    /// Names or numbers.
    Chown {
        owner: Option<String>,
        group: Option<String>,
        file: PathBuf,
    },
    /// Entries in the long form, without those that follow from the mode.
    Setfacl { acl: Vec<String>, file: PathBuf },
    /// SELinux.
    Semanage { context: Context, file: PathBuf },
}

/// A file and its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Copy {
    pub(super) source: PathBuf,
    pub(super) destination: PathBuf,
    /// Something of somebody else's is there and is to be replaced.
    #[serde(skip)]
    pub(super) replace: bool,
}

/// An SELinux context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Context {
    pub(super) user: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) range: Option<String>,
}
