//! `towline schema`: JSON Schemas for editors, and of what `--json` prints. Made from the shapes of the
//! API and the action types of the server, so that they say what the programs do.

mod members;
mod outputs;
mod pipeline;
mod shape;

use serde_json::Value;
use towline_spec::near::near;
use towline_spec::{appspec, buildspec};

use crate::failure::Failure;
use crate::terminal::{self, Look, Options, Terminal, Tone, hang};

pub(crate) use members::{Members, members};

/// The dialect of all of them.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Print the JSON Schema of a file or of what a command prints with `--json`.
///
/// Without a name, the names: files that people edit first, then commands. Of a command that prints
/// one document a line, the schema is that of a line.
///
/// The members of a document's records, and those around them, are the fields that `--json=FIELDS`
/// takes: `towline hosts --json=name,tags`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// `pipeline`, `appspec` or `buildspec`, or a command such as `deployment show`.
    name: Vec<String>,
}

/// A schema under its name.
struct Entry {
    name: &'static str,
    what: &'static str,
    /// The member with the records; empty when the document is one itself or a list of them.
    records: &'static str,
    make: fn() -> Value,
}

fn entries() -> Vec<Entry> {
    let files = [
        Entry {
            name: "pipeline",
            what: "the file of a pipeline",
            records: "",
            make: pipeline::schema,
        },
        Entry {
            name: "appspec",
            what: "appspec.yml",
            records: "",
            make: || parsed(appspec::SCHEMA),
        },
        Entry {
            name: "buildspec",
            what: "buildspec.yml",
            records: "",
            make: || parsed(buildspec::SCHEMA),
        },
    ];
    files.into_iter().chain(outputs::entries()).collect()
}

/// A schema of a file is a part of the program; a test reads each.
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let all = entries();
    if args.name.is_empty() {
        terminal::print(&listing(&all, &Terminal::find(Options::default()).out));
        return Ok(());
    }
    let name = args.name.join(" ").replace('-', " ");
    match all.iter().find(|entry| entry.name == name) {
        Some(entry) => {
            terminal::print_json(&(entry.make)());
            Ok(())
        }
        None => Err(unknown(&name, &all)),
    }
}

fn listing(all: &[Entry], look: &Look) -> String {
    let lines = all.iter().flat_map(|entry| {
        let name = format!("{:<20} ", entry.name);
        hang(
            &look.paint(Tone::Strong, &name),
            name.len(),
            entry.what,
            look,
        )
    });
    lines.map(|line| line + "\n").collect()
}

fn unknown(name: &str, all: &[Entry]) -> Failure {
    let names: Vec<&str> = all.iter().map(|entry| entry.name).collect();
    let fix = match near(name, &names) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`towline schema` lists the names".into(),
    };
    let why = "nothing of that name has one";
    Failure::new(format!("there is no schema `{name}`"), why)
        .fix(fix)
        .usage()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::golden;

    #[test]
    fn every_schema_says_its_dialect_and_title_and_its_references_lead_somewhere() {
        for entry in entries() {
            let schema = (entry.make)();
            assert_eq!(schema["$schema"], DIALECT, "{}", entry.name);
            assert!(schema["title"].is_string(), "{}", entry.name);
            references(&schema, &schema);
        }
    }

    fn references(node: &Value, root: &Value) {
        if let Some(target) = node["$ref"].as_str() {
            let pointer = target.trim_start_matches('#');
            assert!(root.pointer(pointer).is_some(), "{target}");
        }
        match node {
            Value::Object(map) => map.values().for_each(|inner| references(inner, root)),
            Value::Array(list) => list.iter().for_each(|inner| references(inner, root)),
            _ => {}
        }
    }

    #[test]
    fn the_names_are_listed_with_what_they_are() {
        golden::check!(|look| listing(&entries(), look));
    }

    #[test]
    fn a_name_that_is_nearly_right_is_answered_with_the_right_one() {
        let failure = unknown("deploymnt show", &entries()).to_string();
        assert!(
            failure.ends_with("did you mean `deployment show`?"),
            "{failure}"
        );
    }
}
