//! Damage that SQLite would pass over: it is looked for before the database is opened.

use std::fs::File as Handle;
use std::io::{ErrorKind, Read};
use std::path::PathBuf;

use super::File;
use super::fault::RESTORE;
use crate::StoreError;

/// Bytes of the header of a write-ahead log.
const HEADER: usize = 32;

/// The first word of a write-ahead log; its last bit says in which order its sums were made.
const MAGIC: u32 = 0x377f_0682;

/// Refuses what is no file, and a write-ahead log that SQLite would throw away with every commit in
/// it: its header is written and synced before anything follows, so no crash leaves a wrong one.
pub(super) fn look(file: &File) -> Result<(), StoreError> {
    match std::fs::metadata(&file.path) {
        Ok(found) if !found.is_file() => {
            return Err(unusable(
                &file.path,
                format!("it is not a file; {RESTORE}, or name another data directory"),
            ));
        }
        _ => {} // absent or unreadable: SQLite says it well
    }
    let log = log_of(file);
    let sound = match Handle::open(&log) {
        Ok(log) => is_sound(log),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(true),
        Err(e) => Err(e),
    };
    match sound {
        Ok(true) => Ok(()),
        Ok(false) => Err(unusable(
            &log,
            format!("the log of the newest commits is damaged; {RESTORE}"),
        )),
        Err(e) => Err(unusable(
            &log,
            format!("{e}; give the user that runs the server read and write access"),
        )),
    }
}

fn log_of(file: &File) -> PathBuf {
    let mut name = file.path.clone().into_os_string();
    name.push("-wal");
    name.into()
}

/// Whether commits may follow this header, or none do.
fn is_sound(mut log: Handle) -> std::io::Result<bool> {
    let mut header = [0; HEADER];
    if log.metadata()?.len() <= HEADER as u64 {
        return Ok(true); // nothing was committed to it yet
    }
    log.read_exact(&mut header)?;
    let words: Vec<[u8; 4]> = header.as_chunks::<4>().0.to_vec();
    let big = |at: usize| u32::from_be_bytes(words[at]);
    let word = |at: usize| match big(0) & 1 {
        1 => big(at),
        _ => u32::from_le_bytes(words[at]),
    };
    let (mut one, mut two) = (0_u32, 0_u32);
    for at in [0, 2, 4] {
        one = one.wrapping_add(word(at)).wrapping_add(two);
        two = two.wrapping_add(word(at + 1)).wrapping_add(one);
    }
    Ok(big(0) & !1 == MAGIC && (big(6), big(7)) == (one, two))
}

fn unusable(path: &std::path::Path, detail: String) -> StoreError {
    StoreError::Unusable {
        path: path.display().to_string(),
        detail,
    }
}
