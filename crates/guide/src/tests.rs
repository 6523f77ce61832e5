//! Every page is there once, is listed, and its links lead somewhere.

use std::path::{Path, PathBuf};

use super::{PAGES, Page, anchor, page};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn every_file_is_a_page_with_a_title_that_the_first_page_lists() {
    let files = std::fs::read_dir(root().join("docs")).expect("docs");
    let mut names: Vec<String> = files
        .map(|file| {
            file.expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    let mut pages: Vec<String> = PAGES
        .iter()
        .map(|page| format!("{}.md", page.name))
        .collect();
    pages.sort();
    assert_eq!(names, pages);
    for page in PAGES {
        assert!(
            page.markdown.starts_with("# ") && !page.title().is_empty(),
            "{}",
            page.name
        );
        let entry = format!("({}.md)", page.name);
        let listed = PAGES[0].markdown.contains(&entry) || page.name == "README";
        assert!(listed, "docs/README.md does not list {}", page.name);
    }
    assert_eq!(page("start").map(Page::title), Some("Five-minute start"));
    assert_eq!(page("nothing"), None);
}

#[test]
fn pages_stay_short() {
    let generated = ["commands", "configuration"];
    for page in PAGES.iter().filter(|page| !generated.contains(&page.name)) {
        let lines = page.markdown.lines().count();
        assert!(lines <= 220, "{} has {lines} lines: split it", page.name);
    }
}

#[test]
fn links_lead_to_pages_headings_and_files() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README.md");
    let mut wrong = broken("README.md", &root(), &readme);
    for page in PAGES {
        let name = format!("docs/{}.md", page.name);
        wrong.extend(broken(&name, &root().join("docs"), page.markdown));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The links of a text in `directory` that lead nowhere.
fn broken(name: &str, directory: &Path, text: &str) -> Vec<String> {
    let wrong = links(text).into_iter().filter(|link| {
        let (file, heading) = link.split_once('#').unwrap_or((link, ""));
        let target = match file {
            "" => Some(text.to_string()),
            file if directory.join(file).is_dir() => return false,
            file => std::fs::read_to_string(directory.join(file)).ok(),
        };
        let there =
            |text: &String| heading.is_empty() || headings(text).iter().any(|h| h == heading);
        !target.as_ref().is_some_and(there)
    });
    wrong.map(|link| format!("{name}: {link}")).collect()
}

/// What stands in `](…)`, addresses in the network aside.
fn links(text: &str) -> Vec<&str> {
    let parts = text.split("](").skip(1);
    let found = parts.filter_map(|part| part.split_once(')').map(|(link, _)| link));
    found.filter(|link| !link.contains("://")).collect()
}

/// The anchors of the headings.
fn headings(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| line.starts_with('#'));
    let anchored = lines.map(|line| anchor(line.trim_start_matches('#').trim()));
    anchored.collect()
}
