//! The versions of a pipeline's definition, and what differs between any two.

use futures::{StreamExt, TryStreamExt, stream};
use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;
use towline_core::pipeline::compare::{Change, Sort, brief, compare};

use crate::ask::{AT_ONCE, Server};
use crate::frame::{Context, Live, Page};
use crate::parts::{Raw, commands, part, plural, quoted};
use crate::text::{Text, count, list, text, time};
use crate::time::when_any;

/// Versions of one page.
const SHOWN: u64 = 40;
/// Changes of a version that its row names.
const NAMED: usize = 2;

pub(crate) async fn page(context: &Context, name: &str) -> Result<Page, ApiError> {
    let server = &context.server;
    let after = server.position().await?;
    let newest = version(server, name, None).await?;
    let last = number(&newest);
    let asked = |what: &str| context.asked(what).parse::<u64>().ok();
    let until = asked("until").unwrap_or(last).clamp(1, last.max(1));
    let first = until.saturating_sub(SHOWN - 1).max(1);
    // One more than is shown: what the oldest changed is told, too.
    let wanted = (first.saturating_sub(1).max(1)..=until).rev();
    let versions: Vec<Value> = stream::iter(wanted)
        .map(|number| version(server, name, Some(number)))
        .buffered(AT_ONCE)
        .try_collect()
        .await?;
    let to = asked("to").unwrap_or(last);
    let from = asked("from").unwrap_or(to.saturating_sub(1));
    let view = View {
        context,
        name,
        versions: &versions,
        first,
        chosen: (from, to),
    };
    let content = html! {
        (view.difference().await?)
        (view.table())
        (view.pager(until, last))
        (commands(&[
            ("AWS CLI", format!("aws codepipeline get-pipeline --name {} --pipeline-version {to}", quoted(name))),
            ("Towline", format!("towline pipeline diff {}", quoted(&format!("{name}.yml")))),
        ]))
    };
    let live = Live {
        after,
        kinds: &["pipeline."],
        names: vec![name.to_string()],
    };
    let place = format!("/console/pipelines/{}", part(name));
    let page = Page::new("Definition", content)
        .under("Pipelines", "/console/pipelines")
        .under(name, place);
    Ok(page.live(live))
}

async fn version(server: &Server, name: &str, number: Option<u64>) -> Result<Value, ApiError> {
    let mut input = json!({"name": name});
    if let Some(number) = number {
        input["version"] = number.into();
    }
    server.pipeline("GetPipeline", input).await
}

fn number(version: &Value) -> u64 {
    count(&version["pipeline"]["version"])
}

struct View<'a> {
    context: &'a Context,
    name: &'a str,
    /// The newest first; the last one is not shown unless it is the first there is.
    versions: &'a [Value],
    first: u64,
    /// What is compared.
    chosen: (u64, u64),
}

impl View<'_> {
    /// The changes between the two versions that were chosen.
    async fn difference(&self) -> Result<Markup, ApiError> {
        let (from, to) = self.chosen;
        if from == 0 {
            return Ok(
                html! { p.note { "This is its first version; a change of the pipeline makes the next." } },
            );
        }
        let server = &self.context.server;
        let before = version(server, self.name, Some(from)).await?;
        let after = version(server, self.name, Some(to)).await?;
        let changes = compare(&before["pipeline"], &after["pipeline"]);
        Ok(html! {
            section.card aria-label="Differences" {
                h2 { "From version " (from) " to version " (to) ": " (plural(changes.len(), "change", "changes")) }
                (all(&changes))
            }
        })
    }

    fn table(&self) -> Markup {
        let shown = self
            .versions
            .iter()
            .take_while(|one| number(one) >= self.first);
        let many = self.versions.len() > 1;
        html! {
            form.choose method="get" action=(self.place("")) {
                div.scroll {
                    table.rows {
                        thead { tr { th { "Version" } @if many { th { "From" } th { "To" } } th { "Made" } th { "Changes" } } }
                        tbody {
                            @for (at, one) in shown.enumerate() {
                                @let number = number(one);
                                tr #{ "v" (number) } {
                                    td { a href=(self.place(&format!("?from={}&to={number}", number.saturating_sub(1)))) data-row { "Version " (number) } }
                                    @if many {
                                        td { input type="radio" name="from" value=(number) checked[number == self.chosen.0] aria-label={ "From version " (number) }; }
                                        td { input type="radio" name="to" value=(number) checked[number == self.chosen.1] aria-label={ "To version " (number) }; }
                                    }
                                    td { (when_any(time(&one["metadata"]["updated"]), self.context.now)) }
                                    td.wide { (self.told(one, self.versions.get(at + 1))) }
                                }
                            }
                        }
                    }
                }
                @if many { button { "Compare the two" } }
            }
        }
    }

    /// What a version changed, in a line.
    fn told(&self, one: &Value, before: Option<&Value>) -> Markup {
        let Some(before) = before else {
            return html! { span.none { "the first" } };
        };
        let changes = compare(&before["pipeline"], &one["pipeline"]);
        html! {
            @for (at, change) in changes.iter().take(NAMED).enumerate() {
                @if at > 0 { ", " }
                (sign(change.sort())) " " (Text(&place(change)))
            }
            @if changes.len() > NAMED { " and " (changes.len() - NAMED) " more" }
            @if changes.is_empty() { span.none { "nothing" } }
        }
    }

    fn pager(&self, until: u64, last: u64) -> Markup {
        html! {
            @if self.first > 1 || until < last {
                nav.pager aria-label="Versions" {
                    @if until < last { a href=(self.place(&format!("?until={}", (until + SHOWN).min(last)))) { "newer" } " " }
                    @if self.first > 1 { a href=(self.place(&format!("?until={}", self.first - 1))) { "older" } }
                }
            }
        }
    }

    fn place(&self, query: &str) -> String {
        format!("/console/pipelines/{}/versions{query}", part(self.name))
    }
}

/// What a change does, in a word.
fn sign(sort: Sort) -> Markup {
    let (class, word) = match sort {
        Sort::Add => ("added", "added"),
        Sort::Remove => ("deleted", "removed"),
        Sort::Alter => ("changed", "changed"),
    };
    html! { span.change.(class) { (word) } }
}

/// Where it is: stage, action, field.
fn place(change: &Change) -> String {
    let parts = [&change.stage, &change.action, &change.field];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join(" / ")
}

/// All changes, each with what was and what is.
fn all(changes: &[Change]) -> Markup {
    html! {
        @if changes.is_empty() { p.none { "They say the same." } }
        ul.differences {
            @for change in changes {
                li {
                    p { (sign(change.sort())) " " strong { (Text(&place(change))) } }
                    @match change.field {
                        Some(_) => (values(change)),
                        None => (whole(change)),
                    }
                }
            }
        }
    }
}

fn values(change: &Change) -> Markup {
    html! {
        p.values {
            @if let Some(before) = &change.before { del { code { (Text(&brief(before))) } } }
            @if change.before.is_some() && change.after.is_some() { span aria-hidden="true" { " → " } }
            @if let Some(after) = &change.after { ins { code { (Text(&brief(after))) } } }
        }
    }
}

/// A whole stage or action: what it is, and all of it folded away.
fn whole(change: &Change) -> Markup {
    let document = change.after.as_ref().or(change.before.as_ref());
    let document = document.unwrap_or(&Value::Null);
    let kind = &document["actionTypeId"];
    let actions = list(&document["actions"]).iter();
    let actions: Vec<&str> = actions.map(|one| text(&one["name"]).0).collect();
    let lines = serde_json::to_string_pretty(document).unwrap_or_default();
    html! {
        p.note {
            @if change.action.is_some() { (text(&kind["category"])) " · " (text(&kind["provider"])) }
            @else { "with " (Text(&actions.join(", "))) }
        }
        details { summary { "All of it" } pre.tail { (Raw(&shown(&lines))) } }
    }
}

/// Lines of which each is harmless.
fn shown(lines: &str) -> String {
    let lines = lines.lines().map(|line| Text(line).to_string());
    lines.collect::<Vec<_>>().join("\n")
}
