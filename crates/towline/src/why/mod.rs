//! `towline why`: from an object down to the cause of its state. The server knows the chain; how it is
//! printed is in `chain`.

mod chain;

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};
use towline_agent::client::TOWLINE;
use towline_api::towline::ExplainOutput;

use crate::config::Connection;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::session::Session;
use crate::terminal::{self, Terminal};
use crate::{completion, logs, names};

/// Say why something waits, failed or was stopped, and what to do about it.
///
/// The objects on the way to the cause are printed one below the other, the cause last.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A pipeline name, a pipeline or action execution id, a deployment id (with a host for one
    /// target: `d-ABCDEFGHI web-1`), a host name, a build id, the beginning of an id, an ARN or an
    /// address of one of these.
    #[arg(required = true, num_args = 1..=2, value_name = "ID", add = ArgValueCandidates::new(completion::logged))]
    id: Vec<String>,
    #[command(flatten)]
    connection: Connection,
    #[command(flatten)]
    look: terminal::Options,
    /// Print JSON: the answer of Explain.
    #[arg(long, fields_of = &["why"])]
    json: Option<Fields>,
}

/// Runs the command.
pub(crate) async fn run(args: &Args) -> Result<(), Failure> {
    let session = Session::open(&args.connection)?;
    let document = explain(&session, &args.id).await?;
    if let Some(fields) = &args.json {
        fields.print("why", document);
        return Ok(());
    }
    let output: ExplainOutput = towline_api::decode(document)
        .map_err(|error| Failure::new("the answer cannot be understood", error.message))?;
    let look = Terminal::find(args.look).out;
    terminal::print(&chain::told(&args.id.join(" "), &output, &look));
    Ok(())
}

/// The answer for an id as it was given, else for what it is the beginning of.
async fn explain(session: &Session, given: &[String]) -> Result<Value, Failure> {
    // An ARN is the server's to understand: it may name an object of any kind.
    let whole = |word: &String| match word.starts_with("http") {
        true => names::bare(word),
        false => word.clone(),
    };
    let words: Vec<String> = given.iter().map(whole).collect();
    let asked = ask(session, &words.join(" ")).await;
    let (Err(unknown), [only]) = (&asked, words.as_slice()) else {
        return asked;
    };
    match logs::subject(session, only).await {
        Ok(subject) => ask(session, subject.id()).await,
        // Of several objects the person has to choose one.
        Err(ambiguous) if ambiguous.exit() == Exit::Usage => Err(ambiguous),
        Err(_) => Err(unknown.clone()),
    }
}

async fn ask(session: &Session, id: &str) -> Result<Value, Failure> {
    session.call(TOWLINE, "Explain", &json!({"id": id})).await
}
