//! The environment variables of a build, weakest first: machine, buildspec, project and start,
//! service.

use std::collections::BTreeMap;

use towline_api::towline::BuildJob;
use towline_spec::buildspec::{Artifact, Buildspec, Files};

use super::place::Place;
use super::session::Failure;

/// Where programs are looked for when the runner itself has no `PATH`.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// All variables that the shell starts with. Nothing else of the runner's environment gets in.
pub(super) fn variables(
    job: &BuildJob,
    spec: &Buildspec,
    place: &Place,
) -> Result<Vec<(String, String)>, Failure> {
    refuse_secrets(spec)?;
    let mut all = BTreeMap::new();
    let path = std::env::var("PATH").unwrap_or_else(|_| PATH.into());
    all.insert("PATH".to_string(), path);
    all.insert("LANG".to_string(), "C.UTF-8".to_string());
    all.insert("HOME".to_string(), place.home.display().to_string());
    all.extend(spec.env.variables.iter().cloned());
    for variable in job.variables.iter().chain(&job.service_variables) {
        all.insert(variable.name.clone(), variable.value.clone());
    }
    let source = place.source.display().to_string();
    all.insert("CODEBUILD_SRC_DIR".to_string(), source);
    for source in job.sources.iter().filter(|s| !s.identifier.is_empty()) {
        let directory = place.secondary(&source.identifier).display().to_string();
        all.insert(
            format!("CODEBUILD_SRC_DIR_{}", source.identifier),
            directory,
        );
    }
    all.insert("CODEBUILD_BUILD_SUCCEEDING".to_string(), "1".to_string());
    let bad = |(name, value): &(&String, &String)| {
        name.is_empty() || name.contains(['=', '\0']) || value.contains('\0')
    };
    if let Some((name, _)) = all.iter().find(bad) {
        let text =
            format!("environment variable `{name}` cannot be set: no empty names, `=` or NUL");
        return Err(Failure::yaml(text.replace('\0', "?")));
    }
    Ok(all.into_iter().collect())
}

/// Secrets cannot be read yet, and a build without them would do something else than meant.
fn refuse_secrets(spec: &Buildspec) -> Result<(), Failure> {
    let store = spec.env.parameter_store.iter();
    let store = store.map(|(name, _)| ("parameter-store", name));
    let manager = spec.env.secrets_manager.iter();
    let manager = manager.map(|(name, _)| ("secrets-manager", name));
    let Some((kind, name)) = store.chain(manager).next() else {
        return Ok(());
    };
    Err(Failure::client(format!(
        "env.{kind} variable {name} cannot be read: Towline does not support {kind} yet; give the \
         value as a PLAINTEXT variable of the project"
    )))
}

/// Names of the variables that patterns and directories refer to.
pub(super) fn referenced(spec: &Buildspec) -> Vec<String> {
    let artifacts = spec.artifacts.iter();
    let secondary = spec
        .secondary_artifacts
        .iter()
        .map(|(_, artifact)| artifact);
    let files = artifacts
        .chain(secondary)
        .map(|artifact: &Artifact| &artifact.files);
    let all = files.chain(spec.reports.iter().map(|group| &group.files));
    let mut names = Vec::new();
    for files in all {
        let texts = files
            .files
            .iter()
            .chain(&files.base_directory)
            .chain(&files.exclude_paths);
        for text in texts {
            expand(text, &mut |name| {
                names.push(name.to_string());
                String::new()
            });
        }
    }
    names.sort();
    names.dedup();
    names
}

/// `files` with `$NAME` and `${NAME}` replaced; unknown names become empty, as in the shell.
pub(super) fn expanded(files: &Files, values: &BTreeMap<String, String>) -> Files {
    let replace = |text: &String| {
        expand(text, &mut |name| {
            values.get(name).cloned().unwrap_or_default()
        })
    };
    Files {
        files: files.files.iter().map(replace).collect(),
        base_directory: files.base_directory.as_ref().map(replace),
        exclude_paths: files.exclude_paths.iter().map(replace).collect(),
        discard_paths: files.discard_paths,
    }
}

fn expand(text: &str, value: &mut dyn FnMut(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        let (braced, body) = match after.strip_prefix('{') {
            Some(body) => (true, body),
            None => (false, after),
        };
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = body.find(|c| !word(c)).unwrap_or(body.len());
        let (name, tail) = body.split_at(end);
        match (name.is_empty(), braced, tail.strip_prefix('}')) {
            (false, true, Some(tail)) => {
                out.push_str(&value(name));
                rest = tail;
            }
            (false, false, _) => {
                out.push_str(&value(name));
                rest = tail;
            }
            _ => {
                out.push('$');
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_replaced_and_everything_else_stays() {
        let mut value = |name: &str| format!("<{name}>");
        for (text, expected) in [
            ("target/$NAME.jar", "target/<NAME>.jar"),
            ("${A}_${B}/*", "<A>_<B>/*"),
            ("$A$B", "<A><B>"),
            ("cost$", "cost$"),
            ("${A", "${A"),
            ("$(date)", "$(date)"),
        ] {
            assert_eq!(expand(text, &mut value), expected);
        }
    }
}
