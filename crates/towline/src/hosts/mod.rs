//! `towline hosts`: the registered hosts, and when they were heard of.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};
use towline_agent::client::TOWLINE;

use crate::client::CODEDEPLOY;
use crate::completion;
use crate::config::Connection;
use crate::document::{list, text, texts, time};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::names;
use crate::session::{Listing, Session};
use crate::terminal::{self, Cell, Give, Look, Table, Terminal, Tone, ago};
use crate::web::{self, Web};

/// Hosts that one request may ask for.
const BATCH: usize = 100;
/// An agent polls at least every minute; silence for so long means that something is wrong.
const SILENT: f64 = 120.0;

/// List hosts: whether their agents poll, their tags, since when they are registered.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Only these hosts: names, ARNs or addresses.
    #[arg(add = ArgValueCandidates::new(completion::hosts))]
    names: Vec<String>,
    /// Only hosts with this tag, as KEY or KEY=VALUE; may be repeated, then all must fit.
    #[arg(long = "tag", value_name = "KEY[=VALUE]")]
    tags: Vec<String>,
    /// Print JSON: hosts as in the answer of ListHosts, each with its `tags` as in
    /// BatchGetOnPremisesInstances, and `now`.
    #[arg(long, fields_of = &["hosts"])]
    json: Option<Fields>,
    #[command(flatten)]
    web: Web,
    #[command(flatten)]
    connection: Connection,
    #[command(flatten)]
    look: terminal::Options,
}

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<Exit, Failure> {
    let session = Session::open(&args.connection)?;
    let mut hosts = all(&session).await?;
    let there: Vec<String> = hosts.iter().map(|one| text(&one["name"]).into()).collect();
    let wanted: Vec<String> = args.names.iter().map(|name| names::bare(name)).collect();
    if let Some(unknown) = wanted.iter().find(|name| !there.contains(name)) {
        return Err(names::unknown("host", unknown, &there));
    }
    if args.web.wanted() {
        match wanted.as_slice() {
            [one] => web::open(&session, "host", one, "").await,
            _ => web::open(&session, "hosts", "", "").await,
        }?;
        return Ok(Exit::Succeeded);
    }
    hosts.retain(|host| {
        let name = text(&host["name"]);
        (wanted.is_empty() || wanted.iter().any(|one| one == name))
            && args.tags.iter().all(|tag| has(host, tag))
    });
    let now = session.now().await?;
    if let Some(fields) = &args.json {
        fields.print("hosts", json!({"hosts": hosts, "now": now}));
    } else if hosts.is_empty() {
        terminal::tell("no hosts; `towline agent join` on a machine makes it one\n");
    } else {
        let look = Terminal::find(args.look).out;
        terminal::print(&view(&hosts, now, &look));
    }
    Ok(Exit::Succeeded)
}

/// Every registered host with its tags.
async fn all(session: &Session) -> Result<Vec<Value>, Failure> {
    let listing = Listing {
        next: ("after", "next"),
        ..Listing::new("ListHosts", json!({"limit": BATCH}), "hosts")
    };
    let mut hosts = session.pages(TOWLINE, listing, usize::MAX).await?;
    for some in hosts.chunks_mut(BATCH) {
        let names: Vec<Value> = some.iter().map(|host| host["name"].clone()).collect();
        let input = json!({"instanceNames": texts(&names)});
        let output: Value = session
            .call(CODEDEPLOY, "BatchGetOnPremisesInstances", &input)
            .await?;
        for info in list(&output["instanceInfos"]) {
            let host = some
                .iter_mut()
                .find(|one| one["name"] == info["instanceName"]);
            if let Some(host) = host {
                host["tags"] = info["tags"].clone();
            }
        }
    }
    Ok(hosts)
}

fn has(host: &Value, tag: &str) -> bool {
    let (key, value) = match tag.split_once('=') {
        Some((key, value)) => (key, Some(value)),
        None => (tag, None),
    };
    let fits = |one: &Value| {
        text(&one["Key"]) == key && value.is_none_or(|value| text(&one["Value"]) == value)
    };
    list(&host["tags"]).iter().any(fits)
}

fn view(hosts: &[Value], now: f64, look: &Look) -> String {
    let mut table = Table::new(&[
        ("HOST", Give::Shrink),
        ("AGENT", Give::Never),
        ("HEARD", Give::Never),
        ("TAGS", Give::Shrink),
        ("REGISTERED", Give::Drop),
    ]);
    for host in hosts {
        let heard = time(&host["lastContact"]);
        let agent = match heard {
            Some(at) if now - at <= SILENT => Cell::new("✓ polls").tone(Tone::Good),
            Some(_) => Cell::new("✗ silent").tone(Tone::Bad),
            // What was before the server's start is not known.
            None => Cell::new("○ not heard").tone(Tone::Quiet),
        };
        let tag = |tag: &Value| format!("{}={}", text(&tag["Key"]), text(&tag["Value"]));
        let tags: Vec<String> = list(&host["tags"]).iter().map(tag).collect();
        let registered = time(&host["registered"]).map(|at| ago(at, now));
        table.row(vec![
            Cell::new(text(&host["name"])),
            agent,
            Cell::new(&heard.map(|at| ago(at, now)).unwrap_or_default()),
            Cell::new(&tags.join(" ")),
            Cell::new(&registered.unwrap_or_default()).tone(Tone::Quiet),
        ]);
    }
    table.render(look)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::golden;

    fn hosts() -> Vec<Value> {
        let tags = json!([{"Key": "role", "Value": "web"}, {"Key": "zone", "Value": "a\u{202e}b"}]);
        vec![
            json!({"name": "web-1", "lastContact": 990.0, "registered": 100.0, "tags": tags}),
            json!({"name": "web-2\u{1b}[31m", "lastContact": 500.0, "registered": 100.0, "tags": []}),
            json!({"name": "web-3", "registered": 999.0}),
        ]
    }

    #[test]
    fn hosts_show_whether_their_agents_poll() {
        golden::check!(|look| view(&hosts(), 1_000.0, look));
    }

    #[test]
    fn tags_are_keys_or_pairs() {
        let host = &hosts()[0];
        assert!(has(host, "role") && has(host, "role=web"));
        assert!(!has(host, "role=db") && !has(host, "env"));
    }
}
