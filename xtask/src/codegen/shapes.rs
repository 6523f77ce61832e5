//! `shapes.rs`: the constraint table that codecs and validator walk.

use super::Error;
use super::model::{Model, Shape};
use super::names::constant;
use super::types::request_names;

/// The whole file.
pub(crate) fn generate(service: &str, model: &Model) -> Result<String, Error> {
    let mut body = String::new();
    for (name, shape) in &model.shapes {
        if shape.http_status.is_none() && used(model, name) {
            body += &item(name, shape, &kind(model, name, shape)?);
        }
    }
    let empty = Shape::default();
    for name in request_names(model) {
        if !model.shapes.contains_key(&name)
            && model
                .operations
                .iter()
                .any(|(op, o)| super::types::input_name(op, o) == name)
        {
            body += &item(&name, &empty, "Kind::Structure(&[])");
        }
    }
    let member = if body.contains("member(") {
        ", member"
    } else {
        ""
    };
    Ok(format!(
        "//! Constraints of every shape of `{service}`.\n//!\n//! Made by `cargo xtask codegen`; do not edit.\n\n\
         #![expect(missing_docs, reason = \"described by the AWS API reference\")]\n\n\
         use crate::shape::{{Kind, Shape{member}}};\n\n{body}"
    ))
}

/// Shapes that only exceptions use stay out of the table.
fn used(model: &Model, name: &str) -> bool {
    let by_operation = model
        .operations
        .values()
        .any(|op| op.input.as_deref() == Some(name) || op.output.as_deref() == Some(name));
    by_operation
        || model
            .shapes
            .values()
            .any(|shape| shape.http_status.is_none() && shape.references().any(|r| r == name))
}

fn item(name: &str, shape: &Shape, kind: &str) -> String {
    let mut constraints = String::new();
    if let Some(min) = shape.min {
        constraints += &format!(".min({min})");
    }
    if let Some(max) = shape.max {
        constraints += &format!(".max({max})");
    }
    if let Some(pattern) = &shape.pattern {
        constraints += &format!(".pattern({pattern:?})");
    }
    if shape.sensitive {
        constraints += ".sensitive()";
    }
    format!(
        "pub static {}: Shape = Shape::new({name:?}, {kind}){constraints};\n\n",
        constant(name)
    )
}

fn kind(model: &Model, name: &str, shape: &Shape) -> Result<String, Error> {
    let inner = |part: &Option<String>| match part {
        Some(part) => model.shape(part).map(|_| format!("&{}", constant(part))),
        None => Err(Error::Model(format!("`{name}` does not say what it holds"))),
    };
    Ok(match shape.kind.as_str() {
        "string" => match &shape.values {
            Some(values) => format!("Kind::Enum(&{values:?})"),
            None => "Kind::String".into(),
        },
        "boolean" => "Kind::Boolean".into(),
        "integer" => "Kind::Integer".into(),
        "long" => "Kind::Long".into(),
        "double" => "Kind::Double".into(),
        "timestamp" => "Kind::Timestamp".into(),
        "blob" => "Kind::Blob".into(),
        "list" => format!("Kind::List({})", inner(&shape.member)?),
        "map" => format!(
            "Kind::Map({}, {})",
            inner(&shape.key)?,
            inner(&shape.value)?
        ),
        "structure" => format!("Kind::Structure(&[{}])", members(model, shape)?),
        other => {
            return Err(Error::Model(format!(
                "`{name}` has the unknown type `{other}`"
            )));
        }
    })
}

fn members(model: &Model, shape: &Shape) -> Result<String, Error> {
    let mut out = String::new();
    for (name, target) in shape.members() {
        model.shape(target)?;
        let required = shape.required.iter().any(|r| r == name);
        let method = if required { ".required()" } else { "" };
        out += &format!("member({name:?}, &{}){method}, ", constant(target));
    }
    Ok(out)
}
