//! A paragraph behind a word: its lines stand below each other.

use super::{Look, safe, width};

/// The lines of `words`, as wide as there is room, the first one behind `head`, which takes so many
/// columns. The words are safe already.
pub(crate) fn hang(head: &str, columns: usize, words: &str, look: &Look) -> Vec<String> {
    let room = match look.width {
        usize::MAX => usize::MAX,
        all => all.saturating_sub(columns).max(20),
    };
    let broken = words.lines().flat_map(|part| width::wrap(part, room));
    let lines = broken.enumerate().map(|(number, line)| match number {
        0 => format!("{head}{line}"),
        _ => format!("{}{line}", " ".repeat(columns)),
    });
    lines.collect()
}

/// A sentence with words from anywhere, as text.
pub(crate) fn paragraph(words: &str, look: &Look) -> String {
    hang("", 0, &safe(words), look).join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_below_each_other() {
        let look = Look {
            width: 30,
            colour: false,
        };
        let lines = hang("ok  ", 4, "one two three four five six seven", &look);
        assert_eq!(lines, ["ok  one two three four five", "    six seven"]);
        assert_eq!(hang("ok  ", 4, "one two", &Look::PLAIN), ["ok  one two"]);
        assert_eq!(hang("", 0, "", &look), [""; 0]);
    }
}
