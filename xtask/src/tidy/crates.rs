//! Which crate may know which: the table in ARCHITECTURE.md is exact, and the few rules that make
//! the design hold are checked on the whole graph.

use std::collections::{BTreeMap, BTreeSet};

/// Our crates by short name, each with the ones of ours that it links.
type Graph = BTreeMap<String, Vec<String>>;

/// Nobody links these.
const PROGRAMS: [&str; 3] = ["bench", "towline", "xtask"];

/// Holds the manifests against the table and the rules.
pub(super) fn check(graph: &Graph, architecture: &str) -> Vec<String> {
    let mut problems = rules(graph);
    let table = table(architecture);
    for (name, links) in graph {
        let Some(cell) = table.get(name.as_str()) else {
            problems.push(format!("ARCHITECTURE.md: the crate table lacks `{name}`"));
            continue;
        };
        let knows = knows(cell, name, graph);
        let links: BTreeSet<&str> = links.iter().map(String::as_str).collect();
        if knows != links {
            problems.push(format!(
                "ARCHITECTURE.md: `{name}` knows {}, its manifest says {}",
                list(&knows),
                list(&links)
            ));
        }
    }
    let gone = table.keys().filter(|name| !graph.contains_key(**name));
    problems.extend(gone.map(|name| format!("ARCHITECTURE.md: there is no crate `{name}`")));
    problems
}

fn rules(graph: &Graph) -> Vec<String> {
    let mut problems = Vec::new();
    for free in ["api", "core"] {
        if let Some(links) = graph.get(free).filter(|links| !links.is_empty()) {
            problems.push(format!(
                "`{free}` must link none of our crates, it links {links:?}"
            ));
        }
    }
    if reaches(graph, "agent").contains("server") {
        problems.push("`agent` must never link `server`".into());
    }
    for (name, links) in graph {
        let both = ["store", "providers"]
            .iter()
            .all(|one| links.iter().any(|link| link == one));
        if both && name != "server" {
            problems.push(format!(
                "only `server` may know both `store` and `providers`, not `{name}`"
            ));
        }
    }
    problems
}

/// Everything that `from` links, directly or through others.
fn reaches<'a>(graph: &'a Graph, from: &'a str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        for link in graph.get(name).into_iter().flatten() {
            if seen.insert(link.as_str()) {
                open.push(link);
            }
        }
    }
    seen
}

/// First column (short crate name) to last column of the table whose rows name crates.
fn table(architecture: &str) -> BTreeMap<&str, &str> {
    let mut table = BTreeMap::new();
    for line in architecture.lines() {
        let cells: Vec<&str> = line
            .trim()
            .trim_matches('|')
            .split('|')
            .map(str::trim)
            .collect();
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
            continue;
        };
        let name = first.trim_matches('`');
        if let Some(name) = name
            .strip_prefix("crates/")
            .or((name == "xtask").then_some(name))
        {
            table.insert(name, *last);
        }
    }
    table
}

/// What a cell of the last column stands for: `–`, `all but a, b`, or `a, b`.
fn knows<'a>(cell: &'a str, name: &str, graph: &'a Graph) -> BTreeSet<&'a str> {
    let split = |text: &'a str| text.split(',').map(str::trim).collect::<BTreeSet<_>>();
    if cell == "–" {
        return BTreeSet::new();
    }
    let Some(but) = cell.strip_prefix("all but ") else {
        return split(cell);
    };
    let but = split(but);
    let libraries = graph.keys().map(String::as_str);
    libraries
        .filter(|one| !PROGRAMS.contains(one) && *one != name && !but.contains(one))
        .collect()
}

fn list(names: &BTreeSet<&str>) -> String {
    if names.is_empty() {
        return "none of ours".into();
    }
    names.iter().copied().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "
| crate | job | knows |
| --- | --- | --- |
| `crates/core` | machines | – |
| `crates/store` | rows | core |
| `crates/agent` | hosts | core |
| `crates/server` | all | all but agent |
| `xtask` | tools | – |
";

    fn graph(changes: &[(&str, &[&str])]) -> Graph {
        let sound: [(&str, &[&str]); 5] = [
            ("core", &[]),
            ("store", &["core"]),
            ("agent", &["core"]),
            ("server", &["core", "store"]),
            ("xtask", &[]),
        ];
        let all = sound.iter().chain(changes);
        all.map(|(name, links)| {
            let links = links.iter().map(ToString::to_string).collect();
            (name.to_string(), links)
        })
        .collect()
    }

    #[test]
    fn a_table_that_says_what_the_manifests_say_is_fine() {
        assert_eq!(check(&graph(&[]), TABLE), [""; 0]);
    }

    #[test]
    fn the_table_must_be_complete_and_exact() {
        let found = check(&graph(&[("blob", &[]), ("store", &[])]), TABLE);
        assert_eq!(
            found,
            [
                "ARCHITECTURE.md: the crate table lacks `blob`",
                "ARCHITECTURE.md: `server` knows blob, core, store, its manifest says core, store",
                "ARCHITECTURE.md: `store` knows core, its manifest says none of ours",
            ]
        );
        let mut small = graph(&[]);
        small.remove("agent");
        assert_eq!(
            check(&small, TABLE),
            ["ARCHITECTURE.md: there is no crate `agent`"]
        );
    }

    #[test]
    fn forbidden_directions_are_found_through_others() {
        let found = rules(&graph(&[("agent", &["store"]), ("store", &["server"])]));
        assert_eq!(found, ["`agent` must never link `server`"]);
        let found = rules(&graph(&[("core", &["store"])]));
        assert_eq!(
            found,
            ["`core` must link none of our crates, it links [\"store\"]"]
        );
        let found = rules(&graph(&[("agent", &["store", "providers"])]));
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
