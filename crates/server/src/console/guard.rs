//! What a browser sends by itself, and what may be believed of it: the cookie, the origin, and where
//! to go next.

use http::{HeaderMap, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::PLACE;
use super::session::LIFE;
use crate::App;

/// Ports do not keep cookies apart, so that the name does.
fn cookie_name(app: &App) -> String {
    let port = app.settings.url.rsplit(':').next().unwrap_or_default();
    let port: String = port.chars().filter(char::is_ascii_digit).collect();
    format!("towline-{port}")
}

/// The header that gives a browser its session. Other sites never send it, scripts never see it.
pub(super) fn cookie(app: &App, token: &str) -> String {
    format!("{}; Max-Age={}", bare(app, token), LIFE.0 / 1000)
}

/// The header that takes it away.
pub(super) fn no_cookie(app: &App) -> String {
    format!("{}; Max-Age=0", bare(app, ""))
}

fn bare(app: &App, value: &str) -> String {
    let secure = match app.settings.url.starts_with("https:") {
        true => "; Secure",
        false => "",
    };
    let name = cookie_name(app);
    format!("{name}={value}; Path={PLACE}; HttpOnly; SameSite=Strict{secure}")
}

/// The token in a request's cookie.
pub(super) fn token(app: &App, headers: &HeaderMap) -> Option<String> {
    let name = cookie_name(app);
    let all = headers.get_all(header::COOKIE).into_iter();
    let mut pairs = all
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    let (_, token) = pairs.find(|(one, _)| *one == name)?;
    let formed = token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit());
    formed.then(|| token.to_string())
}

/// Whether a form comes from a page of ours, as far as the browser says. One that says nothing is
/// stopped by the token in the form.
pub(super) fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site")
        && !matches!(site, "same-origin" | "none")
    {
        return false;
    }
    match (text("origin"), text("host")) {
        (None, _) => true,
        (Some(origin), Some(host)) => {
            let authority = origin.split_once("://").map(|(_, authority)| authority);
            authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
        }
        // HTTP/2 names the host otherwise; `Sec-Fetch-Site` is sent by every browser that speaks it.
        (Some(_), None) => text("sec-fetch-site").is_some(),
    }
}

/// A place to go after signing in: in the console, or its beginning.
pub(super) fn inside(wanted: &str) -> &str {
    let rest = wanted.strip_prefix("/console/");
    let plain = |rest: &str| rest.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let good = rest.is_some_and(|rest| plain(rest) && !rest.starts_with("sign-"));
    if good { wanted } else { "/console/" }
}

/// Text as a part of a query.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| {
                let name = header::HeaderName::from_static(name);
                (name, value.parse().unwrap())
            })
            .collect()
    }

    #[test]
    fn other_sites_cannot_send_forms() {
        let good = [
            vec![],
            vec![("host", "t:1"), ("origin", "http://t:1")],
            vec![("sec-fetch-site", "same-origin"), ("origin", "https://t")],
            vec![("sec-fetch-site", "none")],
        ];
        for pairs in good {
            assert!(same_origin(&headers(&pairs)), "{pairs:?}");
        }
        let bad = [
            vec![("host", "t:1"), ("origin", "http://t:2")],
            vec![("host", "t:1"), ("origin", "null")],
            vec![("sec-fetch-site", "cross-site")],
            vec![
                ("sec-fetch-site", "same-site"),
                ("host", "t"),
                ("origin", "http://t"),
            ],
            vec![("origin", "http://t:1")],
        ];
        for pairs in bad {
            assert!(!same_origin(&headers(&pairs)), "{pairs:?}");
        }
    }

    #[test]
    fn a_sign_in_leads_nowhere_else() {
        assert_eq!(inside("/console/hosts?a=b"), "/console/hosts?a=b");
        for elsewhere in [
            "",
            "//evil",
            "https://evil",
            "/console",
            "/consoles/x",
            "/console/sign-out",
            "/console/\\evil",
            "/console/a\r\nb",
        ] {
            assert_eq!(inside(elsewhere), "/console/", "{elsewhere}");
        }
    }
}
