//! Times for people: how long ago with the exact moment beside it, how long. The words are those of
//! the command line; the browser repeats them as time goes by (`assets/console.js`).

use jiff::Timestamp;
use maud::{Markup, html};

/// How long before `now` something was: `just now`, `40 s ago`, `3 min ago`, `2 days ago`.
pub(crate) fn ago(at: f64, now: f64) -> String {
    match now - at {
        seconds if seconds < -1.0 => format!("in {}", span(-seconds)),
        seconds if seconds < 1.0 => "just now".into(),
        seconds => format!("{} ago", about(seconds as u64)),
    }
}

/// In the largest unit alone.
fn about(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}

/// A length of time: `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`, `3 days`.
pub(crate) fn span(seconds: f64) -> String {
    let seconds = if seconds < 0.05 { 0.0 } else { seconds };
    if seconds < 9.95 && seconds.fract() != 0.0 {
        return format!("{seconds:.1} s");
    }
    let whole = seconds.round() as u64;
    match whole {
        0..60 => format!("{whole} s"),
        60..3_600 => parts(whole / 60, "min", whole % 60, "s"),
        3_600..86_400 => parts(whole / 3_600, "h", whole % 3_600 / 60, "min"),
        86_400..172_800 => "1 day".into(),
        _ => format!("{} days", whole / 86_400),
    }
}

fn parts(many: u64, unit: &str, few: u64, part: &str) -> String {
    match few {
        0 => format!("{many} {unit}"),
        few => format!("{many} {unit} {few} {part}"),
    }
}

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
    fn times_are_told_as_on_the_command_line() {
        assert_eq!(ago(100.0, 141.9), "41 s ago");
        assert_eq!(ago(100.0, 290.0), "3 min ago");
        assert_eq!(ago(160.0, 100.0), "in 1 min");
        let spans = [0.04, 0.42, 9.96, 12.3, 59.6, 200.0, 7_500.0, 260_000.0];
        let shown: Vec<String> = spans.iter().map(|seconds| span(*seconds)).collect();
        assert_eq!(
            shown.join(", "),
            "0 s, 0.4 s, 10 s, 12 s, 1 min, 3 min 20 s, 2 h 5 min, 3 days"
        );
        let shown = when(1_795_729_669.25, 1_795_729_699.0).into_string();
        assert_eq!(
            shown,
            "<time datetime=\"2026-11-26T21:47:49Z\" title=\"2026-11-26 21:47:49 UTC\" \
             data-at=\"1795729669.25\">29 s ago</time>"
        );
    }
}
