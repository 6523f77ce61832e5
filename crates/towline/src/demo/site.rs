//! The example application in the three releases that the demo pushes.

/// A file of the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    pub(super) path: &'static str,
    pub(super) text: String,
    pub(super) executable: bool,
}

/// What is pushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Release {
    /// Release 1: the example as it stands in the tree.
    First,
    /// Release 2: a new page that `appspec.yml` forgets to install. Every test passes; only a host
    /// that installed it can notice.
    Defective,
    /// Release 3: the same page, installed.
    Mended,
}

impl Release {
    /// The release's number, as its page shows it.
    pub(super) fn number(self) -> u32 {
        match self {
            Release::First => 1,
            Release::Defective => 2,
            Release::Mended => 3,
        }
    }

    /// The message of its commit.
    pub(super) fn message(self) -> &'static str {
        match self {
            Release::First => "The page",
            Release::Defective => "An offer on the page",
            Release::Mended => "Install the offer's page, too",
        }
    }

    /// The whole tree of the release.
    pub(super) fn files(self) -> Vec<File> {
        let mut files: Vec<File> = EXAMPLE
            .iter()
            .map(|(path, text)| file(path, text))
            .collect();
        if self == Release::First {
            return files;
        }
        edit(&mut files, "VERSION", |_| format!("{}\n", self.number()));
        edit(&mut files, "pages/index.html", |text| {
            format!("{text}{{{{ include offers.html }}}}\n")
        });
        files.push(file("pages/offers.html", "<p>Today: two for one.</p>\n"));
        if self == Release::Mended {
            edit(&mut files, "appspec.yml", |text| {
                text.replace("source: pages/index.html", "source: pages")
            });
        }
        files
    }
}

fn file(path: &'static str, text: &str) -> File {
    File {
        path,
        text: text.into(),
        executable: path.ends_with(".sh"),
    }
}

fn edit(files: &mut [File], path: &str, change: impl Fn(&str) -> String) {
    for file in files.iter_mut().filter(|file| file.path == path) {
        file.text = change(&file.text);
    }
}

/// Pairs a path of the example with its content, compiled in so that the binary is enough.
macro_rules! example {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../../../examples/web/", $path)))),*]
    };
}

const EXAMPLE: &[(&str, &str)] = example![
    "README.md",
    "VERSION",
    "appspec.yml",
    "buildspec.yml",
    "pages/index.html",
    "scripts/check-installed.sh",
    "scripts/prepare.sh",
    "scripts/start.sh",
    "scripts/stop.sh",
    "scripts/validate.py",
    "scripts/validate.sh",
    "server.py",
    "smoke.buildspec.yml",
    "smoke/test_package.py",
    "tests/junit.py",
    "tests/test_site.py",
];

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;

    fn walk(directory: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("__pycache__") && !path.ends_with("reports") {
                walk(&path, found);
            } else if path.is_file() {
                found.push(path);
            }
        }
    }

    #[test]
    fn the_demo_pushes_exactly_the_example_of_the_tree() {
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/web");
        let mut found = Vec::new();
        walk(&example, &mut found);
        let mut found: Vec<String> = found
            .iter()
            .map(|path| path.strip_prefix(&example).unwrap().display().to_string())
            .collect();
        found.sort();
        let ours: Vec<&str> = EXAMPLE.iter().map(|(path, _)| *path).collect();
        assert_eq!(found, ours);
    }

    fn text(release: Release, path: &str) -> String {
        let files = release.files();
        let found = files.into_iter().find(|file| file.path == path);
        found.map(|file| file.text).unwrap_or_default()
    }

    #[test]
    fn only_the_mended_release_installs_the_new_page() {
        let installs = |release| text(release, "appspec.yml").contains("source: pages\n");
        let includes =
            |release| text(release, "pages/index.html").contains("{{ include offers.html }}");
        assert!(!installs(Release::First) && !includes(Release::First));
        assert!(!installs(Release::Defective) && includes(Release::Defective));
        assert!(installs(Release::Mended) && includes(Release::Mended));
        assert_eq!(text(Release::Mended, "VERSION"), "3\n");
        assert!(!text(Release::Defective, "pages/offers.html").is_empty());
    }
}
