//! Colours of a terminal as classes. Every other sequence, and every control character, is shown as
//! it was written; what a carriage return would have painted over is left out, as on a terminal.

use maud::{Markup, PreEscaped};

use crate::text::push;

/// How the text that follows looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Look {
    fore: Option<u8>,
    back: Option<u8>,
    bold: bool,
    faint: bool,
    italic: bool,
    underlined: bool,
}

/// A line of a log.
pub(crate) fn line(text: &str) -> Markup {
    let mut html = String::with_capacity(text.len() + 16);
    let mut look = Look::default();
    let mut open = false;
    let mut rest = painted_over(text);
    while let Some(c) = rest.chars().next() {
        if let Some((parameters, length)) = sequence(rest) {
            let before = look;
            look.apply(parameters);
            rest = &rest[length..];
            if look != before {
                if open {
                    html.push_str("</span>");
                }
                open = look != Look::default();
                if open {
                    look.open(&mut html);
                }
            }
            continue;
        }
        match c {
            '\t' => html.push_str("    "),
            c => push(&mut html, c),
        }
        rest = &rest[c.len_utf8()..];
    }
    if open {
        html.push_str("</span>");
    }
    PreEscaped(html)
}

/// The text without colours, as it is searched and measured.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = painted_over(text);
    while let Some(c) = rest.chars().next() {
        match sequence(rest) {
            Some((_, length)) => rest = &rest[length..],
            None => {
                plain.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    plain
}

/// What is left of a line after its carriage returns.
fn painted_over(text: &str) -> &str {
    let text = text.trim_end_matches('\r');
    text.rsplit('\r').next().unwrap_or(text)
}

/// Parameters and length of a whole "select graphic rendition" at the beginning, or of "erase in
/// line", which has none.
fn sequence(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix("\x1b[")?;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ';' || c == ':'))?;
    match rest.as_bytes()[end] {
        b'm' => Some((&rest[..end], end + 3)),
        b'K' => Some(("k", end + 3)),
        _ => None,
    }
}

impl Look {
    fn apply(&mut self, parameters: &str) {
        if parameters == "k" {
            return;
        }
        let mut codes = parameters
            .split([';', ':'])
            .map(|code| code.parse::<u16>().unwrap_or(0));
        while let Some(code) = codes.next() {
            match code {
                0 => *self = Look::default(),
                1 => self.bold = true,
                2 => self.faint = true,
                3 => self.italic = true,
                4 => self.underlined = true,
                22 => (self.bold, self.faint) = (false, false),
                23 => self.italic = false,
                24 => self.underlined = false,
                30..=37 => self.fore = u8::try_from(code - 30).ok(),
                38 => self.fore = near(&mut codes),
                39 => self.fore = None,
                40..=47 => self.back = u8::try_from(code - 40).ok(),
                48 => self.back = near(&mut codes),
                49 => self.back = None,
                90..=97 => self.fore = u8::try_from(code - 90 + 8).ok(),
                100..=107 => self.back = u8::try_from(code - 100 + 8).ok(),
                _ => {}
            }
        }
    }

    fn open(self, html: &mut String) {
        html.push_str("<span class=\"");
        let mut first = true;
        let mut class = |name: &str| {
            if !first {
                html.push(' ');
            }
            first = false;
            html.push_str(name);
        };
        if let Some(colour) = self.fore {
            class(&format!("f{colour}"));
        }
        if let Some(colour) = self.back {
            class(&format!("b{colour}"));
        }
        for (set, name) in [
            (self.bold, "bo"),
            (self.faint, "fa"),
            (self.italic, "it"),
            (self.underlined, "un"),
        ] {
            if set {
                class(name);
            }
        }
        html.push_str("\">");
    }
}

/// The nearest of sixteen colours to one of 256 (`5;n`) or of all (`2;r;g;b`): the style sheet has
/// sixteen, chosen for both backgrounds.
fn near(codes: &mut impl Iterator<Item = u16>) -> Option<u8> {
    match codes.next()? {
        5 => Some(match codes.next()? {
            n @ 0..=15 => u8::try_from(n).ok()?,
            n @ 16..=231 => {
                let n = n - 16;
                of_rgb(n / 36 * 51, n / 6 % 6 * 51, n % 6 * 51)
            }
            n => of_rgb(
                (n.min(255) - 232) * 10,
                (n.min(255) - 232) * 10,
                (n.min(255) - 232) * 10,
            ),
        }),
        2 => Some(of_rgb(codes.next()?, codes.next()?, codes.next()?)),
        _ => None,
    }
}

fn of_rgb(red: u16, green: u16, blue: u16) -> u8 {
    let most = red.max(green).max(blue);
    let on = |part: u16| u8::from(most > 40 && part * 2 > most);
    let bright = if most > 180 { 8 } else { 0 };
    bright + on(red) + 2 * on(green) + 4 * on(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        line(text).into_string()
    }

    #[test]
    fn colours_become_classes_and_end_with_the_line() {
        assert_eq!(
            shown("\x1b[1;31mred\x1b[0m and \x1b[92mgreen"),
            "<span class=\"f1 bo\">red</span> and <span class=\"f10\">green</span>"
        );
        assert_eq!(
            shown("\x1b[38;5;196mx\x1b[39my"),
            "<span class=\"f9\">x</span>y"
        );
        assert_eq!(shown("\x1b[38;2;0;0;200mx"), "<span class=\"f12\">x</span>");
        assert_eq!(
            shown("\x1b[4mu\x1b[24;3mi\x1b[m"),
            "<span class=\"un\">u</span><span class=\"it\">i</span>"
        );
        assert_eq!(shown("\x1b[38;5mx"), "x");
    }

    #[test]
    fn everything_else_is_shown_and_nothing_is_obeyed() {
        assert_eq!(
            shown("<script>alert(1)</script>"),
            "&lt;script&gt;alert(1)&lt;/script&gt;"
        );
        assert_eq!(
            shown("\x1b]0;title\x07\x1b[2J"),
            "\\u{1b}]0;title\\u{7}\\u{1b}[2J"
        );
        assert_eq!(shown("a\u{202e}b\u{200b}"), "a\\u{202e}b\\u{200b}");
        assert_eq!(shown("\x1b[31\"onload=m"), "\\u{1b}[31&quot;onload=m");
        assert_eq!(shown("\x1b["), "\\u{1b}[");
        assert_eq!(shown("\tx"), "    x");
    }

    #[test]
    fn a_progress_bar_leaves_its_last_state() {
        assert_eq!(shown("10 %\r50 %\r100 %\r"), "100 %");
        assert_eq!(shown("10 %\r\x1b[K100 %"), "100 %");
        assert_eq!(plain("\x1b[31mred\x1b[0m"), "red");
    }
}
