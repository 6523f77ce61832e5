//! `--json[=FIELDS]` of the commands that read: the whole document, or of each of its records only the
//! members that were named. Which there are is known by the schemas, so a wrong name is refused before
//! a server is asked.

use std::convert::Infallible;
use std::ffi::OsStr;
use std::str::FromStr;

use clap_complete::{ArgValueCompleter, CompletionCandidate};
use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::names::near;
use crate::schema::{self, Members};
use crate::terminal;

/// What `--json` without names stands for.
const EVERYTHING: &str = "*";

/// The members that are wanted; all when none is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    names: Vec<String>,
}

/// Makes an option `--json[=FIELDS]` of an argument.
pub(crate) trait FieldsOf {
    /// Of documents with these schemas: of which one it is, the command may know later.
    fn fields_of(self, documents: &'static [&'static str]) -> Self;
}

impl FieldsOf for clap::Arg {
    fn fields_of(self, documents: &'static [&'static str]) -> clap::Arg {
        let help = self.get_help().map(ToString::to_string).unwrap_or_default();
        let help = format!(
            "{}. With names, as in --json=a,b, only these members of each record",
            help.trim_end_matches('.')
        );
        let complete = ArgValueCompleter::new(move |given: &OsStr| completed(documents, given));
        // Without `=`, what follows is the next argument.
        self.long_help(None::<&str>)
            .help(help)
            .value_name("FIELDS")
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value(EVERYTHING)
            .value_parser(move |given: &str| parse(documents, given))
            .add(complete)
    }
}

/// Nothing is known of the document yet: see [`FieldsOf`].
impl FromStr for Fields {
    type Err = Infallible;

    fn from_str(given: &str) -> Result<Fields, Infallible> {
        let names = given.split(',').map(|name| name.trim().to_string());
        Ok(match given {
            EVERYTHING => Fields::default(),
            _ => Fields {
                names: names.collect(),
            },
        })
    }
}

fn parse(documents: &[&str], given: &str) -> Result<Fields, String> {
    let Ok(fields) = given.parse::<Fields>();
    let known: Vec<Members> = documents
        .iter()
        .filter_map(|one| schema::members(one))
        .collect();
    let all: Vec<&str> = known.iter().flat_map(Members::names).collect();
    match fields
        .names
        .iter()
        .find(|name| !all.contains(&name.as_str()))
    {
        Some(name) => Err(unknown(name, &all)),
        None => Ok(fields),
    }
}

/// What is wrong with a name, the one that was probably meant, and all there are.
fn unknown(name: &str, all: &[&str]) -> String {
    let ends = |one: &&&str| one.to_lowercase().ends_with(&name.to_lowercase());
    let meant = match name {
        "" => None,
        _ => near(name, all).or_else(|| all.iter().find(ends).copied()),
    };
    let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
    let mut all = all.to_vec();
    all.sort_unstable();
    all.dedup();
    format!(
        "there is no field `{name}`{meant}\n\nThe fields are {}",
        all.join(", ")
    )
}

/// The last of the names that are being typed.
fn completed(documents: &[&str], given: &OsStr) -> Vec<CompletionCandidate> {
    let given = given.to_string_lossy();
    let (before, begun) = match given.rsplit_once(',') {
        Some((before, begun)) => (format!("{before},"), begun),
        None => (String::new(), given.as_ref()),
    };
    let known: Vec<Members> = documents
        .iter()
        .filter_map(|one| schema::members(one))
        .collect();
    let names = known.iter().flat_map(Members::names);
    let names = names.filter(|name| name.starts_with(begun));
    names
        .map(|name| CompletionCandidate::new(format!("{before}{name}")))
        .collect()
}

impl Fields {
    /// Of an option that may stand for documents of several kinds: whether this one has them all.
    pub(crate) fn check(&self, document: &str) -> Result<(), Failure> {
        let given = self.names.join(",");
        match self.names.is_empty() {
            true => Ok(()),
            false => parse(&[document], &given).map(|_| ()).map_err(|why| {
                let (why, fields) = why.split_once("\n\n").unwrap_or((&why, ""));
                Failure::new(format!("--json={given} fits nothing here"), why)
                    .fix(fields.replacen("The", "the", 1))
                    .usage()
            }),
        }
    }

    /// Prints a document: one with this schema.
    pub(crate) fn print(&self, name: &str, document: Value) {
        terminal::print_json(&self.of(name, document));
    }

    fn of(&self, name: &str, document: Value) -> Value {
        let records = schema::members(name).map_or("", |members| members.records);
        match (self.names.is_empty(), document) {
            (true, document) => document,
            // Around the records, too, there is only what was named.
            (false, Value::Object(mut map)) if !records.is_empty() => {
                let inside = map.get_mut(records).map(Value::take).unwrap_or_default();
                let whole = self.has(records);
                let chosen = if whole { inside } else { self.records(inside) };
                map.insert(records.to_string(), chosen);
                let known = schema::members(name).unwrap_or_default();
                let asks = whole || self.names.iter().any(|one| known.inner.contains(one));
                map.retain(|one, _| if one == records { asks } else { self.has(one) });
                Value::Object(map)
            }
            (false, document) => self.records(document),
        }
    }

    fn records(&self, records: Value) -> Value {
        match records {
            Value::Array(list) => list.into_iter().map(|one| self.record(one)).collect(),
            one => self.record(one),
        }
    }

    /// One record, in its order. What it has not is absent.
    pub(crate) fn record(&self, record: Value) -> Value {
        match record {
            Value::Object(map) if !self.names.is_empty() => {
                let wanted = map.into_iter().filter(|(name, _)| self.has(name));
                Value::Object(wanted.collect::<Map<String, Value>>())
            }
            other => other,
        }
    }

    fn has(&self, name: &str) -> bool {
        self.names.iter().any(|one| one == name)
    }

    /// Whether nothing is left out.
    pub(crate) fn is_everything(&self) -> bool {
        self.names.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Parser)]
    struct Args {
        rest: Vec<String>,
        /// Print JSON.
        #[arg(long, fields_of = &["hosts"])]
        json: Option<Fields>,
    }

    fn given(args: &[&str]) -> Args {
        Args::parse_from(["t"].iter().chain(args))
    }

    fn fields(given: &str) -> Fields {
        given.parse().unwrap()
    }

    #[test]
    fn without_an_equals_sign_the_next_word_is_an_argument() {
        let args = given(&["--json", "name"]);
        assert_eq!(args.json, Some(Fields::default()));
        assert_eq!(args.rest, ["name"]);
        let args = given(&["--json=name,now", "web-1"]);
        assert_eq!(args.json, Some(fields("name,now")));
        assert_eq!(args.rest, ["web-1"]);
        assert_eq!(given(&[]).json, None);
    }

    #[test]
    fn an_unknown_field_is_answered_with_the_near_one_and_all() {
        let failed = |given: &str| {
            let error = Args::try_parse_from(["t", given]).unwrap_err();
            assert_eq!(error.exit_code(), 2);
            error.to_string()
        };
        insta::assert_snapshot!(failed("--json=name,tgas"));
        insta::assert_snapshot!(failed("--json=contact"));
        insta::assert_snapshot!(failed("--json="));
    }

    #[test]
    fn every_record_has_what_was_named_in_its_own_order() {
        let hosts =
            json!({"hosts": [{"name": "a", "arn": "x", "tags": []}, {"name": "b"}], "now": 7});
        let of = |names: &str| fields(names).of("hosts", hosts.clone()).to_string();
        assert_eq!(
            of("tags,name"),
            r#"{"hosts":[{"name":"a","tags":[]},{"name":"b"}]}"#
        );
        assert_eq!(of("now"), r#"{"now":7}"#);
        assert_eq!(of("hosts"), json!({"hosts": hosts["hosts"]}).to_string());
        assert_eq!(of("*"), hosts.to_string());
        let settings = json!([{"name": "region", "value": null, "origin": null}]);
        let of = |names: &str| {
            fields(names)
                .of("config show", settings.clone())
                .to_string()
        };
        assert_eq!(of("value"), r#"[{"value":null}]"#);
        let pipeline = json!({"pipelineName": "shop", "stageStates": []});
        let of = |names: &str| {
            fields(names)
                .of("pipeline show", pipeline.clone())
                .to_string()
        };
        assert_eq!(of("pipelineName"), r#"{"pipelineName":"shop"}"#);
    }

    #[test]
    fn a_field_of_another_document_is_refused_once_it_is_known_which_it_is() {
        assert_eq!(fields("now").check("clock"), Ok(()));
        assert_eq!(fields("*").check("clock"), Ok(()));
        let failure = fields("now,kind").check("clock").unwrap_err();
        assert_eq!(failure.exit(), crate::exit::Exit::Usage);
        insta::assert_snapshot!(failure);
    }

    #[test]
    fn names_are_completed_one_after_the_other() {
        let found = completed(&["hosts"], OsStr::new("name,ta"));
        let found: Vec<_> = found.iter().map(|one| one.get_value()).collect();
        assert_eq!(found, ["name,tags"]);
    }
}
