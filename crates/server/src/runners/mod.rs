//! The build-runner API: leases, logs, results.
