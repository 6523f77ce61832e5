//! Pipelines in files: AWS's structure, as JSON or as YAML.
//!
//! [`read`] gives the request that CreatePipeline takes, [`lint`] everything that is wrong or
//! doubtful about it. The rules are those of the server: the API's shapes and the checks of
//! `core::pipeline::validate`. What is added here are places in a text, and doubts.

mod doubts;
mod keys;
mod place;
mod rules;
mod value;

#[cfg(test)]
mod tests;

use serde_json::{Value, json};
use towline_api::Shape;
use towline_api::codepipeline::Operation;
pub use towline_core::pipeline::validate::Context;

use crate::diagnostic::{Consequences, Diagnostic, Diagnostics, Position};
use crate::yaml::{self, Budget, Node};

const CONSEQUENCES: Consequences = Consequences {
    error: "the server refuses the pipeline",
    warning: "the server takes the pipeline all the same",
};

/// A pipeline of a thousand actions fits.
const BUDGET: Budget = Budget {
    bytes: 8 << 20,
    values: 200_000,
};

/// A file that was read.
struct Document {
    /// The pipeline itself.
    pipeline: Node,
    /// The request with it.
    input: Value,
}

/// What CreatePipeline is asked for.
fn shape() -> &'static Shape {
    Operation::CreatePipeline.input()
}

/// The request for CreatePipeline in a file: its member `pipeline`, and `tags` if there are any.
///
/// `None` when it cannot be read; the list then has an error. Whether the server would take the
/// pipeline is not looked at.
pub fn read(file: &str, text: &str) -> (Option<Value>, Vec<Diagnostic>) {
    let mut out = Diagnostics::new(file, CONSEQUENCES);
    let document = document(file, text, &mut out);
    (document.map(|document| document.input), out.into_sorted())
}

/// Everything that is wrong or doubtful about a file.
pub fn lint(file: &str, text: &str, context: &Context<'_>) -> Vec<Diagnostic> {
    let mut out = Diagnostics::new(file, CONSEQUENCES);
    if let Some(document) = document(file, text, &mut out) {
        keys::check(shape(), &document.pipeline, &mut out);
        if let Some(declaration) = rules::check(&document, context, &mut out) {
            doubts::check(&declaration, &document.pipeline, &mut out);
        }
    }
    out.into_sorted()
}

fn document(file: &str, text: &str, out: &mut Diagnostics) -> Option<Document> {
    let syntax = serde_json::from_str::<serde::de::IgnoredAny>(text.trim_start_matches('\u{feff}'));
    let literal = syntax.is_ok();
    if let (Err(error), true) = (&syntax, file.ends_with(".json")) {
        no_json(error, out);
        return None;
    }
    let root = yaml::parse_within(text, BUDGET, out)?;
    let Some(entries) = root.map() else {
        let what = format!("the file is {} where a mapping belongs", root.kind());
        let fix = "write the pipeline's `name`, `roleArn`, `artifactStore` and `stages`";
        out.error(root.at, what, fix);
        return None;
    };
    let template = ["AWSTemplateFormatVersion", "Resources"];
    if let Some(entry) = entries.iter().find(|e| template.contains(&e.key.as_str())) {
        let what = "this is a CloudFormation template, not the structure of a pipeline";
        let fix = "write what `aws codepipeline get-pipeline` prints: `name`, `roleArn`, \
                   `artifactStore` and `stages`, beginning in lower case";
        out.error(entry.key_at, what, fix);
        return None;
    }
    let wrapped = root.get("pipeline").filter(|node| node.map().is_some());
    let pipeline = wrapped.unwrap_or(&root).clone();
    let member = |name: &str| value::member(shape(), name);
    let mut input = json!({"pipeline": value::of(member("pipeline"), &pipeline, literal)});
    if wrapped.is_some() {
        keys::check_top(entries, out);
        if let Some(tags) = root.get("tags") {
            input["tags"] = value::of(member("tags"), tags, literal);
        }
    }
    Some(Document { pipeline, input })
}

fn no_json(error: &serde_json::Error, out: &mut Diagnostics) {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).max(1);
    let at = Position {
        line: number(error.line()),
        column: number(error.column()),
    };
    let said = error.to_string();
    let what = said.split(" at line ").next().unwrap_or(&said);
    let fix = "check commas, quotes and brackets here and on the line above; a file with comments \
               can be YAML when its name ends in .yml";
    out.error(at, format!("this is not valid JSON: {what}"), fix)
        .why("nothing after this place can be read");
}
