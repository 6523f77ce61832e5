//! What an AppSpec file expects in its bundle. Whether it is there is the caller's to see.

use super::parse::CONSEQUENCES;
use crate::diagnostic::{Diagnostics, Position};
use crate::yaml::{self, Node};

/// What a part of the bundle is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Use {
    /// A script of this event.
    Script(String),
    /// The source of an entry of `files`.
    Source,
}

/// A path in the bundle that the file names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What for.
    pub used: Use,
    /// As written, relative to the root of the bundle.
    pub path: String,
    /// Where it is named.
    pub at: Position,
}

/// Every path that the file names; none when it cannot be read.
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut unheard = Diagnostics::new("", CONSEQUENCES);
    let Some(root) = yaml::parse(text, &mut unheard) else {
        return Vec::new();
    };
    let mut all = named(root.get("files"), "source", &Use::Source);
    let hooks = root.get("hooks").and_then(Node::map).unwrap_or_default();
    for entry in hooks {
        let used = Use::Script(entry.key.clone());
        all.extend(named(Some(&entry.value), "location", &used));
    }
    all
}

fn named(list: Option<&Node>, key: &str, used: &Use) -> Vec<Mention> {
    let items = list.and_then(Node::list).unwrap_or_default();
    let found = items.iter().filter_map(|item| {
        let node = item.get(key)?;
        Some(Mention {
            used: used.clone(),
            path: node.text()?.trim().into(),
            at: node.at,
        })
    });
    found.collect()
}
