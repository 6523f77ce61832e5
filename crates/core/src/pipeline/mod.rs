//! A pipeline with all its executions as one state machine.
