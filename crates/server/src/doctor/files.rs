//! The directory itself, the files with secrets in it, and who holds its lock.

use std::fs::{self, File, TryLockError};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::Finding;

/// Files that nobody but the owner may read.
const SECRET: [&str; 4] = [
    "root-key",
    "seal-key",
    "ca-key.pem",
    "deployment-signer.pem",
];

/// Bits that let others in.
const OTHERS: u32 = 0o077;

pub(super) fn directory(data: &Path) -> Finding {
    const CHECK: &str = "data directory";
    let shown = data.display();
    match fs::metadata(data) {
        Err(error) => Finding::fail(
            CHECK,
            format!("{shown}: {error}"),
            "name the directory of a server with --data, as the server's user",
        ),
        Ok(found) if !found.is_dir() => Finding::fail(
            CHECK,
            format!("{shown} is not a directory"),
            "name the directory of a server with --data",
        ),
        Ok(found) if found.permissions().mode() & OTHERS != 0 => Finding::warn(
            CHECK,
            format!(
                "{shown} is open to other users (mode {:o})",
                found.permissions().mode() & 0o777
            ),
            format!("chmod 700 {shown}"),
        ),
        Ok(_) => Finding::ok(CHECK, shown.to_string()),
    }
}

pub(super) fn keys(data: &Path) -> Finding {
    const CHECK: &str = "keys";
    let mut open = Vec::new();
    let mut seen = 0;
    for name in SECRET {
        let Ok(found) = fs::metadata(data.join(name)) else {
            continue; // made when it is needed first
        };
        seen += 1;
        if found.permissions().mode() & OTHERS != 0 {
            open.push(name);
        }
    }
    if open.is_empty() {
        return Finding::ok(CHECK, format!("{seen} files, for their owner only"));
    }
    let paths: Vec<String> = open
        .iter()
        .map(|name| data.join(name).display().to_string())
        .collect();
    Finding::fail(
        CHECK,
        format!("open to other users: {}", open.join(", ")),
        format!(
            "chmod 600 {}; if others use this machine, replace the keys",
            paths.join(" ")
        ),
    )
}

/// Tries the lock for a moment, shared: only a server that starts in just this moment could mind.
pub(super) fn holder(data: &Path) -> Option<u32> {
    let mut file = File::open(data.join(towline_store::DirectoryLock::FILE)).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => {}
        _ => return None,
    }
    let mut number = String::new();
    file.read_to_string(&mut number).ok()?;
    number.trim().parse().ok()
}
