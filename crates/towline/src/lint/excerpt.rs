//! The line that a remark is about, and the word in it, in as many columns as there are.

use crate::terminal::{safe, width};

/// Columns that stay visible before the word when the line is too long.
const BEFORE: usize = 20;

/// A line and the marks below it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) line: String,
    pub(super) marks: String,
}

/// The line with the word at `column` (from 1) marked.
pub(super) fn of(line: &str, column: u32, room: usize) -> Excerpt {
    let line = line.trim_end();
    let skipped = usize::try_from(column).unwrap_or(1).saturating_sub(1);
    let start = line.char_indices().nth(skipped).map(|(at, _)| at);
    let (before, rest) = line.split_at(start.unwrap_or(line.len()));
    let word = word(rest);
    let (mut before, rest) = (safe(before), safe(rest));
    if width::of(&before) + width::of(&rest) > room && width::of(&before) > BEFORE {
        before = end(&before);
    }
    let indent = width::of(&before);
    let shown = width::fit(&format!("{before}{rest}"), room);
    let marked = width::of(&safe(word)).clamp(1, room.saturating_sub(indent).max(1));
    Excerpt {
        line: shown,
        marks: format!("{}{}", " ".repeat(indent), "^".repeat(marked)),
    }
}

/// The last columns of a text.
fn end(text: &str) -> String {
    let mut kept: Vec<char> = Vec::new();
    for c in text.chars().rev() {
        if width::of(&kept.iter().collect::<String>()) + 2 > BEFORE {
            break;
        }
        kept.push(c);
    }
    let kept: String = kept.into_iter().rev().collect();
    format!("…{kept}")
}

/// What begins here: a quoted text with its quotes, or everything up to a space or a separator.
fn word(text: &str) -> &str {
    let quote = text.chars().next().filter(|c| ['"', '\''].contains(c));
    let length = match quote {
        Some(quote) => text[1..].find(quote).map(|at| at + 2),
        None => text.find(|c: char| c.is_whitespace() || ",:[]{}".contains(c)),
    };
    &text[..length.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, column: u32, room: usize) -> String {
        let Excerpt { line, marks } = of(line, column, room);
        assert!(
            width::of(&line) <= room && width::of(&marks) <= room,
            "{line}\n{marks}"
        );
        format!("{line}\n{marks}")
    }

    #[test]
    fn the_word_is_marked() {
        assert_eq!(shown("os: ubuntu", 5, 80), "os: ubuntu\n    ^^^^^^");
        assert_eq!(shown("  \"os\": 1,", 3, 80), "  \"os\": 1,\n  ^^^^");
        assert_eq!(
            shown("- location: a b", 3, 80),
            "- location: a b\n  ^^^^^^^^"
        );
    }

    #[test]
    fn wide_and_hostile_characters_do_not_shift_the_marks() {
        assert_eq!(shown("部署: x", 5, 80), "部署: x\n      ^");
        assert_eq!(
            shown("a\u{1b}[2J: x", 8, 80),
            "a\\u{1b}[2J: x\n            ^"
        );
    }

    #[test]
    fn a_long_line_shows_the_word() {
        let line = format!("{}here and {}", "x".repeat(100), "y".repeat(100));
        insta::assert_snapshot!(shown(&line, 101, 40), @r"
        …xxxxxxxxxxxxxxxxxxxhere and yyyyyyyyyy…
                            ^^^^
        ");
        assert_eq!(shown("", 7, 10), "\n^");
    }
}
