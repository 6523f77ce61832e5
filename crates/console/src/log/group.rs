//! The groups of a log: from mark to mark, with the time that each took where the log tells it.

use super::fold::{Mark, mark};

/// Lines from a mark to the next one or to the end of its group.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group {
    /// The line with the mark, counted from 0.
    pub(crate) from: usize,
    /// The line after the last one.
    pub(crate) to: usize,
    pub(crate) title: String,
    pub(crate) open: bool,
    /// How long it took.
    pub(crate) seconds: Option<f64>,
}

/// Finds groups while lines pass by.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    found: Vec<Group>,
    /// The group that is not at its end, and when it began.
    current: Option<(Group, Moment)>,
    lines: usize,
    last: Moment,
}

/// A moment by two clocks, which are never compared with each other.
#[derive(Debug, Clone, Copy, Default)]
struct Moment {
    /// What the line itself says.
    said: Option<f64>,
    /// When it came to the server.
    came: Option<f64>,
}

impl Moment {
    fn until(self, end: Moment) -> Option<f64> {
        let span = |from: Option<f64>, to: Option<f64>| Some((to? - from?).max(0.0));
        span(self.said, end.said).or_else(|| span(self.came, end.came))
    }
}

impl Groups {
    /// Takes the next line, and when it came.
    pub(crate) fn line(&mut self, line: &str, came: Option<f64>) {
        let at = Moment {
            said: stamp(line),
            came,
        };
        self.last = Moment {
            said: at.said.or(self.last.said),
            came: came.or(self.last.came),
        };
        match mark(line) {
            Some(Mark::Begin { title, open }) => {
                self.end();
                let group = Group {
                    from: self.lines,
                    to: self.lines,
                    title,
                    open,
                    seconds: None,
                };
                self.current = Some((group, at));
            }
            Some(Mark::End) => {
                self.lines += 1;
                self.end();
                return;
            }
            None => {}
        }
        self.lines += 1;
    }

    fn end(&mut self) {
        if let Some((mut group, began)) = self.current.take() {
            group.to = self.lines;
            group.seconds = began.until(self.last);
            self.found.push(group);
        }
    }

    /// All groups. When none is marked as open, the last one is, as people look at the end first.
    pub(crate) fn all(mut self) -> Vec<Group> {
        self.end();
        if !self.found.iter().any(|group| group.open)
            && let Some(last) = self.found.last_mut()
        {
            last.open = true;
        }
        self.found
    }
}

/// The time in a mark of GitLab or in a line of the runner: `section_start:1560896352:`,
/// `[Container] 2026/11/27 06:32:11.701619 …`.
fn stamp(line: &str) -> Option<f64> {
    let gitlab = line.trim_start_matches("\x1b[0K");
    if let Some(rest) = gitlab
        .strip_prefix("section_start:")
        .or(gitlab.strip_prefix("section_end:"))
    {
        return rest.split(':').next()?.parse().ok();
    }
    let mut words = line.strip_prefix("[Container] ")?.splitn(3, ' ');
    let moment = format!("{}T{}Z", words.next()?.replace('/', "-"), words.next()?);
    let stamp: jiff::Timestamp = moment.parse().ok()?;
    Some(stamp.as_millisecond() as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(lines: &[&str]) -> String {
        let mut groups = Groups::default();
        for line in lines {
            groups.line(line, None);
        }
        told(groups)
    }

    fn told(groups: Groups) -> String {
        let shown = groups.all().into_iter().map(|group| {
            let Group {
                from,
                to,
                title,
                open,
                seconds,
            } = group;
            let open = if open { "open" } else { "folded" };
            let seconds = seconds.map_or(String::new(), |s| format!(" {s:.1} s"));
            format!("{from}-{to} {title} {open}{seconds}")
        });
        shown.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn groups_go_from_mark_to_mark() {
        assert_eq!(groups(&["a", "b"]), "");
        assert_eq!(
            groups(&["a", "--- One", "b", "c", "--- Two", "d"]),
            "1-4 One folded, 4-6 Two open"
        );
        assert_eq!(
            groups(&["+++ One", "b", "~~~ Two", "d"]),
            "0-2 One open, 2-4 Two folded"
        );
        assert_eq!(
            groups(&["::group::One", "b", "::endgroup::", "c"]),
            "0-3 One open"
        );
        assert_eq!(
            groups(&[
                "section_start:100:a\r\x1b[0KOne",
                "b",
                "section_end:103:a",
                "c"
            ]),
            "0-3 One open 3.0 s"
        );
        assert_eq!(
            groups(&[
                "[Container] 2026/11/27 06:32:11.500000 Entering phase BUILD",
                "x",
                "[Container] 2026/11/27 06:32:13.000000 Phase complete: BUILD State: SUCCEEDED",
                "[Container] 2026/11/27 06:32:14.000000 Entering phase POST_BUILD",
            ]),
            "0-3 Phase BUILD open 2.5 s, 3-4 Phase POST_BUILD open 0.0 s"
        );
    }
    #[test]
    fn what_no_line_says_the_times_of_arrival_tell() {
        let mut groups = Groups::default();
        for (line, came) in [
            ("--- One", 10.0),
            ("a", 11.0),
            ("--- Two", 14.5),
            ("b", 15.0),
        ] {
            groups.line(line, Some(came));
        }
        assert_eq!(told(groups), "0-2 One folded 4.5 s, 2-4 Two open 0.5 s");
    }
}
