//! What commits changed, as a list of commits and a list of files: of an approval and of two versions.

use maud::{Markup, html};
use serde_json::Value;

use crate::parts::plural;
use crate::text::{Text, first_line, list, short, text, time};
use crate::time::when;

/// Files that are shown before the rest is folded.
const FILES: usize = 12;

/// The commits of an answer of `CompareCommits`.
pub(super) fn commits(found: &Value, now: f64) -> Markup {
    html! {
        ul.commits {
            @for commit in list(&found["commits"]) {
                li { code { (Text(short(&text(&commit["id"])))) } " " span.summary { (Text(first_line(&text(&commit["message"])))) }
                    " " span.author { (text(&commit["author"])) } " " @if let Some(at) = time(&commit["date"]) { (when(at, now)) } }
            }
        }
    }
}

/// The files of an answer of `CompareCommits`.
pub(super) fn files(found: &Value) -> Markup {
    let files = list(&found["files"]);
    html! {
        h3 { (plural(files.len(), "file", "files")) " changed" }
        (some(&files[..files.len().min(FILES)]))
        @if files.len() > FILES {
            details { summary { (plural(files.len() - FILES, "more file", "more files")) } (some(&files[FILES..])) }
        }
    }
}

fn some(files: &[Value]) -> Markup {
    html! {
        ul.files {
            @for file in files {
                @let change = text(&file["change"]);
                li { span.change.(class(&change)) { (change) } " " code { (text(&file["path"])) }
                    @if let Some(from) = file["from"].as_str() { " from " code { (Text(from)) } } }
            }
        }
    }
}

/// The class of a word for a change.
pub(super) fn class(change: &str) -> &'static str {
    match change {
        "added" => "added",
        "deleted" => "deleted",
        _ => "changed",
    }
}
