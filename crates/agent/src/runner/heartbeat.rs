//! Keeps a lease while its build runs, and learns at once when the build is to end.

use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;
use towline_api::towline::{BuildJob, RenewLeaseInput, RenewLeaseOutput};

use crate::client::{Client, TOWLINE};

/// Seconds that the server holds a renewal open; well below the length of a lease.
const WAIT: i32 = 8;

/// At least this long between two renewals.
const PAUSE: Duration = Duration::from_millis(500);

/// Renews the lease of `job`; cancels `stop` and returns when the build is not ours any more.
pub(super) async fn keep(client: &Client, job: &BuildJob, stop: &CancellationToken) {
    let input = RenewLeaseInput {
        build_id: job.build_id.clone(),
        lease_token: job.lease_token.clone(),
        wait_seconds: Some(WAIT),
    };
    let lease = Duration::from_secs(u64::from(job.lease_seconds.unsigned_abs()));
    let mut renewed = Instant::now();
    loop {
        let asked = Instant::now();
        match client
            .call::<_, RenewLeaseOutput>(TOWLINE, "RenewLease", &input)
            .await
        {
            Ok(output) if output.stop => break,
            // The lease counts from when the server last heard of us, which was no later.
            Ok(_) => renewed = asked,
            Err(error) if error.is_transient() && renewed.elapsed() < lease => {
                tracing::warn!(build = job.build_id, %error, "the lease is not renewed yet");
            }
            Err(error) => {
                tracing::warn!(build = job.build_id, %error, "the lease is lost");
                break;
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
    stop.cancel();
}
