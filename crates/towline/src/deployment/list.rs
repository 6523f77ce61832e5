//! `towline deployment list`.

use clap_complete::ArgValueCandidates;
use serde_json::json;

use super::{Group, find_group, view};
use crate::client::CODEDEPLOY;
use crate::completion;
use crate::document::texts;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::session::{Listing, Session};
use crate::terminal::{self, Terminal};
use crate::watch;

/// List deployments, the newest first.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only those of this deployment group.
    #[arg(value_name = "APPLICATION/GROUP", add = ArgValueCandidates::new(completion::deployments))]
    group: Option<String>,
    /// Only those in these states; may be repeated.
    #[arg(long, value_name = "STATE", value_parser = STATES, ignore_case = true)]
    status: Vec<String>,
    /// At most so many.
    #[arg(long, short = 'n', value_name = "NUMBER", default_value_t = 20)]
    limit: usize,
    /// Print JSON: the answer of BatchGetDeployments.
    #[arg(long, fields_of = &["deployment list"])]
    json: Option<Fields>,
}

const STATES: [&str; 6] = [
    "Created",
    "Queued",
    "InProgress",
    "Succeeded",
    "Failed",
    "Stopped",
];

pub(super) async fn run(session: &Session, terminal: Terminal, args: &Args) -> Result<(), Failure> {
    let mut input = json!({});
    if let Some(given) = &args.group {
        let Group { application, name } = find_group(session, given).await?;
        input = json!({"applicationName": application, "deploymentGroupName": name});
    }
    if !args.status.is_empty() {
        let known = |given: &String| STATES.iter().find(|one| one.eq_ignore_ascii_case(given));
        input["includeOnlyStatuses"] = args.status.iter().filter_map(known).copied().collect();
    }
    let listing = Listing::new("ListDeployments", input, "deployments");
    let ids = texts(&session.pages(CODEDEPLOY, listing, args.limit).await?);
    let infos = watch::deployments(session, &ids).await?;
    if let Some(fields) = &args.json {
        fields.print("deployment list", json!({"deploymentsInfo": infos}));
        return Ok(());
    }
    match infos.is_empty() {
        true => terminal::tell("no deployments\n"),
        false => {
            let now = session.now().await?;
            terminal::print(&view::list(&infos, now, &terminal.out));
        }
    }
    Ok(())
}
