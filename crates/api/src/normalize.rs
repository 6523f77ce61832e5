//! Brings a request into the form its shape promises, or says where it does not fit.
//!
//! Afterwards every present member has the right JSON type, and `null` and unknown members are
//! gone: clients newer than this server may send members it does not know. Lengths, patterns and
//! required members are the validator's business.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};

use crate::{ApiError, Kind, Member, Shape};

/// The request `value` of shape `shape`, or `SerializationException`.
pub fn normalize(shape: &'static Shape, value: Value) -> Result<Value, ApiError> {
    fit(shape, value).map_err(|misfit| ApiError::new("SerializationException", misfit.to_string()))
}

/// The same for callers that want to know where `value` does not fit.
pub fn fit(shape: &'static Shape, value: Value) -> Result<Value, Misfit> {
    walk(shape, value, &Place::Top)
}

/// A value of the wrong type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// JSON pointer to it.
    pub pointer: String,
    /// What belongs there, for example `a string`.
    pub wanted: &'static str,
    place: String,
    found: &'static str,
}

impl std::fmt::Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Misfit {
            place,
            wanted,
            found,
            ..
        } = self;
        write!(f, "{place} must be {wanted}, but is {found}")
    }
}

/// Where the walk is; rendered only when something is wrong.
enum Place<'a> {
    Top,
    Member(&'a Place<'a>, &'a str),
    Element(&'a Place<'a>, usize),
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Place::Top => f.write_str("request"),
            Place::Member(Place::Top, name) => f.write_str(name),
            Place::Member(outer, name) => write!(f, "{outer}.{name}"),
            Place::Element(outer, index) => write!(f, "{outer}[{index}]"),
        }
    }
}

impl Place<'_> {
    fn pointer(&self) -> String {
        match self {
            Place::Top => String::new(),
            Place::Member(outer, name) => {
                let name = name.replace('~', "~0").replace('/', "~1");
                format!("{}/{name}", outer.pointer())
            }
            Place::Element(outer, index) => format!("{}/{index}", outer.pointer()),
        }
    }
}

fn walk(shape: &'static Shape, value: Value, place: &Place<'_>) -> Result<Value, Misfit> {
    let fits = match (shape.kind, value) {
        (Kind::Structure(members), Value::Object(map)) => return structure(members, map, place),
        (Kind::List(inner), Value::Array(list)) => return elements(inner, list, place),
        (Kind::Map(_, inner), Value::Object(map)) => return entries(inner, map, place),
        (Kind::String | Kind::Enum(_), value @ Value::String(_)) => Ok(value),
        (Kind::Blob, Value::String(text)) if STANDARD.decode(&text).is_ok() => {
            Ok(Value::String(text))
        }
        (Kind::Boolean, value @ Value::Bool(_)) => Ok(value),
        (kind, Value::Number(number)) if number_fits(kind, &number) => Ok(Value::Number(number)),
        (_, other) => Err(other),
    };
    fits.map_err(|found| wrong(shape, &found, place))
}

fn structure(
    members: &'static [Member],
    mut map: Map<String, Value>,
    place: &Place<'_>,
) -> Result<Value, Misfit> {
    let mut out = Map::new();
    for member in members {
        match map.remove(member.name) {
            None | Some(Value::Null) => {}
            Some(value) => {
                let place = Place::Member(place, member.name);
                out.insert(member.name.into(), walk(member.shape, value, &place)?);
            }
        }
    }
    Ok(Value::Object(out))
}

fn elements(inner: &'static Shape, list: Vec<Value>, place: &Place<'_>) -> Result<Value, Misfit> {
    list.into_iter()
        .enumerate()
        .map(|(index, value)| walk(inner, value, &Place::Element(place, index)))
        .collect()
}

fn entries(
    inner: &'static Shape,
    map: Map<String, Value>,
    place: &Place<'_>,
) -> Result<Value, Misfit> {
    let mut out = Map::new();
    for (key, value) in map {
        if !value.is_null() {
            let value = walk(inner, value, &Place::Member(place, &key))?;
            out.insert(key, value);
        }
    }
    Ok(Value::Object(out))
}

fn number_fits(kind: Kind, number: &serde_json::Number) -> bool {
    match kind {
        Kind::Integer => number.as_i64().is_some_and(|n| i32::try_from(n).is_ok()),
        Kind::Long => number.as_i64().is_some(),
        Kind::Double | Kind::Timestamp => true,
        _ => false,
    }
}

fn wrong(shape: &Shape, found: &Value, place: &Place<'_>) -> Misfit {
    let wanted = match shape.kind {
        Kind::String | Kind::Enum(_) => "a string",
        Kind::Boolean => "true or false",
        Kind::Integer => "an integer of 32 bits",
        Kind::Long => "an integer of 64 bits",
        Kind::Double => "a number",
        Kind::Timestamp => "a number of seconds since 1970",
        Kind::Blob => "base64 text",
        Kind::List(_) => "a list",
        Kind::Map(..) | Kind::Structure(_) => "an object",
    };
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Misfit {
        pointer: place.pointer(),
        wanted,
        place: place.to_string(),
        found,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::codedeploy::{Operation, shapes};
    use crate::{codebuild, codepipeline, hostcommand, towline};

    #[test]
    fn null_and_unknown_members_go_and_the_rest_stays() {
        let input = json!({
            "applicationName": "web", "description": null, "comingSoon": [1],
            "targetInstances": {"tagFilters": [{"Key": "role", "New": 1}]},
        });
        let input = normalize(&shapes::CREATE_DEPLOYMENT_INPUT, input).unwrap();
        let expected = json!({
            "applicationName": "web",
            "targetInstances": {"tagFilters": [{"Key": "role"}]},
        });
        assert_eq!(input, expected);
    }

    #[test]
    fn a_wrong_type_is_named_with_its_place() {
        let input = json!({"targetInstances": {"tagFilters": [{"Key": "a"}, {"Key": 5}]}});
        let error = normalize(&shapes::CREATE_DEPLOYMENT_INPUT, input).unwrap_err();
        assert_eq!(error.code, "SerializationException");
        assert_eq!(
            error.message,
            "targetInstances.tagFilters[1].Key must be a string, but is a number"
        );
        let error = normalize(&shapes::CREATE_DEPLOYMENT_INPUT, json!([])).unwrap_err();
        assert_eq!(error.message, "request must be an object, but is a list");
    }

    /// The contract behind `decode`: after `normalize` no generated type can refuse a value.
    #[test]
    fn an_empty_object_is_a_form_of_every_input() {
        let shapes = Operation::ALL
            .iter()
            .map(|op| op.input())
            .chain(codepipeline::Operation::ALL.iter().map(|op| op.input()))
            .chain(codebuild::Operation::ALL.iter().map(|op| op.input()))
            .chain(hostcommand::Operation::ALL.iter().map(|op| op.input()))
            .chain(towline::Operation::ALL.iter().map(|op| op.input()));
        for shape in shapes {
            assert_eq!(
                normalize(shape, json!({})).unwrap(),
                json!({}),
                "{}",
                shape.name
            );
        }
        let input: crate::codedeploy::CreateDeploymentInput = crate::decode(json!({})).unwrap();
        assert_eq!(input.application_name, "");
    }
}
