//! Tells a build's output from the shell's word that an entry is over.

use tokio::sync::mpsc;

use super::super::log::Spool;

/// Reads the shell's output line by line.
pub(super) struct Watch {
    mark: String,
    log: Spool,
    tell: mpsc::Sender<(String, i32)>,
    /// An empty line was read that may belong to the mark: the shell writes a line feed before
    /// it, in case the entry's output did not end with one.
    empty: bool,
}

impl Watch {
    pub(super) fn new(mark: String, log: Spool, tell: mpsc::Sender<(String, i32)>) -> Watch {
        Watch {
            mark,
            log,
            tell,
            empty: false,
        }
    }

    pub(super) fn line(&mut self, line: &str) {
        if let Some(rest) = line.strip_prefix(&self.mark) {
            self.empty = false;
            let mut words = rest.split_whitespace();
            if let (Some(name), Some(Ok(status))) = (words.next(), words.next().map(str::parse)) {
                // One entry runs at a time, so there is room; a forged second line is dropped.
                let _ = self.tell.try_send((name.to_string(), status));
            }
            return;
        }
        self.flush();
        if line.is_empty() {
            self.empty = true;
        } else if !is_own_trace(line) {
            self.log.output(line);
        }
    }

    fn flush(&mut self) {
        if std::mem::take(&mut self.empty) {
            self.log.output("");
        }
    }

    pub(super) fn end(mut self, error: Option<std::io::Error>) {
        self.flush();
        if let Some(error) = error {
            self.log
                .service(&format!("The shell cannot be started: {error}"));
        }
    }
}

/// `set -x` in an entry also shows what `serve.sh` does, whose names all have this part.
fn is_own_trace(line: &str) -> bool {
    line.starts_with('+') && line.contains("__towline_")
}
