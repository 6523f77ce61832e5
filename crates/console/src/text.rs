//! Foreign text made harmless, by type: what comes from documents is a [`Text`], and a `Text` can only
//! be shown with every character seen. HTML is escaped by the templates; here it is what a browser
//! would obey or an eye would miss: control characters, marks that turn the direction of writing,
//! characters without width.

use std::fmt::{self, Display, Write};
use std::ops::Deref;

use maud::Render;
use serde_json::Value;
use towline_words::is_harmful;

/// Text of a document. As a `&str` it is as it came, for comparing; shown it is harmless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match is_harmful(c) {
                true => write!(f, "{}", c.escape_default())?,
                false => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

impl Render for Text<'_> {
    fn render_to(&self, buffer: &mut String) {
        for c in self.0.chars() {
            push(buffer, c);
        }
    }
}

/// Appends a character to HTML text or to the value of an attribute.
pub(crate) fn push(html: &mut String, c: char) {
    match c {
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '&' => html.push_str("&amp;"),
        '"' => html.push_str("&quot;"),
        c if is_harmful(c) => html.extend(c.escape_default()),
        c => html.push(c),
    }
}

/// The string in a document, or none.
pub(crate) fn text(value: &Value) -> Text<'_> {
    Text(value.as_str().unwrap_or_default())
}

/// The entries of a list in a document.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A moment in a document, in seconds.
pub(crate) fn time(value: &Value) -> Option<f64> {
    value.as_f64()
}

/// A count in a document.
pub(crate) fn count(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

/// The strings of a list.
pub(crate) fn texts(value: &Value) -> Vec<String> {
    let strings = list(value).iter().filter_map(Value::as_str);
    strings.map(str::to_string).collect()
}

/// The beginning of an id or a commit, enough to tell it from others.
pub(crate) fn short(id: &str) -> &str {
    let commit = id.len() == 40 && id.bytes().all(|b| b.is_ascii_hexdigit());
    let uuid = id.len() == 36 && id.bytes().filter(|b| *b == b'-').count() == 4;
    if commit || uuid { &id[..8] } else { id }
}

/// The first line.
pub(crate) fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_browser_obeys_or_an_eye_misses_is_left() {
        let shown = |text: &str| Text(text).render().into_string();
        assert_eq!(shown("web 1 – ünïcode ✓ 部署"), "web 1 – ünïcode ✓ 部署");
        assert_eq!(
            shown("<script>\"a\" & 'b'</script>"),
            "&lt;script&gt;&quot;a&quot; &amp; 'b'&lt;/script&gt;"
        );
        assert_eq!(shown("exe\u{202e}gpj\u{200b}"), "exe\\u{202e}gpj\\u{200b}");
        assert_eq!(shown("a\x1b[31m\r\n\0"), "a\\u{1b}[31m\\r\\n\\u{0}");
        for c in (0..=0x1_ffffu32)
            .chain(0xe_0000..=0xe_0fff)
            .filter_map(char::from_u32)
        {
            let shown = shown(&c.to_string());
            assert!(!shown.chars().any(is_harmful), "{c:?}");
            assert!(!Text(&c.to_string()).to_string().chars().any(is_harmful));
        }
    }

    #[test]
    fn ids_are_short_where_they_are_long() {
        assert_eq!(short("84de7898-cc74-4e33-9dc9-5bdd44c060eb"), "84de7898");
        assert_eq!(
            short("22daed8ae5678461f6bfa5de86844b3a405c1a4f"),
            "22daed8a"
        );
        assert_eq!(short("d-ABCDEFGHI"), "d-ABCDEFGHI");
    }
}
