//! The S3 endpoint and the artifact store behind it.
