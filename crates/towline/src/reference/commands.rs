//! `docs/commands.md`: every command with its arguments and options.

use std::fmt::Write;

use clap::{Arg, Command};

use super::{cell, is_shared, leaves, markdown, meaning, variables};
use crate::exit;

pub(super) fn page(program: &Command) -> String {
    let mut page = String::from(
        "# Commands\n\nMade from the program by `cargo xtask docs`; `--help` says the same in the \
         terminal.\n\nCommands that talk to a server take the options of a [connection]\
         (configuration.md#connection), too: `--data`, `--endpoint-url`, `--profile`, `--region`, \
         `--ca` and `--color`. What is written to standard output is data, everything else goes to \
         standard error. `--json` prints documents whose schemas \
         `towline schema` has; `--json=FIELDS` prints of each of their records only the members that are \
         named, as in `--json=name,tags`.\n\n",
    );
    let all = leaves(program);
    for (name, _) in &all {
        // A String takes whatever is written.
        let _ = writeln!(page, "- [`{name}`](#{})", name.replace(' ', "-"));
    }
    page.push_str("\n## Exit codes\n\n| code | |\n| --- | --- |\n");
    for line in exit::HELP.lines().skip(1) {
        let (code, meaning) = line.trim().split_once("  ").unwrap_or((line, ""));
        let meaning = meaning.trim();
        let (code, meaning) = match meaning.is_empty() {
            true => code.split_once(' ').unwrap_or((code, "")),
            false => (code, meaning),
        };
        let _ = writeln!(page, "| {code} | {} |", cell(meaning));
    }
    for (name, command) in &all {
        page.push_str(&section(name, command));
    }
    page
}

fn section(name: &str, command: &Command) -> String {
    let about = command.get_long_about().or(command.get_about());
    let about = about.map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim();
    let lines: Vec<&str> = usage.lines().map(str::trim).collect();
    let usage = lines.first().copied().unwrap_or_default();
    let usage = match usage.starts_with(name) {
        true => usage.to_string(),
        false => format!("{name} {usage}"),
    };
    let mut text = format!(
        "\n## {name}\n\n{}\n\n```text\n{usage}\n```\n",
        markdown(&about)
    );
    let shown = |arg: &&Arg| {
        !arg.is_hide_set()
            && !is_shared(arg)
            && !["help", "version"].contains(&arg.get_id().as_str())
    };
    let args: Vec<&Arg> = command.get_arguments().filter(shown).collect();
    if !args.is_empty() {
        text.push_str("\n| argument | meaning |\n| --- | --- |\n");
    }
    for arg in args {
        let variables = match variables(arg) {
            names if names.is_empty() => names,
            names => format!(" Variable: {names}."),
        };
        let _ = writeln!(text, "| `{}` | {}{variables} |", spelled(arg), meaning(arg));
    }
    text
}

/// How an argument is written.
fn spelled(arg: &Arg) -> String {
    let value = match (arg.get_action().takes_values(), arg.get_value_names()) {
        (true, Some([value, ..])) => value.to_string(),
        _ => String::new(),
    };
    match (arg.get_short(), arg.get_long()) {
        (_, None) => value,
        (_, Some(long)) if arg.is_require_equals_set() => format!("--{long}[={value}]"),
        (None, Some(long)) => format!("--{long} {value}").trim_end().to_string(),
        (Some(short), Some(long)) => format!("-{short}, --{long} {value}").trim_end().to_string(),
    }
    .replace('|', "\\|")
}
