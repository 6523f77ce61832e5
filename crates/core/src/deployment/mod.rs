//! A roll-out over hosts as a state machine.
