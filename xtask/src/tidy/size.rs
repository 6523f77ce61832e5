//! Files stay small: a ratchet. A file over the free length is listed with its ceiling, which may
//! only go down; beyond the hard limit no listing helps. Generated files are free.

use std::collections::BTreeMap;

/// The list: `path ceiling` per line, `#` begins a comment.
pub(super) const LIST: &str = "xtask/long-files.txt";

/// Lines that any file may have.
const FREE: usize = 400;

/// Lines that no file may exceed.
const HARD: usize = 600;

/// How far a ceiling may stand above its file before it must come down.
const SLACK: usize = 20;

/// Holds every source file against its ceiling, and the list against the files.
pub(super) fn check(files: &[(String, String)], list: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let mut ceilings = ceilings(list, &mut problems);
    for (path, text) in files {
        if !path.ends_with(".rs") || super::generated(path) {
            continue;
        }
        problems.extend(judge(
            path,
            text.lines().count(),
            ceilings.remove(path.as_str()),
        ));
    }
    for path in ceilings.keys() {
        problems.push(format!(
            "{LIST}: {path} is no source file of ours; take it off"
        ));
    }
    problems
}

fn judge(path: &str, lines: usize, ceiling: Option<usize>) -> Option<String> {
    match ceiling {
        _ if lines > HARD => Some(format!(
            "{path}: {lines} lines, the limit is {HARD}; split it"
        )),
        None if lines > FREE => Some(format!(
            "{path}: {lines} lines, more than {FREE}; split it, or list it in {LIST} if it does one job"
        )),
        None => None,
        Some(_) if lines <= FREE => Some(format!("{LIST}: {path} has {lines} lines; take it off")),
        Some(ceiling) if lines > ceiling => Some(format!(
            "{path}: {lines} lines, its ceiling is {ceiling}; split it"
        )),
        Some(ceiling) if lines + SLACK < ceiling => Some(format!(
            "{LIST}: {path} has {lines} lines; lower its ceiling to {lines}"
        )),
        Some(_) => None,
    }
}

fn ceilings<'a>(list: &'a str, problems: &mut Vec<String>) -> BTreeMap<&'a str, usize> {
    let mut ceilings = BTreeMap::new();
    for (at, line) in list.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let parsed = line
            .split_once(' ')
            .and_then(|(path, lines)| Some((path, lines.trim().parse().ok()?)));
        match parsed {
            Some((path, lines)) => {
                ceilings.insert(path, lines);
            }
            None => problems.push(format!("{LIST}:{}: expected `path ceiling`", at + 1)),
        }
    }
    ceilings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, lines: usize) -> (String, String) {
        (path.into(), "//! x\n".repeat(lines))
    }

    #[test]
    fn long_files_need_a_ceiling_and_none_may_pass_the_limit() {
        let files = [
            file("a.rs", 400),
            file("b.rs", 401),
            file("c.rs", 601),
            file("d.md", 900),
        ];
        let found = check(&files, "c.rs 700");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found[0].starts_with("b.rs: 401 lines, more than 400"),
            "{found:?}"
        );
        assert!(
            found[1].starts_with("c.rs: 601 lines, the limit is 600"),
            "{found:?}"
        );
    }

    #[test]
    fn a_ceiling_holds_and_only_goes_down() {
        assert_eq!(check(&[file("a.rs", 450)], "# why\na.rs 460\n"), [""; 0]);
        let grown = check(&[file("a.rs", 461)], "a.rs 460");
        assert_eq!(grown, ["a.rs: 461 lines, its ceiling is 460; split it"]);
        let shrunk = check(&[file("a.rs", 410)], "a.rs 460");
        assert!(
            shrunk[0].ends_with("lower its ceiling to 410"),
            "{shrunk:?}"
        );
        let small = check(&[file("a.rs", 40)], "a.rs 460");
        assert!(small[0].ends_with("take it off"), "{small:?}");
    }

    #[test]
    fn the_list_itself_is_checked() {
        let found = check(&[], "gone.rs 450\nnonsense\n");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains(":2: expected"), "{found:?}");
        assert!(found[1].contains("gone.rs is no source file"), "{found:?}");
    }

    #[test]
    fn generated_files_are_free() {
        assert_eq!(
            check(&[file("crates/api/src/generated/g.rs", 5000)], ""),
            [""; 0]
        );
    }
}
