//! The `env` block, and its older form `environment_variables`.

use super::reader::Reader;
use super::{Env, Shell, Version};

pub(super) fn read(root: &mut Reader<'_, '_>, version: Version) -> Env {
    let mut env = Env::default();
    if version == Version::V01
        && let Some(mut old) = root.map("environment_variables")
    {
        env.variables = old.pairs("plaintext");
        old.finish("`environment_variables`");
    }
    let Some(mut map) = root.map("env") else {
        return env;
    };
    env.shell = shell(&mut map);
    env.variables.extend(map.pairs("variables"));
    env.parameter_store = map.pairs("parameter-store");
    env.secrets_manager = map.pairs("secrets-manager");
    env.exported = exported(&mut map, &env);
    if let Some(node) = map.take("git-credential-helper") {
        let what = "`git-credential-helper` is ignored: builds get no Git credentials";
        map.warning(node.at, what, "remove it");
    }
    map.finish("`env`");
    env
}

fn shell(map: &mut Reader<'_, '_>) -> Shell {
    let Some(node) = map.take("shell") else {
        return Shell::default();
    };
    match node.text() {
        Some("bash" | "/bin/bash") => Shell::Bash,
        Some("/bin/sh" | "sh") => Shell::Sh,
        _ => {
            let what = format!(
                "the shell `{}` is not supported by this runner",
                node.text().unwrap_or_default()
            );
            map.error(node.at, what, "write `bash` or `/bin/sh`");
            Shell::default()
        }
    }
}

/// Names that may leave the build: nothing of AWS's, nothing secret, no name twice.
fn exported(map: &mut Reader<'_, '_>, env: &Env) -> Vec<String> {
    let secret = |name: &str| {
        let mut all = env.parameter_store.iter().chain(&env.secrets_manager);
        all.any(|(key, _)| key == name)
    };
    let at = map.place("exported-variables");
    let mut names: Vec<String> = Vec::new();
    for name in map.texts("exported-variables") {
        let why = if name.starts_with("AWS_") {
            "names that start with `AWS_` cannot be exported"
        } else if secret(&name) {
            "secret variables cannot be exported"
        } else if !is_name(&name) {
            "it is no name of a shell variable"
        } else {
            if !names.contains(&name) {
                names.push(name);
            }
            continue;
        };
        let what = format!("`{name}` is not exported: {why}");
        map.warning(at, what, "remove it from `exported-variables`")
            .why("no later action of a pipeline can read it");
    }
    names
}

/// A name that a shell takes for a variable.
pub(super) fn is_name(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
