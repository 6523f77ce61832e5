//! The `artifacts` and `reports` blocks.

use super::reader::Reader;
use super::{Artifact, Files, ReportFormat, ReportGroup, Version};
use crate::diagnostic::Position;

/// Report groups of one build.
const MAX_GROUPS: usize = 5;

/// The top-level artifact and the secondary ones.
pub(super) fn read(
    root: &mut Reader<'_, '_>,
    version: Version,
) -> (Option<Artifact>, Vec<(String, Artifact)>) {
    let at = root.place("artifacts");
    let Some(mut map) = root.map("artifacts") else {
        return (None, Vec::new());
    };
    if version == Version::V01 {
        map.take("type");
    }
    let secondary = secondary(&mut map);
    let has_files = map.peek("files").is_some();
    let artifact = artifact(&mut map);
    map.finish("`artifacts`");
    if !has_files && secondary.is_empty() {
        missing_files(root, "artifacts", at);
    }
    (has_files.then_some(artifact), secondary)
}

fn secondary(map: &mut Reader<'_, '_>) -> Vec<(String, Artifact)> {
    let Some(mut blocks) = map.map("secondary-artifacts") else {
        return Vec::new();
    };
    let mut secondary = Vec::new();
    for entry in blocks.rest() {
        let Some(mut block) = blocks.node(&entry.value, &entry.key) else {
            continue;
        };
        let found = artifact(&mut block);
        block.finish(&format!("artifact `{}`", entry.key));
        if found.files.files.is_empty() {
            missing_files(&mut blocks, &entry.key, entry.key_at);
        }
        secondary.push((entry.key.clone(), found));
    }
    secondary
}

fn missing_files(map: &mut Reader<'_, '_>, block: &str, at: Position) {
    let fix = "add `files:` with a list of patterns, for example `- '**/*'`";
    map.error(at, format!("`files` is missing in `{block}`"), fix);
}

fn artifact(map: &mut Reader<'_, '_>) -> Artifact {
    if let Some(node) = map.take("s3-prefix") {
        let what = "`s3-prefix` is ignored: the project alone decides where artifacts go";
        map.warning(node.at, what, "set `path` of the project's artifacts");
    }
    let at = map.place("enable-symlinks");
    if map.flag("enable-symlinks") {
        let what = "`enable-symlinks` is not supported yet: links are stored as files";
        map.error(at, what, "remove it");
    }
    Artifact {
        files: files(map),
        name: map.text("name"),
    }
}

fn files(map: &mut Reader<'_, '_>) -> Files {
    Files {
        files: map.texts("files"),
        base_directory: map.text("base-directory"),
        exclude_paths: map.texts("exclude-paths"),
        discard_paths: map.flag("discard-paths"),
    }
}

/// The report groups.
pub(super) fn reports(root: &mut Reader<'_, '_>) -> Vec<ReportGroup> {
    let at = root.place("reports");
    let Some(mut map) = root.map("reports") else {
        return Vec::new();
    };
    let mut groups = Vec::new();
    for entry in map.rest() {
        let Some(mut block) = map.node(&entry.value, &entry.key) else {
            continue;
        };
        let files = files(&mut block);
        let format = format(&mut block);
        block.finish(&format!("report group `{}`", entry.key));
        if files.files.is_empty() {
            missing_files(&mut map, &entry.key, entry.key_at);
        }
        groups.push(ReportGroup {
            group: entry.key.clone(),
            files,
            format,
        });
    }
    if groups.len() > MAX_GROUPS {
        let what = format!(
            "{} report groups; at most {MAX_GROUPS} are possible",
            groups.len()
        );
        map.error(at, what, "merge some of them");
    }
    groups
}

fn format(map: &mut Reader<'_, '_>) -> ReportFormat {
    let Some(node) = map.take("file-format") else {
        return ReportFormat::default();
    };
    let text = node.text().unwrap_or_default();
    match text.to_ascii_uppercase().as_str() {
        "JUNITXML" => ReportFormat::JunitXml,
        "TESTNGXML" => ReportFormat::TestNgXml,
        _ => {
            let what = format!("the report format `{text}` is not supported");
            map.error(node.at, what, "write JUNITXML or TESTNGXML");
            ReportFormat::default()
        }
    }
}
