//! The members of documents, told by their schemas.

use serde_json::Value;

use super::entries;

/// The members of a document that may be asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Members {
    /// The member with the records; empty when the document is one itself or a list of them.
    pub(crate) records: &'static str,
    /// Those of each record.
    pub(crate) inner: Vec<String>,
    /// Those of the document around the records.
    outer: Vec<String>,
}

impl Members {
    /// All of them.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.inner.iter().chain(&self.outer).map(String::as_str)
    }
}

/// Those of the document with this schema.
pub(crate) fn members(name: &str) -> Option<Members> {
    let entry = entries().into_iter().find(|entry| entry.name == name)?;
    let schema = (entry.make)();
    let (records, outer) = match entry.records {
        "" => (&schema, Vec::new()),
        name => (
            &schema_of(&schema, &schema)["properties"][name],
            keys(&schema, &schema),
        ),
    };
    Some(Members {
        records: entry.records,
        inner: keys(records, &schema),
        outer,
    })
}

/// The members of an object, or of each object of a list.
fn keys(schema: &Value, root: &Value) -> Vec<String> {
    let properties = schema_of(schema, root)["properties"].as_object();
    properties.map_or_else(Vec::new, |map| map.keys().cloned().collect())
}

fn schema_of<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    if let Some(target) = schema["$ref"].as_str() {
        let definition = root.pointer(target.trim_start_matches('#'));
        return definition.map_or(schema, |found| schema_of(found, root));
    }
    match &schema["items"] {
        Value::Null => schema,
        items => schema_of(items, root),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::outputs;

    #[test]
    fn every_output_has_members() {
        for entry in outputs::entries() {
            let found = members(entry.name).unwrap();
            assert!(!found.inner.is_empty(), "{}", entry.name);
            let there = found.outer.iter().any(|one| one == entry.records);
            assert!(there || entry.records.is_empty(), "{}", entry.name);
        }
    }

    #[test]
    fn references_and_lists_lead_to_the_records() {
        let found = members("deployment show").unwrap();
        assert!(found.inner.iter().any(|one| one == "deploymentId"));
        assert_eq!(found.outer, ["deploymentInfo", "deploymentTargets"]);
        assert!(members("deploymnt").is_none());
    }
}
