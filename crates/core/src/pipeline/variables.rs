//! Variable references in configuration values: `#{namespace.key}`.
//!
//! Resolution is textual and happens once; a resolved value is not scanned again.

use std::collections::BTreeMap;

use super::job::ActionFailure;

/// The namespace of the execution's own facts.
pub const IMPLICIT: &str = "codepipeline";
/// The namespace of pipeline-level variables.
pub const DECLARED: &str = "variables";
/// A resolved configuration may take so many bytes.
const RESOLVED_MAX: usize = 100 * 1024;

/// What references can name.
pub struct Scope<'a> {
    /// Pipeline execution id.
    pub execution: &'a str,
    /// Pipeline-level variables.
    pub variables: &'a BTreeMap<String, String>,
    /// Output variables by namespace.
    pub namespaces: &'a BTreeMap<String, BTreeMap<String, String>>,
}

/// A reference found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The whole of it, `#{` and `}` included.
    pub text: &'a str,
    /// Before the period; empty when there is none.
    pub namespace: &'a str,
    /// After the period.
    pub key: &'a str,
}

/// A piece of a configuration value.
enum Piece<'a> {
    Text(&'a str),
    Reference(Reference<'a>),
}

/// The references in a value, in order.
pub fn references(value: &str) -> Vec<Reference<'_>> {
    let found = pieces(value).into_iter().filter_map(|piece| match piece {
        Piece::Reference(reference) => Some(reference),
        Piece::Text(_) => None,
    });
    found.collect()
}

fn pieces(mut value: &str) -> Vec<Piece<'_>> {
    let mut all = Vec::new();
    while let Some(start) = value.find("#{") {
        let Some(length) = value[start..].find('}') else {
            break;
        };
        let end = start + length + 1;
        let text = &value[start..end];
        let inner = &text[2..text.len() - 1];
        let (namespace, key) = inner.split_once('.').unwrap_or(("", inner));
        all.push(Piece::Text(&value[..start]));
        all.push(Piece::Reference(Reference {
            text,
            namespace,
            key,
        }));
        value = &value[end..];
    }
    all.push(Piece::Text(value));
    all
}

/// Replaces every reference in every value.
pub fn resolve(
    configuration: &BTreeMap<String, String>,
    scope: &Scope<'_>,
) -> Result<BTreeMap<String, String>, ActionFailure> {
    let mut resolved = BTreeMap::new();
    let mut size = 0;
    for (name, value) in configuration {
        let value = resolve_value(name, value, scope)?;
        size += name.len() + value.len();
        resolved.insert(name.clone(), value);
    }
    if size > RESOLVED_MAX {
        return Err(ActionFailure::configuration(format!(
            "The resolved configuration takes {size} bytes, more than {RESOLVED_MAX}"
        )));
    }
    Ok(resolved)
}

fn resolve_value(name: &str, value: &str, scope: &Scope<'_>) -> Result<String, ActionFailure> {
    let mut text = String::with_capacity(value.len());
    for piece in pieces(value) {
        match piece {
            Piece::Text(literal) => text.push_str(literal),
            Piece::Reference(reference) => text.push_str(scope.get(name, &reference)?),
        }
    }
    Ok(text)
}

impl Scope<'_> {
    fn get(&self, name: &str, reference: &Reference<'_>) -> Result<&str, ActionFailure> {
        let Reference { namespace, key, .. } = *reference;
        let found = match namespace {
            IMPLICIT => Some(self.execution).filter(|_| key == "PipelineExecutionId"),
            DECLARED => self.variables.get(key).map(String::as_str),
            other => {
                let variables = self.namespaces.get(other);
                variables.and_then(|v| v.get(key)).map(String::as_str)
            }
        };
        found.ok_or_else(|| {
            ActionFailure::configuration(format!(
                "The variable reference {} in configuration '{name}' names no value: namespace \
                 '{namespace}' has no key '{key}'",
                reference.text
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let own = |(k, v): &(&str, &str)| (k.to_string(), v.to_string());
        pairs.iter().map(own).collect()
    }

    fn resolve_one(value: &str) -> Result<String, String> {
        let variables = map(&[("Colour", "red #{build.Tag}")]);
        let namespaces = BTreeMap::from([("build".to_string(), map(&[("Tag", "v7")]))]);
        let scope = Scope {
            execution: "e-1",
            variables: &variables,
            namespaces: &namespaces,
        };
        let resolved = resolve(&map(&[("Key", value)]), &scope).map_err(|e| e.message)?;
        Ok(resolved["Key"].clone())
    }

    #[test]
    fn text_and_references_mix() {
        let resolved = resolve_one("a-#{build.Tag}-#{codepipeline.PipelineExecutionId}#{x");
        assert_eq!(resolved.as_deref(), Ok("a-v7-e-1#{x"));
    }

    #[test]
    fn a_resolved_value_is_not_scanned_again() {
        let resolved = resolve_one("#{variables.Colour}");
        assert_eq!(resolved.as_deref(), Ok("red #{build.Tag}"));
    }

    #[test]
    fn an_unknown_key_is_named() {
        let error = resolve_one("#{build.Nope}").unwrap_err();
        assert!(error.contains("'build' has no key 'Nope'"), "{error}");
    }
}
