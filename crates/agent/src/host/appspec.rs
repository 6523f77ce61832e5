//! Finding and reading the AppSpec file of an unpacked revision.

use std::fs;
use std::path::{Path, PathBuf};

use towline_spec::appspec::{self, AppSpec};
use towline_spec::diagnostic::{Diagnostic, Severity};

/// The file called `name` in `archive`; `appspec.yml` may also be called `appspec.yaml`.
pub(super) fn find(archive: &Path, name: &str) -> Result<PathBuf, String> {
    let root = archive.canonicalize().map_err(|_| missing(archive, name))?;
    let other = match name {
        "appspec.yml" => "appspec.yaml",
        _ => "appspec.yml",
    };
    [name, other]
        .iter()
        .find_map(|name| {
            let path = archive.join(name).canonicalize().ok()?;
            // A link or a name with `..` must not make the agent read another file of the host.
            (path.starts_with(&root) && path.is_file()).then_some(path)
        })
        .ok_or_else(|| missing(archive, name))
}

fn missing(archive: &Path, name: &str) -> String {
    format!(
        "The CodeDeploy agent did not find an AppSpec file within the unpacked revision directory \
         at revision-relative path \"{name}\". The revision was unpacked to directory \"{}\", and \
         the AppSpec file was expected but not found at path \"{}\". Consult the AWS CodeDeploy \
         Appspec documentation for more information at \
         http://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file.html",
        archive.display(),
        archive.join(name).display()
    )
}

/// Reads and checks it, and gives the warnings about it; the error is the first one in the file,
/// with its place.
pub(super) fn read(archive: &Path, name: &str) -> Result<(AppSpec, Vec<Diagnostic>), String> {
    let path = find(archive, name)?;
    let bytes = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let shown = path.file_name().unwrap_or_default().to_string_lossy();
    let (spec, remarks) = appspec::parse(&shown, &String::from_utf8_lossy(&bytes));
    match spec {
        Some(spec) => Ok((spec, remarks)),
        None => Err(remarks
            .into_iter()
            .find(|remark| remark.severity == Severity::Error)
            .map(|e| format!("{} ({}:{}:{})", e.what, e.file, e.at.line, e.at.column))
            .unwrap_or_default()),
    }
}
