//! Files that every page needs: in the program, compressed once, under names that change with their
//! content, so that a browser keeps them for ever.

use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use towline_api::pages::{Answer, Body};

/// Where they are, below `/console`.
pub(crate) const PLACE: &str = "/assets/";

/// Name, kind, content.
const FILES: [(&str, &str, &str); 10] = [
    (
        "console.css",
        "text/css; charset=utf-8",
        include_str!("assets/console.css"),
    ),
    ("icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
    ("console.js", SCRIPT, include_str!("assets/console.js")),
    ("live.js", SCRIPT, include_str!("assets/live.js")),
    ("morph.js", SCRIPT, include_str!("assets/morph.js")),
    ("keys.js", SCRIPT, include_str!("assets/keys.js")),
    ("palette.js", SCRIPT, include_str!("assets/palette.js")),
    ("log.js", SCRIPT, include_str!("assets/log.js")),
    ("log-tail.js", SCRIPT, include_str!("assets/log-tail.js")),
    (
        "log-search.js",
        SCRIPT,
        include_str!("assets/log-search.js"),
    ),
];

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// All files compressed, by name.
static PACKED: LazyLock<HashMap<&str, Vec<u8>>> = LazyLock::new(|| {
    let packed = FILES
        .iter()
        .map(|(name, _, content)| (*name, pack(content)));
    packed.collect()
});

/// One digest for all, since they refer to each other by relative names.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut digest = Sha256::new();
    for (name, _, content) in FILES {
        digest.update(name);
        digest.update(content);
    }
    hex::encode(&digest.finalize()[..6])
});

fn pack(content: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    // A Vec takes everything.
    let done = packer
        .write_all(content.as_bytes())
        .and_then(|()| packer.finish());
    done.unwrap_or_default()
}

/// The address of a file.
pub(crate) fn place(name: &str) -> String {
    format!("/console{PLACE}{}/{name}", *VERSION)
}

/// Answers with the file at a path below [`PLACE`].
pub(crate) fn answer(path: &str, gzip: bool) -> Answer {
    let name = path.split_once('/').map_or("", |(_, name)| name);
    let Some((name, kind, content)) = FILES.iter().find(|(one, _, _)| *one == name) else {
        return Answer {
            status: 404,
            headers: vec![("content-type", "text/plain; charset=utf-8".into())],
            body: Body::Whole(b"there is no such file\n".to_vec()),
        };
    };
    let mut headers = vec![
        ("content-type", kind.to_string()),
        (
            "cache-control",
            "public, max-age=31536000, immutable".into(),
        ),
        ("vary", "accept-encoding".into()),
    ];
    let packed = PACKED.get(name).filter(|_| gzip);
    if packed.is_some() {
        headers.push(("content-encoding", "gzip".into()));
    }
    let body = packed
        .cloned()
        .unwrap_or_else(|| content.as_bytes().to_vec());
    Answer {
        status: 200,
        headers,
        body: Body::Whole(body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_together_is_small() {
        let bytes: usize = PACKED.values().map(Vec::len).sum();
        assert!(
            bytes < 60_000,
            "{bytes} bytes compressed; the promise is 300,000"
        );
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        for (name, _, content) in FILES {
            let content = content.replace("http://www.w3.org/2000/svg", "");
            assert!(
                !content.contains("http://") && !content.contains("https://"),
                "{name}"
            );
        }
    }

    /// The value of a colour in the style sheet, of the light or the dark theme.
    fn colour(name: &str, dark: bool) -> [f64; 3] {
        let css = include_str!("assets/console.css");
        let from = if dark {
            css.find("prefers-color-scheme: dark").unwrap()
        } else {
            0
        };
        let rest = &css[from..];
        let rest = &rest[rest.find(&format!("{name}: #")).unwrap() + name.len() + 3..];
        let channel = |at: usize| {
            let value = u8::from_str_radix(&rest[at..at + 2], 16).unwrap();
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        [channel(0), channel(2), channel(4)]
    }

    fn contrast(a: &str, b: &str, dark: bool) -> f64 {
        let bright = |name| {
            let [red, green, blue] = colour(name, dark);
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (a, b) = (bright(a), bright(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_on_what_is_behind_it() {
        let texts = [
            "--text", "--muted", "--accent", "--good", "--bad", "--busy", "--held", "--ended",
        ];
        let colours = (0..8).map(|n| format!("--c{n}"));
        for dark in [false, true] {
            for text in texts {
                for behind in ["--bg", "--surface", "--sunk", "--log"] {
                    let ratio = contrast(text, behind, dark);
                    assert!(ratio >= 4.5, "{text} on {behind}: {ratio:.2}, dark: {dark}");
                }
            }
            for (text, behind) in [
                ("--good", "--good-tint"),
                ("--bad", "--bad-tint"),
                ("--busy", "--busy-tint"),
                ("--held", "--held-tint"),
                ("--text", "--mark"),
                ("--text", "--bad-tint"),
                ("--text", "--held-tint"),
                ("--on-accent", "--accent"),
            ] {
                let ratio = contrast(text, behind, dark);
                assert!(ratio >= 4.5, "{text} on {behind}: {ratio:.2}, dark: {dark}");
            }
            for colour in colours.clone() {
                for behind in ["--log", "--sunk", "--bad-tint"] {
                    let ratio = contrast(&colour, behind, dark);
                    assert!(
                        ratio >= 4.5,
                        "{colour} on {behind}: {ratio:.2}, dark: {dark}"
                    );
                }
            }
            // What is no text: edges of fields and buttons.
            assert!(contrast("--edge", "--surface", dark) >= 3.0);
        }
    }
}
