//! Tables that adapt to the width of the terminal: long columns shrink, then unimportant ones go.

use super::{Look, Tone, safe, width};

/// Space between columns.
const GAP: usize = 2;
/// A column that shrinks keeps so much.
const LEAST: usize = 8;

/// How a column gives way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Give {
    /// It is never cut: ids, states.
    Never,
    /// It is cut to fit.
    Shrink,
    /// It is cut to fit, and left out when that is not enough.
    Drop,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    /// A cell with text from anywhere.
    pub(crate) fn new(text: &str) -> Cell {
        Cell {
            text: safe(text),
            tone: Tone::Plain,
        }
    }

    /// The cell in a colour.
    pub(crate) fn tone(self, tone: Tone) -> Cell {
        Cell { tone, ..self }
    }

    /// Sign and word of a state.
    pub(crate) fn state(status: &str) -> Cell {
        let (sign, tone) = super::sign(status);
        Cell {
            text: format!("{sign} {}", super::word(status)),
            tone,
        }
    }
}

/// Rows under titles.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<(&'static str, Give)>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(crate) fn new(columns: &[(&'static str, Give)]) -> Table {
        Table {
            columns: columns.to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row with a cell for each column.
    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell for each column");
        self.rows.push(cells);
    }

    /// The table as lines. An empty one has no lines.
    pub(crate) fn render(&self, look: &Look) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let shown = self.layout(look.width);
        let titles = shown.iter().map(|(at, columns)| {
            let title = width::fit(self.columns[*at].0, *columns);
            (title, Tone::Strong, *columns)
        });
        let mut text = line(look, titles);
        for row in &self.rows {
            let cells = shown.iter().map(|(at, columns)| {
                let cell = &row[*at];
                (width::fit(&cell.text, *columns), cell.tone, *columns)
            });
            text.push_str(&line(look, cells));
        }
        text
    }

    /// The columns that are shown, with their widths.
    fn layout(&self, room: usize) -> Vec<(usize, usize)> {
        let mut shown: Vec<(usize, usize)> = (0..self.columns.len())
            .map(|at| (at, self.natural(at)))
            .collect();
        loop {
            self.shrink(&mut shown, room);
            if total(&shown) <= room {
                return shown;
            }
            let dropped = shown
                .iter()
                .rposition(|(at, _)| self.columns[*at].1 == Give::Drop);
            let Some(dropped) = dropped else {
                return shown;
            };
            shown.remove(dropped);
            for (at, columns) in &mut shown {
                *columns = self.natural(*at);
            }
        }
    }

    fn natural(&self, at: usize) -> usize {
        let cells = self.rows.iter().map(|row| width::of(&row[at].text));
        cells
            .chain([width::of(self.columns[at].0)])
            .max()
            .unwrap_or(0)
    }

    /// Takes from the widest column that gives way until all fit or none gives any more.
    fn shrink(&self, shown: &mut [(usize, usize)], room: usize) {
        let mut over = total(shown).saturating_sub(room);
        while over > 0 {
            let gives = shown
                .iter_mut()
                .filter(|(at, columns)| self.columns[*at].1 != Give::Never && *columns > LEAST);
            let Some((_, columns)) = gives.max_by_key(|(_, columns)| *columns) else {
                return;
            };
            *columns -= 1;
            over -= 1;
        }
    }
}

fn total(shown: &[(usize, usize)]) -> usize {
    let gaps = GAP * shown.len().saturating_sub(1);
    shown.iter().map(|(_, columns)| columns).sum::<usize>() + gaps
}

/// One line without spaces at its end.
fn line(look: &Look, cells: impl Iterator<Item = (String, Tone, usize)>) -> String {
    let mut text = String::new();
    let mut space = 0;
    for (cell, tone, columns) in cells {
        if !cell.is_empty() {
            text.push_str(&" ".repeat(space));
            space = 0;
        }
        text.push_str(&look.paint(tone, &cell));
        space += columns.saturating_sub(width::of(&cell)) + GAP;
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(&[
            ("ID", Give::Never),
            ("STATUS", Give::Never),
            ("REVISION", Give::Shrink),
            ("BY", Give::Drop),
        ]);
        let revision = "s3://web-artifacts/web/Package/kEflcLo-with-a-long-name.zip";
        for (id, status, by) in [
            ("d-ABCDEFGHI", "Succeeded", "codepipeline/web"),
            ("d-JKLMNOPQR", "Failed", "部署 by \u{1b}[31m"),
        ] {
            table.row(vec![
                Cell::new(id),
                Cell::state(status),
                Cell::new(revision),
                Cell::new(by).tone(Tone::Quiet),
            ]);
        }
        table
    }

    fn at(width: usize, colour: bool) -> String {
        table().render(&Look { width, colour })
    }

    #[test]
    fn wide_terminals_show_all() {
        insta::assert_snapshot!(at(200, false), @r"
        ID           STATUS       REVISION                                                     BY
        d-ABCDEFGHI  ✓ succeeded  s3://web-artifacts/web/Package/kEflcLo-with-a-long-name.zip  codepipeline/web
        d-JKLMNOPQR  ✗ failed     s3://web-artifacts/web/Package/kEflcLo-with-a-long-name.zip  部署 by \u{1b}[31m
        ");
    }

    #[test]
    fn narrow_ones_cut_and_then_leave_out() {
        insta::assert_snapshot!(at(80, false), @r"
        ID           STATUS       REVISION                            BY
        d-ABCDEFGHI  ✓ succeeded  s3://web-artifacts/web/Package/kE…  codepipeline/web
        d-JKLMNOPQR  ✗ failed     s3://web-artifacts/web/Package/kE…  部署 by \u{1b}[31m
        ");
        insta::assert_snapshot!(at(36, false), @r"
        ID           STATUS       REVISION
        d-ABCDEFGHI  ✓ succeeded  s3://web-…
        d-JKLMNOPQR  ✗ failed     s3://web-…
        ");
    }

    #[test]
    fn colours_take_no_columns() {
        let plain = at(80, false);
        let coloured = at(80, true);
        assert!(coloured.contains("\x1b[32m✓ succeeded\x1b[0m"));
        assert!(coloured.contains("\x1b[31m✗ failed\x1b[0m"));
        let mut stripped = coloured;
        for code in ["\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m"] {
            stripped = stripped.replace(code, "");
        }
        assert_eq!(stripped, plain);
        assert!(plain.lines().all(|line| width::of(line) <= 80));
    }
}
