//! From botocore's `service-2.json` to our model: drops documentation, endpoints and everything
//! that no kept operation reaches.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::Error;
use super::model::{Model, Operation, Shape};

/// Converts `source`; `only` limits the operations.
pub(crate) fn convert(
    service: &str,
    source: &Value,
    only: Option<&BTreeSet<String>>,
) -> Result<Model, Error> {
    let operations = object(source, "operations")?
        .iter()
        .filter(|(name, _)| only.is_none_or(|only| only.contains(*name)))
        .map(|(name, operation)| (name.clone(), convert_operation(operation)))
        .collect::<BTreeMap<_, _>>();
    if let Some(missing) =
        only.and_then(|only| only.iter().find(|op| !operations.contains_key(*op)))
    {
        return Err(Error::Model(format!(
            "the file has no operation `{missing}`"
        )));
    }
    let mut shapes = object(source, "shapes")?
        .iter()
        .map(|(name, shape)| (name.clone(), convert_shape(shape)))
        .collect::<BTreeMap<_, _>>();
    let reached = reachable(&operations, &shapes);
    shapes.retain(|name, _| reached.contains(name));
    let metadata = source.get("metadata").unwrap_or(&Value::Null);
    Ok(Model {
        source: format!(
            "botocore (Apache-2.0), {}",
            text(metadata, "uid").unwrap_or_default()
        ),
        targets: text(metadata, "targetPrefix").into_iter().collect(),
        signing_names: vec![service.to_string()],
        operations,
        shapes,
    })
}

fn convert_operation(operation: &Value) -> Operation {
    let shape = |key: &str| operation.get(key).and_then(|v| text(v, "shape"));
    let errors = operation.get("errors").and_then(Value::as_array);
    Operation {
        input: shape("input"),
        output: shape("output"),
        errors: errors
            .into_iter()
            .flatten()
            .filter_map(|e| text(e, "shape"))
            .collect(),
    }
}

fn convert_shape(shape: &Value) -> Shape {
    let inner = |key: &str| shape.get(key).and_then(|v| text(v, "shape"));
    let names = |key: &str| {
        let list = shape.get(key).and_then(Value::as_array);
        list.map(|list| {
            list.iter()
                .filter_map(Value::as_str)
                .map(String::from)
                .collect()
        })
    };
    let members = shape.get("members").and_then(Value::as_object);
    let is_true = |value: &Value, key: &str| value.get(key) == Some(&Value::Bool(true));
    Shape {
        kind: text(shape, "type").unwrap_or_default(),
        min: shape.get("min").and_then(whole),
        max: shape.get("max").and_then(whole),
        pattern: text(shape, "pattern"),
        values: names("enum"),
        sensitive: is_true(shape, "sensitive"),
        http_status: is_true(shape, "exception").then(|| status(shape)),
        required: names("required").unwrap_or_default(),
        member: inner("member"),
        key: inner("key"),
        value: inner("value"),
        members: members.map(convert_members),
        idempotency_tokens: members
            .into_iter()
            .flatten()
            .filter(|(_, member)| is_true(member, "idempotencyToken"))
            .map(|(name, _)| name.clone())
            .collect(),
    }
}

fn convert_members(members: &Map<String, Value>) -> Map<String, Value> {
    members
        .iter()
        .map(|(name, member)| (name.clone(), member["shape"].clone()))
        .collect()
}

/// 400 unless the model says otherwise.
fn status(shape: &Value) -> u16 {
    shape
        .pointer("/error/httpStatusCode")
        .and_then(Value::as_u64)
        .and_then(|n| u16::try_from(n).ok())
        .unwrap_or(400)
}

fn reachable(
    operations: &BTreeMap<String, Operation>,
    shapes: &BTreeMap<String, Shape>,
) -> BTreeSet<String> {
    let mut queue: Vec<&str> = operations
        .values()
        .flat_map(|op| op.input.iter().chain(&op.output).chain(&op.errors))
        .map(String::as_str)
        .collect();
    let mut reached = BTreeSet::new();
    while let Some(name) = queue.pop() {
        if let Some(shape) = shapes.get(name)
            && reached.insert(name.to_string())
        {
            queue.extend(shape.references());
        }
    }
    reached
}

fn object<'a>(value: &'a Value, key: &str) -> Result<&'a Map<String, Value>, Error> {
    value
        .get(key)
        .and_then(Value::as_object)
        .ok_or_else(|| Error::Model(format!("not a botocore service model: it has no `{key}`")))
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(String::from)
}

/// Bounds are whole numbers, but some are written `0.0`.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_f64().map(|n| n as i64))
}
