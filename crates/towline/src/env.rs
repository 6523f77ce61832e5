//! `towline env`: prints what the AWS CLI and SDKs need to reach a server, for `eval`.

use std::path::{Path, PathBuf};

use towline_agent::client::Access;

use crate::access;
use crate::failure::Failure;
use crate::terminal;

/// Print shell commands that point AWS clients at a server: eval "$(towline env)".
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The server's data directory.
    #[arg(long, env = "TOWLINE_DATA", default_value = super::SERVER_DATA)]
    data: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let access = access::of(&args.data)?;
    let data = std::path::absolute(&args.data).map_err(|e| Failure::file("find", &args.data, e))?;
    let authority = access::authority(&data, &access.endpoint);
    terminal::print(&lines(&access, authority.as_deref()));
    Ok(())
}

fn lines(access: &Access, authority: Option<&Path>) -> String {
    let mut pairs = vec![
        ("AWS_ENDPOINT_URL", access.endpoint.clone()),
        ("AWS_ACCESS_KEY_ID", access.access_key_id.clone()),
        ("AWS_SECRET_ACCESS_KEY", access.secret.expose().to_string()),
        ("AWS_DEFAULT_REGION", access.region.clone()),
        ("AWS_REGION", access.region.clone()),
    ];
    if let Some(path) = authority {
        pairs.push(("AWS_CA_BUNDLE", path.display().to_string()));
    }
    let exports = pairs
        .iter()
        .map(|(name, value)| format!("export {name}={}\n", quoted(value)));
    // A session token of another account would be sent along and refused.
    exports.collect::<String>() + "unset AWS_SESSION_TOKEN AWS_PROFILE\n"
}

/// A word that every POSIX shell takes as it stands.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/:._-".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_string();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use towline_auth::sigv4::SecretKey;

    use super::*;

    #[test]
    fn values_survive_the_shell() {
        assert_eq!(quoted("http://127.0.0.1:7070"), "http://127.0.0.1:7070");
        assert_eq!(quoted("a+b/c="), "'a+b/c='");
        assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn a_plain_server_needs_no_certificate() {
        let access = Access {
            endpoint: "http://127.0.0.1:7070".into(),
            region: "us-east-1".into(),
            access_key_id: "AKIA1".into(),
            secret: SecretKey::new("s+s"),
            ca_pem: None,
        };
        assert_eq!(
            lines(&access, None),
            "export AWS_ENDPOINT_URL=http://127.0.0.1:7070\nexport AWS_ACCESS_KEY_ID=AKIA1\n\
             export AWS_SECRET_ACCESS_KEY='s+s'\nexport AWS_DEFAULT_REGION=us-east-1\n\
             export AWS_REGION=us-east-1\nunset AWS_SESSION_TOKEN AWS_PROFILE\n"
        );
    }
}
