//! One look for every problem in a file: where, what, why, fix.
