//! What a server's certificate says.

use std::time::{SystemTime, UNIX_EPOCH};

use towline_auth::ca;
use towline_server::doctor::Finding;

const DAY: i64 = 24 * 3600;
/// A server of ours makes a certificate for a year at every start.
const SOON: i64 = 30 * DAY;

/// Judges a certificate (DER) that was trusted.
pub(super) fn certificate(der: &[u8]) -> Finding {
    const CHECK: &str = "certificate";
    let Some(end) = ca::end_of_life(der) else {
        return Finding::warn(CHECK, "it cannot be read", "see what serves TLS in front");
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let days = (end.0 - now.unwrap_or_default().as_secs() as i64) / DAY;
    let detail = format!("trusted for this address, good for {days} days");
    match days * DAY < SOON {
        true => Finding::warn(
            CHECK,
            detail,
            "restart the server, which makes a new one, or renew it in what serves TLS in front",
        ),
        false => Finding::ok(CHECK, detail),
    }
}
