//! JUnit XML: `testcase` at any depth below `testsuites` or `testsuite`.

use std::io::BufRead;

use super::xml::{Step, Tag, walk};
use super::{Case, ReportError, Status};

/// Hands every case of the file to `found`.
pub(super) fn read(input: impl BufRead, found: &mut dyn FnMut(Case)) -> Result<(), ReportError> {
    let mut state = State::default();
    walk(input, &mut |step| {
        match step {
            Step::Open(tag) => state.open(tag)?,
            Step::Close(name, text) => {
                if let Some(case) = state.close(&name, &text) {
                    found(case);
                }
            }
        }
        Ok(())
    })
}

#[derive(Default)]
struct State {
    depth: usize,
    suites: Vec<String>,
    case: Option<Case>,
    /// `@message` of the result element that is open.
    message: String,
}

impl State {
    fn open(&mut self, tag: Tag) -> Result<(), ReportError> {
        if self.depth == 0 && !matches!(tag.name.as_str(), "testsuites" | "testsuite") {
            return Err(ReportError::Root {
                found: tag.name,
                format: "JUNITXML",
                expected: "`testsuites` or `testsuite`",
            });
        }
        self.depth += 1;
        match tag.name.as_str() {
            "testsuite" => self.suites.push(tag.get("name").to_string()),
            "testcase" => self.case = Some(self.begin(&tag)),
            "failure" | "error" | "skipped" => self.message = tag.get("message").to_string(),
            _ => {}
        }
        Ok(())
    }

    fn begin(&self, tag: &Tag) -> Case {
        let suite = self.suites.last().cloned().unwrap_or_default();
        let prefix = match tag.get("classname") {
            "" => suite.clone(),
            class => class.to_string(),
        };
        let status = match tag.get("status").to_ascii_lowercase().as_str() {
            "notrun" | "disabled" | "skipped" => Status::Skipped,
            _ => Status::Succeeded,
        };
        Case {
            name: tag.get("name").to_string(),
            prefix,
            suite,
            status,
            duration: nanoseconds(tag.get("time")),
            message: String::new(),
            file: String::new(),
        }
    }

    fn close(&mut self, name: &str, text: &str) -> Option<Case> {
        self.depth -= 1;
        match name {
            "testsuite" => {
                self.suites.pop();
                None
            }
            "testcase" => self.case.take(),
            "failure" => self.result(Status::Failed, text),
            "error" => self.result(Status::Error, text),
            "skipped" => self.result(Status::Skipped, text),
            _ => None,
        }
    }

    /// An error wins over a failure, a failure over a skip.
    fn result(&mut self, status: Status, text: &str) -> Option<Case> {
        let rank = |status| match status {
            Status::Error => 3,
            Status::Failed => 2,
            Status::Skipped => 1,
            _ => 0,
        };
        let head = std::mem::take(&mut self.message);
        let case = self.case.as_mut()?;
        if rank(status) >= rank(case.status) {
            case.status = status;
            let text = text.trim();
            case.message = match (head.is_empty(), text.is_empty()) {
                (false, false) => format!("{head}\n{text}"),
                (false, true) => head,
                (true, _) => text.to_string(),
            };
        }
        None
    }
}

/// Seconds, perhaps with thousands separators, as nanoseconds; anything odd is zero.
fn nanoseconds(text: &str) -> i64 {
    let seconds: f64 = text.replace(',', "").trim().parse().unwrap_or(0.0);
    if seconds.is_finite() && seconds > 0.0 {
        (seconds * 1e9).round() as i64
    } else {
        0
    }
}
