//! `towline pipeline list`: every pipeline with its newest execution.

use serde_json::{Value, json};

use super::view;
use crate::client::CODEPIPELINE;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::session::{Listing, Session};
use crate::terminal::{self, Terminal};

/// List pipelines, each with its newest execution.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print JSON: the answer of ListPipelines, all pages as one.
    #[arg(long, fields_of = &["pipeline list"])]
    json: Option<Fields>,
}

pub(super) async fn run(session: &Session, terminal: Terminal, args: &Args) -> Result<(), Failure> {
    let listing = Listing::new("ListPipelines", json!({}), "pipelines");
    let pipelines = session.pages(CODEPIPELINE, listing, usize::MAX).await?;
    if let Some(fields) = &args.json {
        fields.print("pipeline list", json!({"pipelines": pipelines}));
        return Ok(());
    }
    let mut rows = Vec::new();
    for pipeline in pipelines {
        let input = json!({"pipelineName": pipeline["name"], "maxResults": 1});
        let mut page: Value = session
            .call(CODEPIPELINE, "ListPipelineExecutions", &input)
            .await?;
        let newest = page["pipelineExecutionSummaries"][0].take();
        rows.push((pipeline, newest));
    }
    let now = session.now().await?;
    match rows.is_empty() {
        true => terminal::tell("no pipelines; `towline pipeline apply FILE` makes one\n"),
        false => terminal::print(&view::list(&rows, now, &terminal.out)),
    }
    Ok(())
}
