//! Repositories and access keys, and the page that finds an object by its id.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;
use towline_api::pages::Answer;

use crate::frame::{Context, Live, Page};
use crate::parts::{copy, none, part, place, state_as};
use crate::route::go;
use crate::text::{Text, list, text, time};
use crate::time::when_any;

/// Hosted repositories, and how to clone them.
pub(crate) async fn repositories(context: &Context) -> Result<Page, ApiError> {
    let after = context.server.position().await?;
    let found = context
        .server
        .towline("ListRepositories", json!({}))
        .await?;
    let live = Live {
        after,
        kinds: &["repository."],
        names: Vec::new(),
    };
    let repositories = list(&found["repositories"]);
    let content = html! {
        @if repositories.is_empty() { p.empty { "No repositories yet. " code { "towline repo create NAME" } " makes one." } }
        @for one in repositories {
            section.card aria-label=(text(&one["name"])) {
                h2 { (text(&one["name"])) }
                (copy("Clone", &format!("git clone {}", crate::parts::quoted(&text(&one["cloneUrl"])))))
                (copy("ARN", &text(&one["arn"])))
            }
        }
        p.note { "User name and password are an access key id and its secret." }
    };
    Ok(Page::new("Repositories", content).live(live))
}

/// Access keys without their secrets.
pub(crate) async fn keys(context: &Context) -> Result<Page, ApiError> {
    let after = context.server.position().await?;
    let found = context.server.towline("ListAccessKeys", json!({})).await?;
    let live = Live {
        after,
        kinds: &["host.", "join-token."],
        names: Vec::new(),
    };
    let content = html! {
        div.scroll {
            table.rows {
                thead { tr { th { "Access key id" } th { "May" } th { "Principal" } th { "Made" } th { "Ends" } } }
                tbody { @for key in list(&found["keys"]) { (key_row(key, context)) } }
            }
        }
        p.note { "Secrets are never shown. " code { "towline agent join" } " makes the keys of hosts; deregistering a host ends its key." }
    };
    Ok(Page::new("Keys", content).live(live))
}

fn key_row(key: &Value, context: &Context) -> Markup {
    let id = text(&key["accessKeyId"]);
    let role = text(&key["role"]);
    let over = time(&key["expires"]).is_some_and(|end| end <= context.now);
    html! {
        tr {
            td { code { (id) } @if id.0 == context.visitor.access_key_id { " " span.badge { "you" } } }
            td { @match role.strip_prefix("host ") {
                Some(host) => { "host " a href={ "/console/hosts/" (part(host)) } { (Text(host)) } },
                None => (Text(what(&role))),
            } }
            td.wide { code { (text(&key["arn"])) } }
            td { (when_any(time(&key["created"]), context.now)) }
            td { @match time(&key["expires"]) {
                Some(_) if over => (state_as("Stopped", "over")),
                Some(at) => (when_any(Some(at), context.now)),
                None => (none()),
            } }
        }
    }
}

fn what(role: &str) -> &str {
    match role {
        "admin" => "everything",
        "join" => "join as a host",
        "runner" => "run builds",
        other => other,
    }
}

/// Goes to the object that an id, an ARN or a name means.
pub(crate) async fn find(context: &Context) -> Result<Answer, ApiError> {
    let wanted = context.asked("id").trim();
    if wanted.is_empty() {
        return Ok(go("/console/".into()));
    }
    let found = context
        .server
        .towline("Explain", json!({"id": wanted}))
        .await?;
    let link = &found["explanations"][0]["links"][0];
    let (kind, id) = (text(&link["kind"]), text(&link["id"]));
    let page = place(&kind, &id, &text(&link["name"]));
    page.map(go).ok_or_else(|| {
        let what = format!("`{wanted}` is known, but has no page of its own");
        ApiError::new("ResourceNotFoundException", what)
    })
}
