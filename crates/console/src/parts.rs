//! The pieces that pages are made of: states, copy buttons, the why box, tables' small words.

use maud::{Markup, Render, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::text::{Text, list, text};
use crate::time::when;
use towline_words::word;

/// What stays as it is in a part of an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Text as one part of an address or a value of its query.
pub(crate) fn part(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

/// What a state means; shape, word and colour say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Good,
    Bad,
    Busy,
    Held,
    Ended,
    Quiet,
    Open,
}

impl Tone {
    /// Of a state in the words of any of the APIs.
    pub(crate) fn of(status: &str) -> Tone {
        match status.to_ascii_uppercase().as_str() {
            "SUCCEEDED" | "ENABLED" | "POLLING" => Tone::Good,
            "FAILED" | "FAULT" | "TIMED_OUT" | "CLIENT_ERROR" | "ERROR" | "SILENT" => Tone::Bad,
            "INPROGRESS" | "IN_PROGRESS" => Tone::Busy,
            "WAITING" | "STOPPING" | "DISABLED" => Tone::Held,
            "STOPPED" | "CANCELLED" | "ABANDONED" => Tone::Ended,
            "SUPERSEDED" | "SKIPPED" => Tone::Quiet,
            _ => Tone::Open,
        }
    }

    /// Its class in the style sheet.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Tone::Good => "good",
            Tone::Bad => "bad",
            Tone::Busy => "busy",
            Tone::Held => "held",
            Tone::Ended => "ended",
            Tone::Quiet => "quiet",
            Tone::Open => "open",
        }
    }
}

/// Shape, word and colour of a state.
pub(crate) fn state(status: &str) -> Markup {
    state_as(status, &word(status))
}

/// A state with another word.
pub(crate) fn state_as(status: &str, words: &str) -> Markup {
    let words = if words.is_empty() {
        "not started"
    } else {
        words
    };
    html! {
        span class={ "state " (Tone::of(status).class()) } { i.shape aria-hidden="true" {} (Text(words)) }
    }
}

/// A button that copies a text; without JavaScript there is the text.
pub(crate) fn copy(what: &str, value: &str) -> Markup {
    html! {
        div.copy {
            span.what { (what) }
            code { (Text(value)) }
            button type="button" hidden data-copy=(value) aria-label={ "Copy " (what) } { "Copy" }
        }
    }
}

/// Id, ARN and the commands that tell the same, folded away.
pub(crate) fn commands(pairs: &[(&str, String)]) -> Markup {
    folded("Copy id, ARN and commands", pairs)
}

/// The commands that list what a page lists.
pub(crate) fn list_commands(aws: String, towline: String) -> Markup {
    folded("Copy commands", &[("AWS CLI", aws), ("Towline", towline)])
}

fn folded(what: &str, pairs: &[(&str, String)]) -> Markup {
    html! {
        details.commands {
            summary { (what) }
            @for (what, value) in pairs { (copy(what, value)) }
        }
    }
}

/// A word of a shell, quoted where it has to be.
pub(crate) fn quoted(word: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.:/@%+=,".contains(&b);
    if !word.is_empty() && word.bytes().all(plain) {
        return word.to_string();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// Why something waits or failed: the cause first, then how it comes to it.
pub(crate) fn why(links: &[Value], now: f64) -> Markup {
    why_with(links, now, true)
}

/// [`why`], with or without the last lines of output.
pub(crate) fn why_with(links: &[Value], now: f64, lines: bool) -> Markup {
    let Some(cause) = links.last() else {
        return html! {};
    };
    html! {
        section.why.(tone_of(links)) aria-label="Why" {
            h2 { "Why" }
            p.cause { (text(&cause["detail"])) }
            @if !text(&cause["unblock"]).is_empty() {
                p.unblock { strong { "To go on: " } (text(&cause["unblock"])) }
            }
            @if let Some(command) = cause["command"].as_str() { (copy("Command", command)) }
            @if lines && !list(&cause["lines"]).is_empty() {
                pre.tail { @for line in list(&cause["lines"]) { (crate::log::ansi::line(&text(line))) "\n" } }
            }
            @if links.len() > 1 {
                details {
                    summary { "How it comes to it" }
                    ol.chain { @for link in links { li { (link_line(link, now)) } } }
                }
            }
        }
    }
}

fn tone_of(links: &[Value]) -> &'static str {
    let statuses = links.iter().map(|link| Tone::of(&text(&link["status"])));
    match statuses.into_iter().any(|tone| tone == Tone::Bad) {
        true => "bad",
        false => "held",
    }
}

fn link_line(link: &Value, now: f64) -> Markup {
    let name = match text(&link["name"]) {
        Text("") => text(&link["id"]),
        name => name,
    };
    html! {
        (state(&text(&link["status"]))) " "
        span.kind { (text(&link["kind"])) " " }
        @match place(&text(&link["kind"]), &text(&link["id"]), &text(&link["name"])) {
            Some(place) => a href=(place) { (name) },
            None => (name),
        }
        " " @if let Some(since) = link["since"].as_f64() { (when(since, now)) }
        p { (text(&link["detail"])) }
    }
}

/// The page of an object, as `Explain` names it.
pub(crate) fn place(kind: &str, id: &str, name: &str) -> Option<String> {
    Some(match kind {
        "pipeline" => format!("/console/pipelines/{}", part(id)),
        "build" => format!("/console/builds/{}", part(id)),
        "deployment" => format!("/console/deployments/{}", part(id)),
        "hosts" => "/console/hosts".into(),
        "host" => format!("/console/hosts/{}", part(id)),
        "execution" => format!("/console/pipelines/{}/{}", part(name), part(id)),
        "target" => {
            let (deployment, host) = id.split_once('/')?;
            format!("/console/deployments/{}/{}", part(deployment), part(host))
        }
        _ => return None,
    })
}

/// A word that stands for nothing.
pub(crate) fn none() -> Markup {
    html! { span.none { "–" } }
}

/// `one host`, `3 hosts`.
pub(crate) fn plural(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}

/// An amount of bytes for people.
pub(crate) fn bytes(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let mut size = bytes as f64 / 1000.0;
    let mut unit = 0;
    while size >= 999.5 && unit + 1 < UNITS.len() {
        size /= 1000.0;
        unit += 1;
    }
    match size < 9.95 {
        true => format!("{size:.1} {}", UNITS[unit]),
        false => format!("{size:.0} {}", UNITS[unit]),
    }
}

/// The cells in which a row is chosen as one of two that are compared; `at` is the row's number.
pub(crate) fn choice(id: &str, name: &str, at: usize) -> Markup {
    html! {
        td { input type="radio" name="from" value=(Raw(id)) checked[at == 1] aria-label={ "Compare from " (Text(name)) }; }
        td { input type="radio" name="to" value=(Raw(id)) checked[at == 0] aria-label={ "Compare to " (Text(name)) }; }
    }
}

/// A form with one button that does something; the place to come back to is where it is.
pub(crate) struct Act<'a> {
    /// Where it is sent, below `/console/act/`.
    pub(crate) place: &'a str,
    pub(crate) fields: Vec<(&'a str, String)>,
    pub(crate) label: &'a str,
    /// What is asked before it is done, for what cannot be taken back.
    pub(crate) confirm: Option<String>,
    pub(crate) class: &'a str,
}

impl Act<'_> {
    pub(crate) fn show(&self, csrf: &str) -> Markup {
        let form = |label: &str| {
            html! {
                form method="post" action={ "/console/act/" (self.place) } {
                    input type="hidden" name="csrf" value=(csrf);
                    @for (name, value) in &self.fields { input type="hidden" name=(name) value=(Raw(value)); }
                    button class=(self.class) { (label) }
                }
            }
        };
        match &self.confirm {
            None => form(self.label),
            // Folded: the button behind it is the confirmation, with or without JavaScript.
            Some(question) => html! {
                details.confirm {
                    summary class={ "button " (self.class) } { (self.label) }
                    div.ask { p { (Text(question)) } (form(&format!("Yes, {}", lower(self.label)))) }
                }
            },
        }
    }
}

/// A value that comes back to the server as it is: escaped for HTML, nothing made visible.
pub(crate) struct Raw<'a>(pub(crate) &'a str);

impl Render for Raw<'_> {
    fn render_to(&self, buffer: &mut String) {
        self.0.render_to(buffer);
    }
}

fn lower(label: &str) -> String {
    let mut chars = label.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_have_a_tone_and_foreign_ones_are_harmless() {
        assert_eq!(Tone::of("FAULT"), Tone::Bad);
        assert_eq!(Tone::of("<b>"), Tone::Open);
        assert!(
            state("<b>\u{202e}")
                .into_string()
                .ends_with("&lt;b&gt;\\u{202e}</span>")
        );
    }

    #[test]
    fn words_of_a_shell_are_quoted_where_they_have_to_be() {
        assert_eq!(quoted("d-ABCDEFGHI"), "d-ABCDEFGHI");
        assert_eq!(quoted("my app"), "'my app'");
        assert_eq!(quoted("it's $(rm)"), "'it'\\''s $(rm)'");
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn parts_of_addresses_cannot_leave_their_place() {
        assert_eq!(part("web/live?a=b#c"), "web%2Flive%3Fa%3Db%23c");
        assert_eq!(part("web-package:c857"), "web-package%3Ac857");
    }

    #[test]
    fn what_cannot_be_taken_back_is_asked_about() {
        let act = Act {
            place: "stop",
            fields: vec![("id", "\"><script>".into())],
            label: "Stop",
            confirm: Some("Really <stop>?".into()),
            class: "danger",
        };
        let shown = act.show("c").into_string();
        assert!(shown.contains("Really &lt;stop&gt;?") && shown.contains("Yes, stop"));
        assert!(!shown.contains("<script>"), "{shown}");
    }

    #[test]
    fn bytes_have_the_unit_that_makes_them_short() {
        assert_eq!(
            [0, 999, 1000, 9_960, 999_600, 12_000_000].map(bytes),
            ["0 B", "999 B", "1.0 kB", "10 kB", "1.0 MB", "12 MB"]
        );
    }
}
