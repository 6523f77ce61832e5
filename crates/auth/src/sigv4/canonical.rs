//! The canonical request: one text that client and server derive from a request alike.

use std::borrow::Cow;

use http::{HeaderMap, Method, Uri, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::{ALGORITHM, Dialect, Stamp, TERMINATOR, body_hash};

/// Everything but RFC 3986's unreserved characters.
const STRICT: AsciiSet = NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The query parameter that a presigned request adds after signing.
pub(super) const SIGNATURE: &str = "X-Amz-Signature";

/// The parts of a request that are signed.
pub(super) struct Canonical<'a> {
    pub(super) method: &'a Method,
    pub(super) uri: &'a Uri,
    pub(super) headers: &'a HeaderMap,
    /// Lower case, sorted.
    pub(super) signed: &'a [String],
    pub(super) payload: &'a str,
    pub(super) dialect: Dialect,
}

impl Canonical<'_> {
    /// The text whose HMAC is the signature.
    pub(super) fn to_sign(&self, at: Stamp, scope: &str) -> String {
        let hash = body_hash(self.text().as_bytes());
        format!("{ALGORITHM}\n{at}\n{scope}\n{hash}")
    }

    /// The canonical request. Made for every request that comes in, hence in one piece.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(1024);
        let path = path(self.uri.path(), self.dialect);
        let query = query(self.uri.query().unwrap_or_default());
        for line in [self.method.as_str(), &path, &query] {
            text += line;
            text.push('\n');
        }
        for name in self.signed {
            text += name;
            text.push(':');
            self.header(name, &mut text);
            text.push('\n');
        }
        text.push('\n');
        for (number, name) in self.signed.iter().enumerate() {
            text += if number == 0 { "" } else { ";" };
            text += name;
        }
        text.push('\n');
        text + self.payload
    }

    /// All values joined by commas, outer white space cut, inner white space folded.
    fn header(&self, name: &str, text: &mut String) {
        let mut values = self.headers.get_all(name).iter().peekable();
        if values.peek().is_none() && name == header::HOST.as_str() {
            *text += &host(self.uri);
        }
        for (number, value) in values.enumerate() {
            *text += if number == 0 { "" } else { "," };
            fold(&String::from_utf8_lossy(value.as_bytes()), text);
        }
    }
}

/// `date/region/service/aws4_request`.
pub(super) fn scope(date: &str, region: &str, service: &str) -> String {
    format!("{date}/{region}/{service}/{TERMINATOR}")
}

/// The authority without the port that its scheme implies, as HTTP clients send it. HTTP/2 has it
/// as `:authority` in place of a `Host` header.
pub(super) fn host(uri: &Uri) -> String {
    let host = uri.host().unwrap_or_default();
    match (uri.port_u16(), uri.scheme_str()) {
        (None, _) | (Some(443), Some("https")) | (Some(80), Some("http")) => host.into(),
        (Some(port), _) => format!("{host}:{port}"),
    }
}

fn fold(value: &str, text: &mut String) {
    for (number, word) in value.split_ascii_whitespace().enumerate() {
        *text += if number == 0 { "" } else { " " };
        *text += word;
    }
}

fn path(path: &str, dialect: Dialect) -> String {
    let path = if path.is_empty() { "/" } else { path };
    match dialect {
        // As S3 clients sign it: the decoded key encoded once, whatever they left unencoded.
        Dialect::S3 => {
            let decoded = percent_decode_str(path).collect::<Vec<u8>>();
            encode_path(&decoded)
        }
        Dialect::General => encode_path(without_dots(path).as_bytes()),
    }
}

fn encode_path(path: &[u8]) -> String {
    const SLASH: AsciiSet = STRICT.remove(b'/');
    percent_encoding::percent_encode(path, &SLASH).to_string()
}

/// Dot segments and empty segments removed, a slash at the end kept.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                kept.pop();
            }
            other => kept.push(other),
        }
    }
    let slash = if path.ends_with('/') && !kept.is_empty() {
        "/"
    } else {
        ""
    };
    format!("/{}{slash}", kept.join("/"))
}

/// Parameters encoded strictly and sorted by name, then value; the signature itself left out.
fn query(query: &str) -> String {
    let mut pairs: Vec<(String, String)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (recode(name), recode(value)))
        .filter(|(name, _)| name != SIGNATURE)
        .collect();
    pairs.sort();
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

fn recode(text: &str) -> String {
    let decoded: Cow<'_, [u8]> = percent_decode_str(text).into();
    percent_encoding::percent_encode(&decoded, &STRICT).to_string()
}

/// One query parameter, decoded.
pub(super) fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let wanted = utf8_percent_encode(name, &STRICT).to_string();
    uri.query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| recode(key) == wanted)
        .map(|(_, value)| percent_decode_str(value).decode_utf8_lossy().into_owned())
}
