//! `FindReleases`: which executions made the bundles at some places, for who shows a bundle by the commit
//! that it is made of.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use towline_api::ApiError;
use towline_api::towline::{FindReleasesInput, FindReleasesOutput, ObjectPlace, Release};
use towline_core::pipeline::records::{Execution, kind};
use towline_store::{Range, StoreExt};

use super::errors;
use crate::App;

/// Executions of a pipeline that are looked at, the newest first.
const LOOKED_AT: usize = 1000;

/// Executions read at first; then ever more, since what runs is mostly new.
const FIRST: usize = 2;
const MORE: usize = 5;

/// Characters of a pipeline's name with which the keys of its artifacts begin.
const NAMED: usize = 20;

/// Places that no execution has written to are left out.
pub(crate) async fn find_releases(
    app: &Arc<App>,
    input: FindReleasesInput,
) -> Result<FindReleasesOutput, ApiError> {
    let mut wanted: HashMap<&str, HashSet<(String, String)>> = HashMap::new();
    for place in &input.places {
        if let Some((name, _)) = place.key.split_once('/') {
            let place = (place.bucket.clone(), place.key.clone());
            wanted.entry(name).or_default().insert(place);
        }
    }
    let mut releases = Vec::new();
    for (name, mut places) in wanted {
        for pipeline in pipelines(app, name).await? {
            releases.extend(made_by(app, &pipeline, &mut places).await?);
        }
    }
    Ok(FindReleasesOutput { releases })
}

/// The pipelines whose artifacts have keys that begin so.
async fn pipelines(app: &App, begins: &str) -> Result<Vec<String>, ApiError> {
    if begins.chars().count() < NAMED {
        let found = app.store.get(kind::PIPELINE, begins).await;
        let found = found.map_err(|e| errors::store(&e))?;
        return Ok(found.map(|_| begins.to_string()).into_iter().collect());
    }
    let rows = app.store.list(kind::PIPELINE, Range::prefix(begins)).await;
    let rows = rows.map_err(|e| errors::store(&e))?;
    Ok(rows.into_iter().map(|(name, _)| name).collect())
}

/// What this pipeline made; that is not looked for any more.
async fn made_by(
    app: &App,
    pipeline: &str,
    places: &mut HashSet<(String, String)>,
) -> Result<Vec<Release>, ApiError> {
    let mut found = Vec::new();
    let mut after = None;
    let (mut looked, mut limit) = (0, FIRST);
    while !places.is_empty() && looked < LOOKED_AT {
        let range = Range {
            prefix: format!("{pipeline}/"),
            after: after.take(),
            limit,
            reverse: true,
        };
        let rows = app.store.list_as::<Execution>(kind::EXECUTION, range).await;
        let rows = rows.map_err(|e| errors::store(&e))?;
        looked += limit;
        after = rows.last().map(|(key, _)| key.clone());
        if rows.len() < limit {
            looked = LOOKED_AT;
        }
        limit *= MORE;
        for (_, execution) in rows {
            for artifact in execution.artifacts.values() {
                let place = (artifact.bucket.clone(), artifact.key.clone());
                if places.remove(&place) {
                    found.push(release(
                        pipeline,
                        &execution,
                        &artifact.bucket,
                        &artifact.key,
                    ));
                }
            }
        }
    }
    Ok(found)
}

fn release(pipeline: &str, execution: &Execution, bucket: &str, key: &str) -> Release {
    let revision = execution.revisions.first().map(|one| &one.revision);
    Release {
        place: ObjectPlace {
            bucket: bucket.into(),
            key: key.into(),
        },
        pipeline: pipeline.into(),
        execution_id: execution.id.clone(),
        revision_id: revision.map(|one| one.id.clone()),
        revision_summary: revision.and_then(|one| one.summary.clone()),
    }
}
