//! A build as a state machine: queue, lease, phases, result.
