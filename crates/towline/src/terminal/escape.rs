//! Text of a server or a program made harmless: a terminal obeys nothing in it, and nobody is
//! fooled about the order of its characters. Everything foreign that is printed goes through here.

use std::fmt::Write;

use towline_words::is_harmful;

/// One line in which every character is seen: what controls a terminal, breaks the line, turns the
/// direction of writing or is invisible is written as an escape.
pub(crate) fn safe(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        push(&mut line, c);
    }
    line
}

/// A line of a log: colours are passed on or left out, tabs are spread, the rest as in [`safe`].
pub(crate) fn log(text: &str, colour: bool) -> String {
    let mut line = String::with_capacity(text.len());
    let mut rest = text;
    let mut coloured = false;
    while let Some(c) = rest.chars().next() {
        if let Some(length) = colour_sequence(rest) {
            if colour {
                line.push_str(&rest[..length]);
                coloured = true;
            }
            rest = &rest[length..];
            continue;
        }
        match c {
            '\t' => line.push_str("    "),
            c => push(&mut line, c),
        }
        rest = &rest[c.len_utf8()..];
    }
    if coloured {
        line.push_str("\x1b[0m");
    }
    line
}

fn push(line: &mut String, c: char) {
    if is_harmful(c) {
        // A String takes whatever is written.
        let _ = write!(line, "{}", c.escape_default());
    } else {
        line.push(c);
    }
}

/// The length of a whole "select graphic rendition" at the beginning, the one sequence that only
/// colours.
fn colour_sequence(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("\x1b[")?;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ';' || c == ':'))?;
    rest[end..].starts_with('m').then_some(end + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_or_an_eye_misses_is_left() {
        assert_eq!(safe("web 1 – ünïcode ✓ 部署"), "web 1 – ünïcode ✓ 部署");
        assert_eq!(safe("a\x1b[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(safe("a\nb\r\x07\tc"), "a\\nb\\r\\u{7}\\tc");
        assert_eq!(safe("exe\u{202e}gpj"), "exe\\u{202e}gpj");
        assert_eq!(
            safe("a\u{200b}b\u{feff}\u{2066}"),
            "a\\u{200b}b\\u{feff}\\u{2066}"
        );
        assert_eq!(safe("\u{9b}31m\u{85}"), "\\u{9b}31m\\u{85}");
        for c in (0..=0x1_ffffu32)
            .chain(0xe_0000..=0xe_0fff)
            .filter_map(char::from_u32)
        {
            let shown = safe(&c.to_string());
            assert!(!shown.chars().any(char::is_control), "{c:?}");
        }
    }

    #[test]
    fn logs_keep_their_colours_and_nothing_else() {
        let line = "\x1b[1;31mred\x1b[0m\tand \x1b]0;title\x07 \x1b[2J";
        assert_eq!(
            log(line, true),
            "\x1b[1;31mred\x1b[0m    and \\u{1b}]0;title\\u{7} \\u{1b}[2J\x1b[0m"
        );
        assert_eq!(
            log(line, false),
            "red    and \\u{1b}]0;title\\u{7} \\u{1b}[2J"
        );
        assert_eq!(log("\x1b[31", true), "\\u{1b}[31");
    }
}
