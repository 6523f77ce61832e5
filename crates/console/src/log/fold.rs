//! Marks that fold a log: those of Buildkite (`--- `, `+++ `, `~~~ `), GitLab
//! (`section_start:time:name`), GitHub (`::group::`), and the phases of the runner's own lines.

use super::ansi::plain;

/// What a line does to the folding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A group begins: its title, and whether it begins open.
    Begin { title: String, open: bool },
    /// The group ends.
    End,
}

/// What a line of the runner begins with.
const SERVICE: &str = "[Container] ";

/// The mark in a line, if there is one.
pub(crate) fn mark(line: &str) -> Option<Mark> {
    if let Some(mark) = gitlab(line) {
        return Some(mark);
    }
    let line = plain(line);
    let begin = |title: &str, open: bool| {
        Some(Mark::Begin {
            title: title.trim().to_string(),
            open,
        })
    };
    for (mark, open) in [("--- ", false), ("+++ ", true), ("~~~ ", false)] {
        if let Some(title) = line.strip_prefix(mark) {
            return begin(title, open);
        }
    }
    for mark in ["::group::", "##[group]"] {
        if let Some(title) = line.strip_prefix(mark) {
            return begin(title, false);
        }
    }
    if line.starts_with("::endgroup::") || line.starts_with("##[endgroup]") {
        return Some(Mark::End);
    }
    let said = line.strip_prefix(SERVICE)?;
    let phase = said.split_once("Entering phase ")?.1;
    begin(&format!("Phase {phase}"), true)
}

/// `section_start:1560896352:name[collapsed=true]\r\e[0KTitle` and `section_end:…`.
fn gitlab(line: &str) -> Option<Mark> {
    let rest = line.trim_start_matches("\x1b[0K");
    if rest.starts_with("section_end:") {
        return Some(Mark::End);
    }
    let rest = rest.strip_prefix("section_start:")?;
    let (head, title) = rest.split_once('\r').unwrap_or((rest, ""));
    let name = head.split_once(':').map_or("", |(_, name)| name);
    let (name, options) = name.split_once('[').unwrap_or((name, ""));
    let title = plain(title);
    Some(Mark::Begin {
        title: if title.trim().is_empty() {
            name.to_string()
        } else {
            title.trim().to_string()
        },
        open: !options.contains("collapsed=true"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_all_three_are_known() {
        let begin = |title: &str, open| {
            Some(Mark::Begin {
                title: title.into(),
                open,
            })
        };
        for (line, wanted) in [
            ("--- :hammer: Build", begin(":hammer: Build", false)),
            ("+++ Tests", begin("Tests", true)),
            ("~~~ Cache", begin("Cache", false)),
            ("\x1b[1m--- Bold\x1b[0m", begin("Bold", false)),
            ("---", None),
            ("-- x", None),
            ("::group::Install", begin("Install", false)),
            ("::endgroup::", Some(Mark::End)),
            ("##[group]Restore", begin("Restore", false)),
            (
                "\x1b[0Ksection_start:1560896352:my_section[collapsed=true]\r\x1b[0KHeader",
                begin("Header", false),
            ),
            (
                "section_start:1560896352:my_section",
                begin("my_section", true),
            ),
            (
                "section_end:1560896353:my_section\r\x1b[0K",
                Some(Mark::End),
            ),
            (
                "[Container] 2026/11/27 06:32:11.701619 Entering phase BUILD",
                begin("Phase BUILD", true),
            ),
            ("Entering phase BUILD", None),
        ] {
            assert_eq!(mark(line), wanted, "{line:?}");
        }
    }
}
