//! Times in HTML: how long ago with the exact moment beside it, how long. The browser repeats the words
//! as time goes by (`assets/console.js`).

use jiff::Timestamp;
use maud::{Markup, html};
use towline_words::{ago, span};

/// A moment, told from now, with the exact one for who points at it.
pub(crate) fn when(at: f64, now: f64) -> Markup {
    html! {
        time datetime=(iso(at)) title=(exact(at)) data-at=(at) { (ago(at, now)) }
    }
}

/// [`when`], or nothing.
pub(crate) fn when_any(at: Option<f64>, now: f64) -> Markup {
    html! { @if let Some(at) = at { (when(at, now)) } }
}

/// How long something took, or has taken; the latter goes on in the browser.
pub(crate) fn took(from: Option<f64>, to: Option<f64>, now: f64) -> Markup {
    html! {
        @match (from, to) {
            (Some(from), Some(to)) => span.num title={ (exact(from)) " – " (exact(to)) } { (span(to - from)) },
            (Some(from), None) => span.num title={ "since " (exact(from)) } data-since=(from) { (span(now - from)) },
            _ => {}
        }
    }
}

/// `2026-11-27 06:32:11 UTC`.
pub(crate) fn exact(at: f64) -> String {
    stamp(at).map_or_else(String::new, |time| {
        time.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
    })
}

/// `06:32:11`, in UTC.
pub(crate) fn clock(at: f64) -> String {
    stamp(at).map_or_else(String::new, |time| time.strftime("%H:%M:%S").to_string())
}

fn iso(at: f64) -> String {
    stamp(at).map_or_else(String::new, |time| {
        time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    })
}

fn stamp(at: f64) -> Option<Timestamp> {
    Timestamp::from_millisecond((at * 1000.0) as i64).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_from_now_with_the_exact_one_beside_it() {
        let shown = when(1_795_729_669.25, 1_795_729_699.0).into_string();
        assert_eq!(
            shown,
            "<time datetime=\"2026-11-26T21:47:49Z\" title=\"2026-11-26 21:47:49 UTC\" \
             data-at=\"1795729669.25\">29 s ago</time>"
        );
    }
}
