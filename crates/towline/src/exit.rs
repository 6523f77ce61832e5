//! How a command ended, as the exit code that scripts read.

use std::process::ExitCode;

/// The outcome of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// It did what was asked; what was watched ended well.
    Succeeded,
    /// It failed, or what was watched did; or a person was asked first and did not say yes, so
    /// that nothing that follows it is carried out, either.
    Failed,
    /// It was given wrongly.
    Usage,
    /// What was watched was stopped or canceled.
    Stopped,
    /// The key is unknown, wrong, or may not do this.
    Unauthorised,
    /// What was watched did not end within `--timeout`; it goes on.
    TimedOut,
    /// What was watched was overtaken by a newer execution.
    Superseded,
    /// What was watched failed, and its hosts have the earlier revision again.
    RolledBack,
    /// Ctrl-C ended the watching; what was watched goes on. The code that shells use.
    Detached,
}

/// The codes, as `--help` shows them.
pub(crate) const HELP: &str = "\
Exit codes:
  0  succeeded
  1  failed, or not done because the answer to a question was not yes
  2  wrong usage
  3  stopped or canceled
  4  not authorised
  5  timed out waiting (--timeout); what was waited for goes on
  6  superseded by a newer execution
  7  failed and rolled back
130  detached by Ctrl-C; what was watched goes on";

impl Exit {
    /// The number.
    pub(crate) fn code(self) -> u8 {
        match self {
            Exit::Succeeded => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Stopped => 3,
            Exit::Unauthorised => 4,
            Exit::TimedOut => 5,
            Exit::Superseded => 6,
            Exit::RolledBack => 7,
            Exit::Detached => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}
