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
const FILES: [(&str, &str, &str); 7] = [
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
    ("log.js", SCRIPT, include_str!("assets/log.js")),
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
}
