//! The bundles of two versions: the lines of their AppSpecs, and which files differ.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::super::changes;
use super::lines;
use crate::ask::Server;
use crate::parts::{bytes, plural};
use crate::text::{Text, count, list, text};

/// Files that are shown before the rest is folded.
const FILES: usize = 100;

/// What differs between the bundles at two `s3Location`s.
pub(super) async fn show(server: &Server, from: &Value, to: &Value) -> Markup {
    let (old, new) = match (describe(server, from).await, describe(server, to).await) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            let failed = [("first", old.err()), ("second", new.err())];
            return html! {
                section aria-label="Bundles" {
                    h2 { "Bundles" }
                    @for (which, error) in &failed {
                        @if let Some(error) = error { p.none { "The bundle of the " (which) ": " (Text(&error.message)) } }
                    }
                }
            };
        }
    };
    html! {
        (app_spec(&old, &new))
        section aria-label="Files of the bundle" {
            h2 { "Files of the bundle" }
            @for (which, one) in [("first", &old), ("second", &new)] {
                @if let Some(why) = one["incomplete"].as_str() {
                    p.note { "The list of the " (which) " ends early: " (Text(why)) }
                }
            }
            (files(list(&old["files"]), list(&new["files"])))
        }
    }
}

async fn describe(server: &Server, location: &Value) -> Result<Value, ApiError> {
    let mut input = json!({"bucket": location["bucket"], "key": location["key"]});
    if let Some(version) = location["version"].as_str() {
        input["version"] = version.into();
    }
    server.towline("DescribeBundle", input).await
}

fn app_spec(old: &Value, new: &Value) -> Markup {
    let (before, after) = (text(&old["appSpec"]), text(&new["appSpec"]));
    html! {
        section aria-label="AppSpec" {
            h2 { "AppSpec" }
            @match (old["appSpec"].is_string(), new["appSpec"].is_string()) {
                (false, false) => p.none { "Neither bundle has one that can be shown." },
                _ => @match lines::show(&before, &after, "Lines of the AppSpec that differ") {
                    Some(shown) => (shown),
                    None => p.none { "It is the same." },
                },
            }
        }
    }
}

/// One path in either bundle.
type Pair<'a> = (Option<&'a Value>, Option<&'a Value>);

fn files(old: &[Value], new: &[Value]) -> Markup {
    let mut pairs: BTreeMap<&str, Pair<'_>> = BTreeMap::new();
    for one in old {
        pairs.entry(text(&one["path"]).0).or_default().0 = Some(one);
    }
    for one in new {
        pairs.entry(text(&one["path"]).0).or_default().1 = Some(one);
    }
    let all = pairs.len();
    let differ = pairs.into_iter().filter(|(_, (a, b))| differs(*a, *b));
    let differ: Vec<(&str, Pair<'_>)> = differ.collect();
    let equal = all - differ.len();
    html! {
        p { (plural(differ.len(), "file differs", "files differ")) ", " (equal) " " (if equal == 1 { "is" } else { "are" }) " the same." }
        (table(&differ[..differ.len().min(FILES)]))
        @if differ.len() > FILES {
            details { summary { (plural(differ.len() - FILES, "more file", "more files")) } (table(&differ[FILES..])) }
        }
    }
}

fn differs(old: Option<&Value>, new: Option<&Value>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => old["sha256"] != new["sha256"] || old["link"] != new["link"],
        _ => true,
    }
}

fn table(files: &[(&str, Pair<'_>)]) -> Markup {
    html! {
        @if !files.is_empty() {
            div.scroll {
                table.rows {
                    thead { tr { th { "File" } th { "Change" } th { "Size" } th { "SHA-256" } } }
                    tbody { @for (path, pair) in files { (row(path, *pair)) } }
                }
            }
        }
    }
}

fn row(path: &str, (old, new): Pair<'_>) -> Markup {
    let change = match (old, new) {
        (None, _) => "added",
        (_, None) => "deleted",
        _ => "changed",
    };
    let size = |one: &Value| bytes(count(&one["size"]));
    let sum = |one: &Value| {
        text(&one["sha256"])
            .0
            .get(..12)
            .unwrap_or_default()
            .to_string()
    };
    html! {
        tr {
            td.wide { code { (Text(path)) } @if new.or(old).is_some_and(|one| one["link"] == true) { " " span.kind { "link" } } }
            td { span.change.(changes::class(change)) { (change) } }
            td.num { (both(old.map(size), new.map(size))) }
            td { code { (both(old.map(sum), new.map(sum))) } }
        }
    }
}

/// What was and what is, once where it is the same.
fn both(old: Option<String>, new: Option<String>) -> String {
    match (old, new) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (old, new) => new.or(old).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_content_and_kind() {
        let file = |path: &str, sum: &str, link: bool| json!({"path": path, "size": 1500, "sha256": sum.repeat(64), "link": link});
        let old = [
            file("a", "0", false),
            file("b", "1", false),
            file("c", "2", false),
            file("d", "3", false),
        ];
        let new = [
            file("a", "0", false),
            file("b", "9", false),
            file("d", "3", true),
            file("<e>", "4", false),
        ];
        let shown = files(&old, &new).into_string();
        assert!(shown.contains("4 files differ, 1 is the same."), "{shown}");
        assert!(shown.contains("111111111111 → 999999999999"));
        assert!(shown.contains("&lt;e&gt;") && !shown.contains("<e>"));
        for (word, times) in [
            ("change added", 1),
            ("change deleted", 1),
            ("change changed", 2),
        ] {
            assert_eq!(shown.matches(word).count(), times, "{word}");
        }
    }
}
