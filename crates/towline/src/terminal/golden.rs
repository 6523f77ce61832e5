//! In tests: what a view looks like on a narrow and on a wide terminal, with and without colours.

use super::{Look, width};

const WIDTHS: [usize; 2] = [80, 200];

/// All four; the character that begins a colour is shown as `␛`. No line may be too long, and
/// without its colours a text must be the one that has none.
pub(crate) fn all(view: impl Fn(&Look) -> String) -> String {
    all_but(|_| false, view)
}

/// The same of a view with lines that may not be broken.
pub(crate) fn all_but(whole: impl Fn(&str) -> bool, view: impl Fn(&Look) -> String) -> String {
    let mut shown = String::new();
    for width in WIDTHS {
        let plain = at(&view, width, false);
        let coloured = at(&view, width, true);
        assert_eq!(uncoloured(&coloured), plain, "at {width} columns");
        for line in plain.lines() {
            let fits = width::of(line) <= width;
            assert!(fits || whole(line), "{width} columns: {line}");
            assert!(!line.chars().any(char::is_control), "{line:?}");
        }
        shown.push_str(&format!("── {width} columns ──\n{plain}\n"));
        let coloured = coloured.replace('\x1b', "␛");
        shown.push_str(&format!("── {width} columns, colours ──\n{coloured}\n"));
    }
    shown
}

fn at(view: &impl Fn(&Look) -> String, width: usize, colour: bool) -> String {
    view(&Look { width, colour })
}

fn uncoloured(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\x1b[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    plain + rest
}

/// Holds a view, a function of a `&Look`, against its snapshot.
macro_rules! golden {
    ($view:expr) => {
        insta::assert_snapshot!($crate::terminal::golden::all($view))
    };
}
pub(crate) use golden as check;
