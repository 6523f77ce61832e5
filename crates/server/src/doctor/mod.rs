//! What `towline doctor` finds out about a data directory, without changing it and whether or not
//! a server runs on it. Texts name files, never what is in them.

mod database;
mod disk;
mod files;
#[cfg(test)]
mod tests;

use std::path::Path;

use serde::Serialize;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// As it should be.
    Ok,
    /// Works, but somebody should look at it.
    Warn,
    /// Does not work, or is not safe.
    Fail,
}

/// The result of one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at, for example `database`.
    pub check: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What was found, with numbers.
    pub detail: String,
    /// What to do about it; empty when nothing needs doing.
    pub remedy: String,
}

impl Finding {
    /// As it should be.
    pub fn ok(check: &'static str, detail: impl Into<String>) -> Finding {
        Finding {
            check,
            level: Level::Ok,
            detail: detail.into(),
            remedy: String::new(),
        }
    }

    /// Somebody should look at it.
    pub fn warn(
        check: &'static str,
        detail: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Finding {
        Finding {
            level: Level::Warn,
            remedy: remedy.into(),
            ..Finding::ok(check, detail)
        }
    }

    /// It does not work.
    pub fn fail(
        check: &'static str,
        detail: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Finding {
        Finding {
            level: Level::Fail,
            ..Finding::warn(check, detail, remedy)
        }
    }
}

/// Looks at everything in the data directory of a server.
pub async fn examine(data: &Path) -> Vec<Finding> {
    let directory = files::directory(data);
    let usable = directory.level != Level::Fail;
    let mut findings = vec![directory];
    if usable {
        findings.push(files::keys(data));
        findings.push(database::check(data).await);
        findings.push(disk::space(data));
        findings.push(disk::sync(data));
    }
    findings
}

/// The number of the server process that has the directory, when one runs on it.
pub fn server_process(data: &Path) -> Option<u32> {
    files::holder(data)
}
