//! The pages under `docs/` as a part of a program, so that it can show them without a network. Text
//! only: whoever shows them makes HTML of it.

#[cfg(test)]
mod tests;

/// A page of the guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The name of its file without `.md`: what links call it.
    pub name: &'static str,
    /// Markdown; the first line is the title.
    pub markdown: &'static str,
}

impl Page {
    /// The title.
    pub fn title(&self) -> &'static str {
        let first = self.markdown.lines().next().unwrap_or_default();
        first.trim_start_matches("# ")
    }
}

macro_rules! pages {
    ($($name:literal),* $(,)?) => {
        &[$(Page {
            name: $name,
            markdown: include_str!(concat!("../../../docs/", $name, ".md")),
        }),*]
    };
}

/// All pages in the order in which they are read; the first one lists them.
pub const PAGES: &[Page] = pages![
    "README",
    "start",
    "from-aws",
    "first-host",
    "first-pipeline",
    "rollback",
    "files",
    "stock-agent",
    "team",
    "what-works",
    "commands",
    "configuration",
    "glossary",
];

/// The anchor that readers of Markdown make of a heading.
pub fn anchor(heading: &str) -> String {
    let words = heading.to_lowercase();
    let kept = words
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The page of this name.
pub fn page(name: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.name == name)
}
