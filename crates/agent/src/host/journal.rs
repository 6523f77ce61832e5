//! What the agent knows about its commands after a crash: one small file for each.
//!
//! A file is written before the step it speaks of: `Running` before the first script starts,
//! `Finished` before the report leaves. Those two are flushed to the disk; losing one of the
//! others costs a repeated call, never a repeated script.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use towline_api::handed_out;
use towline_api::hostcommand::HostCommand;

use super::layout::{make_directory, write_lightly, write_whole};
use super::report::Report;

/// Seconds after which a command that has been reported is forgotten.
const KEEP: i64 = 24 * 3600;

/// How far a command has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum State {
    /// It came from the server; nothing was done.
    Received,
    /// It was acknowledged and is being carried out.
    Running,
    /// It ended; the report has to be delivered.
    Finished(Report),
    /// The server has the report.
    Delivered(Report),
}

/// One command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// As it was handed out: after a restart the server lets us go on with it.
    pub(super) id: String,
    pub(super) execution: String,
    pub(super) name: String,
    /// When it came, in seconds since the epoch.
    pub(super) at: i64,
    pub(super) state: State,
}

impl Entry {
    /// For a command that has just come.
    pub(super) fn new(command: &HostCommand, now: i64) -> Entry {
        Entry {
            id: command.host_command_identifier.clone().unwrap_or_default(),
            execution: command.deployment_execution_id.clone().unwrap_or_default(),
            name: command.command_name.clone().unwrap_or_default(),
            at: now,
            state: State::Received,
        }
    }
}

/// The directory of entries.
#[derive(Debug)]
pub(super) struct Journal(PathBuf);

impl Journal {
    /// The journal in `dir`, made when missing.
    pub(super) fn open(dir: PathBuf) -> io::Result<Journal> {
        make_directory(&dir)?;
        Ok(Journal(dir))
    }

    /// One file for a command, however often it is handed out. Identifiers are long, so it is
    /// named by a digest.
    fn path(&self, id: &str) -> PathBuf {
        let (command, _) = handed_out(id);
        let digest = hex::encode(Sha256::digest(command.as_bytes()));
        self.0.join(format!("{}.json", &digest[..32]))
    }

    /// What is known of the command `id`.
    pub(super) fn get(&self, id: &str) -> io::Result<Option<Entry>> {
        match read(&self.path(id)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            found => found,
        }
    }

    /// Records the entry.
    pub(super) fn put(&self, entry: &Entry) -> io::Result<()> {
        let path = self.path(&entry.id);
        let text = serde_json::to_vec(entry)?;
        match entry.state {
            State::Running | State::Finished(_) => write_whole(&path, &text),
            State::Received | State::Delivered(_) => write_lightly(&path, &text),
        }
    }

    /// Forgets a command that the server does not want carried out.
    pub(super) fn remove(&self, entry: &Entry) -> io::Result<()> {
        fs::remove_file(self.path(&entry.id))
    }

    /// Every command whose report is not delivered; drops those that are long over.
    pub(super) fn open_entries(&self, now: i64) -> io::Result<Vec<Entry>> {
        let mut open = Vec::new();
        for file in fs::read_dir(&self.0)? {
            let path = file?.path();
            let Some(entry) = read(&path)? else {
                continue;
            };
            match entry.state {
                State::Delivered(_) if now - entry.at > KEEP => fs::remove_file(path)?,
                State::Delivered(_) => {}
                _ => open.push(entry),
            }
        }
        open.sort_by_key(|entry| entry.at);
        Ok(open)
    }
}

/// Reads an entry; unfinished writes and damaged files are set aside with a word in the log.
fn read(path: &Path) -> io::Result<Option<Entry>> {
    if path.extension().is_none_or(|extension| extension != "json") {
        return Ok(None);
    }
    match serde_json::from_slice(&fs::read(path)?) {
        Ok(entry) => Ok(Some(entry)),
        Err(e) => {
            tracing::warn!("{} is not readable and is set aside: {e}", path.display());
            fs::rename(path, path.with_extension("damaged"))?;
            Ok(None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, at: i64, state: State) -> Entry {
        Entry {
            id: id.into(),
            execution: "a/b/c/d".into(),
            name: "Install".into(),
            at,
            state,
        }
    }

    #[test]
    fn only_what_is_not_delivered_is_open() {
        let dir = tempfile::tempdir().unwrap();
        let journal = Journal::open(dir.path().join("journal")).unwrap();
        let done = State::Delivered(Report::success("log".into()));
        let all = [
            entry("/new/", 3, State::Running),
            entry("older", 2, State::Finished(Report::after_restart())),
            entry("done", 1, done.clone()),
            entry("long done", 1 - KEEP, done),
        ];
        for entry in &all {
            journal.put(entry).unwrap();
        }
        fs::write(dir.path().join("journal/x.json"), "{").unwrap();
        fs::write(dir.path().join("journal/y.json.new"), "{").unwrap();
        assert_eq!(
            journal.open_entries(2).unwrap(),
            [all[1].clone(), all[0].clone()]
        );
        assert_eq!(journal.get("done").unwrap(), Some(all[2].clone()));
        assert_eq!(journal.get("long done").unwrap(), None);
        journal.remove(&all[0]).unwrap();
        assert_eq!(journal.get("/new/").unwrap(), None);
    }
}
