//! From the tree of a text to the JSON of a request.
//!
//! JSON means what it says. In YAML a bare `1` or `false` is whatever belongs in its place, so that
//! `version: 1` and `PollForSourceChanges: false` need no quotes.

use serde_json::{Map, Number, Value};
use towline_api::{Kind, Shape};

use crate::yaml::{self, Node};

/// The shape of a member of a structure.
pub(super) fn member(shape: &'static Shape, name: &str) -> Option<&'static Shape> {
    let Kind::Structure(members) = shape.kind else {
        return None;
    };
    let member = members.iter().find(|member| member.name == name)?;
    Some(member.shape)
}

/// The value of a node where `shape` belongs; `literal` in JSON.
pub(super) fn of(shape: Option<&'static Shape>, node: &Node, literal: bool) -> Value {
    match &node.value {
        yaml::Value::Scalar { text, plain } => match (plain, literal) {
            (false, _) => Value::String(text.clone()),
            (true, true) => serde_json::from_str(text).unwrap_or(Value::String(text.clone())),
            (true, false) => bare(shape, node, text),
        },
        yaml::Value::List(items) => {
            let inner = match shape.map(|shape| shape.kind) {
                Some(Kind::List(inner)) => Some(inner),
                _ => None,
            };
            items.iter().map(|item| of(inner, item, literal)).collect()
        }
        yaml::Value::Map(entries) => {
            let mut map = Map::new();
            for entry in entries {
                let inner = match shape.map(|shape| shape.kind) {
                    Some(Kind::Map(_, inner)) => Some(inner),
                    Some(Kind::Structure(_)) => shape.and_then(|s| member(s, &entry.key)),
                    _ => None,
                };
                map.insert(entry.key.clone(), of(inner, &entry.value, literal));
            }
            Value::Object(map)
        }
    }
}

/// A bare word of YAML.
fn bare(shape: Option<&'static Shape>, node: &Node, text: &str) -> Value {
    if node.is_null() {
        return Value::Null;
    }
    let found = match shape.map(|shape| shape.kind) {
        Some(Kind::Boolean) => node.boolean().map(Value::Bool),
        Some(Kind::Integer | Kind::Long) => node.integer().map(Value::from),
        Some(Kind::Double | Kind::Timestamp) => {
            let number = text.parse().ok().and_then(Number::from_f64);
            number.map(Value::Number)
        }
        _ => None,
    };
    found.unwrap_or_else(|| Value::String(text.into()))
}
