//! Rules about one file at a time: its header, leftovers, and paths of somebody's machine.

/// What must not stay in code, and what to do instead.
const LEFTOVERS: &[(&str, &str)] = &[
    (concat!("to", "do!("), "do it, or refuse by name"),
    (concat!("unimpl", "emented!("), "refuse by name"),
    (concat!("db", "g!("), "use tracing"),
    (concat!("#[ign", "ore"), "mend the test or delete it"),
    (concat!("#[al", "low("), "use #[expect(…, reason)]"),
];

/// Beginnings of paths that exist on one machine only.
const MACHINES: &[&str] = &[
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/Us", "ers/"),
];

/// All problems of one file.
pub(super) fn check(path: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if path.ends_with(".rs") {
        if !text.starts_with("//!") {
            problems.push(format!(
                "{path}:1: begin with `//!`: what this file is for and what it is not for"
            ));
        }
        if !super::generated(path) {
            problems.extend(leftovers(path, text));
        }
    }
    problems.extend(machine_paths(path, text));
    problems
}

fn leftovers<'a>(path: &'a str, text: &'a str) -> impl Iterator<Item = String> + 'a {
    let code = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"));
    code.flat_map(move |(at, line)| {
        let found = LEFTOVERS
            .iter()
            .filter(move |(word, _)| line.contains(word));
        found.map(move |(word, instead)| format!("{path}:{}: `{word}`: {instead}", at + 1))
    })
}

fn machine_paths<'a>(path: &'a str, text: &'a str) -> impl Iterator<Item = String> + 'a {
    text.lines().enumerate().flat_map(move |(at, line)| {
        let found = MACHINES
            .iter()
            .filter(move |start| starts_a_path(line, start));
        found.map(move |start| format!("{path}:{}: a path of one machine (`{start}…`)", at + 1))
    })
}

/// Whether `start` occurs in `line` as the beginning of a path rather than in the middle of one.
fn starts_a_path(line: &str, start: &str) -> bool {
    line.match_indices(start).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !(c.is_alphanumeric() || "_-.}~/>*".contains(c)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_file_needs_a_header() {
        assert_eq!(check("a.rs", "//! For a.\n"), [""; 0]);
        assert_eq!(
            check("a.rs", "\n//! For a.\n"),
            ["a.rs:1: begin with `//!`: what this file is for and what it is not for"]
        );
        assert_eq!(check("a.md", "no header needed"), [""; 0]);
    }

    #[test]
    fn leftovers_are_found_in_code_but_not_in_comments_or_generated_files() {
        let left = concat!("    to", "do!()\n");
        let found = check("a.rs", &format!("//! A.\n{left}"));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("a.rs:2: "), "{found:?}");
        assert_eq!(check("a.rs", &format!("//! A.\n// {left}")), [""; 0]);
        let generated = "crates/api/src/generated/a.rs";
        assert_eq!(check(generated, &format!("//! A.\n{left}")), [""; 0]);
    }

    #[test]
    fn paths_of_a_machine_are_found_where_a_path_begins() {
        let home = concat!("/ro", "ot/");
        assert_eq!(check("a.md", &format!("see {home}x")).len(), 1);
        assert_eq!(check("a.md", &format!("`{home}x`")).len(), 1);
        assert_eq!(check("a.md", &format!("deployment{home}x")), [""; 0]);
        assert_eq!(check("a.md", &format!("${{DIR}}{home}x")), [""; 0]);
    }
}
