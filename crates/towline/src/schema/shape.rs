//! From the shapes of the API to JSON Schema. Structures become definitions, so that each is there
//! once.

use serde_json::{Map, Value, json};
use towline_api::{Kind, Shape};

use super::DIALECT;

/// For whom a schema is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A file of a person: with all constraints, unknown keys are passed over, and in YAML a number
    /// may stand where text belongs.
    File,
    /// What a service of AWS's answers: its types, and nothing beside. What is required is so of
    /// requests only.
    Answer,
    /// What our own service answers, with all that it promises.
    Own,
}

/// A schema that is being made.
pub(super) struct Maker {
    purpose: Purpose,
    definitions: Map<String, Value>,
}

impl Maker {
    pub(super) fn new(purpose: Purpose) -> Maker {
        Maker {
            purpose,
            definitions: Map::new(),
        }
    }

    /// The whole: `schema` with its title and all definitions.
    pub(super) fn finish(self, title: &str, schema: Value) -> Value {
        let mut whole = json!({"$schema": DIALECT, "title": title});
        if let Value::Object(map) = schema {
            for (name, value) in map {
                whole[name] = value;
            }
        }
        if !self.definitions.is_empty() {
            whole["$defs"] = Value::Object(self.definitions);
        }
        whole
    }

    /// The definition of a structure, to be added to.
    pub(super) fn definition(&mut self, name: &str) -> &mut Value {
        self.definitions.entry(name).or_insert(Value::Null)
    }

    /// What a value of this shape looks like.
    pub(super) fn of(&mut self, shape: &'static Shape) -> Value {
        match shape.kind {
            Kind::Structure(members) => {
                self.structure(shape, members);
                json!({"$ref": format!("#/$defs/{}", shape.name)})
            }
            Kind::List(inner) => {
                let schema = json!({"type": "array", "items": self.of(inner)});
                self.bounded(schema, shape, ["minItems", "maxItems"])
            }
            Kind::Map(_, inner) => {
                let schema = json!({"type": "object", "additionalProperties": self.of(inner)});
                self.bounded(schema, shape, ["minProperties", "maxProperties"])
            }
            Kind::String | Kind::Blob => self.text(shape),
            Kind::Enum(words) => json!({"enum": words}),
            Kind::Boolean => json!({"type": "boolean"}),
            Kind::Integer | Kind::Long => {
                let schema = json!({"type": "integer"});
                self.bounded(schema, shape, ["minimum", "maximum"])
            }
            Kind::Double | Kind::Timestamp => json!({"type": "number"}),
        }
    }

    fn structure(&mut self, shape: &'static Shape, members: &'static [towline_api::Member]) {
        if self.definitions.contains_key(shape.name) {
            return;
        }
        // It may contain itself.
        self.definitions.insert(shape.name.into(), Value::Null);
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for member in members {
            let schema = self.of(member.shape);
            let schema = match (self.purpose, member.required) {
                (Purpose::File, false) => json!({"anyOf": [schema, {"type": "null"}]}),
                _ => schema,
            };
            properties.insert(member.name.into(), schema);
            if member.required {
                required.push(member.name);
            }
        }
        let mut schema = json!({"type": "object", "properties": properties});
        if !required.is_empty() && self.purpose != Purpose::Answer {
            schema["required"] = json!(required);
        }
        if self.purpose != Purpose::File {
            schema["additionalProperties"] = json!(false);
        }
        self.definitions.insert(shape.name.into(), schema);
    }

    fn text(&self, shape: &'static Shape) -> Value {
        if self.purpose != Purpose::File {
            return json!({"type": "string"});
        }
        let schema = json!({"type": ["string", "number", "boolean"]});
        let mut schema = self.bounded(schema, shape, ["minLength", "maxLength"]);
        if let Some(pattern) = shape.pattern {
            schema["pattern"] = json!(format!("^(?:{pattern})$"));
        }
        schema
    }

    fn bounded(&self, mut schema: Value, shape: &Shape, names: [&str; 2]) -> Value {
        if self.purpose == Purpose::File {
            for (name, bound) in names.into_iter().zip([shape.min, shape.max]) {
                if let Some(bound) = bound {
                    schema[name] = json!(bound);
                }
            }
        }
        schema
    }
}
