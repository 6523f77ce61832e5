//! Test reports: JUnit and TestNG files, read as a stream into a bounded summary.
//!
//! A [`Collector`] takes any number of files of one report group. It counts every case and keeps
//! at most [`KEPT`] of them, failed ones first. Document types and entities are never loaded.

mod junit;
mod testng;
mod xml;

use std::io::BufRead;

use crate::buildspec::ReportFormat;

#[cfg(test)]
mod tests;

/// Cases of a report that can be read afterwards.
pub const KEPT: usize = 500;

/// Characters of a case name.
const NAME: usize = 1000;

/// Characters of a message.
const MESSAGE: usize = 5000;

/// How a test case ended, in the order of [`Collector::counts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It passed.
    Succeeded,
    /// An assertion failed.
    Failed,
    /// Something else went wrong.
    Error,
    /// It did not run.
    Skipped,
    /// The file says something else.
    Unknown,
}

impl Status {
    /// All, in the order in which the API shows them.
    pub const ALL: [Status; 5] = [
        Status::Succeeded,
        Status::Failed,
        Status::Error,
        Status::Skipped,
        Status::Unknown,
    ];

    /// The word of the API.
    pub fn name(self) -> &'static str {
        match self {
            Status::Succeeded => "SUCCEEDED",
            Status::Failed => "FAILED",
            Status::Error => "ERROR",
            Status::Skipped => "SKIPPED",
            Status::Unknown => "UNKNOWN",
        }
    }

    fn is_failure(self) -> bool {
        matches!(self, Status::Failed | Status::Error)
    }
}

/// One test case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its own name.
    pub name: String,
    /// Class name or the like.
    pub prefix: String,
    /// The suite around it.
    pub suite: String,
    /// How it ended.
    pub status: Status,
    /// Nanoseconds.
    pub duration: i64,
    /// Why it failed or was skipped.
    pub message: String,
    /// The file it was read from, as the build names it.
    pub file: String,
}

/// Why a file is no report. Cases before the fault stay counted.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Not well-formed.
    #[error("not readable as XML at byte {at}: {what}")]
    Xml {
        /// Offset in the file.
        at: u64,
        /// What the reader said.
        what: String,
    },
    /// Well-formed, but something else.
    #[error("the root element is `{found}`; a {format} file starts with {expected}")]
    Root {
        /// The element found.
        found: String,
        /// The declared format.
        format: &'static str,
        /// Possible root elements.
        expected: &'static str,
    },
    /// Nested deeper than any report is.
    #[error("elements are nested deeper than {0}")]
    Depth(usize),
}

/// The sum of all files of a report.
#[derive(Debug, Default)]
pub struct Collector {
    counts: [u64; 5],
    duration: i64,
    failures: Vec<Case>,
    others: Vec<Case>,
}

impl Collector {
    /// Reads one file to its end. `file` is the name that its cases carry.
    pub fn read(
        &mut self,
        format: ReportFormat,
        file: &str,
        input: impl BufRead,
    ) -> Result<(), ReportError> {
        match format {
            ReportFormat::JunitXml => junit::read(input, &mut |case| self.add(file, case)),
            ReportFormat::TestNgXml => testng::read(input, &mut |case| self.add(file, case)),
        }
    }

    fn add(&mut self, file: &str, mut case: Case) {
        self.counts[case.status as usize] += 1;
        self.duration = self.duration.saturating_add(case.duration);
        let kept = match case.status.is_failure() {
            true => &mut self.failures,
            false => &mut self.others,
        };
        if kept.len() < KEPT {
            cut(&mut case.name, NAME);
            cut(&mut case.prefix, NAME);
            cut(&mut case.suite, NAME);
            cut(&mut case.message, MESSAGE);
            case.file = file.to_string();
            kept.push(case);
        }
    }

    /// Cases by status, in the order of [`Status::ALL`].
    pub fn counts(&self) -> [u64; 5] {
        self.counts
    }

    /// All cases, kept or not.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Nanoseconds of all cases.
    pub fn duration(&self) -> i64 {
        self.duration
    }

    /// Whether cases had to be left out.
    pub fn truncated(&self) -> bool {
        self.total() > KEPT as u64
    }

    /// Whether any case failed.
    pub fn failed(&self) -> bool {
        let [_, failed, error, ..] = self.counts;
        failed + error > 0
    }

    /// The kept cases: failures first, at most [`KEPT`].
    pub fn into_cases(self) -> Vec<Case> {
        let mut cases = self.failures;
        cases.extend(self.others);
        cases.truncate(KEPT);
        cases
    }
}

fn cut(text: &mut String, length: usize) {
    if let Some((at, _)) = text.char_indices().nth(length) {
        text.truncate(at);
    }
}
