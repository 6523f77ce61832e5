//! Hosts: all of them, and one with what runs on it and what it is at.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::queue;
use super::versions::{Versions, show_at as version};
use crate::ask::{Server, hosts};
use crate::frame::{Context, Live, Page};
use crate::parts::{bytes, commands, list_commands, none, part, quoted, state, state_as, why};
use crate::text::{Text, list, text, texts, time};
use crate::time::when_any;
use towline_words::span;

/// Hosts that one request may ask for.
const BATCH: usize = 100;
/// Seconds from which on a clock is wrong; the way of a poll takes some time, too.
const OFF: f64 = 5.0;
/// A disk is full when less than one of so many parts is free.
const FULL: u64 = 10;

/// What changes anything on these pages.
const KINDS: &[&str] = &[
    "host.",
    "deployment.",
    "target.s",
    "target.f",
    "target.lifecycle-event",
];

/// A host, and what is known of it.
struct Host {
    /// As in `ListHosts`.
    is: Value,
    /// As in `DescribeHosts`.
    has: Value,
    tags: Vec<String>,
}

pub(crate) async fn page(context: &Context) -> Result<Page, ApiError> {
    let server = &context.server;
    let after = server.position().await?;
    let hosts = load(
        server,
        server
            .all(hosts(json!({"limit": BATCH})), usize::MAX)
            .await?,
    )
    .await?;
    let versions = Versions::of(server, &groups(&hosts)).await?;
    let live = Live {
        after,
        kinds: KINDS,
        names: Vec::new(),
    };
    let content = html! {
        (table(&hosts, &versions, context.now))
        (list_commands("aws deploy list-on-premises-instances".into(), "towline hosts".into()))
    };
    let page = Page::new("Hosts", content);
    Ok(page.beside(queue::link()).live(live))
}

async fn load(server: &Server, all: Vec<Value>) -> Result<Vec<Host>, ApiError> {
    let mut hosts = Vec::new();
    for some in all.chunks(BATCH) {
        let names: Vec<&str> = some.iter().map(|host| text(&host["name"]).0).collect();
        let described = server
            .towline("DescribeHosts", json!({"names": names}))
            .await?;
        let input = json!({"instanceNames": names});
        let tagged = server.deploy("BatchGetOnPremisesInstances", input).await?;
        for host in some {
            let of = |all: &Value, name: &str| {
                let found = list(all).iter().find(|one| one[name] == host["name"]);
                found.cloned().unwrap_or_default()
            };
            let tags = of(&tagged["instanceInfos"], "instanceName");
            let tag = |tag: &Value| format!("{}={}", text(&tag["Key"]).0, text(&tag["Value"]).0);
            hosts.push(Host {
                has: of(&described["hosts"], "name"),
                tags: list(&tags["tags"]).iter().map(tag).collect(),
                is: host.clone(),
            });
        }
    }
    Ok(hosts)
}

/// What every group has installed on these hosts.
fn groups(hosts: &[Host]) -> Vec<&Value> {
    let groups = hosts.iter().flat_map(|host| list(&host.has["groups"]));
    groups.collect()
}

fn table(hosts: &[Host], versions: &Versions, now: f64) -> Markup {
    if hosts.is_empty() {
        return html! { p.empty { "No hosts yet. " code { "towline agent join" } " on a machine makes it one." } };
    }
    html! {
        div.scroll {
            table.rows {
                thead { tr { th { "Host" } th { "Agent" } th { "Heard" } th { "Version" } th { "Running" } th { "Now" } th { "Tags" } } }
                tbody {
                    @for host in hosts {
                        tr {
                            td { a.name href={ "/console/hosts/" (part(&text(&host.is["name"]))) } data-row { (text(&host.is["name"])) } }
                            td { (agent(&host.is)) (trouble(&host.has)) }
                            td { (when_any(time(&host.is["lastContact"]), now)) }
                            td { (software(&host.has)) }
                            td.wide { (running(&host.has, versions)) }
                            td { (work(&host.has)) }
                            td { @for tag in &host.tags { code.tag { (Text(tag)) } " " } }
                        }
                    }
                }
            }
        }
    }
}

fn told(text: &str, bad: bool) -> Markup {
    html! { @if bad { (state_as("Waiting", text)) } @else { (text) } }
}

/// Whether the agent polls.
fn agent(host: &Value) -> Markup {
    match (time(&host["lastContact"]), host["silent"] == true) {
        (None, _) => state_as("", "not heard"),
        (Some(_), true) => state("silent"),
        (Some(_), false) => state_as("polling", "polls"),
    }
}

/// How far the clock of a host is off, and whether that is too far: signatures are refused from five
/// minutes on, and times of logs mislead before.
fn clock(has: &Value) -> Option<(String, bool)> {
    let ahead = has["clockAheadSeconds"].as_f64()?;
    let off = ahead.abs();
    let word = if ahead < 0.0 { "behind" } else { "ahead" };
    Some(match off < OFF {
        true => ("right".into(), false),
        false => (format!("{} {word}", span(off)), true),
    })
}

/// Free space where the agent keeps bundles, and whether it is too little.
fn disk(has: &Value) -> Option<(String, bool)> {
    let (free, total) = (
        has["diskFreeBytes"].as_u64()?,
        has["diskTotalBytes"].as_u64()?,
    );
    let text = format!("{} free of {}", bytes(free), bytes(total));
    Some((text, free.saturating_mul(FULL) < total))
}

/// What is wrong with a machine; nothing is said of what is right, or not known.
fn trouble(has: &Value) -> Markup {
    let clock = clock(has).map(|(text, bad)| (format!("clock {text}"), bad));
    let found = [clock, disk(has)].into_iter().flatten();
    html! { @for (text, _) in found.filter(|(_, bad)| *bad) { p.note { (state_as("Waiting", &text)) } } }
}

fn software(has: &Value) -> Markup {
    match has["agent"].as_str() {
        Some(agent) => html! { (Text(agent.strip_prefix("towline-agent/").unwrap_or(agent))) },
        None => none(),
    }
}

/// What every deployment group has installed.
fn running(has: &Value, versions: &Versions) -> Markup {
    let groups = list(&has["groups"]);
    html! {
        @if groups.is_empty() { span.none { "nothing" } }
        @for group in groups {
            p {
                span.kind { (text(&group["application"])) " / " (text(&group["deploymentGroup"])) " " }
                @if group["key"].is_string() { (version(versions.at(group), group)) } @else { span.none { "unknown revision" } }
                @if group["healthy"] == false { " " (state_as("Failed", "unhealthy")) }
            }
        }
    }
}

/// The deployment that is under way on the host.
fn work(has: &Value) -> Markup {
    let work = list(&has["work"]);
    html! {
        @if work.is_empty() { (none()) }
        @for one in work {
            p {
                (state(&text(&one["status"]))) " "
                a href={ "/console/deployments/" (part(&text(&one["deploymentId"]))) } { (text(&one["deploymentId"])) }
                @if let Some(event) = one["lifecycleEvent"].as_str() { " " (Text(event)) }
            }
        }
    }
}

/// The page of one host.
pub(crate) async fn host(context: &Context, name: &str) -> Result<Page, ApiError> {
    let server = &context.server;
    let after = server.position().await?;
    let reasons = server.why(name).await?;
    let all = server
        .all(hosts(json!({"limit": BATCH})), usize::MAX)
        .await?;
    let found: Vec<Value> = all
        .into_iter()
        .filter(|one| text(&one["name"]).0 == name)
        .collect();
    if found.is_empty() {
        let what = format!("there is no host `{name}`, or it was deregistered");
        return Err(ApiError::new("HostNotFoundException", what));
    }
    let hosts = load(server, found).await?;
    let versions = Versions::of(server, &groups(&hosts)).await?;
    let host = &hosts[0];
    let held = reasons
        .iter()
        .any(|link| !["Polling", "Succeeded"].contains(&text(&link["status"]).0));
    let content = html! {
        dl.facts {
            div { dt { "Agent" } dd { (agent(&host.is)) } }
            div { dt { "Heard" } dd { (when_any(time(&host.is["lastContact"]), context.now)) } }
            div { dt { "Version" } dd { (software(&host.has)) } }
            @if let Some((text, bad)) = clock(&host.has) { div { dt { "Clock" } dd { (told(&text, bad)) } } }
            @if let Some((text, bad)) = disk(&host.has) { div { dt { "Disk" } dd { (told(&text, bad)) } } }
            div { dt { "Registered" } dd { (when_any(time(&host.is["registered"]), context.now)) } }
            div { dt { "Tags" } dd { @for tag in &host.tags { code.tag { (Text(tag)) } " " } @if host.tags.is_empty() { (none()) } } }
        }
        @if held { (why(&reasons, context.now)) }
        section aria-label="Running" { h2 { "Running" } (running(&host.has, &versions)) }
        section aria-label="Now" { h2 { "Now" } (work(&host.has)) }
        (commands(&[
            ("Name", name.to_string()),
            ("ARN", text(&host.is["arn"]).0.to_string()),
            ("AWS CLI", format!("aws deploy get-on-premises-instance --instance-name {}", quoted(name))),
            ("Towline", format!("towline hosts {}", quoted(name))),
        ]))
    };
    let mut names = vec![name.to_string()];
    names.extend(
        list(&host.has["work"])
            .iter()
            .flat_map(|one| texts(&json!([one["deploymentId"]]))),
    );
    let live = Live {
        after,
        kinds: KINDS,
        names,
    };
    Ok(Page::new(name, content)
        .under("Hosts", "/console/hosts")
        .live(live))
}
