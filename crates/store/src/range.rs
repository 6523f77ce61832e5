//! Which rows to list, and the key arithmetic behind prefix scans.

/// Which rows of a kind to list, in key order.
#[derive(Debug, Clone, Default)]
pub struct Range {
    /// Only keys that start with this.
    pub prefix: String,
    /// Only keys after this one (before it, when `reverse`).
    pub after: Option<String>,
    /// At most so many rows; 0 means no limit.
    pub limit: usize,
    /// Descending key order.
    pub reverse: bool,
}

impl Range {
    /// Every row whose key starts with `prefix`.
    pub fn prefix(prefix: impl Into<String>) -> Range {
        Range {
            prefix: prefix.into(),
            ..Range::default()
        }
    }
}

/// The least key greater than every key that starts with `prefix`; `None` when there is none.
///
/// Keys are ordered by their UTF-8 bytes, which is the order of code points. Give it as
/// [`Range::after`] to skip everything below a prefix.
pub fn past_prefix(prefix: &str) -> Option<String> {
    let mut text = prefix.to_string();
    while let Some(last) = text.pop() {
        let next = match last {
            char::MAX => continue,
            '\u{d7ff}' => '\u{e000}', // no character lies between: surrogates
            other => char::from_u32(u32::from(other) + 1)?,
        };
        text.push(next);
        return Some(text);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::past_prefix;

    #[test]
    fn past_a_prefix_lies_the_next_text_that_does_not_start_with_it() {
        assert_eq!(past_prefix(""), None);
        assert_eq!(past_prefix("app/").as_deref(), Some("app0"));
        assert_eq!(past_prefix("\u{d7ff}").as_deref(), Some("\u{e000}"));
        assert_eq!(past_prefix("a\u{10ffff}").as_deref(), Some("b"));
        assert_eq!(past_prefix("\u{10ffff}"), None);
    }
}
