//! Looking into documents of the API. What is absent is empty.

use serde_json::Value;

/// A text.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A point in time, in seconds.
pub(crate) fn time(value: &Value) -> Option<f64> {
    value.as_f64()
}

/// The entries of a list.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A number of things.
pub(crate) fn count(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

/// The texts of a list.
pub(crate) fn texts(values: &[Value]) -> Vec<String> {
    let texts = values.iter().filter_map(Value::as_str);
    texts.map(str::to_string).collect()
}

/// The beginning of a long id, enough for people and for this program.
pub(crate) fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}
