//! Each check on a directory that is right and on one where that one thing is broken.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::{Finding, Level, examine, server_process};
use crate::fixture;

async fn finding(data: &Path, check: &str) -> Finding {
    let all = examine(data).await;
    let found = all.into_iter().find(|finding| finding.check == check);
    found.unwrap_or_else(|| panic!("nothing about {check}"))
}

#[tokio::test]
async fn a_directory_in_use_is_sound() {
    let data = tempfile::tempdir().unwrap();
    fs::set_permissions(&data, Permissions::from_mode(0o700)).unwrap();
    let app = fixture::app(data.path()).await;
    for finding in examine(data.path()).await {
        // Space is what this machine has.
        let fine = finding.level == Level::Ok || finding.check.starts_with("disk");
        assert!(fine, "{finding:?}");
    }
    assert_eq!(server_process(data.path()), Some(std::process::id()));
    app.shutdown().await;
    drop(app);
    drop(fixture::store(data.path()).await);
    assert_eq!(server_process(data.path()), None);
}

#[tokio::test]
async fn open_keys_and_directories_are_told_by_name() {
    let data = tempfile::tempdir().unwrap();
    let key = data.path().join("seal-key");
    fs::write(&key, "canary").unwrap();
    fs::set_permissions(&key, Permissions::from_mode(0o640)).unwrap();
    let found = finding(data.path(), "keys").await;
    assert_eq!(found.level, Level::Fail);
    assert!(found.detail.contains("seal-key") && found.remedy.contains("chmod 600"));
    assert!(!format!("{found:?}").contains("canary"));
    fs::set_permissions(data.path(), Permissions::from_mode(0o755)).unwrap();
    let found = finding(data.path(), "data directory").await;
    assert_eq!(
        (found.level, found.remedy.starts_with("chmod 700")),
        (Level::Warn, true)
    );
    let nothing = examine(&data.path().join("nothing")).await;
    assert_eq!((nothing.len(), nothing[0].level), (1, Level::Fail));
}

#[tokio::test]
async fn a_database_that_is_none_is_told() {
    let data = tempfile::tempdir().unwrap();
    assert_eq!(finding(data.path(), "database").await.level, Level::Warn);
    fs::write(data.path().join("towline.db"), "no database at all").unwrap();
    let found = finding(data.path(), "database").await;
    assert_eq!(found.level, Level::Fail, "{found:?}");
    assert!(found.detail.contains("towline.db"), "{found:?}");
}
