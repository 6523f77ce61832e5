//! Where the output of scripts goes: two files, the end of it in the report, and live lines.

use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::layout::Layout;
use super::live::Live;
use super::spec::Specification;

/// A report's log stays below this many characters (CodeDeploy's `logTail`).
const TAIL: usize = 2048;
/// The log of all deployments is begun anew at this size; one older file is kept.
const ROTATE_AT: u64 = 64 << 20;

/// Collects the lines of one command.
pub(super) struct ScriptLog {
    scripts: File,
    deployments: File,
    deployment_id: String,
    tail: Tail,
    live: Live,
    failed: Option<io::Error>,
}

impl ScriptLog {
    /// Opens the logs of the current deployment, also for scripts of an older revision.
    pub(super) fn open(layout: &Layout, spec: &Specification, live: Live) -> io::Result<ScriptLog> {
        let path = layout.scripts_log(spec);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        rotate(&layout.deployments_log())?;
        Ok(ScriptLog {
            scripts: append(&path)?,
            deployments: append(&layout.deployments_log())?,
            deployment_id: spec.deployment_id.clone(),
            tail: Tail::default(),
            live,
            failed: None,
        })
    }

    /// Adds one line, for example `[stdout]hello`.
    pub(super) fn line(&mut self, line: &str) {
        let line = without_escapes(line);
        let now = jiff::Zoned::now();
        let plain = format!("{} {line}\n", now.strftime("%Y-%m-%d %H:%M:%S"));
        let all = format!(
            "[{}] [{}]{line}\n",
            now.strftime("%Y-%m-%d %H:%M:%S%.3f"),
            self.deployment_id
        );
        // One write each, so that deployments side by side do not mix inside a line.
        let written = self
            .scripts
            .write_all(plain.as_bytes())
            .and_then(|()| self.deployments.write_all(all.as_bytes()));
        if let Err(e) = written {
            self.failed.get_or_insert(e);
        }
        self.live.send(&line);
        self.tail.push(format!("{line}\n"));
    }

    /// The end of the log, and the first failure to write it (a full disk does not stop a script).
    pub(super) fn finish(self) -> (String, Option<io::Error>) {
        (self.tail.text(), self.failed)
    }
}

fn append(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).append(true).open(path)
}

fn rotate(path: &Path) -> io::Result<()> {
    match std::fs::metadata(path) {
        Ok(meta) if meta.len() >= ROTATE_AT => std::fs::rename(path, path.with_extension("log.1")),
        _ => Ok(()),
    }
}

/// The newest lines, together below the limit.
#[derive(Default)]
struct Tail {
    lines: VecDeque<String>,
    length: usize,
}

impl Tail {
    fn push(&mut self, line: String) {
        self.length += line.chars().count();
        self.lines.push_back(line);
        while self.length >= TAIL {
            let Some(oldest) = self.lines.pop_front() else {
                return;
            };
            self.length -= oldest.chars().count();
        }
    }

    fn text(&self) -> String {
        self.lines.iter().map(String::as_str).collect()
    }
}

/// Terminal control sequences would garble every reader but a terminal.
fn without_escapes(line: &str) -> String {
    let mut clean = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => {
                if chars.clone().next() == Some('[') {
                    chars.find(|c| ('\u{40}'..='\u{7e}').contains(c) && *c != '[');
                }
            }
            c if c.is_control() && c != '\t' => {}
            c => clean.push(c),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_has_whole_lines_below_the_limit() {
        let mut tail = Tail::default();
        for n in 0..1000 {
            tail.push(format!("line {n}\n"));
        }
        let text = tail.text();
        assert!(text.len() < TAIL && text.len() > TAIL - 20);
        assert!(text.starts_with("line ") && text.ends_with("line 999\n"));
        tail.push("x".repeat(TAIL));
        assert_eq!(tail.text(), "", "one line that is too long empties it");
        tail.push("end\n".into());
        assert_eq!(tail.text(), "end\n");
    }

    #[test]
    fn colours_are_taken_out() {
        assert_eq!(
            without_escapes("\u{1b}[1;31mred\u{1b}[0m\tx\u{7}"),
            "red\tx"
        );
        assert_eq!(without_escapes("\u{1b}"), "");
    }

    #[test]
    fn both_files_get_every_line() {
        let (_dir, layout) = super::super::testing::layout();
        let spec = super::super::testing::spec("d-1");
        let mut log = ScriptLog::open(&layout, &spec, Live::none()).unwrap();
        log.line("[stdout]hello");
        let (tail, failed) = log.finish();
        assert_eq!(tail, "[stdout]hello\n");
        assert!(failed.is_none());
        let scripts = std::fs::read_to_string(layout.scripts_log(&spec)).unwrap();
        assert!(
            scripts.ends_with(" [stdout]hello\n") && scripts.len() == 20 + 14,
            "{scripts}"
        );
        let all = std::fs::read_to_string(layout.deployments_log()).unwrap();
        assert!(all.ends_with(" [d-1][stdout]hello\n"), "{all}");
    }
}
