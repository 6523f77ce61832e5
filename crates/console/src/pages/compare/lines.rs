//! Two texts line by line, with what is the same folded away around the changes.

use std::time::Duration;

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

use crate::log::ansi;

/// Equal lines that are shown before and after a change.
const AROUND: usize = 3;
/// Time for finding the smallest difference; then a larger one is good enough.
const PATIENCE: Duration = Duration::from_millis(300);

/// A line of either text.
struct Line<'a> {
    tag: ChangeTag,
    old: Option<usize>,
    new: Option<usize>,
    text: &'a str,
}

/// What differs; nothing when nothing does.
pub(super) fn show(before: &str, after: &str, label: &str) -> Option<Markup> {
    if before == after {
        return None;
    }
    let diff = TextDiff::configure()
        .timeout(PATIENCE)
        .diff_lines(before, after);
    let lines = diff.iter_all_changes().map(|change| Line {
        tag: change.tag(),
        old: change.old_index(),
        new: change.new_index(),
        text: change.value().trim_end_matches(['\n', '\r']),
    });
    let lines: Vec<Line<'_>> = lines.collect();
    Some(html! {
        div.log.diff role="region" aria-label=(label) tabindex="0" {
            @for (folded, run) in runs(&lines) {
                @if folded {
                    details.fold { summary { (run.len()) " equal lines" } @for one in run { (line(one)) } }
                } @else {
                    @for one in run { (line(one)) }
                }
            }
        }
    })
}

/// The lines in runs, and whether each is folded: far from every change, and more than one line.
fn runs<'l, 'a>(lines: &'l [Line<'a>]) -> Vec<(bool, &'l [Line<'a>])> {
    let mut near = vec![false; lines.len()];
    for (at, line) in lines.iter().enumerate() {
        if line.tag != ChangeTag::Equal {
            let end = (at + AROUND + 1).min(lines.len());
            near[at.saturating_sub(AROUND)..end].fill(true);
        }
    }
    let mut runs = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let same = near[from..].iter().take_while(|one| **one == near[from]);
        let to = from + same.count();
        runs.push((!near[from] && to - from > 1, &lines[from..to]));
        from = to;
    }
    runs
}

fn line(line: &Line<'_>) -> Markup {
    let (class, sign) = match line.tag {
        ChangeTag::Equal => ("", " "),
        ChangeTag::Delete => ("removed", "-"),
        ChangeTag::Insert => ("added", "+"),
    };
    let number = |at: Option<usize>| at.map(|at| (at + 1).to_string()).unwrap_or_default();
    html! {
        div.line.(class) {
            span.n { (number(line.old)) } span.n { (number(line.new)) }
            span.s { (sign) } span.t { (ansi::line(line.text)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_have_three_lines_around_them_and_the_rest_is_folded() {
        let text = |changed: &str| {
            let lines = (1..=20).map(|n| match n {
                10 => format!("{changed}\n"),
                n => format!("line {n}\n"),
            });
            lines.collect::<String>()
        };
        assert!(show(&text("x"), &text("x"), "Same").is_none());
        let shown = show(&text("<b>\u{202e}"), &text("new"), "Lines").unwrap();
        let shown = shown.into_string();
        assert!(
            shown.contains("<summary>6 equal lines</summary>"),
            "{shown}"
        );
        assert!(
            shown.contains("<summary>7 equal lines</summary>"),
            "{shown}"
        );
        assert_eq!(shown.matches("line removed").count(), 1);
        assert_eq!(shown.matches("line added").count(), 1);
        assert!(shown.contains("&lt;b&gt;\\u{202e}") && !shown.contains("<b>"));
        let after = shown.rsplit("</details>").nth(1).unwrap();
        assert!(after.contains("line 7<") && after.contains("line 13<"));
    }
}
