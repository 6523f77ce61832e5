//! The disk of the data directory: its space, and how long it takes to make a write last.

use std::io::{Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use super::Finding;

const MIB: u64 = 1 << 20;
const LITTLE: u64 = 1024 * MIB;
const TOO_LITTLE: u64 = 64 * MIB;

/// Writes of a look.
const WRITES: usize = 20;
/// A commit takes one to two of them.
const SLOW: Duration = Duration::from_millis(50);

pub(super) fn space(data: &Path) -> Finding {
    const CHECK: &str = "disk space";
    let remedy = "free some space, or move the data directory to a larger disk";
    let disk = match rustix::fs::statvfs(data) {
        Ok(disk) => disk,
        Err(error) => return Finding::fail(CHECK, error.to_string(), remedy),
    };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let total = disk.f_blocks.saturating_mul(disk.f_frsize);
    let detail = format!("{} MiB of {} MiB are free", free / MIB, total / MIB);
    if disk.f_files > 0 && disk.f_favail == 0 {
        return Finding::fail(CHECK, "no file can be made: no inode is free", remedy);
    }
    match free {
        ..TOO_LITTLE => Finding::fail(CHECK, detail, remedy),
        TOO_LITTLE..LITTLE => Finding::warn(CHECK, detail, remedy),
        _ => Finding::ok(CHECK, detail),
    }
}

pub(super) fn sync(data: &Path) -> Finding {
    const CHECK: &str = "disk sync";
    match median(data) {
        Err(error) => Finding::fail(
            CHECK,
            format!("a file in {} cannot be written: {error}", data.display()),
            "give the server's user a disk that it can write to",
        ),
        Ok(took) => {
            let detail = format!(
                "a write lasts after {:.2} ms (median of {WRITES})",
                took.as_secs_f64() * 1000.0
            );
            match took > SLOW {
                true => Finding::warn(
                    CHECK,
                    detail,
                    "every change waits for it: use a faster disk",
                ),
                false => Finding::ok(CHECK, detail),
            }
        }
    }
}

fn median(data: &Path) -> std::io::Result<Duration> {
    let mut file = tempfile::tempfile_in(data)?;
    let mut took = Vec::with_capacity(WRITES);
    for _ in 0..WRITES {
        let begun = Instant::now();
        file.rewind()?;
        file.write_all(&[0x5a; 4096])?;
        file.sync_data()?;
        took.push(begun.elapsed());
    }
    took.sort_unstable();
    Ok(took[WRITES / 2])
}
