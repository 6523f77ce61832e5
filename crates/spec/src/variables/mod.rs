//! `#{namespace.key}` references.
