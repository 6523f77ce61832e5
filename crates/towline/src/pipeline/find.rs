//! Which pipeline or execution a person means.

use serde_json::{Value, json};
use towline_agent::client::TOWLINE;
use towline_api::towline::ExplainOutput;

use crate::client::CODEPIPELINE;
use crate::document::{text, texts};
use crate::failure::Failure;
use crate::names;
use crate::session::{Listing, Session};

/// Executions of one pipeline among which the beginning of an id is looked for.
const LOOKED_AT: usize = 1000;
/// The beginning of an id is at least so long.
const SHORTEST: usize = 4;
/// Length of a whole id.
const WHOLE: usize = 36;

/// A pipeline, or one of its executions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) pipeline: String,
    /// The execution, when one was named.
    pub(crate) execution: Option<String>,
}

impl Named {
    /// The execution that was named, or the newest one.
    pub(crate) async fn execution(&self, session: &Session) -> Result<String, Failure> {
        if let Some(execution) = &self.execution {
            return Ok(execution.clone());
        }
        let newest = newest(session, &self.pipeline, 1).await?;
        newest.into_iter().next().ok_or_else(|| {
            Failure::new(
                format!("pipeline `{}` has no execution", self.pipeline),
                "it was never started",
            )
            .fix(format!("towline pipeline start {}", self.pipeline))
        })
    }
}

/// Names of all pipelines.
pub(crate) async fn names(session: &Session) -> Result<Vec<String>, Failure> {
    let listing = Listing::new("ListPipelines", json!({}), "pipelines");
    let found = session.pages(CODEPIPELINE, listing, usize::MAX).await?;
    let names = found.iter().map(|one| text(&one["name"]).to_string());
    Ok(names.collect())
}

/// The ids of the newest executions of a pipeline.
pub(crate) async fn newest(
    session: &Session,
    pipeline: &str,
    most: usize,
) -> Result<Vec<String>, Failure> {
    let input = json!({"pipelineName": pipeline, "maxResults": most.min(100)});
    let entries = "pipelineExecutionSummaries";
    let listing = Listing::new("ListPipelineExecutions", input, entries);
    let found = session.pages(CODEPIPELINE, listing, most).await?;
    let ids: Vec<Value> = found
        .into_iter()
        .map(|mut one| one["pipelineExecutionId"].take())
        .collect();
    Ok(texts(&ids))
}

/// What `given` names; pipelines come first.
pub(crate) async fn find(session: &Session, given: &str) -> Result<Named, Failure> {
    let wanted = names::bare(given);
    let all = names(session).await?;
    // An ARN may go on with the names of stage and action.
    let name = match given.starts_with("arn:") {
        true => wanted.split('/').next().unwrap_or_default(),
        false => wanted.as_str(),
    };
    if all.iter().any(|one| one == name) {
        return Ok(Named {
            pipeline: name.to_string(),
            execution: None,
        });
    }
    let digit = |c: char| c.is_ascii_hexdigit() || c == '-';
    if wanted.len() < SHORTEST || !wanted.chars().all(digit) {
        return Err(names::unknown("pipeline", name, &all));
    }
    match wanted.len() {
        WHOLE => whole(session, &wanted).await,
        _ => beginning(session, &wanted, &all).await,
    }
}

/// The execution with this id: the server knows whose it is.
async fn whole(session: &Session, id: &str) -> Result<Named, Failure> {
    let told: ExplainOutput = session.call(TOWLINE, "Explain", &json!({"id": id})).await?;
    let mut links = told.explanations.into_iter().flat_map(|one| one.links);
    let link = links.find(|link| link.kind == "execution" && link.id == id);
    match link.and_then(|link| link.name) {
        Some(pipeline) => Ok(Named {
            pipeline,
            execution: Some(id.to_string()),
        }),
        None => Err(names::unknown("pipeline or execution", id, &[])),
    }
}

async fn beginning(session: &Session, given: &str, all: &[String]) -> Result<Named, Failure> {
    let mut ids = Vec::new();
    let mut owners = Vec::new();
    for pipeline in all {
        let found = newest(session, pipeline, LOOKED_AT).await?;
        owners.extend(found.iter().map(|_| pipeline.clone()));
        ids.extend(found);
    }
    let id = names::unique("execution", given, &ids)?;
    let at = ids.iter().position(|one| *one == id).unwrap_or_default();
    Ok(Named {
        pipeline: owners.swap_remove(at),
        execution: Some(id),
    })
}
