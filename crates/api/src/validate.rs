//! Checks a normalised request against the constraint table, in the words of AWS.
//!
//! Order: members as the API reference lists them, depth first, so that texts are stable.

use std::collections::HashMap;
use std::fmt::{self, Display};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use regex::Regex;
use serde_json::{Map, Value};

use crate::{Kind, Member, Shape};

/// One constraint that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Member names joined by `.`; an element of a list is its 1-based number and `member`.
    pub path: String,
    /// For example `Member must not be null`.
    pub constraint: String,
}

impl Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Violation { path, constraint } = self;
        write!(
            f,
            "Value at '{path}' failed to satisfy constraint: {constraint}"
        )
    }
}

/// Most violations that one answer names: enough to mend a request by, and far from an answer that
/// outgrows its request.
const VIOLATIONS_MAX: usize = 100;

/// The violated constraints of `value`, which came through [`crate::normalize`]: all of them, or
/// the first hundred.
pub fn validate(shape: &'static Shape, value: &Value) -> Vec<Violation> {
    let mut found = Vec::new();
    walk(shape, value, "", &mut found);
    found.truncate(VIOLATIONS_MAX);
    found
}

/// The text of the exception for at least one violation.
pub fn violations_message(violations: &[Violation]) -> String {
    let items: Vec<String> = violations.iter().map(Violation::to_string).collect();
    let s = if items.len() == 1 { "" } else { "s" };
    format!(
        "{} validation error{s} detected: {}",
        items.len(),
        items.join("; ")
    )
}

fn walk(shape: &'static Shape, value: &Value, path: &str, found: &mut Vec<Violation>) {
    if found.len() >= VIOLATIONS_MAX {
        return;
    }
    for constraint in constraints(shape).filter(|c| !c.holds(value)) {
        found.push(Violation {
            path: path.into(),
            constraint: constraint.to_string(),
        });
    }
    match (shape.kind, value) {
        (Kind::Structure(members), Value::Object(map)) => structure(members, map, path, found),
        (Kind::List(inner), Value::Array(list)) => {
            for (index, value) in list.iter().enumerate() {
                walk(
                    inner,
                    value,
                    &join(path, &format!("{}.member", index + 1)),
                    found,
                );
            }
        }
        (Kind::Map(key, inner), Value::Object(map)) => entries(key, inner, map, path, found),
        _ => {}
    }
}

fn structure(
    members: &'static [Member],
    map: &Map<String, Value>,
    path: &str,
    found: &mut Vec<Violation>,
) {
    for member in members {
        let path = join(path, member.name);
        match map.get(member.name) {
            Some(value) => walk(member.shape, value, &path, found),
            None if member.required => found.push(Violation {
                path,
                constraint: "Member must not be null".into(),
            }),
            None => {}
        }
    }
}

/// Keys and scalar values are reported once, at the map; structures inside are walked.
fn entries(
    key: &'static Shape,
    inner: &'static Shape,
    map: &Map<String, Value>,
    path: &str,
    found: &mut Vec<Violation>,
) {
    let report = |what: &str, shape: &'static Shape| {
        let list: Vec<String> = constraints(shape).map(|c| c.to_string()).collect();
        Violation {
            path: path.into(),
            constraint: format!("Map {what} must satisfy constraint: [{}]", list.join(", ")),
        }
    };
    let fails = |shape, value: &Value| constraints(shape).any(|c| !c.holds(value));
    if map
        .keys()
        .any(|name| fails(key, &Value::String(name.clone())))
    {
        found.push(report("keys", key));
    }
    if matches!(
        inner.kind,
        Kind::Structure(_) | Kind::List(_) | Kind::Map(..)
    ) {
        for (name, value) in map {
            walk(inner, value, &join(path, &format!("{name}.member")), found);
        }
    } else if map.values().any(|value| fails(inner, value)) {
        found.push(report("value", inner));
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.into()
    } else {
        format!("{path}.{name}")
    }
}

/// One constraint on one value.
enum Constraint {
    MaxLength(i64),
    MinLength(i64),
    MaxValue(i64),
    MinValue(i64),
    Pattern(&'static str),
    Enum(&'static [&'static str]),
}

/// Those of a shape, the upper bound first.
fn constraints(shape: &'static Shape) -> impl Iterator<Item = Constraint> {
    let number = matches!(shape.kind, Kind::Integer | Kind::Long | Kind::Double);
    let max = shape.max.map(|n| match number {
        true => Constraint::MaxValue(n),
        false => Constraint::MaxLength(n),
    });
    let min = shape.min.map(|n| match number {
        true => Constraint::MinValue(n),
        false => Constraint::MinLength(n),
    });
    let words = match shape.kind {
        Kind::Enum(words) => Some(Constraint::Enum(words)),
        _ => None,
    };
    let pattern = shape.pattern.map(Constraint::Pattern);
    [max, min, pattern, words].into_iter().flatten()
}

impl Constraint {
    fn holds(&self, value: &Value) -> bool {
        match self {
            Constraint::MaxLength(n) => length(value) <= *n,
            Constraint::MinLength(n) => length(value) >= *n,
            Constraint::MaxValue(n) => value.as_f64().is_some_and(|v| v <= *n as f64),
            Constraint::MinValue(n) => value.as_f64().is_some_and(|v| v >= *n as f64),
            Constraint::Pattern(pattern) => value
                .as_str()
                .is_some_and(|text| compiled(pattern).is_match(text)),
            Constraint::Enum(words) => value.as_str().is_some_and(|text| words.contains(&text)),
        }
    }
}

impl Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Constraint::MaxLength(n) => {
                write!(f, "Member must have length less than or equal to {n}")
            }
            Constraint::MinLength(n) => {
                write!(f, "Member must have length greater than or equal to {n}")
            }
            Constraint::MaxValue(n) => {
                write!(f, "Member must have value less than or equal to {n}")
            }
            Constraint::MinValue(n) => {
                write!(f, "Member must have value greater than or equal to {n}")
            }
            Constraint::Pattern(pattern) => {
                write!(
                    f,
                    "Member must satisfy regular expression pattern: {pattern}"
                )
            }
            Constraint::Enum(words) => {
                write!(
                    f,
                    "Member must satisfy enum value set: [{}]",
                    words.join(", ")
                )
            }
        }
    }
}

/// Characters of a string, elements of a list, entries of a map.
fn length(value: &Value) -> i64 {
    let length = match value {
        Value::String(text) => text.chars().count(),
        Value::Array(list) => list.len(),
        Value::Object(map) => map.len(),
        _ => 0,
    };
    length as i64
}

/// Patterns of the models, each compiled once; there are a few dozen, so the map stays small.
fn compiled(pattern: &'static str) -> Arc<Regex> {
    static CACHE: LazyLock<Mutex<HashMap<&'static str, Arc<Regex>>>> =
        LazyLock::new(Mutex::default);
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    let regex = cache.entry(pattern).or_insert_with(|| {
        // The tests compile every pattern of every table.
        let anchored = format!(r"\A(?:{pattern})\z");
        Arc::new(Regex::new(&anchored).expect("patterns of the models compile"))
    });
    Arc::clone(regex)
}

#[cfg(test)]
mod tests;
