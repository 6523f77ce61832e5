//! YAML and JSON as a tree of texts with positions, for files whose exact spelling matters.
//!
//! Scalars stay as written (`0644`, `3.10`, `yes`): what they mean is the reader's decision, taken
//! with [`Node::boolean`] or [`Node::integer`] by the rules of YAML 1.1, which AWS's readers use.
//! Aliases and merge keys are expanded here. The tree is bounded in bytes, depth and nodes, so a
//! hostile file costs no more than a large honest one.

mod compose;
#[cfg(test)]
mod tests;

pub use compose::{Budget, parse, parse_within};

use crate::diagnostic::Position;

/// A value and where it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it starts; for an alias, where the alias stands.
    pub at: Position,
    /// What it is.
    pub value: Value,
}

/// The kinds of value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text, with escapes resolved. `plain` is false when it was quoted or a block.
    Scalar {
        /// As written.
        text: String,
        /// Neither quoted nor a block, so it may also mean a number, a boolean or null.
        plain: bool,
    },
    /// A sequence.
    List(Vec<Node>),
    /// A mapping with text keys, in the order of the file, each key once.
    Map(Vec<Entry>),
}

/// One pair of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key as written.
    pub key: String,
    /// Where the key stands.
    pub key_at: Position,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// Absent on purpose: an empty plain scalar, `~` or `null`.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true }
            if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The text of a scalar that is not null.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } if !self.is_null() => Some(text),
            _ => None,
        }
    }

    /// The text of a plain scalar, which may mean more than text.
    fn plain(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, plain: true } => Some(text),
            _ => None,
        }
    }

    /// A text that was quoted or a block, so it is nothing but text.
    pub fn is_quoted(&self) -> bool {
        matches!(&self.value, Value::Scalar { plain: false, .. })
    }

    /// A YAML 1.1 boolean: `yes`, `no`, `true`, `false`, `on`, `off` in the three usual cases.
    pub fn boolean(&self) -> Option<bool> {
        let text = self.plain()?;
        let lower = text.to_lowercase();
        let title: String = {
            let mut chars = lower.chars();
            let first = chars.next()?.to_ascii_uppercase();
            std::iter::once(first).chain(chars).collect()
        };
        if text != lower && text != title && text != lower.to_uppercase() {
            return None;
        }
        match lower.as_str() {
            "yes" | "true" | "on" => Some(true),
            "no" | "false" | "off" => Some(false),
            _ => None,
        }
    }

    /// A YAML 1.1 integer: decimal, `0x1F`, `0b1`, and octal with a leading zero (`010` is 8).
    pub fn integer(&self) -> Option<i64> {
        let text: String = self.plain()?.chars().filter(|c| *c != '_').collect();
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(&text)),
        };
        let (radix, digits) = match digits.as_bytes() {
            [b'0', b'x', ..] => (16, &digits[2..]),
            [b'0', b'b', ..] => (2, &digits[2..]),
            [b'0', b'o', ..] => (8, &digits[2..]),
            [b'0', _, ..] => (8, &digits[1..]),
            _ => (10, digits),
        };
        if !digits.starts_with(|c: char| c.is_digit(radix)) {
            return None; // a second sign, or nothing
        }
        i64::from_str_radix(digits, radix).ok()?.checked_mul(sign)
    }

    /// The items of a list.
    pub fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The pairs of a mapping.
    pub fn map(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value under `key` of a mapping; a null value counts as absent.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entry = self.map()?.iter().find(|entry| entry.key == key)?;
        (!entry.value.is_null()).then_some(&entry.value)
    }

    /// What it is, for messages: `a list`, `a mapping`, `nothing`, `text`.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
            Value::Scalar { .. } if self.is_null() => "nothing",
            Value::Scalar { .. } => "text",
        }
    }
}
