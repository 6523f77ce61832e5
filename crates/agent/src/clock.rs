//! What time it is on this machine: agents and runners live in real time.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Since the epoch, by this machine's clock; nothing when that is set before it.
pub(crate) fn now() -> Duration {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap_or_default()
}
