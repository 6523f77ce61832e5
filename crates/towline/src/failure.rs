//! How a command fails: what happened, why, how to mend it, and the exit code. Printed on standard
//! error by `main`, nowhere else.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

/// A failed command, in the words of the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    what: String,
    why: String,
    fix: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Failed,
    Usage,
    Unauthorised,
}

impl Failure {
    /// Something did not work. `what` reads after "error: ".
    pub(crate) fn new(what: impl Into<String>, why: impl fmt::Display) -> Failure {
        Failure {
            what: what.into(),
            why: why.to_string(),
            fix: String::new(),
            kind: Kind::Failed,
        }
    }

    /// A file or directory could not be used.
    pub(crate) fn file(verb: &str, path: &Path, why: impl fmt::Display) -> Failure {
        Failure::new(format!("cannot {verb} {}", path.display()), why)
    }

    /// What the person can do about it.
    #[must_use]
    pub(crate) fn fix(mut self, fix: impl Into<String>) -> Failure {
        self.fix = fix.into();
        self
    }

    /// The command was given wrongly (exit code 2, as for arguments that do not parse).
    #[must_use]
    pub(crate) fn usage(mut self) -> Failure {
        self.kind = Kind::Usage;
        self
    }

    /// The key is unknown, wrong, or may not do this (exit code 4).
    #[must_use]
    pub(crate) fn unauthorised(mut self) -> Failure {
        self.kind = Kind::Unauthorised;
        self
    }

    /// 1 failed, 2 usage, 4 not authorised.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self.kind {
            Kind::Failed => 1,
            Kind::Usage => 2,
            Kind::Unauthorised => 4,
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}: {}", self.what, self.why)?;
        if self.fix.is_empty() {
            return Ok(());
        }
        write!(f, "\n  fix: {}", self.fix)
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_what_why_and_how_to_mend_it() {
        let failure = Failure::file("read", Path::new("/data/key"), "permission denied");
        assert_eq!(
            failure.to_string(),
            "error: cannot read /data/key: permission denied"
        );
        let failure = failure.fix("run it as the user of the server");
        assert_eq!(
            failure.to_string(),
            "error: cannot read /data/key: permission denied\n  fix: run it as the user of the server"
        );
    }

    #[test]
    fn exit_codes_tell_failures_apart() {
        let failure = Failure::new("a", "b");
        let code = |failure: Failure| format!("{:?}", failure.exit_code());
        assert_eq!(code(failure.clone()), format!("{:?}", ExitCode::from(1)));
        assert_eq!(
            code(failure.clone().usage()),
            format!("{:?}", ExitCode::from(2))
        );
        assert_eq!(
            code(failure.unauthorised()),
            format!("{:?}", ExitCode::from(4))
        );
    }
}
