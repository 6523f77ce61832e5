//! `towline pipeline apply`: makes a pipeline what a file says.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::names;
use crate::client::CODEPIPELINE;
use crate::document::text;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal::{self, safe};

/// Create the pipeline of a file, or update it when there is one of its name.
///
/// Prints the name, the version and whether it was created, updated or unchanged. A new pipeline
/// starts at once; an updated one does not.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// JSON in AWS's structure: a pipeline, or an object with the member `pipeline` as
    /// `aws codepipeline get-pipeline` prints it; `-` is standard input.
    file: PathBuf,
}

pub(super) async fn run(session: &Session, args: &Args) -> Result<(), Failure> {
    let pipeline = read(&args.file)?;
    let name = text(&pipeline["name"]).to_string();
    let exists = names(session).await?.contains(&name);
    if !exists {
        let input = json!({"pipeline": pipeline});
        let output: Value = session.call(CODEPIPELINE, "CreatePipeline", &input).await?;
        say(&output, "created");
        return Ok(());
    }
    let input = json!({"name": name});
    let before: Value = session.call(CODEPIPELINE, "GetPipeline", &input).await?;
    if same(&before["pipeline"], &pipeline) {
        say(&before, "unchanged");
        return Ok(());
    }
    let input = json!({"pipeline": pipeline});
    let output: Value = session.call(CODEPIPELINE, "UpdatePipeline", &input).await?;
    say(&output, "updated");
    Ok(())
}

fn say(output: &Value, done: &str) {
    let pipeline = &output["pipeline"];
    let name = safe(text(&pipeline["name"]));
    terminal::print(&format!("{name} version {} {done}\n", pipeline["version"]));
}

/// The pipeline in a file. Its structure is the server's to check.
fn read(path: &Path) -> Result<Value, Failure> {
    let document = match path.to_str() {
        Some("-") => std::io::read_to_string(std::io::stdin().lock().by_ref()),
        _ => std::fs::read_to_string(path),
    };
    let document = document.map_err(|e| Failure::file("read", path, e))?;
    let mut document: Value = serde_json::from_str(&document).map_err(|e| {
        Failure::file("understand", path, e)
            .fix("write it as JSON")
            .usage()
    })?;
    if document["pipeline"].is_object() {
        document = document["pipeline"].take();
    }
    if text(&document["name"]).is_empty() {
        let why = "the pipeline has no name";
        return Err(Failure::file("use", path, why).usage());
    }
    Ok(document)
}

/// Whether nothing would change: what the file leaves out is the server's choice, and the version
/// is counted by the server.
fn same(there: &Value, wanted: &Value) -> bool {
    match (there, wanted) {
        (Value::Object(there), Value::Object(wanted)) => {
            let empty = |value: &Value| match value {
                Value::Null => true,
                Value::Array(list) => list.is_empty(),
                Value::Object(map) => map.is_empty(),
                _ => false,
            };
            let matches = |(name, value): (&String, &Value)| {
                name == "version"
                    || there
                        .get(name)
                        .map_or_else(|| empty(value), |one| same(one, value))
            };
            wanted.iter().all(matches)
        }
        (Value::Array(there), Value::Array(wanted)) => {
            there.len() == wanted.len() && there.iter().zip(wanted).all(|(a, b)| same(a, b))
        }
        (there, wanted) => there == wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_adds_is_no_difference() {
        let there = json!({"name": "a", "version": 3, "executionMode": "SUPERSEDED",
            "stages": [{"name": "S", "actions": [{"name": "A", "runOrder": 1}]}]});
        let wanted = |order: i32| {
            json!({"name": "a", "version": 1,
                "stages": [{"name": "S", "blockers": [], "actions": [{"name": "A", "runOrder": order}]}]})
        };
        assert!(same(&there, &wanted(1)));
        assert!(!same(&there, &wanted(2)));
        assert!(!same(&there, &json!({"name": "a", "stages": []})));
        assert!(!same(&there, &json!({"name": "a", "triggers": [1]})));
    }
}
