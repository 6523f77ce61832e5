//! Takes keys out of a mapping one by one, remarks on wrong kinds, and warns of what is left.

use crate::diagnostic::{Diagnostic, Diagnostics, Position};
use crate::near::near;
use crate::yaml::{Entry, Node, Value};

/// The unread entries of one mapping.
pub(super) struct Reader<'n, 'd> {
    entries: Vec<&'n Entry>,
    /// What was asked for: the keys that there are.
    known: Vec<String>,
    diagnostics: &'d mut Diagnostics,
}

impl<'n, 'd> Reader<'n, 'd> {
    /// The document itself.
    pub(super) fn root(node: &'n Node, diagnostics: &'d mut Diagnostics) -> Option<Reader<'n, 'd>> {
        Reader::new(node, "the buildspec", diagnostics)
    }

    fn new(node: &'n Node, what: &str, diagnostics: &'d mut Diagnostics) -> Option<Reader<'n, 'd>> {
        let Some(entries) = node.map() else {
            diagnostics.error(
                node.at,
                format!("{what} is {} where a mapping belongs", node.kind()),
                "write `key: value` lines",
            );
            return None;
        };
        Some(Reader {
            entries: entries.iter().collect(),
            known: Vec::new(),
            diagnostics,
        })
    }

    /// A key that must hold a mapping; nothing when absent, empty or wrong.
    pub(super) fn map(&mut self, key: &str) -> Option<Reader<'n, '_>> {
        let node = self.take(key)?;
        self.node(node, key)
    }

    /// A node that must be a mapping.
    pub(super) fn node(&mut self, node: &'n Node, what: &str) -> Option<Reader<'n, '_>> {
        if node.is_null() {
            return None;
        }
        Reader::new(node, &format!("`{what}`"), self.diagnostics)
    }

    /// The raw value of a key, which then counts as read.
    pub(super) fn take(&mut self, key: &str) -> Option<&'n Node> {
        Some(&self.take_entry(key)?.value)
    }

    /// The value of a key that stays unread.
    pub(super) fn peek(&self, key: &str) -> Option<&'n Node> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        Some(&entry.value)
    }

    /// Where a key stands; the start of the file when it is absent.
    pub(super) fn place(&self, key: &str) -> Position {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map_or(Position::START, |entry| entry.key_at)
    }

    fn take_entry(&mut self, key: &str) -> Option<&'n Entry> {
        self.known.push(key.into());
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(at))
    }

    /// All entries that are left, which then count as read.
    pub(super) fn rest(&mut self) -> Vec<&'n Entry> {
        std::mem::take(&mut self.entries)
    }

    /// A scalar's text.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        let node = self.take(key)?;
        if node.text().is_none() && !node.is_null() {
            self.wrong(node, key, "a text");
        }
        node.text().map(str::to_string)
    }

    /// `yes`, `no`, `true`, `false` and the other words of YAML 1.1, bare or quoted.
    pub(super) fn flag(&mut self, key: &str) -> bool {
        let Some(node) = self.take(key) else {
            return false;
        };
        match node.text().map(str::to_ascii_lowercase).as_deref() {
            Some("yes" | "true" | "on" | "y") => true,
            Some("no" | "false" | "off" | "n") => false,
            _ => {
                self.wrong(node, key, "`yes` or `no`");
                false
            }
        }
    }

    /// A list of texts; one text alone is taken as a list of one, with a warning.
    pub(super) fn texts(&mut self, key: &str) -> Vec<String> {
        let Some(node) = self.take(key) else {
            return Vec::new();
        };
        match &node.value {
            Value::Scalar { .. } if node.is_null() => Vec::new(),
            Value::Scalar { text, .. } => {
                let what =
                    format!("`{key}` is a text where a list belongs; taken as its only entry");
                let fix = format!("put `- ` before the entry of `{key}`");
                self.warning(node.at, what, fix)
                    .why("CodeBuild wants a list, and other readers of the file may refuse it");
                vec![text.clone()]
            }
            Value::List(list) => list
                .iter()
                .filter_map(|item| match item.text() {
                    Some(text) => Some(text.to_string()),
                    None => {
                        self.wrong(item, key, "a list of texts");
                        None
                    }
                })
                .collect(),
            Value::Map(_) => {
                self.wrong(node, key, "a list");
                Vec::new()
            }
        }
    }

    /// A mapping of names to texts, values as written; an empty value is an empty text.
    pub(super) fn pairs(&mut self, key: &str) -> Vec<(String, String)> {
        let Some(mut map) = self.map(key) else {
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for entry in map.rest() {
            match &entry.value.value {
                Value::Scalar { .. } => {
                    let text = entry.value.text().unwrap_or_default();
                    pairs.push((entry.key.clone(), text.to_string()));
                }
                _ => map.wrong(&entry.value, &entry.key, "a text"),
            }
        }
        pairs
    }

    /// Warns of keys that nobody took.
    pub(super) fn finish(mut self, place: &str) {
        for entry in self.rest() {
            let what = format!("`{}` is no key of {place}; ignored", entry.key);
            let fix = match near(&entry.key, &self.known) {
                Some(meant) => format!("write `{meant}`, or remove it"),
                None => format!("remove it, or use one of: {}", self.known.join(", ")),
            };
            self.warning(entry.key_at, what, fix);
        }
    }

    pub(super) fn wrong(&mut self, node: &Node, key: &str, expected: &str) {
        let what = format!("`{key}` is {} where {expected} belongs", node.kind());
        self.error(node.at, what, format!("write {expected}"));
    }

    pub(super) fn error(&mut self, at: Position, what: impl Into<String>, fix: impl Into<String>) {
        self.diagnostics.error(at, what, fix);
    }

    pub(super) fn warning(
        &mut self,
        at: Position,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) -> &mut Diagnostic {
        self.diagnostics.warning(at, what, fix)
    }
}
