//! Reads the test reports of a build and delivers them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use towline_api::towline::{BuildTestCase, PutBuildReportInput};
use towline_spec::buildspec::{ReportFormat, ReportGroup};
use towline_spec::report::{Case, Collector};

use super::artifacts::blocking;
use super::environment;
use super::log::Spool;
use super::place::Place;
use super::select;
use super::session::{Lost, Session};

/// Cases delivered at a time.
const PART: usize = 100;

/// Larger files are no reports.
const MAX_FILE: u64 = 256 * 1024 * 1024;

/// Makes one report for every group; a report never fails the build. Gives the reports' ARNs.
pub(super) async fn deliver(
    session: &Session,
    log: &Spool,
    place: &Place,
    groups: &[ReportGroup],
    values: &BTreeMap<String, String>,
) -> Result<Vec<String>, Lost> {
    let mut arns = Vec::new();
    for group in groups {
        log.service(&format!("Preparing to copy test report {}", group.group));
        let mut wanted = group.clone();
        wanted.files = environment::expanded(&group.files, values);
        let source = place.source.clone();
        let read = blocking(move || read(&source, &wanted)).await;
        let read = match read {
            Ok(read) => read,
            Err(failure) => Read::incomplete(failure.message),
        };
        for note in &read.notes {
            log.service(note);
        }
        match put(session, group, read).await? {
            Ok(arn) => arns.push(arn),
            Err(why) => log.service(&format!("Report {} is not made: {why}", group.group)),
        }
    }
    Ok(arns)
}

/// What the files of a group add up to.
struct Read {
    collector: Collector,
    complete: bool,
    notes: Vec<String>,
}

impl Read {
    fn incomplete(note: String) -> Read {
        Read {
            collector: Collector::default(),
            complete: false,
            notes: vec![note],
        }
    }
}

fn read(source: &Path, group: &ReportGroup) -> Read {
    let selection = match select::select(source, &group.files) {
        Ok(selection) => selection,
        Err(failure) => return Read::incomplete(failure.message),
    };
    let mut read = Read {
        collector: Collector::default(),
        complete: false,
        notes: selection.notes,
    };
    if selection.files.is_empty() {
        read.notes.push("no matching report paths found".into());
    }
    for (name, path) in selection.files {
        match read_file(source, &path, group.format, &name, &mut read.collector) {
            Ok(()) => read.complete = true,
            Err(why) => read.notes.push(format!("Skipping {name}: {why}")),
        }
    }
    read
}

fn read_file(
    source: &Path,
    path: &PathBuf,
    format: ReportFormat,
    name: &str,
    collector: &mut Collector,
) -> Result<(), String> {
    let file = File::open(source.join(path)).map_err(|e| e.to_string())?;
    let size = file.metadata().map_err(|e| e.to_string())?.len();
    if size > MAX_FILE {
        return Err(format!(
            "it has {size} bytes, a report has at most {MAX_FILE}"
        ));
    }
    collector
        .read(format, name, BufReader::new(file))
        .map_err(|e| e.to_string())
}

async fn put(
    session: &Session,
    group: &ReportGroup,
    read: Read,
) -> Result<Result<String, String>, Lost> {
    let collector = read.collector;
    let status = match (read.complete, collector.failed()) {
        (false, _) => "INCOMPLETE",
        (true, true) => "FAILED",
        (true, false) => "SUCCEEDED",
    };
    let small = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let head = PutBuildReportInput {
        group: group.group.clone(),
        truncated: Some(collector.truncated()),
        total: small(collector.total()),
        counts: collector.counts().map(small).to_vec(),
        duration_in_nano_seconds: collector.duration(),
        ..PutBuildReportInput::default()
    };
    let cases: Vec<BuildTestCase> = collector.into_cases().into_iter().map(case).collect();
    let parts = cases.len().div_ceil(PART).max(1);
    let mut arn = String::new();
    for part in 0..parts {
        let from = part * PART;
        let last = part + 1 == parts;
        let input = PutBuildReportInput {
            status: if last { status } else { "GENERATING" }.into(),
            offset: small(from as u64),
            test_cases: cases.iter().skip(from).take(PART).cloned().collect(),
            ..head.clone()
        };
        match session.report(input).await? {
            Ok(given) => arn = given,
            Err(error) => return Ok(Err(error.to_string())),
        }
    }
    Ok(Ok(arn))
}

fn case(case: Case) -> BuildTestCase {
    BuildTestCase {
        name: case.name,
        status: case.status.name().into(),
        prefix: Some(case.prefix),
        suite: Some(case.suite),
        duration_in_nano_seconds: Some(case.duration),
        message: Some(case.message),
        file: Some(case.file),
    }
}
