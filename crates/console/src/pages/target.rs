//! One host in a deployment: its lifecycle events, each with what its script printed.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::excerpt::{self, Source};
use super::execution::bar;
use crate::frame::{Context, Live, Page};
use crate::parts::{commands, part, quoted, state, state_as, why_with};
use crate::text::{Text, list, text, time};
use crate::time::{clock, took, when_any};
use towline_words::word;

/// The page of one host in a deployment: its lifecycle events with the output of each.
pub(crate) async fn page(context: &Context, id: &str, host: &str) -> Result<Page, ApiError> {
    let server = &context.server;
    let after = server.position().await?;
    let input = json!({"deploymentId": id, "targetId": host});
    let output = server.deploy("GetDeploymentTarget", input).await?;
    let target = &output["deploymentTarget"]["instanceTarget"];
    let reasons = match text(&target["status"]).0 {
        "Succeeded" => Vec::new(),
        _ => server.why(&format!("{id}/{host}")).await?,
    };
    let failed = text(&target["status"]).0 == "Failed";
    let content = html! {
        dl.facts {
            div { dt { "State" } dd { (state(&text(&target["status"]))) } }
            div { dt { "Host" } dd { a href={ "/console/hosts/" (part(host)) } { (Text(host)) } } }
            div { dt { "Changed" } dd { (when_any(time(&target["lastUpdatedAt"]), context.now)) } }
        }
        @if !reasons.is_empty() { (why_with(&reasons, context.now, !failed)) }
        (events(context, id, host, target).await)
        (commands(&[
            ("ARN", text(&target["targetArn"]).0.to_string()),
            ("AWS CLI", format!("aws deploy get-deployment-target --deployment-id {} --target-id {}", quoted(id), quoted(host))),
            ("Towline", format!("towline logs {} --host {}", quoted(id), quoted(host))),
        ]))
    };
    let live = Live {
        after,
        kinds: &["target."],
        names: vec![host.to_string(), id.to_string()],
    };
    let page = Page::new(host, content).under("Deployments", "/console/deployments");
    Ok(page
        .under(id, format!("/console/deployments/{}", part(id)))
        .live(live))
}

async fn events(context: &Context, id: &str, host: &str, target: &Value) -> Markup {
    let all = list(&target["lifecycleEvents"]);
    let begins = all.iter().filter_map(|one| time(&one["startTime"]));
    let begin = begins.reduce(f64::min).unwrap_or(context.now);
    let ends = all.iter().filter_map(|one| time(&one["endTime"]));
    let over = !["Pending", "InProgress"].contains(&text(&target["status"]).0);
    let end = ends
        .reduce(f64::max)
        .filter(|_| over)
        .unwrap_or(context.now);
    let mut shown = Vec::new();
    for event in all {
        shown.push(one_event(context, &(id, host), event, (begin, end)).await);
    }
    html! {
        section aria-label="Lifecycle events" {
            h2 { "Lifecycle events" }
            div.events { @for one in shown { (one) } }
        }
    }
}

async fn one_event(
    context: &Context,
    (id, host): &(&str, &str),
    event: &Value,
    (begin, end): (f64, f64),
) -> Markup {
    let name = text(&event["lifecycleEventName"]);
    let status = text(&event["status"]);
    let (from, to) = (time(&event["startTime"]), time(&event["endTime"]));
    let source = Source::script(id, host, &name);
    let found = excerpt::of_event(&context.server, &source, event).await;
    let said = text(&event["diagnostics"]["message"]);
    let head = html! {
        span.name { (name) }
        @match said.0 {
            "Succeeded" | "" => (state(&status)),
            _ if status.0 == "Failed" => (state(&status)),
            _ => (state_as(&status, &word(&status))),
        }
        @if let Some(from) = from { span.at { (clock(from)) } (took(Some(from), to, context.now))
            (bar(from - begin, to.unwrap_or(end) - begin, end - begin, &status)) }
    };
    if found.is_empty() && (said.is_empty() || said.0 == "Succeeded") {
        return html! { div.event { div.line-of { (head) } } };
    }
    html! {
        details.event #{ "event-" (name) } open[status.0 == "Failed" || status.0 == "InProgress"] {
            summary { (head) }
            div.inside {
                @if !said.is_empty() && said.0 != "Succeeded" { p.said { (said) } }
                @if !found.is_empty() { (excerpt::show(&found, &source)) }
            }
        }
    }
}
