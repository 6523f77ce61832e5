//! `buildspec.yml`, versions 0.1 and 0.2.
//!
//! [`parse`] gives the commands and declarations of a build, with warnings for what is ignored and
//! errors for what cannot be done. It runs nothing and looks at no file.

mod artifacts;
mod doubts;
mod env;
mod phases;
mod reader;

use crate::diagnostic::{Consequences, Diagnostic, Diagnostics, Position};
use crate::yaml;

use reader::Reader;

#[cfg(test)]
mod tests;

/// The JSON Schema of the file, for editors.
pub const SCHEMA: &str = include_str!("schema.json");

/// A buildspec that can be run.
#[derive(Debug, Clone, PartialEq)]
pub struct Buildspec {
    /// Whether commands share one shell.
    pub version: Version,
    /// The user of all commands, unless a phase names another.
    pub run_as: Option<String>,
    /// Variables, shell and what is exported.
    pub env: Env,
    /// Commands by phase.
    pub phases: Phases,
    /// Report groups, in the order of the file.
    pub reports: Vec<ReportGroup>,
    /// The top-level artifact.
    pub artifacts: Option<Artifact>,
    /// Further artifacts by identifier.
    pub secondary_artifacts: Vec<(String, Artifact)>,
}

/// The two versions of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// Every command gets a fresh shell in the source directory.
    V01,
    /// Directory, variables and functions carry over from command to command.
    V02,
}

/// The shell that runs commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shell {
    /// `/bin/sh`
    #[default]
    Sh,
    /// `bash`
    Bash,
}

/// The `env` block.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Env {
    /// `shell`
    pub shell: Shell,
    /// `variables`, values as written.
    pub variables: Vec<(String, String)>,
    /// `parameter-store`: variable and parameter name.
    pub parameter_store: Vec<(String, String)>,
    /// `secrets-manager`: variable and reference.
    pub secrets_manager: Vec<(String, String)>,
    /// `exported-variables` that may be exported.
    pub exported: Vec<String>,
}

/// The four phases that a buildspec can give commands to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Phases {
    /// `install`
    pub install: Phase,
    /// `pre_build`
    pub pre_build: Phase,
    /// `build`
    pub build: Phase,
    /// `post_build`
    pub post_build: Phase,
}

impl Phases {
    /// All four in the order in which they run.
    pub fn all(&self) -> [&Phase; 4] {
        [
            &self.install,
            &self.pre_build,
            &self.build,
            &self.post_build,
        ]
    }
}

/// Commands of one phase; all empty when the file does not have it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phase {
    /// Run in order until one fails.
    pub commands: Vec<String>,
    /// Run afterwards in any case.
    pub finally: Vec<String>,
    /// What a failure of this phase means for the next ones.
    pub on_failure: OnFailure,
    /// The user of these commands.
    pub run_as: Option<String>,
}

/// `on-failure`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnFailure {
    /// Not given: a failed build is still followed by `post_build`, nothing else is.
    #[default]
    Default,
    /// No further phase.
    Abort,
    /// The next phase runs all the same.
    Continue,
}

/// Which files form an artifact or a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Files {
    /// Patterns to take.
    pub files: Vec<String>,
    /// Where the patterns start; may be a pattern itself.
    pub base_directory: Option<String>,
    /// Patterns to leave out.
    pub exclude_paths: Vec<String>,
    /// All files flat in the root.
    pub discard_paths: bool,
}

/// An `artifacts` block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Artifact {
    /// Which files.
    pub files: Files,
    /// `name`, to be expanded by the shell.
    pub name: Option<String>,
}

/// An entry of `reports`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportGroup {
    /// The name or ARN of the group.
    pub group: String,
    /// Which files.
    pub files: Files,
    /// `file-format`.
    pub format: ReportFormat,
}

/// Report formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReportFormat {
    /// `JUNITXML`
    #[default]
    JunitXml,
    /// `TESTNGXML`
    TestNgXml,
}

const CONSEQUENCES: Consequences = Consequences {
    error: "a build with this file fails before its first command (YAML_FILE_ERROR)",
    warning: "the build runs as if it was not there",
};

/// Reads a buildspec. `file` is its name as the user knows it.
///
/// On success the diagnostics are warnings; on failure at least one is an error.
pub fn parse(file: &str, text: &str) -> Result<(Buildspec, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut diagnostics = Diagnostics::new(file, CONSEQUENCES);
    let spec = read(text, &mut diagnostics);
    let refused = diagnostics.has_errors();
    let list = diagnostics.into_sorted();
    match spec {
        Some(spec) if !refused => Ok((spec, list)),
        _ => Err(list),
    }
}

/// Everything that is wrong or doubtful about a file.
pub fn lint(file: &str, text: &str) -> Vec<Diagnostic> {
    match parse(file, text) {
        Err(list) => list,
        Ok((spec, mut list)) => {
            list.extend(doubts::find(file, text, &spec));
            list.sort_by_key(|remark| remark.at);
            list
        }
    }
}

fn read(text: &str, diagnostics: &mut Diagnostics) -> Option<Buildspec> {
    let root = yaml::parse(text, diagnostics)?;
    let mut root = Reader::root(&root, diagnostics)?;
    let version = version(&mut root)?;
    let env = env::read(&mut root, version);
    let (artifacts, secondary_artifacts) = artifacts::read(&mut root, version);
    let spec = Buildspec {
        version,
        run_as: root.text("run-as"),
        env,
        phases: phases::read(&mut root),
        reports: artifacts::reports(&mut root),
        artifacts,
        secondary_artifacts,
    };
    ignored(&mut root);
    root.finish("the buildspec");
    Some(spec)
}

fn version(root: &mut Reader<'_, '_>) -> Option<Version> {
    let fix = "write `version: 0.2` on the first line";
    let Some(node) = root.take("version") else {
        root.error(Position::START, "`version` is missing", fix);
        return None;
    };
    match node.text() {
        Some("0.2") => Some(Version::V02),
        Some("0.1") => Some(Version::V01),
        other => {
            let what = format!(
                "`{}` is no version of the format",
                other.unwrap_or_default()
            );
            root.error(node.at, what, fix);
            None
        }
    }
}

/// Keys that are known and have no effect on this server, each said by name.
fn ignored(root: &mut Reader<'_, '_>) {
    if let Some(batch) = root.take("batch") {
        let fix = "remove it, or start the builds one by one";
        root.warning(batch.at, "`batch` is ignored: this is a single build", fix);
    }
    if let Some(cache) = root.take("cache") {
        let what = "`cache` is ignored: every build starts with an empty cache";
        root.warning(cache.at, what, "remove it if the build does not need it");
    }
    if let Some(proxy) = root.take("proxy") {
        let what = "`proxy` is ignored: artifacts and logs go straight to the server";
        root.warning(proxy.at, what, "remove it");
    }
}
