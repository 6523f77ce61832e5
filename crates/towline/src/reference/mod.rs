//! The reference pages under `docs/`, made from the command line itself: `cargo xtask docs` writes
//! them, the tests fail while they are stale. Only tests compile this.

mod commands;
mod configuration;
mod help;

use std::path::PathBuf;

use clap::CommandFactory;

/// Set by `cargo xtask docs`: write the pages instead of comparing them.
const WRITE: &str = "TOWLINE_WRITE_DOCS";

#[test]
fn pages_are_current() {
    let mut program = crate::Command::command();
    program.build();
    let pages = [
        ("commands.md", commands::page(&program)),
        ("configuration.md", configuration::page(&program)),
    ];
    let docs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for (name, page) in pages {
        let file = docs.join(name);
        if std::env::var_os(WRITE).is_some() {
            std::fs::write(&file, &page).expect("docs can be written");
        }
        let there = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            there == page,
            "docs/{name} is stale: run `cargo xtask docs`"
        );
    }
}

/// All commands that do something themselves, with their names from the program on.
fn leaves(program: &clap::Command) -> Vec<(String, &clap::Command)> {
    let mut found = Vec::new();
    walk("towline", program, &mut found);
    found
}

fn walk<'c>(name: &str, command: &'c clap::Command, found: &mut Vec<(String, &'c clap::Command)>) {
    let subcommands: Vec<&clap::Command> = command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help" && !sub.is_hide_set())
        .collect();
    let alone = subcommands.is_empty() || !command.is_subcommand_required_set();
    if alone && name != "towline" {
        found.push((name.to_string(), command));
    }
    for sub in subcommands {
        walk(&format!("{name} {}", sub.get_name()), sub, found);
    }
}

/// Whether an argument belongs to every command that talks to a server.
fn is_shared(arg: &clap::Arg) -> bool {
    arg.get_help_heading() == Some("Connection") && arg.get_id() != "ttl" || arg.get_id() == "color"
}

/// What an argument means, with its possible values and its default.
fn meaning(arg: &clap::Arg) -> String {
    let help = arg.get_long_help().or(arg.get_help());
    let help = help.map(ToString::to_string).unwrap_or_default();
    let (help, _) = split_variable(&help);
    let mut text = cell(help);
    if !text.is_empty() && !text.ends_with('.') {
        text.push('.');
    }
    if !arg.get_action().takes_values() {
        return text;
    }
    let quoted = |name: &str| format!("`{name}`");
    let values = arg.get_possible_values();
    let values: Vec<String> = values.iter().map(|v| quoted(v.get_name())).collect();
    if !values.is_empty() {
        text.push_str(&format!(" One of {}.", values.join(", ")));
    }
    let defaults = arg.get_default_values().iter().filter_map(|v| v.to_str());
    let defaults: Vec<String> = defaults.filter(|v| !v.is_empty()).map(quoted).collect();
    if !defaults.is_empty() {
        text.push_str(&format!(" Default: {}.", defaults.join(", ")));
    }
    text
}

/// The variables that stand for an argument: clap's, or those that its help names.
fn variables(arg: &clap::Arg) -> String {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let (_, named) = split_variable(&help);
    let own = arg.get_env().and_then(|variable| variable.to_str());
    let names = own.or(named).unwrap_or_default().split(", ");
    let names = names.filter(|name| !name.is_empty());
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// A help without the `[env: …]` at its end, and what stands there.
fn split_variable(help: &str) -> (&str, Option<&str>) {
    match help
        .trim_end()
        .strip_suffix(']')
        .and_then(|rest| rest.rsplit_once(" [env: "))
    {
        Some((help, names)) => (help, Some(names)),
        None => (help, None),
    }
}

/// Text in a cell of a table: one line, nothing that ends the cell.
fn cell(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    markdown(&words.join(" ")).replace('|', "\\|")
}

/// Text of a help as Markdown: what looks like a tag is none, except in code, where there are none.
fn markdown(text: &str) -> String {
    let parts = text.trim().split('`').enumerate();
    let parts = parts.map(|(number, part)| match number % 2 {
        0 => part.replace('<', "&lt;"),
        _ => part.to_string(),
    });
    parts.collect::<Vec<_>>().join("`")
}
