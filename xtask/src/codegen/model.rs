//! The service models as they are kept in `crates/api/models`: shapes and operations, no prose.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One service.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Model {
    /// Where the shapes come from.
    pub(crate) source: String,
    /// Accepted prefixes of `X-Amz-Target`; the first is the canonical one.
    pub(crate) targets: Vec<String>,
    /// Service names accepted in a signature's scope, one per target prefix.
    pub(crate) signing_names: Vec<String>,
    /// By name.
    pub(crate) operations: BTreeMap<String, Operation>,
    /// By name.
    pub(crate) shapes: BTreeMap<String, Shape>,
}

/// One operation; an absent input or output is an empty structure.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Operation {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) input: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) output: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<String>,
}

/// One shape; which fields are set depends on `type`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Shape {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) max: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pattern: Option<String>,
    #[serde(default, rename = "enum", skip_serializing_if = "Option::is_none")]
    pub(crate) values: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) sensitive: bool,
    /// HTTP status of an exception.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) http_status: Option<u16>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) required: Vec<String>,
    /// Of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) member: Option<String>,
    /// Of a map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<String>,
    /// Of a map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<String>,
    /// Of a structure, in the order of the API reference: member name to shape name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) members: Option<Map<String, Value>>,
    /// Members that a client fills with a fresh token when the caller gives none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) idempotency_tokens: Vec<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde's skip_serializing_if passes a reference"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Shape {
    /// Members with the names of their shapes, in order.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &str)> {
        self.members
            .iter()
            .flatten()
            .map(|(name, shape)| (name.as_str(), shape.as_str().unwrap_or_default()))
    }

    /// Every shape that this one refers to.
    pub(crate) fn references(&self) -> impl Iterator<Item = &str> {
        let parts = [&self.member, &self.key, &self.value];
        self.members()
            .map(|(_, shape)| shape)
            .chain(parts.into_iter().flatten().map(String::as_str))
    }
}

impl Model {
    /// The shape called `name`.
    pub(crate) fn shape(&self, name: &str) -> Result<&Shape, super::Error> {
        self.shapes
            .get(name)
            .ok_or_else(|| super::Error::Model(format!("no shape is called `{name}`")))
    }

    /// Whether a value of this shape holds a secret, directly or as the element of a list or map.
    pub(crate) fn sensitive(&self, name: &str) -> Result<bool, super::Error> {
        let shape = self.shape(name)?;
        if shape.sensitive {
            return Ok(true);
        }
        match (&shape.member, &shape.value) {
            (Some(inner), _) | (_, Some(inner)) => self.sensitive(inner),
            _ => Ok(false),
        }
    }
}
