//! `docs/configuration.md`: where servers, agents, runners and commands take their settings from.

use std::fmt::Write;

use clap::{Arg, Command};

use super::{cell, is_shared, leaves, meaning, variables};

/// Variables that no option stands for. [`the_variables_are_used`] holds them against the sources.
const VARIABLES: [(&str, &str); 15] = [
    ("AWS_ENDPOINT_URL", "The server's address."),
    (
        "AWS_ENDPOINT_URL_CODEDEPLOY",
        "Its address for one service: CODEDEPLOY, CODEPIPELINE, CODEBUILD, S3 or TOWLINE.",
    ),
    ("AWS_ACCESS_KEY_ID", "The key's id."),
    ("AWS_SECRET_ACCESS_KEY", "Its secret."),
    (
        "AWS_REGION",
        "The region that requests are signed for; before AWS_DEFAULT_REGION.",
    ),
    ("AWS_DEFAULT_REGION", "The same."),
    ("AWS_PROFILE", "A profile of the files."),
    ("AWS_CONFIG_FILE", "Instead of ~/.aws/config."),
    (
        "AWS_SHARED_CREDENTIALS_FILE",
        "Instead of ~/.aws/credentials.",
    ),
    (
        "TOWLINE_ROOT_ACCESS_KEY_ID",
        "Of a server's first start: the root key, instead of a new one.",
    ),
    ("TOWLINE_ROOT_SECRET_ACCESS_KEY", "Its secret."),
    (
        "RUST_LOG",
        "What is logged: `info`, `debug`, or by part (`towline_server=debug`).",
    ),
    ("NO_COLOR", "Any value: no colours."),
    (
        "CI",
        "Anything but `false`: no colours, and nothing is drawn in place.",
    ),
    ("TERM", "`dumb`: the same."),
];

/// What lies in the data directory of a server.
const DATA: [(&str, &str); 9] = [
    (
        "root-key",
        "address, region and root key, for commands on the same machine",
    ),
    (
        "towline.db",
        "the database; `towline.db.version-N` is a copy from before an upgrade",
    ),
    ("blob", "objects, by digest"),
    ("git", "repositories"),
    ("runner", "where builds of the server's own runner run"),
    (
        "ca.pem",
        "the certificate of the server's own authority, with `--tls`",
    ),
    ("ca-key.pem", "its key"),
    (
        "deployment-signer.pem",
        "signs the specifications that agents check",
    ),
    ("seal-key", "seals secrets in the database"),
];

pub(super) fn page(program: &Command) -> String {
    let mut page = String::from(
        "# Configuration\n\nMade from the program by `cargo xtask docs`. There is no configuration \
         file of Towline's own: servers, agents and runners have options, commands take what AWS's \
         tools take. Flags come before the environment, the environment before files; `towline \
         config show --origin` says which value counts and why.\n",
    );
    for name in [
        "towline server",
        "towline agent",
        "towline agent join",
        "towline runner",
    ] {
        page.push_str(&options(program, name));
    }
    page.push_str(
        "\n## Connection\n\nOf every command that talks to a server.\n\n| option | variable | meaning \
         |\n| --- | --- | --- |\n",
    );
    for arg in shared(program) {
        page.push_str(&row(arg));
    }
    page.push_str(
        "\nIn `~/.aws/config` the keys `endpoint_url`, `region` and `ca_bundle` of a profile count, \
         and the `services` section that it names; in `~/.aws/credentials` `aws_access_key_id` and \
         `aws_secret_access_key`.\n\n## Variables\n\n| variable | meaning |\n| --- | --- |\n",
    );
    for (name, meaning) in VARIABLES {
        // A String takes whatever is written.
        let _ = writeln!(page, "| `{name}` | {} |", cell(meaning));
    }
    page.push_str(
        "\n## The data directory of a server\n\nOnly its owner may read it, and only one server uses \
         it. `towline backup` takes all of it but what builds work in.\n\n| file | what it is |\n| --- | --- |\n",
    );
    for (name, meaning) in DATA {
        let _ = writeln!(page, "| `{name}` | {} |", cell(meaning));
    }
    page
}

fn options(program: &Command, name: &str) -> String {
    let Some((_, command)) = leaves(program).into_iter().find(|(one, _)| one == name) else {
        return String::new();
    };
    let mut text = format!("\n## {name}\n\n| option | variable | meaning |\n| --- | --- | --- |\n");
    let own = |arg: &&Arg| {
        let usual = ["help", "version"].contains(&arg.get_id().as_str());
        arg.get_long().is_some() && !usual && !is_shared(arg)
    };
    for arg in command.get_arguments().filter(own) {
        text.push_str(&row(arg));
    }
    text
}

fn row(arg: &Arg) -> String {
    let long = arg.get_long().unwrap_or_default();
    format!("| `--{long}` | {} | {} |\n", variables(arg), meaning(arg))
}

/// The options of a connection, from a command that has them.
fn shared(program: &Command) -> Vec<&Arg> {
    let all = leaves(program).into_iter();
    let mut found = all.filter(|(name, _)| name == "towline hosts");
    let command = found.next().map(|(_, command)| command);
    let args = command.map(|c| c.get_arguments().filter(|arg| is_shared(arg)).collect());
    args.unwrap_or_default()
}

#[test]
fn the_variables_are_used() {
    let mut sources = String::new();
    let crates = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    for part in [
        "towline/src/config",
        "towline/src/terminal",
        "towline/src/server.rs",
        "server/src/keys",
        "towline/src/logging.rs",
    ] {
        read(&std::path::Path::new(crates).join(part), &mut sources);
    }
    for (name, _) in VARIABLES {
        let service = name
            .strip_prefix("AWS_ENDPOINT_URL_")
            .map(|_| "AWS_ENDPOINT_URL_");
        let wanted = service.unwrap_or(name);
        let logging = name == "RUST_LOG" && sources.contains("EnvFilter");
        assert!(
            sources.contains(wanted) || logging,
            "{name} is not read any more"
        );
    }
}

fn read(path: &std::path::Path, sources: &mut String) {
    match path.is_dir() {
        true => {
            for entry in std::fs::read_dir(path).expect("a directory") {
                read(&entry.expect("an entry").path(), sources);
            }
        }
        false => sources.push_str(&std::fs::read_to_string(path).expect("a source file")),
    }
}
