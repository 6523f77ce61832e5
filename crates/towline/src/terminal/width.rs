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

/// Lines of at most `width` columns, broken at spaces, but in no `command to copy` for which a line is
/// long enough. What is longer than a line stays whole: a path or an address may be copied.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text, width) {
        let gap = usize::from(!line.is_empty());
        if of(&line) + gap + of(word) <= width {
            line.push_str(&" ".repeat(gap));
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            let whole = std::mem::take(&mut line);
            lines.push(whole.trim_end_matches(' ').to_string());
        }
        line = word.to_string();
    }
    lines.push(line);
    lines
}

/// What stands between spaces; what stands between backticks is one word.
fn words(text: &str, width: usize) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    loop {
        let parts = rest.match_indices(' ').map(|(at, _)| rest.split_at(at));
        let closed = |part: &str| part.matches('`').count().is_multiple_of(2);
        let first = rest.split_once(' ');
        let whole = parts
            .map(|(part, _)| part)
            .chain([rest])
            .find(|part| closed(part));
        let word = match (whole, first) {
            (Some(whole), _) if of(whole) <= width => whole,
            (_, Some((word, _))) => word,
            (_, None) => rest,
        };
        words.push(word);
        match rest.get(word.len() + 1..) {
            Some(more) => rest = more,
            None => return words,
        }
    }
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
    fn lines_break_at_spaces_only() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abcdefgh", "ij"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("a  b ", 9), ["a  b "]);
        assert_eq!(wrap("so `a b c` is", 9), ["so", "`a b c`", "is"]);
        assert_eq!(wrap("so (`a b c`)", 9), ["so", "(`a b c`)"]);
        assert_eq!(wrap("so `a b c", 6), ["so `a", "b c"]);
        assert_eq!(wrap("`a bcd e`", 6), ["`a bcd", "e`"]);
        assert_eq!(wrap("abc `abcdefgh` ij", 5), ["abc", "`abcdefgh`", "ij"]);
        assert_eq!(wrap("部署 部署", 5), ["部署", "部署"]);
    }
}
