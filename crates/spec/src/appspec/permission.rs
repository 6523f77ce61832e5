//! The `permissions` section: which installed objects an entry covers and what it sets on them.

use std::path::Path;

use super::acl::{self, Ace};
use super::context::{self, Context};
use super::parse::{list, mapping, text, texts, warn_unknown_keys};
use crate::diagnostic::Diagnostics;
use crate::yaml::Node;

/// A kind of object on the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file or symbolic link.
    File,
    /// A directory.
    Directory,
}

/// One entry of `permissions`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// An absolute path: one installed file, or a directory whose installed content is meant.
    pub object: String,
    /// `**` for everything below a directory, else a glob (`*` only) for immediate children.
    pub pattern: String,
    /// Globs for immediate children that are left out.
    pub except: Vec<String>,
    /// The kinds of object that are meant.
    pub kinds: Vec<Kind>,
    /// User name (or number).
    pub owner: Option<String>,
    /// Group name (or number).
    pub group: Option<String>,
    /// Three or four octal digits.
    pub mode: Option<String>,
    /// Access control entries beside the mode; `None` leaves the list alone.
    pub acls: Option<Vec<Ace>>,
    /// SELinux context.
    pub context: Option<Context>,
}

impl Permission {
    /// Whether the entry, whose object is a directory, covers `path`, an object of `kind` that
    /// this deployment installed.
    pub fn covers(&self, path: &Path, kind: Kind) -> bool {
        let Ok(relative) = path.strip_prefix(&self.object) else {
            return false;
        };
        let name = relative.to_string_lossy();
        !name.is_empty()
            && self.kinds.contains(&kind)
            && (self.pattern == "**" || matches_child(&name, &self.pattern))
            && !self.except.iter().any(|glob| matches_child(&name, glob))
    }

    /// Whether the entry may stand for the single file that is its object.
    pub fn check_single_file(&self) -> Result<(), String> {
        if self.pattern != "**" {
            return Err(format!(
                "The deployment failed because the application specification file includes an \
                 object ({}) with an invalid pattern ({}), such as a pattern for a file applied to \
                 a directory. Correct the permissions section of the AppSpec file, and then try \
                 again.",
                self.object, self.pattern
            ));
        }
        if !self.except.is_empty() {
            return Err(format!(
                "The deployment failed because the except parameter for a pattern in the \
                 permissions section ({:?}) for the object named {} contains an invalid format. \
                 Update the AppSpec file, and then try again.",
                self.except, self.object
            ));
        }
        self.check_file_acl()
    }

    /// Default entries of an access control list exist on directories only.
    pub fn check_file_acl(&self) -> Result<(), String> {
        match &self.acls {
            Some(acls) if acls.iter().any(|ace| ace.default) => Err(
                "The deployment failed because the -d parameter has been specified to apply an acl \
                 setting to a file. This parameter is supported for directories only. Update the \
                 AppSpec file, and then try again."
                    .into(),
            ),
            _ => Ok(()),
        }
    }
}

/// Whether `name` is an immediate child that `glob` matches; `*` is any run of characters.
fn matches_child(name: &str, glob: &str) -> bool {
    if name.contains('/') {
        return false;
    }
    let mut parts = glob.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

pub(super) fn read(root: &Node, out: &mut Diagnostics) -> Vec<Permission> {
    let items = list(root, "permissions", "object", out);
    if let (Some("windows"), Some(first)) = (root.get("os").and_then(Node::text), items.first()) {
        out.error(
            first.at,
            "The deployment failed because the application specification file specifiles file \
             permissions, but the deployment is targeting one or more Windows Server instances. \
             Permissions are supported only for Amazon Linux, Ubuntu Server, and Red Hat \
             Enterprise Linux (RHEL) instances. Update the permissions section of the AppSpec \
             file, and then try again.",
            "remove `permissions`",
        );
        return Vec::new();
    }
    items.iter().filter_map(|item| entry(item, out)).collect()
}

fn entry(item: &Node, out: &mut Diagnostics) -> Option<Permission> {
    let known = [
        "object", "pattern", "except", "type", "owner", "group", "mode", "acls", "context",
    ];
    let entries = mapping(item, "an entry of `permissions`", out)?;
    warn_unknown_keys(entries, &known, "an entry of `permissions`", out);
    let object = text(item, "object", out).map(str::trim).unwrap_or_default();
    if object.is_empty() {
        out.error(
            item.at,
            "The deployment failed because a permission listed in the application specification \
             file has no object value. Update the permissions section of the AppSpec file, and \
             then try again.",
            "add `object:` with an absolute path on the host",
        );
        return None;
    }
    let owned = |text: &str| text.to_owned();
    Some(Permission {
        object: object.to_owned(),
        pattern: text(item, "pattern", out).map_or_else(|| "**".into(), owned),
        except: texts(item, "except", out)
            .into_iter()
            .map(|(glob, _)| glob)
            .collect(),
        kinds: kinds(item, out),
        owner: text(item, "owner", out).map(owned),
        group: text(item, "group", out).map(owned),
        mode: mode(item, out),
        acls: acl::read(item, out),
        context: context::read(item, out),
    })
}

fn kinds(item: &Node, out: &mut Diagnostics) -> Vec<Kind> {
    if item.get("type").is_none() {
        return vec![Kind::File, Kind::Directory];
    }
    let mut kinds = Vec::new();
    for (name, at) in texts(item, "type", out) {
        match name.as_str() {
            "file" => kinds.push(Kind::File),
            "directory" => kinds.push(Kind::Directory),
            other => {
                out.error(
                at,
                format!(
                    "The deployment failed because the application specification file specifies a \
                     permission for an object type not supported for permissions ({other}). Update \
                     the permissions section of the AppSpec file, and then try again."
                ),
                "write `- file`, `- directory` or both",
            );
            }
        }
    }
    kinds
}

fn mode(item: &Node, out: &mut Diagnostics) -> Option<String> {
    let written = text(item, "mode", out)?;
    let at = item.get("mode")?.at;
    let mode = format!("{written:0>3}");
    let fix = "write three or four octal digits, for example 755";
    if mode.len() > 4 {
        out.error(
            at,
            format!(
                "The deployment failed because the length of a permissions mode ({mode}) in the \
                 application specification file is invalid. Permissions modes must be between one \
                 and four characters long. Update the permissions section of the AppSpec file, and \
                 then try again."
            ),
            fix,
        );
        return None;
    }
    if let Some(wrong) = mode.chars().find(|c| !('0'..='7').contains(c)) {
        out.error(
            at,
            format!(
                "The deployment failed because the permissions mode ({mode}) in the application \
                 specification file contains an invalid character ({wrong}). Update the \
                 permissions section of the AppSpec file, and then try again."
            ),
            fix,
        );
        return None;
    }
    if written.len() > 1 && written.starts_with('0') && !item.get("mode")?.is_quoted() {
        let what = format!(
            "the mode {written} is used as written, but AWS's agents read it as a number in octal"
        );
        let fix = format!("write `mode: {}`", mode.trim_start_matches('0'));
        out.warning(at, what, fix)
            .why("the same file sets other permissions where AWS's agent runs");
    }
    Some(mode)
}

#[cfg(test)]
mod tests {
    use super::matches_child;

    #[test]
    fn a_star_matches_any_run_of_characters_of_one_name() {
        for (name, glob, expected) in [
            ("a.sh", "*.sh", true),
            ("a.sh", "*", true),
            ("a.sh", "a.sh", true),
            ("a.shx", "a.sh", false),
            ("a.sh", "", false),
            ("x/a.sh", "*.sh", false),
            ("abcabc", "a*b*c", true),
            ("abc", "a*bc*c", false),
            ("ab", "ab*b", false),
            ("ab", "*ab*", true),
        ] {
            assert_eq!(matches_child(name, glob), expected, "{name} {glob}");
        }
    }
}
