//! Path patterns of artifacts, reports and caches: `*`, `?` and `**`, nothing else.
//!
//! Pure text matching; walking a disk is the runner's work. Brackets and braces are ordinary
//! characters here, as file names may hold them.

#[cfg(test)]
mod tests;

/// A pattern, compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// `**`: any number of directories.
    Any,
    /// One name, with `*` and `?`.
    Name(Vec<char>),
}

impl Pattern {
    /// Reads a pattern. `./` and doubled slashes mean nothing.
    pub fn new(text: &str) -> Pattern {
        let parts = text
            .split('/')
            .filter(|part| !part.is_empty() && *part != ".")
            .map(|part| match part {
                "**" => Part::Any,
                name => Part::Name(name.chars().collect()),
            })
            .collect();
        Pattern { parts }
    }

    /// The leading parts without wildcards, joined by `/`: where a search can begin.
    pub fn fixed(&self) -> String {
        let fixed: Vec<String> = self.parts.iter().map_while(Part::literal).collect();
        fixed.join("/")
    }

    /// Whether the pattern names exactly one path.
    pub fn is_literal(&self) -> bool {
        self.parts.iter().all(|part| part.literal().is_some())
    }

    /// Whether `path` (relative, parts separated by `/`) matches.
    pub fn matches(&self, path: &str) -> bool {
        let names: Vec<Vec<char>> = path
            .split('/')
            .filter(|name| !name.is_empty())
            .map(|name| name.chars().collect())
            .collect();
        // Row by row instead of recursion: time is pattern length times path length, always.
        let mut reached = vec![false; names.len() + 1];
        reached[0] = true;
        for part in &self.parts {
            reached = part.advance(&reached, &names);
        }
        // `**` at the end stands for what lies below a directory, not for the directory.
        reached[names.len()] && !names.is_empty()
    }
}

impl Part {
    fn literal(&self) -> Option<String> {
        match self {
            Part::Name(name) if !name.iter().any(|c| matches!(c, '*' | '?')) => {
                Some(name.iter().collect())
            }
            _ => None,
        }
    }

    /// How many names can be used up after this part, given how many could be before it.
    fn advance(&self, reached: &[bool], names: &[Vec<char>]) -> Vec<bool> {
        let mut next = vec![false; reached.len()];
        match self {
            Part::Any => {
                let mut open = false;
                for (at, slot) in next.iter_mut().enumerate() {
                    open |= reached[at];
                    *slot = open;
                }
            }
            Part::Name(pattern) => {
                for at in 0..names.len() {
                    next[at + 1] = reached[at] && name_matches(pattern, &names[at]);
                }
            }
        }
        next
    }
}

/// `*` and `?` within one name: two markers, going back to the last star on a mismatch.
fn name_matches(pattern: &[char], name: &[char]) -> bool {
    let (mut p, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some('?') => {
                p += 1;
                n += 1;
            }
            Some(c) if *c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match star {
                Some((at, taken)) => {
                    star = Some((at, taken + 1));
                    p = at + 1;
                    n = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}
