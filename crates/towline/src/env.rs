//! `towline env`: prints what the AWS CLI and SDKs need to reach a server, for `eval`.
#![expect(clippy::print_stdout, reason = "printing is what this command does")]

use std::path::PathBuf;

use crate::access::Access;
use crate::failure::Failure;

/// Print shell commands that point AWS clients at a server: eval "$(towline env)".
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The server's data directory.
    #[arg(long, env = "TOWLINE_DATA", default_value = super::SERVER_DATA)]
    data: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    print!("{}", lines(&Access::of(&args.data)?));
    Ok(())
}

fn lines(access: &Access) -> String {
    let mut pairs = vec![
        ("AWS_ENDPOINT_URL", access.url.clone()),
        ("AWS_ACCESS_KEY_ID", access.key.id.clone()),
        ("AWS_SECRET_ACCESS_KEY", access.key.secret().to_string()),
        ("AWS_DEFAULT_REGION", access.region.clone()),
    ];
    if let Some(ca) = &access.ca {
        pairs.push(("AWS_CA_BUNDLE", ca.display().to_string()));
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
    use crate::client::Key;

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
            url: "http://127.0.0.1:7070".into(),
            region: "us-east-1".into(),
            key: Key::new("AKIA1", "s+s"),
            ca: None,
        };
        assert_eq!(
            lines(&access),
            "export AWS_ENDPOINT_URL=http://127.0.0.1:7070\nexport AWS_ACCESS_KEY_ID=AKIA1\n\
             export AWS_SECRET_ACCESS_KEY='s+s'\nexport AWS_DEFAULT_REGION=us-east-1\n\
             unset AWS_SESSION_TOKEN AWS_PROFILE\n"
        );
    }
}
