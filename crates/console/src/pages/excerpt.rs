//! The part of a log that tells why a step failed: from a little before the first error line on.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use crate::ask::Server;
use crate::log::{ansi, errors};
use crate::parts::part;
use crate::text::{Text, count, list, text, texts};

/// Lines before the end that are looked through.
const LOOKED_AT: u64 = 600;
/// Lines before the error that are shown.
const BEFORE: usize = 4;
/// Lines that are shown.
const SHOWN: usize = 24;

/// Which log, in the words of `GetLogLines`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    Build(String),
    Script {
        deployment: String,
        target: String,
        event: String,
    },
}

impl Source {
    pub(crate) fn script(deployment: &str, target: &str, event: &str) -> Source {
        Source::Script {
            deployment: deployment.into(),
            target: target.into(),
            event: event.into(),
        }
    }

    /// The members of the request that name it.
    pub(crate) fn input(&self) -> Value {
        match self {
            Source::Build(id) => json!({"id": id}),
            Source::Script {
                deployment,
                target,
                event,
            } => json!({"id": deployment, "target": target, "lifecycleEvent": event}),
        }
    }

    /// The query of the pages that show it.
    pub(crate) fn query(&self) -> String {
        match self {
            Source::Build(id) => format!("build={}", part(id)),
            Source::Script {
                deployment,
                target,
                event,
            } => format!(
                "deployment={}&target={}&event={}",
                part(deployment),
                part(target),
                part(event)
            ),
        }
    }

    /// The page with the whole log.
    pub(crate) fn place(&self) -> String {
        format!("/console/logs?{}", self.query())
    }
}

/// Some lines of a log, which one is the first error, and where they are in the whole.
#[derive(Debug, Default)]
pub(crate) struct Excerpt {
    pub(crate) lines: Vec<String>,
    /// The number of the first one, counted from 0.
    from: usize,
    /// The line among them that tells of the error.
    error: Option<usize>,
    total: usize,
    /// Why the log could not be read.
    unread: Option<ApiError>,
}

impl Excerpt {
    /// Whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.unread.is_none()
    }
}

/// The lines around the first error near the end of a log; its last lines when none tells of one.
///
/// A log that cannot be read is no reason to show nothing else: the excerpt says why.
pub(crate) async fn around_error(server: &Server, source: &Source) -> Excerpt {
    read(server, source).await.unwrap_or_else(|error| Excerpt {
        unread: Some(error),
        ..Excerpt::default()
    })
}

/// The same of a lifecycle event; where its log has no line, what the host reported with the failure.
pub(crate) async fn of_event(server: &Server, source: &Source, event: &Value) -> Excerpt {
    let found = around_error(server, source).await;
    if !found.lines.is_empty() {
        return found;
    }
    Excerpt {
        unread: found.unread,
        ..of_tail(event)
    }
}

async fn read(server: &Server, source: &Source) -> Result<Excerpt, ApiError> {
    let mut input = source.input();
    input["limit"] = json!(1);
    let output = server.towline("GetLogLines", input.clone()).await?;
    let total = count(&output["total"]);
    let from = total.saturating_sub(LOOKED_AT);
    input["from"] = json!(from);
    input["limit"] = json!(LOOKED_AT);
    let output = server.towline("GetLogLines", input).await?;
    let lines = texts(&output["lines"]);
    Ok(cut(&lines, from as usize, total as usize))
}

fn cut(lines: &[String], from: usize, total: usize) -> Excerpt {
    let error = errors::first(lines);
    let begin = match error {
        Some(at) => at.saturating_sub(BEFORE),
        None => lines.len().saturating_sub(SHOWN),
    };
    let end = lines.len().min(begin + SHOWN);
    Excerpt {
        lines: lines[begin..end].to_vec(),
        from: from + begin,
        error: error.map(|at| at - begin),
        total,
        unread: None,
    }
}

/// The last lines that a host reported with a failure.
fn of_tail(event: &Value) -> Excerpt {
    let tail = text(&event["diagnostics"]["logTail"]);
    let lines: Vec<String> = tail.lines().map(str::to_string).collect();
    cut(&lines, 0, lines.len())
}

/// The excerpt with the numbers of its lines, each a link into the log.
pub(crate) fn show(excerpt: &Excerpt, source: &Source) -> Markup {
    if let Some(error) = &excerpt.unread {
        return html! {
            p.none { "Its log could not be read: " (Text(&error.message)) }
            @if !excerpt.lines.is_empty() { (numbered(excerpt, source)) }
        };
    }
    match excerpt.lines.is_empty() {
        true => html! { p.none { "It printed nothing." } },
        false => numbered(excerpt, source),
    }
}

fn numbered(excerpt: &Excerpt, source: &Source) -> Markup {
    let place = source.place();
    let more = excerpt.from + excerpt.lines.len() < excerpt.total || excerpt.from > 0;
    html! {
        div.log.excerpt tabindex="0" role="region" aria-label="Output" {
            @for (at, line) in excerpt.lines.iter().enumerate() {
                @let number = excerpt.from + at + 1;
                div.line.error[excerpt.error == Some(at)] {
                    a.n href={ (place) "#L" (number) } { (number) }
                    span.t { (ansi::line(line)) }
                }
            }
        }
        p.note {
            a href={ (place) "#L" (excerpt.error.map_or(excerpt.from, |at| excerpt.from + at) + 1) } data-log {
                @if more { "The whole log, " (excerpt.total) " lines" } @else { "Open in the log viewer" }
            }
        }
    }
}

/// The first failed lifecycle event of a target.
pub(crate) fn failed_event(target: &Value) -> Option<&Value> {
    let mut events = list(&target["lifecycleEvents"]).iter();
    events.find(|event| text(&event["status"]).0 == "Failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_a_little_before_the_first_error() {
        let mut lines: Vec<String> = (0..100).map(|n| format!("line {n}")).collect();
        lines[50] = "error: broken".into();
        lines[60] = "error: again".into();
        let found = cut(&lines, 1000, 1100);
        assert_eq!((found.from, found.error), (1046, Some(4)));
        assert_eq!(found.lines.len(), SHOWN);
        let shown = show(&found, &Source::Build("web:1".into())).into_string();
        assert!(
            shown.contains("/console/logs?build=web%3A1#L1051"),
            "{shown}"
        );
        lines[50] = String::new();
        lines[60] = String::new();
        let last = cut(&lines, 0, 100);
        assert_eq!((last.from, last.error), (76, None));
        assert!(cut(&[], 0, 0).is_empty());
    }

    #[test]
    fn a_log_that_cannot_be_read_says_so_above_what_the_host_reported() {
        let broken = Excerpt {
            unread: Some(ApiError::internal("disk <sda>")),
            ..cut(&["exit 1".to_string()], 0, 1)
        };
        let shown = show(&broken, &Source::Build("web:1".into())).into_string();
        assert!(!broken.is_empty());
        assert!(
            shown.contains("could not be read: disk &lt;sda&gt;"),
            "{shown}"
        );
        assert!(shown.contains("exit 1"), "{shown}");
    }
}
