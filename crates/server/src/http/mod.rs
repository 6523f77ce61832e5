//! The front: listeners, limits, TLS, routing, signatures, wire formats.
