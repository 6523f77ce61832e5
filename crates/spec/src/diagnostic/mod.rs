//! What is wrong with a user's file, where, and how to mend it.
//!
//! Every reader of this crate reports through [`Diagnostics`], so that console, command line and
//! deployment errors look alike. Printing is plain text; colours belong to the program.

use std::fmt;

#[cfg(test)]
mod tests;

/// A place in a text. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
}

impl Position {
    /// The first character: where a fault of the file as a whole is shown.
    pub const START: Position = Position { line: 1, column: 1 };
}

/// Whether the file can still be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// It works, but probably not as meant.
    Warning,
    /// It is refused.
    Error,
}

/// One remark about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Warning or error.
    pub severity: Severity,
    /// The name as the user knows it, for example `appspec.yml`.
    pub file: String,
    /// Where.
    pub at: Position,
    /// What is wrong, in one sentence.
    pub what: String,
    /// Why it matters: what comes of it; never empty.
    pub why: String,
    /// How to mend it; never empty.
    pub fix: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let Position { line, column } = self.at;
        write!(
            f,
            "{severity}: {}\n --> {}:{line}:{column}\n  = help: {}",
            self.what, self.file, self.fix
        )
    }
}

impl Diagnostic {
    /// Says more exactly what comes of it.
    pub fn why(&mut self, why: impl Into<String>) {
        self.why = why.into();
    }

    /// The long form: the source line with a mark under the column, and why it matters.
    pub fn render(&self, source: &str) -> String {
        let text = self.to_string();
        let Some(line) = source.lines().nth(self.at.line as usize - 1) else {
            return text;
        };
        let Some((head, help)) = text.rsplit_once("\n  = help") else {
            return text;
        };
        let number = self.at.line.to_string();
        let gutter = " ".repeat(number.len());
        // Tabs stay tabs, so that the mark lands below its character.
        let indent: String = line
            .chars()
            .take(self.at.column as usize - 1)
            .map(|c| if c == '\t' { '\t' } else { ' ' })
            .collect();
        format!(
            "{head}\n{gutter} |\n{number} | {}\n{gutter} | {indent}^\n  = note: {}\n  = help{help}",
            line.trim_end(),
            self.why
        )
    }
}

/// What comes of remarks about a kind of file, unless one says more exactly.
#[derive(Debug, Clone, Copy)]
pub struct Consequences {
    /// Of an error.
    pub error: &'static str,
    /// Of a warning.
    pub warning: &'static str,
}

/// Collects the remarks about one file while it is read.
#[derive(Debug, Clone)]
pub struct Diagnostics {
    file: String,
    consequences: Consequences,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Nothing to say yet about `file`.
    pub fn new(file: &str, consequences: Consequences) -> Diagnostics {
        Diagnostics {
            file: file.into(),
            consequences,
            list: Vec::new(),
        }
    }

    /// Records a fault that makes the file unusable.
    pub fn error(
        &mut self,
        at: Position,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Error, at, what.into(), fix.into())
    }

    /// Records a doubt.
    pub fn warning(
        &mut self,
        at: Position,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Warning, at, what.into(), fix.into())
    }

    fn push(
        &mut self,
        severity: Severity,
        at: Position,
        what: String,
        fix: String,
    ) -> &mut Diagnostic {
        let why = match severity {
            Severity::Error => self.consequences.error,
            Severity::Warning => self.consequences.warning,
        };
        let next = self.list.len();
        self.list.push(Diagnostic {
            severity,
            file: self.file.clone(),
            at,
            what,
            why: why.into(),
            fix,
        });
        &mut self.list[next]
    }

    /// Whether the file is refused.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// The remarks in the order of the file.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|d| d.at);
        self.list
    }
}
