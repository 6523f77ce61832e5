//! Which line of a failed step is the first one that tells of an error.

use super::ansi::plain;

/// Words at which people stop reading, as programs write them.
const WORDS: [&str; 12] = [
    "error:",
    "error[",
    "fatal:",
    "failed:",
    "traceback (most recent call last)",
    "panicked at",
    "assertionerror",
    "exception:",
    "command not found",
    "no such file or directory",
    "permission denied",
    "npm err!",
];

/// Beginnings of lines that do the same.
const BEGINNINGS: [&str; 6] = ["FAIL", "ERROR", "E   ", "not ok ", "✗", "FATAL"];

/// Whether a line tells of an error.
pub(crate) fn tells(line: &str) -> bool {
    let line = plain(line);
    let small = line.to_lowercase();
    let begins = line.trim_start();
    WORDS.iter().any(|word| small.contains(word))
        || BEGINNINGS.iter().any(|begin| begins.starts_with(begin))
        || (line.starts_with("[Container]") && line.ends_with("State: FAILED"))
}

/// The first line that tells of an error, counted from 0.
pub(crate) fn first(lines: &[String]) -> Option<usize> {
    lines.iter().position(|line| tells(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_found_and_ordinary_words_are_not() {
        for line in [
            "error: could not compile",
            "\x1b[31merror[E0308]\x1b[0m: mismatched types",
            "FAIL: test_page (test.Page)",
            "Traceback (most recent call last):",
            "bash: frob: command not found",
            "[Container] 2026/11/27 06:32:12.771740 Phase complete: BUILD State: FAILED",
        ] {
            assert!(tells(line), "{line}");
        }
        for line in [
            "0 errors",
            "test_errors ... ok",
            "no failures",
            "[Container] x State: SUCCEEDED",
        ] {
            assert!(!tells(line), "{line}");
        }
        let lines = ["ok", "error: a", "error: b"].map(str::to_string);
        assert_eq!(first(&lines), Some(1));
    }
}
