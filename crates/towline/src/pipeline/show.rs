//! `towline pipeline show`: a pipeline with its stages and executions, or one execution.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};

use super::{Named, find, view};
use crate::client::CODEPIPELINE;
use crate::completion;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::session::{Listing, Session};
use crate::terminal::{self, Terminal};
use crate::watch;
use crate::web::{self, Web};

/// Executions that a pipeline is shown with.
const HISTORY: usize = 10;

/// Show a pipeline (its stages, and its newest executions), or one execution (its actions).
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A pipeline or an execution.
    #[arg(value_name = "PIPELINE|EXECUTION", add = ArgValueCandidates::new(completion::executions))]
    name: String,
    /// Print the pipeline's structure as `towline pipeline apply` takes it (JSON).
    #[arg(long, conflicts_with_all = ["json", "web"])]
    definition: bool,
    /// Print JSON: the answer of GetPipelineState; for an execution, that of GetPipelineExecution
    /// with the actionExecutionDetails of ListActionExecutions.
    #[arg(long, fields_of = &["pipeline show", "pipeline execution"])]
    json: Option<Fields>,
    #[command(flatten)]
    web: Web,
}

pub(super) async fn run(session: &Session, terminal: Terminal, args: &Args) -> Result<(), Failure> {
    let named = find(session, &args.name).await?;
    if args.definition {
        let input = json!({"name": named.pipeline});
        let mut output: Value = session.call(CODEPIPELINE, "GetPipeline", &input).await?;
        terminal::print_json(&output["pipeline"].take());
        return Ok(());
    }
    if args.web.wanted() {
        return match &named.execution {
            Some(id) => web::open(session, "execution", id, &named.pipeline).await,
            None => web::open(session, "pipeline", &named.pipeline, "").await,
        };
    }
    match &named.execution {
        Some(id) => execution(session, terminal, &named.pipeline, id, args.json.as_ref()).await,
        None => pipeline(session, terminal, &named, args.json.as_ref()).await,
    }
}

async fn pipeline(
    session: &Session,
    terminal: Terminal,
    named: &Named,
    json: Option<&Fields>,
) -> Result<(), Failure> {
    if let Some(fields) = json {
        fields.check("pipeline show")?;
    }
    let input = json!({"name": named.pipeline});
    let state: Value = session
        .call(CODEPIPELINE, "GetPipelineState", &input)
        .await?;
    if let Some(fields) = json {
        fields.print("pipeline show", state);
        return Ok(());
    }
    let input = json!({"pipelineName": named.pipeline, "maxResults": HISTORY});
    let listing = Listing::new(
        "ListPipelineExecutions",
        input,
        "pipelineExecutionSummaries",
    );
    let executions = session.pages(CODEPIPELINE, listing, HISTORY).await?;
    let now = session.now().await?;
    terminal::print(&view::pipeline(&state, &executions, now, &terminal.out));
    Ok(())
}

async fn execution(
    session: &Session,
    terminal: Terminal,
    pipeline: &str,
    id: &str,
    json: Option<&Fields>,
) -> Result<(), Failure> {
    if let Some(fields) = json {
        fields.check("pipeline execution")?;
        let document = watch::execution_document(session, pipeline, id).await?;
        fields.print("pipeline execution", document);
        return Ok(());
    }
    let subject = watch::Subject::execution(pipeline, id);
    terminal::print(&watch::shown(session, &subject, &terminal.out).await?);
    Ok(())
}
