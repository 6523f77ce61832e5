//! Remarks about users' files: the same output for every kind of file.

mod excerpt;
mod view;

use std::io::Read;
use std::path::Path;

use serde_json::{Value, json};
use towline_spec::diagnostic::{Diagnostic, Severity};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::terminal::{self, Terminal};

/// How remarks are printed.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Options {
    /// Print JSON: an object with `diagnostics`, `errors` and `warnings`; its schema is
    /// `towline schema lint`.
    #[arg(long, fields_of = &["lint"])]
    pub(crate) json: Option<Fields>,
    #[command(flatten)]
    pub(crate) look: terminal::Options,
}

/// One file with what there is to say of it.
#[derive(Debug)]
pub(crate) struct Linted {
    pub(crate) text: String,
    pub(crate) remarks: Vec<Diagnostic>,
}

/// The text of a file; `-` is standard input.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    let bytes = match path.to_str() {
        Some("-") => {
            let mut bytes = Vec::new();
            let done = std::io::stdin().lock().read_to_end(&mut bytes);
            done.map(|_| bytes)
        }
        _ => std::fs::read(path),
    };
    let bytes = bytes.map_err(|error| Failure::file("read", path, error).usage())?;
    let wrong = |_| {
        Failure::file("read", path, "it is no text in UTF-8")
            .fix("store it as UTF-8")
            .usage()
    };
    String::from_utf8(bytes).map_err(wrong)
}

/// Prints all remarks, and how many there are on standard error.
pub(crate) fn tell(files: &[Linted], json: Option<&Fields>, look: terminal::Options) -> Exit {
    let terminal = Terminal::find(look);
    let count = |severity| {
        let all = files.iter().flat_map(|file| &file.remarks);
        all.filter(|remark| remark.severity == severity).count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if let Some(fields) = json {
        let all = files.iter().flat_map(|file| &file.remarks);
        let diagnostics: Vec<Value> = all.map(document).collect();
        let document = json!({
            "diagnostics": diagnostics, "errors": errors, "warnings": warnings,
        });
        fields.print("lint", document);
    } else {
        for file in files {
            terminal::print(&view::remarks(file, &terminal.out));
        }
        terminal::tell(&view::summary(files.len(), errors, warnings, &terminal.err));
    }
    match errors {
        0 => Exit::Succeeded,
        _ => Exit::Failed,
    }
}

/// Prints why a file cannot be used at all.
pub(crate) fn refuse(file: &Linted, look: terminal::Options) {
    let terminal = Terminal::find(look);
    terminal::tell(&view::remarks(file, &terminal.err));
}

fn document(remark: &Diagnostic) -> Value {
    let severity = match remark.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    json!({
        "severity": severity,
        "file": remark.file,
        "line": remark.at.line,
        "column": remark.at.column,
        "what": remark.what,
        "why": remark.why,
        "fix": remark.fix,
    })
}
