//! The host-agent API: joining, polling for commands, reports.
