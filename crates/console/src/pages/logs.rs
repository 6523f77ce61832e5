//! The viewer of one log. The page has some of its lines and works by itself; the script in
//! `assets/log.js` asks for others as somebody scrolls, searches, or follows.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;
use towline_api::pages::{Answer, Body, Pieces, Work};

use super::excerpt::Source;
use crate::ask::Server;
use crate::frame::{Context, Page};
use crate::log::group::{Group, Groups};
use crate::log::{ansi, errors};
use crate::parts::{Raw, commands, part, quoted};
use crate::route;
use crate::text::{Text, count, list, texts, time};
use crate::time::{clock, exact};
use towline_words::span;

/// Lines of the page, and of one request.
const SHOWN: u64 = 500;
/// Lines in which groups are looked for.
const GROUPED: u64 = 200_000;
/// Lines of one request to the server.
const MOST: u64 = 1000;
/// Seconds for which a request may wait for lines.
const LONGEST: u64 = 50;

/// Which log the query asks for.
fn source(context: &Context) -> Result<Source, ApiError> {
    let (build, deployment) = (context.asked("build"), context.asked("deployment"));
    match (build, deployment) {
        ("", "") => Err(ApiError::new(
            "ValidationException",
            "build or deployment is missing",
        )),
        ("", deployment) => Ok(Source::script(
            deployment,
            context.asked("target"),
            context.asked("event"),
        )),
        (build, _) => Ok(Source::Build(build.into())),
    }
}

async fn lines(server: &Server, source: &Source, from: u64, limit: u64) -> Result<Value, ApiError> {
    wait_for(server, source, (from, limit), 0).await
}

/// [`lines`], waiting some seconds for the first one.
async fn wait_for(
    server: &Server,
    source: &Source,
    (from, limit): (u64, u64),
    seconds: u64,
) -> Result<Value, ApiError> {
    let mut input = source.input();
    input["from"] = json!(from);
    input["limit"] = json!(limit.clamp(1, MOST));
    input["waitSeconds"] = json!(seconds.min(LONGEST));
    server.towline("GetLogLines", input).await
}

/// The lines of an answer, each with the time of its arrival where that is known.
fn timed(found: &Value) -> Vec<(&str, Option<f64>)> {
    let from = count(&found["from"]);
    let mut moments = list(&found["times"]).iter().peekable();
    let mut at = None;
    let lines = list(&found["lines"]).iter().enumerate();
    let lines = lines.map(|(number, line)| {
        let number = from + number as u64;
        while let Some(moment) = moments.next_if(|one| count(&one["line"]) <= number) {
            at = time(&moment["at"]);
        }
        (line.as_str().unwrap_or_default(), at)
    });
    lines.collect()
}

fn number(text: &str) -> Option<u64> {
    text.parse().ok()
}

/// The page.
pub(crate) async fn page(context: &Context) -> Result<Page, ApiError> {
    let source = source(context)?;
    let server = &context.server;
    let total = count(&lines(server, &source, 0, 1).await?["total"]);
    let last = total.saturating_sub(SHOWN);
    let from = number(context.asked("from")).unwrap_or(last).min(total);
    let found = lines(server, &source, from, SHOWN).await?;
    let groups = groups(server, &source, total).await?;
    let complete = found["complete"] == true;
    let query = source.query();
    let times = context.asked("times") == "on";
    let content = html! {
        (bar(&query, complete, from, times))
        @if !groups.is_empty() { (group_links(&groups, &source)) }
        (pager(&source, from, total))
        div.log.viewer.timed[times] #log tabindex="0" role="region" aria-label="Log" data-keep
            data-query=(Raw(&query)) data-total=(total) data-complete=(complete) data-from=(from)
            data-groups=(Raw(&group_data(&groups))) {
            div.pane {
                @for (at, (line, came)) in timed(&found).into_iter().enumerate() {
                    @let number = from + at as u64 + 1;
                    div.line.error[errors::tells(line)] #{ "L" (number) } {
                        a.n href={ "#L" (number) } { (number) }
                        @if times { span.m { @if let Some(at) = came { time title=(exact(at)) { (clock(at)) } } } }
                        span.t { (ansi::line(line)) }
                    }
                }
            }
        }
        @if total == 0 { p.none { "It has no lines" @if !complete { " yet" } "." } }
        (commands_of(&source))
    };
    Ok(above(Page::new(title(&source), content), &source))
}

fn title(source: &Source) -> String {
    match source {
        Source::Build(id) => format!("Log of {}", id.split(':').next().unwrap_or(id)),
        Source::Script { target, event, .. } => format!("{event} on {target}"),
    }
}

fn above(page: Page, source: &Source) -> Page {
    match source {
        Source::Build(id) => page
            .under("Builds", "/console/builds")
            .under(id.as_str(), format!("/console/builds/{}", part(id))),
        Source::Script {
            deployment, target, ..
        } => {
            let place = format!("/console/deployments/{}", part(deployment));
            let host = format!("{place}/{}", part(target));
            page.under("Deployments", "/console/deployments")
                .under(deployment.as_str(), place)
                .under(target.as_str(), host)
        }
    }
}

fn bar(query: &str, complete: bool, from: u64, times: bool) -> Markup {
    html! {
        div.bar-of {
            form #log-search role="search" hidden {
                label.hidden for="log-text" { "Search in this log" }
                input #log-text type="search" placeholder="Search (/)" autocomplete="off" data-search-log;
                output #log-matches for="log-text" {}
                button type="button" #log-previous aria-label="Previous match" { "↑" }
                button type="button" #log-next aria-label="Next match" { "↓" }
            }
            button type="button" #log-follow hidden aria-pressed=(!complete) disabled[complete] { "Follow" }
            button type="button" #log-top hidden { "First line" }
            button type="button" #log-end hidden { "Last line" }
            button type="button" #log-wrap hidden aria-pressed="false" { "Wrap" }
            a.button #log-times href={ "/console/logs?" (Raw(query)) "&from=" (from) @if !times { "&times=on" } } { @if times { "Without times" } @else { "Times" } }
            a.button href={ "/console/logs/raw?" (Raw(query)) } download { "Raw" }
        }
    }
}

fn group_links(groups: &[Group], source: &Source) -> Markup {
    html! {
        nav.groups aria-label="Groups" {
            @for group in groups.iter().take(40) {
                a href={ (source.place()) "&from=" (group.from) "#L" (group.from + 1) } data-line=(group.from + 1) {
                    (Text(&group.title)) @if let Some(seconds) = group.seconds { " " span.kind { (span(seconds)) } }
                }
            }
        }
    }
}

/// For who has no script.
fn pager(source: &Source, from: u64, total: u64) -> Markup {
    let place = |from: u64| format!("{}&from={from}", source.place());
    html! {
        nav.pager #pager aria-label="Lines" {
            @if total > SHOWN {
                span { "Lines " (from + 1) " to " (total.min(from + SHOWN)) " of " (total) " " }
                @if from > 0 { a href=(place(0)) { "first" } " " a href=(place(from.saturating_sub(SHOWN))) { "earlier" } " " }
                @if from + SHOWN < total { a href=(place(from + SHOWN)) { "later" } " " a href=(place(total - SHOWN)) { "last" } }
            }
        }
    }
}

fn commands_of(source: &Source) -> Markup {
    let command = match source {
        Source::Build(id) => format!("towline logs {}", quoted(id)),
        Source::Script {
            deployment,
            target,
            event,
        } => format!(
            "towline logs {} --host {} --step {}",
            quoted(deployment),
            quoted(target),
            quoted(event)
        ),
    };
    commands(&[("Towline", command)])
}

/// The groups of the beginning of a log.
async fn groups(server: &Server, source: &Source, total: u64) -> Result<Vec<Group>, ApiError> {
    let mut groups = Groups::default();
    let mut from = 0;
    while from < total.min(GROUPED) {
        let found = lines(server, source, from, MOST).await?;
        let some = timed(&found);
        if some.is_empty() {
            break;
        }
        some.iter().for_each(|(line, at)| groups.line(line, *at));
        from += some.len() as u64;
    }
    Ok(groups.all())
}

/// For the script: begin, end, whether it begins open.
fn group_data(groups: &[Group]) -> String {
    let all: Vec<Value> = groups
        .iter()
        .map(|group| json!([group.from, group.to, u8::from(group.open)]))
        .collect();
    Value::Array(all).to_string()
}

/// Some lines for the script: each as HTML, whether it tells of an error, and when it came. With `wait`
/// it waits for the first one.
pub(crate) async fn some(context: &Context) -> Result<Answer, ApiError> {
    let source = source(context)?;
    let from = number(context.asked("from")).unwrap_or(0);
    let limit = number(context.asked("limit")).unwrap_or(SHOWN);
    let wait = number(context.asked("wait")).unwrap_or(0);
    let found = wait_for(&context.server, &source, (from, limit), wait).await?;
    let shown = timed(&found).into_iter().map(|(line, at)| {
        let html = ansi::line(line).into_string();
        let error = u8::from(errors::tells(line));
        match at {
            Some(at) => json!([html, error, at]),
            None => json!([html, error]),
        }
    });
    let shown: Vec<Value> = shown.collect();
    Ok(route::json(
        &json!({"from": from, "total": found["total"], "complete": found["complete"], "lines": shown}),
    ))
}

/// The numbers of the lines in which a text is.
pub(crate) async fn search(context: &Context) -> Result<Answer, ApiError> {
    let mut input = source(context)?.input();
    input["text"] = json!(context.asked("text"));
    input["from"] = json!(number(context.asked("after")).unwrap_or(0));
    input["limit"] = json!(MOST);
    let found = context.server.towline("SearchLog", input).await?;
    Ok(route::json(&found))
}

/// The log as it is, all of it.
pub(crate) async fn raw(context: &Context) -> Result<Answer, ApiError> {
    let source = source(context)?;
    // Asked before the answer begins, so that what is refused is a page and not half a file.
    lines(&context.server, &source, 0, 1).await?;
    let name: String = title(&source)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    Ok(Answer {
        status: 200,
        headers: vec![
            ("content-type", "text/plain; charset=utf-8".into()),
            (
                "content-disposition",
                format!("attachment; filename=\"{name}.log\""),
            ),
        ],
        body: Body::Pieces(Box::new(Download {
            server: context.server.clone(),
            source,
            from: 0,
        })),
    })
}

struct Download {
    server: Server,
    source: Source,
    from: u64,
}

impl Pieces for Download {
    fn next(&mut self) -> Work<'_, Result<Option<Vec<u8>>, ApiError>> {
        Box::pin(async {
            let found = lines(&self.server, &self.source, self.from, MOST).await?;
            let some = texts(&found["lines"]);
            self.from += some.len() as u64;
            if some.is_empty() {
                return Ok(None);
            }
            let mut piece = some.join("\n").into_bytes();
            piece.push(b'\n');
            Ok(Some(piece))
        })
    }
}
