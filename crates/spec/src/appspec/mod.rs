//! `appspec.yml` for servers.
