//! TestNG XML: `testng-results/suite/test/class/test-method`, configuration methods left out.

use std::io::BufRead;

use super::xml::{Step, Tag, walk};
use super::{Case, ReportError, Status};

/// Hands every case of the file to `found`.
pub(super) fn read(input: impl BufRead, found: &mut dyn FnMut(Case)) -> Result<(), ReportError> {
    let mut state = State::default();
    walk(input, &mut |step| {
        match step {
            Step::Open(tag) => state.open(&tag)?,
            Step::Close(name, text) => {
                if let Some(case) = state.close(&name, text.trim()) {
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
    suite: String,
    test: String,
    class: String,
    case: Option<Case>,
    trace: String,
    parameters: Vec<String>,
}

impl State {
    fn open(&mut self, tag: &Tag) -> Result<(), ReportError> {
        if self.depth == 0 && tag.name != "testng-results" {
            return Err(ReportError::Root {
                found: tag.name.clone(),
                format: "TESTNGXML",
                expected: "`testng-results`",
            });
        }
        self.depth += 1;
        match tag.name.as_str() {
            "suite" => self.suite = tag.get("name").to_string(),
            "test" => self.test = tag.get("name").to_string(),
            "class" => self.class = tag.get("name").to_string(),
            "test-method" => self.case = self.begin(tag),
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, tag: &Tag) -> Option<Case> {
        self.trace.clear();
        self.parameters.clear();
        if tag.get("is-config") == "true" {
            return None;
        }
        let status = match tag.get("status") {
            "PASS" => Status::Succeeded,
            "FAIL" => Status::Failed,
            "SKIP" => Status::Skipped,
            _ => Status::Unknown,
        };
        let milliseconds: i64 = tag.get("duration-ms").parse().unwrap_or(0);
        Some(Case {
            name: tag.get("name").to_string(),
            prefix: self.class.clone(),
            suite: match self.test.is_empty() {
                true => self.suite.clone(),
                false => self.test.clone(),
            },
            status,
            duration: milliseconds.max(0).saturating_mul(1_000_000),
            message: String::new(),
            file: String::new(),
        })
    }

    fn close(&mut self, name: &str, text: &str) -> Option<Case> {
        self.depth -= 1;
        match name {
            "value" => self.parameters.push(text.to_string()),
            "message" => {
                if let Some(case) = &mut self.case {
                    case.message = text.to_string();
                }
            }
            "full-stacktrace" => self.trace = text.to_string(),
            "test-method" => return self.end(),
            _ => {}
        }
        None
    }

    fn end(&mut self) -> Option<Case> {
        let mut case = self.case.take()?;
        if case.message.is_empty() {
            case.message = std::mem::take(&mut self.trace);
        }
        if !self.parameters.is_empty() {
            case.name = format!("{}({})", case.name, self.parameters.join(", "));
        }
        Some(case)
    }
}
