//! Which characters of foreign text nobody may be shown as they are.

/// What a terminal or a browser would obey or an eye would miss: controls, breaks of a line, marks
/// that turn the direction of writing, characters without width.
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_of_all_peoples_is_harmless_and_tricks_are_not() {
        assert!(!"web 1 – ünïcode ✓ 部署".chars().any(is_harmful));
        for c in "\0\t\n\r\x1b\u{7f}\u{9b}\u{85}\u{200b}\u{200f}\u{202e}\u{2066}\u{feff}".chars() {
            assert!(is_harmful(c), "{c:?}");
        }
    }
}
