//! Access control entries of a permission.

use std::fmt;

use super::parse::texts;
use crate::diagnostic::Diagnostics;
use crate::yaml::Node;

/// Whom an entry is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AceKind {
    /// A user, or the owner when unnamed.
    User,
    /// A group, or the owning group when unnamed.
    Group,
    /// The upper bound of named entries.
    Mask,
    /// Everybody else.
    Other,
}

/// One access control entry; displays in the long form that `setfacl` takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ace {
    /// For objects created later in a directory, not for the directory itself.
    pub default: bool,
    /// Whom it is for.
    pub kind: AceKind,
    /// User or group name; empty for the unnamed entries.
    pub name: String,
    /// Read 4, write 2, execute 1.
    pub bits: u8,
}

impl fmt::Display for Ace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let default = if self.default { "default:" } else { "" };
        let kind = match self.kind {
            AceKind::User => "user",
            AceKind::Group => "group",
            AceKind::Mask => "mask",
            AceKind::Other => "other",
        };
        let letter = |bit, letter| if self.bits & bit != 0 { letter } else { '-' };
        let (r, w, x) = (letter(4, 'r'), letter(2, 'w'), letter(1, 'x'));
        write!(f, "{default}{kind}:{}:{r}{w}{x}", self.name)
    }
}

pub(super) fn read(item: &Node, out: &mut Diagnostics) -> Option<Vec<Ace>> {
    item.get("acls")?;
    let mut acls = Vec::new();
    for (text, at) in texts(item, "acls", out) {
        match parse(&text) {
            Ok(ace) => acls.push(ace),
            Err(what) => {
                out.error(
                    at,
                    what,
                    "write [default:]user:NAME:rwx, [default:]group:NAME:rwx or mask::rwx",
                );
            }
        }
    }
    Some(acls)
}

const PREFIX: &str = "The deployment failed because of a problem with the acls permission settings \
                      in the application specification file.";

/// Reads `[default:][kind:]name:permissions`.
fn parse(text: &str) -> Result<Ace, String> {
    let invalid = || format!("{PREFIX} Invalid acl entry ({text}).");
    let mut parts: Vec<&str> = text.split(':').collect();
    let bits = bits(text, parts.pop().unwrap_or_default())?;
    let last = parts.pop().ok_or_else(invalid)?;
    let default = matches!(parts.first(), Some(&("d" | "default")));
    if default {
        parts.remove(0);
    }
    let (kind, name) = match (parts.as_slice(), kind(last)) {
        // `mask:rwx` and `other:rwx` may leave out the empty name.
        ([], Some(kind @ (AceKind::Mask | AceKind::Other))) => (kind, ""),
        ([], _) => (AceKind::User, last),
        ([word], _) => (kind(word).ok_or_else(invalid)?, last),
        _ => return Err(invalid()),
    };
    if matches!(kind, AceKind::Mask | AceKind::Other) && !name.is_empty() {
        return Err(invalid());
    }
    // An unnamed entry repeats what the mode says.
    if !default && kind != AceKind::Mask && name.is_empty() {
        return Err(format!(
            "{PREFIX} Use mode to set the base acl entry ({text}). Update the permissions section \
             of the AppSpec file, and then try again."
        ));
    }
    Ok(Ace {
        default,
        kind,
        name: name.to_owned(),
        bits,
    })
}

fn kind(word: &str) -> Option<AceKind> {
    match word {
        "u" | "user" => Some(AceKind::User),
        "g" | "group" => Some(AceKind::Group),
        "m" | "mask" => Some(AceKind::Mask),
        "o" | "other" => Some(AceKind::Other),
        _ => None,
    }
}

/// One octal digit, or letters.
fn bits(entry: &str, permissions: &str) -> Result<u8, String> {
    if let [digit @ b'0'..=b'7'] = permissions.as_bytes() {
        return Ok(digit - b'0');
    }
    permissions
        .chars()
        .try_fold(0, |bits, letter| match letter {
            'r' => Ok(bits | 4),
            'w' => Ok(bits | 2),
            'x' => Ok(bits | 1),
            '-' => Ok(bits),
            _ => Err(format!(
                "The deployment failed because the access control list (ACL) named {entry} in the \
             application specification file contains an invalid character ({letter}). Correct the \
             ACL in the hooks section of the AppSpec file, and then try again."
            )),
        })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn entries_are_read_in_every_form() {
        for (text, expected) in [
            ("u:bob:rw", "user:bob:rw-"),
            ("bob:7", "user:bob:rwx"),
            ("group:ops:r-x", "group:ops:r-x"),
            ("mask:5", "mask::r-x"),
            ("m::5", "mask::r-x"),
            ("d:bob:4", "default:user:bob:r--"),
            ("default:g::4", "default:group::r--"),
            ("d:o:0", "default:other::---"),
        ] {
            assert_eq!(parse(text).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn impossible_entries_are_refused() {
        for (text, expected) in [
            ("rwx", "Invalid acl entry (rwx)."),
            ("a:b:c:d:7", "Invalid acl entry"),
            ("x:bob:7", "Invalid acl entry"),
            ("d:d:bob:7", "Invalid acl entry"),
            ("mask:bob:7", "Invalid acl entry"),
            ("u::7", "Use mode to set the base acl entry (u::7)."),
            ("o:7", "Use mode to set the base acl entry"),
            ("u:bob:q", "invalid character (q)"),
            ("u:bob:8", "invalid character (8)"),
        ] {
            let said = parse(text).unwrap_err();
            assert!(said.contains(expected), "{text}: {said}");
        }
    }
}
