//! `towline ca`: prints the certificate that clients of a TLS server must trust.

use std::path::PathBuf;

use towline_auth::ca::certificate_pem;

use crate::failure::Failure;
use crate::terminal;

/// Print the certificate of the server's own authority (PEM).
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The server's data directory.
    #[arg(long, env = "TOWLINE_DATA", default_value = super::SERVER_DATA)]
    data: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let pem = certificate_pem(&args.data)
        .map_err(|e| Failure::new("nothing to print", e).fix("start the server with --tls"))?;
    terminal::print(&pem);
    Ok(())
}
