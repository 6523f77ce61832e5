//! `towline events`: what happened on a server, and what happens.

mod line;
mod stream;

use std::io::Write;

use crate::config::Connection;
use crate::duration;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::session::Session;
use crate::terminal::{self, Terminal};

pub(crate) use line::{line, moment};
pub(crate) use stream::{Stream, Told};

/// Print the events of a server, one line each.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    connection: Connection,
    /// Go on with what happens from now on (or since --since), over restarts of the server.
    #[arg(long, short)]
    follow: bool,
    /// Begin after the event with this number, or this length of time ago (10m, 24h, 7d).
    #[arg(long, value_name = "SEQ|DURATION", value_parser = since)]
    since: Option<Since>,
    /// Only kinds that begin so, for example `deployment.`.
    #[arg(long, value_name = "PREFIX")]
    kind: Option<String>,
    /// Only events of this deployment, execution, build or other object.
    #[arg(long, value_name = "ID")]
    subject: Option<String>,
    /// Only events of this pipeline.
    #[arg(long)]
    pipeline: Option<String>,
    /// Only events of this CodeDeploy application.
    #[arg(long)]
    application: Option<String>,
    /// Only events of this deployment group.
    #[arg(long)]
    deployment_group: Option<String>,
    /// Only events that concern this host.
    #[arg(long)]
    host: Option<String>,
    /// Print one JSON document per line.
    #[arg(long, fields_of = &["events"])]
    json: Option<Fields>,
    /// Print one JSON document per line, in the shape of Amazon EventBridge.
    #[arg(long, conflicts_with = "json")]
    eventbridge: bool,
    #[command(flatten)]
    look: terminal::Options,
}

/// Where to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Since {
    Number(u64),
    Seconds(i64),
}

fn since(text: &str) -> Result<Since, String> {
    match text.parse() {
        Ok(number) => Ok(Since::Number(number)),
        Err(_) => duration::seconds(text).map(Since::Seconds),
    }
}

/// Runs the command.
pub(crate) async fn run(args: &Args) -> Result<(), Failure> {
    let session = Session::open(&args.connection)?;
    let client = session.towline()?.clone();
    let look = Terminal::find(args.look).out;
    let mut stream = Stream::new(client, &args.query(), args.follow);
    while let Some(told) = stream.next().await? {
        let text = match &args.json {
            Some(fields) => told.json(fields),
            None if args.eventbridge => told.data.clone(),
            None => line(&told, &look),
        };
        // Whoever reads has seen enough.
        if writeln!(std::io::stdout(), "{text}").is_err() {
            break;
        }
    }
    Ok(())
}

impl Args {
    fn query(&self) -> Vec<(&'static str, String)> {
        let mut query = match (self.since, self.follow) {
            (Some(Since::Number(number)), _) => vec![("after", number.to_string())],
            (Some(Since::Seconds(seconds)), _) => vec![("age", seconds.to_string())],
            (None, true) => vec![("age", "0".to_string())],
            (None, false) => Vec::new(),
        };
        let filters = [
            ("kind", &self.kind),
            ("subject", &self.subject),
            ("pipeline", &self.pipeline),
            ("application", &self.application),
            ("deploymentGroup", &self.deployment_group),
            ("host", &self.host),
        ];
        let filters = filters.into_iter();
        query.extend(filters.filter_map(|(name, value)| Some((name, value.clone()?))));
        query.push(("follow", self.follow.to_string()));
        if self.eventbridge {
            query.push(("format", "eventbridge".into()));
        }
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_is_a_number_or_a_length_of_time() {
        assert_eq!(since("17"), Ok(Since::Number(17)));
        assert_eq!(since("10m"), Ok(Since::Seconds(600)));
        assert!(since("yesterday").is_err());
    }
}
