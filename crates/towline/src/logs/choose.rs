//! Which source, and which of its lines.

use clap_complete::ArgValueCandidates;
use regex::Regex;

use super::line::LogLine;
use crate::completion;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::names;
use crate::session::Session;
use crate::terminal;
use crate::watch::Subject;
use crate::{build, deployment, duration, pipeline};

/// Which lines, and how they are printed.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Choice {
    /// Go on with what comes until the end, over restarts of the server.
    #[arg(long, short)]
    pub(super) follow: bool,
    /// Only the steps that failed.
    #[arg(long, conflicts_with = "follow")]
    pub(super) failed: bool,
    /// Only this host.
    #[arg(long, add = ArgValueCandidates::new(completion::hosts))]
    pub(super) host: Option<String>,
    /// Only this step: a lifecycle event, a phase of a build, or an action of an execution.
    #[arg(long)]
    pub(super) step: Option<String>,
    /// Only lines of this length of time ago or later (10m, 24h). A line of a build has the time of
    /// the last line of its runner before it.
    #[arg(long, value_name = "DURATION", value_parser = duration::seconds)]
    pub(super) since: Option<i64>,
    /// Only lines in which this regular expression is found, colours aside.
    #[arg(long, value_name = "REGEX")]
    pub(super) grep: Option<Regex>,
    /// Begin each line with its time.
    #[arg(long)]
    pub(super) timestamps: bool,
    /// Print one JSON object a line: source, action, host, step, at (seconds), line.
    #[arg(long, fields_of = &["logs"])]
    pub(super) json: Option<Fields>,
}

impl Choice {
    /// Whether a line is wanted; `now` is the server's time.
    pub(super) fn takes(&self, line: &LogLine, now: f64) -> bool {
        let same = |wanted: &Option<String>, names: &[&str]| {
            let fits = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
            wanted.as_deref().is_none_or(fits)
        };
        let oldest = self.since.map(|seconds| now - seconds as f64);
        same(&self.host, &[&line.host])
            && same(&self.step, &[&line.step, &line.action])
            && oldest.is_none_or(|oldest| line.at.is_some_and(|at| at >= oldest))
            && self
                .grep
                .as_ref()
                .is_none_or(|regex| regex.is_match(&terminal::log(&line.text, false)))
    }
}

/// What a name stands for.
pub(crate) async fn subject(session: &Session, given: &str) -> Result<Subject, Failure> {
    let wanted = names::bare(given);
    let is_group = wanted.contains('/') && !given.starts_with("arn:aws:codepipeline");
    if wanted.starts_with("d-") || is_group {
        return Ok(Subject::Deployment(deployment::find(session, given).await?));
    }
    if wanted.contains(':') {
        return Ok(Subject::Build(build::find(session, given).await?));
    }
    let named = pipeline::find(session, given).await?;
    let id = named.execution(session).await?;
    Ok(Subject::execution(&named.pipeline, &id))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Args {
        #[command(flatten)]
        choice: Choice,
    }

    fn takes(args: &[&str]) -> bool {
        let line = LogLine {
            action: "Fleet".into(),
            host: "web-1".into(),
            step: "AfterInstall".into(),
            at: Some(1_000.0),
            text: "copied 3 files".into(),
            ..LogLine::default()
        };
        let args = Args::parse_from(["logs"].iter().chain(args));
        args.choice.takes(&line, 1_060.0)
    }

    #[test]
    fn lines_are_chosen_by_host_step_time_and_text() {
        assert!(takes(&[]));
        assert!(takes(&["--host", "web-1", "--step", "afterinstall"]));
        assert!(takes(&[
            "--step",
            "Fleet",
            "--since",
            "2m",
            "--grep",
            r"\d files"
        ]));
        assert!(!takes(&["--host", "web-2"]));
        assert!(!takes(&["--step", "Install"]));
        assert!(!takes(&["--since", "30s"]));
        assert!(!takes(&["--grep", "^files"]));
        assert!(Args::try_parse_from(["logs", "--grep", "("]).is_err());
        assert!(Args::try_parse_from(["logs", "--failed", "--follow"]).is_err());
    }
}
