//! The file of a pipeline, for verbs that send it to a server.

use std::path::Path;

use serde_json::Value;
use towline_core::pipeline::Declaration;
use towline_spec::diagnostic::Severity;
use towline_spec::pipeline::read as parse;

use crate::document::text;
use crate::failure::Failure;
use crate::lint::{self, Linted};
use crate::terminal;

/// The request of CreatePipeline in a file. Whether the server takes it is the server's to say.
pub(super) fn read(path: &Path, look: terminal::Options) -> Result<Value, Failure> {
    parsed(path, lint::read(path)?, look)
}

/// The same, after the checks that a server in this region makes.
pub(super) fn checked(
    path: &Path,
    region: &str,
    look: terminal::Options,
) -> Result<Value, Failure> {
    let text = lint::read(path)?;
    let remarks = super::lint::remarks(path, &text, region);
    if remarks.iter().any(|one| one.severity == Severity::Error) {
        lint::refuse(&Linted { text, remarks }, look);
        return Err(Failure::file("use", path, "the server would refuse it").usage());
    }
    parsed(path, text, look)
}

fn parsed(path: &Path, document: String, look: terminal::Options) -> Result<Value, Failure> {
    let (input, remarks) = parse(&path.display().to_string(), &document);
    let unusable = |why: &str| Failure::file("use", path, why).usage();
    let Some(input) = input else {
        let errors = remarks
            .into_iter()
            .filter(|r| r.severity == Severity::Error);
        let remarks = errors.collect();
        lint::refuse(
            &Linted {
                text: document,
                remarks,
            },
            look,
        );
        return Err(unusable("it cannot be read"));
    };
    if text(&input["pipeline"]["name"]).is_empty() {
        return Err(unusable("the pipeline has no name"));
    }
    Ok(input)
}

/// The pipeline with everything that a server would add, to be compared; `None` when its structure
/// is wrong.
pub(super) fn complete(pipeline: &Value) -> Option<Value> {
    let declaration = serde_json::from_value(pipeline.clone());
    let mut declaration: Declaration = declaration.ok()?;
    declaration.normalise();
    declaration.version = 0;
    serde_json::to_value(declaration).ok()
}
