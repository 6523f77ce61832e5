//! Hosts: all of them, and one with what runs on it and what it is at.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::versions::{Versions, show as version};
use crate::ask::{Server, hosts};
use crate::frame::{Context, Live, Page};
use crate::parts::{commands, none, part, quoted, state, state_as, why};
use crate::text::{Text, list, text, texts, time};
use crate::time::when_any;

/// Hosts that one request may ask for.
const BATCH: usize = 100;

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
    let versions = Versions::of(server, &pipelines(&hosts)).await?;
    let live = Live {
        after,
        kinds: KINDS,
        names: Vec::new(),
    };
    Ok(Page::new("Hosts", table(&hosts, &versions, context.now)).live(live))
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

/// The pipelines that made what runs on these hosts, as the keys of revisions begin with their names.
fn pipelines(hosts: &[Host]) -> Vec<String> {
    let groups = hosts.iter().flat_map(|host| list(&host.has["groups"]));
    let keys = groups.filter_map(|group| group["key"].as_str());
    let mut names: Vec<String> = keys
        .filter_map(|key| key.split_once('/'))
        .map(|(name, _)| name.to_string())
        .collect();
    names.sort();
    names.dedup();
    names
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
                            td { (agent(&host.is)) }
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

/// Whether the agent polls.
fn agent(host: &Value) -> Markup {
    match (time(&host["lastContact"]), host["silent"] == true) {
        (None, _) => state_as("", "not heard"),
        (Some(_), true) => state("silent"),
        (Some(_), false) => state_as("polling", "polls"),
    }
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
                @if let Some(key) = group["key"].as_str() {
                    @let bucket = text(&group["bucket"]);
                    (version(versions.at(&bucket, key), &json!({"s3Location": {"bucket": bucket.0, "key": key}})))
                } @else { span.none { "unknown revision" } }
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
    let versions = Versions::of(server, &pipelines(&hosts)).await?;
    let host = &hosts[0];
    let held = reasons
        .iter()
        .any(|link| !["Polling", "Succeeded"].contains(&text(&link["status"]).0));
    let content = html! {
        dl.facts {
            div { dt { "Agent" } dd { (agent(&host.is)) } }
            div { dt { "Heard" } dd { (when_any(time(&host.is["lastContact"]), context.now)) } }
            div { dt { "Version" } dd { (software(&host.has)) } }
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
