//! rpc-v2-cbor: the same values in CBOR, with timestamps as tag 1 and blobs as byte strings.

use base64::{Engine, engine::general_purpose::STANDARD};
use ciborium::Value as Cbor;
use serde_json::{Map, Value};

use crate::{ApiError, Kind, Shape};

/// Nesting that no request of ours comes near; the reader refuses more.
const DEPTH: usize = 64;

/// CBOR's "seconds since the epoch".
const EPOCH: u64 = 1;

/// The JSON form of a CBOR request; an empty body is an empty structure. To be normalised.
pub fn from_cbor(shape: &'static Shape, body: &[u8]) -> Result<Value, ApiError> {
    if body.is_empty() {
        return Ok(Value::Object(Map::new()));
    }
    let mut rest = body;
    let value: Cbor = ciborium::de::from_reader_with_recursion_limit(&mut rest, DEPTH)
        .map_err(|e| unreadable(&format!("is not well-formed CBOR ({e})")))?;
    if !rest.is_empty() {
        return Err(unreadable("has bytes after its end"));
    }
    to_json(Some(shape), value)
}

/// The CBOR form of an answer.
pub fn to_cbor(shape: &'static Shape, value: &Value) -> Result<Vec<u8>, ApiError> {
    let mut bytes = Vec::new();
    ciborium::into_writer(&to_tree(Some(shape), value), &mut bytes)
        .map_err(|e| ApiError::internal(format!("the answer has no CBOR form: {e}")))?;
    Ok(bytes)
}

/// The CBOR form of an error.
pub fn error_to_cbor(error: &ApiError) -> Result<Vec<u8>, ApiError> {
    let body = serde_json::json!({"__type": error.code, "message": error.message});
    let mut bytes = Vec::new();
    ciborium::into_writer(&to_tree(None, &body), &mut bytes)
        .map_err(|e| ApiError::internal(format!("the error has no CBOR form: {e}")))?;
    Ok(bytes)
}

fn unreadable(what: &str) -> ApiError {
    ApiError::new("SerializationException", format!("the request body {what}"))
}

/// `shape` is `None` below members that we do not know; normalising drops them.
fn to_json(shape: Option<&'static Shape>, value: Cbor) -> Result<Value, ApiError> {
    Ok(match value {
        Cbor::Null => Value::Null,
        Cbor::Bool(flag) => Value::Bool(flag),
        Cbor::Text(text) => Value::String(text),
        Cbor::Float(number) => float(number)?,
        Cbor::Integer(number) => match i64::try_from(number) {
            Ok(number) => number.into(),
            Err(_) => return Err(unreadable("holds an integer of more than 64 bits")),
        },
        Cbor::Bytes(bytes) if is(shape, |kind| matches!(kind, Kind::Blob)) => {
            Value::String(STANDARD.encode(bytes))
        }
        Cbor::Tag(EPOCH, inner) if is(shape, |kind| matches!(kind, Kind::Timestamp)) => {
            to_json(shape, *inner)?
        }
        // Refused here, because their JSON form could pass for a string or a number later.
        Cbor::Bytes(_) | Cbor::Tag(..) if shape.is_some() => {
            return Err(unreadable("holds bytes or a tag where none belongs"));
        }
        Cbor::Array(list) => {
            let inner = shape.and_then(element);
            let list = list.into_iter().map(|value| to_json(inner, value));
            Value::Array(list.collect::<Result<_, _>>()?)
        }
        Cbor::Map(entries) => object(shape, entries)?,
        _ => Value::Null,
    })
}

fn object(shape: Option<&'static Shape>, entries: Vec<(Cbor, Cbor)>) -> Result<Value, ApiError> {
    let mut out = Map::new();
    for (key, value) in entries {
        let Cbor::Text(key) = key else {
            return Err(unreadable("has a map key that is not text"));
        };
        let value = to_json(shape.and_then(|shape| child(shape, &key)), value)?;
        out.insert(key, value);
    }
    Ok(Value::Object(out))
}

fn float(number: f64) -> Result<Value, ApiError> {
    serde_json::Number::from_f64(number)
        .map(Value::Number)
        .ok_or_else(|| unreadable("holds a number that is not finite"))
}

fn to_tree(shape: Option<&'static Shape>, value: &Value) -> Cbor {
    match value {
        Value::Null => Cbor::Null,
        Value::Bool(flag) => Cbor::Bool(*flag),
        Value::Number(number) => {
            let tree = match number.as_i64() {
                Some(whole) => Cbor::Integer(whole.into()),
                None => Cbor::Float(number.as_f64().unwrap_or_default()),
            };
            if is(shape, |kind| matches!(kind, Kind::Timestamp)) {
                Cbor::Tag(EPOCH, Box::new(tree))
            } else {
                tree
            }
        }
        Value::String(text) => match STANDARD.decode(text) {
            Ok(bytes) if is(shape, |kind| matches!(kind, Kind::Blob)) => Cbor::Bytes(bytes),
            _ => Cbor::Text(text.clone()),
        },
        Value::Array(list) => {
            let inner = shape.and_then(element);
            Cbor::Array(list.iter().map(|value| to_tree(inner, value)).collect())
        }
        Value::Object(map) => {
            let entry = |(key, value): (&String, &Value)| {
                let inner = shape.and_then(|shape| child(shape, key));
                (Cbor::Text(key.clone()), to_tree(inner, value))
            };
            Cbor::Map(map.iter().map(entry).collect())
        }
    }
}

fn is(shape: Option<&Shape>, test: impl Fn(Kind) -> bool) -> bool {
    shape.is_some_and(|shape| test(shape.kind))
}

fn element(shape: &'static Shape) -> Option<&'static Shape> {
    match shape.kind {
        Kind::List(inner) => Some(inner),
        _ => None,
    }
}

fn child(shape: &'static Shape, name: &str) -> Option<&'static Shape> {
    match shape.kind {
        Kind::Map(_, inner) => Some(inner),
        Kind::Structure(members) => members
            .iter()
            .find(|member| member.name == name)
            .map(|member| member.shape),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::codedeploy::shapes;
    use crate::normalize;

    #[test]
    fn timestamps_are_tagged_on_the_way_out() {
        let answer = json!({"application": {"createTime": 1446744188.711, "linkedToGitHub": true}});
        let bytes = to_cbor(&shapes::GET_APPLICATION_OUTPUT, &answer).unwrap();
        let tree: Cbor = ciborium::from_reader(&bytes[..]).unwrap();
        let application = &tree.as_map().unwrap()[0].1;
        let time = &application.as_map().unwrap()[0].1;
        assert_eq!(
            time,
            &Cbor::Tag(1, Box::new(Cbor::Float(1_446_744_188.711)))
        );
        let back = from_cbor(&shapes::GET_APPLICATION_OUTPUT, &bytes).unwrap();
        assert_eq!(back, answer);
    }

    #[test]
    fn a_request_with_a_time_range_comes_through() {
        let tree = Cbor::Map(vec![(
            Cbor::Text("createTimeRange".into()),
            Cbor::Map(vec![(
                Cbor::Text("start".into()),
                Cbor::Tag(1, Box::new(Cbor::Integer(17.into()))),
            )]),
        )]);
        let mut bytes = Vec::new();
        ciborium::into_writer(&tree, &mut bytes).unwrap();
        let shape = &shapes::LIST_DEPLOYMENTS_INPUT;
        let value = normalize(shape, from_cbor(shape, &bytes).unwrap()).unwrap();
        assert_eq!(value, json!({"createTimeRange": {"start": 17}}));
    }

    #[test]
    fn hostile_bodies_are_refused_cheaply() {
        let shape = &shapes::LIST_DEPLOYMENTS_INPUT;
        // A list that claims 2^60 elements, a thousand nested lists, a truncated map, rubbish after.
        let mut huge = vec![0x9b, 0x10, 0, 0, 0, 0, 0, 0, 0];
        huge.push(0);
        let bodies = [
            huge,
            vec![0x81; 1000],
            vec![0xa1],
            vec![0xa0, 0xa0],
            vec![0xa1, 1, 1],
        ];
        for body in bodies {
            let error = from_cbor(shape, &body).unwrap_err();
            assert_eq!(error.code, "SerializationException", "{error}");
        }
        assert_eq!(from_cbor(shape, &[]).unwrap(), json!({}));
    }

    #[test]
    fn bytes_are_no_string() {
        let body = [&[0xa1, 0x6f][..], b"applicationName", &[0x43, 1, 2, 3]].concat();
        assert!(from_cbor(&shapes::LIST_DEPLOYMENTS_INPUT, &body).is_err());
    }
}
