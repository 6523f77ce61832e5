//! Text in columns of a terminal, which are not characters: some take two, some none.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text without control characters takes.
pub(crate) fn of(text: &str) -> usize {
    text.width()
}

/// The text, cut to `width` columns with `…` at its end when it is longer.
pub(crate) fn fit(text: &str, width: usize) -> String {
    match of(text) <= width {
        true => text.to_string(),
        false => cut(text, width),
    }
}

/// The beginning of a text of which something is left out, and `…`, in `width` columns.
pub(crate) fn cut(text: &str, width: usize) -> String {
    let mut fitted = String::new();
    let mut left = width.saturating_sub(1);
    for c in text.chars() {
        let columns = c.width().unwrap_or(0);
        if columns > left {
            break;
        }
        left -= columns;
        fitted.push(c);
    }
    if width > 0 {
        fitted.push('…');
    }
    fitted
}

/// The text filled with spaces to `width` columns.
pub(crate) fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(of(text));
    format!("{text}{}", " ".repeat(missing))
}

/// Lines of at most `width` columns, broken at spaces where there are any.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let gap = usize::from(!line.is_empty());
        if of(&line) + gap + of(word) <= width {
            line.push_str(&" ".repeat(gap));
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = broken(word, width, &mut lines);
    }
    lines.push(line);
    lines
}

/// The last part of a word that is longer than a line; the parts before become lines.
fn broken(word: &str, width: usize, lines: &mut Vec<String>) -> String {
    let mut part = String::new();
    for c in word.chars() {
        let columns = c.width().unwrap_or(0);
        if !part.is_empty() && of(&part) + columns > width {
            lines.push(std::mem::take(&mut part));
        }
        part.push(c);
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(of("部署"), 4);
        assert_eq!(fit("部署部署", 6), "部署…");
        assert_eq!(fit("部署", 4), "部署");
        assert_eq!(fit("abc", 2), "a…");
        assert_eq!(fit("abc", 0), "");
        assert_eq!(pad("部", 4), "部  ");
    }

    #[test]
    fn lines_break_at_spaces_or_where_they_must() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("部署部署", 3), ["部", "署", "部", "署"]);
    }
}
