//! From a revision that is deployed to what a person calls it: the execution that made it, and the
//! commit that it was made of.

use std::collections::HashMap;

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use crate::ask::Server;
use crate::parts::part;
use crate::text::{Text, first_line, list, short, text};

/// Places that one request may ask for.
const BATCH: usize = 1000;

/// What is known of some revisions, by bucket and key.
#[derive(Debug, Default)]
pub(crate) struct Versions(HashMap<(String, String), Version>);

/// Where a revision comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Version {
    pub(crate) pipeline: String,
    pub(crate) execution: String,
    /// The commit, or another id of the source.
    pub(crate) id: String,
    pub(crate) summary: String,
}

impl Versions {
    /// Asks where the revisions at these places come from: anything with `bucket` and `key`.
    pub(crate) async fn of(server: &Server, places: &[&Value]) -> Result<Versions, ApiError> {
        let places = places.iter().filter_map(|place| {
            let (bucket, key) = (place["bucket"].as_str()?, place["key"].as_str()?);
            (!bucket.is_empty() && !key.is_empty()).then_some((bucket, key))
        });
        let mut places: Vec<(&str, &str)> = places.collect();
        places.sort_unstable();
        places.dedup();
        let mut known = HashMap::new();
        for some in places.chunks(BATCH) {
            let some = some.iter();
            let some = some.map(|(bucket, key)| json!({"bucket": bucket, "key": key}));
            let input = json!({"places": some.collect::<Vec<_>>()});
            let found = server.towline("FindReleases", input).await?;
            known.extend(list(&found["releases"]).iter().map(entry));
        }
        Ok(Versions(known))
    }

    /// The version of a `RevisionLocation`.
    pub(crate) fn get(&self, location: &Value) -> Option<&Version> {
        self.at(&location["s3Location"])
    }

    /// The version of the object at a place with `bucket` and `key`.
    pub(crate) fn at(&self, place: &Value) -> Option<&Version> {
        let (bucket, key) = (text(&place["bucket"]), text(&place["key"]));
        self.0.get(&(bucket.0.to_string(), key.0.to_string()))
    }
}

fn entry(release: &Value) -> ((String, String), Version) {
    let owned = |value: &Value| text(value).0.to_string();
    let place = &release["place"];
    let version = Version {
        pipeline: owned(&release["pipeline"]),
        execution: owned(&release["executionId"]),
        id: owned(&release["revisionId"]),
        summary: first_line(&text(&release["revisionSummary"])).into(),
    };
    ((owned(&place["bucket"]), owned(&place["key"])), version)
}

/// A version for people: the commit and what it is about, or the place of the object, which has `bucket`
/// and `key`.
pub(crate) fn show_at(version: Option<&Version>, place: &Value) -> Markup {
    let key = text(&place["key"]);
    html! {
        @match version {
            Some(version) => {
                a.version href={ "/console/pipelines/" (part(&version.pipeline)) "/" (part(&version.execution)) } title={ "s3://" (text(&place["bucket"])) "/" (key) } {
                    code { (Text(short(&version.id))) } " " (Text(&version.summary))
                }
            }
            None if key.is_empty() => (crate::parts::none()),
            None => code.version title={ "s3://" (text(&place["bucket"])) "/" (key) } { (key) },
        }
    }
}

/// [`show_at`] for a `RevisionLocation`.
pub(crate) fn show(version: Option<&Version>, location: &Value) -> Markup {
    show_at(version, &location["s3Location"])
}
