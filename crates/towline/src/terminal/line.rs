//! One line in several colours that is never longer than the terminal.

use super::{Look, Tone, safe, width};

/// Pieces of text one after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pieces: Vec<(Tone, String)>,
    /// Whether it may be left out where there is little room.
    pub(crate) detail: bool,
}

impl Line {
    /// A line that begins with so many spaces.
    pub(crate) fn indented(columns: usize) -> Line {
        Line::default().plain(&" ".repeat(columns))
    }

    /// The same line, for those who have room.
    pub(crate) fn detail(self, detail: bool) -> Line {
        Line { detail, ..self }
    }

    /// Adds text from anywhere.
    pub(crate) fn push(mut self, tone: Tone, text: &str) -> Line {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            // A grid of a thousand hosts is a few colours, not a thousand.
            Some((last, piece)) if *last == tone => piece.push_str(&safe(text)),
            _ => self.pieces.push((tone, safe(text))),
        }
        self
    }

    /// Adds text without a colour.
    pub(crate) fn plain(self, text: &str) -> Line {
        self.push(Tone::Plain, text)
    }

    /// Adds text that takes at least so many columns.
    pub(crate) fn padded(self, tone: Tone, text: &str, columns: usize) -> Line {
        let text = safe(text);
        let missing = columns.saturating_sub(width::of(&text));
        self.push(tone, &text).plain(&" ".repeat(missing))
    }

    /// The line, without spaces at its end.
    pub(crate) fn render(&self, look: &Look) -> String {
        let pieces = fitted(self.trimmed(), look.width);
        let painted = pieces.iter().map(|(tone, text)| look.paint(*tone, text));
        painted.collect()
    }

    fn trimmed(&self) -> Vec<(Tone, String)> {
        let mut pieces = self.pieces.clone();
        while let Some((_, text)) = pieces.last_mut() {
            text.truncate(text.trim_end_matches(' ').len());
            if !text.is_empty() {
                break;
            }
            pieces.pop();
        }
        pieces
    }
}

/// As much as there is room for.
fn fitted(pieces: Vec<(Tone, String)>, room: usize) -> Vec<(Tone, String)> {
    let total: usize = pieces.iter().map(|(_, text)| width::of(text)).sum();
    if total <= room {
        return pieces;
    }
    let mut left = room;
    let mut fitted = Vec::new();
    for (tone, text) in pieces {
        let columns = width::of(&text);
        // The last column is for the sign that something is missing.
        if columns >= left {
            fitted.push((tone, width::cut(&text, left)));
            break;
        }
        left -= columns;
        fitted.push((tone, text));
    }
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &Line, width: usize) -> String {
        let colour = false;
        line.render(&Look { width, colour })
    }

    #[test]
    fn a_line_is_cut_where_the_terminal_ends() {
        let line = Line::indented(2)
            .padded(Tone::Good, "✓", 3)
            .push(Tone::Strong, "web-1\n")
            .plain("  ");
        assert_eq!(shown(&line, 80), "  ✓  web-1\\n");
        assert_eq!(shown(&line, 12), "  ✓  web-1\\n");
        assert_eq!(shown(&line, 10), "  ✓  web-…");
        assert_eq!(shown(&line, 5), "  ✓ …");
        assert_eq!(shown(&line, 0), "");
        let look = Look {
            width: 10,
            colour: true,
        };
        assert_eq!(
            line.render(&look),
            "  \x1b[32m✓\x1b[0m  \x1b[1mweb-…\x1b[0m"
        );
    }
}
