//! The database: whether it can be read, every page of it, and how large it has become.

use std::path::Path;

use towline_store::{DATABASE_FILE, Snapshot, Store, StoreError};

use super::Finding;

const CHECK: &str = "database";

pub(super) async fn check(data: &Path) -> Finding {
    let path = data.join(DATABASE_FILE);
    if !path.exists() {
        return Finding::warn(
            CHECK,
            format!("there is none in {} yet", data.display()),
            "start `towline server` with this --data",
        );
    }
    match look(&path).await {
        Ok(detail) => Finding::ok(CHECK, detail),
        Err(error) => Finding::fail(
            CHECK,
            error.to_string(),
            "stop the server and restore the last backup",
        ),
    }
}

async fn look(path: &Path) -> Result<String, StoreError> {
    let snapshot = Snapshot::open(path)?;
    snapshot.check().await?;
    let events = snapshot.last_event().await?;
    let mebibytes = |name: &str| {
        let found = std::fs::metadata(path.with_file_name(name));
        found.map_or(0.0, |found| found.len() as f64 / f64::from(1 << 20))
    };
    let log = mebibytes(&format!("{DATABASE_FILE}-wal"));
    Ok(format!(
        "sound; {:.1} MiB and {log:.1} MiB of log, newest event {events}, schema {}",
        mebibytes(DATABASE_FILE),
        snapshot.schema()
    ))
}
