//! Remarks as text, as compilers print them. Pure.

use towline_spec::diagnostic::{Diagnostic, Severity};

use super::{Linted, excerpt};
use crate::terminal::{Look, Tone, hang, safe, width};

/// All remarks about a file, each with an empty line after it.
pub(super) fn remarks(file: &Linted, look: &Look) -> String {
    let all = file.remarks.iter();
    all.map(|remark| one(remark, &file.text, look) + "\n")
        .collect()
}

/// The last line.
pub(super) fn summary(files: usize, errors: usize, warnings: usize, look: &Look) -> String {
    let some = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        count => format!("{count} {word}s"),
    };
    let files = some(files, "file");
    let (tone, words) = match (errors, warnings) {
        (0, 0) => (Tone::Good, format!("✓ {files}, nothing to mend")),
        (0, _) => (
            Tone::Held,
            format!("{files}, {}", some(warnings, "warning")),
        ),
        (_, 0) => (Tone::Bad, format!("✗ {files}, {}", some(errors, "error"))),
        _ => {
            let (errors, warnings) = (some(errors, "error"), some(warnings, "warning"));
            (Tone::Bad, format!("✗ {files}, {errors}, {warnings}"))
        }
    };
    format!("{}\n", look.paint(tone, &words))
}

fn one(remark: &Diagnostic, text: &str, look: &Look) -> String {
    let (tone, severity) = match remark.severity {
        Severity::Error => (Tone::Bad, "error"),
        Severity::Warning => (Tone::Held, "warning"),
    };
    let number = remark.at.line.to_string();
    let gutter = " ".repeat(number.len());
    let title = (tone, severity);
    let mut lines = paragraph(&Margin::default(), title, &remark.what, look);
    let place = format!("{}:{}:{}", remark.file, remark.at.line, remark.at.column);
    let place = width::fit(&safe(&place), look.width.saturating_sub(gutter.len() + 4));
    lines.push(format!(
        "{gutter}{} {place}",
        look.paint(Tone::Quiet, "-->")
    ));
    let bar = look.paint(Tone::Quiet, "|");
    let line = remark.at.line as usize;
    if let Some(line) = text.lines().nth(line.saturating_sub(1)) {
        let room = look.width.saturating_sub(gutter.len() + 3);
        let excerpt = excerpt::of(line.trim_start_matches('\u{feff}'), remark.at.column, room);
        lines.push(format!("{gutter} {bar}"));
        let shown = format!(
            "{} {bar} {}",
            look.paint(Tone::Quiet, &number),
            excerpt.line
        );
        lines.push(shown);
        let marks = excerpt.marks.trim_start();
        let indent = " ".repeat(excerpt.marks.len() - marks.len());
        lines.push(format!(
            "{gutter} {bar} {indent}{}",
            look.paint(tone, marks)
        ));
    }
    let margin = Margin {
        text: format!("{gutter} {} ", look.paint(Tone::Quiet, "=")),
        columns: gutter.len() + 3,
    };
    for (name, words) in [("why", &remark.why), ("fix", &remark.fix)] {
        lines.extend(paragraph(&margin, (Tone::Strong, name), words, look));
    }
    lines
        .into_iter()
        .map(|line| line.trim_end().to_string() + "\n")
        .collect()
}

/// A word, a colon, and what it says, broken to the width, all below its beginning.
fn paragraph(margin: &Margin, name: (Tone, &str), words: &str, look: &Look) -> Vec<String> {
    let (tone, name) = name;
    let head = look.paint(tone, &format!("{name}:"));
    let parts: Vec<String> = words.lines().map(safe).collect();
    let columns = margin.columns + name.len() + 2;
    hang(
        &format!("{}{head} ", margin.text),
        columns,
        &parts.join("\n"),
        look,
    )
}

/// What stands before a paragraph, and how wide it is without its colours.
#[derive(Default)]
struct Margin {
    text: String,
    columns: usize,
}

#[cfg(test)]
mod tests {
    use towline_spec::diagnostic::Position;

    use super::*;
    use crate::terminal::golden;

    fn remark(severity: Severity, line: u32, column: u32, texts: [&str; 3]) -> Diagnostic {
        let [what, why, fix] = texts.map(String::from);
        let file = "appspec.yml".into();
        let at = Position { line, column };
        Diagnostic {
            severity,
            file,
            at,
            what,
            why,
            fix,
        }
    }

    #[test]
    fn remarks_have_place_line_reason_and_remedy() {
        let file = Linted {
            text: "version: 0.0\nos: ubuntu\n  x\u{202e}y: \u{1b}[31mred\n".into(),
            remarks: vec![
                remark(
                    Severity::Error,
                    2,
                    5,
                    [
                        "The deployment failed because the application specification file \
                         specifies an unsupported operating system (ubuntu). Specify either \
                         \"linux\" or \"windows\" in the os section of the AppSpec file, and then \
                         try again.\nSecond line.",
                        "the agent refuses the file, so the deployment fails on every host",
                        "write `os: linux`",
                    ],
                ),
                remark(
                    Severity::Warning,
                    3,
                    3,
                    [
                        "no key \"x\u{202e}y\"",
                        "it is \u{1b}[2Jignored",
                        "remove it",
                    ],
                ),
            ],
        };
        golden::check!(|look| remarks(&file, look) + &summary(1, 1, 1, look));
    }

    #[test]
    fn the_last_line_counts() {
        let look = &Look::PLAIN;
        assert_eq!(summary(1, 0, 0, look), "✓ 1 file, nothing to mend\n");
        assert_eq!(summary(2, 0, 3, look), "2 files, 3 warnings\n");
        assert_eq!(summary(2, 1, 0, look), "✗ 2 files, 1 error\n");
    }
}
