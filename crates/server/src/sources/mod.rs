//! Watches sources and tells pipelines about new revisions.
