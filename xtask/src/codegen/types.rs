//! `requests.rs` (inputs and outputs of operations) and `types.rs` (what they are made of).

use std::collections::BTreeSet;

use super::Error;
use super::model::{Model, Operation, Shape};
use super::names::field;

/// The shape of an operation's input; one without members when the model has none.
pub(crate) fn input_name(name: &str, operation: &Operation) -> String {
    operation
        .input
        .clone()
        .unwrap_or_else(|| format!("{name}Input"))
}

/// The shape of an operation's output; one without members when the model has none.
pub(crate) fn output_name(name: &str, operation: &Operation) -> String {
    operation
        .output
        .clone()
        .unwrap_or_else(|| format!("{name}Output"))
}

/// Names of all inputs and outputs.
pub(crate) fn request_names(model: &Model) -> BTreeSet<String> {
    let names = |(name, op): (&String, &Operation)| [input_name(name, op), output_name(name, op)];
    model.operations.iter().flat_map(names).collect()
}

/// `requests.rs`.
pub(crate) fn requests(service: &str, model: &Model) -> Result<String, Error> {
    let empty = Shape {
        kind: "structure".into(),
        ..Shape::default()
    };
    let shapes: Vec<_> = request_names(model)
        .into_iter()
        .map(|name| {
            let shape = model.shapes.get(&name).unwrap_or(&empty);
            (name, shape)
        })
        .collect();
    file(
        &format!("Inputs and outputs of the operations of `{service}`."),
        true,
        model,
        &shapes,
    )
}

/// `types.rs`.
pub(crate) fn others(service: &str, model: &Model) -> Result<String, Error> {
    let shapes: Vec<_> = other_shapes(model).collect();
    file(
        &format!("Structures inside the requests of `{service}`."),
        false,
        model,
        &shapes,
    )
}

/// Whether there is anything in `types.rs`.
pub(crate) fn has_others(model: &Model) -> bool {
    other_shapes(model).next().is_some()
}

/// Exceptions travel as [`ApiError`](towline_api::ApiError) and need no type.
fn other_shapes(model: &Model) -> impl Iterator<Item = (String, &Shape)> {
    let requests = request_names(model);
    model
        .shapes
        .iter()
        .filter(move |(name, shape)| {
            shape.kind == "structure" && shape.http_status.is_none() && !requests.contains(*name)
        })
        .map(|(name, shape)| (name.clone(), shape))
}

fn file(
    title: &str,
    inputs: bool,
    model: &Model,
    shapes: &[(String, &Shape)],
) -> Result<String, Error> {
    let mut body = String::new();
    for (name, shape) in shapes {
        body += &structure(model, name, shape)?;
    }
    let names: Vec<&str> = shapes.iter().map(|(name, _)| name.as_str()).collect();
    let mut out = format!("//! {title}\n//!\n//! Made by `cargo xtask codegen`; do not edit.\n\n");
    out += "#![expect(missing_docs, reason = \"described by the AWS API reference\")]\n\n";
    if body.contains("BTreeMap<") {
        out += "use std::collections::BTreeMap;\n\n";
    }
    out += "use serde::{Deserialize, Serialize};\n\n";
    if inputs && has_others(model) {
        out += "use super::types::*;\n";
    }
    for scalar in ["Blob", "Timestamp"] {
        if body.contains(&format!("{scalar}>")) || body.contains(&format!(": {scalar},")) {
            out += &format!("use crate::{scalar};\n");
        }
    }
    out += &format!(
        "use crate::wire::wire;\n{body}\nwire!({});\n",
        names.join(", ")
    );
    Ok(out)
}

fn structure(model: &Model, name: &str, shape: &Shape) -> Result<String, Error> {
    let mut secrets = false;
    let mut fields = String::new();
    let mut debug = String::new();
    for (member, target) in shape.members() {
        let required = shape.required.iter().any(|r| r == member);
        let rust = field(member);
        let kind = rust_type(model, target)?;
        let (attribute, kind) = if required {
            ("", kind)
        } else {
            (
                "skip_serializing_if = \"Option::is_none\", ",
                format!("Option<{kind}>"),
            )
        };
        fields += &format!("#[serde({attribute}rename = {member:?})]\npub {rust}: {kind},\n");
        let hidden = shape.sensitive || model.sensitive(target)?;
        secrets |= hidden;
        debug += &if hidden {
            format!(".field({rust:?}, &\"…\")")
        } else {
            format!(".field({rust:?}, &self.{rust})")
        };
    }
    let derived = if secrets { "" } else { "Debug, " };
    let mut out = format!(
        "\n#[derive({derived}Clone, Default, PartialEq, Serialize, Deserialize)]\n#[serde(default)]\n\
         pub struct {name} {{\n{fields}}}\n"
    );
    if secrets {
        out += &format!(
            "\nimpl std::fmt::Debug for {name} {{\n\
             fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{\n\
             f.debug_struct({name:?}){debug}.finish()\n}}\n}}\n"
        );
    }
    Ok(out)
}

fn rust_type(model: &Model, name: &str) -> Result<String, Error> {
    let shape = model.shape(name)?;
    let inner = |part: &Option<String>| match part {
        Some(part) => rust_type(model, part),
        None => Err(Error::Model(format!("`{name}` does not say what it holds"))),
    };
    Ok(match shape.kind.as_str() {
        "string" => "String".into(),
        "boolean" => "bool".into(),
        "integer" => "i32".into(),
        "long" => "i64".into(),
        "double" => "f64".into(),
        "timestamp" => "Timestamp".into(),
        "blob" => "Blob".into(),
        "structure" => name.into(),
        "list" => format!("Vec<{}>", inner(&shape.member)?),
        "map" => format!("BTreeMap<String, {}>", inner(&shape.value)?),
        other => {
            return Err(Error::Model(format!(
                "`{name}` has the unknown type `{other}`"
            )));
        }
    })
}
