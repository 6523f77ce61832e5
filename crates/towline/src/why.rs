//! `towline why`: from an object down to the cause of its state. The server knows the chain; here it
//! is printed.
#![expect(clippy::print_stdout, reason = "printing is what this command does")]

use std::fmt::Write;

use serde_json::json;
use towline_agent::client::TOWLINE;
use towline_api::Timestamp;
use towline_api::towline::{ExplainOutput, Explanation, ExplanationLink};

use crate::config::Connection;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal::{log, safe};

/// Say why something waits, failed or was stopped, and what to do about it.
///
/// The objects on the way to the cause are printed one below the other, the cause last.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A pipeline name, a pipeline or action execution id, a deployment id (with a host for one
    /// target: `d-ABCDEFGHI web-1`), a host name, a build id, or an ARN of one of these.
    #[arg(required = true, num_args = 1..=2, value_name = "ID")]
    id: Vec<String>,
    #[command(flatten)]
    connection: Connection,
    /// Print the answer of the server as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) async fn run(args: &Args) -> Result<(), Failure> {
    let session = Session::open(&args.connection)?;
    let id = args.id.join(" ");
    let output: ExplainOutput = session.call(TOWLINE, "Explain", &json!({"id": id})).await?;
    if args.json {
        let text = serde_json::to_string_pretty(&output);
        println!("{}", text.map_err(|e| Failure::new("cannot print", e))?);
        return Ok(());
    }
    print!("{}", told(&id, &output));
    Ok(())
}

/// The whole answer.
fn told(id: &str, output: &ExplainOutput) -> String {
    let chains: Vec<String> = output.explanations.iter().map(chain).collect();
    match chains.len() {
        0 | 1 => chains.concat(),
        several => format!("{id} names {several} objects:\n\n{}", chains.join("\n")),
    }
}

/// One chain: every link further in than the one before, then the way out.
fn chain(explanation: &Explanation) -> String {
    let mut text = String::new();
    let links = &explanation.links;
    for (depth, link) in links.iter().enumerate() {
        let indent = "  ".repeat(depth);
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{indent}{}", headline(link));
        let _ = writeln!(text, "{indent}  {}: {}", link.code, safe(&link.detail));
        for line in &link.lines {
            let _ = writeln!(text, "{indent}  │ {}", log(line, false));
        }
    }
    let indent = "  ".repeat(links.len());
    let mut unblock = links.iter().rev().map(|link| &link.unblock);
    if let Some(unblock) = unblock.find(|text| !text.is_empty()) {
        let _ = writeln!(text, "{indent}unblock: {}", safe(unblock));
    }
    if let Some(command) = links.iter().rev().find_map(|link| link.command.as_ref()) {
        let _ = writeln!(text, "{indent}next: {}", safe(command));
    }
    text
}

fn headline(link: &ExplanationLink) -> String {
    let name = match &link.name {
        Some(name) => format!(" ({name})"),
        None => String::new(),
    };
    let since = time(link.since);
    let (kind, id, status) = (&link.kind, &link.id, &link.status);
    safe(&format!("{kind} {id}{name}: {status} since {since}"))
}

/// A point in time for people, to the second, in UTC.
fn time(at: Timestamp) -> String {
    match jiff::Timestamp::from_second(at.0 as i64) {
        Ok(time) => time.to_string(),
        Err(_) => "an unknown time".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(kind: &str, id: &str, status: &str, reason: [&str; 3]) -> ExplanationLink {
        let [code, detail, unblock] = reason.map(String::from);
        ExplanationLink {
            kind: kind.into(),
            id: id.into(),
            status: status.into(),
            code,
            detail,
            unblock,
            since: Timestamp(1_795_729_669.25),
            ..ExplanationLink::default()
        }
    }

    fn deployment() -> Explanation {
        let links = vec![
            ExplanationLink {
                name: Some("shop/web".into()),
                command: Some("aws deploy create-deployment --application-name shop".into()),
                ..link(
                    "deployment",
                    "d-ABCDEFGHI",
                    "Failed",
                    [
                        "HEALTH_CONSTRAINTS",
                        "0 of 2 succeeded, 1 failed",
                        "deploy again",
                    ],
                )
            },
            link(
                "target",
                "d-ABCDEFGHI/web-1",
                "Failed",
                [
                    "ScriptFailed",
                    "BeforeInstall failed on web-1",
                    "mend check.sh",
                ],
            ),
            ExplanationLink {
                lines: vec!["[stdout]checking".into(), "[stderr]no page".into()],
                ..link(
                    "script",
                    "check.sh",
                    "ScriptFailed",
                    [
                        "ScriptFailed",
                        "check.sh failed with exit code 7",
                        "mend check.sh",
                    ],
                )
            },
        ];
        Explanation { links }
    }

    #[test]
    fn the_cause_comes_last_with_its_output_and_the_way_out() {
        insta::assert_snapshot!(chain(&deployment()), @r"
deployment d-ABCDEFGHI (shop/web): Failed since 2026-11-26T21:47:49Z
  HEALTH_CONSTRAINTS: 0 of 2 succeeded, 1 failed
  target d-ABCDEFGHI/web-1: Failed since 2026-11-26T21:47:49Z
    ScriptFailed: BeforeInstall failed on web-1
    script check.sh: ScriptFailed since 2026-11-26T21:47:49Z
      ScriptFailed: check.sh failed with exit code 7
      │ [stdout]checking
      │ [stderr]no page
      unblock: mend check.sh
      next: aws deploy create-deployment --application-name shop
");
    }

    #[test]
    fn what_went_well_has_no_way_out() {
        let links = vec![link(
            "deployment",
            "d-1",
            "Succeeded",
            ["Succeeded", "2 of 2", ""],
        )];
        insta::assert_snapshot!(chain(&Explanation { links }), @r"
deployment d-1: Succeeded since 2026-11-26T21:47:49Z
  Succeeded: 2 of 2
");
    }

    #[test]
    fn an_id_with_two_meanings_is_told_with_both() {
        let pipeline = link("pipeline", "shop", "Idle", ["Execution", "1 execution", ""]);
        let host = link(
            "host",
            "shop",
            "Polling",
            ["HostPolling", "heard of 3 s ago", ""],
        );
        let explanations = vec![
            Explanation {
                links: vec![pipeline],
            },
            Explanation { links: vec![host] },
        ];
        insta::assert_snapshot!(told("shop", &ExplainOutput { explanations }), @r"
shop names 2 objects:

pipeline shop: Idle since 2026-11-26T21:47:49Z
  Execution: 1 execution

host shop: Polling since 2026-11-26T21:47:49Z
  HostPolling: heard of 3 s ago
");
    }
}
