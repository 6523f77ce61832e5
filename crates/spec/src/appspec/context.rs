//! The SELinux context of a permission.

use super::parse::{mapping, text, warn_unknown_keys};
use crate::diagnostic::Diagnostics;
use crate::yaml::Node;

/// What `semanage fcontext` is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// SELinux user.
    pub user: Option<String>,
    /// SELinux type.
    pub kind: String,
    /// Sensitivity and categories, for example `s0-s1:c0.c3`.
    pub range: Option<String>,
}

pub(super) fn read(item: &Node, out: &mut Diagnostics) -> Option<Context> {
    let node = item.get("context")?;
    let entries = mapping(node, "`context`", out)?;
    if let Some(role) = node.get("role") {
        out.error(
            role.at,
            "The deployment failed because the application specification file specifies a role, \
             but roles are not supported. Remove the role from the AppSpec file, and then try \
             again.",
            "remove `role`",
        );
    }
    let known = ["user", "name", "type", "range", "role"];
    warn_unknown_keys(entries, &known, "`context`", out);
    // The guide calls it `user`, the agent reads `name`.
    let user = text(node, "user", out).or(text(node, "name", out));
    let kind = text(node, "type", out);
    if kind.is_none() {
        out.error(
            node.at,
            "The deployment failed because the application specification file specifies an invalid \
             context type. Update the permissions section of the AppSpec file, and then try again.",
            "add `type:` with an SELinux type",
        );
    }
    let range = text(node, "range", out);
    if let Some(range) = range.filter(|range| !valid_range(range)) {
        out.error(
            node.get("range")?.at,
            format!(
                "The deployment failed because of a problem with the SELinux range specified \
                 ({range}) for the context parameter in the permissions section of the application \
                 specification file. Make corrections in the permissions section of the AppSpec \
                 file, and then try again."
            ),
            "write sN, sN-sN or sN:cN.cN,cN with categories up to c1023, each once",
        );
    }
    Some(Context {
        user: user.map(str::to_owned),
        kind: kind?.to_owned(),
        range: range.map(str::to_owned),
    })
}

/// `sN[-sN][:cN[.cN][,...]]`: ranges go upward, no category twice.
fn valid_range(range: &str) -> bool {
    let (sensitivity, categories) = match range.split_once(':') {
        Some((sensitivity, categories)) => (sensitivity, Some(categories)),
        None => (range, None),
    };
    let level = |text: &str, letter| -> Option<u32> {
        let digits = text.strip_prefix(letter)?;
        let all = digits.bytes().all(|b| b.is_ascii_digit());
        all.then(|| digits.parse().ok()).flatten()
    };
    let span = |text: &str, separator, letter| -> Option<(u32, u32)> {
        let (low, high) = text.split_once(separator).unwrap_or((text, text));
        let (low, high) = (level(low, letter)?, level(high, letter)?);
        (low <= high).then_some((low, high))
    };
    if span(sensitivity, '-', 's').is_none() {
        return false;
    }
    let mut used = [false; 1024];
    categories.is_none_or(|categories| {
        categories.split(',').all(|part| {
            let Some((low, high)) = span(part, '.', 'c').filter(|(_, high)| *high < 1024) else {
                return false;
            };
            (low..=high).all(|n| !std::mem::replace(&mut used[n as usize], true))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::valid_range;

    #[test]
    fn ranges() {
        for range in ["s0", "s0-s3", "s0:c1", "s0-s1:c0.c3,c9", "s0:c1023"] {
            assert!(valid_range(range), "{range}");
        }
        for range in [
            "",
            "s",
            "s1-s0",
            "s0:",
            "s0:c1024",
            "s0:c1,c1",
            "s0:c3.c1",
            "s0:c0.c3,c2",
            "x0",
            "s+1",
        ] {
            assert!(!valid_range(range), "{range}");
        }
    }
}
