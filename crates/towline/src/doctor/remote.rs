//! A server as its clients see it: whether it answers, its certificate, clock and health, and
//! whether the agents of its hosts still call.

use std::error::Error;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use towline_agent::client::{Access, TOWLINE};
use towline_api::towline::{Host, ListHostsOutput};
use towline_server::doctor::Finding;

use super::tls;
use crate::{access, client};

const PATIENCE: Duration = Duration::from_secs(10);

/// Signatures are refused when they are five minutes off.
const SKEW_FATAL: f64 = 300.0;
const SKEW: f64 = 30.0;

/// Hosts that a line names.
const NAMED: usize = 5;

pub(super) async fn examine(endpoint: &str, ca: Option<&str>, key: Option<Access>) -> Vec<Finding> {
    let answer = match ask(endpoint, ca).await {
        Ok(answer) => answer,
        Err(finding) => return vec![finding],
    };
    let mut findings = vec![Finding::ok(
        "server",
        format!("{} answers", shown(endpoint)),
    )];
    findings.extend(answer.certificate.as_deref().map(tls::certificate));
    findings.push(health(&answer));
    findings.extend(version(&answer.report));
    findings.extend(clock(&answer));
    findings.push(match key {
        Some(access) => hosts(access).await,
        None => Finding::warn(
            "hosts",
            "not looked at: there is no key to ask with",
            "name the data directory with --data, or eval \"$(towline env)\"",
        ),
    });
    findings
}

/// What `/healthz` said.
struct Answer {
    good: bool,
    report: Value,
    certificate: Option<Vec<u8>>,
    /// This machine's time in the middle of the exchange.
    here: f64,
}

async fn ask(endpoint: &str, ca: Option<&str>) -> Result<Answer, Finding> {
    let wrong = |why: String| Finding::fail("server", why, "see --server and --ca");
    let mut builder = reqwest::Client::builder()
        .timeout(PATIENCE)
        .redirect(reqwest::redirect::Policy::none())
        .tls_info(true);
    if let Some(pem) = ca {
        let certificates = reqwest::Certificate::from_pem_bundle(pem.as_bytes());
        builder = builder.tls_certs_only(certificates.map_err(|e| wrong(e.to_string()))?);
    }
    let http = builder.build().map_err(|e| wrong(e.to_string()))?;
    let before = now();
    let url = format!("{}/healthz", endpoint.trim_end_matches('/'));
    let response = http.get(url).send().await;
    let response = response.map_err(|error| unreachable(endpoint, &error))?;
    let here = (before + now()) / 2.0;
    let certificate = response.extensions().get::<reqwest::tls::TlsInfo>();
    let certificate = certificate.and_then(|tls| tls.peer_certificate().map(<[u8]>::to_vec));
    let good = response.status().is_success();
    let text = response.text().await.unwrap_or_default();
    let report: Value = serde_json::from_str(&text).unwrap_or_default();
    if !report["status"].is_string() {
        return Err(Finding::fail(
            "server",
            format!("{} answers, but not as Towline does", shown(endpoint)),
            "see that this is the server's address",
        ));
    }
    Ok(Answer {
        good,
        report,
        certificate,
        here,
    })
}

fn unreachable(endpoint: &str, error: &reqwest::Error) -> Finding {
    let mut cause: &dyn Error = error;
    while let Some(next) = inner(cause) {
        cause = next;
    }
    let endpoint = shown(endpoint);
    match cause.downcast_ref() {
        Some(rustls::Error::InvalidCertificate(_)) => Finding::fail(
            "certificate",
            format!("{endpoint}: {cause}"),
            "trust the server's own authority with --ca (see `towline ca`), use a name that is \
             in the certificate, or restart the server for a new one",
        ),
        _ => Finding::fail(
            "server",
            format!("{endpoint} does not answer: {cause}"),
            "see that the server runs, listens on this address, and that no firewall is between",
        ),
    }
}

/// I/O errors hide what they were made of from the chain of sources.
fn inner<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<std::io::Error>() {
        Some(error) => error.get_ref().map(|inner| inner as &(dyn Error + 'static)),
        None => error.source(),
    }
}

fn health(answer: &Answer) -> Finding {
    const CHECK: &str = "health";
    if answer.good {
        return Finding::ok(CHECK, "the server can store");
    }
    let cause = answer.report["cause"].as_str().unwrap_or("no cause given");
    Finding::fail(
        CHECK,
        format!("the server cannot store: {cause}"),
        "nothing is lost; what was refused can be sent again when the cause is gone",
    )
}

fn version(report: &Value) -> Option<Finding> {
    let theirs = report["version"].as_str()?;
    let ours = env!("CARGO_PKG_VERSION");
    Some(match theirs == ours {
        true => Finding::ok("version", format!("{ours} here and there")),
        false => Finding::warn(
            "version",
            format!("the server is {theirs}, this program {ours}"),
            "update the older one",
        ),
    })
}

fn clock(answer: &Answer) -> Option<Finding> {
    const CHECK: &str = "clock";
    let skew = answer.report["time"].as_f64()? - answer.here;
    let detail = match skew < 0.0 {
        true => format!("the server's is {:.1} s behind this machine's", -skew),
        false => format!("the server's is {skew:.1} s ahead of this machine's"),
    };
    let remedy = "set both by NTP: signatures are refused when clocks are five minutes apart";
    Some(match skew.abs() {
        skew if skew >= SKEW_FATAL => Finding::fail(CHECK, detail, remedy),
        skew if skew >= SKEW => Finding::warn(CHECK, detail, remedy),
        _ => Finding::ok(CHECK, detail),
    })
}

async fn hosts(access: Access) -> Finding {
    const CHECK: &str = "hosts";
    let (all, now) = match list(access).await {
        Ok(found) => found,
        Err(why) => {
            let remedy = "use the key of an administrator of this server";
            return Finding::fail(CHECK, why, remedy);
        }
    };
    let silent = |host: &&Host| host.silent || host.last_contact.is_none();
    let silent: Vec<&Host> = all.iter().filter(silent).collect();
    if silent.is_empty() {
        return Finding::ok(CHECK, format!("{} registered, none is silent", all.len()));
    }
    let words = silent
        .iter()
        .take(NAMED)
        .map(|host| match host.last_contact {
            Some(at) => format!("{} for {:.0} min", host.name, (now - at.0) / 60.0),
            None => format!("{}, which has never polled", host.name),
        });
    let mut words: Vec<String> = words.collect();
    if silent.len() > NAMED {
        words.push(format!("{} more", silent.len() - NAMED));
    }
    Finding::warn(
        CHECK,
        format!(
            "{} of {} are silent: {}",
            silent.len(),
            all.len(),
            words.join(", ")
        ),
        "start `towline agent` on them and see its log, or deregister those that are gone",
    )
}

/// Every registered host, and the server's time.
async fn list(access: Access) -> Result<(Vec<Host>, f64), String> {
    let client = access::connect(access).map_err(|failure| failure.to_string())?;
    let mut all = Vec::new();
    let mut input = json!({"limit": 1000});
    loop {
        let page = client::call::<ListHostsOutput>(&client, TOWLINE, "ListHosts", &input).await;
        let page = page.map_err(|failure| failure.to_string())?;
        all.extend(page.hosts);
        match page.next {
            Some(last) => input["after"] = json!(last),
            None => return Ok((all, page.now.0)),
        }
    }
}

/// An address without what may stand before an `@`.
fn shown(endpoint: &str) -> String {
    match (endpoint.split_once("://"), endpoint.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
        _ => endpoint.to_string(),
    }
}

fn now() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap_or_default().as_secs_f64()
}

#[cfg(test)]
mod tests {
    use towline_server::doctor::Level;

    use super::*;

    #[test]
    fn clocks_may_differ_a_little() {
        let level = |ahead: f64| {
            let answer = Answer {
                good: true,
                report: json!({"time": 1000.0 + ahead}),
                certificate: None,
                here: 1000.0,
            };
            clock(&answer).map(|finding| finding.level)
        };
        assert_eq!(level(1.0), Some(Level::Ok));
        assert_eq!(level(-60.0), Some(Level::Warn));
        assert_eq!(level(3600.0), Some(Level::Fail));
    }

    #[test]
    fn a_password_in_an_address_is_not_shown() {
        assert_eq!(shown("https://ann:secret@h:1"), "https://h:1");
        assert_eq!(shown("http://h:1"), "http://h:1");
    }
}
