//! The top level and the `files` section.

use super::{AppSpec, FileEntry, FileExistsBehavior, hooks, permission};
use crate::diagnostic::{Consequences, Diagnostic, Diagnostics, Position};
use crate::near::near;
use crate::yaml::{self, Entry, Node};

/// What comes of a remark, unless it says more exactly.
pub(super) const CONSEQUENCES: Consequences = Consequences {
    error: "the agent refuses the file, so the deployment fails on every host",
    warning: "AWS's agents skip it without a word, and Towline's does the same",
};

/// Reads an AppSpec file; `file` is its name for messages.
///
/// `None` when it is refused: the list then has at least one error. Warnings come either way.
pub fn parse(file: &str, text: &str) -> (Option<AppSpec>, Vec<Diagnostic>) {
    let mut out = Diagnostics::new(file, CONSEQUENCES);
    let spec = yaml::parse(text, &mut out).map(|root| read(&root, &mut out));
    let spec = spec.filter(|_| !out.has_errors());
    (spec, out.into_sorted())
}

fn read(root: &Node, out: &mut Diagnostics) -> AppSpec {
    let Some(entries) = root.map().filter(|entries| !entries.is_empty()) else {
        out.error(
            root.at,
            "The deployment failed because the application specification file was empty. Make sure \
             your AppSpec file defines at minimum the 'version' and 'os' properties.",
            "begin with `version: 0.0` and `os: linux`",
        );
        return AppSpec::default();
    };
    let known = [
        "version",
        "os",
        "files",
        "file_exists_behavior",
        "permissions",
        "hooks",
    ];
    if root.get("Resources").or(root.get("resources")).is_some() {
        out.error(
            entries[0].key_at,
            "this is an AppSpec file for ECS or Lambda, which Towline does not deploy to",
            "use an AppSpec file with `os: linux`, `files` and `hooks`",
        );
        return AppSpec::default();
    }
    warn_unknown_keys(entries, &known, "an AppSpec file", out);
    version(root, out);
    os(root, out);
    AppSpec {
        files: files(root, out),
        file_exists_behavior: file_exists_behavior(root, out),
        permissions: permission::read(root, out),
        hooks: hooks::read(root, out),
    }
}

/// The keys that AWS's readers skip without a word.
pub(super) fn warn_unknown_keys(
    entries: &[Entry],
    known: &[&str],
    place: &str,
    out: &mut Diagnostics,
) {
    for entry in entries {
        if !known.contains(&entry.key.as_str()) {
            let fix = match near(&entry.key, known) {
                Some(meant) => format!("write `{meant}`, or remove it"),
                None => format!("remove it, or use one of: {}", known.join(", ")),
            };
            let what = format!("{place} has no key {:?}; it is ignored", entry.key);
            out.warning(entry.key_at, what, fix);
        }
    }
}

/// The items of the list under `key`; absent and null are an empty list.
pub(super) fn list<'n>(root: &'n Node, key: &str, item: &str, out: &mut Diagnostics) -> &'n [Node] {
    let Some(node) = root.get(key) else {
        return &[];
    };
    node.list().unwrap_or_else(|| {
        out.error(
            node.at,
            format!("`{key}` is {}, not a list", node.kind()),
            format!("put `- ` before each {item}"),
        );
        &[]
    })
}

/// The pairs of a list item.
pub(super) fn mapping<'n>(
    item: &'n Node,
    place: &str,
    out: &mut Diagnostics,
) -> Option<&'n [Entry]> {
    let entries = item.map();
    if entries.is_none() {
        out.error(
            item.at,
            format!("{place} is {}, not a mapping", item.kind()),
            "write `key: value` pairs, one a line, with the same indentation",
        );
    }
    entries
}

/// Text under `key`, or an error when it is a list or a mapping.
pub(super) fn text<'n>(node: &'n Node, key: &str, out: &mut Diagnostics) -> Option<&'n str> {
    let value = node.get(key)?;
    let text = value.text();
    if text.is_none() {
        out.error(
            value.at,
            format!("`{key}` is {}, not text", value.kind()),
            format!("write `{key}: value`"),
        );
    }
    text
}

/// The texts of the list under `key`; a single text counts as a list of one.
pub(super) fn texts(node: &Node, key: &str, out: &mut Diagnostics) -> Vec<(String, Position)> {
    let Some(value) = node.get(key) else {
        return Vec::new();
    };
    let items = value.list().unwrap_or(std::slice::from_ref(value));
    let mut texts = Vec::new();
    for item in items {
        match item.text() {
            Some(text) => texts.push((text.to_owned(), item.at)),
            None => {
                out.error(
                    item.at,
                    format!("an entry of `{key}` is {}, not text", item.kind()),
                    format!("write `{key}` as a list of texts"),
                );
            }
        }
    }
    texts
}

fn version(root: &Node, out: &mut Diagnostics) {
    let node = root.get("version");
    let shown = node.and_then(Node::text).unwrap_or_default();
    if shown.parse::<f64>() != Ok(0.0) {
        out.error(
            node.map_or(root.at, |node| node.at),
            format!(
                "The deployment failed because an invalid version value ({shown}) was entered in \
                 the application specification file. Make sure your AppSpec file specifies \"0.0\" \
                 as the version, and then try again."
            ),
            "write `version: 0.0`",
        );
    } else if let Some(node) = node.filter(|node| node.is_quoted()) {
        let what = "the version is quoted, which AWS's agents refuse";
        out.warning(node.at, what, "write `version: 0.0` without quotes")
            .why("the file works with Towline's agent, and fails where AWS's runs");
    }
}

fn os(root: &Node, out: &mut Diagnostics) {
    let node = root.get("os");
    let shown = node.and_then(Node::text).unwrap_or_default();
    if shown == "linux" {
        return;
    }
    let fix = match shown {
        "windows" => "deploy this revision to Windows hosts; Towline's agent runs on Linux",
        _ => "write `os: linux`",
    };
    out.error(
        node.map_or(root.at, |node| node.at),
        format!(
            "The deployment failed because the application specification file specifies an \
             unsupported operating system ({shown}). Specify either \"linux\" or \"windows\" in \
             the os section of the AppSpec file, and then try again."
        ),
        fix,
    );
}

fn files(root: &Node, out: &mut Diagnostics) -> Vec<FileEntry> {
    let mut files = Vec::new();
    for item in list(root, "files", "source", out) {
        let Some(entries) = mapping(item, "an entry of `files`", out) else {
            continue;
        };
        warn_unknown_keys(
            entries,
            &["source", "destination"],
            "an entry of `files`",
            out,
        );
        let source = text(item, "source", out);
        match (source, text(item, "destination", out)) {
            (Some(source), Some(destination)) => files.push(FileEntry {
                source: source.to_owned(),
                destination: destination.to_owned(),
            }),
            (None, _) => {
                out.error(
                    item.at,
                    "The deployment failed because the application specification file specifies a \
                 destination file, but no source file. Update the files section of the AppSpec \
                 file, and then try again.",
                    "add `source:` with a path in the revision, or `/` for all of it",
                );
            }
            (Some(source), None) => {
                out.error(
                item.at,
                format!(
                    "The deployment failed because the application specification file specifies \
                     only a source file ({source}). Add the name of the destination file to the \
                     files section of the AppSpec file, and then try again."
                ),
                "add `destination:` with a directory on the host",
            );
            }
        }
    }
    files
}

fn file_exists_behavior(root: &Node, out: &mut Diagnostics) -> Option<FileExistsBehavior> {
    let node = root.get("file_exists_behavior")?;
    let shown = node.text().unwrap_or_default();
    let behavior = FileExistsBehavior::from_name(shown);
    if behavior.is_none() {
        out.error(
            node.at,
            format!(
                "The deployment failed because an invalid file_exists_behavior value ({shown}) was \
                 entered in the application specification file. Make sure your AppSpec file \
                 specifies one of DISALLOW,OVERWRITE,RETAIN as the file_exists_behavior, and then \
                 try again."
            ),
            "write one of DISALLOW, OVERWRITE, RETAIN in upper case",
        );
    }
    behavior
}
