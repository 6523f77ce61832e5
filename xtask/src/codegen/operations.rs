//! `mod.rs` and `operation.rs` of a service: its names and its operations.

use std::fmt::Write;

use super::Error;
use super::model::Model;
use super::names::constant;
use super::types::{input_name, output_name};

/// `mod.rs`.
pub(crate) fn module(service: &str, model: &Model) -> String {
    let requests = if has_requests(model) {
        "pub use requests::*;\n"
    } else {
        ""
    };
    let types = if super::types::has_others(model) {
        "pub use types::*;\n"
    } else {
        ""
    };
    let (mod_requests, mod_types) = (
        if requests.is_empty() {
            ""
        } else {
            "mod requests;\n"
        },
        if types.is_empty() { "" } else { "mod types;\n" },
    );
    format!(
        "//! The `{service}` service: {source}.\n//!\n//! Made by `cargo xtask codegen`; do not edit.\n\n\
         mod operation;\n{mod_requests}pub mod shapes;\n{mod_types}\n\
         pub use operation::Operation;\n{requests}{types}\n\
         /// Prefixes of `X-Amz-Target`; each belongs to the signing name at the same place.\n\
         pub const TARGETS: [&str; {n}] = {targets:?};\n\n\
         /// Service names in the scope of a signature.\n\
         pub const SIGNING_NAMES: [&str; {n}] = {signing:?};\n",
        source = model.source,
        n = model.targets.len(),
        targets = model.targets,
        signing = model.signing_names,
    )
}

fn has_requests(model: &Model) -> bool {
    !model.operations.is_empty()
}

/// `operation.rs`.
pub(crate) fn generate(service: &str, model: &Model) -> Result<String, Error> {
    let mut out = format!(
        "//! The operations of `{service}`.\n//!\n//! Made by `cargo xtask codegen`; do not edit.\n\n\
         use super::shapes;\nuse crate::shape::{{OperationInfo, Shape}};\n\n\
         /// An operation of the service.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]\n\
         #[expect(missing_docs, reason = \"described by the AWS API reference\")]\n\
         pub enum Operation {{\n"
    );
    for name in model.operations.keys() {
        writeln!(out, "{name},").map_err(fmt)?;
    }
    let n = model.operations.len();
    out += "}\n\n";
    writeln!(out, "static TABLE: [OperationInfo; {n}] = [").map_err(fmt)?;
    for (name, operation) in &model.operations {
        let output = match &operation.output {
            Some(_) => format!("Some(&shapes::{})", constant(&output_name(name, operation))),
            None => "None".into(),
        };
        writeln!(
            out,
            "OperationInfo {{ name: {name:?}, input: &shapes::{}, output: {output} }},",
            constant(&input_name(name, operation)),
        )
        .map_err(fmt)?;
    }
    write!(out, "];\n\nimpl Operation {{\n/// Every operation, in alphabetical order.\npub const ALL: [Operation; {n}] = [\n").map_err(fmt)?;
    for name in model.operations.keys() {
        writeln!(out, "Operation::{name},").map_err(fmt)?;
    }
    out += METHODS;
    Ok(out)
}

const METHODS: &str = "];

/// The operation called `name`.
pub fn parse(name: &str) -> Option<Operation> {
    let place = TABLE.binary_search_by(|info| info.name.cmp(name)).ok()?;
    Some(Operation::ALL[place])
}

/// Its name on the wire.
pub fn name(self) -> &'static str {
    TABLE[self as usize].name
}

/// Shape of the request.
pub fn input(self) -> &'static Shape {
    TABLE[self as usize].input
}

/// Shape of the answer; `None` where the answer is an empty body.
pub fn output(self) -> Option<&'static Shape> {
    TABLE[self as usize].output
}
}
";

fn fmt(error: std::fmt::Error) -> Error {
    Error::Model(error.to_string())
}
