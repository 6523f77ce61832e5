//! The build runner: lease, sandbox, phases, reports.
