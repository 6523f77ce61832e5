//! The path globs of buildspec artifacts, reports and caches.
